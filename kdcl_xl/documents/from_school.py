"""A self-assessment workbook → the context of its report and of its phiếu. Everything printed stands in the workbook.

What the workbook does not say is printed as such; nothing is filled in, rounded or concluded here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeVar

from kdcl_xl.documents import contexts
from kdcl_xl.documents.assessed import OUR_LABEL, UNWRITTEN, Assessed, unchecked_law
from kdcl_xl.documents.bodies import (
    UNKNOWN_BODY,
    UNNAMED_SCHOOL,
    doubts_about,
    parent_of_school,
    place_and_date,
    seat_of,
)
from kdcl_xl.documents.contexts import (
    CriterionForm,
    LabelledText,
    SelfAssessmentReport2018,
    SelfAssessmentReport2026,
    Share,
)
from kdcl_xl.documents.evidence import evidence_list, unnumbered
from kdcl_xl.documents.figures import tables_of
from kdcl_xl.documents.letterhead import Signer
from kdcl_xl.documents.writing_desk import by_role
from kdcl_xl.forms.self_assessment import (
    Assignment,
    Description,
    Evidence,
    Improvement,
    Member,
    Passage,
    Registration,
    School,
)
from kdcl_xl.forms.vocabulary import CouncilRole
from kdcl_xl.law.levels import Bounds, Verdict
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.law.units import signer
from kdcl_xl.text.dates import vn_date, vn_long_date
from kdcl_xl.text.normal import tidy
from kdcl_xl.text.numbers import percent
from kdcl_xl.workbook.snapshot import Submission

_Report = TypeVar("_Report", SelfAssessmentReport2018, SelfAssessmentReport2026)
_SUMMARY_NOTE = (
    "Yêu cầu của từng {indicator} là lời tóm tắt của chương trình, không thay lời văn của Thông tư."
)
_SECTIONS = {"tong-quan", "muc-dich", "ket-luan", "kien-nghi"}
"""Passages of the whole report; the others belong to a standard."""


def self_assessment_report(
    submission: Submission, verdict: Verdict, on: dt.date
) -> SelfAssessmentReport2018 | SelfAssessmentReport2026:
    """The report of one school under the form of its rule set: five school years and analysis per criterion (2018),
    or three school years and analysis per standard (TT 57/2026).

    `on` is the day of printing: it chooses the managing body and the year of an unsigned report. Raises ValueError for
    a workbook without a rule set.
    """
    assessed = Assessed(submission, verdict)
    if submission.edition.rules.statistics.years == 3:
        return _report(SelfAssessmentReport2026, assessed, on)
    return _report(SelfAssessmentReport2018, assessed, on)


def criterion_form(
    submission: Submission, verdict: Verdict, criterion_code: str, on: dt.date | None = None
) -> CriterionForm:
    """The phiếu of one criterion or clause (Phụ lục 5a, 5b of CV 5932, 5942/BGDĐT-QLCL).

    `on` defaults to the day the report was approved, else to the end of lessons. Raises KeyError for a code
    the rule set does not have.
    """
    assessed, school = Assessed(submission, verdict), submission.fields(School)
    rules = submission.edition.rules
    day = on or school.approved_on or submission.edition.school_year.lessons_end
    standard = rules.standard_of(criterion_code)
    criterion = assessed.criterion(criterion_code)
    assigned = next(
        (row for row in submission.table(Assignment) if row.criterion == criterion_code), Assignment()
    )
    return CriterionForm(
        parent_body=_parent(submission, day)[0],
        school=tidy(school.name) or UNNAMED_SCHOOL,
        group=assigned.group or "chưa phân công",
        standard_code=standard.code if standard else "",
        standard_title=assessed.title(standard.title) if standard else "",
        criterion=criterion,
        fourth_level=standard is None,
        level_count=max(len(rule.levels) for rule in rules.criteria),
        indicator_word=rules.words.indicator,
        wording_note=_wording_note(rules, criterion_code),
        place_date=place_and_date(seat_of(school.ward), None, day.year),
        writer=assigned.writer,
        group_leader=_leader(submission, assigned.group),
        unverified=tuple(_unverified_law(rules, verdict, labels=OUR_LABEL in criterion.title)),
    )


def _report(model: type[_Report], assessed: Assessed, on: dt.date) -> _Report:
    submission, rules = assessed.submission, assessed.rules
    school, passages = submission.fields(School), assessed.passages
    parent, doubts = _parent(submission, on)
    signed, year = school.approved_on, (school.approved_on or on).year
    tables, clauses, place = tables_of(submission), assessed.clauses, seat_of(school.ward)
    by_criterion = rules.analysis_by == "criterion"
    return model(
        parent_body=parent,
        school=tidy(school.name) or UNNAMED_SCHOOL,
        school_word=rules.words.school,
        school_year=assessed.year,
        place=place,
        cover_date=_month(school.approved_on or on),
        regulation=_circular(rules),
        council=_council(submission),
        profile=tuple(_profile(school, rules)),
        years=tables.years,
        class_tables=tables.before_staff,
        staff_tables=tables.staff,
        result_tables=tables.after_staff,
        background=passages.get("tong-quan", ""),
        purpose=passages.get("muc-dich", ""),
        process=passages.get("muc-dich", "") if by_criterion else _process(submission),
        standards=assessed.standards,
        clauses=clauses,
        clauses_conclusion=_clauses_in_words(assessed.verdict) if clauses else "",
        shares=tuple(_shares(assessed.verdict, with_clauses=bool(clauses))),
        verdict=_verdict(assessed, doubts),
        conclusion=passages.get("ket-luan", ""),
        recommendations=passages.get("kien-nghi", ""),
        evidence=evidence_list(submission.table(Evidence), rules.evidence_code),
        improvements=assessed.improvements,
        signed_place_date=place_and_date(place, signed, year),
        signer=_signer(submission, on),
        source_note=_source(submission, on),
    )


# ---- who and where


def _parent(submission: Submission, on: dt.date) -> tuple[str, tuple[str, ...]]:
    school = submission.fields(School)
    kind = submission.edition.kind
    body = parent_of_school(school.name, school.unit, school.ward, school.province, kind, on)
    return body.full.upper() if body else UNKNOWN_BODY, doubts_about(body, on)


def _month(day: dt.date) -> str:
    """ "tháng 5 năm 2027", as long dates write it."""
    return f"tháng {vn_long_date(day).partition(' tháng ')[2]}"


def _circular(rules: Regulation) -> str:
    """ "Thông tư số 19/2018/TT-BGDĐT, sửa đổi năm 2024": the number in full, the amendment as the short title says it."""
    _, amended, by = rules.short_title.partition(",")[0].partition(" sửa đổi")
    return f"Thông tư số {rules.number}" + (f", sửa đổi{by}" if amended else "")


def _council(submission: Submission) -> tuple[contexts.Member, ...]:
    """The council, the chair first, then by role; people of one role in the order written."""
    people = by_role(submission.table(Member), CouncilRole)
    return tuple(
        contexts.Member(name=row.name, position=row.position or UNWRITTEN, role=row.role or UNWRITTEN)
        for row in people
        if row.name
    )


def _leader(submission: Submission, group: str) -> str:
    """The head of a work group, where the duties name one."""
    heads = ("nhóm trưởng", "trưởng nhóm")
    return next(
        (
            row.name
            for row in submission.table(Member)
            if group and row.group == group and any(word in row.duty.lower() for word in heads)
        ),
        "",
    )


def _signer(submission: Submission, on: dt.date) -> Signer:
    """Chủ tịch Hội đồng, on behalf of the council."""
    known = signer("bao_cao_tdg", "truong", on)
    lines = ("TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ", "CHỦ TỊCH")
    if known and known.prefix:
        lines = (f"{known.prefix} {known.body.upper()}", known.title.removesuffix(" Hội đồng").upper())
    chair = next((row.name for row in submission.table(Member) if row.role == CouncilRole.CHAIR), "")
    return Signer(lines=lines, name=chair)


def _profile(school: School, rules: Regulation) -> Iterator[LabelledText]:
    """General information; what a school need not have (a former name, a certificate) says so."""

    def line(label: str, text: str | int | None, *, otherwise: str | None = UNWRITTEN) -> LabelledText:
        return LabelledText(label=label, text=str(text) if text not in (None, "") else otherwise)

    yield line("Tên trước đây", school.former_name, otherwise="không ghi")
    yield line("Cơ quan quản lý trực tiếp", school.unit)
    yield line("Tỉnh/thành phố", school.province)
    yield line("Xã/phường/đặc khu", school.ward)
    yield line("Kiểm định chất lượng giáo dục", _certificate("Cấp độ", school.accredited_grade, school.accredited_decision, school.accredited_on))  # fmt: skip
    yield line("Đạt chuẩn quốc gia", _certificate("Mức độ", school.standard_grade, school.standard_decision, school.standard_on))  # fmt: skip
    yield line("Năm thành lập", school.founded)
    yield line("Loại trường", school.kind)
    yield line("Loại hình", school.ownership)
    yield line("Phạm vi đánh giá", school.scope)
    yield line(f"Họ và tên {rules.words.head.lower()}", school.head)
    yield line("Điện thoại", school.phone)
    yield line("Thư điện tử", school.email)
    yield line("Trang thông tin điện tử", school.website)
    yield line("Địa chỉ", school.address)
    yield line("Số điểm trường", school.campuses, otherwise=None)
    yield line("Vùng", school.area)
    yield line("Trường chuyên biệt, liên kết với nước ngoài", school.special, otherwise="không ghi")


def _certificate(word: str, grade: int | None, decision: str, signed_on: dt.date | None) -> str:
    if not grade:
        return "chưa có hoặc chưa ghi"
    parts = (
        f"{word} {grade}",
        f"số {decision}" if decision else "",
        f"ngày {vn_date(signed_on)}" if signed_on else "",
    )
    return ", ".join(part for part in parts if part)


# ---- level


def _verdict(assessed: Assessed, doubts: tuple[str, ...]) -> contexts.Verdict:
    """The level as a proposal with its reasons, and every statement behind it that nobody has checked."""
    verdict, rules = assessed.verdict, assessed.rules
    stated = assessed.submission.fields(Registration).self_level
    own = (f"Mức nhà trường tự xác định khi đăng ký: {rules.level_word} {stated}.",) if stated else ()
    marked = not rules.titles_are_official or bool(assessed.clauses)
    return contexts.Verdict(
        proposed=verdict.headline,
        reasons=(*verdict.reasons, *own, *verdict.remarks),
        unverified=(*_unverified(rules, verdict, labels=marked), *doubts),
    )


def _unverified(rules: Regulation, verdict: Verdict, *, labels: bool) -> Iterator[str]:
    yield from _unverified_law(rules, verdict, labels=labels)
    if rules.top_level and all(len(criterion.levels) == 1 for criterion in rules.criteria):
        yield "Thông tư này chỉ xét tiêu chí đạt hay không đạt: cột “Mức 1” của mẫu nghĩa là “Đạt”"
    if rules.statistics.confidence is Confidence.UNVERIFIED:
        yield f"các dòng của bảng số liệu ({_stripped(rules.statistics.note) or 'chưa đối chiếu'})"
    if rules.council.confidence is Confidence.UNVERIFIED:
        yield "quy định về Hội đồng tự đánh giá và người ký báo cáo"


def _unverified_law(rules: Regulation, verdict: Verdict, *, labels: bool) -> Iterator[str]:
    yield from unchecked_law(verdict)
    if rules.evidence_code.confidence is Confidence.UNVERIFIED:
        yield "cách viết mã minh chứng"
    if labels:
        yield f"dấu {OUR_LABEL}: tên do chương trình đặt, không phải tên trong Thông tư"


def _stripped(text: str) -> str:
    return text.strip().rstrip(".;")


def _shares(verdict: Verdict, *, with_clauses: bool) -> Iterator[Share]:
    rules, word = verdict.regulation, verdict.regulation.level_word
    mandatory = {criterion.code for criterion in rules.criteria if criterion.mandatory}
    levels = sorted({level.level for criterion in rules.criteria for level in criterion.levels})
    for level in levels:
        asked = {c.code for c in rules.criteria if c.level(level)}
        rows = [row for row in verdict.criteria if row.code in asked]
        reached = f"đạt {word} {level}" if len(levels) > 1 else "đạt"
        yield _share(f"Số tiêu chí {reached}", rows, level)
        required = [row for row in rows if row.code in mandatory]
        if required:
            yield _share(f"Số tiêu chí bắt buộc {reached}", required, level)
    if with_clauses:
        top = rules.clauses[0].levels[-1].level
        yield _share(f"Số khoản đạt {word} {top}", list(verdict.clauses), top)


def _share(label: str, rows: list[Bounds], level: int) -> Share:
    """Met out of all; no percentage while some are open, no count while all are."""
    met = sum(1 for row in rows if row.low >= level)
    undecided = sum(1 for row in rows if row.low < level <= row.high)
    if undecided == len(rows):
        return Share(label=label)
    if undecided:
        return Share(label=label, count=f"{met}/{len(rows)}, còn {undecided} chưa xác định")
    return Share(label=label, count=f"{met}/{len(rows)}", percent=percent(met, len(rows)))


def _clauses_in_words(verdict: Verdict) -> str:
    share = _share("", list(verdict.clauses), verdict.regulation.clauses[0].levels[-1].level)
    if share.count is None:
        return "Các khoản chưa được đánh giá."
    return f"Số khoản đạt: {share.count}."


def _process(submission: Submission) -> str:
    """How the self-assessment went, as far as the workbook knows."""
    people = [row for row in submission.table(Member) if row.name]
    groups = {row.group for row in people if row.group}
    school = submission.fields(School)
    sentences = []
    if people:
        in_groups = f", chia {len(groups):02} nhóm công tác" if groups else ""
        sentences.append(f"Hội đồng tự đánh giá gồm {len(people):02} thành viên{in_groups}.")
    if school.approved_on:
        sentences.append(f"Báo cáo được phê duyệt ngày {vn_date(school.approved_on)}.")
    return " ".join(sentences)


# ---- notes


def _wording_note(rules: Regulation, code: str) -> str:
    indicators = [i for level in rules.by_code[code].levels for i in level.indicators]
    if all(indicator.official for indicator in indicators):
        return ""
    return _SUMMARY_NOTE.format(indicator=rules.words.indicator)


def _source(submission: Submission, on: dt.date) -> str:
    revision = submission.fields(School).revision
    sent = f", lần nộp {revision}" if revision else ""
    return (
        f"Số liệu và lời văn lấy từ sổ tự đánh giá “{submission.file}”{sent} "
        f"(SHA-256: {submission.sha256[:12]}…), in ngày {vn_date(on)}."
    )


def unprinted(submission: Submission) -> list[str]:
    """What stands in the workbook and has no place in the report, one sentence each: nothing is left out silently."""
    rules, year = submission.edition.rules, submission.edition.school_year
    found = []
    measures = submission.table(Improvement)
    no_year = [row for row in measures if row.source_year not in (str(year), str(year.shift(-1)))]
    if no_year:
        found.append(
            f"{len(no_year)} dòng ở trang Cải tiến chưa rõ Năm học nguồn nên không in vào kế hoạch đề xuất."
        )
    foreign = [row for row in measures if row.source_year == str(year) and row.criterion not in rules.by_code]
    if rules.analysis_by == "criterion" and foreign:
        found.append(f"{len(foreign)} dòng ở trang Cải tiến không ghi đúng tiêu chí nên không in.")
    known = {(c.code, level.level) for c in rules.by_code.values() for level in c.levels}
    stray = [r for r in submission.table(Description) if r.text and (r.criterion, r.level) not in known]
    if stray:
        found.append(f"{len(stray)} đoạn ở trang Mô tả ghi tiêu chí hoặc mức không có trong bộ tiêu chuẩn nên không in.")  # fmt: skip
    sections = _SECTIONS | {f"{part}-{s.code}" for s in rules.standards for part in ("mo-dau", "ket-luan")}
    lost = [row.section for row in submission.table(Passage) if row.text and row.section not in sections]
    if lost:
        found.append(f"{len(lost)} đoạn ở trang Lời văn ghi Mục không có trong mẫu báo cáo ({', '.join(lost)}) nên không in.")  # fmt: skip
    if drafts := unnumbered(submission.table(Evidence)):
        found.append(drafts)
    return found
