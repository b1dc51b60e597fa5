"""Papers of a panel on its way to the report: báo cáo sơ bộ, nghiên cứu hồ sơ, khảo sát sơ bộ, phiếu of each criterion.

CV 5932 and 5942/BGDĐT-QLCL name these papers; their forms were not at hand, and every file says so in its properties.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.contexts import criterion_named
from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.review_papers import team_report
from kdcl_xl.documents.review_papers.team_contexts import (
    AnsweredIndicator,
    Attendant,
    DossierReport,
    DossierSection,
    ExternalCriterionForm,
    PreliminaryCriterion,
    PreliminaryReport,
    SurveyedItem,
    SurveyMinutes,
)
from kdcl_xl.documents.review_papers.team_desk import TeamDesk
from kdcl_xl.documents.samples import review_team as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL, counted, days_in_words
from kdcl_xl.forms.review_team import (
    REVIEW_TEAM,
    CriterionFinding,
    DossierPassage,
    ExternalAnswer,
    PreliminaryLine,
    ReviewedSchool,
    SurveyLine,
    TeamAssignment,
    TeamMember,
)
from kdcl_xl.forms.review_words import PanelRole, SurveyStep
from kdcl_xl.text.normal import match_key

UNKNOWN = "Chưa đánh giá"
_WRITTEN = ("state", "strengths", "weaknesses", "plan", "evidence", "survey")
_COPIES = 3
_SUMMARY_NOTE = "Yêu cầu in theo lời tóm tắt của chương trình, không thay nguyên văn Thông tư."


def preliminary_reports(source: Source) -> Iterator[Draft]:
    """One report for each member who has written something."""
    desk = TeamDesk(source)
    by_member: dict[str, list[PreliminaryLine]] = {}
    for row in desk.submission.table(PreliminaryLine):
        if row.member and not row.is_blank():
            by_member.setdefault(match_key(row.member), []).append(row)
    roles = {match_key(member.name): member.role for member in desk.members}
    for key, rows in by_member.items():
        report = PreliminaryReport(
            parent_body=desk.parent_body,
            school=desk.name,
            school_year=desk.year,
            circular=desk.circular,
            member=rows[0].member,
            role=roles.get(key, "") or desk.blank("vai trò của thành viên (trang Thành viên đoàn)"),
            criteria=tuple(
                PreliminaryCriterion(
                    code=row.criterion,
                    title=_title(desk, row.criterion, row.title),
                    clause=row.criterion in desk.rules.by_code and _is_clause(desk, row.criterion),
                    **{name: getattr(row, name) for name in _WRITTEN},
                )
                for row in rows
            ),
            place_date=desk.place_date,
        )
        yield Draft(desk.file_name("bao-cao-so-bo", rows[0].member), report)
    if not by_member:
        source.remarks.append(
            "Trang Báo cáo sơ bộ chưa có nhận xét của thành viên nào: không có báo cáo sơ bộ."
        )
    desk.tell()


def dossier_report(source: Source) -> DossierReport:
    """What the panel as a whole says of the dossier."""
    desk = TeamDesk(source)
    desk.doubt("tên bảy mục của báo cáo kết quả nghiên cứu hồ sơ do chương trình đặt")
    written = {row.section: row for row in desk.submission.table(DossierPassage)}
    report = DossierReport(
        head=desk.head(Kind.REPORT),
        receivers=desk.receivers(),
        signer=desk.signer(),
        subject=f"Kết quả nghiên cứu hồ sơ đánh giá của {desk.name}",
        school=desk.name,
        opening=f"Thực hiện {desk.decision} về việc thành lập Đoàn đánh giá ngoài, căn cứ {desk.circular}, Đoàn đã nghiên cứu hồ "
        f"sơ đánh giá của {desk.name} năm học {desk.year}; kết quả như sau:",
        sections=tuple(DossierSection(title=row.title, text=row.text) for row in written.values()),
        unverified=desk.doubts,
    )
    desk.tell()
    return report


def survey_minutes(source: Source) -> SurveyMinutes:
    """The preliminary visit: who came, what was looked at, when the official visit is to be."""
    desk = TeamDesk(source)
    desk.doubt(f"số bản của biên bản khảo sát sơ bộ ({_COPIES:02})")
    school = desk.school
    minutes = SurveyMinutes(
        head=desk.head(Kind.MINUTES),
        receivers=desk.receivers(desk.name),
        signer=desk.signer(),
        subject=f"Khảo sát sơ bộ tại {desk.name}",
        school=desk.name,
        school_word=desk.rules.words.school,
        head_word=desk.rules.words.head,
        held_on=desk.day(school.preliminary_on or _day_of_survey(desk), "ngày khảo sát sơ bộ"),
        decision=desk.decision,
        members=tuple(
            Attendant(
                name=m.name, position=desk.known(m.position, "chức vụ của thành viên đoàn"), role=m.role
            )
            for m in desk.members
        )
        or (Attendant(name=desk.blank("thành viên đoàn (trang Thành viên đoàn)"), position=FILL, role=FILL),),
        school_head=desk.known(school.head, f"họ và tên {desk.rules.words.head.lower()}"),
        items=tuple(_surveyed(desk)),
        official_days=_official_days(desk),
        copies=counted(_COPIES, "bản"),
        secretary=desk.holder(PanelRole.SECRETARY),
        unverified=desk.doubts,
    )
    desk.tell()
    return minutes


def _preliminary(desk: TeamDesk) -> list[SurveyLine]:
    return [row for row in desk.submission.table(SurveyLine) if row.step == SurveyStep.PRELIMINARY]


def _day_of_survey(desk: TeamDesk) -> dt.date | None:
    """The one day the journal of the visit names; None when it names none or several."""
    days = {row.held_on for row in _preliminary(desk) if row.held_on}
    return days.pop() if len(days) == 1 else None


def _surveyed(desk: TeamDesk) -> Iterator[SurveyedItem]:
    rows = _preliminary(desk)
    for row in rows:
        yield SurveyedItem(
            method=row.method or FILL,
            whom=row.whom,
            content=row.content,
            result=row.result or desk.blank("kết quả khảo sát sơ bộ (trang Khảo sát)"),
        )
    if not rows:
        yield SurveyedItem(method=FILL, whom=FILL, content=desk.blank("nội dung khảo sát sơ bộ (trang Khảo sát)"), result=FILL)  # fmt: skip


def _official_days(desk: TeamDesk) -> str:
    known = days_in_words(desk.school.official_from, desk.school.official_to)
    return known or desk.blank("thời gian khảo sát chính thức", "từ ngày …… đến ngày ……")


# ---- phiếu


def criterion_forms(source: Source) -> Iterator[Draft]:
    """One phiếu for each criterion; for the clauses of Mức 4 only where the panel looked at them."""
    desk = TeamDesk(source)
    members: dict[str, str] = {}
    for assigned in desk.submission.table(TeamAssignment):
        members.setdefault(assigned.criterion, assigned.member)
    answers: dict[str, list[ExternalAnswer]] = {}
    known = frozenset(desk.rules.questions)
    for row in desk.submission.table(ExternalAnswer):
        if row.question in known:
            answers.setdefault(row.criterion, []).append(row)
    for one in desk.compared:
        written = desk.findings.get(one.code) or CriterionFinding()
        standard = desk.rules.standard_of(one.code)
        form = ExternalCriterionForm(
            parent_body=desk.parent_body,
            school=desk.name,
            school_year=desk.year,
            heading=f"Tiêu chuẩn {standard.code}: {standard.title}"
            if standard
            else f"{desk.rules.level_word} 4",
            criterion=_criterion_named(desk, one.code, one.title),
            indicator_word=desk.rules.words.indicator.capitalize(),
            indicators=tuple(_indicator(row) for row in answers.get(one.code, [])),
            own=desk.level_named(one.code, one.own) or UNKNOWN,
            found=desk.level_named(one.code, one.found) or UNKNOWN,
            reason=one.reason,
            description=written.state,
            strengths=written.strengths,
            weaknesses=written.weaknesses,
            recommendation=written.recommendation,
            wording_note=_SUMMARY_NOTE,
            members=members.get(one.code) or desk.blank("thành viên phụ trách (trang Phân công)"),
            chair=desk.holder(PanelRole.HEAD),
            place_date=desk.place_date,
        )
        yield Draft(desk.file_name("phieu-dgn", one.code), form)
    desk.tell()


def _indicator(row: ExternalAnswer) -> AnsweredIndicator:
    return AnsweredIndicator(
        level=str(row.level or ""),
        label=row.indicator,
        requirement=row.summary,
        own=row.own or UNKNOWN,
        found=row.found or UNKNOWN,
        evidence=row.evidence or (f"(trường nêu) {row.own_evidence}" if row.own_evidence else ""),
    )


def _title(desk: TeamDesk, code: str, written: str) -> str:
    known = desk.rules.by_code.get(code)
    return known.title if known else written


def _criterion_named(desk: TeamDesk, code: str, title: str) -> str:
    return f"{criterion_named(code, clause=_is_clause(desk, code))}: {title}"


def _is_clause(desk: TeamDesk, code: str) -> bool:
    return desk.rules.standard_of(code) is None


_PEOPLE = (ReviewedSchool, TeamMember)
DOCUMENTS = (
    Document(
        "bao-cao-so-bo",
        "Báo cáo sơ bộ, mỗi thành viên đoàn đánh giá ngoài một báo cáo",
        Kind.FORM,
        REVIEW_TEAM,
        (variant("bao-cao-so-bo", PreliminaryReport, preliminary_reports, samples.panel),),
        build_all=preliminary_reports,
        uses=(*_PEOPLE, PreliminaryLine),
    ),
    Document(
        "bao-cao-nghien-cuu-ho-so",
        "Báo cáo kết quả nghiên cứu hồ sơ của đoàn đánh giá ngoài",
        Kind.REPORT,
        REVIEW_TEAM,
        (variant("bao-cao-nghien-cuu-ho-so", DossierReport, dossier_report, samples.panel),),
        build=dossier_report,
        uses=(*_PEOPLE, DossierPassage),
    ),
    Document(
        "bien-ban-khao-sat-so-bo",
        "Biên bản khảo sát sơ bộ",
        Kind.MINUTES,
        REVIEW_TEAM,
        (variant("bien-ban-khao-sat-so-bo", SurveyMinutes, survey_minutes, samples.panel),),
        build=survey_minutes,
        uses=(*_PEOPLE, SurveyLine),
    ),
    Document(
        "phieu-danh-gia-ngoai",
        "Phiếu đánh giá tiêu chí của đoàn đánh giá ngoài, mỗi tiêu chí một phiếu",
        Kind.FORM,
        REVIEW_TEAM,
        (variant("phieu-danh-gia-ngoai", ExternalCriterionForm, criterion_forms, samples.panel),),
        build_all=criterion_forms,
        uses=(*_PEOPLE, TeamAssignment, ExternalAnswer, CriterionFinding),
    ),
    *team_report.DOCUMENTS,
)
