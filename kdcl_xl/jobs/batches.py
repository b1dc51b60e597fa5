"""`kdcl van-ban MA --tu THU_MUC|BANG`: documents from every workbook of a folder, or from every row of a table."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kdcl_xl import __version__
from kdcl_xl.documents import making
from kdcl_xl.documents.batch import Outcome, Paper, Piece, run
from kdcl_xl.documents.catalogue import DOCUMENTS, document_of, variants
from kdcl_xl.documents.compiled import sealed
from kdcl_xl.documents.document import Document, Draft, Source, Variant
from kdcl_xl.documents.letterhead import for_any_symbol
from kdcl_xl.documents.merging import NotMergeable, merged
from kdcl_xl.documents.pdf import PdfResult, problems_in_words
from kdcl_xl.documents.pdf_batch import attach_manifest, can_split, to_pdf_batch
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.seal import Making, SealedSource, manifest_of_merged
from kdcl_xl.documents.table_rows import (
    TableProblem,
    TableRow,
    context_of,
    field_paths,
    read_rows,
    row_digest,
)
from kdcl_xl.jobs.documents import (
    Made,
    known_document,
    make_documents,
    read_source,
    refuse_single,
    template_folder,
)
from kdcl_xl.jobs.errors import JobError, file_words
from kdcl_xl.jobs.paper_numbers import Signing
from kdcl_xl.jobs.progress import Progress
from kdcl_xl.jobs.regulations import wording_folder
from kdcl_xl.jobs.saving import save
from kdcl_xl.jobs.support import logged
from kdcl_xl.law.regulation import UnknownRegulation
from kdcl_xl.settings import Settings
from kdcl_xl.text.file_names import is_by_product
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import slug
from kdcl_xl.text.similar import did_you_mean
from kdcl_xl.workbook.stamp import STAMP_SHEET

MERGED = "{}_gop"
"""Name of the file with all documents."""
_NAMED = 5
_REMARKS = 30
"""Remarks of single workbooks that are shown of a whole folder."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, beside the source."""

    out: Path
    on: dt.date
    settings: Settings
    pdf: bool = False
    merge: bool = False
    progress: Progress | None = None

    @property
    def mark(self) -> str:
        """Changes with whatever every document of this run depends on, its source and template aside."""
        wording = [making.file_digest(path) for path in sorted(wording_folder().glob("*.yaml"))]
        return "\n".join((__version__, self.on.isoformat(), self.settings.digest, *wording))


@dataclass(slots=True)
class Batch:
    """What became of it."""

    outcome: Outcome
    pdfs: list[PdfResult]
    merged: list[Path]
    remarks: list[str]

    @property
    def whole(self) -> bool:
        """Whether everything asked for is there."""
        return not self.outcome.failed and all(result.made for result in self.pdfs)

    def lines(self) -> Iterator[str]:
        """For people: counts, then what needs looking at."""
        done = self.outcome
        yield f"Đã lập {len(done.written)} văn bản; giữ {len(done.kept)} văn bản đã lập trước, nguồn không đổi."
        if done.edited:
            yield f"Giữ nguyên {len(done.edited)} văn bản đã sửa tay: {some((path.name for path in done.edited), _NAMED)}"
        if done.failed:
            yield f"Không lập được {len(done.failed)} mục (các mục khác không bị ảnh hưởng; sửa rồi chạy lại lệnh):"
            yield from (f"  {key}: {_once(key, why)}" for key, why in done.failed.items())
        if self.pdfs:
            yield f"PDF: {sum(result.made for result in self.pdfs)} trên {len(self.pdfs)} văn bản."
        yield from (f"  {problem}" for problem in problems_in_words(self.pdfs, _NAMED))
        yield from (f"  {path}" for path in self.merged)
        yield from _by_remark(done.said)
        yield from self.remarks
        yield from done.remarks


