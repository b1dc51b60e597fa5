"""Bringing formats, lists and validations back from another workbook in LibreOffice Calc. Stdlib only, see `uno_sheets`.

Cell by cell properties, never copy and paste: values, rich text and the user's clipboard stay untouched.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .uno_cells import Applied, parse_a1, property_value

_PROPERTIES = (
    "CellBackColor", "CharFontName", "CharHeight", "CharWeight", "CharPosture", "CharUnderline", "CharStrikeout", "CharColor",
    "HoriJustify", "VertJustify", "IsTextWrapped", "ParaIndent", "ShrinkToFit", "Orientation", "RotateAngle",
    "TopBorder2", "BottomBorder2", "LeftBorder2", "RightBorder2", "DiagonalTLBR2", "DiagonalBLTR2", "CellProtection",
)  # fmt: skip
_STYLE = ("CellBackColor", "CharColor", "CharWeight", "CharPosture", "CharStrikeout", "CharUnderline", "TopBorder2",
          "BottomBorder2", "LeftBorder2", "RightBorder2")  # fmt: skip
_STYLE_NAMES = ("ConditionalStyle_", "ExtConditionalStyle_", "kdcl ")
_CONDITION = 0


class Formats:
    """The `CopyFormats` of one plan: each other workbook is opened once, and one copy of ours kept for undoing."""

    def __init__(self, doc: Any, keep: str, applied: Applied) -> None:
        self._doc, self._keep, self._applied = doc, keep, applied
        self._opened: dict[str, Any] = {}
        self._copy = ""

    def copy(self, sheet: Any, action: dict[str, Any]) -> None:
        """Carry out one."""
        other = self._other(action["workbook"])
        if other is None:
            self._leave(sheet, "Không mở được tệp mẫu của")
        elif not other.Sheets.hasByName(sheet.Name):
            self._leave(sheet, "Tệp mẫu không có")
        else:
            self._remember(sheet, [copied["target"] for copied in action["copies"]])
            source = other.Sheets.getByName(sheet.Name)
            for copied in action["copies"]:
                _Copy(other, self._doc, source, sheet).do(_box(copied["source"]), _box(copied["target"]))

    def close(self) -> None:
        """Close the other workbooks."""
        for other in self._opened.values():
            if other is not None:
                other.close(True)
        self._opened.clear()

    def _leave(self, sheet: Any, why: str) -> None:
        self._applied.left_out.append(f"{why} trang “{sheet.Name}” nên chưa khôi phục định dạng.")

    def _other(self, path: str) -> Any:
        """The other workbook, hidden. The desktop is the one that holds the document's own window."""
        import uno

        if path not in self._opened:
            arguments = {"Hidden": True, "ReadOnly": True, "MacroExecutionMode": 0}
            desktop = self._doc.CurrentController.Frame.Creator
            self._opened[path] = None
            if Path(path).is_file():
                self._opened[path] = desktop.loadComponentFromURL(
                    uno.systemPathToFileUrl(path),
                    "_blank",
                    0,
                    tuple(map(property_value, arguments, arguments.values())),
                )
        return self._opened[path]

    def _remember(self, sheet: Any, targets: list[dict[str, str]]) -> None:
        copies = [{"source": target, "target": target} for target in targets]
        if not self._copy:
            self._copy = _saved_copy(self._doc, self._keep)
        self._applied.formats_before.append(
            {"do": "formats", "sheet": sheet.Name, "workbook": self._copy, "copies": copies}
        )


def _saved_copy(doc: Any, keep: str) -> str:
    import uno

    Path(keep).mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(prefix="dinh-dang-", suffix=".ods", dir=keep)
    os.close(handle)
    doc.storeToURL(uno.systemPathToFileUrl(path), (property_value("FilterName", "calc8"),))
    return path


def _box(area: dict[str, str]) -> tuple[int, int, int, int]:
    top, left = parse_a1(area["first"])
    bottom, right = parse_a1(area["last"])
    return top, left, bottom, right


