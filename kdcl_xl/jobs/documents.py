"""Word documents from workbooks: `kdcl van-ban`, `kdcl chia --word`. The PDF is a step of its own that loses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel

from kdcl_xl.documents.catalogue import DOCUMENTS, lint
from kdcl_xl.documents.from_school import criterion_form, self_assessment_report, unprinted
from kdcl_xl.documents.from_summary import accreditation_summary, reminder_letters
from kdcl_xl.documents.pdf import to_pdf
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.findings import Finding, count_errors
from kdcl_xl.forms.form import Form
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, School
from kdcl_xl.forms.summary import SUMMARY
from kdcl_xl.jobs.checking import verdict_of
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.regulations import regulation_with_wording
from kdcl_xl.jobs.saving import save
from kdcl_xl.jobs.support import effective_settings, settings_folder
from kdcl_xl.law.load_wording import WordingError
from kdcl_xl.law.regulation import UnknownRegulation
from kdcl_xl.settings import Settings, SettingsError
from kdcl_xl.text.dates import parse_date
from kdcl_xl.text.normal import slug
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

_REPORT_OF_YEARS = {5: "bao-cao-tu-danh-gia-2018", 3: "bao-cao-tu-danh-gia-2026"}
"""School years in the tables of a rule set → template of its report."""
_SLUG_LENGTH = 40
Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all and the name of the next one; may raise to stop."""
_CONTENTS = "Mở bằng Word, bấm Ctrl+A rồi F9 để cập nhật số trang ở mục lục."


@dataclass(slots=True)
class Made:
    """What was written (documents, then PDFs) and what the user should know about it."""

    paths: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document about to be written: file name, template, values."""

    name: str
    template: str
    context: BaseModel


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a user may ask for. `several`: one document per criterion or school, into a folder."""

    code: str
    title: str
    form: Form
    drafts: Callable[[Submission, dt.date, Made], list[_Draft]]
    several: bool = False
    templates: tuple[str, ...] = ()
    """Where the rule set chooses among several; otherwise the template has the code of the kind."""

    @property
    def lines(self) -> Iterator[str]:
        """For the list of documents: what it is, then its templates where their names differ from the code."""
        place = "một thư mục" if self.several else "một tệp .docx"
        yield f"{self.code:<24} {self.title}. Cần: {self.form.title.lower()} ({self.form.id}); ghi ra {place}."
        for template in self.templates:
            yield f"{'':<24}   mẫu {template}.docx: {DOCUMENTS[template].title}"


def document_list() -> list[str]:
    """The documents one may ask for: code, title, what they are made from."""
    own = template_folder()
    return [
        *(line for kind in _KINDS.values() for line in kind.lines),
        f"Mẫu Word riêng của đơn vị (cùng tên tệp) đặt trong {own}.",
    ]


def documents_of(submission: Submission | None) -> dict[str, str]:
    """The documents that can be made from a workbook: code → title. A part for a work group gives no report.

    None: all there are.
    """
    return {
        kind.code: kind.title
        for kind in _KINDS.values()
        if submission is None
        or (kind.form is submission.form and (kind.several or not submission.stamp.part))
    }


def is_several(code: str) -> bool:
    """Whether a kind of documents goes into a folder. Raises JobError for an unknown one."""
    return _kind(code).several


def template_folder() -> Path:
    """Where an office keeps its own templates; they win over the program's."""
    return settings_folder() / "mau-van-ban"


def lint_template(path: Path) -> tuple[Finding, ...]:
    """Everything wrong with a Word template, with its place. Raises JobError when there is no such file."""
    if not path.is_file():
        raise JobError(f"Không thấy tệp mẫu {path.name}.")
    return lint(path)


