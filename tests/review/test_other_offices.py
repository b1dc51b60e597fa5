"""What plans of other offices taught: names, numbers, marks and rows that a reader is sure of, or that are said."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.review.columns import ordinal
from kdcl_xl.review.plan_sources import plan_of_text
from kdcl_xl.review.prose_phrases import mentions_in
from kdcl_xl.review.schedule import Schedule, read_schedule, schedule_of
from kdcl_xl.review.ticks import is_ditto, read_tick
from tests.review import word
from tests.review.plans import written

_HEADERS = ("TT", "Tên trường", "Thời gian ĐGN", "KĐCL", "CQG")


def _said(schedule: Schedule, code: str) -> list[str]:
    return [finding.message for finding in schedule.findings if finding.code == code]


@pytest.mark.parametrize("tail", [": tháng 3/2025", " Tháng 3/2025", " KĐCLGD Cấp độ 2", " Quý I/2025", " (CQG)", " Đề nghị CQG", " Trường TH Kim Đồng"])  # fmt: skip
@pytest.mark.parametrize("name", ["TH Lê Quý Đôn", "TH Đoàn Thị Điểm", "THCS Nguyễn Công Trứ", "THCS Đề Thám", "Trường TH Trường Sơn", "THCS Trường Chinh", "TH Thanh Trường", "Trường TH Tuần Giáo", "TH Cấp Tiến", "TH Quý Lộc", "MN Thời Bình"])  # fmt: skip
def test_a_name_ends_only_where_a_time_or_request_begins(name: str, tail: str) -> None:
    assert mentions_in(f"- {name}{tail}")[0].name == name


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("03.", 3), ("3/", 3), ("(3)", 3), ("3)", 3), ("3.0", 3), ("II", None), ("3/2025", None), ("1-5", None)],
)  # fmt: skip
def test_ways_to_write_a_number(text: str, number: int | None) -> None:
    assert ordinal(text) == number


@pytest.mark.parametrize(
    "text", ["″", "〃", "”", "''", "´´", "nt", "- nt -", "(nt)", "Như trên.", '-"-', "//"]
)
def test_ditto_marks(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "-", "x", "Tháng 11", "/", "n", "...", "'"])
def test_no_ditto_marks(text: str) -> None:
    assert not is_ditto(text)


@pytest.mark.parametrize(("text", "asked"), [("Công nhận lại", True), ("Tái công nhận", True), ("Đánh giá lại", True), ("Duy trì", None), ("Chưa", None), ("Không công nhận", False)])  # fmt: skip
def test_requests_in_the_words_of_offices(text: str, asked: bool | None) -> None:
    assert read_tick(text)[0] is asked


def test_words_struck_out_are_said(tmp_path: Path) -> None:
    (message,) = _said(read_schedule(written("gach-ngang.docx", tmp_path), lead_days=45), "LDG-005")
    assert "“TH Phú An” (bảng 1, dòng 3, cột 2)" in message
    d = word.new()
    word.table(d, [_HEADERS, ["1", "MN Phú An", "10/2024", "x", ""]])
    run = d.tables[0].cell(1, 1).paragraphs[0].runs[0]
    run.font.strike = False
    path = tmp_path / "a.docx"
    path.write_bytes(word.saved(d))
    assert _said(read_schedule(path, lead_days=45), "LDG-005") == []


def test_rows_a_filter_hides_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (_HEADERS, [1, "MN A", "3/2025", "x"], [2, "TH B", "4/2025", "x"], [None] * 5):
        book.active.append(row)
    book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["H"].hidden = True
    content = io.BytesIO()
    book.save(content)
    path = tmp_path / "a.xlsx"
    path.write_bytes(content.getvalue())
    assert _said(read_schedule(path, lead_days=45), "LDG-003") == []  # nothing is in them
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    schedule = read_schedule(path, lead_days=45)
    assert _said(schedule, "LDG-003") == ["Trang “Sheet” có dòng 3 đang ẩn; vẫn đọc như phần hiện."]
    assert [visit.school for visit in schedule.visits] == ["MN A", "TH B"]


def test_sums_of_levels_and_groups_are_compared_with_their_own_rows(tmp_path: Path) -> None:
    (message,) = _said(read_schedule(written("cong-va-ghi-chu.docx", tmp_path), lead_days=45), "LDG-050")
    assert message == "“Cộng tiểu học: 2 trường 1 0” ghi 2, nhưng bảng có 1 trường Tiểu học."


def test_a_list_of_results_gives_way_but_never_alone(tmp_path: Path) -> None:
    """Set aside and said where another table is of this year; read, with its findings, where it is all there is."""
    assert "kết quả đã có" in _said(read_schedule(written("mot-thang-chung.docx", tmp_path), lead_days=45), "LDG-021")[0]  # fmt: skip
    d = word.new()
    word.text(d, "Kế hoạch đánh giá ngoài năm học 2024-2025", "Kết quả đánh giá ngoài:")
    word.table(d, [_HEADERS, ["1", "MN Yên Lĩnh", "Tháng 11/2023", "x", ""]])
    path = tmp_path / "a.docx"
    path.write_bytes(word.saved(d))
    schedule = read_schedule(path, lead_days=45)
    assert [visit.school for visit in schedule.visits] == ["MN Yên Lĩnh"]
    assert len(_said(schedule, "LDG-033")) == 1


def test_a_line_of_other_work_says_nothing_of_the_school_above(tmp_path: Path) -> None:
    last = read_schedule(written("khoi-mot-truong.txt", tmp_path), lead_days=45).visits[-1]
    assert (last.school, last.when.text, last.kdcl) == ("Trường THCS Trưng Vương", "", None)


@pytest.mark.parametrize(
    ("years", "read"),
    [("năm học 2026-27", "2026-2027"), ("Năm học 2026 – 2027", "2026-2027"), ("năm học 2026-28", None), ("2026-27", None)],
)  # fmt: skip
def test_school_years_as_offices_write_them(years: str, read: str | None) -> None:
    rows = "\n".join("\t".join(row) for row in (_HEADERS, ("1", "MN A", "Tháng 3/2027", "x", "x")))
    plan = plan_of_text(f"KẾ HOẠCH\nĐánh giá ngoài {years}\n\n{rows}\n".encode(), "a.txt")
    assert schedule_of(plan, lead_days=45).as_json()["document"]["school_year"] == read


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("Năm học 2026-2027 có 02 trường đăng ký, trong đó 01 trường mầm non.", None),
        ("Toàn xã có 01 trường THCS trong lịch năm nay:", None),
        ("Tổng số: 02 trường; trong đó THCS 01 trường.", None),
        ("Danh sách trường mầm non", "mam_non"),
        ("1. Cấp Mầm non: 02 trường", "mam_non"),
        ("Các trường mầm non gồm 02 trường:", "mam_non"),
    ],
)
def test_a_sentence_that_counts_schools_is_no_heading_over_them(
    above: str, kind: str | None, tmp_path: Path
) -> None:
    """Taken for one, it gives every school without its level in the name the level it counts."""
    d = word.new()
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2026-2027", above)
    word.table(d, [_HEADERS, ["1", "Hoa Sen", "04/2027", "x", ""], ["2", "THCS Lê Lợi", "3/2027", "x", ""]])
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(word.saved(d))
    visits = read_schedule(path, lead_days=45).visits
    assert [visit.kind for visit in visits] == [kind, "thcs"]
