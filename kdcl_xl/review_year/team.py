"""What a panel's workbook amounts to: the level it found, criterion by criterion beside the school's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kdcl_xl.forms.review_team import (
    CriterionFinding,
    ExternalAnswer,
    ReviewedSchool,
    TeamMember,
)
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import Bounds, Verdict, assess
from kdcl_xl.law.regulation import Question, Regulation
from kdcl_xl.workbook.snapshot import Submission

_ANSWERS = {str(answer): answer for answer in Answer}


@dataclass(frozen=True, slots=True)
class ComparedCriterion:
    """One criterion or clause. Levels are 0 (Mức 1 not met) and up; None while the answers leave it open."""

    code: str
    title: str
    own: int | None
    found: int | None
    reason: str = ""

    @property
    def differs(self) -> bool:
        """Whether both are known and not the same."""
        return None not in (self.own, self.found) and self.own != self.found


class TeamBook:
    """One workbook of a panel. What is worked out from the whole of it is worked out once."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.rules: Regulation = submission.edition.rules
        self.school = submission.fields(ReviewedSchool)

    @cached_property
    def own(self) -> Verdict:
        """By the school's own answers."""
        return assess(self._answers("own"), self.rules)

    @cached_property
    def found(self) -> Verdict:
        """By the panel's answers."""
        return assess(self._answers("found"), self.rules)

    @cached_property
    def findings(self) -> dict[str, CriterionFinding]:
        """Criterion → what the panel wrote of it; of a criterion that stands twice the first with something in it."""
        rows: dict[str, CriterionFinding] = {}
        for row in self.submission.table(CriterionFinding):
            if row.criterion not in rows or rows[row.criterion].is_blank():
                rows[row.criterion] = row
        return rows

    @cached_property
    def compared(self) -> tuple[ComparedCriterion, ...]:
        """All criteria in order, then the clauses of the top level that somebody assessed."""
        return (
            *self._compared(self.own.criteria, self.found.criteria),
            *(
                clause
                for clause in self._compared(self.own.clauses, self.found.clauses)
                if clause.own is not None or clause.found is not None
            ),
        )

    @property
    def level(self) -> int | None:
        """The level the panel concluded; while it has not, the one its answers settle; else None."""
        if self.school.found_level is not None:
            return self.school.found_level
        return self.found.level_low if self.found.settled else None

    @property
    def level_in_words(self) -> str:
        """ "Mức 2", "không đạt Mức 1"; "chưa xác định" while nothing settles it."""
        word = self.rules.level_word
        if self.level is None:
            return "chưa xác định"
        return f"{word} {self.level}" if self.level else f"không đạt {word} 1"

    def level_named(self, code: str, level: int | None) -> str | None:
        """ "Mức 2", "Không đạt Mức 1"; of a clause "Đạt", "Không đạt"; None for what is not decided."""
        if level is None:
            return None
        word = self.rules.level_word
        if self.rules.standard_of(code) is None:
            return str(Answer.MET if level else Answer.UNMET)
        return f"{word}\u00a0{level}" if level else f"Không đạt {word}\u00a01"

    def people(self, role: PanelRole) -> list[str]:
        """The names of the members with a role."""
        return [row.name for row in self.submission.table(TeamMember) if row.role == role and row.name]

    def _answers(self, column: str) -> dict[Question, Answer]:
        """Question → answer; of a line that stands twice the first counts, a line the rule set lacks does not."""
        known = frozenset(self.rules.questions)
        found: dict[Question, Answer] = {}
        for row in self.submission.table(ExternalAnswer):
            answer = _ANSWERS.get(getattr(row, column))
            if answer is not None and row.question in known:
                found.setdefault(row.question, answer)
        return found

    def _compared(self, own: Iterable[Bounds], found: Iterable[Bounds]) -> Iterator[ComparedCriterion]:
        for ours, theirs in zip(own, found, strict=True):
            written = self.findings.get(ours.code)
            yield ComparedCriterion(
                ours.code,
                self.rules.by_code[ours.code].title,
                _settled(ours),
                _settled(theirs),
                written.reason if written else "",
            )


def _settled(bounds: Bounds) -> int | None:
    return bounds.low if bounds.low == bounds.high else None
