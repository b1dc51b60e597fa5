"""Word documents from workbooks: `kdcl van-ban`, `kdcl chia --word`. The PDF is a step of its own that loses nothing.

What documents there are, and what each consists of, stands in `documents.catalogue`.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kdcl_xl.documents import making, school_reports
from kdcl_xl.documents.catalogue import DOCUMENTS, document_of, lint, usable_fields, variants
from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.letterhead import NUMBER_TO_FILL
from kdcl_xl.documents.pdf import problems_in_words
from kdcl_xl.documents.pdf_batch import to_pdf_batch
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.seal import Making
from kdcl_xl.findings import Finding, Severity
from kdcl_xl.folders import settings_folder
from kdcl_xl.forms.columns import Fields, Row
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.office_templates import misnamed
from kdcl_xl.jobs.paper_numbers import Signing, signed
from kdcl_xl.jobs.progress import Progress
from kdcl_xl.jobs.regulations import regulation_with_wording
from kdcl_xl.jobs.saving import save
from kdcl_xl.jobs.support import effective_settings
from kdcl_xl.law.load_wording import WordingError
from kdcl_xl.law.regulation import UnknownRegulation
from kdcl_xl.settings import Settings, SettingsError
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import slug
from kdcl_xl.text.similar import did_you_mean
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

_UNSIGNED = Signing()
_MOST_NAMED = 12
"""Unreadable cells named one by one where a document is made; `kdcl kiem-tra` names all."""
_CODE = 32
"""Width of the column of codes in the list."""


@dataclass(slots=True)
class Made:
    """What was written (documents, then PDFs) and what the user should know about it."""

    paths: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    merged: list[Path] = field(default_factory=list)
    """The same documents as one file for printing, where that was asked for."""


def document_list() -> list[str]:
    """The documents one may ask for: code, title, kind, what they are made from, their templates."""
    return [
        *(line for document in DOCUMENTS.values() for line in _described(document)),
        f"Mẫu Word riêng của đơn vị (cùng tên tệp) đặt trong {template_folder()}.",
    ]


def _described(document: Document) -> Iterator[str]:
    place = "một thư mục" if document.several else "một tệp .docx"
    symbol = f", ký hiệu {document.kind.abbreviation}" if document.kind.abbreviation else ""
    yield (
        f"{document.code:<{_CODE}} {document.title} ({document.kind}{symbol}). "
        f"Cần: {document.form.title.lower()} ({document.form.id}); ghi ra {place}."
    )
    for variant in document.variants:
        if variant.template != document.code:
            yield f"{'':<{_CODE}}   mẫu {variant.template}.docx: {variant.title}".removesuffix(": ")
    yield f"{'':<{_CODE}}   đọc trang: {'; '.join(document.sheets)}"


def documents_of(submission: Submission | None) -> dict[str, str]:
    """The documents that can be made from a workbook: code → title. A part for a work group gives no report.

    None: all there are.
    """
    return {
        document.code: document.title
        for document in DOCUMENTS.values()
        if submission is None
        or (document.form is submission.form and (document.from_part or not submission.stamp.part))
    }


def is_several(code: str) -> bool:
    """Whether a kind of documents goes into a folder. Raises JobError for an unknown one."""
    return known_document(code).several


def template_folder() -> Path:
    """Where an office keeps its own templates; they win over the program's."""
    return settings_folder() / "mau-van-ban"


def export_templates(folder: Path) -> Made:
    """Copy our templates into a folder to be edited there; a file that is there already stays. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Made()
    for name in variants():
        target = folder / f"{name}.docx"
        if target.exists():
            made.remarks.append(f"{target.name}: đã có, giữ nguyên.")
            continue
        shutil.copyfile(reports_folder() / target.name, target)
        made.paths.append(target)
    if folder.resolve() != template_folder().resolve():
        made.remarks.append(f"Sửa xong, chép vào {template_folder()} thì chương trình dùng mẫu của đơn vị.")
    return made


def lint_template(path: Path) -> tuple[Finding, ...]:
    """Everything wrong with a Word template, with its place. Raises JobError when there is no such file."""
    if not path.is_file():
        raise JobError(f"Không thấy tệp mẫu {path.name}.")
    return lint(path)


def is_known_template(path: Path) -> bool:
    """Whether a file has the name of a template, so that its fields can be checked and not only its tags."""
    return path.stem in variants()


def template_fields(path: Path) -> list[str]:
    """The fields a template of this name may use, each with what it prints in the sample; none for an unknown name."""
    try:
        document = document_of(path.stem)
    except LookupError:
        guess = did_you_mean(slug(path.stem), variants(), code=True)
        return [
            f"{path.name} không cùng tên với mẫu nào của chương trình nên chỉ kiểm tra cú pháp, chưa kiểm tra tên trường; đặt "
            f"đúng tên mẫu gốc rồi kiểm tra lại.{guess}"
        ]
    rows = list(usable_fields(path.stem))
    width = max(len(name) for name, _ in rows)
    return [
        f"Trường dùng được trong mẫu {document.title}:",
        *(f"  {n:<{width}}  {shown}" for n, shown in rows),
    ]


def make_sample(template: str, out: Path) -> Path:
    """Print a template, the office's own where there is one, with invented data. Raises JobError, OSError."""
    if template not in variants():
        guess = did_you_mean(template, variants(), code=True)
        raise JobError(f"Không có mẫu “{template}”.{guess} Các mẫu: {', '.join(variants())}.")
    try:
        printed = Template.load(template, template_folder()).render(variants()[template].sample())
    except TemplateProblem as problem:
        raise JobError(str(problem)) from problem
    path = out if out.suffix.lower() == ".docx" else out / f"{template}.docx"
    return save(path, printed).path


