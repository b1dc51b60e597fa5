"""`kdcl demo`, the whole chain, once."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from kdcl_xl.demo.build import FAULT_NOTE, HISTORIC_DAY
from kdcl_xl.demo.chain import DOCUMENTS, MARKED, PUBLISHED, REVIEWS, SUMMARIES, TEAM, run_demo
from kdcl_xl.documents.catalogue import DOCUMENTS as CATALOGUE
from kdcl_xl.findings import Mode
from kdcl_xl.forms.blanks import BLANKS
from kdcl_xl.forms.disclosure import DISCLOSURE
from kdcl_xl.forms.disclosure_summary import DISCLOSURE_SUMMARY
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.review_team import REVIEW_TEAM
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import SUMMARY, Result
from kdcl_xl.jobs.checking import check_file
from kdcl_xl.jobs.layout import measure, papers_in
from kdcl_xl.settings import Settings
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
    for folder in (TEAM, MARKED, SUMMARIES, DOCUMENTS, PUBLISHED, REVIEWS):
        assert folder in printed
        assert any((tmp_path / folder).rglob("*.*"))
    assert kept.exists()
    _documents_open(tmp_path / DOCUMENTS)
    assert [page.suffix for page in (tmp_path / PUBLISHED).glob("*.html")] == [".html"]
    _so_counts_every_accepted_school(tmp_path / SUMMARIES / "2026-2027")
    _reviews_have_no_finding_but_the_planted(tmp_path)
    _every_paper_of_external_review_is_printed_right(tmp_path / REVIEWS)


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


def _reviews_have_no_finding_but_the_planted(out: Path) -> None:
    """Workbooks that offices ended their year with: what is wrong stands in the note of faults, and nothing else."""
    noted = set(re.findall(rf"^\| ({REVIEWS}\S+) \|.*\| (DGS-\d+) \|$", (out / FAULT_NOTE).read_text(encoding="utf-8"), re.M))  # fmt: skip
    assert noted
    found = set()
    books = [path for path in (out / REVIEWS).rglob("danh-gia-ngoai_*.xlsx") if "gui-so" not in str(path)]
    assert len(books) >= 7
    for path in books:
        day = HISTORIC_DAY if "2024-2025" in path.parts else ON
        checked = check_file(path, Mode.SUBMIT, Settings(), day)
        found |= {(path.relative_to(out).as_posix(), finding.code) for finding in checked.findings}
    assert found == noted


def _every_paper_of_external_review_is_printed_right(folder: Path) -> None:
    papers = papers_in([folder])
    made = {part for paper in papers for part in (*Path(paper.name).parts, paper.path.name.split("_")[0])}
    asked = {code for code, document in CATALOGUE.items() if document.form in (EXTERNAL_REVIEW, REVIEW_TEAM)}
    assert asked <= made | {"bao-cao-dgn-cua-doan"}
    wrong = [finding.as_line() for paper in papers for finding in measure(paper, ON).findings]
    assert wrong == []
