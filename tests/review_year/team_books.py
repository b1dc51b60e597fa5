"""A panel at one school: its workbook opened from the school's, filled as the tests need. People are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewRegistration
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_results import ReviewProcess
from kdcl_xl.forms.review_team import (
    REVIEW_TEAM,
    CriterionFinding,
    ExternalAnswer,
    SchoolOpinion,
    TeamAssignment,
)
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine
from kdcl_xl.review_year.school_files import Said, school_files
from kdcl_xl.review_year.team_opening import file_of, team_content
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content, with_prefill
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

TT18 = edition_of("2024-2025", "tt18_2018_tr", "thcs")
HEAD, SECRETARY = "Đặng Minh Tuấn", "Hà Thị Thu"
SCHOOL = "Trường THCS Hoa Sữa"
CODES = [criterion.code for criterion in TT18.rules.criteria]
FIRST, SECOND = CODES[:10], CODES[10:]


def opened(form: Any, edition: Any, content: Content, name: str, **stamp: str) -> Submission:
    """The content after a real workbook has been written and read."""
    found = read(build(form, edition, content, stamp=stamp_of(form, edition, **stamp)), name=name)
    assert isinstance(found, Submission), found
    return found


def school_book(result: str = "Đạt") -> Submission:
    """A self-assessment that answers every indicator alike."""
    answers: list[Row] = [
        AnswerLine(criterion=q.criterion, level=q.level, indicator=q.indicator, result=result, evidence="t1")
        for q in TT18.rules.questions
    ]
    cells = {
        "ten_truong": SCHOOL,
        "ma_truong": "01234567",
        "loai_truong": "THCS",
        "co_quan_quan_ly": "UBND xã Khê Hạ",
        "tinh": "Tỉnh Bắc Ninh",
        "xa": "Xã Khê Hạ",
        "dk_muc_dich": "KĐCLGD và CQG",
        "dk_muc_tu_danh_gia": 3,
        "lan_nop": 2,
    }
    return opened(SELF_ASSESSMENT, TT18, Content(cells, {AnswerLine: answers}), "truong.xlsx")


def office_book(**rows: list[Row]) -> Submission:
    """The office's workbook with the panel of the school and another school of another level."""
    tables: dict[type[Row], list[Row]] = {
        ReviewRegistration: [
            ReviewRegistration(
                school_id="01234567", school="THCS Hoa Sữa", kind="THCS", purpose="KĐCLGD và CQG"
            ),
            ReviewRegistration(school="Tiểu học Hoa Sữa", kind="Tiểu học", purpose="CQG"),
        ],
        PanelMember: [
            _seat(HEAD, "Trưởng đoàn", "; ".join(FIRST)),
            _seat(SECRETARY, "Thư ký", "; ".join(SECOND)),
        ],
        ReviewProcess: [
            ReviewProcess(
                school_id="01234567",
                school="THCS Hoa Sữa",
                decision="812/QĐ-SGDĐT",
                decided_on=dt.date(2025, 3, 3),
                note="Xe của Sở",
            )
        ],
    }
    tables |= {type(each[0]): each for each in rows.values()}
    cells = {"dgn_don_vi": "Sở Giáo dục và Đào tạo", "dgn_cap": "Sở GDĐT"}
    return opened(EXTERNAL_REVIEW, edition_of("2024-2025"), Content(cells, tables), "so-dgn.xlsx")


def _seat(name: str, role: str, criteria: str) -> PanelMember:
    return PanelMember(
        school_id="01234567",
        school="THCS Hoa Sữa",
        name=name,
        role=role,
        criteria=criteria,
        position="Hiệu trưởng",
    )


def opening(school: Submission | None = None, office: Submission | None = None) -> Content:
    """What `kdcl danh-gia-ngoai doan` writes."""
    files = school_files(office or office_book())
    return team_content(school or school_book(), file_of(files, Said("01234567", SCHOOL, "THCS", "")))


def team_book(work: Callable[[Content], None] | None = None, *, name: str = "doan.xlsx") -> Submission:
    """The panel's workbook, worked on, saved and read again."""
    content = opening()
    for table in (CriterionFinding, TeamAssignment):
        content.rows[table] = with_prefill(REVIEW_TEAM, table, TT18, content.rows.get(table, []))
    if work:
        work(content)
    return opened(REVIEW_TEAM, TT18, content, name, school_id="01234567")


def rows_of(content: Content, table: type[Row], **key: Any) -> list[Any]:
    """The rows with these values."""
    return [r for r in content.rows[table] if all(getattr(r, name) == value for name, value in key.items())]


def found_everywhere(content: Content, result: str = "Đạt") -> None:
    """Answer every indicator of every criterion and clause."""
    for row in rows_of(content, ExternalAnswer):
        row.found = result


def found(content: Content, criterion: str, level: int, result: str) -> None:
    """Answer all indicators of one level."""
    for row in rows_of(content, ExternalAnswer, criterion=criterion, level=level):
        row.found = result


def finish(content: Content) -> None:
    """A panel that found less in one criterion, heard the school and finished its report."""
    found_everywhere(content)
    found(content, "1.1", 3, "Không đạt")
    rows_of(content, CriterionFinding, criterion="1.1")[0].reason = "Chưa có số liệu ba năm"
    content.rows[SchoolOpinion] = [SchoolOpinion(criterion="1.1", opinion="Đã có số liệu", reply="Tiếp thu")]
    content.cells |= {"doan_buoc_6": dt.date(2025, 4, 28), "doan_quyet_dinh": "813/QĐ-SGDĐT"}


def finished_panel() -> Submission:
    """Its workbook."""
    return team_book(finish)
