"""The program's own papers, rendered with their samples, pass with nothing said against them."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.documents.catalogue import variants
from kdcl_xl.documents.layout.check import examine
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.render import Template

OWN_FORM = {
    "bao-cao-tu-danh-gia-2018", "bao-cao-tu-danh-gia-2026", "phieu-danh-gia-tieu-chi", "danh-muc-minh-chung-2018",
    "danh-muc-minh-chung-2026", "giay-chung-nhan-kdclgd", "bang-cong-nhan-cqg",
}  # fmt: skip


@pytest.mark.parametrize("template", variants())
def test_our_papers_are_lawful(template: str) -> None:
    data = Template.load(template).render(variants()[template].sample())
    examined = examine(read_paper(data, f"{template}.docx"), dt.date(2026, 11, 22))
    assert [finding.as_line() for finding in examined.findings] == []
    assert (examined.form is not None) is (template in OWN_FORM)
