"""Files that programs leave in a folder are told from those of people."""

import pytest

from kdcl_xl.text.file_names import is_by_product


@pytest.mark.parametrize(
    "name",
    ["~$Sổ.xlsx", ".~lock.Sổ.xlsx#", "._Sổ.xlsx", ".kdcl-tam-1.xlsx", "~WRL0003.docx", ".Sổ.xlsx.AbC", ".DS_Store"],
)  # fmt: skip
def test_what_programs_leave(name: str) -> None:
    assert is_by_product(name)


@pytest.mark.parametrize("name", ["Sổ.xlsx", "~ nháp.docx", "$a.xlsx", "_a.docx"])
def test_what_people_name(name: str) -> None:
    assert not is_by_product(name)
