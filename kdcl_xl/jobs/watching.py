"""A watched folder: each workbook that arrives is checked, a marked copy and a page of results appear beside it.

What lies in the folder is found by looking at it; what the operating system reports only says when to look sooner.
Shares report nothing, or lose reports, and a look every few seconds is right everywhere.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdcl_xl import __version__
from kdcl_xl.findings import Mode, count_errors
from kdcl_xl.jobs.checking import Checked, Given, check_file, workbooks_in
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.not_workbooks import not_workbooks
from kdcl_xl.jobs.support import logged
from kdcl_xl.ports.file_port import COPY_SUFFIX
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.atomic import write_atomically
from kdcl_xl.workbook.guard_rules import UNREADABLE
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent

    from kdcl_xl.documents.result_page import CheckedWorkbook

RESULTS = "ket-qua"
"""Subfolder for results unless the user names another."""
SETTLED_AFTER = 2.0
"""Seconds without change after which a file counts as copied completely."""
_BREATH = 0.2
_JOURNAL, _LOCK = ".kdcl-da-kiem-tra.jsonl", ".kdcl-theo-doi.khoa"
_TEMPORARY = (".", "~")
"""How names of temporary and half-downloaded files begin: `.~lock`, `~$`, `._`, `.tep.xlsx.AbC`."""
_REPORTED = {"created", "modified", "moved", "closed"}
_MODES = {Mode.DRAFT: "đang làm (không nhắc mục còn trống)", Mode.SUBMIT: "trước khi nộp"}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user of the watch should know. `checked` is set when a workbook has been checked."""

    sentence: str
    checked: Checked | None = None
    page: Path | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the workbook has error findings."""
        return self.checked is not None and count_errors(self.checked.findings) > 0


@dataclass(frozen=True, slots=True)
class _Done:
    """A finished check: of which content, and what was written (name → SHA-256)."""

    sha256: str
    made: dict[str, str]


@dataclass(slots=True)
class DropFolder:
    """The folder and what is known of its files. Raises JobError when the folder is missing or lies in the results.

    `day` gives the day of a check: a watch may run for weeks.
    """

    folder: Path
    results: Path
    mode: Mode
    settings: Settings
    day: Callable[[], dt.date]
    _seen: dict[Path, tuple[tuple[int, ...], float]] = field(default_factory=dict)
    """What a file looked like, and since when."""
    _finished: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    _told: dict[Path, str] = field(default_factory=dict)
    _journal: dict[str, _Done] = field(default_factory=dict)
    _mentioned: set[Path] = field(default_factory=set)
    _out_of_reach: bool = False

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise JobError(f"Không thấy thư mục {self.folder}.")
        self._files()
        self._journal = _read_journal(self.results / _JOURNAL, self._conditions)

    def look(self, now: float) -> Iterator[Notice]:
        """Look once, check what has settled. `now` is in seconds of a clock that only runs forward."""
        try:
            files, others = self._files(), list(not_workbooks(self.folder, self.results, _TEMPORARY))
        except (JobError, OSError):
            if not self._out_of_reach:
                yield Notice(f"Không tới được thư mục {self.folder}; sẽ thử lại cho đến khi tới được.")
            self._out_of_reach = True
            return
        if self._out_of_reach:
            self._out_of_reach = False
            yield Notice(f"Đã tới lại được thư mục {self.folder}.")
        yield from self._mentioned_once(others)
        there = {given.path for given in files}
        self._seen = {path: seen for path, seen in self._seen.items() if path in there}
        for given in files:
            signature = _signature(given.path)
            if signature is None or self._finished.get(given.path) == signature:
                continue
            known, since = self._seen.get(given.path, (None, now))
            if known != signature:
                self._seen[given.path] = (signature, now)
            elif now - since >= SETTLED_AFTER:
                yield from self._try(given, signature)

    @property
    def restless(self) -> bool:
        """Whether a file was still changing, or could not be read, at the last look."""
        return bool(self._unfinished)

    @property
    def stuck(self) -> bool:
        """Whether all that is left cannot be read at present: another program holds it."""
        return all(path in self._told for path in self._unfinished)

    @property
    def _unfinished(self) -> list[Path]:
        return [path for path, (seen, _since) in self._seen.items() if self._finished.get(path) != seen]

    def _files(self) -> list[Given]:
        found = workbooks_in([self.folder], leave_out=self.results)
        return [
            given
            for given in found
            if not given.path.name.startswith(_TEMPORARY) and not given.path.stem.endswith(COPY_SUFFIX)
        ]

    def _mentioned_once(self, others: list[tuple[Path, str]]) -> Iterator[Notice]:
        for path, sentence in others:
            if path not in self._mentioned:
                self._mentioned.add(path)
                yield Notice(sentence)

    def _try(self, given: Given, signature: tuple[int, ...]) -> Iterator[Notice]:
        try:
            notice = self._check(given)
        except OSError as error:
            if self._told.get(given.path) != str(error) and given.path.exists():
                yield Notice(f"{given.name}: {_waiting(error)}")
            self._told[given.path] = str(error)
            return
        except Exception as error:  # one odd file must not end a watch of weeks
            notice = Notice(
                f"{given.name}: chương trình gặp lỗi không lường trước nên bỏ qua tệp này{logged(error)}."
            )
        self._told.pop(given.path, None)
        self._finished[given.path] = signature
        if notice:
            yield notice

    def _check(self, given: Given) -> Notice | None:
        """Check one workbook unless this content was checked before. Raises OSError when it has to be tried again."""
        found = read(given.path)
        if isinstance(found, Refusal) and found.finding.code == UNREADABLE.code:
            raise PermissionError(found.finding.message)
        before = self._journal.get(given.name)
        if (
            before
            and before.sha256 == found.sha256
            and all((self.results / name).exists() for name in before.made)
        ):
            return None
        copy, page = self._places(given)
        self.results.mkdir(exist_ok=True)
        page.parent.mkdir(parents=True, exist_ok=True)
        kept = [_set_aside(path) for path in (copy, page) if self._changed_since(path, before)]
        on = self.day()
        checked = check_file(given.path, self.mode, self.settings, on, copy, name=given.name)
        written = self._write_page(page, checked, found, on)
        self._remember(given, found.sha256, [path for path in (checked.marked, written) if path])
        aside = "".join(f" Bản có chữ của thầy/cô được giữ ở {path.name}." for path in kept)
        return Notice(f"{given.name}: {checked.sentence}{aside}", checked, written)

    def _places(self, given: Given) -> tuple[Path, Path]:
        place = self.results / given.name
        suffix = "" if place.suffix.lower() == ".xlsx" else f"-{place.suffix[1:]}"
        return (
            place.with_name(f"{place.stem}{COPY_SUFFIX}{place.suffix}"),
            place.with_name(f"{place.stem}{suffix}_ket-qua.docx"),
        )

    def _write_page(self, page: Path, checked: Checked, found: Submission | Refusal, on: dt.date) -> Path:
        from kdcl_xl.documents.result_page import result_page  # lxml: starting the command goes without it

        words = result_page(_facts_of(checked, found, on, self.mode), checked.findings)
        return write_atomically(page, lambda temporary: temporary.write_bytes(words))

    @property
    def _conditions(self) -> str:
        """What besides the content decides the result."""
        return f"{__version__} {self.mode} {self.settings.digest}"

    def _changed_since(self, path: Path, before: _Done | None) -> bool:
        if not path.exists():
            return False
        ours = before.made.get(path.relative_to(self.results).as_posix()) if before else None
        return sha256(path.read_bytes()).hexdigest() != ours

    def _remember(self, given: Given, content: str, made: list[Path]) -> None:
        names = {
            path.relative_to(self.results.resolve()).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in map(Path.resolve, made)
        }
        self._journal[given.name] = _Done(content, names)
        line = {"name": given.name, "sha256": content, "made": names, "conditions": self._conditions}
        with (self.results / _JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(line, ensure_ascii=False) + "\n")


def watch(
    drop: DropFolder,
    stop: threading.Event,
    tell: Callable[[Notice], None],
    *,
    every: float,
    once: bool = False,
) -> None:
    """Look until `stop` is set, at least every `every` seconds; with `once` until everything there is checked.

    A file that is being checked is finished first. Raises JobError when another watch holds the results.
    """
    wake = threading.Event()
    with _held(drop.results), _reported(drop, wake):
        while not stop.is_set():
            wake.clear()
            started = time.monotonic()
            for notice in drop.look(started):
                tell(notice)
                if stop.is_set():
                    return
            if once and not drop.restless:
                return
            if once and drop.stuck:
                return
            pause = min(SETTLED_AFTER, every) if drop.restless else every
            # A breath between looks in any case: a file being copied is reported thousands of times.
            while not stop.wait(_BREATH) and not wake.is_set() and time.monotonic() - started < pause:
                pass


@contextmanager
def _reported(drop: DropFolder, wake: threading.Event) -> Iterator[None]:
    """Set `wake` whenever the operating system reports something new in the folder."""
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer

    class Reports(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            # Looking opens folders, and results are written below: neither is news.
            path = Path(os.fsdecode(event.src_path))
            if event.event_type in _REPORTED and drop.results not in (path, *path.parents):
                wake.set()

    observer: Any = Observer()
    try:
        observer.schedule(Reports(), str(drop.folder), recursive=True)
        observer.start()
    except OSError:  # no more watches allowed, or a share that has none: looking is enough
        yield
        return
    try:
        yield
    finally:
        observer.stop()
        observer.join(5)


@contextmanager
def _held(results: Path) -> Iterator[None]:
    """One watch for one folder of results. The lock ends with the program, also after a crash."""
    from filelock import FileLock, Timeout

    results.mkdir(parents=True, exist_ok=True)
    lock = FileLock(results / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise JobError(
            f"Thư mục kết quả {results} đang do một lần kdcl theo-doi khác ghi (cửa sổ khác hoặc máy khác). "
            "Thầy/cô dừng lần kia, hoặc chọn nơi khác bằng --ra."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _facts_of(checked: Checked, found: Submission | Refusal, on: dt.date, mode: Mode) -> CheckedWorkbook:
    from kdcl_xl.documents.result_page import CheckedWorkbook
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, School

    marked = checked.marked.name if checked.marked else ""
    about = CheckedWorkbook(checked.file, on, _MODES[mode], sha256=found.sha256, marked_copy=marked)
    if isinstance(found, Refusal):
        return about
    edition = found.edition
    rules = edition.regulation.short_title if edition.regulation else ""
    about = replace(about, school_year=str(edition.school_year), rules=rules)
    if found.form is not SELF_ASSESSMENT:
        return about
    school = found.fields(School)
    return replace(about, school=school.name, revision=school.revision)


def _signature(path: Path) -> tuple[int, ...] | None:
    """What changes when a file does, also when OneDrive fetches it; None when it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    attributes = getattr(found, "st_file_attributes", 0) | getattr(found, "st_flags", 0)
    return found.st_size, found.st_mtime_ns, found.st_ino, attributes


def _set_aside(path: Path) -> Path:
    """Somebody has written in an earlier result: it is kept under a name of its own."""
    for number in range(1, 1000):
        kept = path.with_name(f"{path.stem} (bản đã sửa {number}){path.suffix}")
        if not kept.exists():
            return path.rename(kept)
    raise FileExistsError(f"quá nhiều bản đã sửa của {path.name}")


def _waiting(error: OSError) -> str:
    cause = error.strerror or str(error)
    return f"chưa kiểm tra được ({cause}); sẽ thử lại khi tệp được đóng hoặc thay đổi."


def _read_journal(path: Path, conditions: str) -> dict[str, _Done]:
    """What was checked before under the same conditions; a line that was cut off counts as not written."""
    if not path.exists():
        return {}
    found: dict[str, _Done] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
            done = _Done(entry["sha256"], dict(entry["made"]))
            name, under = entry["name"], entry["conditions"]
        except (ValueError, KeyError, TypeError):
            continue
        if under == conditions:
            found[name] = done
        else:
            found[name] = _Done("", done.made)  # the check is void, the files are still ours
    return found
