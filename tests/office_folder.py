"""Shared by the tests of the commands: a folder as offices have them, and nobody's settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.checks.samples import CHECKED_ON, EDITIONS, sample
from tests.consolidate import schools_made as made
from tests.running import Answer

SCHEMAS = Path(__file__).parent.parent / "docs" / "schema"
DAY = ("--ngay", f"{CHECKED_ON['tt57']:%d/%m/%Y}")


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever the person who runs the tests has set must not matter."""
    home = tmp_path_factory.mktemp("nhà")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    return home


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as offices have them: Vietnamese letters, spaces, one clean workbook, two schools, their list."""
    folder = tmp_path_factory.mktemp("Hồ sơ KĐCLGD") / "Năm học 2026-2027"
    folder.mkdir()
    (folder / "Sổ tự đánh giá.xlsx").write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57")))
    (folder / "Sổ năm trước.xlsx").write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt18"], sample("tt18")))
    made.school(folder / "Đã nộp", "79100001", "Trường THCS Hoa Sữa")
    made.school(folder / "Đã nộp", "79100002", "Trường THCS Hoa Ban", level=2)
    made.school_list(
        folder / "Danh mục trường.xlsx",
        made.listed("79100001", "Trường THCS Hoa Sữa"),
        made.listed("79100002", "Trường THCS Hoa Ban"),
        made.listed("79100003", "Trường THCS Hoa Gạo"),
    )
    return folder


@pytest.fixture
def book(office: Path) -> Path:
    return office / "Sổ tự đánh giá.xlsx"


def opened(path: Path) -> Submission:
    found = read(path)
    assert isinstance(found, Submission), found
    return found


def valid(answer: Answer, schema: str) -> Any:
    """The JSON of an answer, checked against the published schema of that name."""
    shape = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(shape)
    Draft202012Validator(shape, format_checker=FormatChecker()).validate(answer.json)
    return answer.json