def make_documents(
    code: str,
    source: Path,
    out: Path,
    on: dt.date,
    *,
    pdf: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Made:
    """Write the documents of a kind made from a workbook; `on` is the day of printing.

    `settings` (deadline, symbols) are the office's unless given.

    `out` is a .docx or, for several documents, a folder. What cannot be made stops nothing else and is a remark.
    Nothing is written before all are ready; `progress` may raise to stop until then. What lay there before is kept.
    Raises JobError when nothing can be made, OSError when a file cannot be written.
    """
    kind = _kind(code)
    if kind.several and out.suffix.lower() == ".docx":
        raise JobError(
            f"{kind.title}: có nhiều văn bản, hãy ghi ra một thư mục, ví dụ --ra {slug(out.stem)}."
        )
    if not kind.several and not out.is_dir() and out.suffix.lower() not in ("", ".docx"):
        raise JobError(
            f"“{out.name}”: văn bản ghi ra tệp .docx, ví dụ --ra {out.stem}.docx; muốn có cả PDF thì thêm --pdf."
        )
    made = Made(settings=settings or _settings())
    submission = _submission(source, kind, made)
    try:
        drafts = kind.drafts(submission, on, made)
    except UnknownRegulation as error:
        raise JobError(
            f"Sổ ghi bộ tiêu chuẩn “{error}” mà bản chương trình này không có. Hãy cập nhật chương trình."
        ) from error
    folder = out if kind.several or out.suffix.lower() != ".docx" else out.parent
    names = [out.name if folder != out else draft.name for draft in drafts]
    _write(drafts, [folder / name for name in names], made, progress)
    if pdf and made.paths:
        _add_pdf(made)
    return made


def criterion_forms(submission: Submission, out: Path) -> list[Path]:
    """One phiếu per criterion and clause into a folder. Raises JobError, after writing the others, for those that fail."""
    made = Made()
    drafts = list(_criterion_drafts(_with_wording(submission), None))
    _write(drafts, [out / draft.name for draft in drafts], made)
    if len(made.paths) < len(drafts):
        raise JobError(" ".join(made.remarks))
    return made.paths


# ---- reading


def _kind(code: str) -> _Kind:
    if code in _KINDS:
        return _KINDS[code]
    near = closest(code, _KINDS, limit=1)
    guess = f" Ý thầy/cô có phải {near[0]}?" if near else ""
    raise JobError(f"Không có văn bản “{code}”.{guess} Các văn bản: {', '.join(_KINDS)}.")


def _submission(source: Path, kind: _Kind, made: Made) -> Submission:
    if not source.exists():
        raise JobError(f"Không thấy tệp {source.name}.")
    found = read(source)
    if isinstance(found, Refusal):
        raise JobError(f"{source.name}: {found.finding.message} {found.finding.remedy}")
    if found.form.id != kind.form.id:
        raise JobError(
            f"{kind.title} lập từ {kind.form.title.lower()} ({kind.form.id}); “{source.name}” là {found.form.title.lower()} ({found.form.id})."
        )
    if found.stamp.part and not kind.several:
        raise JobError(
            f"“{source.name}” là phần của một nhóm công tác; ghép các phần (kdcl ghep) rồi lập báo cáo từ sổ chung."
        )
    errors = count_errors(found.findings)
    if errors:
        made.remarks.append(
            f"Sổ có {errors} lỗi khi đọc: ô không đọc được in là chưa có. Chạy kdcl kiem-tra để xem từng ô."
        )
    return _with_wording(found)


def _with_wording(submission: Submission) -> Submission:
    """The same submission under the official wording, when the office has loaded one."""
    if submission.edition.regulation is None:
        return submission
    try:
        rules = regulation_with_wording(submission.edition.regulation.id)
    except WordingError as error:
        raise JobError(str(error)) from error
    return replace(submission, edition=replace(submission.edition, regulation=rules))


# ---- what each kind consists of


def _report_drafts(submission: Submission, on: dt.date, made: Made) -> list[_Draft]:
    context = self_assessment_report(submission, verdict_of(submission), on)
    made.remarks += (*unprinted(submission), _CONTENTS)
    name = f"bao-cao-tu-danh-gia_{_school(submission)}_{submission.edition.school_year}.docx"
    return [_Draft(name, _REPORT_OF_YEARS[len(context.years)], context)]


def _form_drafts(submission: Submission, on: dt.date, _made: Made) -> list[_Draft]:
    return list(_criterion_drafts(submission, on))


def _criterion_drafts(submission: Submission, on: dt.date | None) -> Iterator[_Draft]:
    verdict, school = verdict_of(submission), _school(submission)
    for code in submission.edition.rules.by_code:
        context = criterion_form(submission, verdict, code, on)
        yield _Draft(f"phieu_{code}_{school}.docx", "phieu-danh-gia-tieu-chi", context)


def _summary_drafts(submission: Submission, on: dt.date, made: Made) -> list[_Draft]:
    own = made.settings.papers.report_symbol
    context = accreditation_summary(submission, on, symbol=own)
    if not own:
        made.remarks.append(_proposed(context.head.symbol, "ky-hieu-bao-cao"))
    name = f"bao-cao-tong-hop-kdcl_{slug(submission.stamp.unit)[:_SLUG_LENGTH] or 'don-vi'}_{submission.edition.school_year}.docx"
    return [_Draft(name, "bao-cao-tong-hop-kdcl", context)]


def _reminder_drafts(submission: Submission, on: dt.date, made: Made) -> list[_Draft]:
    due = _due(on, made)
    own = made.settings.papers.letter_symbol
    letters = reminder_letters(submission, on, due, symbol=own)
    if letters and not own:
        made.remarks.append(_proposed(letters[0][1].head.symbol, "ky-hieu-cong-van"))
    if not letters:
        made.remarks.append(
            "Không có trường nào cần đôn đốc theo sổ tổng hợp này; sổ lập không có danh mục trường (--danh-muc) thì chưa biết trường nào chưa nộp."
        )
    return [
        _Draft(
            f"cong-van-don-doc_{slug(school)}_{slug(letter.addressee)[:_SLUG_LENGTH]}.docx",
            "cong-van-don-doc",
            letter,
        )
        for school, letter in letters
    ]


def _due(on: dt.date, made: Made) -> dt.date | None:
    """The deadline of the settings while it lies ahead; otherwise the officer writes one by hand."""
    due = parse_date(made.settings.consolidation.report_due).value
    if due is not None and due >= on:
        return due
    made.remarks.append("Hạn nộp để trống trong công văn: thiết lập [tong-hop] han-nop chưa ghi hoặc đã qua.")
    return None


def _settings() -> Settings:
    try:
        return effective_settings(())
    except SettingsError as error:
        raise JobError(str(error)) from error


def _proposed(symbol: str, key: str) -> str:
    """Symbols are each office's own: ours is a proposal, said to the user and not on paper."""
    return (
        f"Ký hiệu đề xuất: {symbol}; số văn bản để trống. Đơn vị dùng ký hiệu khác thì ghi {key} "
        "ở mục [van-ban] của tệp thiết lập, hoặc sửa ngay trên văn bản."
    )


def _school(submission: Submission) -> str:
    school = submission.fields(School)
    return slug(school.school_id) or slug(school.name)[:_SLUG_LENGTH] or "truong"


# ---- writing


def _write(
    drafts: Sequence[_Draft], paths: Sequence[Path], made: Made, progress: Progress | None = None
) -> None:
    """Write each document whole or not at all. Raises JobError when there were drafts and none could be made."""
    failed, ready = [], []
    for number, (draft, path) in enumerate(zip(drafts, paths, strict=True)):
        if progress is not None:
            progress(number, len(drafts), path.name)
        try:
            ready.append((path, Template.load(draft.template, template_folder()).render(draft.context)))
        except TemplateProblem as problem:
            failed.append(f"{path.name}: {problem}")
    if failed and not ready:
        raise JobError("\n".join(dict.fromkeys(failed)))
    for path, document in ready:
        if path.is_file() and path.read_bytes() == document:
            made.paths.append(path)
            continue
        saved = save(path, document)
        made.paths.append(saved.path)
        made.remarks += saved.remarks
    made.remarks += failed


def _add_pdf(made: Made) -> None:
    """PDFs beside the documents; whatever goes wrong is a remark and the documents stay."""
    try:
        results = to_pdf(list(made.paths))
    except OSError as error:
        made.remarks.append(f"Chưa tạo được PDF: {error.strerror or error}. Văn bản Word vẫn còn nguyên.")
        return
    made.paths += [result.pdf for result in results if result.pdf is not None]
    problems = dict.fromkeys(result.problem for result in results if result.pdf is None)
    for problem in problems:
        names = [result.source.name for result in results if result.problem == problem]
        made.remarks.append(
            f"{problem} ({len(names)} văn bản: {', '.join(names[:3])}{'…' if len(names) > 3 else ''})"
        )


_KINDS = {
    kind.code: kind
    for kind in (
        _Kind("bao-cao-tu-danh-gia", "Báo cáo tự đánh giá", SELF_ASSESSMENT, _report_drafts, templates=tuple(_REPORT_OF_YEARS.values())),
        _Kind("phieu-danh-gia-tieu-chi", "Phiếu đánh giá tiêu chí, mỗi tiêu chí một phiếu", SELF_ASSESSMENT, _form_drafts, several=True),
        _Kind("bao-cao-tong-hop-kdcl", "Báo cáo tổng hợp kết quả tự đánh giá", SUMMARY, _summary_drafts),
        _Kind("cong-van-don-doc", "Công văn đôn đốc, mỗi trường chưa nộp một công văn", SUMMARY, _reminder_drafts, several=True),
    )
}  # fmt: skip
