"""Several papers in one file: a decision and the plan it approves, the letters of a mail merge. Each is measured by itself.

A second quốc hiệu alone makes no second paper: blank forms in appendices and regulations issued with a decision have one
too. A paper of its own has number, date, kind and an end, and stands below the end of the paper before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kdcl_xl.documents.layout.anatomy import BODY_WORDS, COUNTRY, Anatomy, dissect, paragraphs_of
from kdcl_xl.documents.layout.lines import Line, lines_in
from kdcl_xl.documents.layout.paper import Block, Paper, Paragraph

_SAMPLE = re.compile(r"(?i)^\W*(mẫu|phụ lục|biểu)\b")
_SAMPLE_WITHIN = 3
"""Lines above a letterhead in which "Mẫu số 1" makes it that of a form."""
_NUMBERED = re.compile(r"^\W*Số\s*:?\s*\d", re.I)
_DOTTED = re.compile(r"\.{2}|…|_{2}")
_YEAR = re.compile(r"\d{4}")
_ABOVE = re.compile(r"^\W*(Số\s*:?\s*[\d\s]*/|V/v\b)", re.I)
_MOST_NAMED = 4


@dataclass(frozen=True)
class Several:
    """The papers of a file in their order; `unjudged` are the places of letterheads that may begin one more, unsigned."""

    papers: tuple[Paper, ...]
    unjudged: tuple[str, ...] = ()


def papers_in(paper: Paper) -> Several:
    """The papers one file holds; nearly always itself. The pages are the first one's: they are measured once."""
    pieces = _pieces(paper.blocks)
    if len(pieces) == 1:
        return Several((paper,))
    groups, ended, unjudged = [list(pieces[0])], _ends(pieces[0]), []
    draft = _number_is_blank(dissect(replace(paper, blocks=pieces[0])))
    for piece in pieces[1:]:
        anatomy = dissect(replace(paper, blocks=piece))
        own = ended and _has_all_parts(anatomy) and not _is_sample(groups[-1], anatomy)
        if own and (draft or not _number_is_blank(anatomy)):
            groups.append(list(piece))
            ended = True
            continue
        if own:
            unjudged.append(anatomy.head[0].place)
        groups[-1] += piece
        ended = ended or _ends(piece)
    papers = tuple(
        replace(paper, blocks=tuple(blocks), sections=() if n else paper.sections)
        for n, blocks in enumerate(groups)
    )
    return Several(papers if len(papers) > 1 else (paper,), tuple(unjudged))


def named(papers: Sequence[tuple[str, Anatomy]]) -> str:
    """What each paper is and where it begins, or how many of each sort there are when they are many."""
    if len(papers) > _MOST_NAMED:
        return "; ".join(f"{count} {what}" for what, count in Counter(what for what, _ in papers).items())
    return "; ".join(
        f"({n}) {what}" + (f", từ {anatomy.head[0].place}" if n > 1 else "")
        for n, (what, anatomy) in enumerate(papers, start=1)
    )


def _pieces(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The blocks cut above every quốc hiệu but the first."""
    starts = [n for n, block in enumerate(blocks) if any(COUNTRY in line.key for line in _lines((block,)))]
    cuts = [0, *(_top(blocks, at, before) for before, at in pairwise(starts))]
    return [blocks[start:end] for start, end in zip(cuts, [*cuts[1:], len(blocks)], strict=True)]


def _top(blocks: tuple[Block, ...], at: int, least: int) -> int:
    """Where the letterhead begins whose quốc hiệu stands in a block: names and number may be typed above it."""
    top = at
    for n in range(at - 1, least, -1):
        block = blocks[n]
        if not isinstance(block, Paragraph):
            break
        lines = list(lines_in(block))
        if not all(_ABOVE.match(each.text) or _names_a_body(each) for each in lines):
            break
        top = n if lines else top
    return top


def _names_a_body(line: Line) -> bool:
    return line.text == line.text.upper() and line.key.startswith(BODY_WORDS)


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        for paragraph in [block] if isinstance(block, Paragraph) else paragraphs_of(block):
            yield from lines_in(paragraph)


def _ends(blocks: Sequence[Block]) -> bool:
    found = dissect(Paper("", tuple(blocks), ()))
    return bool(found.recipients or found.signature)


def _has_all_parts(anatomy: Anatomy) -> bool:
    """Letterhead, number, date with a year, kind and an end, none of them dotted to be filled in."""
    if anatomy.number is None or anatomy.place_date is None or not anatomy.kind_name:
        return False
    if not (anatomy.recipients or anatomy.signature) or not _YEAR.search(anatomy.place_date.text):
        return False
    return not any(_DOTTED.search(line.text) for line in (*anatomy.bodies, anatomy.number))


def _number_is_blank(anatomy: Anatomy) -> bool:
    return anatomy.number is None or not _NUMBERED.match(anatomy.number.text)


def _is_sample(above: Sequence[Block], anatomy: Anatomy) -> bool:
    """Whether the letterhead is that of a form: "Mẫu số 1", "Phụ lục II" stand over it."""
    last = list(_lines(above[-_SAMPLE_WITHIN * 2 :]))[-_SAMPLE_WITHIN:]
    letterhead = anatomy.head[: anatomy.head.index(anatomy.kind)] if anatomy.kind else anatomy.head[:8]
    return any(_SAMPLE.match(line.text) for line in (*last, *letterhead))
