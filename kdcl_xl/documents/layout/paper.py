"""Paper: a Word document as a reader sees it. Fonts and sizes are those in effect, styles and theme resolved.

Lengths in points but for the page, which the decree states in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Align(StrEnum):
    """How the lines of a paragraph stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "both"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. `fonts` are the fonts of plain and of accented Latin letters."""

    text: str
    fonts: tuple[str, str] = ("Times New Roman", "Times New Roman")
    size: float = 13
    bold: bool = False
    italic: bool = False
    colour: str = ""
    """RRGGBB; "" is automatic."""
    caps: bool = False
    underlined: bool = False
    source: object = field(default=None, compare=False, repr=False)
    """The element it was read from: mending changes this."""

    @property
    def legacy(self) -> bool:
        """Whether it is set in a font of before Unicode (.VnTime, VNI-Times): its letters mean nothing without it."""
        font = self.fonts[1].casefold()
        return font.startswith((".vn", "vni-", "vni ")) or font == "vni"

    @property
    def shown(self) -> str:
        """The text as it prints: capitals by format are capitals."""
        return self.text.upper() if self.caps else self.text


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `place` says where it stands in words a user can follow: "đoạn 12", "bảng 2, dòng 3, cột 1"."""

    runs: tuple[Run, ...]
    place: str = ""
    align: Align = Align.LEFT
    first_indent: float = 0
    left_indent: float = 0
    space_before: float = 0
    space_after: float = 0
    line_spacing: float = 1
    """In lines; of an exact height, its share of the font size is not known and 1 is assumed."""
    label: str = ""
    """The number or sign Word puts before the text by itself."""
    heading: int | None = None
    """Outline level from 1, of paragraphs with a heading style."""
    ruled: bool = False
    """Whether a line is drawn in it or along it."""
    page_break_before: bool = False
    source: object = field(default=None, compare=False, repr=False)
    """The element it was read from: mending changes this."""

    @cached_property
    def text(self) -> str:
        """The words, as they show: capitals by format are capitals."""
        return "".join(run.shown for run in self.runs)

    @cached_property
    def words(self) -> str:
        """The text without spaces at its ends, tabs and line breaks as spaces."""
        return " ".join(self.text.split())

    @property
    def inked(self) -> Iterator[Run]:
        """Runs that print something."""
        return (run for run in self.runs if run.text.strip())

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(run.bold for run in self.inked) and bool(self.words)

    @cached_property
    def italic(self) -> bool:
        """Whether every word is italic."""
        return all(run.italic for run in self.inked) and bool(self.words)

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """The sizes its words have, each once, in reading order."""
        return tuple(dict.fromkeys(run.size for run in self.inked))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `span` counts the columns it covers; `continued`: it belongs to the cell above."""

    blocks: tuple[Paragraph | Table, ...]
    span: int = 1
    continued: bool = False

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its own paragraphs, not those of tables inside."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def words(self) -> str:
        """All its words in one line."""
        return " ".join(p.words for p in self.paragraphs if p.words)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `number` counts the tables of the paper from 1. `bordered`: it shows lines, so it is no mere layout."""

    rows: tuple[tuple[Cell, ...], ...]
    number: int
    bordered: bool = True
    header_rows: int = 0
    """Rows repeated on every page."""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Margins:
    """In millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of pages of one format. Sizes in millimetres."""

    width: float
    height: float
    margins: Margins
    landscape: bool = False
    page_number: Paragraph | None = None
    """The paragraph of the header that holds the page number, None without one."""
    page_number_in_footer: bool = False
    first_page_differs: bool = False
    first_page_numbered: bool = False
    source: object = field(default=None, compare=False, repr=False)
    """The element it was read from."""


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    name: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    properties: dict[str, str] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph in reading order, those of tables too."""
        return tuple(_paragraphs(self.blocks))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table in reading order, tables in tables too."""
        return tuple(_tables(self.blocks))


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell.blocks)


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row:
                    yield from _tables(cell.blocks)
