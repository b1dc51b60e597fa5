"""Each code of LDG: a plan it finds something in, and the same plan mended, in which it does not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.findings import Severity, catalogue
from kdcl_xl.review.plan import PlanError
from kdcl_xl.review.plan_sources import plan_of_text
from kdcl_xl.review.schedule import Schedule, read_schedule, schedule_of
from kdcl_xl.review.ticks import read_purpose, read_tick
from tests.review.plans import written

HEAD = "UBND HUYỆN AN\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nSố: {number}\nAn, ngày {day}\n\nKẾ HOẠCH\nĐánh giá ngoài năm học 2024-2025\n\n{text}\n\n"
COLUMNS = ("STT", "Trường", "Cấp học", "Thời gian", "KĐCL", "CQG")
DUE = ("STT", "Trường", "Ngày đánh giá ngoài", "Hạn nộp hồ sơ", "KĐCL")
SOUND = (("1", "MN A", "MN", "Tháng 3/2025", "x", ""), ("2", "TH B", "TH", "Tháng 4/2025", "x", "x"))
TAIL = "\n\nTRƯỞNG PHÒNG\n\nLê Thị An\n"


def plan(
    rows: Sequence[Sequence[str]] = SOUND,
    text: str = "Lịch đánh giá ngoài:",
    day: str = "05 tháng 9 năm 2024",
    number: str = "12/KH-PGDĐT",
    columns: Sequence[str] = COLUMNS,
) -> Schedule:
    table = "\n".join("\t".join(row) for row in (columns, *rows))
    content = HEAD.format(number=number, day=day, text=text) + table + TAIL
    return schedule_of(plan_of_text(content.encode(), "kế hoạch.txt"), lead_days=45)


def with_row(*cells: str) -> tuple[Sequence[str], ...]:
    return (*SOUND, cells)


def codes(schedule: Schedule) -> list[str]:
    return [finding.code for finding in schedule.findings]


def messages(schedule: Schedule, code: str) -> list[str]:
    return [finding.as_line() for finding in schedule.findings if finding.code == code]


def test_a_sound_plan_has_no_findings() -> None:
    assert messages(plan(), "") == [] and codes(plan()) == []


CASES = {
    "LDG-010": (plan(with_row("4", "THCS C", "THCS", "Tháng 4/2025", "x", "")), plan(with_row("3", "THCS C", "THCS", "Tháng 4/2025", "x", "")), "từ 2 sang 4"),
    "LDG-011": (plan(with_row("2", "THCS C", "THCS", "Tháng 4/2025", "x", "")), plan(), "lặp lại 2"),
    "LDG-012": (plan(with_row("3", "Trường Tiểu học B", "TH", "Tháng 5/2025", "x", "")), plan(), "đã có ở dòng 13"),
    "LDG-013": (plan(with_row("3", "THCS B", "THCS", "Tháng 5/2025", "x", "")), plan(with_row("3", "THCS D", "THCS", "Tháng 5/2025", "x", "")), "cùng tên"),
    "LDG-014": (plan(with_row("3", "Trường Quốc tế C", "", "Tháng 5/2025", "x", "")), plan(with_row("3", "Trường Quốc tế C", "THPT", "Tháng 5/2025", "x", "")), "Không rõ cấp học"),
    "LDG-015": (plan(with_row("3", "THCS C", "TH", "Tháng 5/2025", "x", "")), plan(with_row("3", "TH&THCS C", "TH", "Tháng 5/2025", "x", "")), "theo tên là THCS"),
    "LDG-016": (plan(with_row("3", "THCS C", "THCS", "Tháng 5/2025", "", "")), plan(), "không có đề nghị"),
    "LDG-017": (plan(with_row("3", "THCS C", "THCS", "Tháng 5/2025", "chờ", "x")), plan(with_row("3", "THCS C", "THCS", "Tháng 5/2025", "-", "x")), "“chờ”"),
    "LDG-018": (plan(with_row("3", "TT GDTX C", "GDTX", "Tháng 5/2025", "", "x")), plan(with_row("3", "TT GDTX C", "GDTX", "Tháng 5/2025", "x", "")), "GDTX"),
    "LDG-020": (plan(with_row("", "THCS C", "THCS", "Tháng 5/2025", "x", "")), plan(), "không có số thứ tự"),
    "LDG-022": (plan(with_row("3", "THCS C; THCS D", "THCS", "Tháng 5/2025", "x", "")), plan(with_row("3", "THCS C", "THCS", "Tháng 5/2025", "x", "")), "ghi 2 trường"),
    "LDG-023": (plan(with_row("3", "THCS C", "THCS", "nt", "x", "")), plan(with_row("3", "THCS C", "THCS", "Tháng 4/2025", "x", "")), "lấy theo dòng trên"),
    "LDG-026": (plan(text="Ghi chú: THCS C là trường dự phòng, đánh giá ngoài trong tháng 5/2025."), plan(text="Ghi chú: Trường Tiểu học B là trường dự phòng, đánh giá ngoài trong tháng 5/2025."), "“THCS C”, trong tháng 5/2025; bảng lịch không có"),
    "LDG-030": (plan(with_row("3", "THCS C", "THCS", "30/02/2025", "x", "")), plan(with_row("3", "THCS C", "THCS", "28/02/2025", "x", "")), "30/02/2025"),
    "LDG-031": (plan(with_row("3", "THCS C", "THCS", "sẽ báo sau", "x", "")), plan(), "sẽ báo sau"),
    "LDG-032": (plan(with_row("3", "THCS C", "THCS", "", "x", "")), plan(), "chưa có thời gian"),
    "LDG-033": (plan(with_row("3", "THCS C", "THCS", "10/2025", "x", "")), plan(with_row("3", "THCS C", "THCS", "7/2025", "x", "")), "ngoài năm học 2024-2025"),
    "LDG-034": (plan(day="10 tháng 4 năm 2025"), plan(day="10 tháng 9 năm 2024"), "trước ngày ban hành"),
    "LDG-035": (plan(day="16 tháng 02 năm 2025"), plan(day="10 tháng 9 năm 2024"), "chưa đủ 45 ngày"),
    "LDG-036": (plan(day="01 tháng 02 năm 2025"), plan(day="10 tháng 01 năm 2025"), "từ ngày 18/03/2025"),
    "LDG-037": (plan(with_row("3", "THCS C", "THCS", "Tháng 5", "x", "")), plan(), "suy từ năm học"),
    "LDG-038": (plan(with_row("3", "THCS C", "THCS", "15/5/25", "x", "")), plan(), "hai chữ số"),
    "LDG-039": (plan(with_row("3", "THCS C", "THCS", "15.5/2025", "x", "")), plan(), "dùng lẫn"),
    "LDG-040": (plan(columns=("STT", "Trường", "Cấp học", "Thời hạn", "KĐCL", "CQG")), plan(), "cột thời hạn"),
    "LDG-041": (plan(with_row("3", "THCS C", "THCS", "15/5/2025 đến 12/5/2025", "x", "")), plan(with_row("3", "THCS C", "THCS", "12/5/2025 đến 15/5/2025", "x", "")), "trước ngày bắt đầu 15/05/2025"),
    "LDG-042": (plan((("1", "MN A", "15/3/2025", "01/3/2025", "x"), ("2", "TH B", "15/4/2025", "01/3/2025", "x")), columns=DUE), plan((("1", "MN A", "15/3/2025", "20/01/2025", "x"), ("2", "TH B", "15/4/2025", "01/3/2025", "x")), columns=DUE), "không đủ 45 ngày"),
    "LDG-050": (plan(text="Năm học này đánh giá ngoài 03 trường."), plan(text="Năm học này đánh giá ngoài 02 trường."), "nêu 3 trường, bảng có 2"),
    "LDG-051": (plan(text="Căn cứ Thông tư số 25/2014/TT-BGDĐT ngày 07/8/2014;"), plan(text="Căn cứ Thông tư số 19/2018/TT-BGDĐT ngày 22/8/2018;"), "25/2014/TT-BGDĐT hết hiệu lực"),
    "LDG-052": (plan(text="Căn cứ Thông tư số 19/2018/TT-BGDĐT ngày 28/8/2018;"), plan(text="Căn cứ Thông tư số 19/2018/TT-BGDĐT ngày 22/8/2018;"), "ban hành ngày 22/08/2018"),
    "LDG-053": (plan(number="      /KH-PGDĐT"), plan(), "Không tìm thấy trong tệp: số"),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_found_in_the_one_not_in_the_other(code: str) -> None:
    odd, mended, words = CASES[code]
    assert [words in message for message in messages(odd, code)] == [True], messages(odd, code)
    assert messages(mended, code) == []


def test_every_code_has_a_case() -> None:
    ours = {code for code in catalogue() if code.startswith("LDG-")}
    elsewhere = {
        "LDG-001",
        "LDG-002",
        "LDG-003",
        "LDG-004",
        "LDG-005",
        "LDG-019",
        "LDG-021",
        "LDG-024",
        "LDG-025",
    }
    assert ours == set(CASES) | elsewhere
    assert not set(CASES) & elsewhere


def test_legacy_and_hybrid_text(tmp_path: Path) -> None:
    assert "LDG-001" in codes(read_schedule(written("phong-cu.txt", tmp_path), lead_days=45))
    assert "LDG-002" in codes(read_schedule(written("dau-roi.txt", tmp_path), lead_days=45))
    assert not {"LDG-001", "LDG-002"} & set(codes(plan()))


def test_hidden_sheets_and_tables_set_aside(tmp_path: Path) -> None:
    by_level = read_schedule(written("moi-cap-mot-trang.xlsx", tmp_path), lead_days=45)
    stacked = read_schedule(written("hai-bang-mot-trang.xlsx", tmp_path), lead_days=45)
    assert [("LDG-003" in codes(s), "LDG-021" in codes(s)) for s in (by_level, stacked)] == [
        (True, False),
        (False, True),
    ]
    assert not any(visit.school == "Trường Cũ" for visit in by_level.visits)


def test_formula_without_a_value(tmp_path: Path) -> None:
    """A formula that no program has computed yet is neither blank nor nought."""
    book = openpyxl.Workbook()
    for row in (
        ["STT", "Trường", "Thời gian", "KĐCL"],
        [1, "MN A", "=DATE(2025,3,1)", "x"],
        [2, "MN B", "Tháng 4/2025", "x"],
    ):
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [
        (f.code, f.severity, f.cell)
        for f in read_schedule(path, lead_days=45).findings
        if f.code == "LDG-004"
    ] == [("LDG-004", Severity.ERROR, "C2")]
    book.active["C2"] = "Tháng 3/2025"
    book.save(path)
    assert "LDG-004" not in codes(read_schedule(path, lead_days=45))


def test_rows_between_schools_that_are_not_understood(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (["STT", "Trường", "Thời gian", "KĐCL"], [1, "MN A", "Tháng 3/2025", "x"], ["(bổ sung)", "như công văn", "của Sở", None], [2, "MN B", "Tháng 3/2025", "x"])  # fmt: skip
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "a.xlsx"
    path.write_bytes(buffer.getvalue())
    found = read_schedule(path, lead_days=45)
    assert [(f.code, f.sheet, f.cell) for f in found.findings if f.code == "LDG-019"] == [
        ("LDG-019", "Sheet", "A3")
    ]
    assert len(found.visits) == 2


def test_numbers_may_begin_again_under_each_heading() -> None:
    rows = (
        ("", "I. Mầm non", "", "", "", ""),
        ("1", "MN A", "", "3/2025", "x", ""),
        ("", "II. Tiểu học", "", "", "", ""),
        ("1", "TH B", "", "3/2025", "x", ""),
    )
    assert not {"LDG-010", "LDG-011"} & set(codes(plan(rows)))


def test_counts_of_other_things_are_left_alone() -> None:
    text = "Hiện toàn huyện có 45 trường, đã đánh giá ngoài 20 trường. Mỗi đoàn đánh giá ngoài gồm 07 thành viên."
    assert "LDG-050" not in codes(plan(text=text))
    assert "LDG-050" not in codes(plan(text="Năm học 2023-2024 đã tổ chức đánh giá ngoài 9 trường."))


def test_counts_by_kind_and_request() -> None:
    right = "Tổ chức đánh giá ngoài 2 trường: 01 trường mầm non, 01 trường tiểu học; đề nghị công nhận CQG 01 trường."
    behind = "Tổ chức đánh giá ngoài 02 trường, trong đó: MN: 01, TH: 01 trường."
    assert "LDG-050" not in codes(plan(text=behind))
    wrong = "Tổ chức đánh giá ngoài 2 trường: 01 trường mầm non, 03 trường tiểu học."
    assert "LDG-050" not in codes(plan(text=right))
    assert [m for m in messages(plan(text=wrong), "LDG-050") if "3 trường Tiểu học" in m]


def test_total_row_and_heading_counts() -> None:
    total = ("Tổng cộng: 3 trường", "", "", "", "", "")
    assert "ghi 3" in messages(plan(with_row(*total)), "LDG-050")[0]
    assert "LDG-050" not in codes(plan(with_row("Tổng cộng: 2 trường", "", "", "", "", "")))


def test_the_lead_time_is_a_setting() -> None:
    rows = (("1", "MN A", "MN", "20/10/2024", "x", ""),)
    table = "\n".join("\t".join(row) for row in (COLUMNS, *rows))
    source = plan_of_text(
        (HEAD.format(number="1/KH", day="05 tháng 9 năm 2024", text="") + table + TAIL).encode(), "a.txt"
    )
    assert [sum(f.code == "LDG-035" for f in schedule_of(source, lead_days=days).findings) for days in (30, 45, 60)] == [0, 0, 1]  # fmt: skip


def test_a_school_ticked_under_two_months_is_asked_about_and_given_none_of_them() -> None:
    columns = ("STT", "Trường", "Tháng 10/2024", "Tháng 11/2024", "KĐCL")
    schedule = plan((("1", "MN A", "x", "", "x"), ("2", "TH B", "x", "x", "x")), columns=columns)
    first, second = schedule.visits
    assert (first.when.month, second.when.month) == (10, None)
    assert "Tháng 10/2024; Tháng 11/2024" in second.when.text
    (line,) = messages(schedule, "LDG-031")
    assert "Đánh dấu ở 2 cột thời gian." in line


def test_a_list_instead_of_a_table_is_said(tmp_path: Path) -> None:
    assert "LDG-024" in codes(read_schedule(written("mot-cau.txt", tmp_path), lead_days=45))
    assert "LDG-024" not in codes(plan())


def test_a_table_that_does_not_say_what_it_is_for() -> None:
    """It is read when the plan speaks of external review elsewhere, and asked about; it is not when nothing does."""
    rows = (("1", "MN A", "Tháng 3/2025"), ("2", "TH B", "Tháng 4/2025"))
    far = (
        "Các trường chuẩn bị đón đoàn đánh giá ngoài."
        + " Các đơn vị chủ động thực hiện nhiệm vụ được giao." * 4
    )
    assert "LDG-025" in codes(plan(rows, text=far, columns=("STT", "Trường", "Thời gian")))
    assert "LDG-025" not in codes(plan(rows, columns=("STT", "Trường", "Thời gian")))
    nothing = "Lịch làm việc\n\nSTT\tTrường\tThời gian\n1\tMN A\t3/2025\n2\tTH B\t4/2025\n"
    with pytest.raises(PlanError, match="Không thấy lịch đánh giá ngoài"):
        schedule_of(plan_of_text(nothing.encode(), "a.txt"), lead_days=45)


def test_deadlines_are_held_against_the_school_year_and_the_plan(tmp_path: Path) -> None:
    found = read_schedule(written("han-va-vien-dan.txt", tmp_path), lead_days=45)
    lines = [f.as_line() for f in found.findings]
    for code, words in (
        ("LDG-033", "hạn nộp hồ sơ “30/8/2025” nằm ngoài năm học"),
        ("LDG-034", "hạn nộp hồ sơ “05/7/2024” trước ngày ban hành"),
        ("LDG-051", "25/2014/TT-BGDĐT hết hiệu lực"),
        ("LDG-052", "18/2018/TT-BGDĐT ghi ngày 22/09/2018"),
    ):
        assert [line for line in lines if line.startswith(code) and words in line], (code, words)


def test_totals_below_the_columns_of_requests() -> None:
    wrong = plan(with_row("Tổng cộng", "2", "", "", "2", "2"))
    assert [
        words in messages(wrong, "LDG-050")[0] for words in ("ghi 2 trường đề nghị CQG", "đánh dấu 1")
    ] == [True, True]
    assert "LDG-050" not in codes(plan(with_row("Tổng cộng", "2", "", "", "2", "1")))


def test_counts_in_words() -> None:
    wrong = "Năm học này Phòng tổ chức đánh giá ngoài mười hai trường."
    assert [m for m in messages(plan(text=wrong), "LDG-050") if "nêu 12 trường, bảng có 2" in m]
    assert "LDG-050" not in codes(
        plan(text="Năm học này Phòng tổ chức đánh giá ngoài hai trường: một trường mầm non.")
    )


def test_a_table_without_headers_is_read_by_what_stands_in_it() -> None:
    found = plan((("2", "TH B", "Tháng 4/2025", "x"),), columns=("1", "MN A", "Tháng 3/2025", "x"))
    assert [(v.school, v.when.month, v.kdcl) for v in found.visits] == [("MN A", 3, None), ("TH B", 4, None)]
    barred = "| 1 | MN A | 3/2025 | x |\n| 2 | TH B | 4/2025 | x |"
    content = HEAD.format(number="1/KH", day="05 tháng 9 năm 2024", text="") + barred + TAIL
    bars = schedule_of(plan_of_text(content.encode(), "a.txt"), lead_days=45)
    assert [(v.when.month, v.others) for v in bars.visits] == [(3, "cột 4: x"), (4, "cột 4: x")]
    assert "không có dòng tiêu đề cột" in messages(bars, "LDG-025")[0]


def test_people_with_their_units_are_no_schedule() -> None:
    people = (
        "| Họ tên | Ngày sinh | Đơn vị |\n| A | 12/3/1980 | Trường TH A |\n| B | 12/4/1981 | Trường TH B |"
    )
    content = (
        HEAD.format(number="1/KH", day="05 tháng 9 năm 2024", text="Đoàn đánh giá ngoài:") + people + TAIL
    )
    with pytest.raises(PlanError):
        schedule_of(plan_of_text(content.encode(), "a.txt"), lead_days=45)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Không đề nghị CQG, chỉ KĐCL", (True, False)),
        ("CNCL", (True, False)),
        ("Chỉ CQG", (False, True)),
        ("chưa đề nghị công nhận CQG", (None, False)),
        ("KĐCL-CQG", (True, True)),
        ("☒ KĐCL ☐ CQG", (True, False)),
        ("KĐCL ☐ CQG ☑", (False, True)),
        ("[x] KĐCL [ ] CQG", (True, False)),
        ("KĐCL: có; CQG: không", (True, False)),
        ("☐ KĐCL ☐ CQG", (None, None)),
        ("☒ KĐCL ☐ CQG ☐", (None, None)),
    ],
)
def test_requests_in_words(text: str, asked: tuple[bool | None, bool | None]) -> None:
    assert read_purpose(text) == asked


def test_the_day_of_the_visit_goes_before_its_month() -> None:
    columns = ("STT", "Trường", "Tháng", "Ngày đánh giá", "KĐCL")
    found = plan((("1", "MN A", "11", "18/11/2024", "x"), ("2", "TH B", "12", "", "x")), columns=columns)
    assert [(v.when.text, v.when.month, v.when.day) for v in found.visits] == [
        ("18/11/2024", 11, 18),
        ("12", 12, None),
    ]


def test_times_in_the_columns_of_requests() -> None:
    columns = ("STT", "Trường", "KĐCL", "CQG")
    found = plan((("1", "MN A", "11/2024", "3/2025"), ("2", "TH B", "Tháng 12/2024", "")), columns=columns)
    assert [(v.when.month, v.kdcl, v.cqg) for v in found.visits] == [(None, True, True), (12, True, False)]
    assert "hai thời gian khác nhau" in messages(found, "LDG-031")[0]


@pytest.mark.parametrize(
    ("text", "read"),
    [("Không đăng ký", (False, "")), ("Đăng ký", (True, "")), ("Đạt CĐ 2", (True, "CĐ 2")), ("Công nhận lại MĐ 1", (True, "MĐ 1")), ("chờ", (None, "")), ("–", (False, "")), ("✅", (True, "")), ("❌", (None, "")), ("ü", (True, "")), ("\uf0a8", (False, "")), ("û trường", (None, ""))],
)  # fmt: skip
def test_words_in_a_column_of_ticks(text: str, read: tuple[bool | None, str]) -> None:
    assert read_tick(text) == read
