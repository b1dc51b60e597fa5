"""Where a tag stands in the Word file, in words that let its author find it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from kdcl_xl.text.lists import shortened

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENER = re.compile(r"(\{[{%#][-+]?)(?:(tr|tc|p|r)(?=\s))?")
_HALF = re.compile(r"\{\{|\{%|%\}|\}\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_EXCERPT = 40


@dataclass(frozen=True, slots=True)
class TagPlace:
    """One tag as its author wrote it, and where."""

    tag: str
    place: str


def number_tags(patched: str) -> tuple[str, dict[int, str]]:
    """The source with a newline inside every tag, so that Jinja's line numbers name tags; and line → tag.

    White space inside a tag means nothing to Jinja, hence the output does not change.
    """
    pieces: list[str] = []
    lines: dict[int, str] = {}
    end, line = 0, 1
    for found in TAG.finditer(patched):
        before, tag = patched[end : found.start()], found[0]
        line += before.count("\n") + 1
        lines[line] = tag
        line += tag.count("\n")
        opener = 3 if tag[2] in "+-" else 2
        pieces += (before, tag[:opener], "\n", tag[opener:])
        end = found.end()
    pieces.append(patched[end:])
    return "".join(pieces), lines


def locate(root: Any, lines: dict[int, str], label: str) -> dict[int, TagPlace]:
    """Line → place: the n-th occurrence of a tag in the patched source is the n-th in the Word file."""
    written: dict[str, list[TagPlace]] = defaultdict(list)
    for place in _tags_in(root, label):
        written[_normal(place.tag)].append(place)
    seen: Counter[str] = Counter()
    located = {}
    for line, tag in lines.items():
        key = _normal(tag)
        candidates = written.get(key)
        if candidates:
            located[line] = candidates[min(seen[key], len(candidates) - 1)]
            seen[key] += 1
        else:
            located[line] = TagPlace(" ".join(tag.split()), label)
    return located


def halves(root: Any, label: str) -> list[TagPlace]:
    """Tags opened and never closed, or closed and never opened: half a tag swallows the text that follows it, or is printed."""
    paragraphs = [_text_of(paragraph) for paragraph in root.iter(qn("w:p"))]
    whole = "\n".join(paragraphs)
    if re.search(r"\{%[-+]?\s*raw\b", whole):
        return []
    found = []
    for tag in TAG.finditer(whole):
        second = _HALF.search(tag[0], 2)
        if second is not None and second.end() < len(tag[0]):
            found.append((tag.start(), tag[0][: second.start()]))
    for half in _HALF.finditer(TAG.sub(lambda tag: "\0" * len(tag[0]), whole)):
        found.append((half.start(), half[0]))
    starts = list(itertools.accumulate((len(text) + 1 for text in paragraphs), initial=0))
    places = _paragraph_places(root, label)
    return [
        TagPlace(" ".join(shown.partition("\n")[0].split()), places[bisect_right(starts, at) - 1])
        for at, shown in found
    ]


def _normal(tag: str) -> str:
    tag = _OPENER.sub(r"\1", tag.translate(_QUOTES), count=1)
    return re.sub(r"\s+|(?<=\{[{%#])[-+]|[-+](?=[}%#]\})", "", tag)


def _tags_in(root: Any, label: str) -> list[TagPlace]:
    places, pending, pending_place = [], "", ""
    for paragraph, place in zip(root.iter(qn("w:p")), _paragraph_places(root, label), strict=True):
        text, start = pending + _text_of(paragraph), pending_place or place
        places += [TagPlace(" ".join(found[0].split()), start) for found in TAG.finditer(text)]
        rest = TAG.sub("", text)
        pending = rest[rest.rfind("{") :] if re.search(r"\{[{%#]", rest) else ""
        pending_place = place if pending else ""
    return places


def _text_of(paragraph: Any) -> str:
    """What it says itself, without text boxes in it."""
    texts = (part for part in paragraph.iter(qn("w:t")) if next(part.iterancestors(qn("w:p"))) is paragraph)
    return "".join(part.text or "" for part in texts)


def _paragraph_places(root: Any, label: str) -> list[str]:
    """Where each paragraph stands, in words."""
    tables = {table: number for number, table in enumerate(root.iter(qn("w:tbl")), 1)}
    places, number = [], 0
    for paragraph in root.iter(qn("w:p")):
        in_table = next(paragraph.iterancestors(qn("w:tc")), None)
        number += in_table is None
        places.append(_describe(_text_of(paragraph), in_table, tables, number, label))
    return places


def _describe(text: str, cell: Any, tables: dict[Any, int], paragraph: int, label: str) -> str:
    if cell is None:
        where = f"đoạn {paragraph} («{shortened(text, _EXCERPT)}»)"
    else:
        row = next(cell.iterancestors(qn("w:tr")))
        table = next(row.iterancestors(qn("w:tbl")))
        row_number = list(table.iter(qn("w:tr"))).index(row) + 1
        column = list(row.iter(qn("w:tc"))).index(cell) + 1
        where = f"bảng {tables[table]}, hàng {row_number}, cột {column}"
    return f"{label}, {where}" if label else where
