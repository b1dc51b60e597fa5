"""Formats, lists and validations of one sheet brought onto another; what the cells hold is not touched."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from kdcl_xl.workbook.patch import Session
from kdcl_xl.workbook.patch_rules import Box, bring_rules, clear_rules
from kdcl_xl.workbook.patch_styles import Stylesheet, canonical
from kdcl_xl.workbook.plan import FormatsCopy

_BELONGINGS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


def copy_formats(source: Session, target: Session, sheet: str, copies: Sequence[FormatsCopy]) -> None:
    """Carry out the copies on `sheet`. Raises PatchError when either workbook lacks it, ValueError for a bad area."""
    boxes = [
        (Box.of(f"{each.source.first}:{each.source.last}"), Box.of(f"{each.target.first}:{each.target.last}"))
        for each in copies
    ]
    model, editor = source.editor(sheet), target.editor(sheet)
    styles = _Imported(source.styles, target.styles)
    for area, goal in boxes:
        for row in range(goal.top, goal.bottom + 1):
            for column in range(goal.left, goal.right + 1):
                there = (area.top + (row - goal.top) % _size(area.top, area.bottom),
                         area.left + (column - goal.left) % _size(area.left, area.right))  # fmt: skip
                here = editor.style(row, column)
                style = styles.of(model.style(*there), quoted=target.styles.is_quoted(here))
                if style != here:
                    editor.set_style(row, column, style)
    clear_rules(editor.root, [goal for _area, goal in boxes])
    bring_rules(model.root, source.styles, editor.root, target.styles, boxes)
    target.book.touch(editor.part)


def inverse(copies: Sequence[FormatsCopy]) -> list[FormatsCopy]:
    """What brings the formats back from a copy of the workbook as it was."""
    return [FormatsCopy(source=each.target, target=each.target) for each in copies]


def _size(first: int, last: int) -> int:
    return last - first + 1


class _Imported:
    """Styles of one workbook in another."""

    def __init__(self, source: Stylesheet, target: Stylesheet) -> None:
        self._source, self._target = source, target
        same = [list(map(canonical, each.items("cellStyleXfs"))) for each in (source, target)]
        self._same_bases = same[0] == same[1]
        self._known: dict[tuple[int, bool], int] = {}

    def of(self, style: int, *, quoted: bool) -> int:
        """The number of the style in the target; `quoted` keeps a text like "=1" from becoming a formula."""
        key = style, quoted
        if key not in self._known:
            number = self._brought(style)
            self._known[key] = self._target.quoted(number) if quoted else number
        return self._known[key]

    def _brought(self, style: int) -> int:
        clone = copy.deepcopy(self._source.xf(style))
        clone.tail = None
        for attribute, kind in _BELONGINGS.items():
            records = self._source.items(kind)
            number = int(clone.get(attribute, "0"))
            if number < len(records):
                record = copy.deepcopy(records[number])
                record.tail = None
                clone.set(attribute, str(self._target.intern(kind, record)))
        code = self._source.format_code(int(clone.get("numFmtId", "0")))
        if code:
            clone.set("numFmtId", str(self._target.number_format(code)))
        if not self._same_bases:
            clone.set("xfId", "0")
        return self._target.intern("cellXfs", clone)
