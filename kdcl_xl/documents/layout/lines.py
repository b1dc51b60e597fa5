"""Lines: paragraphs cut at tabs and line breaks, because headers are typed in tables, on tab stops or one under another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kdcl_xl.documents.layout.paper import Paper, Paragraph, Run
from kdcl_xl.text.normal import bare

_CUT = re.compile(
    r"\n+|(?<!Số:)\t+|(?<!\s)\s{3,}(?=CỘNG\s+H|Độc\s+lập)"
    r"|(?<=\S)[ \xa0]{3,}(?=(?-i:[A-ZĐÀ-Ỹ])[^\n\t]{1,45}?\bngày\b[\s\d….]*\btháng\b)"
    r"|(?<=nhận:)[ \xa0]{3,}(?=\S)|(?<=[;.])[ \xa0]{8,}(?=(?-i:[A-ZĐÀ-Ỹ]))",
    re.I,
)
"""A tab after "Số:" is the room for the number. Wide spaces part the two columns of a header or an end typed in one line:
before quốc hiệu and tiêu ngữ, before place and date, after "Nơi nhận:" and its items."""

_MARKDOWN = re.compile(r"^[#*\s]+(?=\w)|(?<=[^*\s])[*\s]+$")
"""Signs of another format that hide a part from being found; that they are there is said elsewhere (ND16)."""


@dataclass(frozen=True, eq=False)
class Line:
    """A line of a paragraph: `text` in single spaces, with the sign Word puts before it; `raw` as it was typed."""

    text: str
    paragraph: Paragraph
    raw: str = ""
    runs: tuple[Run, ...] = ()
    alone: bool = True
    """Whether it is all its paragraph has, so that the paragraph may be changed for it."""
    spans: tuple[tuple[int, int], ...] = ()
    """From where to where each of its runs is its own, where the line beside it has the rest; () when all are."""

    @cached_property
    def key(self) -> str:
        """For comparing: no case, no marks, no punctuation."""
        return key_of(self.text)

    @property
    def place(self) -> str:
        """That of its paragraph."""
        return self.paragraph.place

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return bool(self.runs) and all(run.bold for run in self.runs)

    @cached_property
    def italic(self) -> bool:
        """Whether every word is italic."""
        return bool(self.runs) and all(run.italic for run in self.runs)

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """The sizes its words have."""
        return tuple(dict.fromkeys(run.size for run in self.runs))


def key_of(text: str) -> str:
    """A text for comparing: no case, no marks, no punctuation, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", bare(text).lower()))


def lines_of(paper: Paper) -> Iterator[Line]:
    """Every line with words, in reading order."""
    for paragraph in paper.paragraphs:
        yield from lines_in(paragraph)


def lines_in(paragraph: Paragraph) -> Iterator[Line]:
    """The lines of one paragraph."""
    spans = [(start, end) for start, end in _spans(paragraph.text) if paragraph.text[start:end].strip()]
    parts = [_runs(paragraph, start, end) for start, end in spans]
    uses = Counter(id(run) for some in parts for run, _span in some)
    for number, (start, end) in enumerate(spans):
        raw = paragraph.text[start:end]
        text = _MARKDOWN.sub("", " ".join(raw.split())) or raw.strip()
        if number == 0 and paragraph.label:
            text = f"{paragraph.label} {text}"
        mine = parts[number]
        shared = any(uses[id(run)] > 1 for run, _span in mine)
        own = tuple(span for _run, span in mine) if shared else ()
        yield Line(text, paragraph, raw.strip(), tuple(run for run, _span in mine), len(spans) == 1, own)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CUT.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _runs(paragraph: Paragraph, start: int, end: int) -> list[tuple[Run, tuple[int, int]]]:
    """The runs that print something between two characters, with the part of each that stands there."""
    found, position = [], 0
    for run in paragraph.runs:
        after = position + len(run.shown)
        first, last = max(start - position, 0), min(end - position, len(run.shown))
        if position < end and after > start and run.shown[first:last].strip():
            found.append((run, (first, last)))
        position = after
    return found
