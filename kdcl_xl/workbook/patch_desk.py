"""What a closed workbook shows beyond its values: marks of an earlier check, locks, the cell it opens at."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.desk import Can, Desk, SeenMark
from kdcl_xl.workbook.marks import our_words
from kdcl_xl.workbook.package import elements
from kdcl_xl.workbook.patch import Session
from kdcl_xl.workbook.patch_view import selection

ABLE = frozenset({Can.VALUES, Can.FILL, Can.NOTES, Can.SHEETS, Can.FORMATS, Can.SELECT})
"""A file asks nobody anything."""


def desk_of(session: Session, path: str) -> Desk:
    """The Desk of a file."""
    return Desk(
        path=path,
        can=ABLE,
        marks=dict(_marks(session)),
        locked=frozenset(sheet for sheet in session.inspection.sheets if is_protected(session, sheet)),
        structure_locked=session.structure_locked,
        selection=selection(session),
    )


def is_protected(session: Session, sheet: str) -> bool:
    """Whether a sheet is protected; sheets nobody edits are not parsed for that."""
    found = elements(session.book.raw_now(session.part(sheet)), "sheetProtection")
    return any(element.get("sheet", "0") in ("1", "true") for element in found)


def _marks(session: Session) -> Iterator[tuple[tuple[str, str], SeenMark]]:
    coloured = bool(session.styles.marks)
    for sheet in session.inspection.sheets:
        if not coloured and not session.book.target(session.part(sheet), "comments"):
            continue
        editor, styles = session.editor(sheet), session.styles
        words = {place: our_words(text) for place, text in session.notes(sheet).texts().items()}
        marked = editor.marked() if coloured else {}
        for row, column in sorted({*marked, *(place for place, text in words.items() if text is not None)}):
            style = marked.get((row, column))
            known, under = (False, None) if style is None else styles.below(style)
            colour = styles.shown(editor.style(row, column))
            yield (sheet, a1(row, column)), SeenMark(colour, words.get((row, column)) or "", under, known)
