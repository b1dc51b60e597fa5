"""A panel's workbook shared out among its members and joined again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kdcl_xl.forms.review_team import (
    REVIEW_TEAM,
    CriterionFinding,
    ExternalAnswer,
    PreliminaryLine,
    SurveyLine,
    TeamAssignment,
)
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.teamwork import join_workbook, split_workbook
from kdcl_xl.school.joining import join
from kdcl_xl.school.parts import Part, groups_of, split, split_findings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year.team_books import (
    FIRST,
    HEAD,
    SECOND,
    SECRETARY,
    TT18,
    opened,
    rows_of,
    school_book,
    team_book,
)

Work = Callable[[Content], None]


def parts_of(base: Submission) -> dict[str, Part]:
    return {part.group: part for part in split(base)}


def sent_back(part: Part, work: Work | None = None, name: str = "") -> Submission:
    content = Content(
        {}, {table: [r.model_copy() for r in rows] for table, rows in part.content.rows.items()}
    )
    if work:
        work(content)
    found = read(replace(part, content=content).build(REVIEW_TEAM, TT18), name=name or part.file_name)
    assert isinstance(found, Submission), found
    return found


def survey(content: Content) -> None:
    content.rows[SurveyLine] = [
        SurveyLine(
            step="Chính thức",
            held_on=dt.date(2025, 4, 8),
            method="Phỏng vấn",
            whom="Tổ trưởng chuyên môn",
            content="Sinh hoạt tổ",
            member=HEAD,
        )
    ]


# ---- splitting


def test_each_member_gets_the_criteria_assigned_and_a_line_of_the_preliminary_report_for_each() -> None:
    parts = parts_of(team_book(survey))
    assert {name: list(part.criteria) for name, part in parts.items()} == {HEAD: FIRST, SECRETARY: SECOND}
    head = sent_back(parts[HEAD])
    assert [f.as_line() for f in head.findings] == []
    assert [row.criterion for row in head.table(PreliminaryLine)] == FIRST
    assert {row.member for row in head.table(PreliminaryLine)} == {HEAD}
    assert {row.criterion for row in head.table(ExternalAnswer)} == set(FIRST)
    assert {row.own for row in head.table(ExternalAnswer)} == {"Đạt"}
    assert [row.whom for row in head.table(SurveyLine)] == ["Tổ trưởng chuyên môn"]
    assert sent_back(parts[SECRETARY]).table(SurveyLine) == []
    assert parts[HEAD].file_name == "01234567_dang-minh-tuan_2024-2025.xlsx"
    assert parts[HEAD].owner == HEAD
    assert head.sheets[:4] == ("Báo cáo sơ bộ", "Khảo sát", "Phiếu đánh giá", "Nhận định")


def test_a_criterion_given_to_two_is_in_both_parts() -> None:
    def both(content: Content) -> None:
        rows_of(content, TeamAssignment, criterion="1.1")[0].member = f"{HEAD}; {SECRETARY}"

    base = team_book(both)
    assert groups_of(base)[SECRETARY] == ("1.1", *SECOND)
    lines = sent_back(parts_of(base)[SECRETARY]).table(PreliminaryLine)
    assert [(row.criterion, row.title) for row in lines if row.criterion == "1.1"] == [
        ("1.1", TT18.rules.by_code["1.1"].title)
    ]


def test_what_must_be_settled_before_splitting_is_said_in_words_of_a_panel() -> None:
    def work(content: Content) -> None:
        for row in rows_of(content, TeamAssignment):
            row.member = HEAD
        rows_of(content, TeamAssignment, criterion="1.1")[0].member = ""
        rows_of(content, TeamAssignment, criterion="1.2")[0].member = "Người lạ"

    findings = split_findings(team_book(work))
    assert [(f.code, f.place) for f in findings] == [("NHO-002", "Phân công!C6"), ("NHO-003", "Phân công!C7")]
    assert findings[0].message == "Tiêu chí 1.1 chưa phân công, không nằm trong phần của thành viên nào."
    assert findings[1].message == "“Người lạ” (tiêu chí 1.2) không có ở trang Thành viên đoàn."


def test_who_gets_several_criteria_and_those_nobody_gets_are_one_line_each() -> None:
    def work(content: Content) -> None:
        for row in rows_of(content, TeamAssignment):
            row.member = {"1.1": "", "1.3": "", "1.2": "Người lạ", "1.4": "Người lạ"}.get(row.criterion, HEAD)

    nobody, stranger = split_findings(team_book(work))
    assert nobody.message == "Tiêu chí 1.1, 1.3 chưa phân công, không nằm trong phần của thành viên nào."
    assert stranger.message == "“Người lạ” (tiêu chí 1.2, 1.4) không có ở trang Thành viên đoàn."
    assert (nobody.place, stranger.place) == ("Phân công!C6", "Phân công!C7")


# ---- joining


def test_what_members_write_is_joined_and_nothing_else_changes() -> None:
    base = team_book(survey)
    parts = parts_of(base)

    def head_writes(content: Content) -> None:
        rows_of(content, PreliminaryLine, criterion="1.1")[0].state = "Mô tả đủ"
        rows_of(content, ExternalAnswer, criterion="1.1", level=1)[0].found = "Đạt"
        content.rows[SurveyLine][0].result = "Sinh hoạt đủ kỳ"  # type: ignore[attr-defined]

    def secretary_writes(content: Content) -> None:
        rows_of(content, CriterionFinding, criterion=SECOND[0])[0].strengths = "Nền nếp tốt"

    returned = [sent_back(parts[HEAD], head_writes), sent_back(parts[SECRETARY], secretary_writes)]
    content, report = join(base, returned)
    joined = opened(REVIEW_TEAM, TT18, content, "da-ghep.xlsx", school_id="01234567")
    assert (report.conflicts, report.refused, report.missing) == ([], [], [])
    assert [row.state for row in joined.table(PreliminaryLine) if row.state] == ["Mô tả đủ"]
    assert [row.result for row in joined.table(SurveyLine)] == ["Sinh hoạt đủ kỳ"]
    assert [row.strengths for row in joined.table(CriterionFinding) if row.strengths] == ["Nền nếp tốt"]
    assert {row.own for row in joined.table(ExternalAnswer)} == {"Đạt"}, "the school's answers survive"
    assert [(p.group, p.answered, p.described) for p in report.progress] == [(HEAD, 1, 0), (SECRETARY, 0, 1)]
    assert any(line.startswith(f"{HEAD}: 10 tiêu chí, đánh giá 1/") for line in report.lines())
    again, second = join(joined, returned)
    assert (second.conflicts, len(again.rows[PreliminaryLine])) == ([], len(content.rows[PreliminaryLine]))


def test_two_members_who_disagree_are_named_and_nothing_is_overwritten() -> None:
    def both(content: Content) -> None:
        rows_of(content, TeamAssignment, criterion="1.1")[0].member = f"{HEAD}; {SECRETARY}"

    def answers(result: str) -> Work:
        def work(content: Content) -> None:
            rows_of(content, ExternalAnswer, criterion="1.1", level=1)[0].found = result
            rows_of(content, PreliminaryLine, criterion="1.1")[0].state = result

        return work

    base = team_book(both)
    parts = parts_of(base)
    content, report = join(
        base, [sent_back(parts[HEAD], answers("Đạt")), sent_back(parts[SECRETARY], answers("Không đạt"))]
    )
    [conflict] = report.conflicts
    assert (conflict.sheet, conflict.column, conflict.ours) == ("Phiếu đánh giá", "Đánh giá ngoài", "")
    assert [(p.group, p.value) for p in conflict.theirs] == [(SECRETARY, "Không đạt"), (HEAD, "Đạt")]
    assert conflict.why == "các thành viên ghi khác nhau."
    assert rows_of(content, ExternalAnswer, criterion="1.1", level=1)[0].found == ""
    states = {row.member: row.state for row in rows_of(content, PreliminaryLine, criterion="1.1")}
    assert states == {HEAD: "Đạt", SECRETARY: "Không đạt"}, "each has a report of their own"


def test_a_blank_preliminary_line_is_not_added() -> None:
    def unassigned_at_first(content: Content) -> None:
        content.rows[PreliminaryLine] = []

    base = team_book(unassigned_at_first)
    part = parts_of(base)[HEAD]
    content, report = join(base, [sent_back(part)])
    assert content.rows[PreliminaryLine] == []
    assert report.received[0].additions == 0


def test_a_part_of_a_school_is_refused_by_name() -> None:
    base = team_book()
    data = build(SELF_ASSESSMENT, TT18, stamp=replace(school_book().stamp, part="Nhóm 1", base="x-L1"), origin=[("a", "b", "c", "d")])  # fmt: skip
    other = read(data, name="nhom-1.xlsx")
    _content, report = join(base, [other])
    assert [(f.code, f.message) for f in report.refused] == [
        ("NHO-012", "Phần này chia từ sổ tự đánh giá; tệp gốc là sổ đoàn đánh giá ngoài.")
    ]


# ---- as commands


def test_split_and_join_write_files(tmp_path: Path) -> None:
    book = tmp_path / "doan.xlsx"
    base = team_book()
    book.write_bytes(build(REVIEW_TEAM, TT18, _content_of(base), stamp=base.stamp))
    done = split_workbook(book, tmp_path / "phan")
    assert len(done.paths) == 2
    joined = join_workbook(book, done.paths, tmp_path / "ghep.xlsx")
    assert joined.saved.path.exists()
    assert not joined.unsettled
    with pytest.raises(JobError, match="cần sổ tự đánh giá"):
        split_workbook(book, tmp_path / "word", as_word=True)


def test_a_workbook_that_is_not_shared_out_is_refused(tmp_path: Path) -> None:
    from kdcl_xl.forms.registry import edition_of
    from kdcl_xl.forms.school_list import SCHOOL_LIST

    book = tmp_path / "danh-muc.xlsx"
    book.write_bytes(build(SCHOOL_LIST, edition_of("2024-2025")))
    with pytest.raises(JobError, match="không chia phần"):
        split_workbook(book, tmp_path / "phan")


def _content_of(base: Submission) -> Content:
    from kdcl_xl.workbook.jsonio import content_of

    return content_of(base)


def seen(by: str = "", criteria: str = "1.1") -> SurveyLine:
    return SurveyLine(step="Sơ bộ", held_on=dt.date(2025, 4, 2), method="Phỏng vấn", whom="Tổ Văn", content="Hỏi", criteria=criteria, member=by)  # fmt: skip


def test_two_members_who_saw_the_same_keep_a_row_each() -> None:
    base = team_book()
    parts = parts_of(base)
    returned = [
        sent_back(
            parts[name], lambda content, c=criteria: content.rows.update({SurveyLine: [seen(criteria=c)]})
        )  # type: ignore[misc]
        for name, criteria in ((HEAD, "1.1"), (SECRETARY, "2.1"))
    ]
    content, report = join(base, returned)
    joined = opened(REVIEW_TEAM, TT18, content, "da-ghep.xlsx", school_id="01234567")
    assert report.conflicts == []
    assert {(row.member, row.criteria) for row in joined.table(SurveyLine)} == {
        (HEAD, "1.1"),
        (SECRETARY, "2.1"),
    }
    _content, again = join(joined, returned)
    assert (again.conflicts, [part.additions for part in again.received]) == ([], [0, 0])


def test_a_row_with_a_name_keeps_it() -> None:
    base = team_book()
    returned = sent_back(parts_of(base)[HEAD], lambda content: content.rows.update({SurveyLine: [seen(SECRETARY)]}))  # fmt: skip
    content, _report = join(base, [returned])
    assert [row.member for row in content.rows[SurveyLine]] == [SECRETARY]  # type: ignore[attr-defined]


def test_a_blank_line_of_a_criterion_given_away_is_in_no_part() -> None:
    def given_away(content: Content) -> None:
        content.rows[PreliminaryLine] = [
            PreliminaryLine(criterion=FIRST[0], member=SECRETARY),
            PreliminaryLine(criterion=FIRST[1], member=SECRETARY, state="Đã viết"),
        ]

    lines = sent_back(parts_of(team_book(given_away))[SECRETARY]).table(PreliminaryLine)
    codes = [row.criterion for row in lines]
    assert FIRST[0] not in codes and FIRST[1] in codes


def test_a_conflict_says_what_to_do() -> None:
    base = team_book(lambda content: setattr(rows_of(content, TeamAssignment, criterion="1.1")[0], "member", f"{HEAD}; {SECRETARY}"))  # fmt: skip
    parts = parts_of(base)

    def answer(word: str) -> Callable[[Content], None]:
        return lambda content: setattr(
            rows_of(content, ExternalAnswer, criterion="1.1", level=1)[0], "found", word
        )

    both = [sent_back(parts[HEAD], answer("Đạt")), sent_back(parts[SECRETARY], answer("Không đạt"))]
    lines = join(base, both)[1].lines()
    assert any("ghi giá trị đã thống nhất vào đúng ô ấy" in line for line in lines)
    assert not any("thống nhất" in line for line in join(base, both[:1])[1].lines())
