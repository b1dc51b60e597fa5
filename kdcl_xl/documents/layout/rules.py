"""The registry of layout rules. One rule = one function under `@layout_rule`, with the code of its finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kdcl_xl.documents.layout.anatomy import Anatomy
from kdcl_xl.documents.layout.paper import Paper, Paragraph
from kdcl_xl.findings import Finding, Rule, Severity, rule

if TYPE_CHECKING:
    from kdcl_xl.documents.layout.acts import Act

APPENDIX_1 = "Phụ lục I NĐ 30/2020/NĐ-CP"


@dataclass(frozen=True)
class View:
    """What a rule looks at. `acts`: number and symbol → the act; `on`: the day of checking."""

    anatomy: Anatomy
    acts: Mapping[str, Act] = field(default_factory=dict)
    on: dt.date = dt.date(2026, 1, 1)

    @property
    def paper(self) -> Paper:
        """The document."""
        return self.anatomy.paper

    @cached_property
    def day(self) -> dt.date:
        """The date of issue; while it is blank, the day of checking."""
        return self.anatomy.issued_on or self.on

    @property
    def texts(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the text proper: no header, no tables, no signature."""
        return self.anatomy.texts


@dataclass(frozen=True, slots=True)
class Trouble:
    """One place where a rule is broken. `mend` corrects the element in place where that is safe; it says what it did."""

    place: str
    message: str
    remedy: str
    mend: Callable[[], str] | None = None


Check = Callable[[View], Iterator[Trouble]]


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """A rule and its function."""

    rule: Rule
    check: Check
    everywhere: bool = False
    """Whether it also binds papers whose form a ministry fixes (text and numbers, not looks)."""


_RULES: dict[str, LayoutRule] = {}


def layout_rule(
    code: str, severity: Severity, title: str, *, law: str = APPENDIX_1, everywhere: bool = False
) -> Callable[[Check], Check]:
    """Declare a rule. Raises ValueError for a code declared twice."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"layout rule {code} is declared twice")
        _RULES[code] = LayoutRule(rule(code, severity, title, law=law), check, everywhere)
        return check

    return register


def layout_rules() -> Mapping[str, LayoutRule]:
    """Every rule by code."""
    from kdcl_xl.documents.layout import body, citations, figures, header, page, signature, wording  # noqa: F401

    return dict(sorted(_RULES.items()))


def finding(layout: LayoutRule, trouble: Trouble, file: str) -> Finding:
    """A trouble as the finding users read: its place is the paragraph or the cell of a table."""
    return Finding(
        layout.rule.code,
        layout.rule.severity,
        trouble.message,
        trouble.remedy,
        sheet=trouble.place,
        law=layout.rule.law,
        file=file,
    )


def quoted(text: str, longest: int = 60) -> str:
    """A text as messages quote it."""
    return f"“{text if len(text) <= longest else text[: longest - 1] + '…'}”"
