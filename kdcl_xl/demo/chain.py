"""`kdcl demo`: the main job from blank workbook to Word document, on the sample province, with what happened in one table."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from kdcl_xl.consolidate import Outcome
from kdcl_xl.consolidate import run as consolidate
from kdcl_xl.consolidate.outcome import counted
from kdcl_xl.demo.build import (
    BLANKS,
    FAULT_NOTE,
    HISTORIC_DAY,
    HISTORIC_YEAR,
    LISTS,
    SENT,
    Built,
    build_province,
    edition_for,
)
from kdcl_xl.demo.publishing import PublishedSample, publish
from kdcl_xl.demo.reviewing import Sent, note, review_offices
from kdcl_xl.demo.reviewing_desk import ReviewOffices
from kdcl_xl.demo.schools import school, unit
from kdcl_xl.demo.teamwork import Teamwork, write_together
from kdcl_xl.findings import Mode, count_errors
from kdcl_xl.forms.summary import State
from kdcl_xl.jobs.checking import Checked, check_file, verdict_of, workbooks_in
from kdcl_xl.jobs.consolidating import status_of
from kdcl_xl.jobs.documents import documents_of, is_several, make_documents
from kdcl_xl.law.levels import Verdict
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.read import Refusal, read

TEAM, MARKED, SUMMARIES, DOCUMENTS = "4-nhom-cong-tac", "5-ban-danh-dau", "6-tong-hop", "7-van-ban"
PUBLISHED, REVIEWS = "8-cong-khai", "9-danh-gia-ngoai"
TEAM_SCHOOL = "79-Q7-009"
"""The school whose report is written in work groups."""
_REPORT = "bao-cao-tu-danh-gia"
_REPORTS = ("79-SO-031", "79-BS-011")
"""Schools of which a full report is printed besides."""
_OF_SCHOOLS = "Chỗ để chấm cho nhà trường điền, điều cần đối chiếu trước khi ký: kdcl van-ban nêu riêng cho từng văn bản."
_REVIEW_STEPS = 70
"""About so many files and kinds of papers."""
_TARGETS = {"mam_non": 50.0, "tieu_hoc": 60.0, "thcs": 60.0}

Advance = Callable[[str], None]


@dataclass(slots=True)
class Run:
    """What the demo has done so far."""

    out: Path
    on: dt.date
    full: bool
    settings: Settings
    built: Built = field(default_factory=Built)
    team: Teamwork | None = None
    checked: list[Checked] = field(default_factory=list)
    levels: list[tuple[Path, Verdict]] = field(default_factory=list)
    outcomes: list[tuple[str, str, Outcome]] = field(default_factory=list)
    """(school year, unit id, outcome); the Sở last."""
    documents: list[Path] = field(default_factory=list)
    published: PublishedSample | None = None
    reviews: ReviewOffices | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def year(self) -> SchoolYear:
        """The current school year."""
        return SchoolYear.of(self.on)

    def day_of(self, year: str) -> dt.date:
        """The day on which the workbooks of a school year are checked and consolidated."""
        return HISTORIC_DAY if year == HISTORIC_YEAR and year != self.year else self.on


def run_demo(out: Path, *, on: dt.date, full: bool) -> None:
    """Run the whole chain under `out`, which it empties of an earlier run's folders first, and print what came of it.

    `on` is the day of the demo; nothing depends on the clock. `full`: every school and unit, 2024–2025 throughout,
    and PDFs. Raises OSError when `out` cannot be written.
    """
    run = Run(out, on, full, _settings(on))
    _clear(out)
    console = _console()
    with _bars(console) as bar:
        with bar("Sổ trống, danh mục, sổ của các trường", 75 if full else 50) as advance:
            run.built = build_province(out, on, full, advance)
        with bar("Một trường viết theo nhóm công tác", 1) as advance:
            _team(run, advance)
        with bar("Kiểm tra, đánh dấu", sum(1 for _ in _workbooks(run))) as advance:
            _check(run, advance)
        with bar("Tính mức", sum(1 for _ in _workbooks(run))) as advance:
            _levels(run, advance)
        with bar("Tổng hợp ở phường, xã, Phòng rồi Sở", len(run.built.folders) + 2) as advance:
            _consolidate(run, advance)
        with bar("Văn bản Word", len(run.outcomes) * 2 + 8) as advance:
            _documents(run, advance)
        with bar("Công khai, báo cáo định kỳ", len(run.built.sent) // 2) as advance:
            _publish(run, advance)
        with bar("Đánh giá ngoài, công nhận, cải tiến", _REVIEW_STEPS) as advance:
            _review(run, advance)
    _report(run, console)


def _settings(on: dt.date) -> Settings:
    """The office's targets of the sample, and a due date behind the day of the demo."""
    due = on + dt.timedelta(days=10)
    return Settings.model_validate(
        {"tong-hop": {"chi-tieu": _TARGETS, "han-nop": f"{due:%d/%m/%Y}", "han-bo-sung": f"{due:%d/%m/%Y}"}}
    )


