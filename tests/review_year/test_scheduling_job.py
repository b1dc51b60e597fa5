"""`xep-lich`, `xep-doan`, `soat-lich` on files: the new workbook, the old one as it was, the JSON, exit codes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kdcl_xl.cli.app import app
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_people import Constraint, PanelMember, Proposal, Reviewer
from kdcl_xl.forms.review_words import Wish
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import submission_of
from kdcl_xl.jobs.scheduling import form_panels, look_over, schedule_visits
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from tests.review_year.books import content

ON = dt.date(2026, 11, 22)
SCHOOLS = [f"Trường Tiểu học Số {n}" for n in range(1, 7)]


def rows() -> list[Row]:
    made: list[Row] = [
        ScheduledVisit(school=name, kind="Tiểu học", when_text="Tháng 3/2027", unit="tháng", first=dt.date(2027, 3, 1), last=dt.date(2027, 3, 31), source=name)
        for name in SCHOOLS[:4]
    ]  # fmt: skip
    made.append(
        ScheduledVisit(school=SCHOOLS[4], first=dt.date(2027, 4, 6), last=dt.date(2027, 4, 8), source="x")
    )
    made.append(
        ReviewRegistration(school=SCHOOLS[5], kind="Tiểu học", purpose="CQG", when_text="Tháng 5", source="y")
    )
    made += [
        Reviewer(code=f"NS{n}", name=f"Lê Thị {n}", position="Hiệu trưởng", school=SCHOOLS[n % 6], can_lead="Có" if n % 2 else "Không", can_write="Có", trained=2025)
        for n in range(1, 17)
    ]  # fmt: skip
    made.append(PanelMember(school=SCHOOLS[4], person="NS1", name="Lê Thị 1", role="Trưởng đoàn"))
    made.append(
        Constraint(
            wish=Wish.PERSON_BUSY, who="NS3", from_day=dt.date(2027, 3, 1), to_day=dt.date(2027, 5, 31)
        )
    )
    made.append(Constraint(wish=Wish.AFTER, who=SCHOOLS[0], other=SCHOOLS[1]))
    return made


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return _saved(tmp_path / "so.xlsx", *rows())


def _saved(path: Path, *made: Row, **cells: Any) -> Path:
    path.write_bytes(build(EXTERNAL_REVIEW, edition_of("2026-2027"), content(*made, **cells)))
    return path


def test_dates_then_panels_leave_nothing_to_object_to(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    dated, full = tmp_path / "lich.xlsx", tmp_path / "doan.xlsx"
    first = schedule_visits(workbook, dated, Settings(), ON)
    assert not first.failed and not first.unmet and workbook.read_bytes() == before
    second = form_panels(dated, full, Settings(), ON)
    assert not second.failed and not second.unmet
    assert look_over(full, Settings(), ON) == []
    found = submission_of(full)
    assert len(found.table(ScheduledVisit)) == 6
    added = found.table(ScheduledVisit)[-1]
    assert (added.school, added.when_text, added.source) == (SCHOOLS[5], "Tháng 5", "Trang Đăng ký")
    members = found.table(PanelMember)
    assert members[0].person == "NS1" and len(members) == 30
    assert {row.source for row in members} == {"", "Đề xuất"}
    assert not any(row.person == "NS3" for row in members)
    (keeps,) = [row for row in found.table(Proposal) if "Giữ nguyên" in row.what]
    assert keeps.school == SCHOOLS[4]


@pytest.mark.parametrize(
    ("purpose", "ticks"),
    [("CQG", ("Không", "Có")), ("KĐCLGD", ("Có", "Không")), ("KĐCLGD và CQG", ("Có", "Có"))],
)
def test_a_school_that_had_only_registered_keeps_what_it_asked_for(
    tmp_path: Path, purpose: str, ticks: tuple[str, str]
) -> None:
    """Without the two columns the plan of the year prints "chưa rõ" beside every school."""
    asked = ReviewRegistration(
        school=SCHOOLS[0], kind="Tiểu học", purpose=purpose, when_text="Tháng 4", source="y"
    )
    before, after = _saved(tmp_path / "so.xlsx", asked), tmp_path / "lich.xlsx"
    schedule_visits(before, after, Settings(), ON)
    (visit,) = submission_of(after).table(ScheduledVisit)
    assert (visit.kdcl, visit.cqg) == ticks


def test_days_that_run_backwards_are_not_laid_over(tmp_path: Path) -> None:
    """What somebody typed stays; a slip in it is said, not replaced by another day."""
    slip = ScheduledVisit(
        school=SCHOOLS[0], kind="Tiểu học", first=dt.date(2027, 4, 8), last=dt.date(2027, 4, 6), source="x"
    )
    before, after = _saved(tmp_path / "so.xlsx", slip, *rows()[1:3]), tmp_path / "lich.xlsx"
    planned = schedule_visits(before, after, Settings(), ON)
    assert planned.failed and not after.exists()
    for found in (planned.findings, look_over(before, Settings(), ON)):
        (told,) = [finding for finding in found if finding.code == "DGX-007"]
        assert told.cell == "K6" and "06/04/2027 trước Từ ngày 08/04/2027" in told.message


def test_what_stands_stays_and_a_second_run_changes_nothing(workbook: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    schedule_visits(workbook, one, Settings(), ON)
    again = schedule_visits(one, two, Settings(), ON)
    assert all(item["already_set"] for item in again.assignments)
    assert submission_of(one).table(ScheduledVisit) == submission_of(two).table(ScheduledVisit)


def test_the_same_workbook_gives_the_same_file(workbook: Path, tmp_path: Path) -> None:
    files = [tmp_path / "1.xlsx", tmp_path / "2.xlsx"]
    told = [schedule_visits(workbook, path, Settings(), ON).as_json() for path in files]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert {**told[0], "output": ""} == {**told[1], "output": ""}


def test_the_reasons_of_a_clash_are_printed_with_their_cells(tmp_path: Path) -> None:
    wants = [Constraint(wish=Wish.SCHOOL_WANTS, who=name, from_day=dt.date(2027, 4, 5), to_day=dt.date(2027, 4, 9)) for name in SCHOOLS[:4]]  # fmt: skip
    limit = Constraint(wish=Wish.MONTH_LIMIT, number=3, from_day=dt.date(2027, 4, 1))
    schedule = [row for row in rows() if isinstance(row, ScheduledVisit)][:4]
    workbook, out = _saved(tmp_path / "so.xlsx", *schedule, *wants, limit), tmp_path / "ra.xlsx"
    result = CliRunner().invoke(app, ["danh-gia-ngoai", "xep-lich", str(workbook), "--ra", str(out), "--ngay", "2026-11-22", "--json"])  # fmt: skip
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["assignments"] == [] and told["output"] == "ra.xlsx"
    assert [item["cell"] for item in told["conflicts"]] == ["A6", "A7", "A8", "A9", "A10"]
    assert told["conflicts"][-1]["reason"] == "Tháng 4/2027 nhiều nhất 3 trường"
    remarks = submission_of(out).table(Proposal)
    assert "Không có cách xếp" in remarks[0].what and SCHOOLS[3] in remarks[0].school
    assert "ô A10" in remarks[-1].what


def test_a_line_nobody_understands_stops_before_anything_is_written(tmp_path: Path) -> None:
    workbook = _saved(
        tmp_path / "so.xlsx", *rows(), Constraint(wish=Wish.PERSON_BUSY, who="NS99", from_day=ON)
    )
    out = tmp_path / "ra.xlsx"
    result = CliRunner().invoke(app, ["danh-gia-ngoai", "xep-doan", str(workbook), "--ra", str(out), "--ngay", "2026-11-22"])  # fmt: skip
    assert result.exit_code == 1 and "DGX-001" in result.stdout and "Chưa xếp gì" in result.stdout
    assert not out.exists()


def test_looking_over_prints_findings_and_its_exit_code(tmp_path: Path) -> None:
    good = _saved(tmp_path / "tot.xlsx", *(row for row in rows() if not isinstance(row, PanelMember)))
    clean = CliRunner().invoke(app, ["danh-gia-ngoai", "soat-lich", str(good), "--ngay", "2026-11-22"])
    assert clean.exit_code == 0 and "Không thấy điều gì" in clean.stdout
    clash = [Constraint(wish=Wish.NOT_TO_SCHOOL, who="NS1", other=SCHOOLS[4])]
    broken = _saved(tmp_path / "hong.xlsx", *rows(), *clash)
    told = CliRunner().invoke(
        app, ["danh-gia-ngoai", "soat-lich", str(broken), "--ngay", "2026-11-22", "--json"]
    )
    assert told.exit_code == 1
    assert "DGX-014" in {finding["code"] for finding in json.loads(told.stdout)["findings"]}


def test_what_cannot_be_planned_is_said(tmp_path: Path) -> None:
    empty = _saved(tmp_path / "trong.xlsx")
    with pytest.raises(JobError, match="chưa có trường nào"):
        schedule_visits(empty, tmp_path / "a.xlsx", Settings(), ON)
    with pytest.raises(JobError, match="chưa có ai"):
        form_panels(empty, tmp_path / "a.xlsx", Settings(), ON)
    undated = _saved(tmp_path / "so.xlsx", rows()[0], Reviewer(code="NS1", name="Lê Thị 1", school="Sở"))
    with pytest.raises(JobError, match="xep-lich trước"):
        form_panels(undated, tmp_path / "a.xlsx", Settings(), ON)
    with pytest.raises(JobError, match="không còn đủ"):
        schedule_visits(undated, tmp_path / "a.xlsx", Settings(), dt.date(2027, 5, 31))
    with pytest.raises(JobError, match="trùng với"):
        schedule_visits(undated, undated, Settings(), ON)


def test_a_wish_that_a_full_month_leaves_out_is_explained(tmp_path: Path) -> None:
    schedule = [row for row in rows() if isinstance(row, ScheduledVisit)][:4]
    limit = Constraint(wish=Wish.MONTH_LIMIT, number=3)
    planned = schedule_visits(
        _saved(tmp_path / "so.xlsx", *schedule, limit), tmp_path / "ra.xlsx", Settings(), ON
    )
    ((school, reason),) = planned.unmet
    assert reason.sheet == "Lịch đánh giá ngoài" and school in reason.text
    (told,) = [row for row in planned.rows if row.school == school]
    assert "không giữ được" in told.why and "tháng 3/2027 đã đủ 3 trường" in told.why


def test_who_is_not_named_for_the_level_is_named_on_screen_and_sheet(tmp_path: Path) -> None:
    people = [
        Reviewer(code=f"NS{n}", name=f"Lê Thị {n}", school=f"TH Khác {n}", kinds="TH" if n < 5 else "MN, THCS", can_lead="Có", can_write="Có", trained=2025)
        for n in range(1, 6)
    ]  # fmt: skip
    visit = ScheduledVisit(school=SCHOOLS[0], kind="Tiểu học", first=dt.date(2027, 3, 2), source="x")
    planned = form_panels(_saved(tmp_path / "a.xlsx", visit, *people), tmp_path / "b.xlsx", Settings(), ON)
    said = [line for line in planned.lines() if line.startswith("Cần xem")]
    assert said == [f"Cần xem: {SCHOOLS[0]}: không ghi đánh giá được cấp học này: Lê Thị 5 (NS5)."]
    assert "Lê Thị 5 (NS5)" in planned.rows[0].what


def test_too_few_people_are_counted_against_the_seats(tmp_path: Path) -> None:
    people = [
        Reviewer(code=f"NS{n}", name=f"A {n}", school=f"TH Khác {n}", can_lead="Có", can_write="Có", most=1)
        for n in range(1, 5)
    ]
    visit = ScheduledVisit(school=SCHOOLS[0], kind="Tiểu học", first=dt.date(2027, 3, 2), source="x")
    planned = form_panels(_saved(tmp_path / "a.xlsx", visit, *people), tmp_path / "b.xlsx", Settings(), ON)
    assert planned.failed
    assert (
        "1 đoàn còn cần ít nhất 5 lượt người, 4 người sẵn sàng đi được nhiều nhất 4 lượt"
        in planned.rows[0].why
    )
