"""The extension of LibreOffice: built from its sources, complete, and working in a real LibreOffice."""

from __future__ import annotations

import ast
import io
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kdcl_xl.buttons.registry import buttons
from kdcl_xl.folders import settings_folder
from kdcl_xl.jobs import libreoffice
from kdcl_xl.workbook.marks import RESULT_SHEET
from tests.ports.uno_office import UnoOffice
from tools import build_oxt

OOR = "{http://openoffice.org/2001/registry}"
ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "workbooks" / "templates" / "tu-danh-gia_tt57_2026_pt_thcs.xlsx"


@pytest.fixture(scope="module")
def oxt() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build_oxt.TARGET.read_bytes()))


def test_the_committed_file_is_what_its_sources_make() -> None:
    assert build_oxt.built() == build_oxt.built()
    committed = zipfile.ZipFile(build_oxt.TARGET)
    assert {name: committed.read(name) for name in committed.namelist()} == build_oxt.parts(), (
        "run: python tools/build_oxt.py"
    )
    assert build_oxt.TARGET.read_bytes() == build_oxt.built()


def test_every_file_is_well_formed(oxt: zipfile.ZipFile) -> None:
    for name in oxt.namelist():
        if name.endswith((".xcu", ".xml", ".xdl")):
            ElementTree.fromstring(oxt.read(name))
        elif name.endswith(".py"):
            ast.parse(oxt.read(name), name, feature_version=(3, 8))
        elif name.endswith(".png"):
            assert oxt.read(name).startswith(b"\x89PNG")


def test_every_button_is_on_toolbar_and_menu_with_label_and_icon(oxt: zipfile.ZipFile) -> None:
    root = ElementTree.fromstring(oxt.read("Addons.xcu"))
    wanted = {f"service:vn.kdcl.Nut?{button.id}": button.label for button in buttons().values()}
    for place in ("OfficeToolBar", "Submenu"):
        found = {p["URL"]: p["Title"] for p in _entries(root, place) if p["URL"] != "private:separator"}
        assert found == wanted, place
    images = {}
    for node in _named(root, "Images"):
        props = _props(node)
        inside = next(child for child in node if child.get(f"{OOR}name") == "UserDefinedImages")
        small, big = (_props(inside)[name] for name in ("ImageSmallURL", "ImageBigURL"))
        images[props["URL"]] = (small, big)
    assert images.keys() == wanted.keys()
    files = set(oxt.namelist())
    assert {url.replace("%origin%/", "") for pair in images.values() for url in pair} <= files


def test_what_the_manifest_names_is_there(oxt: zipfile.ZipFile) -> None:
    manifest = ElementTree.fromstring(oxt.read("META-INF/manifest.xml"))
    space = "{http://openoffice.org/2001/manifest}"
    named = {entry.get(f"{space}full-path") for entry in manifest}
    assert named <= set(oxt.namelist())
    assert named >= {"Addons.xcu", "kdcl_component.py", "OptionsDialog.xcu"}
    options = oxt.read("OptionsDialog.xcu").decode()
    assert "%origin%/dialogs/tuy-chon.xdl" in options
    assert "<value>vn.kdcl.TuyChon</value>" in options
    assert f"<value>{build_oxt.IDENTIFIER}</value>" in options
    assert build_oxt.IDENTIFIER == libreoffice.EXTENSION


