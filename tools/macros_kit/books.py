"""Templates with buttons: .xlsm for Excel, .ots for LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from kdcl_xl.buttons.registry import Button
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.sheet_buttons import SheetButton, SheetButtons
from tools.build_templates import blank_workbooks
from tools.macros_kit.project import project
from tools.macros_kit.words import ABOUT_MACROS, ABOUT_NO_MACROS, NEEDS_ADD_IN, NEEDS_EXTENSION

REGULATIONS = ("tt57_2026_", "tt18_2018_")
"""The rule set in force, and the one most schools still close their running cycle under. The others are needed to look
at old workbooks only, where a plain template and the tab of the ribbon do."""


def chosen() -> Iterator[tuple[str, Form, Edition]]:
    """Name without suffix, form and edition of every template that gets buttons."""
    for name, form, edition in blank_workbooks():
        if form is SELF_ASSESSMENT and edition.rules.id.startswith(REGULATIONS):
            yield name.removesuffix(".xlsx"), form, edition


def with_macros(form: Form, edition: Edition, buttons: Sequence[Button], modules: Mapping[str, str]) -> bytes:
    """The .xlsm."""
    sheets = _sheets(build(form, edition))
    attached = SheetButtons(_on_sheet(buttons), NEEDS_ADD_IN, ABOUT_MACROS, project(modules, sheets))
    return build(form, edition, buttons=attached)


def for_office(form: Form, edition: Edition, buttons: Sequence[Button]) -> tuple[bytes, SheetButtons]:
    """The .xlsx that becomes the .ots, and the buttons it is to get: it has no macros, so macros need not be allowed."""
    planned = SheetButtons(_on_sheet(buttons), NEEDS_EXTENSION, ABOUT_NO_MACROS)
    return build(form, edition, buttons=planned), planned


def _on_sheet(buttons: Sequence[Button]) -> tuple[SheetButton, ...]:
    return tuple(SheetButton(b.id, b.label, b.tip, b.macro) for b in buttons if b.in_sheet)


def _sheets(workbook: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return sum(
            re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) is not None for name in archive.namelist()
        )
