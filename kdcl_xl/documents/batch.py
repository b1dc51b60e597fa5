"""Many documents into a folder: one after another, each whole or not at all, resumable, memory flat in their number.

A journal in the folder remembers what was made from what. A piece whose source is unchanged and whose documents lie
there as they were written is not made again; a document changed by hand since is never replaced without a copy.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

JOURNAL = ".kdcl-van-ban.jsonl"
_SETTLED = 256
"""Documents written before they are flushed to the disk and entered in the journal."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document about to be written: its place in the folder, and how to print it."""

    place: str
    """Path below the folder, with slashes."""
    print: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one source gives: a workbook, a row of a table."""

    key: str
    """What the user calls it: file name, row."""
    fingerprint: Callable[[], str]
    """Changes with whatever its documents are made from. Called before anything is opened."""
    papers: Callable[[], Iterable[Paper]]
    remarks: list[str] = field(default_factory=list)
    """What its user should know; filled while `papers` runs."""


@dataclass(slots=True)
class Outcome:
    """What became of a batch. Paths lie in the folder, in the order of the pieces."""

    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """Made before, from the same source."""
    edited: list[Path] = field(default_factory=list)
    """Changed by hand since they were made, from a source that is unchanged: left alone."""
    failed: dict[str, str] = field(default_factory=dict)
    """Piece → why it gave no document."""
    said: dict[str, list[str]] = field(default_factory=dict)
    """Piece → what its user should know, whether its documents were made now or before."""
    remarks: list[str] = field(default_factory=list)
    order: list[Path] = field(default_factory=list)
    """All documents there are now."""


Explain = Callable[[Exception], str | None]
"""Why a piece failed, for the user; None for what is to stop the whole batch."""
Save = Callable[[Path, bytes], tuple[Path, Iterable[str]]]
"""Replace a document that is there already, keeping what it was; the path written, and remarks."""
Progress = Callable[[int, int, str], None]


def run(
    pieces: Iterable[Piece],
    folder: Path,
    *,
    save: Save,
    explain: Explain,
    total: int,
    progress: Progress | None = None,
) -> Outcome:
    """Write the documents of every piece. `progress` may raise to stop: the next run goes on from there.

    Raises what `explain` does not explain, and OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _Journal(folder) as journal:
        outcome = Outcome()
        for number, piece in enumerate(pieces):
            if progress is not None:
                progress(number, total, piece.key)
            try:
                _make(piece, folder, journal, outcome, save)
            except Exception as error:
                why = explain(error)
                if why is None:
                    raise
                outcome.failed[piece.key] = why
        return outcome


def _make(piece: Piece, folder: Path, journal: _Journal, outcome: Outcome, save: Save) -> None:
    fingerprint = piece.fingerprint()
    before = journal.made.get(piece.key)
    if before is not None and before.fingerprint == fingerprint and _as_made(before, folder, outcome):
        outcome.said[piece.key] = list(before.remarks)
        return
    known = before.papers if before else {}
    written: dict[str, str] = {}
    twins = ""
    for paper in piece.papers():
        place = journal.free_place(paper.place, piece.key)
        if place != paper.place and not twins:
            twins = _said_of_twins(piece, paper.place, place, journal)
        data = paper.print()
        path = folder / place
        digest = hashlib.sha256(data).hexdigest()
        if path.exists():
            path = _replaced(path, data, known.get(place), outcome, save)
        else:
            _write(path, data)
            outcome.written.append(path)
        outcome.order.append(path)
        place = path.relative_to(folder).as_posix()  # save() may have had to choose a name beside it
        written[place] = digest
        journal.take(piece.key, place, path)
    if twins:
        piece.remarks.append(twins)
    outcome.said[piece.key] = piece.remarks
    journal.enter(piece.key, _Made(fingerprint, written, tuple(piece.remarks)))


