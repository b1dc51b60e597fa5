"""Citations of evidence in running text: find them, and replace them all at once.

A final code is a citation wherever it stands. A temporary id (t1) is one only as a whole item between brackets,
[t1] or (t1; t2), or in a column that lists evidence: in prose a bare "t1" may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kdcl_xl.checks.codes import canonical, is_draft_id
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import AnswerLine, Evidence, Improvement
from kdcl_xl.text.normal import nfc

Style = Literal["H", "MC"]

LISTS_OF_EVIDENCE = frozenset({(AnswerLine, "evidence"), (Improvement, "expected")})
"""Columns where ids stand in a list without brackets: t1; t2."""

_CODE = re.compile(
    r"(?<![0-9A-Za-zÀ-ỹ])(?:"
    r"H ?\d{1,2}(?: ?[-–—‑‐−.] ?\d{1,3}){2,4}|"
    r"MC ?[.\-–]? ?\d{1,2}(?: ?[.\-–] ?\d{1,3}){1,3}"
    r")(?![0-9A-Za-zÀ-ỹ])"
)
_BARE_DRAFT = re.compile(r"(?<![0-9A-Za-zÀ-ỹ.\-])[tT]\d{1,4}(?![0-9A-Za-zÀ-ỹ])")
_OPENERS, _CLOSERS = {"[": "]", "(": ")"}, {"]", ")"}
_SEPARATORS = frozenset(";,\n")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in a text: `key` as compared (H1-1.1-01, MC.1.1.01, t1), `start` and `end` of what was typed."""

    key: str
    start: int
    end: int
    draft: bool
    whole: bool
    """It is an item by itself between brackets or in a list, not a word among others."""
    group: tuple[int, int] | None
    """Positions of the innermost brackets around it."""


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    group: tuple[int, int] | None


def draft_key(text: str) -> str:
    """A temporary id as compared."""
    return nfc(text).strip().casefold()


def usable_draft_id(text: str) -> bool:
    """Whether a temporary id can be told from ordinary words and numbers in brackets: (2024), (a)."""
    key = draft_key(text)
    return len(key) >= 2 and any(letter.isalpha() for letter in key) and not any(c in ";,()[]\n" for c in key)


def citations(text: str, drafts: Collection[str] = (), *, listing: bool = False) -> list[Citation]:
    """Every citation in reading order. `drafts`: the known temporary ids (keys); t1-like ids are seen anyway."""
    if not text:
        return []
    items = list(_items(text, listing))
    spans = {(item.start, item.end): item for item in items}
    found = []
    for match in _CODE.finditer(text):
        start, end = match.span()
        item = spans.get((start, end))
        group = item.group if item else _group_around(items, start)
        found.append(Citation(canonical(match[0]), start, end, False, item is not None, group))
    taken = {(citation.start, citation.end) for citation in found}
    for item in items:
        typed = text[item.start : item.end]
        key = draft_key(typed)
        if (item.start, item.end) not in taken and (key in drafts or is_draft_id(typed)):
            found.append(Citation(key, item.start, item.end, True, True, item.group))
    return sorted(found, key=lambda citation: citation.start)


def bare_drafts(text: str, drafts: Collection[str]) -> list[str]:
    """Known temporary ids that stand outside brackets, where they are no citation and stay as they are."""
    cited = {(c.start, c.end) for c in citations(text, drafts)}
    return [
        match[0]
        for match in _BARE_DRAFT.finditer(text)
        if draft_key(match[0]) in drafts and match.span() not in cited
    ]


