# ruff: noqa: F811 (fixtures are imported by name)
"""Every command on real files: what it writes, what it prints, its exit code; nobody's file changed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from jsonschema import Draft202012Validator

from tests.consolidate import schools_made as made
from tests.office_folder import DAY, book, nobodys_settings, office, opened, valid  # noqa: F401
from tests.running import Answer, kdcl, untouched

# ---- blank and filled workbooks


def test_blank_workbook(tmp_path: Path) -> None:
    out = tmp_path / "Thư mục mới" / "Mẫu trống.xlsx"
    answer = kdcl("mau", "tu-danh-gia", "--loai-truong", "thcs", *DAY, "--ra", out)
    assert (answer.code, answer.err) == (0, "")
    assert "Đã tạo sổ trống" in answer.out
    assert opened(out).stamp.regulation == "tt57_2026_pt"


def test_blank_workbook_of_every_form(tmp_path: Path) -> None:
    for form in ("danh-muc-truong", "tu-danh-gia"):
        rules = ("--bo-tieu-chuan", "tt18_2018_tr") if form == "tu-danh-gia" else ()
        answer = kdcl("mau", form, *rules, "--nam-hoc", "2024-2025", "--ra", tmp_path / f"{form}.xlsx")
        assert answer.code == 0, answer
        assert opened(tmp_path / f"{form}.xlsx").stamp.school_year == "2024-2025"


def test_a_year_gone_by_is_printed_under_its_own_law(tmp_path: Path) -> None:
    made = {"2024-2025": "tt18_2018_tr", "2025-2026": "tt18_2018_tr", "2027-2028": "tt57_2026_pt"}
    for year, rules in made.items():
        out = tmp_path / f"{year}.xlsx"
        answer = kdcl("mau", "tu-danh-gia", "--loai-truong", "thcs", "--nam-hoc", year, "--ra", out)
        assert (answer.code, opened(out).stamp.regulation) == (0, rules), answer
        assert ("Thông tư 18/2018" in answer.out) == (rules == "tt18_2018_tr")
    chosen = ("--nam-hoc", "2025-2026", "--ngay", "2026-07-20", "--ra", tmp_path / "chọn.xlsx")
    assert kdcl("mau", "tu-danh-gia", "--loai-truong", "thcs", *chosen).code == 0
    assert opened(tmp_path / "chọn.xlsx").stamp.regulation == "tt57_2026_pt"


def test_a_blank_workbook_never_replaces_a_filled_one(office: Path, tmp_path: Path) -> None:
    blank = ("mau", "tu-danh-gia", "--loai-truong", "thcs", *DAY, "--ra")
    mine, letter = tmp_path / "sổ.xlsx", tmp_path / "thư.xlsx"
    mine.write_bytes((office / "Sổ tự đánh giá.xlsx").read_bytes())
    letter.write_text("không phải sổ", encoding="utf-8")
    with untouched(tmp_path):
        for path in (mine, letter):
            for _ in range(2):
                assert f"Đã có “{path.name}”" in kdcl(*blank, path).reason
    assert sorted(tmp_path.iterdir()) == [mine, letter]
    again = tmp_path / "trống.xlsx"
    assert [kdcl(*blank, again).code for _ in range(2)] == [0, 0]
    other_year = kdcl(*blank, again, "--nam-hoc", "2027-2028")
    assert (other_year.code, opened(again).stamp.school_year) == (0, "2027-2028")


def test_every_earlier_version_is_kept(book: Path, tmp_path: Path) -> None:
    out, kept = tmp_path / "ra.xlsx", []
    for name in ("Trường Một", "Trường Hai", "Trường Ba"):
        data = tmp_path / "dữ liệu.json"
        data.write_text(json.dumps({"cells": {"ten_truong": name}}), encoding="utf-8")
        answer = kdcl("nhap", book, "--du-lieu", data, "--ra", out)
        assert answer.code == 0, answer
        kept.append(out.read_bytes())
    assert "giữ ở ra.xlsx.2.bak" in answer.out
    assert [(tmp_path / f"ra.xlsx{end}").read_bytes() for end in (".bak", ".2.bak", "")] == kept


def test_parts_the_groups_have_filled_are_not_cut_again(book: Path, tmp_path: Path) -> None:
    parts = tmp_path / "nhóm"
    assert kdcl("chia", book, "--ra", parts).code == 0
    assert kdcl("chia", book, "--ra", parts).code == 0, "nobody has written in them yet"
    first, *_others = sorted(parts.glob("*.xlsx"))
    written = openpyxl.load_workbook(first)
    note = next(cell for row in written["Đánh giá"].iter_rows() for cell in row if cell.value == "Đạt")
    note.value = "Không đạt"
    written.save(first)
    with untouched(parts):
        assert f"Đã có “{first.name}”" in kdcl("chia", book, "--ra", parts).reason


def test_schema_and_data_go_together(office: Path, book: Path, tmp_path: Path) -> None:
    """What `doc` prints satisfies the printed schema and fills a new workbook with the same values."""
    schema = kdcl("mau", "tu-danh-gia", "--bo-tieu-chuan", "tt57_2026_pt", "--loai-truong", "thcs", "--nam-hoc", "2026-2027", "--schema")  # fmt: skip
    shown = kdcl("doc", book, "--json")
    assert (schema.code, shown.code) == (0, 0)
    valid(shown, "doc")
    valid(shown, "nhap_tt57_2026_pt")
    Draft202012Validator(schema.json).validate(shown.json)
    data, blank, out = tmp_path / "dữ liệu.json", tmp_path / "trống.xlsx", tmp_path / "đầy.xlsx"
    data.write_text(shown.out, encoding="utf-8-sig")  # Notepad writes a byte order mark
    kdcl("mau", "tu-danh-gia", "--loai-truong", "thcs", *DAY, "--nam-hoc", "2026-2027", "--ra", blank)
    with untouched(book, blank, data):
        answer = kdcl("nhap", blank, "--du-lieu", data, "--ra", out, "--json")
    assert answer.code == 0, answer
    assert answer.json == {"schema": 1, "output": "đầy.xlsx", "findings": []}
    again = kdcl("doc", out).json
    assert {key: again[key] for key in ("cells", "tables")} == {
        key: shown.json[key] for key in ("cells", "tables")
    }


def test_data_that_does_not_fit_is_named_and_the_rest_is_written(book: Path, tmp_path: Path) -> None:
    data = tmp_path / "dữ liệu.json"
    data.write_text(json.dumps({"cells": {"ten_truong": "Trường Mới", "ten_truog": "x"}}), encoding="utf-8")
    answer = kdcl("nhap", book, "--du-lieu", data, "--ra", tmp_path / "ra.xlsx")
    assert answer.code == 1
    assert "ten_truog" in answer.out
    assert kdcl("doc", tmp_path / "ra.xlsx").json["cells"]["ten_truong"] == "Trường Mới"


def test_last_years_workbook_across_a_change_of_circular(office: Path, book: Path, tmp_path: Path) -> None:
    blank, old, out = tmp_path / "trống.xlsx", office / "Sổ năm trước.xlsx", tmp_path / "năm nay.xlsx"
    kdcl("mau", "tu-danh-gia", "--loai-truong", "thcs", *DAY, "--nam-hoc", "2026-2027", "--ra", blank)
    with untouched(office):
        answer = kdcl("nhap", blank, "--tu-tep", old, "--ra", out)
    assert answer.code == 0, answer
    assert "không chuyển" in answer.out
    assert opened(out).stamp.regulation == "tt57_2026_pt"
    counted = kdcl("nhap", blank, "--tu-tep", old, "--ra", tmp_path / "lại.xlsx", "--json").json
    assert counted["schema"] == 1
    assert counted["carried"]["Minh chứng"] > 0
    assert counted["left"]


# ---- check and level


def test_clean_workbook(book: Path, tmp_path: Path) -> None:
    with untouched(book):
        answer = kdcl("kiem-tra", book, *DAY, "--ra", tmp_path / "Đánh dấu")
    assert (answer.code, answer.err) == (0, "")
    assert "không có lỗi nào" in answer.out
    assert (tmp_path / "Đánh dấu" / book.name).exists()


def test_folder_with_errors(office: Path, tmp_path: Path) -> None:
    folder = office / "Đã nộp"
    with untouched(folder):
        answer = kdcl("kiem-tra", folder, *DAY, "--json", "--ra", tmp_path)
    assert (answer.code, answer.err) == (1, "")
    found = valid(answer, "findings")["findings"]
    assert {finding["file"] for finding in found} == {"79100001.xlsx", "79100002.xlsx"}
    assert all(finding["remedy"] for finding in found)
    marked = openpyxl.load_workbook(tmp_path / "79100001.xlsx")
    assert "Kết quả kiểm tra" in marked.sheetnames
    told = [line for line in kdcl("kiem-tra", folder, *DAY).out.splitlines() if line.startswith("  ")]
    assert told and all(line.startswith(("  lỗi: ", "  cảnh báo: ", "  gợi ý: ")) for line in told)


def test_draft_mode_asks_for_less(office: Path) -> None:
    path = office / "Đã nộp" / "79100001.xlsx"
    submit, draft = (
        kdcl("kiem-tra", path, *DAY, "--json", "--che-do", mode) for mode in ("truoc-khi-nop", "dang-lam")
    )
    assert len(draft.json["findings"]) < len(submit.json["findings"])


def test_files_of_one_name_get_marked_copies_of_their_own(office: Path, book: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("Trường A", "Trường B")]
    for folder in folders:
        folder.mkdir()
        (folder / "sổ.xlsx").write_bytes(book.read_bytes())
    kdcl("kiem-tra", tmp_path, *DAY, "--ra", tmp_path / "ra")
    assert all((tmp_path / "ra" / folder.name / "sổ.xlsx").exists() for folder in folders)
    twice = kdcl("kiem-tra", *(folder / "sổ.xlsx" for folder in folders), *DAY, "--ra", tmp_path / "rời")
    assert twice.out.count("không có lỗi nào") == 2
    assert sorted(path.name for path in (tmp_path / "rời").iterdir()) == ["sổ (2).xlsx", "sổ.xlsx"]
    again = kdcl("kiem-tra", tmp_path, *DAY, "--ra", tmp_path / "ra")
    assert "ra/" not in again.out.replace(str(tmp_path), "").split("Bản có đánh dấu")[0]


def test_level_and_what_if(office: Path) -> None:
    path = office / "Đã nộp" / "79100001.xlsx"
    answer = kdcl("muc", path, "--json")
    assert answer.code == 0
    now = valid(answer, "muc")
    assert (now["level_low"], now["settled"], now["gap"]["target"]) == (1, True, 2)
    raised = [f"{step['criterion']}={step['level']}" for step in now["gap"]["improvements"]]
    then = valid(kdcl("muc", path, "--json", *(word for pair in raised for word in ("--neu", pair))), "muc")
    assert then["level_low"] == 2
    people = kdcl("muc", path)
    assert people.out.startswith("Đề xuất: Đạt Mức 1")
    assert "Để đạt Mức 2" in people.out


def test_a_what_if_that_lowers_says_it_is_one(office: Path) -> None:
    path = office / "Đã nộp" / "79100001.xlsx"
    people = kdcl("muc", path, "--neu", "1.3=0")
    first, second, *_rest = people.out.splitlines()
    assert first.startswith("Giả định: tiêu chí 1.3 chỉ đạt Mức 0.")
    assert "không phải mức của sổ" in first
    assert second == "Đề xuất: Không đạt mức nào. Hội đồng kết luận, chương trình chỉ đề xuất."
    found = valid(kdcl("muc", path, "--neu", "1.3=0", "--json"), "muc")
    assert (found["what_if"], found["level_high"]) == ({"1.3": 0}, 0)
    assert "what_if" not in valid(kdcl("muc", path, "--json"), "muc")


def test_level_of_a_2018_workbook(office: Path) -> None:
    assert valid(kdcl("muc", office / "Sổ năm trước.xlsx", "--json"), "muc")["regulation"] == "tt18_2018_tr"


def test_an_unassessed_school_has_no_level_yet(tmp_path: Path) -> None:
    path = made.school(tmp_path, "79100009", "Trường THCS Chưa Viết", level=None)
    found = valid(kdcl("muc", path, "--json"), "muc")
    assert (found["level_low"], found["level_high"], found["settled"]) == (0, 2, False)


# ---- consolidate


def gather(office: Path, out: Path, *more: str | Path) -> Answer:
    listed = office / "Danh mục trường.xlsx"
    return kdcl(
        "tong-hop", office / "Đã nộp", "--cap", "phong", "--danh-muc", listed, *DAY, "--ra", out, *more
    )


def test_consolidate_and_ask_who_has_not_sent(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "Tổng hợp phường.xlsx"
    with untouched(office):
        answer = gather(office, out, "--json", "--minh-chung", tmp_path / "Minh chứng.xlsx")
    assert (answer.code, answer.err) == (1, "")  # the schools' workbooks have errors
    found = valid(answer, "tong-hop")
    assert found["figures"]["schools"] == 3
    assert (found["states"]["schools"]["Chưa nộp"], found["evidence_rows"], found["opened"]) == (1, 6, 2)
    status = kdcl("tinh-trang", out)
    assert status.code == 0
    assert "Trường THCS Hoa Gạo" in status.out
    told = valid(kdcl("tinh-trang", out, "--json"), "tinh-trang")
    assert told["states"] == found["states"], "schools and files apart, as the printed lines count them"
    assert sum(told["states"]["schools"].values()) == len(told["lines"]["schools"]) == 3
    second = valid(gather(office, out, "--json"), "tong-hop")
    assert (second["opened"], second["unchanged"], second["figures"]) == (0, 2, found["figures"])
    anew = valid(gather(office, out, "--json", "--khong-cache"), "tong-hop")
    assert anew["opened"] == 2


def test_consolidate_for_people(office: Path, tmp_path: Path) -> None:
    answer = gather(office, tmp_path / "ra.xlsx")
    assert "Số trường 3" in answer.out
    assert "Chưa nộp · 79100003 Trường THCS Hoa Gạo" in answer.out
    assert answer.err == ""


def test_province_takes_the_workbook_of_a_ward(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Các phường"
    folder.mkdir()
    gather(office, folder / "phường Tân Mỹ.xlsx")
    answer = kdcl("tong-hop", folder, "--cap", "so", *DAY, "--ra", tmp_path / "Sở.xlsx", "--json")
    found = valid(answer, "tong-hop")
    assert (found["level"], found["figures"]["received"]) == ("so", 2)


def test_without_a_list_nobody_is_missing(office: Path, tmp_path: Path) -> None:
    answer = kdcl(
        "tong-hop", office / "Đã nộp", "--cap", "phong", *DAY, "--ra", tmp_path / "x.xlsx", "--json"
    )
    assert valid(answer, "tong-hop")["figures"]["missing"] is None


# ---- documents


def test_documents(office: Path, book: Path, tmp_path: Path) -> None:
    summary = tmp_path / "tổng hợp.xlsx"
    gather(office, summary)
    listing = kdcl("van-ban", "--danh-sach")
    assert listing.code == 0
    for code, source, out in (
        ("bao-cao-tu-danh-gia", book, tmp_path / "Báo cáo tự đánh giá.docx"),
        ("bao-cao-tong-hop-kdcl", summary, tmp_path / "Báo cáo tổng hợp.docx"),
        ("cong-van-don-doc", summary, tmp_path / "Công văn"),
    ):
        assert code in listing.out
        with untouched(source):
            answer = kdcl("van-ban", code, "--tu", source, "--ra", out, *DAY)
        assert answer.code == 0, answer
        assert out.exists()


def test_templates_are_linted(tmp_path: Path) -> None:
    reports = Path(__file__).parent.parent / "reports"
    answer = kdcl("van-ban", "--kiem-tra-mau", reports / "cong-van-don-doc.docx").out
    assert answer.startswith("Mẫu dùng được.\n")
    assert "head.number_line" in answer
    assert "Không thấy tệp mẫu" in kdcl("van-ban", "--kiem-tra-mau", tmp_path / "không có.docx").reason
    copy = tmp_path / "cong-van-don-doc (1).docx"
    copy.write_bytes((reports / "cong-van-don-doc.docx").read_bytes())
    renamed = kdcl("van-ban", "--kiem-tra-mau", copy).out
    assert renamed.startswith("Cú pháp không có lỗi.\n"), (
        "fields were not checked: it is not said to be fit for use"
    )
    assert "chưa kiểm tra tên trường" in renamed and "Ý thầy/cô có phải cong-van-don-doc?" in renamed
