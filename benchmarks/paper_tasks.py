"""What the children of the group `van-ban` do: plain docxtpl, the compiled renderer, batches of certificates."""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import papers

REPORT_ROWS = 850
"""Rows of a workbook whose report has about 60 pages."""


def renderers(folder: str, copies: str) -> dict[str, Any]:
    """Milliseconds a document: `DocxTemplate(path).render().save()` each time, and the template compiled once.

    Turn by turn, each of ours as many times as takes about as long as one of docxtpl.
    """
    from kdcl_xl.documents.render import Template

    found: dict[str, Any] = {}
    for name, data, context in _measured():
        path = Path(folder) / f"{name}.docx"
        path.write_bytes(data)
        template = Template(name, data)
        times: tuple[list[float], list[float]] = ([], [])
        plain, ours = partial(_plainly, path, context), partial(template.render, context)
        many = max(1, round(_milliseconds(plain, 1) / _milliseconds(ours, 5)))
        for _ in range(int(copies)):
            times[0].append(_milliseconds(plain, 1))
            times[1].append(_milliseconds(ours, many))
        found[name] = {"plain": times[0], "ours": times[1], "why_plain": template.why_plain}
    return found


def _measured() -> Iterator[tuple[str, bytes, Any]]:
    from kdcl_xl.documents.folders import reports_folder

    yield "giay-chung-nhan", papers.certificate_template(), papers.certificate(7)
    yield "quyet-dinh", papers.decision_template(), papers.decision()
    name = "bao-cao-tu-danh-gia-2026"
    yield name, (reports_folder() / f"{name}.docx").read_bytes(), _report()


def _report() -> Any:
    from benchmarks.tasks import ON
    from kdcl_xl.demo.content import school_content
    from kdcl_xl.demo.schools import schools_in
    from kdcl_xl.documents.from_school import self_assessment_report
    from kdcl_xl.forms.registry import edition_of
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.law.levels import assess
    from kdcl_xl.law.regulation import SchoolKind
    from kdcl_xl.text.dates import SchoolYear
    from kdcl_xl.workbook.answers import answers_of
    from kdcl_xl.workbook.builder import build
    from kdcl_xl.workbook.read import Refusal, read

    school = next(
        s
        for s in schools_in(SchoolYear("2026-2027"))
        if s.kind not in (SchoolKind.PRESCHOOL, SchoolKind.CONTINUING)
    )
    edition = edition_of("2026-2027", "tt57_2026_pt", school.kind)
    content = school_content(school, edition, seed=1, size=REPORT_ROWS)
    submission = read(build(SELF_ASSESSMENT, edition, content), name="so.xlsx")
    assert not isinstance(submission, Refusal)
    return self_assessment_report(submission, assess(answers_of(submission), edition.rules), ON)


def _plainly(path: Path, context: Any) -> None:
    """As the documentation of docxtpl shows it, but for the filters our own templates use."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from kdcl_xl.documents.environment import bookmark, paragraphs, values_of

    environment = Environment(autoescape=True)
    environment.filters.update(paragraphs=paragraphs, bookmark=bookmark)
    template = DocxTemplate(path)
    template.render(values_of(context), environment)
    template.save(io.BytesIO())


def _milliseconds(job: Callable[[], object], times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        job()
    return 1000 * (time.process_time() - begun) / times


def certificates(folder: str, count: str) -> dict[str, Any]:
    """So many certificates to files of their own, sealed, with the journal of a batch; and the same batch once more."""
    gc.set_threshold(100_000)  # as the command line does
    first, outcome = _batch(Path(folder), int(count))
    again, kept = _batch(Path(folder), int(count))
    assert (len(outcome.written), len(kept.kept)) == (int(count), int(count))
    return {"cpu": first, "again": again, "bytes": sum(path.stat().st_size for path in outcome.written)}


def files(folder: str, count: str, size: str) -> dict[str, Any]:
    """The yardstick of a batch: so many files of that size and nothing else."""
    place, data = Path(folder), bytes(range(256)) * (int(size) // 256 + 1)
    place.mkdir()
    begun = time.process_time()
    for number in range(int(count)):
        (place / f"{number}.docx").write_bytes(data[: int(size)])
    return {"cpu": time.process_time() - begun}


def _batch(folder: Path, count: int) -> tuple[float, Any]:
    import datetime as dt

    from kdcl_xl.documents.batch import Paper, Piece, run
    from kdcl_xl.documents.render import Template
    from kdcl_xl.documents.seal import Making, SealedSource

    template = Template("giay-chung-nhan.docx", papers.certificate_template())
    source = SealedSource(name="danh-sach.xlsx", sha256="0" * 64)

    def made(number: int) -> Iterator[Paper]:
        name = f"giay-chung-nhan-{number:05}"
        making = Making(
            document="giay-chung-nhan", name=name, sources=(source,), program="0", on=dt.date(2027, 5, 25)
        )
        yield Paper(f"{name}.docx", partial(template.render, papers.certificate(number), making))

    def pieces() -> Iterator[Piece]:
        for number in range(count):
            yield Piece(f"dòng {number}", partial(str, number), partial(made, number))

    begun = time.process_time()
    outcome = run(
        pieces(), folder, save=lambda path, data: (path, ()), explain=lambda error: None, total=count
    )
    return time.process_time() - begun, outcome


def booklet(*pages: str) -> dict[str, Any]:
    """One file of so many pages, each size in turn, seven times: milliseconds a page of the least disturbed round."""
    from kdcl_xl.documents.render import Template

    gc.set_threshold(100_000)  # as the command line does
    template = Template("so", papers.booklet_template())
    contexts = {count: papers.booklet(int(count)) for count in pages}
    rounds = [
        {
            count: _milliseconds(partial(template.render, made), 1) / int(count)
            for count, made in contexts.items()
        }
        for _ in range(7)
    ]
    return {"ms": {count: min(times[count] for times in rounds) for count in pages}}


def pdfs(folder: str, count: str) -> dict[str, Any]:
    """So many certificates to PDF through one merged file; and forty, then one, as files."""
    from kdcl_xl.documents.pdf import to_pdf
    from kdcl_xl.documents.pdf_batch import to_pdf_batch

    _, outcome = _batch(Path(folder), int(count))
    found = {}
    for name, convert, many in (
        ("merged", to_pdf_batch, outcome.written),
        ("files", to_pdf, outcome.written[:40]),
        ("alone", to_pdf, outcome.written[:1]),
    ):
        begun = _with_children()
        results = convert(many)
        assert all(result.made for result in results), results
        found[name] = 1000 * (_with_children() - begun) / len(many)
    return found


def _with_children() -> float:
    import os

    return sum(os.times()[:4])


TASKS = {task.__name__: task for task in (renderers, certificates, files, booklet, pdfs)}
