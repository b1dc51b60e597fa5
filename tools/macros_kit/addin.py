"""kdcl.xlam: the tab of the ribbon, one Sub a button, xlwings' module, and its settings sheet."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from kdcl_xl.buttons.registry import Button
from kdcl_xl.install.home import HOME_VARIABLE
from kdcl_xl.install.windows import PROGRAM
from tools.macros_kit import ribbon
from tools.macros_kit.packages import packed, unpacked
from tools.macros_kit.project import project

ICONS = Path(__file__).parents[2] / "macros" / "icons"
SETTINGS_SHEET = "xlwings.conf"
_HOME = f"%{HOME_VARIABLE}%"
SETTINGS: Mapping[str, str] = {
    "INTERPRETER_WIN": rf"{_HOME}\{PROGRAM}\python\python.exe",
    "INTERPRETER": "",
    "PYTHONPATH": "",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "TEMP DIR": rf"{_HOME}\tam",
    "SHOW CONSOLE": "False",
    "SHOW_ERROR_POPUPS": "True",
    "USE UDF SERVER": "False",
    "DEBUG UDFS": "False",
    "UDF MODULES": "",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "LICENSE_KEY": "",
    "ONEDRIVE_CONSUMER_WIN": "",
    "ONEDRIVE_COMMERCIAL_WIN": "",
    "SHAREPOINT_WIN": "",
}
"""xlwings expands %…%, so the installer sets one environment variable and leaves this file as it is.

Every setting is named here, blank ones too: xlwings looks for what is missing in a file beside the workbook and in the
user's profile, and a folder of workbooks must not choose the interpreter. PYTHONPATH is blank because the bundled
Python finds the package by itself; the folder of a workbook is never a place to import from.
"""

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADD_IN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


def add_in(buttons: Sequence[Button], modules: Mapping[str, str], tab: Mapping[str, bytes]) -> bytes:
    """The add-in. `tab`: customUI part → its XML. Nothing is compressed, so that the same bytes come out everywhere."""
    parts = unpacked(_workbook(project(modules, 1)))
    types = parts["[Content_Types].xml"].replace(_WORKBOOK_TYPE.encode(), _ADD_IN_TYPE.encode())
    parts["[Content_Types].xml"] = types.replace(
        b"<Default ", b'<Default Extension="png" ContentType="image/png"/><Default ', 1
    )
    links = "".join(
        f'<Relationship Id="rIdKdcl{number}" Type="{ribbon.PARTS[part][1]}" Target="{part}"/>'
        for number, part in enumerate(tab, start=1)
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", f"{links}</Relationships>".encode()
    )
    for part, xml in tab.items():
        folder, _, name = part.rpartition("/")
        parts[part] = xml
        parts[f"{folder}/_rels/{name}.rels"] = _picture_links(ribbon.images(buttons))
    for image in ribbon.images(buttons):
        parts[f"customUI/images/{image}.png"] = (ICONS / f"{image}.png").read_bytes()
    return packed(parts, stored=tuple(parts))


def _workbook(vba: bytes) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.set_properties(
            {"title": "KĐCL", "comments": "kdcl_xl", "created": dt.datetime(2026, 9, 5)}  # fixed: same bytes
        )
        book.add_vba_project(io.BytesIO(vba), True)
        book.set_vba_name("ThisWorkbook")
        sheet = book.add_worksheet(SETTINGS_SHEET)
        sheet.set_vba_name("Sheet1")
        sheet.set_column(0, 1, 48)
        for row, (key, value) in enumerate(SETTINGS.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
    return buffer.getvalue()


def _picture_links(images: Sequence[str]) -> bytes:
    links = "".join(
        f'<Relationship Id="{image}" Type="{_IMAGE}" Target="images/{image}.png"/>' for image in images
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_RELATIONSHIPS}">{links}</Relationships>'
    ).encode()
