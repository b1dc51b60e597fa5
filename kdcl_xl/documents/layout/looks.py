"""The look of one part, measured in one go: its size, bold, italic, case and place on the line are one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kdcl_xl.documents.layout.lines import Line
from kdcl_xl.documents.layout.mending import (
    Mend,
    cut_out,
    replace_text,
    set_alignment,
    set_size,
    set_toggle,
    together,
)
from kdcl_xl.documents.layout.paper import Align
from kdcl_xl.documents.layout.rules import Trouble, places, points, quoted

_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Look:
    """How a part is set. None: the decree leaves it open or it was not compared. Sizes in points."""

    least: float
    most: float
    bold: bool | None = None
    italic: bool | None = None
    centred: bool = False

    @property
    def words(self) -> str:
        """The look as a remedy states it."""
        size = f"cỡ chữ {self.least:g}" + (f" đến {self.most:g}" if self.most > self.least else "")
        bold = {True: "chữ đậm", False: "không đậm", None: ""}[self.bold]
        italic = {True: "nghiêng", False: "đứng", None: ""}[self.italic]
        return ", ".join(word for word in (size, bold, italic, "canh giữa" if self.centred else "") if word)


def off_look(part: str, lines: Sequence[Line], look: Look) -> Iterator[Trouble]:
    """One trouble when lines of a part do not have its look."""
    faults: dict[str, None] = {}
    mends: list[Mend | None] = []
    wrong: dict[int, Line] = {}
    for line in lines:
        found = list(_faults(line, look))
        faults |= dict.fromkeys(words for words, _mend in found)
        mends += [mend for _words, mend in found]
        if found:
            wrong[id(line)] = line
    if faults:
        where = list(wrong.values())
        at = f" ({places(where)})" if len({line.place for line in where}) > 1 else ""
        yield Trouble(
            where[0].place, f"{part}: {', '.join(faults)}{at}.", f"Đặt {look.words}.", together(mends)
        )


def not_in_capitals(part: str, line: Line) -> Iterator[Trouble]:
    """One trouble when a line that stands in capitals is typed otherwise."""
    right = line.text.upper()
    if line.text != right:
        mend = replace_text(line.paragraph, line.raw, line.raw.upper())
        yield Trouble(line.place, f"{part} {quoted(line.text)} chưa in hoa.", f"Ghi {quoted(right)}.", mend)


def _faults(line: Line, look: Look) -> Iterator[tuple[str, Mend | None]]:
    sizes = [size for size in line.sizes if not look.least - _TOLERANCE <= size <= look.most + _TOLERANCE]
    if sizes:
        nearest = min(max(sizes[0], look.least), look.most)
        yield f"cỡ chữ {points(line.sizes)}", of_its_own(line, set_size, nearest)
    for words, name, wanted, have in (("đậm", "b", look.bold, [run.bold for run in line.runs]), ("nghiêng", "i", look.italic, [run.italic for run in line.runs])):  # fmt: skip
        if wanted is not None and any(one != wanted for one in have):
            fault = (
                f"chưa {words} (hết)"
                if wanted and any(have)
                else f"chưa {words}"
                if wanted
                else f"bị {words}"
            )
            yield fault, of_its_own(line, set_toggle, name, wanted)
    typed_on_tabs = "\t" in line.paragraph.text  # centring it would move it away from its column
    if look.centred and line.alone and not typed_on_tabs and line.paragraph.align is not Align.CENTRE:
        yield "chưa canh giữa", set_alignment(line.paragraph, "center", "canh giữa")


def of_its_own(line: Line, change: Callable[..., Mend], *how: object) -> Mend:
    """A change to the look of a line and of nothing beside it: runs it shares with another are cut first."""
    if not line.spans:
        return change(line.place, line.runs, *how)

    def mend() -> str:
        mine = [cut_out(run, *span) for run, span in zip(line.runs, line.spans, strict=True)]
        cut = [run for run in mine if run is not None]
        return change(line.place, cut, *how)() if len(cut) == len(mine) else ""

    return mend
