"""Frozen panes, zoom and grid lines for an .ots: LibreOffice forgets them when it converts without a window."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

_CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OF_THE_PRINTER = ("PrinterName", "PrinterSetup")
_FROZEN = 2


def settings_with_views(settings: bytes, workbook: Mapping[str, bytes]) -> bytes:
    """settings.xml with the views of the workbook (its parts), and without the printer of this machine."""
    root = etree.fromstring(settings)
    for item in list(root.iter(_name("config-item"))):
        parent = item.getparent()
        if item.get(_name("name")) in _OF_THE_PRINTER and parent is not None:
            parent.remove(item)
    views = next(
        each for each in root.iter(_name("config-item-set")) if each.get(_name("name")) == "ooo:view-settings"
    )
    entry = _add(_add(views, "config-item-map-indexed", "Views"), "config-item-map-entry")
    _item(entry, "ViewId", "string", "view1")
    tables = _add(entry, "config-item-map-named", "Tables")
    names = [
        str(sheet.get("name"))
        for sheet in etree.fromstring(workbook["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
    ]
    for number, name in enumerate(names, start=1):
        sheet = etree.fromstring(workbook[f"xl/worksheets/sheet{number}.xml"])
        _table(_add(tables, "config-item-map-entry", name), sheet)
    _item(entry, "ActiveTable", "string", names[0])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _table(entry: etree._Element, sheet: etree._Element) -> None:
    view, pane = next(sheet.iter(f"{_MAIN}sheetView")), next(sheet.iter(f"{_MAIN}pane"), None)
    columns, rows = (0, 0) if pane is None else (int(pane.get("xSplit", 0)), int(pane.get("ySplit", 0)))
    _item(entry, "HorizontalSplitMode", "short", _FROZEN if columns else 0)
    _item(entry, "VerticalSplitMode", "short", _FROZEN if rows else 0)
    _item(entry, "HorizontalSplitPosition", "int", columns)
    _item(entry, "VerticalSplitPosition", "int", rows)
    # Panes are numbered 0 and 1 above, 2 and 3 below; an unsplit view is the one below left.
    _item(entry, "ActiveSplitRange", "short", (1 if columns else 0) + (2 if rows or not columns else 0))
    _item(entry, "PositionRight", "int", columns)
    _item(entry, "PositionBottom", "int", rows)
    _item(entry, "ZoomType", "short", 0)
    _item(entry, "ZoomValue", "int", view.get("zoomScale", "100"))
    _item(entry, "ShowGrid", "boolean", str(view.get("showGridLines") != "0").lower())


def _item(parent: etree._Element, name: str, kind: str, value: object) -> None:
    item = _add(parent, "config-item", name)
    item.set(_name("type"), kind)
    item.text = str(value)


def _add(parent: etree._Element, tag: str, name: str = "") -> etree._Element:
    element = etree.SubElement(parent, _name(tag))
    if name:
        element.set(_name("name"), name)
    return element


def _name(local: str) -> str:
    return f"{{{_CONFIG}}}{local}"
