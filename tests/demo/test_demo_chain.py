"""`kdcl demo`, the whole chain, once."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kdcl_xl.demo.chain import DOCUMENTS, MARKED, PUBLISHED, SUMMARIES, TEAM, run_demo
from kdcl_xl.documents.catalogue import DOCUMENTS as CATALOGUE
from kdcl_xl.forms.blanks import BLANKS
from kdcl_xl.forms.disclosure import DISCLOSURE
from kdcl_xl.forms.disclosure_summary import DISCLOSURE_SUMMARY
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import SUMMARY, Result
from kdcl_xl.workbook.read import Refusal, read
from tests.demo.samples import ON

_OF_OFFICES_AND_PUBLIC = {
    code
    for code, document in CATALOGUE.items()
    if document.form in (SUMMARY, DISCLOSURE, DISCLOSURE_SUMMARY, BLANKS)
}


@pytest.mark.slow
def test_demo_leaves_everything_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    kept = tmp_path / "cua-toi.txt"
    kept.write_text("giữ lại", encoding="utf-8")
    run_demo(Path(tmp_path.name), on=ON, full=False)  # a relative folder, as `make demo` gives it
    printed = capsys.readouterr().out
    for folder in (TEAM, MARKED, SUMMARIES, DOCUMENTS, PUBLISHED):
        assert folder in printed
        assert any((tmp_path / folder).rglob("*.*"))
    assert kept.exists()
    _documents_open(tmp_path / DOCUMENTS)
    assert [page.suffix for page in (tmp_path / PUBLISHED).glob("*.html")] == [".html"]
    _so_counts_every_accepted_school(tmp_path / SUMMARIES / "2026-2027")


def _documents_open(folder: Path) -> None:
    made = list(folder.rglob("*.docx"))
    names = {path.name.split("_")[0] for path in made}
    assert names >= {"bao-cao-tu-danh-gia"} | _OF_OFFICES_AND_PUBLIC
    assert names - {"phieu"} >= {
        code for code, d in CATALOGUE.items() if d.form is SELF_ASSESSMENT and not d.several
    }
    for path in made:
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode("utf-8")
        assert "{{" not in text
        assert "{%" not in text


def _so_counts_every_accepted_school(folder: Path) -> None:
    """The Sở's workbook has one line for each result of the units and of the schools that report straight to it."""
    top = _results(folder / "tong-hop_so_2026-2027.xlsx")
    below = [code for path in (folder / "gui-so").rglob("tong-hop_*.xlsx") for code in _results(path)]
    direct = {"79-SO-031", "79-SO-033", "79-SO-034"}
    assert sorted(top) == sorted([*below, *direct])


def _results(path: Path) -> list[str]:
    found = read(path)
    assert not isinstance(found, Refusal)
    return [row.school_id for row in found.table(Result)]