def test_the_shim_needs_the_standard_library_and_uno_alone(oxt: zipfile.ZipFile) -> None:
    own = {Path(name).stem for name in oxt.namelist() if "/kdcl_nut/" in name}
    for name in oxt.namelist():
        if not name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(oxt.read(name))):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.module in own, (name, node.module)
            elif isinstance(node, ast.ImportFrom | ast.Import):
                modules = (
                    [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                )
                for module in modules:
                    first = module.partition(".")[0]
                    assert first in {*sys.stdlib_module_names, "uno", "unohelper", "com", "kdcl_nut"}, (
                        name,
                        module,
                    )


def test_interpreter_is_looked_for_where_the_command_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "macros" / "libreoffice" / "pythonpath" / "kdcl_nut"))
    import interpreter  # type: ignore[import-not-found]

    monkeypatch.delenv("KDCL_PYTHON", raising=False)
    assert interpreter.interpreter() == ""
    assert libreoffice.write_interpreter() == interpreter.settings_file()
    assert interpreter.interpreter() == sys.executable
    monkeypatch.setenv("KDCL_PYTHON", "/khác/python")
    assert interpreter.interpreter() == "/khác/python"
    monkeypatch.delenv("KDCL_HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert interpreter.settings_folder() == settings_folder()


# ---- in a real LibreOffice


class Pressed:
    """LibreOffice with the extension, and what it told instead of showing dialogs."""

    def __init__(self, office: UnoOffice, told: Path) -> None:
        self._office, self._told = office, told

    def open(self, path: Path) -> str:
        address: str = self._office.talk.ask("open", path=str(path))
        return address

    def press(self, document: str, button: str) -> dict[str, Any]:
        """Press as the toolbar does; the last message."""
        before = len(self._lines())
        self._office.talk.ask("dispatch", document=document, address=f"service:vn.kdcl.Nut?{button}")
        lines = self._lines()
        assert len(lines) == before + 1
        message: dict[str, Any] = json.loads(lines[-1])
        return message

    def look(self, document: str, expression: str) -> Any:
        return self._office.talk.ask("look", document=document, expression=expression)

    def close(self, document: str) -> None:
        self._office.talk.ask("close", document=document)

    def _lines(self) -> list[str]:
        return self._told.read_text(encoding="utf-8").splitlines() if self._told.exists() else []


def pressed_office(folder: Path, profile: Path, **environment: str) -> Iterator[Pressed]:
    told = folder / "đã nói.jsonl"
    with UnoOffice(
        profile, settings=False, KDCL_HOME=str(folder / "nhà"), KDCL_KHONG_HOP_THOAI=str(told), **environment
    ) as office:
        yield Pressed(office, told)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh profile of LibreOffice with the extension in it, installed as `kdcl cai-libreoffice` does."""
    folder = tmp_path_factory.mktemp("hồ sơ")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KDCL_HOME", str(folder / "nhà"))
        done = libreoffice.install_extension(folder / "LibreOffice")
    assert done.extension == f"{libreoffice.EXTENSION} {build_oxt.__version__}"
    return folder / "LibreOffice"


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    copy = tmp_path / "Sổ tự đánh giá.xlsx"
    shutil.copyfile(TEMPLATE, copy)
    return copy


@pytest.mark.office
def test_presses_in_libreoffice(profile: Path, opened: Path, tmp_path: Path) -> None:
    for office in pressed_office(tmp_path, profile, KDCL_PYTHON=sys.executable):
        book = office.open(opened)
        office.look(book, "doc.Sheets.getByName('Minh chứng').getCellRangeByName('E6').setString('ngày mai')")
        said = office.press(book, "kiem-tra-dang-lam")
        assert said["result"] == "found_errors"
        marked = "[n.Position.Row for n in doc.Sheets.getByName('Minh chứng').Annotations]"
        assert 5 in office.look(book, marked)
        assert office.look(book, f"doc.Sheets.hasByName({RESULT_SHEET!r})")
        assert office.look(book, "doc.CurrentController.ActiveSheet.Name") == "Hướng dẫn"
        assert "Minh chứng!" in office.press(book, "loi-ke-tiep")["message"]
        assert office.look(book, "doc.CurrentController.ActiveSheet.Name") == "Minh chứng"
        office.look(book, "doc.Sheets.getByName('Minh chứng').getCellRangeByName('E6').setString('')")
        assert office.press(book, "kiem-tra-dang-lam")["result"] == "done"
        assert office.look(book, marked) == []
        assert office.press(book, "xoa-dau")["result"] == "done"
        assert not office.look(book, f"doc.Sheets.hasByName({RESULT_SHEET!r})")
        assert "Hoàn tác" not in office.press(book, "hoan-tac")["message"]
        assert office.look(book, f"doc.Sheets.hasByName({RESULT_SHEET!r})")
        made = office.press(book, "lap-bao-cao")
        assert Path(made["open"][0]).suffix == ".docx"
        assert Path(made["open"][0]).is_file()
        assert "không có nút" in office.press(book, "khong-co")["message"].lower()
        office.close(book)


@pytest.mark.office
def test_message_when_the_program_is_not_found(profile: Path, opened: Path, tmp_path: Path) -> None:
    for office in pressed_office(tmp_path, profile, KDCL_PYTHON=str(tmp_path / "không có")):
        book = office.open(opened)
        said = office.press(book, "kiem-tra")
        assert said["result"] == "failed"
        assert "kdcl cai-libreoffice" in said["message"]
        office.close(book)


@pytest.mark.office
def test_extension_is_removed_again(profile: Path) -> None:
    assert libreoffice.remove_extension(profile) == [
        f"Đã gỡ {libreoffice.EXTENSION} {build_oxt.__version__}."
    ]
    assert "không có" in libreoffice.remove_extension(profile)[0]


def _named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    for node in root.iter("node"):
        if node.get(f"{OOR}name") == name:
            yield from node.findall("node")


def _entries(root: ElementTree.Element, place: str) -> Iterator[dict[str, str]]:
    for node in _named(root, place):
        nodes = node.findall("node")
        yield from ([_props(inner) for inner in nodes] if nodes else [_props(node)])


def _props(node: ElementTree.Element | None) -> dict[str, str]:
    if node is None:
        return {}
    return {
        prop.get(f"{OOR}name", ""): (prop.findtext("value") or "").strip() for prop in node.findall("prop")
    }
