"""The committed blank workbooks are what the forms say today."""

import pytest

from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.parts import differing_parts
from tools.build_templates import SAMPLES_FOLDER, TEMPLATES, blank_workbooks, filled_workbooks

BLANK = list(blank_workbooks())


def test_no_other_file_lies_there() -> None:
    assert {path.name for path in TEMPLATES.glob("*.xlsx")} == {name for name, _form, _edition in BLANK}


@pytest.mark.parametrize(("name", "form", "edition"), BLANK, ids=[name for name, *_ in BLANK])
def test_rebuilt_part_by_part(name: str, form: Form, edition: Edition) -> None:
    committed = (TEMPLATES / name).read_bytes()
    assert differing_parts(committed, build(form, edition)) == [], "chạy `make templates` rồi xem lại"
    found = read(committed, name=name)
    assert isinstance(found, Submission)
    assert [finding.as_line() for finding in found.findings] == []


def test_samples_are_what_the_sample_province_says() -> None:
    made = dict(filled_workbooks())
    assert {path.name for path in SAMPLES_FOLDER.glob("*.xlsx")} == set(made)
    for name, data in made.items():
        assert differing_parts((SAMPLES_FOLDER / name).read_bytes(), data) == [], name
