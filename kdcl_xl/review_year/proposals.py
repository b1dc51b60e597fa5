"""Which certificate may be proposed for each school, with reasons and what nobody has said. The council concludes.

The level comes from the external review: the sheet "Đối chiếu" criterion by criterion, else the level the council
wrote on the sheet "Thẩm định công nhận". The conditions besides the level stand on that sheet too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kdcl_xl.forms.review_results import Appraisal, Comparison
from kdcl_xl.forms.review_words import Verdict as Conclusion
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.external_review import ReviewPath, review_law
from kdcl_xl.law.levels import Answer, Verdict, assess
from kdcl_xl.law.recognition import Proposal, SchoolFacts, State, propose
from kdcl_xl.law.regulation import Question, Regulation
from kdcl_xl.review_year.checks_kit import is_team_path, kind_named, rules_named
from kdcl_xl.review_year.school_files import SchoolFile, school_files
from kdcl_xl.workbook.snapshot import Submission

_SAYS: dict[str, bool] = {YesNo.YES: True, YesNo.NO: False}


@dataclass(frozen=True, slots=True)
class SchoolProposal:
    """One school. `rules` is None when its rule set is not known; then there is no verdict and nothing is proposed."""

    school_id: str
    school: str
    kind: str
    office: str
    path: ReviewPath
    rules: Regulation | None
    verdict: Verdict | None
    basis: str
    """What the level was worked out from."""
    proposals: tuple[Proposal, ...]
    remarks: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The conditions nobody has said anything about, once each."""
        texts = [c.text for p in self.proposals for c in p.checks if c.state is State.UNKNOWN]
        return tuple(dict.fromkeys(texts))


def proposals(submission: Submission, on: dt.date) -> tuple[SchoolProposal, ...]:
    """The schools that were reviewed or appraised, in the order of the workbook, under the path of the day."""
    files = school_files(submission)
    return tuple(proposal_for(file, on) for file in files if file.first(Comparison) or file.first(Appraisal))


def proposal_for(file: SchoolFile, on: dt.date) -> SchoolProposal:
    """What may be proposed for one school; `on` decides the path, and the rule set where no row names one."""
    path = review_law().path_on(on)
    appraisal = latest_appraisal(file)
    rules = _rules(file, on)
    verdict, basis = verdict_of(file, rules)
    offered: tuple[Proposal, ...] = ()
    if verdict is not None:
        offered = tuple(p for p in propose(verdict, facts_of(verdict, appraisal)) if _possible(p, path))
    return SchoolProposal(
        file.school_id, file.name, file.kind, file.office, path, rules, verdict, basis, offered,
        tuple(_remarks(rules, verdict, appraisal, offered, path)),
    )  # fmt: skip


def latest_appraisal(file: SchoolFile) -> Appraisal | None:
    """The last meeting about a school; a row without a day stands before those that have one."""
    return max(file.of(Appraisal), key=lambda row: (row.met_on or dt.date.min, row.line), default=None)


def verdict_of(file: SchoolFile, rules: Regulation | None) -> tuple[Verdict | None, str]:
    """The level the external review found, and what it was worked out from."""
    if rules is None:
        return None, "Chưa rõ bộ tiêu chuẩn của trường"
    found = found_levels(file, rules)
    if found:
        left = len(rules.criteria) - sum(1 for criterion in rules.criteria if criterion.code in found)
        blank = f", {left} tiêu chí chưa có kết quả" if left else ""
        return assess(answers_at(found, rules), rules), f"Trang Đối chiếu: {len(found)} tiêu chí{blank}"
    appraisal = latest_appraisal(file)
    if appraisal is not None and appraisal.level is not None and appraisal.level <= rules.top_level:
        return verdict_at(
            rules, appraisal.level
        ), "Mức ghi ở trang Thẩm định công nhận, chưa có từng tiêu chí"
    return None, "Chưa có kết quả đánh giá ngoài của tiêu chí nào"


def found_levels(file: SchoolFile, rules: Regulation) -> dict[str, int]:
    """Criterion → level found, as far as the rule set knows both; the first row where a criterion stands twice."""
    found: dict[str, int] = {}
    for row in file.of(Comparison):
        known = row.criterion in rules.by_code and row.found is not None and row.found <= rules.top_level
        if known and row.regulation in ("", rules.id) and row.found is not None:
            found.setdefault(row.criterion, row.found)
    return found


def verdict_at(rules: Regulation, level: int) -> Verdict:
    """The verdict of a school of which only the level is known: every criterion stands there."""
    return assess(answers_at(dict.fromkeys(rules.by_code, level), rules), rules)


def answers_at(found: Mapping[str, int], rules: Regulation) -> dict[Question, Answer]:
    """The answers that a level found means: all of a criterion up to it is met, nothing above."""
    return {
        Question(code, asked.level, indicator.label): Answer.MET if asked.level <= level else Answer.UNMET
        for code, level in found.items()
        for asked in rules.by_code[code].levels
        for indicator in asked.indicators
    }


def facts_of(verdict: Verdict, appraisal: Appraisal | None) -> SchoolFacts:
    """What conditions ask besides the level; a blank stays unknown."""
    level = verdict.level_low if verdict.settled else None
    if appraisal is None:
        return SchoolFacts(external_level=level)
    cohort = _SAYS.get(appraisal.cohort)
    return SchoolFacts(
        external_level=level,
        completed_cohorts=None if cohort is None else int(cohort),
        years_of_data=appraisal.years_of_data,
        facilities=_SAYS.get(appraisal.facilities),
    )


def _rules(file: SchoolFile, on: dt.date) -> Regulation | None:
    named = next((row.regulation for row in file.of(Comparison) if row.regulation), "")
    return rules_named(named, kind_named(file.kind), on)


def _possible(proposal: Proposal, path: ReviewPath) -> bool:
    """KĐCLGD has ended with the path of 2018."""
    return proposal.recognition.kind == "cqg" or is_team_path(path)


def _remarks(
    rules: Regulation | None,
    verdict: Verdict | None,
    appraisal: Appraisal | None,
    offered: tuple[Proposal, ...],
    path: ReviewPath,
) -> Iterator[str]:
    if rules is not None and path.valid_from and rules.valid_to and rules.valid_to < path.valid_from:
        yield f"Đánh giá theo {rules.short_title}, con đường hiện hành theo Thông tư {', '.join(path.circulars)}: cần đánh giá lại theo bộ tiêu chuẩn hiện hành"  # fmt: skip
    if verdict is not None:
        yield from verdict.unverified
    if appraisal is None or not appraisal.verdict:
        return
    recognises = appraisal.verdict == Conclusion.RECOGNISE
    unmet = [p for p in offered if p.state is State.UNMET]
    if recognises and unmet:
        yield f"Hội đồng ghi “{appraisal.verdict}”, chương trình thấy: {unmet[0].sentence}"
