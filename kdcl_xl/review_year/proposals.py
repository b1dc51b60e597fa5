"""Which certificate may be proposed for each school, with reasons and what nobody has said. The council concludes.

The level comes from the external review: the sheet "Đối chiếu" criterion by criterion, else the level the council
wrote on the sheet "Thẩm định công nhận". The conditions besides the level stand on that sheet too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kdcl_xl.forms.review_results import Appraisal, Comparison
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.law.external_review import ReviewPath, review_law
from kdcl_xl.law.levels import Answer, Verdict, assess
from kdcl_xl.law.recognition import Proposal, SchoolFacts, propose
from kdcl_xl.law.regulation import Question, Regulation
from kdcl_xl.review_year.rule_sets import is_team_path, rules_reviewed_by
from kdcl_xl.review_year.school_files import SchoolFile

_SAYS: dict[str, bool] = {YesNo.YES: True, YesNo.NO: False}


@dataclass(frozen=True, slots=True)
class SchoolProposal:
    """One school. `rules` is None when its rule set is not known; then there is no verdict and nothing is proposed."""

    rules: Regulation | None
    verdict: Verdict | None
    basis: str
    """What the level was worked out from."""
    proposals: tuple[Proposal, ...]


def proposal_for(file: SchoolFile, on: dt.date) -> SchoolProposal:
    """What may be proposed for one school; `on` decides the path, and the rule set where no row names one."""
    path = review_law().path_on(on)
    appraisal = latest_appraisal(file)
    rules = rules_reviewed_by(file, on)
    verdict, basis = verdict_of(file, rules)
    offered: tuple[Proposal, ...] = ()
    if verdict is not None:
        offered = tuple(p for p in propose(verdict, facts_of(verdict, appraisal)) if _possible(p, path))
    return SchoolProposal(rules, verdict, basis, offered)


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
        of_these_rules = row.criterion in rules.by_code and row.regulation in ("", rules.id)
        if of_these_rules and row.found is not None and row.found <= rules.top_level:
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


def _possible(proposal: Proposal, path: ReviewPath) -> bool:
    """KĐCLGD has ended with the path of 2018."""
    return proposal.recognition.kind == "cqg" or is_team_path(path)
