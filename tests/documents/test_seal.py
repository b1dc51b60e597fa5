"""The seal: what it holds, that Word's and LibreOffice's saving keeps it, and what changed since (case 32, wish 24)."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx_text import lines_of
from handmade_templates import COMPILED, PLAIN, Feature, Item, WithPicture, template_of, to_bytes

from kdcl_xl.documents.letterhead import Context, Signer
from kdcl_xl.documents.pdf import find_libreoffice
from kdcl_xl.documents.printed_text import bands_of, body_of, paragraphs_of
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.seal import (
    BrokenSealError,
    Making,
    Manifest,
    SealedSource,
    parts_of,
    read_seal,
    values_in,
)
from kdcl_xl.documents.verification import changed_values, edits, reprinted

MAKING = Making(
    document="cong-van",
    name="cong-van_079001",
    sources=(SealedSource(name="Sổ & bảng.xlsx", sha256="ab" * 32),),
    program="0.1.0",
    on=dt.date(2027, 6, 20),
    who="Tổ KĐCL",
)
LINES = (
    "Kính gửi: {{ title }}",
    "Số:      /CV",
    "Xã A, ngày      tháng      năm 2027",
    "{{ lines }}",
    "Hết.",
)


def sealed(context: Feature | None = None, *lines: str) -> tuple[bytes, Manifest]:
    document = Template("mẫu.docx", template_of(*(lines or LINES))).render(context or Feature(), MAKING)
    manifest = read_seal(parts_of(document))
    assert manifest is not None
    return document, manifest


def changed(document: bytes, *replacements: tuple[str, str]) -> dict[str, bytes]:
    parts = parts_of(document)
    xml = parts["word/document.xml"].decode()
    for old, new in replacements:
        assert old in xml
        xml = xml.replace(old, new)
    return {**parts, "word/document.xml": xml.encode()}


def test_the_manifest_holds_what_was_said_and_no_value() -> None:
    document, manifest = sealed(Feature(title="Trường Riêng Tư"))
    assert {key: getattr(manifest, key) for key in Making.model_fields} == dict(MAKING)
    assert manifest.template == "mẫu.docx"
    assert re.fullmatch(r"[0-9a-f]{64}", manifest.template_sha256)
    assert len(manifest.paragraph_digests) == len(LINES)
    part = next(c for name, c in parts_of(document).items() if name.startswith("customXml/item2"))
    assert "Riêng Tư".encode() not in part


def test_the_seal_changes_nothing_else() -> None:
    data = to_bytes(COMPILED["bands"]())
    bare, with_seal = (parts_of(Template("m", data).render(Feature(), making)) for making in (None, MAKING))
    assert read_seal(bare) is None
    assert {n for n in with_seal if n not in bare} == {
        "customXml/item2.xml", "customXml/itemProps2.xml", "customXml/_rels/item2.xml.rels",
    }  # fmt: skip
    assert {n for n in bare if bare[n] != with_seal[n]} == {
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    }
    Document(io.BytesIO(Template("m", data).render(Feature(), MAKING)))


@pytest.mark.parametrize("make", [COMPILED["rows"], PLAIN["colspan"]], ids=["compiled", "plain"])
def test_both_paths_seal_and_the_same_input_gives_the_same_bytes(make) -> None:
    template = Template("m", to_bytes(make()))
    first = template.render(Feature(), MAKING)
    assert first == template.render(Feature(), MAKING)
    manifest = read_seal(parts_of(first))
    assert manifest is not None
    assert not edits(manifest, parts_of(first))


def test_pictures_are_sealed_too() -> None:
    document = Template("m", template_of("{{ logo }} {{ title }}")).render(WithPicture(), MAKING)
    manifest = read_seal(parts_of(document))
    assert manifest is not None
    assert not edits(manifest, parts_of(document))


def test_a_sealed_document_as_template_gets_one_seal() -> None:
    document, _ = sealed(Feature(), "Trường {_{ title }_}")
    again = Template("m", document).render(Feature(title="mới"), MAKING)
    assert sum(b'urn:kdcl-xl:seal:1">' in content for content in parts_of(again).values()) == 1
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
    manifest = read_seal(parts_of(again))
    assert manifest is not None
    assert not edits(manifest, parts_of(again))


def test_words_are_the_same_however_they_are_written_down() -> None:
    one = "<w:p><w:r><w:t>Trường  A &amp; B</w:t><w:noBreakHyphen/><w:t>2027</w:t></w:r></w:p>"
    other = (
        '<w:p w:rsidR="1"><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">Trường </w:t>'
        "<w:tab/></w:r><w:r><w:t>A &#38; B\u20112027</w:t></w:r></w:p><w:p/><w:p><w:r/></w:p>"
    )
    assert list(paragraphs_of(one)) == list(paragraphs_of(other)) == ["Trường A & B-2027"]


def test_results_of_fields_do_not_count() -> None:
    contents = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/><w:t>Mục cũ {0}</w:t></w:r></w:p><w:p><w:r><w:t>thêm {0}</w:t>'
        '<w:fldChar w:fldCharType="end"/><w:t>sau</w:t></w:r></w:p>'
        '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>{0}</w:t></w:r></w:fldSimple></w:p>'
    )
    assert list(paragraphs_of(contents.format(1))) == list(paragraphs_of(contents.format(2))) == ["sau"]


def test_what_was_edited_by_hand_is_named() -> None:
    document, manifest = sealed()
    found = edits(manifest, changed(document, ("dòng hai", "dòng 2"), ("Hết.", "Hết rồi.")))
    assert found.changed == ["dòng một dòng 2 dòng ba sau tab", "Hết rồi."]
    assert (found.removed, found.bands, found.filled) == (0, False, [])
    gone = edits(manifest, changed(document, ("Hết.", "")))
    assert (gone.changed, gone.removed) == ([], 1)


def test_number_and_day_written_in_after_signing_are_no_edit() -> None:
    document, manifest = sealed()
    found = edits(
        manifest,
        changed(
            document, ("Số:      /CV", "Số: 15/CV"), ("ngày      tháng      năm", "ngày 05 tháng 02 năm")
        ),
    )
    assert not found
    assert found.filled == ["Số: 15/CV", "Xã A, ngày 05 tháng 02 năm 2027"]
    other = edits(manifest, changed(document, ("Số:      /CV", "Số: 15/QĐ")))
    assert other.changed == ["Số: 15/QĐ"]


def test_an_appendix_that_names_its_paper_is_filled_in_not_edited() -> None:
    blank = "(Kèm theo Kế hoạch số ……/KH-A ngày …… tháng …… năm ……… của Hiệu trưởng Trường A)"
    full = "(Kèm theo Kế hoạch số 05/KH-A ngày 04 tháng 9 năm 2026 của Hiệu trưởng Trường A)"
    document, manifest = sealed(Feature(), "Số:      /KH-A", blank)
    found = edits(manifest, changed(document, (blank, full)))
    assert (found.filled, found.changed, found.removed, found.bands) == ([full], [], 0, False)
    other = edits(manifest, changed(document, (blank, full.replace("Trường A", "Trường B"))))
    assert other.changed == [full.replace("Trường A", "Trường B")]


def test_headers_and_footers_count() -> None:
    document = Template("m", to_bytes(COMPILED["bands"]())).render(Feature(), MAKING)
    manifest = read_seal(parts_of(document))
    assert manifest is not None
    parts = parts_of(document)
    name = next(n for n, xml in parts.items() if n.startswith("word/header") and "Đầu trang".encode() in xml)
    parts[name] = parts[name].replace("Đầu trang".encode(), b"Sua")
    found = edits(manifest, parts)
    assert found.bands
    assert found.changed == []


def test_values_that_differ_are_named_by_their_fields() -> None:
    _, manifest = sealed()
    now = Feature(title="khác", items=(Item(name="Bàn & ghế", price="9"),))
    assert [(c.path, c.now) for c in changed_values(manifest, now)] == [
        ("title", "khác"),
        ("items[0].price", "9"),
        ("items[1].name", None),
        ("items[1].price", None),
    ]
    assert changed_values(manifest, Feature()) == []


class Signed(Context):
    title: str = "Kế hoạch"
    signer: Signer = Signer(lines=("HIỆU TRƯỞNG",), name="Trần Thị Hoa")


def test_the_source_s_signer_counts_a_signer_named_by_the_officer_does_not() -> None:
    template = Template("mẫu.docx", template_of("{{ title }}", "{{ signer.name }}"))
    head = Signed()
    deputy = head.model_copy(update={"signer": head.signer.signed_by("Lê Văn Bình")})
    successor = Signed(signer=Signer(lines=("HIỆU TRƯỞNG",), name="Đỗ Văn Tám"))
    for made, expected in ((head, ["Đỗ Văn Tám"]), (deputy, [])):
        manifest = read_seal(parts_of(template.render(made, MAKING)))
        assert manifest is not None
        assert [change.now for change in changed_values(manifest, successor)] == expected


def test_paragraphs_of_a_signature_block_may_be_left_out() -> None:
    then = ["12 trường", "", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Lê Văn Bình"]
    now = ["13 trường", "", "TRƯỞNG PHÒNG", "Đỗ Văn Tám"]
    block = frozenset({"TRƯỞNG PHÒNG", "Đỗ Văn Tám"})
    assert reprinted(then, now, block) == [("12 trường", "13 trường")]


def test_every_value_has_a_path() -> None:
    assert dict(values_in(Feature()))["items[1].name"] == "Bảng\nđen"


def test_paragraphs_of_today() -> None:
    then = ["a", "Số: 15/CV", "12 trường"]
    assert reprinted(then, ["a", "Số: /CV", "13 trường", "mới"]) == [("12 trường", "13 trường"), ("", "mới")]


@pytest.mark.parametrize("spoil", [b'{"document"', b'"program"'])
def test_a_seal_that_was_tampered_with_is_no_seal(spoil: bytes) -> None:
    parts = parts_of(sealed()[0])
    parts["customXml/item2.xml"] = parts["customXml/item2.xml"].replace(spoil, b"{")
    with pytest.raises(BrokenSealError):
        read_seal(parts)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"van ban"])
def test_what_is_no_word_file(data: bytes) -> None:
    with pytest.raises(ValueError, match="Word"):
        parts_of(data)


@pytest.mark.office
def test_libreoffice_keeps_the_seal_and_the_words(tmp_path: Path) -> None:
    """A round trip through another program: the manifest is still there and nothing counts as edited."""
    data = to_bytes(COMPILED["bands"]())
    document = Template("m", data).render(Feature(), MAKING)
    source = tmp_path / "a.docx"
    source.write_bytes(document)
    program = find_libreoffice()
    assert program, "LibreOffice is needed for this test"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(tmp_path / 'ho-so').as_uri()}", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", tmp_path / "ra", source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = parts_of((tmp_path / "ra" / "a.docx").read_bytes())
    assert saved["word/document.xml"] != parts_of(document)["word/document.xml"]
    manifest = read_seal(saved)
    assert manifest == read_seal(parts_of(document))
    assert manifest is not None
    assert body_of(saved) == body_of(parts_of(document))
    assert bands_of(saved) == bands_of(parts_of(document))
    assert not edits(manifest, saved)
    assert len(lines_of(document)) >= len(manifest.paragraph_digests)
