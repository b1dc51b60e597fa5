"""A panel's workbook: opened, compared, checked, and its results in the office's workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from kdcl_xl.findings import Mode
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_results import Comparison, Feedback, Recognised, ReviewProcess
from kdcl_xl.forms.review_team import (
    CriterionFinding,
    ExternalAnswer,
    PreliminaryLine,
    ReviewedSchool,
    TeamAssignment,
    TeamMember,
)
from kdcl_xl.review_year.team import TeamBook
from kdcl_xl.review_year.team_checks import team_findings
from kdcl_xl.review_year.team_results import lay_in
from kdcl_xl.school.digest import content_digest
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission
from tests.review_year.team_books import (
    CODES,
    FIRST,
    HEAD,
    SECRETARY,
    TT18,
    finish,
    found,
    found_everywhere,
    office_book,
    opened,
    opening,
    rows_of,
    team_book,
)

DAY = dt.date(2025, 5, 5)
Work = Callable[[Content], None]

# ---- opened


def test_the_workbook_knows_the_school_the_panel_and_what_the_school_answered() -> None:
    book = team_book()
    assert [f.as_line() for f in book.findings] == []
    school = book.fields(ReviewedSchool)
    assert (school.name, school.school_id, school.kind) == ("Trường THCS Hoa Sữa", "01234567", "THCS")
    assert (school.decision, school.decided_on) == ("812/QĐ-SGDĐT", dt.date(2025, 3, 3))
    assert (school.source, school.revision, school.self_level) == ("truong.xlsx", 2, 3)
    assert [(m.name, m.role) for m in book.table(TeamMember)] == [
        (HEAD, "Trưởng đoàn"),
        (SECRETARY, "Thư ký"),
    ]
    assert {a.criterion for a in book.table(TeamAssignment) if a.member == HEAD} == set(FIRST)
    assert [r.criterion for r in book.table(PreliminaryLine)] == CODES
    assert {(r.own, r.own_evidence, r.found) for r in book.table(ExternalAnswer)} == {("Đạt", "t1", "")}
    assert [r.question for r in book.table(ExternalAnswer)] == list(TT18.rules.questions)
    assert all(r.summary for r in book.table(ExternalAnswer))


def test_a_criterion_of_two_members_names_both() -> None:
    office = office_book()
    for row in office.table(PanelMember):
        row.criteria = "1.1"
    assert (
        rows_of(opening(office=office), TeamAssignment, criterion="1.1")[0].member == f"{HEAD}; {SECRETARY}"
    )


# ---- levels


def test_blank_is_neither_met_nor_unmet() -> None:
    one = TeamBook(team_book()).compared[0]
    assert (one.code, one.own, one.found, one.differs) == ("1.1", 3, None, False)


def test_the_level_found_stops_at_the_first_level_that_is_not_met() -> None:
    def work(content: Content) -> None:
        found_everywhere(content)
        found(content, "1.1", 2, "Không đạt")

    book = TeamBook(team_book(work))
    compared = {one.code: one for one in book.compared}
    assert (compared["1.1"].own, compared["1.1"].found, compared["1.1"].differs) == (3, 1, True)
    assert (book.own.level_low, book.found.level_low, book.level) == (4, 1, 1)


def test_what_the_panel_concludes_goes_before_what_the_answers_give() -> None:
    def work(content: Content) -> None:
        found_everywhere(content)
        content.cells["doan_muc_ket_luan"] = 2

    assert TeamBook(team_book(work)).level == 2


# ---- checks


def codes(work: Work | None = None, mode: Mode = Mode.SUBMIT) -> list[str]:
    found_codes = (f.code for f in team_findings(team_book(work), Settings(), DAY, mode))
    return sorted(found_codes)


def complete(content: Content) -> None:
    """A panel of five that agrees with the school."""
    found_everywhere(content)
    content.rows[TeamMember] += [TeamMember(name=f"Ủy viên {n}", role="Ủy viên") for n in range(3)]


def test_a_complete_workbook_has_no_findings() -> None:
    assert codes(complete) == []


def _unassign(content: Content) -> None:
    rows_of(content, TeamAssignment, criterion="1.1")[0].member = ""


def _unknown_member(content: Content) -> None:
    rows_of(content, TeamAssignment, criterion="1.1")[0].member = "Người lạ"


def _draft_with_blank(content: Content) -> None:
    found(content, "1.1", 1, "")
    content.cells["doan_buoc_4"] = dt.date(2025, 4, 20)


def _skipped(content: Content) -> None:
    found(content, "1.1", 1, "Không đạt")
    rows_of(content, CriterionFinding, criterion="1.1")[0].reason = "Thiếu minh chứng"


def _no_reason(content: Content) -> None:
    found(content, "1.1", 3, "Không đạt")


def _no_advice(content: Content) -> None:
    row = rows_of(content, CriterionFinding, criterion="1.1")[0]
    row.strengths, row.weaknesses = "Có chiến lược", "Ít công khai"


def _six_more(content: Content) -> None:
    content.rows[TeamMember] += [TeamMember(name=f"Thêm {n}", role="Ủy viên") for n in range(6)]


def _two_heads(content: Content) -> None:
    content.rows[TeamMember][1].role = "Trưởng đoàn"  # type: ignore[attr-defined]


def _steps_turned(content: Content) -> None:
    content.cells |= {"doan_buoc_2": dt.date(2025, 4, 10), "doan_buoc_3_tu": dt.date(2025, 4, 1)}


def _after_the_path(content: Content) -> None:
    content.cells["doan_ngay_qd"] = dt.date(2026, 7, 7)


def _concluded_higher(content: Content) -> None:
    _no_reason(content)
    rows_of(content, CriterionFinding, criterion="1.1")[0].reason = "Chưa có số liệu ba năm"
    content.cells["doan_muc_ket_luan"] = 3


def _without_own(content: Content) -> None:
    for row in rows_of(content, ExternalAnswer):
        row.own = ""


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (_unassign, ["DDG-001"]),
        (_unknown_member, ["DDG-002"]),
        (_draft_with_blank, ["DDG-003"]),
        (_skipped, ["DDG-004"]),
        (_no_reason, ["DDG-005"]),
        (_no_advice, ["DDG-006"]),
        (_six_more, ["DDG-007"]),
        (_two_heads, ["DDG-008", "DDG-008"]),
        (_steps_turned, ["DDG-009"]),
        (_after_the_path, ["DDG-010"]),
        (_concluded_higher, ["DDG-011"]),
        (_without_own, ["DDG-012"]),
    ],
)
def test_one_mistake_is_one_finding(work: Work, expected: list[str]) -> None:
    assert codes(lambda content: (complete(content), work(content))[1]) == expected


def test_while_the_panel_works_what_is_missing_stays_unsaid() -> None:
    assert codes(mode=Mode.DRAFT) == []
    assert set(codes()) == {"DDG-007"}
    assert codes(_unknown_member, Mode.DRAFT) == ["DDG-002"]


def test_a_finding_says_where_and_what() -> None:
    [finding] = team_findings(
        team_book(lambda content: (complete(content), _skipped(content))[1]), Settings(), DAY
    )
    assert finding.sheet == "Phiếu đánh giá"
    assert finding.cell.startswith("H")
    assert finding.message == "Tiêu chí 1.1: Mức 2 ghi đạt nhưng Mức 1 không đạt, nên Mức 2 không được tính."


# ---- into the office's workbook


def again(content: Content) -> Submission:
    return opened(EXTERNAL_REVIEW, edition_of("2024-2025"), content, "so-dgn.xlsx")


def test_results_stand_beside_what_the_office_wrote() -> None:
    laid = lay_in(team_book(finish), office_book())
    office = again(laid.content)
    assert [f.as_line() for f in office.findings] == []
    rows = {row.criterion: row for row in office.table(Comparison)}
    first = rows["1.1"]
    assert (first.school, first.own, first.found) == ("THCS Hoa Sữa", 3, 2)
    assert first.reason == "Chưa có số liệu ba năm"
    assert list(rows) == list(TT18.rules.by_code)
    assert [(r.number, r.opinion, r.reply) for r in office.table(Feedback)] == [
        (1, "Đã có số liệu", "Tiếp thu")
    ]
    [process] = office.table(ReviewProcess)
    assert (process.final_on, process.decision, process.note) == (
        dt.date(2025, 4, 28),
        "812/QĐ-SGDĐT",
        "Xe của Sở",
    )
    assert laid.remarks == [
        "Trang Các bước giữ “Số quyết định đoàn”: 812/QĐ-SGDĐT; sổ của đoàn ghi 813/QĐ-SGDĐT.",
        "Mức đánh giá ngoài để trống: đoàn chưa ghi mức kết luận (trang Trường và đoàn); chương trình tính từ trang Phiếu đánh giá được Mức 2, ghi ở cột Ghi chú.",
    ]
    assert process.source.split("; ")[-1] == office.table(ReviewSource)[-1].source
    assert [(r.certificate, r.found, r.grade, r.decision) for r in office.table(Recognised)] == [
        ("KĐCLGD", None, None, ""),
        ("CQG", None, None, ""),
    ]
    assert "Mức 2" in office.table(Recognised)[0].note
    [source] = office.table(ReviewSource)
    assert source.form == "SỔ ĐOÀN ĐÁNH GIÁ NGOÀI"
    assert {row.source for row in rows.values()} == {source.source}


def test_laying_in_again_changes_nothing() -> None:
    team = team_book(finish)
    once = again(lay_in(team, office_book()).content)
    laid = lay_in(team, once)
    assert laid.added == 0
    assert content_digest(laid.content) == content_digest(once)


def test_a_corrected_workbook_takes_back_what_an_earlier_one_said() -> None:
    once = again(lay_in(team_book(finish), office_book()).content)

    def corrected(content: Content) -> None:
        finish(content)
        found(content, "1.2", 1, "")

    office = again(lay_in(team_book(corrected), once).content)
    found_levels = {row.criterion: row.found for row in office.table(Comparison)}
    assert (found_levels["1.1"], found_levels["1.2"]) == (2, None)
    assert len(office.table(Comparison)) == len(TT18.rules.by_code)
    assert len(office.table(ReviewSource)) == 2, "the level found still names the earlier workbook"


def test_what_the_office_typed_is_not_emptied() -> None:
    typed = Comparison(
        school_id="01234567", school="THCS Hoa Sữa", criterion="1.2", found=1, regulation=TT18.rules.id
    )

    def blank(content: Content) -> None:
        finish(content)
        found(content, "1.2", 1, "")

    laid = lay_in(team_book(blank), office_book(comparison=[typed]))
    assert {r.criterion: r.found for r in again(laid.content).table(Comparison)}["1.2"] == 1


def test_a_decision_signed_meanwhile_is_left_alone() -> None:
    signed = Recognised(
        school_id="01234567",
        school="THCS Hoa Sữa",
        certificate="KĐCLGD",
        found=2,
        grade=2,
        decision="900/QĐ-SGDĐT",
        signed_on=dt.date(2025, 6, 1),
        regulation=TT18.rules.id,
    )
    office = again(lay_in(team_book(finish), office_book(recognised=[signed])).content)
    assert [(r.certificate, r.decision) for r in office.table(Recognised)] == [
        ("KĐCLGD", "900/QĐ-SGDĐT"),
        ("CQG", ""),
    ]


def test_an_undecided_level_is_said_and_not_written() -> None:
    laid = lay_in(team_book(), office_book())
    assert laid.level is None
    assert laid.content.rows.get(Recognised, []) == []
    assert any("Chưa ghi mức đánh giá ngoài" in remark for remark in laid.remarks)


def test_a_school_the_office_does_not_have_is_refused() -> None:
    office = office_book()
    for rows in office.rows.values():
        for row in rows:
            if getattr(row, "school_id", ""):
                row.school_id, row.school = "99", "THCS Khác"  # type: ignore[attr-defined]
    with pytest.raises(LookupError):
        lay_in(team_book(finish), office)