def rewrite(
    text: str, new: Mapping[str, str], drafts: Collection[str], style: Style, *, listing: bool = False
) -> str:
    """The text with every citation of `new` replaced, all at once: H1→H2, H2→H3 do not run into each other.

    `new` maps keys to final codes (without brackets) or to temporary ids. A final code in place of a temporary
    id gets the brackets of the circular: [t1; t2] becomes "[H1-1.1-01]; [H1-1.1-02]" or "(MC.1.1.01, MC.1.1.02)".
    """
    found = citations(text, drafts, listing=listing)
    if not any(citation.key in new for citation in found):
        return text
    edits: list[tuple[int, int, str]] = []
    regrouped: set[tuple[int, int]] = set()
    for citation in found:
        if citation.group in regrouped:
            continue
        target = new.get(citation.key)
        if target is None or target == citation.key:
            continue
        group = citation.group
        if group and citation.draft and not _is_draft(target) and _only_citations(text, group, found):
            edits.append((group[0], group[1] + 1, _regrouped(text, group, found, new, style)))
            regrouped.add(group)
        else:
            edits.append((citation.start, citation.end, _in_place(text, citation, target, style)))
    edits = [
        edit for edit in edits if not any(o[0] <= edit[0] and edit[1] <= o[1] and o != edit for o in edits)
    ]
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def texts_of(row: Row) -> Iterator[tuple[str, str, bool]]:
    """Field, text and whether it is a list of evidence, of every column of a row that may cite evidence."""
    if isinstance(row, Evidence):
        return
    for column in row.columns:
        entry = column.entry
        if column.type.name not in ("text", "long") or entry.fixed or entry.choices or entry.personal:
            continue
        text = getattr(row, column.field)
        if text:
            yield column.field, text, (type(row), column.field) in LISTS_OF_EVIDENCE


def _is_draft(target: str) -> bool:
    return not _CODE.fullmatch(target)


def _items(text: str, listing: bool) -> Iterator[_Item]:
    """What stands between brackets and separators, trimmed; outside brackets only in lists."""
    if not listing and "[" not in text and "(" not in text:
        return
    closed = _pairs(text)
    inside: list[int] = []
    start = 0
    for position in range(len(text) + 1):
        letter = text[position] if position < len(text) else "\n"
        opens = position in closed
        closes = bool(inside) and closed[inside[-1]] == position
        if not (opens or closes or letter in _SEPARATORS):
            continue
        group = (inside[-1], closed[inside[-1]]) if inside else None
        item = text[start:position]
        if item.strip() and (group or listing):
            left = start + len(item) - len(item.lstrip())
            yield _Item(left, left + len(item.strip()), group)
        start = position + 1
        if opens:
            inside.append(position)
        elif closes:
            inside.pop()


def _pairs(text: str) -> dict[int, int]:
    """Position of every opening bracket that is closed by its like → position of the closing one."""
    waiting: list[int] = []
    closed: dict[int, int] = {}
    for position, letter in enumerate(text):
        if letter in _OPENERS:
            waiting.append(position)
        elif letter in _CLOSERS:
            opener = next((p for p in reversed(waiting) if _OPENERS[text[p]] == letter), None)
            if opener is not None:
                closed[opener] = position
                waiting = waiting[: waiting.index(opener)]
    return closed


def _group_around(items: list[_Item], position: int) -> tuple[int, int] | None:
    return next((item.group for item in items if item.start <= position < item.end), None)


def _only_citations(text: str, group: tuple[int, int], found: list[Citation]) -> bool:
    """Whether brackets hold citations and separators, nothing else."""
    inner = list(text[group[0] + 1 : group[1]])
    for citation in found:
        if citation.group == group and citation.whole:
            for position in range(citation.start, citation.end):
                inner[position - group[0] - 1] = " "
    return not "".join(inner).strip(" ;,\n")


def _regrouped(
    text: str, group: tuple[int, int], found: list[Citation], new: Mapping[str, str], style: Style
) -> str:
    codes = [
        new.get(citation.key, text[citation.start : citation.end])
        for citation in found
        if citation.group == group
    ]
    if any(_is_draft(code) for code in codes):  # an id nobody knows stays readable as one
        return "[" + "; ".join(codes) + "]"
    return "; ".join(f"[{code}]" for code in codes) if style == "H" else f"({', '.join(codes)})"


def _in_place(text: str, citation: Citation, target: str, style: Style) -> str:
    if _is_draft(target):
        return target if citation.whole else f"[{target}]"
    if not citation.draft or style == "MC":
        return target
    in_square = citation.group is not None and text[citation.group[0]] == "["
    return target if in_square else f"[{target}]"