def _clear(out: Path) -> None:
    """Only our own folders: whatever else lies in `out` is the user's."""
    for name in (BLANKS, LISTS, SENT, TEAM, MARKED, SUMMARIES, DOCUMENTS, PUBLISHED, REVIEWS):
        if (out / name).is_dir():
            shutil.rmtree(out / name)
    out.mkdir(parents=True, exist_ok=True)


def _team(run: Run, advance: Advance) -> None:
    one = school(TEAM_SCHOOL)
    edition = edition_for(one, run.year, run.on)
    if edition is None:
        raise ValueError(f"no rule set for {one.kind} on {run.on}")
    run.team = write_together(one, edition, run.on, run.out / TEAM)
    advance(one.short)


def _workbooks(run: Run) -> Iterator[tuple[str, Path]]:
    """(school year, workbook) of everything sent as a file of its own; members of zips are read when consolidating."""
    for (year, _), folder in run.built.folders.items():
        for given in workbooks_in([folder]):
            yield year, given.path


def _check(run: Run, advance: Advance) -> None:
    for year, path in _workbooks(run):
        copy = run.out / MARKED / path.relative_to(run.out / SENT)
        run.checked.append(check_file(path, Mode.SUBMIT, run.settings, run.day_of(year), copy))
        advance(path.name)
    if run.team and run.team.numbered:
        copy = run.out / MARKED / TEAM / run.team.numbered.name
        run.checked.append(check_file(run.team.numbered, Mode.SUBMIT, run.settings, run.on, copy))


def _levels(run: Run, advance: Advance) -> None:
    for _, path in _workbooks(run):
        submission = read(path)
        if not isinstance(submission, Refusal):
            run.levels.append((path, verdict_of(submission)))
        advance(path.name)


def _consolidate(run: Run, advance: Advance) -> None:
    """Each unit from its own folder; then the Sở from the units' workbooks and the schools that report to it."""
    years = sorted({year for year, _ in run.built.folders})
    for year in years:
        to_so = run.out / SUMMARIES / year / "gui-so"
        for (its_year, unit_id), folder in run.built.folders.items():
            if its_year != year:
                continue
            if unit_id == "so":
                shutil.copytree(folder, to_so / folder.name)
                advance(folder.name)
                continue
            target = to_so / folder.name / f"tong-hop_{folder.name}_{year}.xlsx"
            target.parent.mkdir(parents=True, exist_ok=True)
            _one(run, year, unit_id, folder, target)
            advance(folder.name)
        if sum(its_year == year for its_year, _ in run.built.folders) > 1:
            _one(run, year, "so", to_so, run.out / SUMMARIES / year / f"tong-hop_so_{year}.xlsx")
            advance("Sở")


def _one(run: Run, year: str, unit_id: str, folder: Path, target: Path) -> None:
    top = unit_id == "so"
    schools = run.built.lists["" if top else unit_id]
    outcome = consolidate(
        folder,
        "so" if top else "phong",
        schools,
        run.day_of(year),
        target,
        run.settings,
        cache=False,
        unit=unit(unit_id).name,
        school_year=year,
    )
    run.outcomes.append((year, unit_id, outcome))


