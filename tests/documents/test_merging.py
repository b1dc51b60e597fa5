"""Many documents as one Word file, and their PDFs out of one: each as it would be by itself."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from docx import Document
from handmade_templates import COMPILED, Feature, put, template_of, to_bytes

from kdcl_xl.documents import pdf, pdf_batch
from kdcl_xl.documents.merging import START, Merger, NotMergeable, merged
from kdcl_xl.documents.printed_text import body_of
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.office import reminder
from kdcl_xl.documents.seal import Making, parts_of, read_seal
from tests.documents.test_seal import MAKING

LETTER = Template.load("cong-van-don-doc")


def letters(count: int) -> list[bytes]:
    return [
        LETTER.render(
            reminder().model_copy(update={"addressee": f"Trường {n}", "contact": "x\n" * n * 9}), MAKING
        )
        for n in range(count)
    ]


def features(name: str, count: int = 2) -> list[bytes]:
    template = Template(name, to_bytes(COMPILED[name]()))
    return [template.render(Feature(title=f"Trường {n}")) for n in range(count)]


def test_the_words_follow_one_another() -> None:
    documents = letters(3)
    whole = merged(documents)
    assert body_of(parts_of(whole)) == [line for one in documents for line in body_of(parts_of(one))]
    assert read_seal(parts_of(whole)) is None
    assert len(Document(io.BytesIO(whole)).sections) == 3


def test_each_begins_a_page_numbered_one_and_ends_with_its_mark() -> None:
    xml = parts_of(merged(letters(3)))["word/document.xml"].decode()
    assert xml.count('<w:pgNumType w:start="1"') == 3
    assert xml.count("<w:sectPr") == 3
    assert [xml.count(f'"{START.format(n)}"') for n in range(4)] == [1, 1, 1, 0]


def test_the_same_documents_give_the_same_bytes() -> None:
    assert merged(letters(2)) == merged(letters(2))


@pytest.mark.parametrize("name", ["rows", "static_drawing", "paragraphs", "merged_cells", "rich_text"])
def test_ends_of_every_kind(name: str) -> None:
    documents = features(name, 3)
    whole = merged(documents)
    assert body_of(parts_of(whole)) == [line for one in documents for line in body_of(parts_of(one))]
    xml = parts_of(whole)["word/document.xml"].decode()
    identities = [part.split('"')[0] for part in xml.split('<wp:docPr id="')[1:]]
    assert len(identities) == len(set(identities))


def _with(paragraph: str) -> bytes:
    data = template_of("một", "hai")
    parts = parts_of(data)
    xml = parts["word/document.xml"].replace(b"<w:sectPr", paragraph.encode() + b"<w:sectPr", 1)
    from kdcl_xl.documents.package import PackedParts

    return PackedParts({**parts, "word/document.xml": xml}).with_parts({})


@pytest.mark.parametrize(
    ("paragraph", "why"),
    [
        ("<w:p><w:r><w:instrText> TOC \\o </w:instrText></w:r></w:p>", "mục lục"),
        ('<w:p><w:fldSimple w:instr=" REF x "/></w:p>', "mục lục"),
        ('<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>', "danh sách tự đánh số"),
        ('<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr></w:p>', "danh sách tự đánh số"),
        ('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', "chú thích"),
    ],
)
def test_what_would_change_is_not_merged(paragraph: str, why: str) -> None:
    plain, special = _with("<w:p/>"), _with(paragraph)
    merger = Merger()
    merger.add(plain)
    with pytest.raises(NotMergeable, match=why):
        merger.add(special)
    merger.add(plain)
    assert merger.count == 2


def test_other_templates_and_other_headers_are_not_merged() -> None:
    with pytest.raises(NotMergeable, match="không cùng một mẫu"):
        merged([letters(1)[0], features("rows", 1)[0]])
    with pytest.raises(NotMergeable, match="đầu trang"):
        merged(features("bands"))  # its header prints the title, which differs


def _write(folder: Path, documents: list[bytes]) -> list[Path]:
    folder.mkdir()
    return [put(folder, f"văn bản {n}.docx", document) for n, document in enumerate(documents)]


def _pages(path: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    return [page for page in text.split("\f") if page.strip()]


@pytest.mark.office
def test_pdfs_out_of_one_are_those_of_each(tmp_path: Path) -> None:
    """Pages and their text, page numbers too, against LibreOffice converting each file by itself."""
    sources = _write(
        tmp_path / "a", [*letters(3), *features("bands", 2), *features("rows", 2), b"PK\x03\x04 hong"]
    )
    together = pdf_batch.to_pdf_batch(sources, tmp_path / "chung")
    apart = pdf.to_pdf(sources, tmp_path / "rieng")
    assert [r.made for r in together] == [r.made for r in apart] == [True] * 7 + [False]
    assert together[7].problem == pdf.FAILED
    for one, other in zip(together[:7], apart[:7], strict=True):
        assert one.pdf and other.pdf
        assert _pages(one.pdf) == _pages(other.pdf)
    assert len(_pages(tmp_path / "chung" / "văn bản 2.pdf")) > 1
    assert {path.suffix for path in (tmp_path / "a").iterdir()} == {".docx"}


@pytest.mark.office
def test_a_pdf_carries_the_manifest_of_its_document(tmp_path: Path) -> None:
    import pikepdf

    (source,) = _write(tmp_path / "a", letters(1))
    (result,) = pdf_batch.to_pdf_batch([source])
    with pikepdf.open(result.pdf) as made:
        data = made.attachments[pdf_batch.ATTACHMENT].get_file().read_bytes()
    assert Making.model_validate_json(data) == MAKING


def _program(folder: Path, script: str) -> Path:
    program = put(folder, "soffice.sh", f"#!/bin/sh\necho lan >> {folder}/lan\n{script}\n".encode())
    program.chmod(0o755)
    return program


def test_a_failed_run_is_tried_again_then_file_by_file(tmp_path: Path) -> None:
    sources = _write(tmp_path / "a", letters(3))
    results = pdf_batch.to_pdf_batch(sources, program=_program(tmp_path, "exit 1"))
    assert [(r.source, r.problem) for r in results] == [(source, pdf.FAILED) for source in sources]
    # merged, merged again, as three files, each of the three alone
    assert (tmp_path / "lan").read_text().count("lan") == 2 + 1 + 3
    assert all(source.exists() for source in sources)


def test_a_run_that_hangs_is_ended_and_told(tmp_path: Path) -> None:
    sources = _write(tmp_path / "a", letters(2))
    results = pdf_batch.to_pdf_batch(sources, program=_program(tmp_path, "sleep 300 & wait"), limit=1)
    assert all(result.problem.startswith("LibreOffice không trả lời") for result in results)
    assert (tmp_path / "lan").read_text().count("lan") == 1 + 1 + 2


def test_without_libreoffice_and_without_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_batch, "find_libreoffice", lambda: None)
    assert [r.problem for r in pdf_batch.to_pdf_batch([tmp_path / "x.docx"])] == [pdf.ABSENT]
    monkeypatch.setattr(pdf_batch, "find_libreoffice", lambda: tmp_path)
    assert [r.problem for r in pdf_batch.to_pdf_batch([tmp_path / "x.docx"])] == [pdf.NO_SOURCE]


@pytest.mark.office
def test_without_pikepdf_the_files_are_converted_as_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_batch, "can_split", lambda: False)
    sources = _write(tmp_path / "a", letters(2))
    assert all(result.made for result in pdf_batch.to_pdf_batch(sources))
