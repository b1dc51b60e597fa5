"""Which sheet and cell a workbook shows when it is opened."""

from __future__ import annotations

from lxml import etree

from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.patch import Session
from kdcl_xl.workbook.patch_book import Element, insert_in_order, q, remove_attributes, set_attributes

_AFTER_BOOK_VIEWS = ("sheets", "functionGroups", "externalReferences", "definedNames", "calcPr")
_AFTER_SHEET_VIEWS = ("sheetFormatPr", "cols", "sheetData")
_ABOVE = 4
"""Rows left visible above the cell shown."""


def selection(session: Session) -> tuple[str, str]:
    """Active sheet and cell; A1 when the file does not say."""
    sheets = session.sheets
    number = int(_book_view(session).get("activeTab", "0"))
    name = sheets[number if number < len(sheets) else 0].get("name", "")
    if name not in session.inspection.sheets:
        return name, "A1"
    view = session.book.tree(session.part(name)).find(f"{q('sheetViews')}/{q('sheetView')}")
    if view is None:
        return name, "A1"
    pane = view.find(q("pane"))
    active = "topLeft" if pane is None else pane.get("activePane", "topLeft")
    for chosen in view.iterfind(q("selection")):
        if chosen.get("pane", "topLeft") == active:
            return name, chosen.get("activeCell", "A1")
    return name, "A1"


def is_hidden(session: Session, sheet: str) -> bool:
    """Whether users do not see the sheet."""
    return any(e.get("name") == sheet and e.get("state", "visible") != "visible" for e in session.sheets)


def select(session: Session, sheet: str, row: int, column: int) -> None:
    """Show a cell (zero-based) when the workbook is opened next."""
    book = session.book
    names = [element.get("name", "") for element in session.sheets]
    number = names.index(sheet)
    _book_view(session).set("activeTab", str(number))
    book.touch(book.part)
    for name in names:
        if name in session.inspection.sheets and name != sheet:
            _unselect(session, session.part(name))
    part = session.part(sheet)
    _show(_sheet_view(book.tree(part)), row, column)
    book.touch(part)


def _unselect(session: Session, part: str) -> None:
    """Two selected sheets would be edited together."""
    if b"tabSelected" not in session.book.raw_now(part):
        return
    for view in session.book.tree(part).iterfind(f"{q('sheetViews')}/{q('sheetView')}"):
        if "tabSelected" in view.attrib:
            remove_attributes(view, "tabSelected")
            session.book.touch(part)


def _show(view: Element, row: int, column: int) -> None:
    view.set("tabSelected", "1")
    pane = view.find(q("pane"))
    top = max(0, row - _ABOVE)
    active = ""
    if pane is None:
        view.set("topLeftCell", a1(top, 0))
    elif pane.get("state") in ("frozen", "frozenSplit"):
        down, right = int(float(pane.get("ySplit", "0"))), int(float(pane.get("xSplit", "0")))
        active = ("bottom" if down and row >= down else "top") + (
            "Right" if right and column >= right else "Left"
        )
        pane.set("topLeftCell", a1(max(down, top), right))
        pane.set("activePane", active)
    else:
        active = pane.get("activePane", "topLeft")
    _select_in(view, active, a1(row, column))


def _select_in(view: Element, pane: str, cell: str) -> None:
    for chosen in view.iterfind(q("selection")):
        if chosen.get("pane", "topLeft") == (pane or "topLeft"):
            remove_attributes(chosen, "activeCellId")
            set_attributes(chosen, {"activeCell": cell, "sqref": cell})
            return
    chosen = etree.Element(q("selection"), activeCell=cell, sqref=cell)
    if pane:
        chosen.set("pane", pane)
    insert_in_order(view, chosen, ("pivotSelection", "extLst"))


def _book_view(session: Session) -> Element:
    root = session.book.tree(session.book.part)
    views = root.find(q("bookViews"))
    if views is None:
        views = etree.Element(q("bookViews"))
        insert_in_order(root, views, _AFTER_BOOK_VIEWS)
    view = views.find(q("workbookView"))
    return etree.SubElement(views, q("workbookView")) if view is None else view


def _sheet_view(root: Element) -> Element:
    views = root.find(q("sheetViews"))
    if views is None:
        views = etree.Element(q("sheetViews"))
        insert_in_order(root, views, _AFTER_SHEET_VIEWS)
    view = views.find(q("sheetView"))
    return etree.SubElement(views, q("sheetView"), workbookViewId="0") if view is None else view
