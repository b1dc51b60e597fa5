"""Lines: paragraphs cut at tabs and line breaks, because headers are typed in tables, on tab stops or one under another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kdcl_xl.documents.layout.paper import Paper, Paragraph, Run
from kdcl_xl.text.normal import bare

_CUT = re.compile(r"\n+|(?<!Số:)\t+|(?<!\s)\s{3,}(?=CỘNG\s+H|Độc\s+lập)", re.I)
"""A tab after "Số:" is the room for the number. Wide spaces part the two columns of a header typed in one line."""

_MARKDOWN = re.compile(r"^[#*\s]+(?=\w)|(?<=\S)[*\s]+$")
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
    for number, (start, end) in enumerate(spans):
        raw = paragraph.text[start:end]
        text = _MARKDOWN.sub("", " ".join(raw.split())) or raw.strip()
        if number == 0 and paragraph.label:
            text = f"{paragraph.label} {text}"
        yield Line(text, paragraph, raw.strip(), _runs(paragraph, start, end), len(spans) == 1)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CUT.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _runs(paragraph: Paragraph, start: int, end: int) -> tuple[Run, ...]:
    """The runs that print something between two characters."""
    found, position = [], 0
    for run in paragraph.runs:
        after = position + len(run.shown)
        if position < end and after > start and run.shown[max(start - position, 0) : end - position].strip():
            found.append(run)
        position = after
    return tuple(found)