class _Copy:
    """From an area of one sheet to an area of another."""

    def __init__(self, source_doc: Any, target_doc: Any, source: Any, target: Any) -> None:
        self._from, self._to, self._source, self._target = source_doc, target_doc, source, target
        self._styles = _Styles(source_doc, target_doc)

    def do(self, source: tuple[int, int, int, int], target: tuple[int, int, int, int]) -> None:
        """A source of one row is repeated on every row of the target."""
        self._repeat = source[0] == source[2]
        self._shift = target[0] - source[0], target[1] - source[1]
        self._bottom = target[2]
        area = _range(self._source, source)
        same = area.getCellFormatRanges()
        for number in range(same.Count):
            cells = same.getByIndex(number)
            self._cell_formats(cells, _range(self._target, self._moved(cells.RangeAddress)))
        self._conditions(source, target)

    def _moved(self, at: Any) -> tuple[int, int, int, int]:
        rows, columns = self._shift
        bottom = self._bottom if self._repeat else min(at.EndRow + rows, self._bottom)
        return at.StartRow + rows, at.StartColumn + columns, bottom, at.EndColumn + columns

    def _cell_formats(self, source: Any, target: Any) -> None:
        names = sorted(_PROPERTIES)
        target.setPropertyValues(tuple(names), source.getPropertyValues(tuple(names)))
        target.NumberFormat = self._number_format(source.NumberFormat)
        rule = source.Validation
        if _says_nothing(rule):
            target.setPropertyToDefault("Validation")
        else:
            rule.setSourcePosition(target.getCellByPosition(0, 0).CellAddress)
            target.Validation = rule

    def _number_format(self, key: int) -> int:
        format_ = self._from.NumberFormats.getByKey(key)
        if key == 0:
            return 0
        formats, code = self._to.NumberFormats, format_.FormatString
        found = formats.queryKey(code, format_.Locale, False)
        return int(found if found >= 0 else formats.addNew(code, format_.Locale))

    # ---- conditional formats

    def _conditions(self, source: tuple[int, int, int, int], target: tuple[int, int, int, int]) -> None:
        self._cut_out(target)
        for condition in list(self._source.ConditionalFormats.getConditionalFormats()):
            for part in condition.Range.RangeAddresses:
                met = _met((part.StartRow, part.StartColumn, part.EndRow, part.EndColumn), source)
                if met:
                    self._add_condition(condition, met)

    def _cut_out(self, hole: tuple[int, int, int, int]) -> None:
        formats = self._target.ConditionalFormats
        for condition in list(formats.getConditionalFormats()):
            parts = [
                (p.StartRow, p.StartColumn, p.EndRow, p.EndColumn) for p in condition.Range.RangeAddresses
            ]
            if not any(_met(part, hole) for part in parts):
                continue
            rest = self._to.createInstance("com.sun.star.sheet.SheetCellRanges")
            left = tuple(_range(self._target, box).RangeAddress for box in _without(parts, hole))
            if left:
                rest.addRangeAddresses(left, False)
                condition.Range = rest
            else:
                formats.removeByID(condition.ID)

    def _add_condition(self, condition: Any, met: tuple[int, int, int, int]) -> None:
        rules = [condition.getByIndex(number) for number in range(condition.Count)]
        if any(rule.getType() != _CONDITION for rule in rules):
            return  # bars and scales are none of our templates'
        rows, columns = self._shift
        bottom = self._bottom if self._repeat else met[2] + rows
        place = _range(self._target, (met[0] + rows, met[1] + columns, bottom, met[3] + columns))
        ranges = self._to.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(place.RangeAddress, False)
        formats = self._target.ConditionalFormats
        number = formats.createByRange(ranges)
        made = next(one for one in formats.getConditionalFormats() if number == one.ID)
        first = condition.Range.RangeAddresses[0]
        for position, rule in enumerate(rules):
            made.createEntry(_CONDITION, position)
            entry = made.getByIndex(position)
            entry.setPropertyValue("Operator", rule.Operator)
            for name in ("Formula1", "Formula2"):
                formula = rule.getPropertyValue(name)
                entry.setPropertyValue(name, self._moved_formula(formula, first, place.RangeAddress))
            entry.setPropertyValue("StyleName", self._styles.like(rule.StyleName))

    def _moved_formula(self, formula: str, first: Any, place: Any) -> str:
        """References of a rule are relative to the first cell of its range."""
        if not formula or (first.StartRow, first.StartColumn) == (place.StartRow, place.StartColumn):
            return formula
        parser = self._to.createInstance("com.sun.star.sheet.FormulaParser")
        at = self._target.getCellByPosition
        tokens = parser.parseFormula(formula, at(first.StartColumn, first.StartRow).CellAddress)
        return str(parser.printFormula(tokens, at(place.StartColumn, place.StartRow).CellAddress))


