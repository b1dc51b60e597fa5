"""The contract of ports over a real LibreOffice, and what only LibreOffice has: its own undo, hidden documents."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pytest

from kdcl_xl.findings import Severity
from kdcl_xl.ports import uno_cells, uno_result, uno_sheets
from kdcl_xl.ports.port import Port, PortError
from kdcl_xl.ports.uno_office import office_program, office_python
from kdcl_xl.ports.uno_port import UnoPort
from kdcl_xl.window.libreoffice import Installation, RunningOffice
from kdcl_xl.workbook import marks, own_sheets
from kdcl_xl.workbook.desk import Can
from kdcl_xl.workbook.plan import Area, CopyFormats, Fill, FormatsCopy, Notes, Plan, SetValues
from tests.ports.contract import ANSWERS, ERROR, EVIDENCE, FREE, REPORT, PortContract, clean_workbook
from tests.ports.states import differences, state_of
from tests.ports.uno_office import UnoOffice

__all__ = ["clean_workbook"]
HOST_MODULES = {
    "uno_actions", "uno_cells", "uno_formats", "uno_process", "uno_requests", "uno_result", "uno_sheets",
}  # fmt: skip
"""Run by whatever Python LibreOffice brings."""


@pytest.fixture(scope="module")
def uno_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UnoOffice]:
    with UnoOffice(tmp_path_factory.mktemp("hồ sơ LibreOffice")) as running:
        yield running


class _Document:
    """One open document, asked through the server of the tests."""

    def __init__(self, office: UnoOffice, address: str) -> None:
        self._office, self.address = office, address

    def ask(self, request: str, **given: Any) -> Any:
        self._office.talk._document = self.address
        return self._office.talk.ask(request, **given)


class _Port(UnoPort):
    def __init__(self, document: _Document, keep: Path) -> None:
        super().__init__(document, keep)
        self.document = document


@dataclass(frozen=True)
class _Listening(Installation):
    """The LibreOffice of the tests listens on a pipe of another name."""

    pipe_name: str = ""

    @property
    def pipe(self) -> str:
        return self.pipe_name


@pytest.mark.office
class TestUnoPort(PortContract):
    host: ClassVar[str] = "LibreOffice"

    @pytest.fixture(autouse=True)
    def _office(self, uno_office: UnoOffice, tmp_path: Path) -> None:
        self.office, self.keep = uno_office, tmp_path / "giữ"

    def open(self, path: Path, **how: bool) -> Port:
        return _Port(_Document(self.office, self.office.talk.ask("open", path=str(path), **how)), self.keep)

    def save(self, port: Port, path: Path) -> Path:
        assert isinstance(port, _Port)
        at = port.document.address
        self.office.talk.ask("save", document=at, path=str(path))
        self.office.talk.ask("close", document=at)
        return path

    def test_structure_lock_keeps_sheets_out(self, wrong: Path) -> None:
        """LibreOffice 7.4 forgets the lock of an .xlsx on opening, so it is locked here."""
        port = self.open(wrong)
        self.look(port, "doc.protect('')")
        assert port.snapshot().desk.structure_locked
        applied = port.apply(Plan(actions=[REPORT], message=""))
        assert (applied.added_sheets, len(applied.left_out)) == ([], 1)
        assert not self.look(port, f"doc.Sheets.hasByName({REPORT.name!r})")
        self.save(port, wrong)

    def look(self, port: Port, expression: str) -> Any:
        assert isinstance(port, _Port)
        return self.office.talk.ask("look", document=port.document.address, expression=expression)

    # ---- only here

    def test_one_undo_of_libreoffice_takes_the_whole_plan_back(self, book: Path) -> None:
        before = state_of(book)
        port = self.open(book)
        actions = [
            SetValues(sheet=FREE, cells={"H20": 1, "H21": "hai", "J30": 3}),
            Fill(sheet=EVIDENCE, colours={"A6": ERROR, "C9": ERROR}),
            Notes(sheet=EVIDENCE, texts={"A6": "LỖI · X-1: sai."}),
            REPORT,
        ]
        port.apply(Plan(actions=actions, message=""))
        assert self.look(port, "doc.UndoManager.getCurrentUndoActionTitle()") == "KĐCL"
        self.look(port, "doc.UndoManager.undo()")
        self.save(port, book)
        assert differences(state_of(book), before) == []

    def test_hidden_document_is_marked_and_survives(self, book: Path) -> None:
        port = self.open(book, hidden=True)
        applied = port.apply(Plan(actions=[REPORT, Fill(sheet=EVIDENCE, colours={"A6": ERROR})], message=""))
        assert applied.added_sheets == [REPORT.name]
        assert self.look(port, "doc.UndoManager.getAllUndoActionTitles()") == []
        self.save(port, book)
        assert state_of(book).at(EVIDENCE, "A6").colour == ERROR

    def test_read_only_workbook_is_left_alone(self, book: Path) -> None:
        port = self.open(book, read_only=True)
        assert port.snapshot().grids[EVIDENCE]
        with pytest.raises(PortError, match="chỉ đọc"):
            port.apply(Plan(actions=[Fill(sheet=EVIDENCE, colours={"A6": ERROR})], message=""))
        self.save_unseen(port)

    def test_closed_workbook_is_a_sentence(self, book: Path) -> None:
        port = self.open(book)
        self.save(port, book)
        with pytest.raises(PortError, match=r"Không có sổ|đã đóng"):
            port.snapshot()

    def test_far_cell_is_named_and_not_read(self, book: Path) -> None:
        port = self.open(book)
        self.look(port, "doc.Sheets.getByName('Lời văn').getCellRangeByName('XFD1048576').setString('x')")
        with pytest.raises(PortError, match=r"Lời văn.*XFD1048576"):
            port.snapshot()
        self.save_unseen(port)

    def save_unseen(self, port: Port) -> None:
        assert isinstance(port, _Port)
        self.office.talk.ask("close", document=port.document.address)

    def test_workbook_without_changes_is_copied_byte_for_byte(self, book: Path) -> None:
        port = self.open(book)
        assert port.as_file().read_bytes() == book.read_bytes()
        self.look(port, "doc.Sheets.getByName('Lời văn').getCellRangeByName('B6').setString('mới')")
        changed = port.as_file()
        assert changed.name == book.name
        assert state_of(changed).at("Lời văn", "B6").value == "mới"
        self.save_unseen(port)

    def test_what_happens_by_conditions_comes_back_once(
        self, book: Path, clean_workbook: bytes, tmp_path: Path
    ) -> None:
        source = tmp_path / "mẫu.xlsx"
        source.write_bytes(clean_workbook)
        copies = [FormatsCopy(source=Area(first="A6", last="H6"), target=Area(first="A6", last="H35"))]
        copy = CopyFormats(sheet=ANSWERS, workbook=str(source), copies=copies)
        wanted = _conditions(openpyxl.load_workbook(book)[ANSWERS])
        assert wanted
        self.done(book, copy)
        self.done(book, copy)
        assert _conditions(openpyxl.load_workbook(book)[ANSWERS]) == wanted

    def test_the_host_of_the_product_reaches_the_document(self, book: Path) -> None:
        port = self.open(book)
        assert isinstance(port, _Port)
        uid = self.office.talk.ask("look", document=port.document.address, expression="doc.RuntimeUID")
        host = RunningOffice(
            _Listening(office_program(), office_python(), pipe_name=self.office.pipe_name), uid
        )
        through = UnoPort(host, self.keep)
        assert through.snapshot().grids == port.snapshot().grids
        assert through.as_file().name == book.name
        self.save(port, book)


def _conditions(sheet: Any) -> set[tuple[str, str, tuple[str, ...]]]:
    return {
        (str(found.sqref), rule.type, tuple(rule.formula))
        for found in sheet.conditional_formatting
        for rule in found.rules
    }


def test_what_is_said_twice_is_the_same() -> None:
    assert uno_cells.SEPARATOR == marks.SEPARATOR
    assert uno_cells.BEGINNINGS == marks._BEGINNINGS
    assert list(uno_cells.MARK_COLOURS) == [marks.mark_colour(severity) for severity in Severity]
    assert {s.value: colour for s, colour in marks.SEVERITY_COLOURS.items()} == uno_cells.TONES
    assert uno_result.MARKER == own_sheets.MARKER
    assert set(uno_sheets.CAN) == {can.value for can in Can}
    for note in ("", "của tôi", "LỖI · X: y", "của tôi\n— Kiểm tra —\nLỖI · X: y"):
        assert uno_cells.our_words(note) == marks.our_words(note)
        assert uno_cells.users_words(note) == marks.users_words(note)


@pytest.mark.parametrize("name", sorted(HOST_MODULES))
def test_host_modules_run_in_an_old_python_without_the_package(name: str) -> None:
    tree = ast.parse(
        Path(uno_cells.__file__).with_name(f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 8)
    )
    imported = {
        (node.level, node.module or "") for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    } | {(0, alias.name) for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for level, module in imported:
        assert (
            module in HOST_MODULES if level else module.partition(".")[0] in {*sys.stdlib_module_names, "uno"}
        )
