"""The contract of ports over a real LibreOffice, and what only LibreOffice has: its own undo, hidden documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kdcl_xl.ports.port import Port, PortError
from kdcl_xl.ports.uno_port import UnoPort
from kdcl_xl.workbook.plan import Fill, Notes, Plan, SetValues
from tests.ports.contract import ERROR, EVIDENCE, FREE, REPORT, PortContract, clean_workbook
from tests.ports.states import differences, state_of
from tests.ports.uno_office import UnoOffice

__all__ = ["clean_workbook"]


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