class _Styles:
    """Cell styles that rules refer to. Calc refuses to write one while any sheet of its workbook is protected, as ours are:
    so it is made in the other workbook, which is nobody's, and loaded from there."""

    def __init__(self, source_doc: Any, target_doc: Any) -> None:
        self._from, self._to = source_doc, target_doc
        self._models = source_doc.StyleFamilies.getByName("CellStyles")
        self._known = target_doc.StyleFamilies.getByName("CellStyles")

    def like(self, name: str) -> str:
        """A style of our workbook that looks like that one of the other."""
        model = self._models.getByName(name)
        for known in self._known.ElementNames:
            if known.startswith(_STYLE_NAMES) and _alike(model, self._known.getByName(known)):
                return str(known)
        number = 1
        while self._known.hasByName(f"kdcl {number}") or self._models.hasByName(f"kdcl {number}"):
            number += 1
        self._make(model, f"kdcl {number}")
        options = [("LoadCellStyles", True), ("LoadPageStyles", False), ("OverwriteStyles", False)]
        self._to.StyleFamilies.loadStylesFromDocument(
            self._from, tuple(property_value(name, value) for name, value in options)
        )
        return f"kdcl {number}"

    def _make(self, model: Any, name: str) -> None:
        for number in range(self._from.Sheets.Count):
            self._from.Sheets.getByIndex(number).unprotect("")
        made = self._from.createInstance("com.sun.star.style.CellStyle")
        self._models.insertByName(name, made)
        for part in _STYLE:
            if _own(model, part):
                made.setPropertyValue(part, model.getPropertyValue(part))


def _alike(model: Any, other: Any) -> bool:
    for name in _STYLE:
        if _own(model, name) != _own(other, name):
            return False
        if _own(model, name) and model.getPropertyValue(name) != other.getPropertyValue(name):
            return False
    return True


def _says_nothing(rule: Any) -> bool:
    return str(rule.Type.value) == "ANY" and not (rule.InputTitle or rule.InputMessage)


def _own(style: Any, name: str) -> bool:
    return str(style.getPropertyState(name).value) == "DIRECT_VALUE"


def _range(sheet: Any, box: tuple[int, int, int, int]) -> Any:
    top, left, bottom, right = box
    return sheet.getCellRangeByPosition(left, top, right, bottom)


def _met(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> tuple[int, int, int, int] | None:
    """What two boxes have in common."""
    top, left = max(one[0], other[0]), max(one[1], other[1])
    bottom, right = min(one[2], other[2]), min(one[3], other[3])
    return (top, left, bottom, right) if top <= bottom and left <= right else None


def _without(
    parts: list[tuple[int, int, int, int]], hole: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """The parts with a box cut out of them."""
    for box in parts:
        met = _met(box, hole)
        if met is None:
            yield box
            continue
        around = (
            (box[0], box[1], met[0] - 1, box[3]),
            (met[2] + 1, box[1], box[2], box[3]),
            (met[0], box[1], met[2], met[1] - 1),
            (met[0], met[3] + 1, met[2], box[3]),
        )
        yield from (piece for piece in around if piece[0] <= piece[2] and piece[1] <= piece[3])
