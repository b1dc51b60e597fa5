"""The folders of a user: one ASCII folder where an installer chose one, the system's own otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from kdcl_xl import folders
from kdcl_xl.jobs import documents, regulations, support


def test_everything_lies_below_the_folder_the_installer_chose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDCL_HOME", str(tmp_path))
    found = [
        folders.settings_folder(),
        folders.undo_folder(),
        folders.log_file().parent,
        documents.template_folder(),
        regulations.wording_folder(),
    ]
    assert [folder.relative_to(tmp_path).parts[0] for folder in found] == [
        "thiet-lap", "hoan-tac", "nhat-ky", "thiet-lap", "thiet-lap",
    ]  # fmt: skip


def test_without_one_the_system_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KDCL_HOME", raising=False)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert folders.settings_folder().is_relative_to(tmp_path / "CONFIG")
    assert folders.undo_folder().is_relative_to(tmp_path / "DATA")
    assert folders.log_file().is_relative_to(tmp_path / "STATE")


def test_settings_and_log_of_that_folder_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KDCL_HOME", str(tmp_path))
    monkeypatch.delenv("KDCL_THIET_LAP", raising=False)
    usual = support.effective_settings(()).digest
    (tmp_path / "thiet-lap").mkdir()
    (tmp_path / "thiet-lap" / "thiet-lap.toml").write_text("[so-lieu]\nbien-dong-phan-tram = 33\n", "utf-8")
    assert support.effective_settings(()).digest != usual
    assert support.write_log(ValueError()) == tmp_path / "nhat-ky" / "loi.log"
    assert (tmp_path / "nhat-ky" / "loi.log").is_file()


def test_a_log_that_cannot_be_written_is_said_not_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tep").touch()
    monkeypatch.setenv("KDCL_HOME", str(tmp_path / "tep"))
    assert support.logged(ValueError()) == " và không ghi được nhật ký"