def _documents(run: Run, advance: Advance) -> None:
    folder = run.out / DOCUMENTS
    for year, source in _report_sources(run):
        _make(run, _REPORT, source, folder / _REPORT, run.day_of(year))
        advance(source.name)
    for year, source in _one_a_year(_report_sources(run)):
        _school_papers(run, source, folder / "van-ban-cua-truong" / year, run.day_of(year))
        advance(source.name)
    for year, unit_id, outcome in run.outcomes:
        day = run.day_of(year)
        states = counted(outcome.schools)
        if unit_id == "so" or run.full or states.get(State.ACCEPTED, 0) > 1:
            _make(run, "bao-cao-tong-hop-kdcl", outcome.written, folder / "bao-cao-tong-hop", day)
        advance(unit_id)
        if states.get(State.MISSING, 0) and unit_id != "so":
            letters = folder / "cong-van-don-doc" / year / unit(unit_id).folder
            _make(run, "cong-van-don-doc", outcome.written, letters, day)
        if states.get(State.WITH_ERRORS, 0) and unit_id != "so":
            letters = folder / "cong-van-yeu-cau-bo-sung" / year / unit(unit_id).folder
            _make(run, "cong-van-yeu-cau-bo-sung", outcome.written, letters, day)
        if unit_id == "so" and day == run.on:
            _make(run, "bao-cao-dinh-ky-kdcl", outcome.written, folder / "bao-cao-dinh-ky", day)
        advance(unit_id)


def _publish(run: Run, advance: Advance) -> None:
    """Workbooks of công khai of the schools without a fault, the page of one, the papers of school and Sở."""
    sources = [
        sent.path
        for sent in run.built.sent
        if sent.school and not sent.fault and sent.year == run.year and sent.path.exists()
    ]
    made = publish(
        run.out / PUBLISHED, sources, run.built.lists[""], unit("so").name, str(run.year), run.on, advance
    )
    run.published = made
    papers = [("bao-cao-cong-khai", made.summary), ("bao-cao-phoi-van-bang", made.stock)]
    papers += [
        (code, book) for code in ("bieu-mau-cong-khai", "bao-cao-thuong-nien") for book in made.books[:2]
    ]
    for code, source in papers:
        if source is not None:
            written = make_documents(
                code, source, run.out / DOCUMENTS / "cong-khai", run.on, pdf=run.full, settings=run.settings
            )
            run.documents += written.paths


def _review(run: Run, advance: Advance) -> None:
    """A Phòng of 2024–2025, a ward and the Sở since TT 57, each with workbook, papers and boards."""
    clean = [sent for sent in run.built.sent if sent.school and not sent.fault and sent.path.exists()]
    sent = Sent(
        summaries={(year, unit_id): outcome.written.resolve() for year, unit_id, outcome in run.outcomes},
        folders=run.built.folders,
        workbooks={(sent.year, sent.school.id): sent.path for sent in clean if sent.school},
    )
    run.reviews = review_offices(run.out / REVIEWS, sent, run.on, run.settings, advance, pdf=run.full)
    run.remarks += run.reviews.remarks
    with (run.out / FAULT_NOTE).open("a", encoding="utf-8") as faults:
        faults.write(note(run.reviews.planted))


