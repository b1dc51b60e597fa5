"""The contract over closed files, and what only files promise: other parts stay byte for byte, the user's file too."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import platformdirs
import pytest

from kdcl_xl.buttons import press as pressing
from kdcl_xl.findings import Severity
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.ports.file_port import FilePort, copy_beside
from kdcl_xl.ports.port import Port, PortError
from kdcl_xl.workbook.atomic import backups, leftovers
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.marks import RESULT_SHEET, mark_colour
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.plan import DropSheet, Fill, Moment, Notes, Plan, Result, Select, SetValues
from tests import ooxml
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.ports.contract import ERROR, EVIDENCE, FIGURES, MISTAKES, REPORT, PortContract, clean_workbook
from tests.ports.states import after, differences, marked_cells, state_of
from tests.running import kdcl
from tests.workbook.rich_workbook import SHEET, differing_parts, rich

__all__ = ["clean_workbook"]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
SAMPLES = sorted((Path(__file__).parents[2] / "workbooks").glob("vi-du_tu-danh-gia*.xlsx"))
SCHOOL_MACROS = b"Attribute VB_Name"
"""Stands for the school's own VBA project: nobody but Excel looks inside."""


class TestFilePort(PortContract):
    def open(self, path: Path) -> Port:
        return FilePort(path, path, keep=False)

    def save(self, port: Port, path: Path) -> Path:
        assert isinstance(port, FilePort)
        if port.path != path:
            shutil.copyfile(port.path, path)
        return path


@pytest.fixture(autouse=True)
def nobodys_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("nhà")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)


