"""The contract over closed files, and what only files promise: other parts stay byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kdcl_xl.ports.file_port import FilePort
from kdcl_xl.ports.port import Port
from tests.ports.contract import PortContract, clean_workbook  # noqa: F401

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


class TestFilePort(PortContract):
    def open(self, path: Path) -> Port:
        return FilePort(path, out=path, keep=False)

    def save(self, port: Port, path: Path) -> Path:
        assert isinstance(port, FilePort)
        if port.path != path:
            shutil.copyfile(port.path, path)
        return path
