"""Validations and conditional formats of a worksheet: cut out of an area, brought into one from another sheet.

Both exist twice: as the schema of 2006 has them, and as Excel 2010 and later keep them in `extLst` (x14).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from openpyxl.formula.translate import Translator, TranslatorError

from kdcl_xl.workbook.addresses import LAST_COLUMN, LAST_ROW, a1, parse_a1, span
from kdcl_xl.workbook.patch_book import Element, insert_in_order, q
from kdcl_xl.workbook.patch_styles import Stylesheet

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_AFTER_RULES = (
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF",
    "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent",
)  # fmt: skip
_HOLDERS = {q("dataValidations"), f"{_X14}dataValidations", f"{_X14}conditionalFormattings"}
_RULES = {
    q("dataValidation"),
    q("conditionalFormatting"),
    f"{_X14}dataValidation",
    f"{_X14}conditionalFormatting",
}
_FORMULAS = {q("formula"), q("formula1"), q("formula2"), f"{_XM}f"}


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """Cells from top left to bottom right, zero-based, all included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Box:
        """`B5`, `B5:B204`, `B:B`, `5:7`. Raises ValueError."""
        first, _, last = reference.replace("$", "").partition(":")
        last = last or first
        if first.isalpha():
            return cls(0, parse_a1(f"{first}1")[1], LAST_ROW, parse_a1(f"{last}1")[1])
        if first.isdigit():
            return cls(int(first) - 1, 0, int(last) - 1, LAST_COLUMN)
        return cls(*parse_a1(first), *parse_a1(last))

    def __str__(self) -> str:
        return span(self.top, self.left, self.bottom, self.right)

    def common(self, other: Box) -> Box | None:
        """The cells both have."""
        box = Box(
            max(self.top, other.top), max(self.left, other.left),
            min(self.bottom, other.bottom), min(self.right, other.right),
        )  # fmt: skip
        return box if box.top <= box.bottom and box.left <= box.right else None

    def without(self, other: Box) -> Iterator[Box]:
        """The cells only this one has, in up to four boxes."""
        cut = self.common(other)
        if cut is None:
            yield self
            return
        if self.top < cut.top:
            yield Box(self.top, self.left, cut.top - 1, self.right)
        if self.left < cut.left:
            yield Box(cut.top, self.left, cut.bottom, cut.left - 1)
        if cut.right < self.right:
            yield Box(cut.top, cut.right + 1, cut.bottom, self.right)
        if cut.bottom < self.bottom:
            yield Box(cut.bottom + 1, self.left, self.bottom, self.right)

    def moved(self, down: int, right: int) -> Box:
        """The box elsewhere."""
        return Box(self.top + down, self.left + right, self.bottom + down, self.right + right)


def clear_rules(root: Element, areas: Sequence[Box]) -> None:
    """Take validations and conditional formats off these areas."""
    for rule in list(_rules(root)):
        boxes = _boxes(rule)
        left = boxes
        for area in areas:
            left = [piece for box in left for piece in box.without(area)]
        if left == boxes:
            continue
        if left:
            _shift(rule, _corner(boxes), _corner(left))
            _set_boxes(rule, left)
        else:
            _remove(rule)
    _tidy(root)


def bring_rules(
    source: Element,
    styles: Stylesheet,
    target: Element,
    target_styles: Stylesheet,
    copies: Iterable[tuple[Box, Box]],
) -> None:
    """Rules of `source` into `target`, (source area, target area) at a time; a row or column is repeated."""
    pairs = list(copies)
    priority = max((int(r.get("priority", "0")) for r in target.iter(q("cfRule"))), default=0)
    for rule in _rules(source):
        by_shift: dict[tuple[int, int], list[Box]] = {}
        for area, goal in pairs:
            for box in _boxes(rule):
                part = box.common(area)
                if part is not None:
                    shift = (goal.top - area.top, goal.left - area.left)
                    by_shift.setdefault(shift, []).append(_spread(part, area, goal))
        for boxes in by_shift.values():
            clone = copy.deepcopy(rule)
            clone.tail = None
            _shift(clone, _corner(_boxes(rule)), _corner(boxes))
            _set_boxes(clone, boxes)
            for condition in clone.iter(q("cfRule")):
                priority += 1
                condition.set("priority", str(priority))
                if condition.get("dxfId") is not None:
                    looks = styles.items("dxfs")
                    number = int(condition.get("dxfId", "0"))
                    if number < len(looks):
                        condition.set(
                            "dxfId", str(target_styles.intern("dxfs", copy.deepcopy(looks[number])))
                        )
            _insert(target, rule, clone)
    _tidy(target)