@pytest.fixture
def book(clean_workbook: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ.xlsx"
    path.write_bytes(with_values(clean_workbook, MISTAKES))
    return path


def press(button: str, port: FilePort) -> Plan:
    return pressing.press(button, port, on=CHECKED_ON["tt57"])


# ---- where it is written


def test_the_users_own_file_is_not_touched(book: Path) -> None:
    before = book.read_bytes()
    port = FilePort(book)
    assert press("kiem-tra", port).result is Result.FOUND_ERRORS
    copy = book.with_name("Sổ_da-kiem-tra.xlsx")
    assert (port.written, copy_beside(book)) == (copy, copy)
    assert book.read_bytes() == before
    assert marked_cells(state_of(copy))
    assert port.as_file() == book


def test_a_marked_copy_is_marked_again_in_place_and_its_past_is_kept(book: Path) -> None:
    press("kiem-tra", FilePort(book))
    copy = copy_beside(book)
    first = copy.read_bytes()
    assert copy_beside(copy) == copy
    copy.write_bytes(with_values(first, {FIGURES: {"E6": 10}}))
    corrected = copy.read_bytes()
    press("kiem-tra", FilePort(copy))
    assert (FIGURES, "E6") not in marked_cells(state_of(copy))
    assert [path.read_bytes() for path in backups(copy)] == [corrected]
    press("xoa-dau", FilePort(copy, keep=False))
    assert len(backups(copy)) == 1


def test_read_only_target_is_left_alone(book: Path) -> None:
    target = book.with_name("chỉ đọc.xlsx")
    target.write_bytes(b"")
    target.chmod(0o444)
    plan = press("kiem-tra", FilePort(book, target))
    assert plan.result is Result.FAILED
    assert "chỉ đọc" in plan.message
    assert target.read_bytes() == b""
    assert leftovers(book.parent) == []


def test_missing_folder_is_named(book: Path) -> None:
    with pytest.raises(PortError) as caught:
        FilePort(book, book.parent / "không có" / "x.xlsx").apply(Plan(message=""))
    assert caught.value.finding.code == "TEP-061"


def test_file_saved_between_looking_and_writing_is_not_written_over(book: Path) -> None:
    port = FilePort(book, book)
    port.snapshot()
    corrected = with_values(book.read_bytes(), {FIGURES: {"E6": 10}})
    book.write_bytes(corrected)
    with pytest.raises(PortError) as caught:
        port.apply(Plan(actions=[Fill(sheet=EVIDENCE, colours={"A6": ERROR})], message=""))
    assert caught.value.finding.code == "TEP-070"
    assert book.read_bytes() == corrected
    port.snapshot()
    assert port.apply(Plan(actions=[Fill(sheet=EVIDENCE, colours={"A6": ERROR})], message="")).changes


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "TEP-001"), (b"PK\x03\x04 hong", "TEP-"), (None, "TEP-")], ids=["empty", "damaged", "gone"]
)  # fmt: skip
def test_what_the_guard_refuses_is_a_port_error(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "hỏng.xlsx"
    if content is not None:
        path.write_bytes(content)
    port = FilePort(path)
    for reach in (port.snapshot, port.as_file, lambda: port.apply(Plan(message=""))):
        with pytest.raises(PortError) as caught:
            reach()
        assert caught.value.finding.code.startswith(code)
        assert caught.value.finding.remedy
    assert press("kiem-tra", port).result is Result.FAILED


# ---- what is kept


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_check_changes_marked_sheets_only(path: Path, tmp_path: Path) -> None:
    book = tmp_path / "sổ.xlsx"
    book.write_bytes(with_values(path.read_bytes(), {EVIDENCE: {"E9": "ngày mai"}}))
    before, content = state_of(book), book.read_bytes()
    plan = pressing.press("kiem-tra", FilePort(book, book, keep=False), on=dt.date(2027, 6, 20))
    assert plan.result is Result.FOUND_ERRORS
    assert differences(state_of(book), after(before, plan.actions)) == []
    sheets = {action.sheet for action in plan.actions if isinstance(action, Fill | Notes)}
    numbers = {f"xl/worksheets/sheet{n}.xml" for n, name in enumerate(before.sheets, 1) if name in sheets}
    general = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    changed = {part for part in differing_parts(content, book.read_bytes()) if part in _names(content)}
    assert (
        changed - {part for part in changed if part.startswith("xl/worksheets/_rels/")} == numbers | general
    )
    assert ooxml.own_violations(book) == []
    pressing.press("xoa-dau", FilePort(book, book, keep=False), on=dt.date(2027, 6, 20))
    assert differences(state_of(book), before) == []
    assert ooxml.own_violations(book) == []


def _names(content: bytes) -> set[str]:
    import io
    import zipfile

    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_text_boxes_pictures_rich_text_lists_and_controls_survive(tmp_path: Path) -> None:
    path = tmp_path / "trang trí.xlsx"
    path.write_bytes(rich())
    actions = [
        Fill(sheet=SHEET, colours={"A2": mark_colour(Severity.WARNING), "B9": ERROR}),
        Notes(sheet=SHEET, texts={"A2": "CẢNH BÁO · X-1: lạ.", "B9": "LỖI · X-2: sai."}),
        SetValues(sheet="Khác", cells={"A1": 5, "A9": Moment(moment=dt.datetime(2026, 9, 5))}),
        REPORT,
        Select(sheet="Khác", cell="A1"),
        DropSheet(name=REPORT.name),
    ]
    before = rich()
    port = FilePort(path, path, keep=False)
    assert port.apply(Plan(actions=actions, message="")).left_out == []
    assert port.snapshot().desk.selection == ("Khác", "A1")
    kept = _names(before) - differing_parts(before, path.read_bytes())
    for part in ("xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml", "xl/charts/chart1.xml", "xl/tables/table1.xml", "xl/sharedStrings.xml", "xl/featurePropertyBag/featurePropertyBag.xml", "xl/worksheets/_rels/sheet2.xml.rels"):  # fmt: skip
        assert part in kept
    assert ooxml.own_violations(path) == []


def test_macros_of_the_workbook_survive(clean_workbook: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsm"
    path.write_bytes(_with_macros(with_values(clean_workbook, MISTAKES)))
    before = path.read_bytes()
    port = FilePort(path)
    assert press("kiem-tra", port).result is Result.FOUND_ERRORS
    assert port.written == path.with_name("sổ_da-kiem-tra.xlsm")
    assert "xl/vbaProject.bin" not in differing_parts(before, port.written.read_bytes())
    kept = openpyxl.load_workbook(port.written, keep_vba=True).vba_archive
    assert kept is not None
    kept.close()  # openpyxl opens it for writing: left open, it fails whenever the collector ends its file first


def _with_macros(content: bytes) -> bytes:
    import io
    import zipfile

    from tests.workbook import handmade

    archive = zipfile.ZipFile(io.BytesIO(content))
    parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    types = archive.read("[Content_Types].xml").decode()
    parts["[Content_Types].xml"] = types.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ).replace(
        "</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    rels = archive.read("xl/_rels/workbook.xml.rels").decode()
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    pointer = f'<Relationship Id="rId900" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", pointer)
    parts["xl/vbaProject.bin"] = SCHOOL_MACROS
    return handmade.pack(parts)


def test_hidden_sheet_is_not_shown(book: Path) -> None:
    content = book.read_bytes()
    applied = FilePort(book, book, keep=False).apply(
        Plan(actions=[Select(sheet="_kdcl", cell="A1"), Select(sheet="Giải trình", cell="A6")], message="")
    )
    assert len(applied.left_out) == 2
    assert "Giải trình" in applied.left_out[1]
    assert differing_parts(content, book.read_bytes()) == set()


def test_only_one_sheet_stays_selected(book: Path) -> None:
    """Two selected sheets are edited together, which nobody would notice."""
    FilePort(book, book, keep=False).apply(Plan(actions=[Select(sheet=FIGURES, cell="F40")], message=""))
    opened: Any = openpyxl.load_workbook(book)
    assert [sheet.title for sheet in opened if sheet.sheet_view.tabSelected] == [FIGURES]
    assert opened.active.title == FIGURES
    view = opened[FIGURES].sheet_view
    assert [(s.activeCell, s.sqref) for s in view.selection if s.pane == view.pane.activePane] == [
        ("F40", "F40")
    ]


# ---- the command line goes the same way


def test_command_line_and_button_mark_the_same(book: Path, tmp_path: Path) -> None:
    day = ("--ngay", f"{CHECKED_ON['tt57']:%d/%m/%Y}")
    assert kdcl("kiem-tra", book, *day, "--ra", tmp_path / "ra").code == 1
    by_command = state_of(tmp_path / "ra" / book.name)
    press("kiem-tra", FilePort(book))
    by_button = state_of(copy_beside(book))
    assert {p: s.colour for p, s in marked_cells(by_command).items()} == {
        p: s.colour for p, s in marked_cells(by_button).items()
    }
    assert {p for p, s in by_command.cells.items() if s.note} == {
        p for p, s in by_button.cells.items() if s.note
    }
    assert by_command.sheets == by_button.sheets
    assert by_command.sheets[-1] == RESULT_SHEET
    places = [
        [s.cells.get((RESULT_SHEET, f"{c}{r}")) for r in range(5, 20) for c in "BCD"]
        for s in (by_command, by_button)
    ]
    assert places[0] == places[1]


def test_restored_formats_are_sound_and_undone(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57")))
    before = state_of(path)
    plan = press("khoi-phuc-dinh-dang", FilePort(path, path, keep=False))
    assert (plan.result, plan.lines) == (Result.DONE, [])
    assert differences(state_of(path), before) == []
    assert ooxml.own_violations(path) == []
    assert ooxml.sdk_violations([path]) == {}
    folder = platformdirs.user_data_path("kdcl_xl") / "hoan-tac"
    assert len(list(folder.glob("dinh-dang-*"))) == 1
    assert press("hoan-tac", FilePort(path, path, keep=False)).result is Result.DONE
    assert differences(state_of(path), before) == []
    assert ooxml.sdk_violations([path]) == {}
    assert list(folder.glob("dinh-dang-*")) == []
