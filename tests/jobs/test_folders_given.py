"""A folder is given: its papers are read, what programs left beside them is not."""

from __future__ import annotations

from pathlib import Path

from kdcl_xl.jobs.checking import workbooks_in
from kdcl_xl.jobs.layout import papers_in


def test_folders_are_read_without_them(tmp_path: Path) -> None:
    for name in ("Sổ.xlsx", "._Sổ.xlsx", "Giấy.docx", "._Giấy.docx", "~WRL0003.docx", ".kdcl-tam-1.docx"):
        (tmp_path / name).write_bytes(b"")
    assert [given.name for given in workbooks_in([tmp_path])] == ["Sổ.xlsx"]
    assert [given.name for given in papers_in([tmp_path])] == ["Giấy.docx"]