def _one_a_year(sources: Iterator[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    """The last school of each year: a workbook sent as a file, so with nothing left to merge."""
    yield from {year: (year, source) for year, source in sources}.values()


def _school_papers(run: Run, source: Path, folder: Path, day: dt.date) -> None:
    """Every other paper the catalogue makes of a school's workbook; several of a kind in a folder of their own."""
    submission = read(source)
    if isinstance(submission, Refusal):
        raise ValueError(f"{source.name}: {submission.finding.message}")
    for code in documents_of(submission):
        if code != _REPORT:
            target = folder / code if is_several(code) else folder
            run.documents += make_documents(code, source, target, day, settings=_settings(day)).paths
    if _OF_SCHOOLS not in run.remarks:
        run.remarks.append(_OF_SCHOOLS)


def _report_sources(run: Run) -> Iterator[tuple[str, Path]]:
    """(school year, workbook) of every full report: the one written together, a clean one or two, one of 2024–2025."""
    if run.team and run.team.numbered:
        yield str(run.year), run.team.numbered
    wanted = _REPORTS if run.full else _REPORTS[:1]
    for sent in run.built.sent:
        if sent.school is None or sent.fault or not sent.path.exists():
            continue
        historic = sent.year == HISTORIC_YEAR
        if (sent.school.id in wanted and not historic) or (sent.school.id == TEAM_SCHOOL and historic):
            yield sent.year, sent.path


def _make(run: Run, code: str, source: Path, target: Path, day: dt.date) -> None:
    made = make_documents(code, source, target, day, pdf=run.full, settings=_settings(day))
    run.documents += made.paths
    run.remarks += [remark for remark in made.remarks if remark not in run.remarks]


@contextmanager
def _bars(console: Console) -> Iterator[Callable[..., _Bar]]:
    columns = (TextColumn("{task.description}", justify="left"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console) as progress:
        yield lambda title, total: _Bar(progress, title, total)


class _Bar:
    """One progress bar: entered at the start of a step, full at its end."""

    def __init__(self, progress: Progress, title: str, total: int):
        self._progress = progress
        self._task = progress.add_task(title, total=total)
        self._title = title

    def __enter__(self) -> Advance:
        return lambda _name: self._progress.advance(self._task)

    def __exit__(self, *error: object) -> None:
        task = next(task for task in self._progress.tasks if task.id == self._task)
        self._progress.update(self._task, total=max(task.completed, 1), completed=max(task.completed, 1))


def _console() -> Console:
    """The terminal, in UTF-8 also where Windows thinks otherwise."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return Console(soft_wrap=False)


def _report(run: Run, console: Console) -> None:
    table = Table(title=f"Tỉnh mẫu, ngày {run.on:%d/%m/%Y}", show_lines=True)
    for header in ("Việc", "Kết quả", "Xem ở"):
        table.add_column(header, overflow="fold")
    for row in _lines(run):
        table.add_row(*row)
    console.print(table)
    for remark in run.remarks:
        console.print(f"  * {remark}", markup=False, highlight=False)
    console.print(f"Lỗi nào là cố ý: {run.out / FAULT_NOTE}", markup=False, highlight=False)


def _lines(run: Run) -> Iterator[tuple[str, str, str]]:
    built = run.built
    refused = sum(checked.refused for checked in run.checked)
    clean = sum(not checked.findings for checked in run.checked)
    errors = sum(count_errors(checked.findings) for checked in run.checked)
    yield "Sổ trống chính thức", f"{len(built.blanks)} sổ", BLANKS
    yield "Danh mục trường", f"{len(built.lists)} danh mục", LISTS
    yield "Sổ các trường gửi", f"{len(built.sent)} tệp; {len(built.missing)} lượt trường không gửi", SENT
    if run.team:
        yield "Viết theo nhóm", f"{len(run.team.parts)} phần đã ghép, {run.team.conflicts} chỗ xung đột được nêu; {run.team.coded} minh chứng được đánh số, {run.team.texts_changed} đoạn sửa theo", TEAM  # fmt: skip
    yield "Kiểm tra", f"{len(run.checked)} tệp: {clean} không có gì phải sửa, {refused} không nhận, {errors} lỗi", MARKED  # fmt: skip
    yield "Tính mức", _level_summary(run.levels), ""
    for year, unit_id, outcome in run.outcomes:
        states = "\n".join(status_of(outcome.written).counts())
        depth = 1 if unit_id == "so" else 2
        where = outcome.written.resolve().parents[depth - 1].relative_to(run.out.resolve()).as_posix()
        yield f"Tổng hợp {unit(unit_id).name}, {year}", states, where
    words = Counter(path.suffix for path in run.documents)
    made = f"{words['.docx']} văn bản Word" + (f", {words['.pdf']} PDF" if words[".pdf"] else "")
    yield "Văn bản", made, DOCUMENTS
    if run.published:
        yield "Công khai, phôi văn bằng", f"{len(run.published.books)} sổ công khai, {len(run.published.pages)} trang web, sổ tổng hợp công khai, sổ phôi", PUBLISHED  # fmt: skip

    if run.reviews:
        for what, result, where in run.reviews.lines:
            yield what, result, f"{REVIEWS}/{where}"
        amiss = sum(len(book.findings) for book in run.reviews.books)
        yield "Kiểm tra sổ đánh giá ngoài", f"{len(run.reviews.books)} sổ: {amiss} điểm phải xem, {len(run.reviews.unplanned)} điểm ngoài lỗi cố ý", REVIEWS  # fmt: skip


def _level_summary(levels: list[tuple[Path, Verdict]]) -> str:
    counts = Counter(verdict.headline for _, verdict in levels)
    return "; ".join(f"{count} sổ: {headline}" for headline, count in sorted(counts.items()))
