"""Báo cáo đánh giá ngoài of every school whose criteria were compared, as far as the workbook of the office knows it.

Levels, days, team and opinions stand in `danh-gia-ngoai`; the prose of the team is in its own workbook, which fills the
same model. The team concludes; what the levels of the criteria give is printed as a proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Letterhead, Receivers, Signer
from kdcl_xl.documents.review_papers.report_context import (
    ExternalReviewReport,
    LevelShare,
    ReviewedCriterion,
    ReviewedStandard,
    ReviewStep,
    SchoolReply,
    TeamMember,
)
from kdcl_xl.documents.review_papers.results_desk import ResultsDesk, file_name
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL, by_role, cited, days_in_words, school_word
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_results import Comparison, Feedback, Recognised, ReviewProcess
from kdcl_xl.forms.review_team import SchoolOpinion
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.external_review import TEAM_PATH, review_law
from kdcl_xl.law.levels import Verdict, assess
from kdcl_xl.law.regulation import Question, Regulation
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.lists import some
from kdcl_xl.text.numbers import percent

_YEAR_OF_COUNCILS = 2026
_UNKNOWN = "Chưa đánh giá"
_MOST_NAMED = 5


def reports(source: Source) -> Iterator[Draft]:
    """One report for every school with compared criteria under a rule set of before TT 57/2026."""
    desk, found = ResultsDesk(source), 0
    waiting: list[str] = []
    for file in desk.files:
        rules = _rules_of(desk, file)
        if rules is None or not file.of(Comparison):
            continue
        if rules.issued_on.year >= _YEAR_OF_COUNCILS:
            continue
        if not _reviewed(file):
            waiting.append(file.name)
            continue
        found += 1
        yield Draft(f"bao-cao-danh-gia-ngoai_{file_name(file)}", _report(desk, file, rules))
    if found:
        desk.remark(
            "Phần nhận định, điểm mạnh, điểm yếu, kiến nghị do đoàn viết trong sổ doan-danh-gia-ngoai; lập từ sổ của cơ quan "
            "thì các phần ấy in “(chưa có nội dung)”."
        )
        desk.tell_all()
    if waiting:
        desk.remark(f"Mới có kết quả tự đánh giá, chưa có bước nào của đoàn, chưa lập báo cáo: {some(waiting, _MOST_NAMED, ' và {} trường nữa')}.")  # fmt: skip
    if not found and not waiting:
        desk.remark(
            "Trang Đối chiếu chưa có tiêu chí nào theo các Thông tư 17, 18, 19/2018: không có báo cáo đánh giá ngoài. Từ "
            "07/7/2026 theo Thông tư 57/2026 thì lập biên bản, thông báo kết quả thẩm định."
        )


def _reviewed(file: SchoolFile) -> bool:
    """Whether the team has begun: levels of the school itself are copied into the workbook long before."""
    return file.first(ReviewProcess) is not None or any(row.found is not None for row in file.of(Comparison))


def _rules_of(desk: ResultsDesk, file: SchoolFile) -> Regulation | None:
    named = next((row.regulation for row in file.of(Comparison) if row.regulation), "")
    rules = desk.rules_2018(named, file.kind)
    if rules is None and file.of(Comparison):
        desk.remark(
            f"{file.name}: chưa rõ cấp học hoặc bộ tiêu chuẩn (trang Đối chiếu), chưa lập được báo cáo."
        )
    return rules


def _report(desk: ResultsDesk, file: SchoolFile, rules: Regulation) -> ExternalReviewReport:
    rows = {row.criterion: row for row in file.of(Comparison)}
    _tell_foreign(desk, file, rules, rows)
    process = file.first(ReviewProcess)
    members = _members(file)
    chair = next((m.name for m in members if m.role == PanelRole.HEAD), "")
    verdict = verdict_of(rules, {code: row.found for code, row in rows.items()})
    standards = tuple(reviewed_standards(rules, rows))
    return ExternalReviewReport(
        head=_head(desk),
        receivers=Receivers(lines=(f"{desk.so.full} (để báo cáo)", file.name)),
        signer=Signer(lines=("TM. ĐOÀN ĐÁNH GIÁ NGOÀI", "TRƯỞNG ĐOÀN"), name=chair),
        subject=f"Đánh giá ngoài {file.name}",
        school=file.name,
        school_word=school_word(file.kind),
        school_year=str(desk.year),
        circular=cited(rules),
        decision=desk.cited(
            "Quyết định",
            process.decision if process else "",
            process.decided_on if process else None,
            "quyết định thành lập đoàn",
        ),
        members=members or (_nobody(desk),),
        steps=tuple(review_steps(process)),
        standards=standards,
        clauses=tuple(reviewed_clause(c.code, c.title, rows[c.code]) for c in rules.clauses if c.code in rows),
        shares=tuple(level_shares(rules, [c for standard in standards for c in standard.criteria])),
        differences=differences_in_words(list(rows.values())),
        feedback=tuple(replies(file.of(Feedback))),
        level=_concluded(desk, file, rules, verdict),
        proposed=verdict.headline if verdict.assessed else "",
        source_note=desk.source_note,
        unverified=verdict.unverified,
    )  # fmt: skip


def _head(desk: ResultsDesk) -> Letterhead:
    return Letterhead(
        parent_body=desk.so.full.upper(),
        body="ĐOÀN ĐÁNH GIÁ NGOÀI",
        symbol="BC-ĐĐGN",
        place=desk.territory.seat or desk.blank("địa danh", "…………"),
        year=desk.on.year,
    )


def _tell_foreign(
    desk: ResultsDesk, file: SchoolFile, rules: Regulation, rows: Mapping[str, Comparison]
) -> None:
    foreign = [code for code in rows if code not in rules.by_code]
    if foreign:
        desk.remark(f"{file.name}: {rules.short_title} không có tiêu chí {', '.join(foreign)}; không in vào báo cáo.")  # fmt: skip


def _nobody(desk: ResultsDesk) -> TeamMember:
    return TeamMember(name=desk.blank("danh sách đoàn (trang Đoàn đánh giá ngoài)"), position=FILL, role=FILL)


def _members(file: SchoolFile) -> tuple[TeamMember, ...]:
    rows = by_role(file.of(PanelMember), PanelRole)
    return tuple(TeamMember(name=r.name, position=r.position, role=r.role, criteria=r.criteria) for r in rows)


def review_steps(process: ReviewProcess | None) -> Iterator[ReviewStep]:
    """The six steps with their days."""
    row = process or ReviewProcess()
    spans = (
        (row.research_on, None),
        (row.preliminary_on, None),
        (row.official_from, row.official_to),
        (row.draft_on, None),
        (row.sent_on, row.answered_on),
        (row.final_on, None),
    )
    for title, span in zip(review_law().path(TEAM_PATH).steps, spans, strict=True):
        yield ReviewStep(title=title, when=days_in_words(*span) or None)


# ---- criteria


def level_words(rules: Regulation, level: int | None) -> str | None:
    """ "Mức 2"; "Không đạt Mức 1" for 0; None for not assessed."""
    if level is None:
        return None
    return f"{rules.level_word}\u00a0{level}" if level else f"Không đạt {rules.level_word}\u00a01"


def answers_found(rules: Regulation, levels: Mapping[str, int | None]) -> Iterator[tuple[Question, Answer]]:
    """The answers that a level found for each criterion amounts to; those of criteria without one stay blank."""
    for question in rules.questions:
        level = levels.get(question.criterion)
        if level is not None:
            yield question, Answer.MET if question.level <= level else Answer.UNMET


def verdict_of(rules: Regulation, levels: Mapping[str, int | None]) -> Verdict:
    """What levels by criterion give for the school: a proposal, never a conclusion."""
    return assess(dict(answers_found(rules, levels)), rules)


def reviewed_standards(rules: Regulation, rows: Mapping[str, Comparison]) -> Iterator[ReviewedStandard]:
    """All standards with the levels of their criteria, without prose."""
    for standard in rules.standards:
        yield ReviewedStandard(
            code=standard.code,
            title=standard.title,
            criteria=tuple(
                reviewed_criterion(rules, c.code, c.title, rows.get(c.code) or Comparison())
                for c in standard.criteria
            ),
        )


def reviewed_criterion(rules: Regulation, code: str, title: str, row: Comparison) -> ReviewedCriterion:
    """The levels of one criterion, without prose."""
    return ReviewedCriterion(
        code=code,
        title=title,
        own=level_words(rules, row.own),
        found=level_words(rules, row.found),
        difference=_difference(row, rules.level_word.lower()),
        reason=row.reason,
    )


def reviewed_clause(code: str, title: str, row: Comparison) -> ReviewedCriterion:
    """One clause of the top level, without prose: met or not, it has no levels of its own."""
    own, found = (None if level is None else str(Answer.MET if level else Answer.UNMET) for level in (row.own, row.found))  # fmt: skip
    return ReviewedCriterion(code=code, title=title, clause=True, own=own, found=found, reason=row.reason)


def _difference(row: Comparison, word: str) -> str:
    if row.own is None or row.found is None:
        return ""
    gap = row.own - row.found
    if gap == 0:
        return "Như nhau"
    return f"{'Cao' if gap > 0 else 'Thấp'} hơn {abs(gap)} {word}"


def differences_in_words(rows: Iterable[Comparison]) -> str:
    """How many criteria stand higher, lower, alike."""
    counts = Counter(
        "unknown" if row.own is None or row.found is None else (row.own > row.found) - (row.own < row.found)
        for row in rows
    )
    text = (
        f"Trong {sum(counts.values())} tiêu chí có trong bảng đối chiếu: {counts[0]} tiêu chí tự đánh giá và đánh giá "
        f"ngoài như nhau, {counts[1]} tiêu chí tự đánh giá cao hơn, {counts[-1]} tiêu chí tự đánh giá thấp hơn"
    )
    return f"{text}, {counts['unknown']} tiêu chí chưa đủ hai kết quả." if counts["unknown"] else f"{text}."


def level_shares(rules: Regulation, criteria: list[ReviewedCriterion]) -> Iterator[LevelShare]:
    """How many criteria stand at each level."""
    if not criteria:
        return
    labels = [level_words(rules, level) for level in range(min(rules.top_level, 3), -1, -1)]
    own, found = Counter(c.own for c in criteria), Counter(c.found for c in criteria)
    for label in (*labels, None):
        if label is None and not own[None] and not found[None]:
            continue
        yield LevelShare(
            label=label or _UNKNOWN,
            own=str(own[label]),
            own_share=percent(own[label], len(criteria)),
            found=str(found[label]),
            found_share=percent(found[label], len(criteria)),
        )


def replies(rows: Iterable[Feedback | SchoolOpinion]) -> Iterator[SchoolReply]:
    """The opinions of a school on the draft, as the report prints them."""
    for row in rows:
        about = ", ".join(filter(None, (f"Tiêu chí {row.criterion}" if row.criterion else "", row.place)))
        yield SchoolReply(about=about or "Báo cáo", opinion=row.opinion, reply=row.reply, reason=row.reason)


def _concluded(desk: ResultsDesk, file: SchoolFile, rules: Regulation, verdict: Verdict) -> str:
    """What the team concluded, as the sheet of results has it."""
    level = next((row.found for row in file.of(Recognised) if row.found is not None), None)
    if level is not None and verdict.settled and verdict.level_low != level:
        desk.remark(
            f"{file.name}: trang Kết quả, công nhận ghi {level_words(rules, level)}, mức của các tiêu chí cho "
            f"{verdict.headline.lower()}; thầy/cô xem lại trước khi ký."
        )
    return level_words(rules, level) or desk.blank("mức do đoàn kết luận (trang Kết quả, công nhận)")


DOCUMENTS = (
    Document(
        "bao-cao-danh-gia-ngoai",
        "Báo cáo đánh giá ngoài, mỗi trường một báo cáo (đến 06/7/2026)",
        Kind.REPORT,
        EXTERNAL_REVIEW,
        (variant("bao-cao-danh-gia-ngoai", ExternalReviewReport, reports, samples.province_2025),),
        build_all=reports,
        uses=(ReviewPlan, PanelMember, ReviewProcess, Feedback, Comparison, Recognised),
    ),
)
