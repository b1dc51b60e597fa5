"""What is issued with a paper and stands below its end: appendices, lists, the regulation a decision puts into force."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kdcl_xl.documents.layout.lines import Line
from kdcl_xl.documents.layout.paper import Align, Paragraph
from kdcl_xl.documents.layout.tail import is_name, is_office

NOTE = re.compile(r"(?i)^\(\s*(ban hành )?kèm theo\b")
"""Under the title of each: "(Kèm theo Kế hoạch số 05/KH-PVHXH ngày …)"."""
_MOST_OF_TITLE = 6


@dataclass(frozen=True)
class Attachment:
    """One of them. `title`: the lines above its note; `texts`: its paragraphs outside tables."""

    title: tuple[Line, ...]
    note: Line
    texts: tuple[Paragraph, ...] = ()

    @property
    def first(self) -> Paragraph:
        """Where it begins."""
        return (self.title[0] if self.title else self.note).paragraph


def attachments_of(
    lines: Sequence[Line], recipients: Sequence[Line], kinds: Collection[str]
) -> tuple[Attachment, ...]:
    """Those below the recipients, known by their notes; `kinds` are the keys a title may begin with."""
    if not recipients:
        return ()
    end = next(n for n, line in enumerate(lines) if line is recipients[-1])
    notes = [n for n, line in enumerate(lines) if n > end and NOTE.match(line.text)]
    if not notes:
        return ()
    tops = []
    for before, note in zip([end, *notes], notes, strict=False):
        tops.append(_top(lines, note, max(before, note - _MOST_OF_TITLE), kinds))
    return tuple(
        Attachment(tuple(lines[top:note]), lines[note], _texts(lines[note + 1 : until]))
        for top, note, until in zip(tops, notes, [*tops[1:], len(lines)], strict=True)
    )


def _top(lines: Sequence[Line], note: int, above: int, kinds: Collection[str]) -> int:
    """The first line of a title: centred or in capitals, outside tables, up to the kind or "Phụ lục"."""
    top = note
    for n in range(note - 1, above, -1):
        line = lines[n]
        stands_out = line.paragraph.align is Align.CENTRE or line.text == line.text.upper()
        if not stands_out or line.place.startswith("bảng") or is_office(line) or is_name(line.text):
            break
        top = n
        if line.key in kinds or line.key.startswith("phu luc"):
            break
    return top


def _texts(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    found = {id(line.paragraph): line.paragraph for line in lines if not line.place.startswith("bảng")}
    return tuple(found.values())
