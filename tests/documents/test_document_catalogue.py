"""What holds for every document of the catalogue, whoever adds it: kinds, symbols, signers, lawful form."""

from __future__ import annotations

import datetime as dt

import pytest
from samples import SAMPLES

from kdcl_xl.documents.catalogue import DOCUMENTS, document_of, usable_fields, variants
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Capacity, Kind
from kdcl_xl.documents.layout.anatomy import KINDS
from kdcl_xl.documents.layout.check import examine
from kdcl_xl.documents.layout.package import open_parts
from kdcl_xl.documents.layout.reading import paper_of
from kdcl_xl.documents.letterhead import (
    OfficialPaper,
    Signer,
)
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.school import ward_school
from kdcl_xl.documents.symbols import school_symbol
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT

OFFICIAL = [name for name, variant in variants().items() if issubclass(variant.model, OfficialPaper)]


def test_the_29_kinds_and_their_abbreviations() -> None:
    kinds = [kind for kind in Kind if kind is not Kind.FORM]
    assert len(kinds) == 29
    assert {kind.value: kind.abbreviation for kind in kinds if kind.abbreviation} == KINDS
    assert (Kind.LETTER.series, Kind.PLAN.series, Kind.FORM.series) == ("CV", "KH", "")
    assert Kind.PLAN.heading == "KẾ HOẠCH"


@pytest.mark.parametrize("template", OFFICIAL)
def test_every_paper_is_lawful_in_form(template: str) -> None:
    """Our own samples pass the layout rules with no finding, numbered and dated as after signing."""
    sample = SAMPLES[template]()
    assert isinstance(sample, OfficialPaper)
    signed_on = dt.date(sample.head.year, 6, 22)
    head = sample.head.model_copy(update={"number": "5", "issued_on": signed_on})
    data = Template.load(template).render(sample.model_copy(update={"head": head}))
    found = examine(paper_of(open_parts(data, template), template), signed_on)
    assert [finding.as_line() for finding in found.findings] == []


@pytest.mark.parametrize("code", DOCUMENTS)
def test_an_entry_is_complete(code: str) -> None:
    document = DOCUMENTS[code]
    assert document.code == code
    assert document.sheets
    assert bool(document.kind.series) == any(
        issubclass(variant.model, OfficialPaper) for variant in document.variants
    )
    for variant in document.variants:
        owner = document_of(variant.template)  # two documents may share a template and its model
        assert owner is document or owner.variant_of(variant.sample()) is variant
        assert isinstance(variant.sample(), variant.model)
        assert variant.model.__doc__
        assert document.variant_of(variant.sample()) is variant


def test_a_document_has_one_builder() -> None:
    with pytest.raises(ValueError, match="one of build and build_all"):
        Document("x", "X", Kind.NOTICE, SELF_ASSESSMENT, ())


def test_an_unknown_context_or_template_is_no_document() -> None:
    source: Source = ward_school()
    letter = DOCUMENTS["cong-van-nop-ho-so"].drafts(source)[0].context
    with pytest.raises(LookupError):
        DOCUMENTS["to-trinh-dgn"].variant_of(letter)
    with pytest.raises(LookupError):
        document_of("khong-co")
    with pytest.raises(LookupError):
        list(usable_fields("khong-co"))


def test_fields_are_shown_with_what_they_print() -> None:
    fields = dict(usable_fields("giay-moi-hop-hoi-dong"))
    assert fields["guests"] == "danh sách, mẫu có 7 mục"
    assert fields["guests[…].name"] == "Đoàn Thị Minh Hạnh"
    assert fields["head.number_line"].endswith("/GM-THCSNTL")


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("Trường THCS Nguyễn Thị Lộ", "THCSNTL"),
        ("Trường Trung học cơ sở Nguyễn Hiền", "THCSNH"),
        ("Trường Tiểu học và THCS Võ Thị Sáu", "TH&THCSVTS"),
        ("Trường TH&THCS Đinh Bộ Lĩnh", "TH&THCSĐBL"),
        ("Trường mầm non tư thục Nắng Mai", "MNNM"),
        ("Trung tâm Giáo dục thường xuyên Quận 7", "TTGDTXQ7"),
        ("Trường Mầm non số 1 Ỷ La", "MNS1YL"),
        ("", ""),
    ],
)
def test_a_school_shortens_its_name(name: str, symbol: str) -> None:
    assert school_symbol(name) == symbol


def test_signers_in_every_capacity() -> None:
    head = Signer(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="A")
    deputy = head.signed_by("B")
    assert deputy.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert deputy.signed_by("C") == Signer(lines=deputy.lines, name="C")
    by_order = head.signed_by("D", Capacity.BY_ORDER, "Trưởng phòng Văn hóa - Xã hội")
    assert by_order.lines == ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI")
    assert head.signed_by("D", Capacity.AUTHORISED, "Phó Chủ tịch").lines[0] == "TUQ. CHỦ TỊCH"
    acting = Signer(lines=("HIỆU TRƯỞNG",)).signed_by("E", Capacity.ACTING)
    assert acting == Signer(lines=("Q. HIỆU TRƯỞNG",), name="E")
    with pytest.raises(ValueError, match="without an office"):
        head.signed_by("D", Capacity.BY_ORDER)
