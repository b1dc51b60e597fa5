"""How the work on a form is shared out and joined again: what `parts` and `joining` ask of each kind of workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Form
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.normal import match_key, tidy
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

_NAMES = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Share:
    """What falls to one group or person: its name as written, its criteria."""

    group: str
    criteria: tuple[str, ...]

    def names(self, text: str) -> bool:
        """Whether a list of names ("A; B") names this group."""
        return match_key(self.group) in map(match_key, names_in(text))


@dataclass(frozen=True, slots=True)
class Identity:
    """The school a workbook is about, and which revision of it parts belong to."""

    school_id: str
    name: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """How messages speak of those who write the parts."""

    one: str
    """"nhóm", "thành viên"."""
    named: str
    """"tên nhóm", "họ tên"."""
    unknown: str
    """What is said of a name that no list of people has."""
    done: str
    """How far the prose is, a format of {written}, {asked} and {evidence}."""


Selector = Callable[[type[Row], int, Row], bool]
"""Whether a row (its table, its place there) belongs to a share."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """One kind of workbook that is written by several people."""

    form: Form
    tables: tuple[type[Row], ...]
    """The tables of a part, in the order of the workbook."""
    free: tuple[type[Row], ...]
    """Tables without prefilled rows: a row whose key was edited is found again by what it has in common."""
    assignment: type[Row]
    group: str
    """The column of the assignment that names who writes a criterion."""
    people: type[Row]
    belongs: str
    """The column of the list of people by which somebody is of a group."""
    words: Words
    identity: Callable[[Submission], Identity]
    owner: Callable[[Submission, str], str]
    """Who answers for a group."""
    selector: Callable[[Submission, Share], Selector]
    lines: Callable[[Submission, Share], list[Row]]
    """Blank lines a share needs that the workbook does not have yet; new to the workbook once something is written."""
    answers: tuple[type[Row], str]
    """The table of questions and the column of the answer."""
    prose: Callable[[Content, Regulation, tuple[str, ...]], tuple[int, int, int]]
    """Texts asked of some criteria, texts written, pieces of evidence named."""
    writers: Mapping[type[Row], str] = field(default_factory=dict)
    """Of tables whose rows carry their writer: the column with the name."""
    several: bool = False
    """Whether a criterion may be given to several at once ("A; B")."""

    def assigned(self, text: str) -> list[str]:
        """The groups that one cell of the assignment names."""
        return names_in(text) if self.several else [name for name in (tidy(text),) if name]


def names_in(text: str) -> list[str]:
    """The names of a list: "A; B"."""
    return [name for part in _NAMES.split(text) if (name := tidy(part))]


def no_lines(_submission: Submission, _share: Share) -> list[Row]:
    """For workbooks whose every line is prefilled."""
    return []