def _by_remark(said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Each remark once with the workbooks it is about, those of the most workbooks first."""
    about: defaultdict[str, list[str]] = defaultdict(list)
    for key, remarks in said.items():
        for remark in dict.fromkeys(for_any_symbol(remark.strip()) for remark in remarks):
            about[remark].append(Path(key).name)
    shown = sorted(about, key=lambda remark: -len(about[remark]))[:_REMARKS]
    if shown:
        yield "Điều cần biết về các văn bản:"
    for remark in shown:
        names = about[remark]
        everyone = len(names) == len(said) > 1
        yield f"  {remark}"
        yield f"    {f'Mọi sổ ({len(names)}).' if everyone else some(names, _NAMED, f'… (tất cả {len(names)} sổ)')}"
    if len(about) > len(shown):
        yield f"  … và {len(about) - len(shown)} điều nữa; lập văn bản của riêng một sổ thì mọi điều của sổ ấy được nêu."


def _once(key: str, why: str) -> str:
    """The reason without the file or row the line begins with."""
    for place in (Path(key).name, key.rpartition(", ")[2]):
        why = why.removeprefix(f"{place}: ")
    return why


def is_batch(source: Path) -> bool:
    """Whether the source is a folder or a table rather than one of our workbooks."""
    if source.is_dir():
        return True
    suffix = source.suffix.lower()
    return suffix in (".csv", ".json") or (suffix == ".xlsx" and source.is_file() and not _is_ours(source))


def _is_ours(path: Path) -> bool:
    """Whether it is to be read as a workbook of the program; so is what cannot be read: reading says why."""
    from kdcl_xl.workbook.guard import inspect

    inspection = inspect(path)
    return bool(inspection.refused) or STAMP_SHEET in inspection.sheets


def make_batch(code: str, source: Path, order: Order) -> Batch:
    """Documents of a kind from a folder of workbooks or a table, into a folder.

    What is done and unchanged is not done again, so a run that was stopped goes on when it is repeated. One failure
    stops nothing else. Raises JobError when the source as a whole cannot be used, OSError when nothing can be written.
    """
    if order.out.suffix.lower() in (".docx", ".pdf"):
        raise JobError(f"Lập hàng loạt ghi ra một thư mục, ví dụ --ra {slug(order.out.stem)}.")
    pieces = _from_folder(code, source, order) if source.is_dir() else _from_table(code, source, order)
    outcome = run(pieces, order.out, save=_save, explain=_explain, total=len(pieces), progress=order.progress)
    batch = Batch(outcome, [], [], [])
    if order.pdf and outcome.order:
        batch.pdfs = _pdfs(outcome.order, order)
        if not can_split():
            batch.remarks.append(
                "Cài thêm phần pdf (pip install kdcl-xl[pdf]) để xuất PDF hàng loạt nhanh hơn nhiều."
            )
    if order.merge and outcome.order:
        pdfs = [result.pdf for result in batch.pdfs if result.pdf is not None]
        batch.merged, said = merge_files(code, outcome.order, pdfs, order)
        batch.remarks += said
    return batch


def _save(path: Path, data: bytes) -> tuple[Path, Iterable[str]]:
    saved = save(path, data)
    return saved.path, saved.remarks


def _explain(error: Exception) -> str | None:
    """Why one piece failed; a full disk or a lost share stops the batch."""
    if isinstance(error, TemplateProblem | JobError | TableProblem):
        return str(error)
    if isinstance(error, UnknownRegulation):
        return f"bộ tiêu chuẩn “{error}” không có trong bản chương trình này; hãy cập nhật chương trình."
    if isinstance(error, FileNotFoundError | PermissionError):
        return file_words(error)
    if isinstance(error, OSError):
        return None
    return f"lỗi không lường trước{logged(error)}"


# ---- a folder of workbooks


def _from_folder(code: str, folder: Path, order: Order) -> list[Piece]:
    document = known_document(code)
    out = order.out.resolve()
    paths = [
        path
        for path in sorted(folder.rglob("*.xlsx"))
        if not is_by_product(path.name) and out not in path.resolve().parents
    ]
    if not paths:
        raise JobError(f"Thư mục {folder.name} không có sổ nào (.xlsx).")
    common = f"{order.mark}\n{_templates_mark(document.variants)}"
    return [
        _workbook_piece(path.relative_to(folder).as_posix(), path, document, order, common) for path in paths
    ]


def _workbook_piece(key: str, path: Path, document: Document, order: Order, common: str) -> Piece:
    remarks: list[str] = []
    papers = partial(_workbook_papers, document, path, order, remarks)
    return Piece(key, partial(_workbook_mark, path, common), papers, remarks)


def _workbook_mark(path: Path, common: str) -> str:
    return _digest(f"{common}\n{making.file_digest(path)}")


def _workbook_papers(document: Document, path: Path, order: Order, remarks: list[str]) -> Iterator[Paper]:
    source = read_source(path, document, order.on, order.settings)
    sealed = making.sealed_file(path)
    within = f"{slug(path.stem)}/" if document.several else ""
    for draft in document.drafts(source):
        yield Paper(f"{within}{draft.name}.docx", partial(_printed, document, draft, source, sealed))
    remarks += source.remarks


def _printed(document: Document, draft: Draft, source: Source, sealed: SealedSource) -> bytes:
    template = Template.load(document.variant_of(draft.context).template, template_folder())
    return template.render(draft.context, making.from_workbook(document.code, draft, source, sealed))


# ---- a table


def _from_table(code: str, table: Path, order: Order) -> list[Piece]:
    variant = _variant(code)
    if not table.is_file():
        raise JobError(f"Không thấy tệp {table.name}.")
    try:
        rows = read_rows(table, variant.model)
    except TableProblem as problem:
        raise JobError(
            f"{problem} Các cột dùng được: {', '.join(field_paths(variant.model))}; tep là tên tệp muốn đặt."
        ) from problem
    if not rows:
        raise JobError(f"{table.name}: bảng không có dòng nào.")
    common = f"{order.mark}\n{_templates_mark((variant,))}"
    width = len(str(rows[-1].number))
    return [
        Piece(
            f"{table.name}, dòng {row.number}",
            partial(_row_mark, row, common),
            partial(
                _row_papers, variant, table.name, row, order, f"{variant.template}_{row.number:0{width}}"
            ),
        )
        for row in rows
    ]


def _variant(code: str) -> Variant:
    """The template of a code; a document with several is named by its template."""
    if code in variants():
        return variants()[code]
    of_document = DOCUMENTS[code].variants if code in DOCUMENTS else ()
    if len(of_document) == 1:
        return of_document[0]
    if of_document:
        raise JobError(f"{code} có nhiều mẫu; ghi tên mẫu: {', '.join(v.template for v in of_document)}.")
    guess = did_you_mean(code, variants(), code=True)
    raise JobError(f"Không có văn bản “{code}”.{guess} Xem kdcl van-ban --danh-sach.")


def _row_mark(row: TableRow, common: str) -> str:
    return _digest(f"{common}\n{row.file}\n{row_digest(row)}")


def _row_papers(variant: Variant, table: str, row: TableRow, order: Order, name: str) -> Iterator[Paper]:
    name = slug(row.file.removesuffix(".docx")) or name
    context = context_of(row, variant.model)
    source = SealedSource(name=table, sha256=row_digest(row), row=row.number)
    made = making.of(document_of(variant.template).code, name, (source,), order.on, order.settings)
    template = Template.load(variant.template, template_folder())
    yield Paper(f"{name}.docx", partial(template.render, context, made))


# ---- afterwards


def _pdfs(documents: list[Path], order: Order) -> list[PdfResult]:
    """PDFs beside the documents; those newer than their document stay."""
    old = [path for path in documents if not _has_pdf(path)]
    results = {result.source: result for result in to_pdf_batch(old, progress=order.progress)}
    return [results.get(path) or PdfResult(path, path.with_suffix(".pdf")) for path in documents]


def _has_pdf(document: Path) -> bool:
    made = document.with_suffix(".pdf")
    return made.is_file() and made.stat().st_mtime_ns >= document.stat().st_mtime_ns


def make_from_one(code: str, source: Path, order: Order, signing: Signing) -> Made:
    """The documents of one workbook; with `order.merge` one file for printing besides, in `Made.merged`.

    Raises as `make_documents`, and JobError where there is only one document to merge.
    """
    if order.merge:
        refuse_single(code)
    made = make_documents(
        code, source, order.out, order.on, pdf=order.pdf, settings=order.settings, signing=signing
    )
    papers = [path for path in made.paths if path.suffix == ".docx"]
    if order.merge and len(papers) > 1:
        pdfs = [path for path in made.paths if path.suffix == ".pdf"]
        made.merged, said = merge_files(code, papers, pdfs, order)
        made.remarks += said
    return made


def merge_files(
    code: str, documents: list[Path], pdfs: list[Path], order: Order
) -> tuple[list[Path], list[str]]:
    """One file for printing: Word where the documents allow it, PDF of whatever PDFs there are; and why not.

    The documents lie in `order.out`. Raises OSError when a file cannot be written.
    """
    name = MERGED.format(code)
    making_of = _making_of_merged(code, name, documents, order)
    written: list[Path] = []
    remarks: list[str] = []
    try:
        document = sealed(
            merged(path.read_bytes() for path in documents), partial(manifest_of_merged, making_of)
        )
        written.append(save(order.out / f"{name}.docx", document).path)
    except NotMergeable as why:
        remarks.append(
            f"Không gộp thành một tệp Word: {why}." + ("" if order.pdf else " Thêm --pdf để gộp bản PDF.")
        )
    if pdfs and can_split():
        manifest = manifest_of_merged(making_of).model_dump_json().encode()
        written.append(_merge_pdf(pdfs, order.out / f"{name}.pdf", manifest))
    return written, remarks


def _making_of_merged(code: str, name: str, documents: list[Path], order: Order) -> Making:
    """The documents are what the merged file is made from; what they are made from they say themselves."""
    out = order.out.resolve()
    sources = tuple(
        SealedSource(name=path.resolve().relative_to(out).as_posix(), sha256=making.file_digest(path))
        for path in documents
    )
    return making.of(code, name, sources, order.on, order.settings)


def _merge_pdf(pdfs: list[Path], target: Path, manifest: bytes) -> Path:
    import pikepdf

    with pikepdf.new() as whole:
        for path in pdfs:
            with pikepdf.open(path) as one:
                whole.pages.extend(one.pages)
        attach_manifest(whole, manifest)
        partial_file = target.with_name(f"{target.name}.tam")
        whole.save(partial_file, deterministic_id=True)
    partial_file.replace(target)
    return target


def _templates_mark(used: Iterable[Variant]) -> str:
    try:
        return "\n".join(Template.load(variant.template, template_folder()).sha256 for variant in used)
    except TemplateProblem as problem:
        raise JobError(str(problem)) from problem


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
