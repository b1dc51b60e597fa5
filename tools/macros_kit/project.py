"""A VBA project from text: what Excel would write for a workbook with these sheets and these modules."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile

PROJECT_PART = "xl/vbaProject.bin"


def project(modules: Mapping[str, str], sheets: int) -> bytes:
    """vbaProject.bin with the modules, ThisWorkbook and Sheet1…SheetN, all of these without code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shell.xlsm"
        with xlsxwriter.Workbook(path) as book:
            for _ in range(sheets):
                book.add_worksheet()
        with ExcelFile(path) as file:
            made = file.add_vba_project()
            for name, text in modules.items():
                made.add_module(name, text.replace("\n", "\r\n"))
            file.save()
        with zipfile.ZipFile(path) as archive:
            return archive.read(PROJECT_PART)
