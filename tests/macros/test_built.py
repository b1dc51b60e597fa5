"""What is committed is what the text says, and nothing else; each check is shown a fault it must see."""

from __future__ import annotations

import importlib
import inspect
import io
import re
import unicodedata
from pathlib import Path

import pytest
from PIL import Image
from pyopenvba import check_file
from pyvbaanalysis.cli import main as analyse

from kdcl_xl.buttons.registry import buttons
from kdcl_xl.install.home import HOME_VARIABLE, is_safe
from kdcl_xl.jobs.reading import submission_of
from tests import ooxml
from tests.macros import lint
from tests.parts import differing_parts
from tools import build_macros, draw_icons
from tools.macros_kit import addin, books, modules, office_template, ribbon, words
from tools.macros_kit.packages import packed, unpacked

ADD_IN = build_macros.MACROS / "kdcl.xlam"
BOOKS = sorted(build_macros.TEMPLATES.glob("*.xlsm"))
BOOK = build_macros.TEMPLATES / "tu-danh-gia_tt57_2026_pt_thcs.xlsm"
MADE = dict(build_macros.macro_files())
IN_ADD_IN = modules.read(modules.ADD_IN_MODULES) | {modules.XLWINGS: modules.xlwings_module()}
IN_BOOKS = modules.read(modules.BOOK_MODULES)


def changed(path: Path, folder: Path, part: str, old: str, new: str) -> Path:
    """A copy of a built file with one piece of text replaced in one part."""
    parts = unpacked(path.read_bytes())
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    (folder / path.name).write_bytes(packed(parts))
    return folder / path.name


# ---- built from text


def test_generated_text_is_up_to_date() -> None:
    for path, data in build_macros.sources():
        assert path.read_bytes() == data, f"{path.name}: run `make macros`"


def test_add_in_is_rebuilt_to_the_byte() -> None:
    assert ADD_IN.read_bytes() == MADE[ADD_IN]


def test_templates_are_rebuilt_part_by_part() -> None:
    assert set(BOOKS) == MADE.keys() - {ADD_IN}
    for path in BOOKS:
        assert differing_parts(path.read_bytes(), MADE[path]) == [], path.name
        assert list(unpacked(path.read_bytes())) == list(unpacked(MADE[path])), path.name


def test_office_templates_were_made_from_these_workbooks_and_buttons() -> None:
    names = {name for name, _form, _edition in books.chosen()}
    assert {path.stem for path in build_macros.TEMPLATES.glob("*.ots")} == names
    assert list(build_macros.office_files()) == [], "run `make macros`"


def test_office_template_notices_another_button() -> None:
    _name, form, edition = next(books.chosen())
    workbook, planned = books.for_office(form, edition, build_macros.every())
    other, fewer = books.for_office(form, edition, build_macros.every()[1:])
    assert office_template.source_mark(workbook, planned) != office_template.source_mark(other, fewer)


def test_every_icon_is_drawn_and_committed() -> None:
    wanted = {f"{b.icon}-{size}.png" for b in buttons().values() for size in draw_icons.SIZES}
    assert {path.name for path in draw_icons.FOLDER.iterdir()} == wanted
    for name in wanted:
        icon, _, size = name.removesuffix(".png").rpartition("-")
        with Image.open(draw_icons.FOLDER / name) as image:
            assert image.tobytes() == draw_icons.drawn(icon, int(size)).tobytes(), (
                f"{name}: run `make macros`"
            )


def test_icons_differ_from_each_other_without_colour() -> None:
    shapes = [draw_icons.drawn(icon, 16).getchannel("A").tobytes() for icon in draw_icons.DRAWN]
    assert len(set(shapes)) == len(shapes)


# ---- modules


@pytest.mark.parametrize("path", [ADD_IN, *BOOKS], ids=lambda path: path.name)
def test_modules_are_their_source_and_nothing_else(path: Path) -> None:
    assert list(lint.differing_modules(path, IN_ADD_IN if path == ADD_IN else IN_BOOKS)) == []
    assert list(lint.code_names(path)) == []


def test_a_changed_or_stray_module_is_seen() -> None:
    other = IN_BOOKS | {"modWords": IN_BOOKS["modWords"] + "\n' more"}
    assert list(lint.differing_modules(BOOK, other)) == ["module modWords differs from its source"]
    assert list(lint.differing_modules(BOOK, IN_BOOKS | {"modMore": ""})) == ["module modMore is missing"]
    fewer = {name: text for name, text in IN_BOOKS.items() if name != "modWords"}
    assert list(lint.differing_modules(BOOK, fewer)) == ["module modWords is too many"]


