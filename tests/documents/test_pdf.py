"""Case 37: LibreOffice absent, hanging, or working; the source always stays."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from handmade_templates import put, template_of
from samples import SAMPLES

from kdcl_xl.documents import pdf
from kdcl_xl.documents.render import Template


@pytest.mark.office
def test_several_files_in_one_run(tmp_path: Path):
    word = put(tmp_path, "công văn số 1.docx", template_of("Chào"))
    bad = put(tmp_path, "hỏng.docx", b"PK\x03\x04 hong")
    nothing = tmp_path / "khong-co.docx"
    again = tmp_path / "khac"
    again.mkdir()
    twin = put(again, "công văn số 1.docx", template_of("Chào lần hai"))
    out = tmp_path / "ra"
    results = pdf.to_pdf([word, nothing, twin, bad], out)
    assert [result.source for result in results] == [word, nothing, twin, bad]
    assert results[0].pdf == out / "công văn số 1.pdf"
    assert results[2].pdf == out / "công văn số 1.docx.pdf"
    assert results[1].problem == pdf.NO_SOURCE
    for result in (results[0], results[2]):
        assert result.made
        assert result.pdf.read_bytes().startswith(b"%PDF-")
    assert word.exists()
    assert {path.name for path in tmp_path.iterdir()} == {word.name, bad.name, "khac", "ra"}


@pytest.mark.office
def test_contents_get_their_page_numbers(tmp_path: Path):
    code = "bao-cao-tu-danh-gia-2026"
    document = tmp_path / f"{code}.docx"
    document.write_bytes(Template.load(code).render(SAMPLES[code]()))
    (result,) = pdf.to_pdf([document])
    assert result.made, result.problem
    text = _text(result.pdf)
    assert "PHỤ LỤC" in text
    assert "....24" in text.replace(" ", "") or "....25" in text.replace(" ", "")


def _text(path: Path) -> str:
    import subprocess

    tool = shutil.which("pdftotext")
    assert tool, "pdftotext (poppler-utils) is needed for this test"
    return subprocess.run(
        [tool, "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


def test_libreoffice_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    word = put(tmp_path, "a.docx", template_of("Chào"))
    (result,) = pdf.to_pdf([word])
    assert (result.made, result.problem) == (False, pdf.ABSENT)
    assert word.exists()


def test_libreoffice_hangs(tmp_path: Path):
    program = put(tmp_path, "treo.sh", b"#!/bin/sh\nsleep 300 & wait\n")
    program.chmod(0o755)
    word = put(tmp_path, "a.docx", template_of("Chào"))
    start = time.monotonic()
    (result,) = pdf.to_pdf([word], limit=1, program=program)
    assert time.monotonic() - start < 10
    assert not result.made
    assert result.problem.startswith("LibreOffice không trả lời trong 1 giây")
    assert word.exists()


def test_libreoffice_fails(tmp_path: Path):
    program = put(tmp_path, "loi.sh", b"#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    (result,) = pdf.to_pdf([put(tmp_path, "a.docx", template_of("Chào"))], program=program)
    assert (result.made, result.problem) == (False, pdf.FAILED)
