"""An .ots for LibreOffice: its own conversion of the template, then the buttons as form controls that call the extension.

LibreOffice's conversion differs a little from run to run (order of styles, of shared validations), so the file says in
its properties what it was made from, and only `essence` is ever compared.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from kdcl_xl.documents.pdf import find_libreoffice
from kdcl_xl.workbook.sheet_buttons import COLUMN, SheetButtons
from tools.macros_kit.office_views import settings_with_views
from tools.macros_kit.packages import packed, unpacked

SERVICE = "service:vn.kdcl.Nut?"
SOURCE_PROPERTY = "kdcl_xl"
_SECONDS = 120
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_LEFT_OUT = ("Thumbnails/", "Configurations2/")
_PASSING = ("dc:date", "meta:generator", "meta:editing-duration", "meta:editing-cycles", "meta:user-defined")
_CONTROL = "ooo:com.sun.star.form.component."


class ConversionError(RuntimeError):
    """LibreOffice is missing or did not convert the workbook."""


def template(workbook: bytes, planned: SheetButtons) -> bytes:
    """The .ots. Raises ConversionError."""
    return dressed(converted(workbook), workbook, planned)


def source_mark(workbook: bytes, planned: SheetButtons) -> str:
    """What an .ots is made from, as a digest: parts of the workbook and the buttons."""
    digest = hashlib.sha256(repr([(b, p) for b, p in planned.placed()]).encode())
    for name, data in sorted(unpacked(workbook).items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def mark_of(made: bytes) -> str:
    """The digest an .ots carries, or ""."""
    meta = etree.fromstring(unpacked(made)["meta.xml"])
    return next(
        (
            each.text or ""
            for each in meta.iter(_name("meta:user-defined"))
            if each.get(_name("meta:name")) == SOURCE_PROPERTY
        ),
        "",
    )


def converted(workbook: bytes) -> bytes:
    """LibreOffice's own conversion, in a profile of its own. Raises ConversionError."""
    program = find_libreoffice()
    if program is None:
        raise ConversionError("Thiếu LibreOffice: chạy `make office`.")
    folder = Path(tempfile.mkdtemp(prefix="kdcl-ots-"))
    try:
        (folder / "mau.xlsx").write_bytes(workbook)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            str(program),
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "ots",
            "--outdir",
            str(folder),
        ]
        _run([*command, str(folder / "mau.xlsx")])
        made = folder / "mau.ots"
        if not made.exists():
            raise ConversionError("LibreOffice không chuyển được mẫu sang .ots.")
        return made.read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise ConversionError(f"LibreOffice không trả lời trong {_SECONDS} giây.") from None


def dressed(plain: bytes, workbook: bytes, planned: SheetButtons) -> bytes:
    """The conversion with buttons, frozen panes, and nothing of this machine or this hour."""
    parts = {name: data for name, data in unpacked(plain).items() if not name.startswith(_LEFT_OUT)}
    parts["content.xml"] = _with_buttons(parts["content.xml"], planned)
    parts["settings.xml"] = settings_with_views(parts["settings.xml"], unpacked(workbook))
    parts["meta.xml"] = _lasting(parts["meta.xml"], source_mark(workbook, planned))
    manifest = etree.fromstring(parts["META-INF/manifest.xml"])
    for entry in list(manifest):
        if str(entry.get(_name("manifest:full-path"))).startswith(_LEFT_OUT):
            manifest.remove(entry)
    parts["META-INF/manifest.xml"] = _xml(manifest)
    first = {"mimetype": parts.pop("mimetype")}
    return packed(first | dict(sorted(parts.items())), stored=("mimetype",))


def _with_buttons(content: bytes, planned: SheetButtons) -> bytes:
    root = etree.fromstring(content)
    sheet = root.find(".//table:table", _NAMES)
    if sheet is None:
        raise ConversionError("LibreOffice bỏ mất các trang của mẫu.")
    heading = next(cell for column, cell in _cells(sheet.find("table:table-row", _NAMES)) if column == COLUMN)
    forms = etree.Element(_name("office:forms"), _named({"form:automatic-focus": "false", "form:apply-design-mode": "false"}))  # fmt: skip
    form = etree.SubElement(
        forms,
        _name("form:form"),
        _named({"form:name": "KDCL", "form:control-implementation": f"{_CONTROL}Form"}),
    )
    for number, (button, place) in enumerate(planned.placed()):
        control = f"kdcl-{button.id}"
        etree.SubElement(
            form,
            _name("form:button"),
            _named(
                {
                    "form:name": control,
                    "form:control-implementation": f"{_CONTROL}CommandButton",
                    "xml:id": control,
                    "form:id": control,
                    "form:label": button.caption,
                    "form:title": button.tip,
                    "form:button-type": "url",
                    "form:focus-on-click": "false",
                    "office:target-frame": "",
                    "xlink:href": SERVICE + button.id,
                }
            ),
        )
        x, y, width, height = (f"{each}mm" for each in place.millimetres)
        shape = {"draw:z-index": str(number), "draw:control": control, "svg:x": x, "svg:y": y, "svg:width": width, "svg:height": height}  # fmt: skip
        heading.insert(number, etree.Element(_name("draw:control"), _named(shape)))
    sheet.insert(0, forms)
    return _xml(root)


def _lasting(meta: bytes, mark: str) -> bytes:
    root = etree.fromstring(meta)
    within = root.find("office:meta", _NAMES)
    assert within is not None
    for name in _PASSING:
        for element in within.findall(name, _NAMES):
            within.remove(element)
    etree.SubElement(within, _name("meta:user-defined"), _named({"meta:name": SOURCE_PROPERTY})).text = mark
    return _xml(root)


def essence(made: bytes) -> dict[str, Any]:
    """What is compared of two .ots files: every filled cell with its formula, value and text; buttons and their places."""
    root = etree.fromstring(unpacked(made)["content.xml"])
    found: dict[str, Any] = {
        "buttons": [dict(each.attrib) for each in root.iter(_name("form:button"), _name("draw:control"))]
    }
    for sheet in root.iter(_name("table:table")):
        found[str(sheet.get(_name("table:name")))] = dict(_filled(sheet))
    return found


def _filled(sheet: etree._Element) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    row = 0
    for line in sheet.iter(_name("table:table-row")):
        for column, cell in _cells(line):
            text = "\n".join("".join(map(str, p.itertext())) for p in cell.findall("text:p", _NAMES))
            value = (
                cell.get(_name("table:formula")) or "",
                cell.get(_name("office:value")) or cell.get(_name("office:date-value")) or "",
                text,
            )
            if any(value):
                yield (row, column), value
        row += int(line.get(_name("table:number-rows-repeated")) or 1)


def _cells(row: etree._Element | None) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in () if row is None else row:
        yield column, cell
        column += int(cell.get(_name("table:number-columns-repeated")) or 1)


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _named(attributes: Mapping[str, str]) -> dict[str, str]:
    return {_name(short): value for short, value in attributes.items()}


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
