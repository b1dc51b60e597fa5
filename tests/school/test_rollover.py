"""Last year's workbook as the start of this year's: carried, changed or listed, never lost."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, columns_of
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.school_list import SCHOOL_LIST, ListedSchool
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    Description,
    Evidence,
    Improvement,
    Member,
    Passage,
    Registration,
    Review,
    School,
    StatisticRow,
    Waiver,
)
from kdcl_xl.school.rollover import roll_over, shown_whole
from kdcl_xl.school.rollover_report import Report
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

NEXT18 = edition_of("2025-2026", "tt18_2018_tr", "thcs")
NEXT57 = edition_of("2027-2028", "tt57_2026_pt", "thcs")
FROM_2025 = edition_of("2025-2026", "tt18_2018_tr", "thcs")


def rolled(old: Edition, new: Edition) -> tuple[Submission, Submission, Report]:
    """Last year's submission, the new one after a real file, and the report."""
    last = opened(filled(old), old)
    content, report = roll_over(last, SELF_ASSESSMENT, new)
    submission = opened(content, new)
    assert [f.as_line() for f in submission.findings if f.code.startswith("CT-")] == []
    return last, submission, report


def left(report: Report, sheet: str) -> set[str]:
    return {item.value for item in report.left if item.sheet == sheet}


def test_identity_council_and_certificates_are_carried() -> None:
    last, new, report = rolled(TT18, NEXT18)
    school = new.fields(School)
    assert (school.name, school.school_id, school.accredited_grade) == ("Trường THCS Hoa Sữa", "01234567", 2)
    assert school.accredited_on == dt.date(2022, 5, 20)
    assert [m.name for m in new.table(Member)] == [m.name for m in last.table(Member)]
    assert (school.revision, school.approved_on, school.years_active) == (1, None, None)
    assert school.area == ""  # a blank is carried as a blank, not as the default
    assert new.fields(Registration).purpose == ""
    assert left(report, "Trường") == {"2", "21", "28/05/2025"}
    assert left(report, "Đăng ký") == {"CQG", "02/06/2025"}


def test_results_are_not_answers_of_the_new_year() -> None:
    last, new, report = rolled(TT18, NEXT18)
    assert all(row.result == "" for row in new.table(AnswerLine))
    notes = {row.question: row.note for row in new.table(AnswerLine) if row.note}
    assert notes == {row.question: "Năm học 2024-2025: Đạt." for row in last.table(AnswerLine) if row.result}
    assert {item.column for item in report.changed} == {"Kết quả"}
    # … and the note of the year before does not pile up.
    content, _ = roll_over(new, SELF_ASSESSMENT, edition_of("2026-2027", "tt18_2018_tr", "thcs"))
    assert {row.note for row in content.rows[AnswerLine]} == {""}  # type: ignore[attr-defined]


def test_the_proposed_plan_becomes_the_one_being_carried_out() -> None:
    _, new, report = rolled(TT18, NEXT18)
    assert [(row.source_year, row.issue) for row in new.table(Improvement)] == [
        ("2024-2025", "Ít kênh công khai"),
        ("2024-2025", "Sách cũ"),
    ]
    assert {"Chưa rà soát chiến lược", "Hoàn thành", "2023-2024"} <= left(report, "Cải tiến")


def test_figures_move_with_their_year() -> None:
    last, new, report = rolled(TT57, NEXT57)
    before = [row for row in last.table(StatisticRow) if not row.is_blank()]
    after = {row.code: row for row in new.table(StatisticRow)}
    for row in before:
        now = after[row.code]
        assert (now.year_0, now.year_1, now.year_2) == (None, row.year_0, row.year_1)
    assert left(report, "Số liệu") == {"chưa có"}  # 2024-2025 is older than three years now


def test_reviews_and_waivers_belong_to_their_year() -> None:
    _, new, report = rolled(TT57, NEXT57)
    assert (new.table(Review), new.table(Waiver)) == ([], [])
    assert "Đúng tiến độ" in left(report, "Rà soát")
    assert "Trường mới tách" in left(report, "Giải trình")


def test_within_one_year_everything_is_carried() -> None:
    last, new, report = rolled(TT57, TT57)
    assert content_of(new) == content_of(last)
    assert (report.changed, report.left) == ([], [])


def test_another_circular_keeps_old_codes_in_the_note() -> None:
    content = filled(FROM_2025)
    content.rows[Evidence].append(
        Evidence(code="[H1-1.1-09]", title="Quyết định cũ", criteria="1.1; 1.3", note="Bản giấy")
    )
    content.rows[Improvement].append(
        Improvement(
            source_year="2025-2026", criterion="1.1", issue="Thiếu văn bản", expected="[H1-1.1-09]; t1"
        )
    )
    content.rows[Passage].append(Passage(section="kien-nghi", text="Kiến nghị theo [H1-1.1-09] và (t2)."))
    last = opened(content, FROM_2025)
    rolled_content, report = roll_over(last, SELF_ASSESSMENT, TT57)
    new = opened(rolled_content, TT57)
    evidence = next(row for row in new.table(Evidence) if row.title == "Quyết định cũ")
    assert (evidence.code, evidence.draft_id, evidence.criteria) == ("", "t4", "")
    assert evidence.note == (
        "Bản giấy Mã cũ (18/2018/TT-BGDĐT): [H1-1.1-09]. Tiêu chí cũ (18/2018/TT-BGDĐT): 1.1; 1.3."
    )
    plan = next(row for row in new.table(Improvement) if "Thiếu văn bản" in row.issue)
    assert (plan.criterion, plan.expected) == ("", "[t4]; t1")
    assert plan.issue == "(Tiêu chí 1.1, 18/2018/TT-BGDĐT) Thiếu văn bản"
    assert (
        next(p.text for p in new.table(Passage) if p.section == "kien-nghi") == "Kiến nghị theo [t4] và (t2)."
    )
    assert [row for row in new.table(Assignment) if row.group] == []
    assert "Nhà trường có chiến lược phát triển [t1], [t10]." in left(report, "Mô tả")
    assert "Chiến lược rõ [t1]" in left(report, "Nhận định")