def _said_of_twins(piece: Piece, wanted: str, place: str, journal: _Journal) -> str:
    """Two sources of one paper: a school that sent its workbook twice would be printed and merged twice unnoticed."""
    return (
        f"“{wanted}” đã lập từ “{journal.owner(wanted)}”; văn bản của “{piece.key}” ghi ra “{place}”. Nếu là một trường gửi hai "
        "bản thì bỏ bản cũ cùng văn bản của nó trước khi in."
    )


def _as_made(before: _Made, folder: Path, outcome: Outcome) -> bool:
    """Whether all documents of a piece are there; those edited by hand are named. False: make them again."""
    found = [(folder / place, digest) for place, digest in before.papers.items()]
    if not all(path.is_file() and path.stat().st_size for path, _ in found):
        return False
    for path, digest in found:
        same = hashlib.sha256(path.read_bytes()).hexdigest() == digest
        (outcome.kept if same else outcome.edited).append(path)
        outcome.order.append(path)
    return True


def _replaced(path: Path, data: bytes, known: str | None, outcome: Outcome, save: Save) -> Path:
    """Put new content over a file that is there: its own earlier version simply, anything else with a copy kept."""
    there = path.read_bytes()
    if there == data:
        outcome.kept.append(path)
        return path
    if known is not None and hashlib.sha256(there).hexdigest() == known:
        _write(path, data)
    else:
        path, remarks = save(path, data)
        outcome.remarks += remarks
    outcome.written.append(path)
    return path


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all. Flushed to the disk by the journal, many at a time."""
    temporary = path.with_name(f".kdcl-tam-{path.name}")
    try:
        try:
            temporary.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class _Made:
    fingerprint: str
    papers: Mapping[str, str]
    """Place → digest of the file."""
    remarks: tuple[str, ...] = ()


class _Journal:
    """What the folder remembers, one line a piece; a line cut off by a power cut is left out."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / JOURNAL
        self.made = dict(_read(self._file))
        self._owner = {place: key for key, made in self.made.items() for place in made.papers}
        self._waiting: list[str] = []
        self._paths: list[Path] = []

    def __enter__(self) -> _Journal:
        return self

    def __exit__(self, *_error: object) -> None:
        self._settle()

    def free_place(self, place: str, key: str) -> str:
        """The place, or one beside it when another piece has it: two schools may have one name."""
        stem, suffix = place.rsplit(".", 1)
        number = 1
        while self._owner.get(place, key) != key:
            number += 1
            place = f"{stem}-{number}.{suffix}"
        return place

    def owner(self, place: str) -> str:
        """The piece a document was made from."""
        return self._owner[place]

    def take(self, key: str, place: str, path: Path) -> None:
        """Remember whose the document is, and to flush it."""
        self._owner[place] = key
        self._paths.append(path)

    def enter(self, key: str, made: _Made) -> None:
        """A piece is done."""
        entry = {"piece": key, **asdict(made)}
        self._waiting.append(json.dumps(entry, ensure_ascii=False))
        if len(self._paths) >= _SETTLED:
            self._settle()

    def _settle(self) -> None:
        _flush(self._paths)
        if self._waiting:
            new = not self._file.exists() or self._file.read_bytes()[-1:] in (b"", b"\n")
            with self._file.open("a", encoding="utf-8") as file:
                file.write(("" if new else "\n") + "".join(f"{line}\n" for line in self._waiting))
                file.flush()
                os.fsync(file.fileno())
        self._waiting, self._paths = [], []


def _flush(paths: Iterable[Path]) -> None:
    """All on the disk before the journal says so. One call where there is one: a flush a file costs more than a file."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in filter(Path.exists, paths):
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read(file: Path) -> Iterator[tuple[str, _Made]]:
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry: Any = json.loads(line)
            remarks = tuple(entry.get("remarks", ()))  # journals of the first versions have none
            yield entry["piece"], _Made(entry["fingerprint"], dict(entry["papers"]), remarks)
        except (ValueError, KeyError, TypeError):
            continue  # cut off while it was being written: that piece is made again
