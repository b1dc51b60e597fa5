"""One rule = one function: the decorator that registers it, with the columns it reads.

    @check(TITLE_MISSING, reads={Evidence: "code title"})
    def evidence_has_a_title(s: Submission, c: Context) -> Iterator[Finding]:
        ...

`reads` keeps consequences apart from causes: a check whose table or column is missing stays silent, because
the reader has already said so. Cells the reader refused are the function's own business (`Context.sound`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kdcl_xl.checks.context import Context
from kdcl_xl.findings import Finding, Rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.workbook.snapshot import Submission

CheckFunction = Callable[[Submission, Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered function, the rules it may report and the columns it needs."""

    function: CheckFunction
    rules: tuple[Rule, ...]
    reads: Mapping[type[Row], tuple[str, ...]]

    @property
    def only_when_submitting(self) -> bool:
        """Whether there is nothing to ask while the school is still writing."""
        return all(rule.only_when_submitting for rule in self.rules)


CHECKS: list[Check] = []
"""All checks, in the order the families are imported."""


def check(
    *rules: Rule, reads: Mapping[type[Row], str] | None = None
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check for these rules. `reads`: table → the fields it needs, separated by spaces."""
    columns = {table: tuple(fields.split()) for table, fields in (reads or {}).items()}

    def register(function: CheckFunction) -> CheckFunction:
        CHECKS.append(Check(function, rules, columns))
        return function

    return register
