"""Every command on real files: exit codes, one Vietnamese line on failure, JSON alone, nobody's file changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence
from kdcl_xl.jobs import checking
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.consolidate import schools_made as made
from tests.running import Answer, kdcl, kdcl_alone, untouched

SCHEMAS = Path(__file__).parent.parent / "docs" / "schema"
DAY = ("--ngay", f"{CHECKED_ON['tt57']:%d/%m/%Y}")


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever the person who runs the tests has set must not matter."""
    home = tmp_path_factory.mktemp("nhà")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    return home


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as offices have them: Vietnamese letters, spaces, one clean workbook, two schools, their list."""
    folder = tmp_path_factory.mktemp("Hồ sơ KĐCLGD") / "Năm học 2026-2027"
    folder.mkdir()
    (folder / "Sổ tự đánh giá.xlsx").write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57")))
    (folder / "Sổ năm trước.xlsx").write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt18"], sample("tt18")))
    made.school(folder / "Đã nộp", "79100001", "Trường THCS Hoa Sữa")
    made.school(folder / "Đã nộp", "79100002", "Trường THCS Hoa Ban", level=2)
    made.school_list(
        folder / "Danh mục trường.xlsx",
        made.listed("79100001", "Trường THCS Hoa Sữa"),
        made.listed("79100002", "Trường THCS Hoa Ban"),
        made.listed("79100003", "Trường THCS Hoa Gạo"),
    )
    return folder


@pytest.fixture
def book(office: Path) -> Path:
    return office / "Sổ tự đánh giá.xlsx"


def opened(path: Path) -> Submission:
    found = read(path)
    assert isinstance(found, Submission), found
    return found


def valid(answer: Answer, schema: str) -> Any:
    """The JSON of an answer, checked against the published schema of that name."""
    shape = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(shape)
    Draft202012Validator(shape, format_checker=FormatChecker()).validate(answer.json)
    return answer.json


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


def test_a_workbook_of_that_name_is_kept_beside(office: Path, tmp_path: Path) -> None:
    mine = tmp_path / "sổ.xlsx"
    mine.write_bytes((office / "Sổ tự đánh giá.xlsx").read_bytes())
    before = mine.read_bytes()
    answer = kdcl("mau", "tu-danh-gia", "--loai-truong", "thcs", *DAY, "--ra", mine)
    assert answer.code == 0
    assert "sổ.xlsx.bak" in answer.out
    assert (tmp_path / "sổ.xlsx.bak").read_bytes() == before


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


def test_level_of_a_2018_workbook(office: Path) -> None:
    assert valid(kdcl("muc", office / "Sổ năm trước.xlsx", "--json"), "muc")["regulation"] == "tt18_2018_tr"


def test_an_unassessed_school_has_no_level_yet(tmp_path: Path) -> None:
    path = made.school(tmp_path, "79100009", "Trường THCS Chưa Viết", level=None)
    found = valid(kdcl("muc", path, "--json"), "muc")
    assert (found["level_low"], found["level_high"], found["settled"]) == (0, 2, False)


# ---- work groups, evidence, packing


def test_parts_go_out_and_come_back(book: Path, tmp_path: Path) -> None:
    parts, out = tmp_path / "Các phần", tmp_path / "Ghép.xlsx"
    with untouched(book):
        answer = kdcl("chia", book, "--ra", parts)
        assert answer.code == 0, answer
        written = sorted(parts.glob("*.xlsx"))
        assert f"Đã chia thành {len(written)} phần" in answer.out
        zalo = written[0].with_name(written[0].name.replace(".xlsx", " (1).xlsx"))
        written[0].rename(zalo)
        joined = kdcl("ghep", book, zalo, *written[1:], "--ra", out, "--json")
    assert joined.code == 0, joined
    assert joined.json["conflicts"] == []
    assert len(joined.json["received"]) == len(written)
    assert kdcl("doc", out).json["tables"] == kdcl("doc", book).json["tables"]


def test_a_phieu_for_each_criterion(book: Path, tmp_path: Path) -> None:
    answer = kdcl("chia", book, "--word", "--ra", tmp_path, "--json")
    assert answer.code == 0, answer
    assert len(answer.json["outputs"]) == len(EDITIONS["tt57"].rules.criteria)
    assert all((tmp_path / name).read_bytes()[:2] == b"PK" for name in answer.json["outputs"])


def test_a_foreign_file_among_the_parts(office: Path, book: Path, tmp_path: Path) -> None:
    answer = kdcl("ghep", book, office / "Danh mục trường.xlsx", "--ra", tmp_path / "ghép.xlsx")
    assert answer.code == 1
    assert "NHO-010" in answer.out


def test_evidence_gets_final_codes_in_a_copy(tmp_path: Path) -> None:
    content = sample("tt57")
    rows = content.rows[Evidence]
    rows[0] = rows[0].model_copy(update={"code": "", "draft_id": "t1", "criteria": "1.1"})
    path, out = tmp_path / "viết dở.xlsx", tmp_path / "có mã.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], content))
    with untouched(path):
        answer = kdcl("minh-chung", "danh-so", path, "--ra", out, "--json")
    assert answer.json["schema"] == 1
    assert [item["before"] for item in answer.json["coded"]] == ["t1"]
    assert opened(out).table(Evidence)[0].code == answer.json["coded"][0]["after"]


def test_labels_of_boxes(office: Path) -> None:
    path = office / "Sổ năm trước.xlsx"
    assert kdcl("minh-chung", "nhan-hop", path).out.startswith("HỘP 1: Tiêu chuẩn 1")
    boxes = kdcl("minh-chung", "nhan-hop", path, "--json").json["boxes"]
    assert boxes[0]["codes"][0] == "[H1-1.1-01]"


def test_pack_for_sending(book: Path, tmp_path: Path) -> None:
    with untouched(book):
        answer = kdcl("dong-goi", book, *DAY, "--ra", tmp_path)
    assert answer.code == 0, answer
    (packed,) = tmp_path.iterdir()
    assert packed.name == "79-778-0501_tu-danh-gia_2026-2027_L1.xlsx"
    assert kdcl("kiem-tra", packed, *DAY).code == 0


def test_a_workbook_with_errors_is_not_packed_but_as_a_draft(office: Path, tmp_path: Path) -> None:
    path = office / "Đã nộp" / "79100001.xlsx"
    refused = kdcl("dong-goi", path, *DAY, "--ra", tmp_path)
    assert "chưa đóng gói" in refused.reason
    assert "DG-005" in refused.out
    assert list(tmp_path.iterdir()) == []
    draft = kdcl("dong-goi", path, *DAY, "--ban-nhap", "--ra", tmp_path, "--json")
    assert draft.code == 1
    assert draft.json["output"].endswith("_NHAP.xlsx")


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
    assert (found["states"]["Chưa nộp"], found["evidence_rows"], found["opened"]) == (1, 6, 2)
    status = kdcl("tinh-trang", out)
    assert status.code == 0
    assert "Trường THCS Hoa Gạo" in status.out
    assert kdcl("tinh-trang", out, "--json").json["states"] == found["states"]
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


# ---- documents and law


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
    assert (
        kdcl("van-ban", "--kiem-tra-mau", reports / "cong-van-don-doc.docx").out.strip() == "Mẫu dùng được."
    )
    assert "Không thấy tệp mẫu" in kdcl("van-ban", "--kiem-tra-mau", tmp_path / "không có.docx").reason


def test_rule_sets() -> None:
    answer = kdcl("quy-dinh", "--ngay", "2026-11-22")
    assert answer.code == 0
    assert "tt57_2026_pt" in answer.out
    known = kdcl("quy-dinh", "--ngay", "22/11/2026", "--json").json
    assert known["in_force"]["thcs"] == "tt57_2026_pt"
    one = kdcl("quy-dinh", "tt57_2026_pt", "--json").json
    assert (one["schema"], one["id"]) == (1, "tt57_2026_pt")


def test_official_wording_is_loaded_and_printed(tmp_path: Path, nobodys_settings: Path) -> None:
    source = tmp_path / "lời văn.yaml"
    source.write_text(
        'criteria: {"1.1": {1: {"*": "Lời văn của thông tư do cơ quan nạp."}}}', encoding="utf-8"
    )
    answer = kdcl("quy-dinh", "nap", source, "--bo-tieu-chuan", "tt57_2026_pt")
    assert answer.code == 0, answer
    assert "1/" in answer.out
    assert "Lời văn của thông tư" in kdcl("quy-dinh", "tt57_2026_pt", "--json").out
    assert (
        "không tìm thấy tệp"
        in kdcl("quy-dinh", "nap", tmp_path / "x.yaml", "--bo-tieu-chuan", "tt57_2026_pt").reason
    )


# ---- what cannot be done: exit 2, one line, cause and remedy

REFUSED: list[tuple[str, Callable[[Path], list[str | Path]], str]] = [
    ("no such command", lambda d: ["kiem-tr", d], "Ý thầy/cô có phải kiem-tra?"),
    ("no such option", lambda d: ["kiem-tra", "--jso", d], "Ý thầy/cô có phải --json?"),
    ("argument missing", lambda d: ["kiem-tra"], "Còn thiếu tham số TEP"),
    ("option missing", lambda d: ["dong-goi", d / "Sổ tự đánh giá.xlsx"], "Còn thiếu tùy chọn --ra"),
    ("one too many", lambda d: ["doc", d, "thêm"], "Thừa tham số “thêm”"),
    ("off the list", lambda d: ["tong-hop", d, "--cap", "pho", "--ra", d / "x.xlsx"], "Ý thầy/cô có phải phong?"),
    ("option without value", lambda d: ["doc", d, "--ra"], "--ra"),
    ("not a number", lambda d: ["tong-hop", d, "--cap", "so", "--ra", d / "x.xlsx", "--tien-trinh", "0"], "từ 1 trở lên"),
    ("no such file", lambda d: ["kiem-tra", d / "không có.xlsx"], "Không thấy tệp"),
    ("no such file to read", lambda d: ["muc", d / "không có.xlsx"], "Không thấy tệp"),
    ("no such folder", lambda d: ["tong-hop", d / "không có", "--cap", "so", "--ra", d / "x.xlsx"], "Không thấy thư mục"),
    ("no such list", lambda d: ["tong-hop", d, "--cap", "so", "--danh-muc", d / "không.xlsx", "--ra", d / "x.xlsx"], "danh mục"),
    ("list that is none", lambda d: ["tong-hop", d, "--cap", "so", "--danh-muc", d / "Sổ tự đánh giá.xlsx", "--ra", d / "x.xlsx"], "không phải danh mục trường"),
    ("nothing to check", lambda d: ["kiem-tra", d / "trống"], "Không thấy sổ tính nào"),
    ("impossible day", lambda d: ["quy-dinh", "--ngay", "31/02/2026"], "31/02/2026"),
    ("month first", lambda d: ["quy-dinh", "--ngay", "12/25/2026"], "Ý thầy/cô có phải 25/12/2026?"),
    ("no such form", lambda d: ["mau", "tu-danh-gai", "--ra", d / "x.xlsx"], "Ý thầy/cô có phải tu-danh-gia?"),
    ("no such rule set", lambda d: ["quy-dinh", "tt57_2026_tp"], "Ý thầy/cô có phải tt57_2026_pt?"),
    ("no such kind of school", lambda d: ["mau", "tu-danh-gia", "--loai-truong", "thsc", "--ra", d / "x.xlsx"], "Ý thầy/cô có phải thcs?"),
    ("kind of another rule set", lambda d: ["mau", "tu-danh-gia", "--bo-tieu-chuan", "tt57_2026_mn", "--loai-truong", "thpt", "--ra", d / "x.xlsx"], "không dùng cho loại trường"),
    ("no such school year", lambda d: ["mau", "tu-danh-gia", "--nam-hoc", "2026", "--loai-truong", "thcs", "--ra", d / "x.xlsx"], "2026"),
    ("nowhere to write", lambda d: ["mau", "tu-danh-gia", "--loai-truong", "thcs"], "--ra TEP.xlsx"),
    ("no such document", lambda d: ["van-ban", "bao-cao-tu-danh-gai", "--tu", d / "Sổ tự đánh giá.xlsx", "--ra", d / "x.docx"], "Ý thầy/cô có phải bao-cao-tu-danh-gia?"),
    ("document of another form", lambda d: ["van-ban", "bao-cao-tu-danh-gia", "--tu", d / "Danh mục trường.xlsx", "--ra", d / "x.docx"], "danh-muc-truong"),
    ("no such criterion", lambda d: ["muc", d / "Sổ tự đánh giá.xlsx", "--neu", "9.9=2"], "9.9"),
    ("what-if without level", lambda d: ["muc", d / "Sổ tự đánh giá.xlsx", "--neu", "3.2"], "3.2=2"),
    ("level of another form", lambda d: ["muc", d / "Danh mục trường.xlsx"], "sổ tự đánh giá"),
    ("no data given", lambda d: ["nhap", d / "Sổ tự đánh giá.xlsx", "--ra", d / "x.xlsx"], "--du-lieu"),
    ("broken JSON", lambda d: ["nhap", d / "Sổ tự đánh giá.xlsx", "--du-lieu", d / "hỏng.json", "--ra", d / "x.xlsx"], "dòng 1"),
    ("JSON in another encoding", lambda d: ["nhap", d / "Sổ tự đánh giá.xlsx", "--du-lieu", d / "Danh mục trường.xlsx", "--ra", d / "x.xlsx"], "UTF-8"),
    ("settings missing", lambda d: ["kiem-tra", d / "Sổ tự đánh giá.xlsx", "--thiet-lap", d / "không.toml"], "không.toml"),
    ("settings broken", lambda d: ["kiem-tra", d / "Sổ tự đánh giá.xlsx", "--thiet-lap", d / "hỏng.toml"], "hỏng.toml"),
    ("part of another kind", lambda d: ["chia", d / "Danh mục trường.xlsx", "--ra", d / "phần"], "sổ tự đánh giá"),
    ("nobody assigned", lambda d: ["chia", d / "Đã nộp" / "79100001.xlsx", "--ra", d / "phần"], "phân công"),
    ("status of another form", lambda d: ["tinh-trang", d / "Sổ tự đánh giá.xlsx"], "tong-hop-kdcl"),
    ("unreadable workbook", lambda d: ["muc", d / "cụt.xlsx"], "bị cụt"),
]  # fmt: skip


@pytest.fixture(scope="module")
def odd_office(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder with files that cannot be used."""
    folder = tmp_path_factory.mktemp("lẻ")
    for path in office.glob("*.xlsx"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "Đã nộp").mkdir()
    (folder / "Đã nộp" / "79100001.xlsx").write_bytes((office / "Đã nộp" / "79100001.xlsx").read_bytes())
    (folder / "trống").mkdir()
    (folder / "hỏng.json").write_text("{", encoding="utf-8")
    (folder / "hỏng.toml").write_text("[tong-hop]\nsai = 1\n", encoding="utf-8")
    (folder / "cụt.xlsx").write_bytes((office / "Sổ tự đánh giá.xlsx").read_bytes()[:9000])
    return folder


