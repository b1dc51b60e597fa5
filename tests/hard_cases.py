"""Shared by the tests of the hard cases: a clean workbook, what people do to it, and the public door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.running import Answer, kdcl, untouched

DAY = ("--ngay", f"{CHECKED_ON['tt57']:%d/%m/%Y}")
MIB = 2**20
Book = openpyxl.Workbook


@pytest.fixture(scope="module")
def clean() -> bytes:
    """A complete workbook without any finding."""
    return build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57"))


@pytest.fixture
def book(clean: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ tự đánh giá.xlsx"
    path.write_bytes(clean)
    return path


def edit(path: Path, change: Callable[[Book], Any]) -> Path:
    """What a person does to the workbook (openpyxl stands in for Excel)."""
    opened = openpyxl.load_workbook(path)
    change(opened)
    opened.save(path)
    return path


def put(sheet: str, cell: str, value: object, number_format: str = "General") -> Callable[[Book], None]:
    def change(opened: Book) -> None:
        opened[sheet][cell].number_format = number_format
        opened[sheet][cell] = value

    return change


def check(path: Path, *more: str | Path) -> Answer:
    """`kdcl kiem-tra --json`; the file stays as it is."""
    with untouched(path):
        return kdcl("kiem-tra", path, *DAY, "--json", *more)


def found(answer: Answer, code: str = "") -> list[dict[str, str]]:
    """The findings with that code (or all), leaving out what saving through openpyxl itself brings along."""
    assert answer.code in (0, 1), answer
    assert answer.err == ""
    ours = [f for f in answer.json["findings"] if f["code"] != "DG-009"]
    return [f for f in ours if not code or f["code"] == code]


def refused(answer: Answer, code: str, *words: str) -> dict[str, str]:
    """The one finding of a file that was not read: code, cause in words, remedy, exit code 1."""
    assert answer.code == 1, answer
    (finding,) = found(answer)
    assert (finding["code"], finding["severity"]) == (code, "lỗi")
    assert all(word in finding["message"] for word in words), finding
    assert finding["remedy"].strip()
    return finding


def gather(folder: Path, out: Path, *more: str | Path) -> Any:
    """`kdcl tong-hop --json` of a ward."""
    with untouched(folder):
        answer = kdcl("tong-hop", folder, "--cap", "phong", *DAY, "--ra", out, "--json", *more)
    assert answer.code in (0, 1), answer
    return answer.json


def all_lines(outcome: Any) -> list[Any]:
    """The lines of schools, then those of files that count for none."""
    return [*outcome["lines"]["schools"], *outcome["lines"]["files"]]


def sheet_values(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]
