"""Words quoted over several paragraphs: what an act that amends another puts in its place, with numbers of its own."""

from __future__ import annotations

from collections.abc import Sequence

from kdcl_xl.documents.layout.paper import Paragraph

_LONGEST = 80
"""Paragraphs within which the closing mark has to come; else it was forgotten."""


def quotations(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs from one that begins with “ and does not close it to the one that does."""
    found: list[Paragraph] = []
    position = 0
    while position < len(paragraphs):
        length = _length(paragraphs[position : position + _LONGEST])
        found += paragraphs[position : position + length]
        position += max(length, 1)
    return found


def _length(paragraphs: Sequence[Paragraph]) -> int:
    """How many of these paragraphs one quotation takes; 0 when none begins or none ends."""
    if not paragraphs[0].words.startswith("“"):
        return 0
    depth = 0
    for number, paragraph in enumerate(paragraphs, start=1):
        depth += paragraph.words.count("“") - paragraph.words.count("”")
        if depth <= 0:
            return number if number > 1 else 0
    return 0
