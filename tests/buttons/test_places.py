"""Where a workbook lies, in the words of its host."""

from pathlib import Path

import pytest

from kdcl_xl.buttons.places import local_path, results_folder


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("", None),
        ("https://truong.sharepoint.com/so.xlsx", None),
        ("/so/Năm học/so.xlsx", Path("/so/Năm học/so.xlsx")),
        ("file:///so/N%C4%83m%20h%E1%BB%8Dc/so.xlsx", Path("/so/Năm học/so.xlsx")),
        ("file://localhost/so/so.xlsx", Path("/so/so.xlsx")),
        ("file://maychu/chung/so.xlsx", Path("//maychu/chung/so.xlsx")),
        ("C:\\So\\so.xlsx", Path("C:\\So\\so.xlsx")),
    ],
)
def test_local_path(said: str, path: Path | None) -> None:
    assert local_path(said) == path


def test_results_go_beside_the_workbook_or_into_the_documents() -> None:
    assert results_folder("/so/so.xlsx") == Path("/so")
    assert results_folder("") == results_folder("https://truong.sharepoint.com/so.xlsx")
    assert results_folder("").is_absolute()
