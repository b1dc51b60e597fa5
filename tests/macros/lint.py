"""What is wrong with a built macro file that no validator sees. Every function returns the faults it finds."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

with warnings.catch_warnings():  # pyparsing finds the names oletools uses old
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser  # type: ignore[import-untyped]

_SUB = re.compile(r"^(?:Public )?Sub (\w+)\(([^)]*)\)", re.M | re.I)
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_CALLBACK_PARAMETERS = "control As IRibbonControl"
_EXTENSIBILITY = "relationships/ui/extensibility"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def modules(path: Path) -> dict[str, str]:
    """Module → source, read by oletools."""
    parser = VBA_Parser(str(path))
    try:
        return {
            name.rpartition(".")[0]: code.replace("\r\n", "\n")
            for _file, _stream, name, code in parser.extract_macros()
        }
    finally:
        parser.close()


def subs(path: Path) -> dict[str, str]:
    """Name of a public Sub → its parameters."""
    return {name: given.strip() for code in modules(path).values() for name, given in _SUB.findall(code)}


def differing_modules(path: Path, expected: Mapping[str, str]) -> Iterator[str]:
    """Modules that are missing, too many, other than their source, and code where none may be."""
    found = modules(path)
    documents = {name for name in found if name == "ThisWorkbook" or re.fullmatch(r"Sheet\d+", name)}
    for name in documents:
        code = [line for line in found[name].splitlines() if line and not line.startswith("Attribute VB_")]
        yield from (f"{name} holds code: {line}" for line in code)
    for name in (found.keys() - documents) ^ expected.keys():
        yield f"module {name} is {'too many' if name in found else 'missing'}"
    for name in found.keys() & expected.keys():
        if found[name].rstrip() != expected[name].rstrip():
            yield f"module {name} differs from its source"
        if not found[name].isascii():
            yield f"module {name} is not ASCII"


def dead_buttons(path: Path) -> Iterator[str]:
    """Buttons in sheets whose macro does not exist in the workbook, or wants parameters."""
    known = subs(path)
    with zipfile.ZipFile(path) as archive:
        drawings = [archive.read(name) for name in archive.namelist() if name.endswith(".vml")]
    macros = [
        str(each.text)
        for drawing in drawings
        for each in etree.fromstring(drawing).iter(f"{_EXCEL}FmlaMacro")
    ]
    if not macros:
        yield "no button at all"
    for macro in macros:
        name = macro.removeprefix("[0]!")
        if name not in known:
            yield f"button without macro: {macro}"
        elif known[name]:
            yield f"macro of a button wants {known[name]}"


def code_names(path: Path) -> Iterator[str]:
    """Sheets and workbook whose code name is missing, or has no module in the project."""
    known = modules(path)
    with zipfile.ZipFile(path) as archive:
        parts = {
            n: archive.read(n) for n in archive.namelist() if n.startswith("xl/w") and n.endswith(".xml")
        }
    for name, data in parts.items():
        found = re.search(rb'<(?:sheetPr|workbookPr)[^>]* ?codeName="(\w+)"', data)
        if found is None or found[1].decode() not in known:
            yield f"{name}: code name {found and found[1].decode()}"


def ribbon_faults(path: Path, ids: set[str]) -> Iterator[str]:
    """Ids twice, callbacks that do not exist or have other parameters, tags of no button, pictures that are not there."""
    known = subs(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    tabs = [
        str(each.get("Target"))
        for each in etree.fromstring(parts["_rels/.rels"])
        if str(each.get("Type")).endswith(_EXTENSIBILITY)
    ]
    if len(tabs) != 2:
        yield f"{len(tabs)} ribbons"
    for tab in tabs:
        root = etree.fromstring(parts[tab])
        counted = Counter(str(each.get("id")) for each in root.iter() if each.get("id"))
        yield from (f"{tab}: id {key} {count} times" for key, count in counted.items() if count > 1)
        pictures = _pictures(tab, parts)
        for each in root.iter(f"{{{root.nsmap[None]!s}}}button"):
            yield from _button_faults(tab, each, known, ids, pictures)
        if {str(each.get("tag")) for each in root.iter() if each.get("tag")} != ids:
            yield f"{tab}: not the buttons of the registry"


def _button_faults(
    tab: str, button: etree._Element, known: Mapping[str, str], ids: set[str], pictures: set[str]
) -> Iterator[str]:
    if button.get("tag") not in ids:
        yield f"{tab}: tag {button.get('tag')} is no button"
    if button.get("image") not in pictures:
        yield f"{tab}: picture {button.get('image')} is not there"
    for name, value in button.attrib.items():
        callback = str(value)
        if str(name).startswith(("on", "get")) and known.get(callback) != _CALLBACK_PARAMETERS:
            yield f"{tab}: callback {callback}({known.get(callback)})"


def _pictures(tab: str, parts: Mapping[str, bytes]) -> set[str]:
    folder, _, name = tab.rpartition("/")
    links = etree.fromstring(parts[f"{folder}/_rels/{name}.rels"])
    return {
        str(each.get("Id"))
        for each in links
        if each.get("Type") == _IMAGE and f"{folder}/{each.get('Target')}" in parts
    }