def test_a_sheet_without_its_code_name_is_seen(tmp_path: Path) -> None:
    broken = changed(BOOK, tmp_path, "xl/worksheets/sheet2.xml", ' codeName="Sheet2"', "")
    assert list(lint.code_names(broken)) == ["xl/worksheets/sheet2.xml: code name None"]


def test_one_sub_for_every_button() -> None:
    wanted = {button.macro for button in buttons().values()}
    assert wanted == {name for name in lint.subs(ADD_IN) if name.startswith("KDCL_")} - {ribbon.CALLBACK}
    in_sheets = {button.macro for button in buttons().values() if button.in_sheet}
    assert in_sheets == {name for name in lint.subs(BOOK) if name.startswith("KDCL_")}
    assert len(in_sheets) >= 4


def test_workbooks_carry_no_xlwings_and_the_add_in_carries_its_licence() -> None:
    assert not any("RunPython" in text for text in IN_BOOKS.values())
    licence = IN_ADD_IN[modules.XLWINGS]
    assert "BSD 3-clause license" in licence
    assert "Redistributions in binary form must reproduce" in licence


def test_a_changed_xlwings_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    original = modules._xlwings_file("xlwings_custom_addin.bas").read_text("ascii")
    (tmp_path / "xlwings_custom_addin.bas").write_text(original.replace("myaddin", "yours"), "ascii")
    monkeypatch.setattr(modules, "_xlwings_file", lambda name: tmp_path / name)
    with pytest.raises(modules.UpstreamChangedError, match="PROJECT_NAME"):
        modules.xlwings_module()


def test_words_come_back_from_vba_as_they_were() -> None:
    text = (modules.FOLDER / "modWords.bas").read_text("ascii")
    joined = text.replace('" & _\n    "', "")
    found = dict(re.findall(r'^Public Const (\w+) As String = "((?:[^"]|"")*)"$', joined, re.M))
    decoded = {
        name: re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), value).replace('""', '"')
        for name, value in found.items()
    }
    assert decoded == dict(words.WORDS)
    assert all(unicodedata.is_normalized("NFC", value) for value in decoded.values())
    used = {name for text in IN_ADD_IN.values() for name in re.findall(r"\bKDCL_[A-Z_]+\b", text)}
    used |= {name for text in IN_BOOKS.values() for name in re.findall(r"\bKDCL_[A-Z_]+\b", text)}
    assert used - {"KDCL_HOME"} >= decoded.keys()


def test_vba_editor_can_hold_every_line() -> None:
    for name, text in (IN_ADD_IN | IN_BOOKS).items():
        assert max(map(len, text.splitlines())) < 1000, name
        runs = re.findall(r"(?:[^\n]* _\n)+", text)
        assert max((run.count("\n") for run in runs), default=0) <= 24, name


def findings(capsys: pytest.CaptureFixture[str], path: Path) -> list[str]:
    """What the analyser says of our own modules, but for the missing Option Explicit that modules explain."""
    only = [part for name in modules.ADD_IN_MODULES + modules.BOOK_MODULES for part in ("--only", name)]
    analyse(["--whole-project", "--ignore", "option-explicit-missing", *only, str(path)])
    return [line.strip() for line in capsys.readouterr().out.splitlines() if re.match(r"\s+\d+:\d+ ", line)]


@pytest.mark.parametrize("path", [ADD_IN, BOOK], ids=lambda path: path.name)
def test_analyser_finds_nothing_in_our_modules(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    assert findings(capsys, path) == []


def test_analyser_sees_a_broken_module(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _name, form, edition = next(books.chosen())
    broken = IN_BOOKS | {"modBookButtons": IN_BOOKS["modBookButtons"].replace("KdclPress", "KdclPres", 1)}
    path = tmp_path / "broken.xlsm"
    path.write_bytes(books.with_macros(form, edition, build_macros.every(), broken))
    assert any("KdclPres" in line for line in findings(capsys, path))


# ---- buttons and ribbon


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_every_button_in_a_sheet_has_its_macro(path: Path) -> None:
    assert list(lint.dead_buttons(path)) == []


def test_a_button_without_macro_is_seen(tmp_path: Path) -> None:
    parts = [name for name in unpacked(BOOK.read_bytes()) if name.endswith(".vml")]
    vml = next(name for name in parts if b"KDCL_KiemTra<" in unpacked(BOOK.read_bytes())[name])
    broken = changed(BOOK, tmp_path, vml, "[0]!KDCL_KiemTra<", "[0]!KDCL_KiemTraa<")
    assert list(lint.dead_buttons(broken)) == ["button without macro: [0]!KDCL_KiemTraa"]


def test_ribbon_is_sound() -> None:
    assert list(lint.ribbon_faults(ADD_IN, set(buttons()))) == []


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ('onAction="KDCL_OnAction" tag="kiem-tra"', 'onAction="KDCL_On" tag="kiem-tra"', "callback KDCL_On"),
        ('onAction="KDCL_OnAction" tag="kiem-tra"', 'onAction="KDCL_KiemTra" tag="kiem-tra"', "callback"),
        ('id="kdcl-kiem-tra"', 'id="kdcl-hoan-tac"', "id kdcl-hoan-tac 2 times"),
        ('image="kiem-tra-32"', 'image="kiem-tra-64"', "picture kiem-tra-64"),
        ('tag="kiem-tra"', 'tag="kiemtra"', "tag kiemtra"),
    ],
)
def test_a_fault_in_the_ribbon_is_seen(tmp_path: Path, old: str, new: str, seen: str) -> None:
    broken = changed(ADD_IN, tmp_path, "customUI/customUI14.xml", old, new)
    assert any(seen in fault for fault in lint.ribbon_faults(broken, set(buttons())))