def make_documents(
    code: str,
    source: Path,
    out: Path,
    on: dt.date,
    *,
    pdf: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
    signing: Signing = _UNSIGNED,
) -> Made:
    """Write the documents of a kind made from a workbook; `on` is the day of printing.

    `settings` (deadline, symbols) are the office's unless given. `signing`: number, day and deputy, blank by default.

    `out` is a .docx or, for several documents, a folder. What cannot be made stops nothing else and is a remark.
    Nothing is written before all are ready; `progress` may raise to stop until then. What lay there before is kept.
    Raises JobError when nothing can be made, OSError when a file cannot be written.
    """
    document = known_document(code)
    if document.several and out.suffix.lower() == ".docx":
        raise JobError(
            f"{document.title}: có nhiều văn bản, hãy ghi ra một thư mục, ví dụ --ra {slug(out.stem)}."
        )
    if not document.several and not out.is_dir() and out.suffix.lower() not in ("", ".docx"):
        raise JobError(
            f"“{out.name}”: văn bản ghi ra tệp .docx, ví dụ --ra {out.stem}.docx; muốn có cả PDF thì thêm --pdf."
        )
    read_from = read_source(source, document, on, settings or _settings())
    made = Made(remarks=read_from.remarks)
    try:
        drafts = document.drafts(read_from)
    except UnknownRegulation as error:
        raise JobError(_unknown_rules(read_from.submission, str(error))) from error
    drafts, said = signed(document, drafts, signing, on.year)
    made.remarks += said
    wanted = dict.fromkeys(document.variant_of(draft.context).template for draft in drafts)
    made.remarks += misnamed(template_folder(), wanted, variants())
    folder = out if document.several or out.suffix.lower() != ".docx" else out.parent
    names = [out.name if folder != out else f"{draft.name}.docx" for draft in drafts]
    seal = partial(making.from_workbook, document.code, source=read_from, sealed=making.sealed_file(source))
    _write(document, drafts, [folder / name for name in names], made, progress, seal)
    if pdf and made.paths:
        _add_pdf(made)
    return made


def _unknown_rules(submission: Submission, code: str) -> str:
    """Which cell names a rule set the program does not have; a workbook may also have been made by a later program."""
    told = f"bộ tiêu chuẩn “{code}” mà bản chương trình này không có"
    for rows in submission.rows.values():
        for row in rows:
            if getattr(row, "regulation", "") == code:
                sheet, cell = submission.at(row, "regulation")
                return f"Ô {cell}, trang {sheet} ghi {told}. Sửa mã bộ tiêu chuẩn, hoặc để trống để dùng bộ tiêu chuẩn của cấp học."  # fmt: skip
    return f"Sổ ghi {told}. Hãy cập nhật chương trình."


def refuse_single(code: str) -> None:
    """There is nothing to merge where a workbook gives one document. Raises JobError."""
    document = known_document(code)
    if not document.several:
        raise JobError(f"--gop dùng khi có nhiều văn bản: --tu là một thư mục sổ hoặc một bảng. {document.title}: mỗi sổ một văn bản.")  # fmt: skip


def criterion_forms(submission: Submission, out: Path) -> list[Path]:
    """One phiếu per criterion and clause into a folder. Raises JobError, after writing the others, for those that fail."""
    made, document = Made(), DOCUMENTS["phieu-danh-gia-tieu-chi"]
    source = Source(_with_wording(submission), submission.edition.school_year.lessons_end)
    drafts = list(school_reports.criterion_forms(source, None))
    _write(document, drafts, [out / f"{draft.name}.docx" for draft in drafts], made)
    if len(made.paths) < len(drafts):
        raise JobError(" ".join(made.remarks))
    return made.paths


# ---- reading


def read_source(path: Path, document: Document, on: dt.date, settings: Settings) -> Source:
    """A workbook as the source of a document; what could not be read is a remark. Raises JobError."""
    remarks: list[str] = []
    return Source(_submission(path, document, remarks), on, settings, remarks)