def _spread(part: Box, area: Box, goal: Box) -> Box:
    """Where a part of the source area comes to lie; what fills a one-row source to both edges fills the target."""
    moved = part.moved(goal.top - area.top, goal.left - area.left)
    bottom = goal.bottom if area.top == area.bottom else min(moved.bottom, goal.bottom)
    right = goal.right if area.left == area.right else min(moved.right, goal.right)
    return Box(moved.top, moved.left, bottom, right)


def _rules(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag in _RULES)


def _boxes(rule: Element) -> list[Box]:
    return [Box.of(reference) for reference in _reference(rule).split()]


def _reference(rule: Element) -> str:
    holder = rule.find(f"{_XM}sqref")
    return rule.get("sqref", "") if holder is None else holder.text or ""


def _set_boxes(rule: Element, boxes: Iterable[Box]) -> None:
    text = " ".join(str(box) for box in sorted(set(boxes)))
    holder = rule.find(f"{_XM}sqref")
    if holder is None:
        rule.set("sqref", text)
    else:
        holder.text = text


def _corner(boxes: Sequence[Box]) -> tuple[int, int]:
    return min(box.top for box in boxes), min(box.left for box in boxes)


def _shift(rule: Element, corner: tuple[int, int], new: tuple[int, int]) -> None:
    """Formulas are written for the first cell of their area, so they change when that cell does."""
    if corner == new:
        return
    for formula in rule.iter():
        if formula.tag in _FORMULAS and formula.text and not formula.text.startswith('"'):
            try:
                translated = Translator(f"={formula.text}", origin=a1(*corner)).translate_formula(a1(*new))
            except TranslatorError:  # it would point above row 1: there was nothing to point at before either
                continue
            formula.text = translated.removeprefix("=")


def _remove(rule: Element) -> None:
    parent = rule.getparent()
    if parent is not None:
        parent.remove(rule)


def _insert(root: Element, model: Element, rule: Element) -> None:
    """Put a rule where rules of its kind stand, making that place when there is none."""
    parent = model.getparent()
    if rule.tag == q("conditionalFormatting") or parent is None:
        insert_in_order(root, rule, ("dataValidations", *_AFTER_RULES))
        return
    holder = next(root.iter(str(parent.tag)), None)
    if holder is None:
        holder = _like(parent)
        extension = parent.getparent()
        if parent.tag == q("dataValidations") or extension is None:
            insert_in_order(root, holder, _AFTER_RULES)
        else:
            _extension_like(root, extension).append(holder)
    holder.append(rule)


def _like(model: Element) -> Element:
    """The same element without its children; prefixes are kept."""
    clone = copy.deepcopy(model)
    for child in list(clone):
        clone.remove(child)
    clone.tail = None
    return clone


def _extension_like(root: Element, model: Element) -> Element:
    listed = root.find(q("extLst"))
    if listed is None:
        listed = etree.SubElement(root, q("extLst"))
    extension = _like(model)
    if model.get("uri", "") == "{78C0D931-6437-407d-A8EE-F0AAD7539E65}":
        listed.insert(0, extension)  # Excel wants conditional formats before validations
    else:
        listed.append(extension)
    return extension


def _tidy(root: Element) -> None:
    """Counts right, nothing empty left behind: Excel takes an empty holder for damage."""
    for holder in [element for element in root.iter() if element.tag in _HOLDERS]:
        rules = [rule for rule in holder if rule.tag in _RULES]
        if not rules:
            parent = holder.getparent()
            _remove(holder)
            if parent is not None and parent.tag == q("ext"):
                _remove(parent)
        elif holder.get("count") is not None:
            holder.set("count", str(len(rules)))
    listed = root.find(q("extLst"))
    if listed is not None and not len(listed):
        root.remove(listed)