# ---- packages


def test_open_xml_sdk_accepts_every_file() -> None:
    assert ooxml.sdk_violations([ADD_IN, *BOOKS]) == {}


def test_open_xml_sdk_sees_a_broken_ribbon(tmp_path: Path) -> None:
    broken = changed(ADD_IN, tmp_path, "customUI/customUI14.xml", 'size="large"', 'size="huge"')
    assert broken.name in ooxml.sdk_violations([broken])


@pytest.mark.parametrize("path", [ADD_IN, *BOOKS], ids=lambda path: path.name)
def test_nothing_the_sdk_lets_pass(path: Path) -> None:
    assert ooxml.own_violations(path) == []
    report = check_file(path)
    assert (report.errors, report.warnings) == ((), ())


def test_check_file_sees_a_torn_project(tmp_path: Path) -> None:
    parts = unpacked(BOOK.read_bytes())
    parts["xl/vbaProject.bin"] = parts["xl/vbaProject.bin"][:-700]
    (tmp_path / "torn.xlsm").write_bytes(packed(parts))
    assert check_file(tmp_path / "torn.xlsm").errors


def test_workbook_with_buttons_reads_like_the_plain_one() -> None:
    one = submission_of(build_macros.ROOT / "workbooks" / "templates" / f"{BOOK.stem}.xlsx")
    other = submission_of(BOOK)
    assert (one.stamp, one.values, one.rows) == (other.stamp, other.values, other.rows)
    assert [f.code for f in other.findings if f not in one.findings] == ["TEP-043"]  # it has macros


def test_the_command_of_the_add_in_is_there_in_python() -> None:
    command = re.search(
        r"""RunPython "import ([\w.]+) as e; e\.(\w+)\('" & Id & "'\)\"""", IN_ADD_IN["modAddInCall"]
    )
    assert command, "the command is written differently now"
    called = getattr(importlib.import_module(command[1]), command[2])
    assert list(inspect.signature(called).parameters) == ["button_id"]


# ---- the settings of the add-in


def settings() -> dict[str, str]:
    """Key → value, as Excel will read them."""
    from openpyxl import load_workbook

    parts = unpacked(ADD_IN.read_bytes())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"addin.macro", b"sheet.macro")
    sheet = load_workbook(io.BytesIO(packed(parts)))[addin.SETTINGS_SHEET]
    return {str(key): str(value or "") for key, value in sheet.iter_rows(max_col=2, values_only=True)}


def test_settings_leave_nothing_to_files_beside_a_workbook() -> None:
    """xlwings asks the folder of the workbook for what the add-in does not say; on Windows it may ask for nothing."""
    asked = set(re.findall(r'GetConfig\("([^"]+)"', IN_ADD_IN[modules.XLWINGS]))
    assert {key for key in asked if not key.endswith("_MAC")} <= settings().keys()
    assert settings()["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"


def test_interpreter_and_logs_lie_below_the_home_the_installer_chose() -> None:
    found = settings()
    for key in ("INTERPRETER_WIN", "TEMP DIR"):
        assert found[key].startswith(f"%{HOME_VARIABLE}%\\")
        assert is_safe(found[key].replace(f"%{HOME_VARIABLE}%", r"C:\kdcl"))
    assert found["USE UDF SERVER"] == "False"


def test_a_book_that_brings_its_own_settings_is_refused() -> None:
    """The check stands before the call; it is written in VBA, so it is looked for in the text."""
    text = IN_ADD_IN["modAddInCall"]
    assert text.index("ObstacleFor(ActiveWorkbook)") < text.index("    RunPython ")
    assert '"xlwings.conf"' in text
    assert '".py"' in text