@pytest.mark.parametrize(("arguments", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_in_one_line(
    odd_office: Path, arguments: Callable[[Path], list[str | Path]], word: str
) -> None:
    before = sorted(odd_office.rglob("*"))
    with untouched(odd_office):
        answer = kdcl(*arguments(odd_office))
    assert word in answer.reason
    assert answer.out == ""
    assert sorted(odd_office.rglob("*")) == before


def test_nothing_is_written_over_its_source(office: Path, book: Path) -> None:
    folder = book.parent
    commands: list[list[str | Path]] = [
        ["kiem-tra", book, *DAY, "--ra", folder],
        ["ghep", book, book, "--ra", book],
        ["minh-chung", "danh-so", book, "--ra", book],
        ["nhap", book, "--tu-tep", folder / "Sổ năm trước.xlsx", "--ra", folder / "Sổ năm trước.xlsx"],
        ["tong-hop", folder / "Đã nộp", "--cap", "phong", *DAY, "--ra", folder / "Đã nộp" / "79100001.xlsx"],
    ]
    with untouched(office):
        for command in commands:
            assert "--ra" in kdcl(*command).reason
    assert not list(office.rglob("*.bak"))


def test_a_sealed_package_is_not_packed_onto_itself(book: Path, tmp_path: Path) -> None:
    kdcl("dong-goi", book, *DAY, "--ra", tmp_path)
    (packed,) = tmp_path.iterdir()
    with untouched(packed):
        assert "--ra" in kdcl("dong-goi", packed, *DAY, "--ra", tmp_path).reason


def test_the_unforeseen_ends_in_one_line_and_a_log(
    book: Path, nobodys_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Nguyễn Thị Bí Mật"

    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(checking, "check_file", fail)
    reason = kdcl("kiem-tra", book, *DAY).reason
    assert "không lường trước" in reason
    (log,) = nobodys_settings.rglob("*.log")
    assert str(log) in reason
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "test_cli.py" in written
    assert name not in written  # a log holds no personal data


def test_a_log_that_cannot_be_written_is_no_traceback(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError

    def no_log() -> Path:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(checking, "check_file", fail)
    monkeypatch.setattr("kdcl_xl.jobs.support.write_log", no_log)
    assert "không ghi được nhật ký" in kdcl("kiem-tra", book, *DAY).reason


def test_stopped_by_the_user(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check_file", stop)
    assert "Đã dừng" in kdcl("kiem-tra", book, *DAY).reason


# ---- the real thing, in a process of its own


def test_vietnamese_comes_out_of_an_ascii_terminal(office: Path, tmp_path: Path) -> None:
    answer = kdcl_alone("kiem-tra", "Sổ tự đánh giá.xlsx", *DAY, cwd=office)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Sổ tự đánh giá.xlsx: không có lỗi nào")
    refused = kdcl_alone("muc", "không có.xlsx", cwd=office)
    assert refused.reason == "Không thấy tệp không có.xlsx."
    errors = kdcl_alone("kiem-tra", "Đã nộp", *DAY, "--json", cwd=office)
    assert (errors.code, errors.err) == (1, "")
    valid(errors, "findings")


def test_help_is_vietnamese_and_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    answer = kdcl_alone("--help", cwd=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert answer.code == 0
    assert answer.out.startswith("Cách dùng: kdcl")
    assert not any(word in answer.out for word in ("Usage", "Options", "Show this message", "Commands"))
    heavy = (
        "pandas",
        "openpyxl",
        "xlsxwriter",
        "docxtpl",
        "lxml",
        "pydantic",
        "kdcl_xl.workbook",
        "kdcl_xl.law",
    )
    assert [name for name in heavy if f"| {name}\n" in answer.err.replace("  ", " ")] == []


def test_without_arguments_the_help_is_shown() -> None:
    assert kdcl().out.startswith("Cách dùng: kdcl")
    assert kdcl().code == 0
    assert "danh-so" in kdcl("minh-chung").out