def _settings() -> Settings:
    try:
        return effective_settings(())
    except SettingsError as error:
        raise JobError(str(error)) from error


def known_document(code: str) -> Document:
    """The document of a code. Raises JobError naming the nearest one."""
    if code in DOCUMENTS:
        return DOCUMENTS[code]
    guess = did_you_mean(code, DOCUMENTS, code=True)
    raise JobError(f"Không có văn bản “{code}”.{guess} Xem kdcl van-ban --danh-sach.")


def _submission(source: Path, document: Document, remarks: list[str]) -> Submission:
    if not source.exists():
        raise JobError(f"Không thấy tệp {source.name}.")
    found = read(source)
    if isinstance(found, Refusal):
        raise JobError(f"{source.name}: {found.finding.message} {found.finding.remedy}")
    if found.form.id != document.form.id:
        raise JobError(
            f"{document.title} lập từ {document.form.title.lower()} ({document.form.id}); “{source.name}” là {found.form.title.lower()} ({found.form.id})."
        )
    if found.stamp.part and not document.from_part:
        raise JobError(
            f"“{source.name}” là phần của một nhóm công tác; ghép các phần (kdcl ghep) rồi lập báo cáo từ sổ chung."
        )
    remarks += _reading_errors(found, document)
    return _with_wording(found)


def _reading_errors(submission: Submission, document: Document) -> Iterator[str]:
    """How many cells could not be read, then those this document prints, each with its remedy."""
    errors = [finding for finding in submission.findings if finding.severity is Severity.ERROR]
    if not errors:
        return
    sheets = {_sheet_of(part, submission) for part in document.uses}
    here = [finding for finding in errors if finding.sheet in sheets]
    which = "sửa các ô dưới đây rồi lập lại văn bản." if here else "các ô ấy ở trang văn bản này không dùng."
    yield f"Sổ có {len(errors)} lỗi khi đọc; ô không đọc được in như ô trống, trong bảng số liệu in “{NUMBER_TO_FILL}”: {which} Chạy kdcl kiem-tra để xem từng ô."  # fmt: skip
    yield from (f"  {finding.as_line()}" for finding in here[:_MOST_NAMED])
    if len(here) > _MOST_NAMED:
        yield f"  … và {len(here) - _MOST_NAMED} lỗi nữa ở các trang văn bản này dùng."


def _sheet_of(part: type[Row] | type[Fields], submission: Submission) -> str:
    """The sheet as this workbook names it: users rename sheets."""
    if issubclass(part, Row):
        return submission.top(part)[0]
    return submission.where(part, part.columns[0].field)[0]


def _with_wording(submission: Submission) -> Submission:
    """The same submission under the official wording, when the office has loaded one."""
    if submission.edition.regulation is None:
        return submission
    try:
        rules = regulation_with_wording(submission.edition.regulation.id)
    except WordingError as error:
        raise JobError(str(error)) from error
    return replace(submission, edition=replace(submission.edition, regulation=rules))


# ---- writing


def _write(
    document: Document,
    drafts: Sequence[Draft],
    paths: Sequence[Path],
    made: Made,
    progress: Progress | None = None,
    seal: Callable[[Draft], Making] | None = None,
) -> None:
    """Write each document whole or not at all. Raises JobError when there were drafts and none could be made."""
    failed: dict[str, list[str]] = {}
    ready = []
    for number, (draft, path) in enumerate(zip(drafts, paths, strict=True)):
        if progress is not None:
            progress(number, len(drafts), path.name)
        template = document.variant_of(draft.context).template
        try:
            printed = Template.load(template, template_folder()).render(draft.context, seal and seal(draft))
            ready.append((path, printed))
        except TemplateProblem as problem:
            failed.setdefault(str(problem), []).append(path.name)
    said = [
        f"{problem} ({len(names)} văn bản: {some(names, 3)})" if len(names) > 1 else f"{names[0]}: {problem}"
        for problem, names in failed.items()
    ]
    if failed and not ready:
        raise JobError("\n".join(said))
    for path, printed in ready:
        if path.is_file() and path.read_bytes() == printed:
            made.paths.append(path)
            continue
        saved = save(path, printed)
        made.paths.append(saved.path)
        made.remarks += saved.remarks
    made.remarks += said


def _add_pdf(made: Made) -> None:
    """PDFs beside the documents; whatever goes wrong is a remark and the documents stay."""
    try:
        results = to_pdf_batch(list(made.paths))
    except OSError as error:
        made.remarks.append(f"Chưa tạo được PDF: {error.strerror or error}. Văn bản Word vẫn còn nguyên.")
        return
    made.paths += [result.pdf for result in results if result.pdf is not None]
    made.remarks += problems_in_words(results, 3)