def _values(content: Content, edition: Edition) -> list[str]:
    """Every value of a content as text, prefilled texts aside."""
    values = [shown_whole(value) for value in content.cells.values() if value not in ("", None)]
    for table, rows in content.rows.items():
        for row in rows:
            values += _typed(row, columns_of(table, edition))
    return values


def _typed(row: Row, columns: tuple) -> list[str]:  # type: ignore[type-arg]
    return [
        shown_whole(value)
        for column in columns
        if not column.entry.fixed and (value := getattr(row, column.field)) not in ("", None)
    ]


def _brimful(edition: Edition) -> Content:
    """Every text, date and figure of every table filled, each with a value that occurs nowhere else."""
    numbers = itertools.count(1)
    lists = SELF_ASSESSMENT.lists_of(edition)

    def value(kind: str, choices: str) -> object:
        number = next(numbers)
        if choices in lists:
            return lists[choices][number % len(lists[choices])]
        if kind == "date":
            return dt.date(1990, 1, 1) + dt.timedelta(days=number)
        return 1000 + number if kind in ("count", "figure", "number") else f"chữ {number} ."

    rows: dict[type[Row], list[Row]] = {}
    for table in SELF_ASSESSMENT.tables_of(edition):
        prefill = SELF_ASSESSMENT.prefill.get(table)
        blanks = prefill(edition) if prefill else [table(), table()]
        for blank in blanks:
            update = {
                c.field: value(c.type.name, c.entry.choices)
                for c in columns_of(table, edition)
                if not c.entry.fixed
            }
            rows.setdefault(table, []).append(blank.model_copy(update=update))
    cells = {
        c.entry.name: value(c.type.name, c.entry.choices)
        for model in SELF_ASSESSMENT.fields
        for c in model.columns
    }
    return Content(cells, rows)


@pytest.mark.parametrize(
    "new",
    [
        edition_of("2024-2025", "tt18_2018_tr", "thcs"),
        edition_of("2025-2026", "tt18_2018_tr", "thcs"),
        edition_of("2027-2028", "tt18_2018_tr", "thcs"),
        edition_of("2025-2026", "tt18_2018_tr", "thpt"),
        edition_of("2025-2026", "tt17_2018_th", "tieu_hoc"),
        edition_of("2026-2027", "tt57_2026_pt", "thcs"),
        edition_of("2024-2025", "tt57_2026_gdtx", "gdtx"),
        edition_of("2023-2024", "tt42_2012_tr", "thcs"),
    ],
    ids=lambda edition: f"{edition.school_year}-{edition.rules.id}-{edition.kind}",
)
def test_nothing_vanishes(new: Edition) -> None:
    last = opened(_brimful(TT18), TT18)
    assert [f.as_line() for f in last.findings if f.code.startswith("CT-")] == []
    content, report = roll_over(last, SELF_ASSESSMENT, new)
    submission = opened(content, new)
    held = set(_values(content_of(submission), new))
    everything = "\x00".join(held)
    told = {item.value for item in (*report.left, *report.changed)}
    old = _values(content_of(last), TT18)
    assert len(old) > 1000
    lost = [value for value in old if value not in held and value not in told and value not in everything]
    assert lost == []
    # What is listed as left out names the cell it stood in.
    assert all(item.cell and item.why for item in report.left)


def test_what_could_not_be_read_is_mentioned() -> None:
    data = build(SELF_ASSESSMENT, TT57, filled(TT57))
    submission = read(data, name="cu.xlsx")
    assert isinstance(submission, Submission)
    sheet, cell = submission.at(submission.table(Evidence)[0], "issued_on")
    broken = read(with_values(data, {sheet: {cell: "31/02/2026"}}), name="cu.xlsx")
    assert isinstance(broken, Submission)
    _, report = roll_over(broken, SELF_ASSESSMENT, NEXT57)
    assert [(f.code, f.place) for f in report.findings] == [("CT-014", f"{sheet}!{cell}")]
    assert any("31/02/2026" in line for line in report.lines())


def test_the_summary_counts_what_it_lists() -> None:
    _, _, report = rolled(TT18, TT57)
    lines = report.lines()
    assert "Hội đồng: chuyển 11 giá trị." in lines
    assert any(line.startswith("Mô tả: không chuyển 9 giá trị") for line in lines)
    assert report.as_json()["left"][0].keys() == {"sheet", "cell", "key", "column", "value", "now", "why"}


def test_the_list_of_schools_is_carried_whole() -> None:
    edition, later = edition_of("2025-2026"), edition_of("2026-2027")
    schools = [ListedSchool(school_id="01", name="Trường A", kind="THCS", ownership="Công lập", counted="Có")]
    old = read(build(SCHOOL_LIST, edition, Content({}, {ListedSchool: list(schools)})), name="danh-muc.xlsx")
    assert isinstance(old, Submission)
    content, report = roll_over(old, SCHOOL_LIST, later)
    assert content.rows[ListedSchool] == schools
    assert (report.left, report.changed) == ([], [])


def test_descriptions_are_carried_to_be_rewritten() -> None:
    _, new, _ = rolled(TT18, NEXT18)
    assert "Nhà trường có chiến lược phát triển [t1], [t10]." in [row.text for row in new.table(Description)]
