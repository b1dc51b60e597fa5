"""The committed blank workbooks are what the forms say today."""

import pytest

from tools.build_templates import TEMPLATES, blank_workbooks

from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.parts import differing_parts

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
