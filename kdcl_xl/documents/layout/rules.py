"""The registry of layout rules. One rule = one function under `@layout_rule`, named by its item in our checklist of NĐ 30.

What is recalled rather than read is marked in that checklist: a rule of less than high confidence is softened one step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from kdcl_xl.documents.layout.anatomy import Anatomy
from kdcl_xl.documents.layout.paper import Paper, Paragraph
from kdcl_xl.findings import Finding, Rule, Severity, rule
from kdcl_xl.text.legacy import LegacyEncoding, detect
from kdcl_xl.text.lists import some

if TYPE_CHECKING:
    from kdcl_xl.documents.layout.acts import Act
    from kdcl_xl.documents.layout.fixed_forms import FixedForm
    from kdcl_xl.documents.layout.office_register import OfficeRegister

APPENDIX_1 = "Phụ lục I NĐ 30/2020/NĐ-CP"
GOOD_ORDER = ""
"""The law of rules that rest on none: what readers of real papers stumbled over."""

_NUMBERS = {
    "MO": 0, "PG": 100, "QH": 200, "CQ": 210, "SO": 220, "DD": 230, "TL": 240, "KG": 250, "ND": 300, "PL": 400,
    "KY": 500, "NN": 520, "VH": 600, "TN": 610, "MB": 700,
}  # fmt: skip
"""Component of the checklist → where its codes begin: ND06 is TT-306."""
_SOFTER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.HINT, Severity.HINT: Severity.HINT}
_MOST_PLACES = 5
_MOST_TROUBLES = 6
"""Of one rule in one paper; the last says how many more there are."""


class Confidence(StrEnum):
    """How sure the wording of a rule is; the value is what users read."""

    HIGH = "cao"
    MEDIUM = "vừa"


@dataclass(frozen=True)
class View:
    """What a rule looks at. `acts`: number and symbol → the act; `on`: the day of checking."""

    anatomy: Anatomy
    acts: Mapping[str, Act] = field(default_factory=dict)
    on: dt.date = dt.date(2026, 1, 1)
    form: FixedForm | None = None
    """The ministry's form the paper follows, None for a paper under NĐ 30."""
    office: OfficeRegister | None = None
    """What the office keeps about its own papers, None when it was not given or the paper is another body's."""

    @property
    def paper(self) -> Paper:
        """The document."""
        return self.anatomy.paper

    @cached_property
    def day(self) -> dt.date:
        """The date of issue; while it is blank, the day of checking, or the nearest to it that month and year allow."""
        within = self.anatomy.issued_within
        return self.on if within is None else min(max(self.on, within[0]), within[1])

    @cached_property
    def texts(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the text proper: no header, no tables, no signature."""
        return self.anatomy.texts

    @cached_property
    def attached(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables of what is issued with the paper."""
        return tuple(paragraph for each in self.anatomy.attachments for paragraph in each.texts)

    @cached_property
    def readable(self) -> tuple[Paragraph, ...]:
        """The text proper, the cells of tables with data, and what is issued with the paper."""
        from kdcl_xl.documents.layout.anatomy import paragraphs_of

        cells = (paragraph for table in self.anatomy.tables for paragraph in paragraphs_of(table))
        each_once = {id(paragraph): paragraph for paragraph in cells if paragraph.words}
        garbled = {id(self.paper.paragraphs[at]) for at in self.garbled.cells} if self.garbled else set()
        # A table in a table is both its own and its outer one's; of letters nobody can read nothing is said.
        return tuple(
            p
            for p in (*self.texts, *each_once.values(), *self.attached)
            if id(p) not in garbled and not any(run.legacy for run in p.inked)
        )

    @cached_property
    def garbled(self) -> LegacyEncoding | None:
        """What the paragraphs that are in no Unicode seem to be written in; its cells count the paragraphs of the paper."""
        return detect([paragraph.words for paragraph in self.paper.paragraphs])


Mend = Callable[[], str]
"""Corrects the element in place and says what it did; "" when it found nothing to correct."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One place where a rule is broken. `mend` corrects it where that is safe.

    `doubtful`: it rests on something that was not compared with the official text, so it is only a hint.
    """

    place: str
    message: str
    remedy: str
    mend: Mend | None = None
    doubtful: bool = False
    law: str = ""
    """Where it differs from that of the rule."""


Check = Callable[[View], Iterator[Trouble]]


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """A rule and its function. `item` is its name in the checklist, `rule` what the catalogue of codes says of it."""

    item: str
    rule: Rule
    check: Check
    confidence: Confidence
    everywhere: bool = False
    """Whether it also binds papers whose form a ministry fixes (text and numbers, not looks)."""


_RULES: dict[str, LayoutRule] = {}


def layout_rule(
    item: str,
    severity: Severity,
    title: str,
    *,
    law: str = APPENDIX_1,
    confidence: Confidence = Confidence.HIGH,
    everywhere: bool = False,
) -> Callable[[Check], Check]:
    """Declare a rule by its item; `severity` is that of the checklist. Raises ValueError for one declared twice."""

    def register(check: Check) -> Check:
        if item in _RULES:
            raise ValueError(f"layout rule {item} is declared twice")
        weight = severity if confidence is Confidence.HIGH else _SOFTER[severity]
        declared = rule(code_of(item), weight, title, law=law)
        _RULES[item] = LayoutRule(item, declared, check, confidence, everywhere)
        return check

    return register


def code_of(item: str) -> str:
    """The code users see for an item of the checklist: "ND06" → "TT-306"."""
    return f"TT-{_NUMBERS[item[:2]] + int(item[2:]):03}"


def layout_rules() -> Mapping[str, LayoutRule]:
    """Every rule by item, in the order of codes."""
    from kdcl_xl.documents.layout import (  # noqa: F401
        abbreviations,
        body,
        citations,
        dates,
        figures,
        fixed_forms,
        header,
        office,
        page,
        signature,
        structure,
        titles,
        unfinished,
        wording,
    )

    return dict(sorted(_RULES.items(), key=lambda each: each[1].rule.code))


def gathered(troubles: Iterable[Trouble]) -> list[Trouble]:
    """Troubles a reader can take in: the same one at several places is one, and of many different ones the first few.

    Corrections are kept, all of them.
    """
    alike: dict[tuple[str, str], list[Trouble]] = {}
    for trouble in troubles:
        alike.setdefault((trouble.message, trouble.remedy), []).append(trouble)
    found = [_one(group) for group in alike.values()]
    rest = found[_MOST_TROUBLES:]
    if rest:
        last = found[_MOST_TROUBLES - 1]
        found = found[: _MOST_TROUBLES - 1]
        more = f"{last.message} Còn {len(rest)} chỗ khác tương tự ({places(rest)})."
        found.append(replace(last, message=more, mend=_all(last, *rest)))
    return found


def _one(group: list[Trouble]) -> Trouble:
    first = group[0]
    if len(group) == 1:
        return first
    where = f"{first.message} Tất cả {len(group)} chỗ ({places(group)})."
    return replace(first, message=where, mend=_all(*group))


def _all(*troubles: Trouble) -> Mend | None:
    mends = [trouble.mend for trouble in troubles if trouble.mend is not None]
    if not mends:
        return None
    return lambda: _said([said for said in (mend() for mend in mends) if said])


def _said(sentences: Iterable[str]) -> str:
    """What was done, the same thing at several places once: "đoạn 2; đoạn 9: sửa …"."""
    alike: dict[str, list[str]] = {}
    for sentence in sentences:
        place, colon, done = sentence.partition(": ")
        alike.setdefault(done if colon else sentence, []).append(place if colon else "")
    return " ".join(f"{_some(where)}: {done}" if any(where) else done for done, where in alike.items())


def finding(layout: LayoutRule, trouble: Trouble, file: str) -> Finding:
    """A trouble as the finding users read: its place is the paragraph or the cell of a table."""
    return Finding(
        layout.rule.code,
        Severity.HINT if trouble.doubtful else layout.rule.severity,
        trouble.message,
        trouble.remedy,
        sheet=trouble.place,
        law=trouble.law or layout.rule.law,
        file=file,
    )


def quoted(text: str, longest: int = 60) -> str:
    """A text as messages quote it."""
    return f"“{text if len(text) <= longest else text[: longest - 1] + '…'}”"


class _Placed(Protocol):
    @property
    def place(self) -> str: ...


def places(found: Iterable[_Placed]) -> str:
    """Where something stands, in words: the first few places, each once, and how many more."""
    return _some(each.place for each in found)


def _some(where: Iterable[str]) -> str:
    return some(dict.fromkeys(where), _MOST_PLACES, " và {} chỗ nữa", "; ")


def points(sizes: Iterable[float]) -> str:
    """Sizes in words: "12 và 13,5"."""
    return " và ".join(f"{size:g}".replace(".", ",") for size in sizes)
