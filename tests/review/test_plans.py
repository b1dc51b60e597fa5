"""More than eighty plans, each laid out its own way: what is read from each, line by line, in the golden files."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.review.schedule import read_schedule
from kdcl_xl.review.workbook import content_of_schedule, edition_of_schedule
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.review.plans import GOLDEN, PLANS, written


@pytest.mark.parametrize("name", PLANS)
def test_reads_as_the_golden_file_says(name: str, tmp_path: Path) -> None:
    found = read_schedule(written(name, tmp_path), lead_days=45).as_json()
    assert found == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_no_golden_file_is_left_over() -> None:
    assert {path.name.removesuffix(".json") for path in GOLDEN.iterdir()} == set(PLANS)


@pytest.mark.parametrize("name", PLANS)
def test_the_workbook_says_what_was_read(name: str, tmp_path: Path) -> None:
    schedule = read_schedule(written(name, tmp_path), lead_days=45)
    edition = edition_of_schedule(schedule)
    assert edition is not None
    found = read(build(EXTERNAL_REVIEW, edition, content_of_schedule(schedule)), name="x.xlsx")
    assert isinstance(found, Submission)
    assert [finding.as_line() for finding in found.findings] == []
    rows = found.table(ScheduledVisit)
    assert [(r.stt, r.school, r.when_text, r.year, r.month, r.day, r.source) for r in rows] == [
        (v.stt, v.school, v.when.text, v.when.year, v.when.month, v.when.day, v.place)
        for v in schedule.visits
    ]
    yes_no = {"Có": True, "Không": False, "": None}
    assert [(yes_no[r.kdcl], yes_no[r.cqg]) for r in rows] == [(v.kdcl, v.cqg) for v in schedule.visits]
    assert all(r.raw for r in rows)
    assert found.fields(ReviewPlan).number == (schedule.heading.number or "")
    assert found.fields(ReviewPlan).digest == schedule.sha256


def test_one_registration_a_school_asks_for_both(tmp_path: Path) -> None:
    """A school in the table of KĐCL and in that of CQG asks for both; its lines are named."""
    content = content_of_schedule(read_schedule(written("hai-bang.docx", tmp_path), lead_days=45))
    lines = {
        row.school: row for row in content.rows[ReviewRegistration] if isinstance(row, ReviewRegistration)
    }
    assert len(lines) == 4
    assert lines["TH Kim Đồng"].purpose == "KĐCLGD và CQG"
    assert lines["TH Kim Đồng"].source == "bảng 2, dòng 4; bảng 3, dòng 2"
    assert lines["MN Hoa Phượng"].purpose == "KĐCLGD"
    assert lines["THCS Kim Đồng"].purpose == "CQG"


def test_other_columns_are_kept_with_their_headers(tmp_path: Path) -> None:
    visits = read_schedule(written("cot-ngay.docx", tmp_path), lead_days=45).visits
    assert visits[0].others == "Khảo sát sơ bộ: 05/11/2024; Trưởng đoàn: Ông Trần Văn Bình"
    assert visits[0].grade == "Cấp độ 2, CQG mức độ 1"


def test_a_first_and_a_last_column_are_one_span_in_the_workbook(tmp_path: Path) -> None:
    """The last day is the one the plan writes, also when it comes before the first: the finding asks about it."""
    schedule = read_schedule(written("tu-ngay-den-ngay.xlsx", tmp_path), lead_days=45)
    rows = [r for r in content_of_schedule(schedule).rows[ScheduledVisit] if isinstance(r, ScheduledVisit)]
    assert [(r.first, r.last, r.others) for r in rows] == [
        (dt.date(2025, 3, 10), dt.date(2025, 3, 12), ""),
        (dt.date(2025, 4, 15), dt.date(2025, 4, 12), ""),
        (dt.date(2024, 12, 28), dt.date(2025, 1, 2), ""),
        (None, dt.date(2025, 5, 9), ""),
    ]
    assert [(f.code, f.cell) for f in schedule.findings if f.code in ("LDG-031", "LDG-041")] == [
        ("LDG-031", "C11"),
        ("LDG-041", "D9"),
    ]


def test_levels_below_kdcl_and_cqg_are_two_requests(tmp_path: Path) -> None:
    schedule = read_schedule(written("cap-do-muc-do.xlsx", tmp_path), lead_days=45)
    assert [(v.kdcl, v.cqg, v.grade) for v in schedule.visits] == [
        (True, True, "KĐCL cấp độ 2; CQG mức độ 1"),
        (True, True, "KĐCL cấp độ 2; CQG mức độ 2"),
        (True, False, "KĐCL cấp độ 1"),
        (False, True, "CQG mức độ 2"),
    ]
    assert not [finding for finding in schedule.findings if finding.code == "LDG-016"]


def test_the_number_of_a_round_is_no_time(tmp_path: Path) -> None:
    schedule = read_schedule(written("dot.txt", tmp_path), lead_days=45)
    assert [(v.when.text, v.when.month, v.others) for v in schedule.visits] == [
        ("", None, "Đợt: I"),
        ("Tháng 3/2025", 3, "Đợt: I"),
        ("", None, "Đợt: 2"),
        ("15/4/2025", 4, "Đợt: Đợt II"),
    ]
    assert [f.code for f in schedule.findings].count("LDG-032") == 2


def test_a_level_for_each_column_of_ticks(tmp_path: Path) -> None:
    visits = read_schedule(written("cot-cap-do.docx", tmp_path), lead_days=45).visits
    assert [(v.kdcl, v.cqg, v.grade) for v in visits] == [
        (True, True, "KĐCL cấp độ 2; CQG mức độ 1"),
        (True, False, "KĐCL cấp độ 1"),
        (True, True, "KĐCL cấp độ 3; CQG mức độ 1"),
    ]


def test_a_school_on_two_merged_rows_asks_twice(tmp_path: Path) -> None:
    schedule = read_schedule(written("hai-dong-mot-truong.docx", tmp_path), lead_days=45)
    assert [(v.stt, v.when.text, v.kdcl, v.cqg) for v in schedule.visits][:3] == [
        (1, "11/2026", True, False),
        (1, "3/2027", False, True),
        (2, "12/2026", True, False),
    ]
    assert not {"LDG-010", "LDG-011", "LDG-012"} & {finding.code for finding in schedule.findings}


def test_what_stands_above_is_taken_over_only_where_the_plan_says_so(tmp_path: Path) -> None:
    schedule = read_schedule(written("nhu-tren.txt", tmp_path), lead_days=45)
    assert [v.when.month for v in schedule.visits] == [11, 11, 11, 11, 11, None, None]
    assert [(v.kdcl, v.cqg) for v in schedule.visits][1:4] == [(True, False), (True, True), (False, True)]
    (told,) = [finding for finding in schedule.findings if finding.code == "LDG-023"]
    assert "4 dòng" in told.message
    blank = next(finding for finding in schedule.findings if finding.code == "LDG-032")
    assert "nếu như dòng trên (“Tháng 11/2026”)" in blank.remedy


def test_the_table_of_deadlines_gives_way_to_that_of_the_visits(tmp_path: Path) -> None:
    schedule = read_schedule(written("nhieu-bang.docx", tmp_path), lead_days=45)
    assert [(v.school, v.when.month, v.place) for v in schedule.visits] == [
        ("TH Cẩm An", 11, "bảng 3, dòng 2"),
        ("THCS Cẩm An", 11, "bảng 3, dòng 3"),
        ("MN Cẩm Bình", 3, "bảng 3, dòng 4"),
        ("TH Cẩm Bình", 3, "bảng 3, dòng 5"),
    ]
    assert [f.sheet for f in schedule.findings if f.code == "LDG-021"] == ["bảng 5, dòng 2"]


def test_times_that_cannot_be_told_apart_are_left_open(tmp_path: Path) -> None:
    visits = read_schedule(written("nhieu-truong-mot-o.docx", tmp_path), lead_days=45).visits
    assert [(v.when.month, v.kdcl, v.cqg) for v in visits] == [
        (11, True, False),
        (12, False, True),
        (None, True, False),
        (None, True, False),
        (None, True, False),
    ]
    assert {v.when.year for v in visits[2:]} == {2027}


def test_letterhead_of_the_page_and_number_in_a_box(tmp_path: Path) -> None:
    heading = read_schedule(written("o-chu.docx", tmp_path), lead_days=45).heading
    assert (heading.number, heading.issuer, heading.superior) == (
        "455/KH-PGDĐT",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "UBND HUYỆN LỘC THỦY",
    )
    assert heading.issued_on == dt.date(2026, 9, 14)
