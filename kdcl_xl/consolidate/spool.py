"""The entries of a run on disk: memory stays flat however many schools there are, and the next run finds them again.

One JSON line per file. The same lines, with a header in front, are the cache beside the output; nothing in it can
run (it is data, not pickle: the cache may lie on a share), and nothing needs it: it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from pydantic import TypeAdapter, ValidationError

from kdcl_xl import __version__
from kdcl_xl.consolidate.intake import Arrival
from kdcl_xl.consolidate.process import Entry, Kind, Terms
from kdcl_xl.workbook.atomic import SaveError, write_atomically

_FORMAT = b"kdcl-cache 1"
_RACY_NS = 2_000_000_000
"""A file changed this shortly before the cache was written may have changed again under the same time."""


_FIELDS = 6
"""Fields of a line before the entry: checksum, size, time, SHA-256 of the file and of its name, mark."""
_SCHOOL, _OTHER, _NEVER = "s", "o", "-"
"""May the entry be used again: yes, also under another name; yes; no, what could not be read may be readable now."""


def _mark(entry: Entry) -> str:
    if entry.kind is Kind.SCHOOL:
        return _SCHOOL
    return _OTHER if entry.sha256 and entry.kind is not Kind.CRASHED else _NEVER


def _name_digest(arrival: Arrival) -> str:
    # With its place in a zip: two members may bear one name.
    return hashlib.sha256(os.fsencode(f"{arrival.name}\t{arrival.member}")).hexdigest()


@cache
def _entries() -> TypeAdapter[Entry]:
    return TypeAdapter(Entry)


class Spool:
    """Entries of this run, written one after the other and read back one at a time."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="kdcl-")  # noqa: SIM115 (lives as long as the run)
        self._starts: list[int] = []
        self._end = 0

    def add(self, arrival: Arrival, entry: Entry) -> int:
        """Keep an entry; returns its place."""
        return self.add_line(_line(arrival, entry))

    def add_line(self, line: bytes) -> int:
        """Keep an entry that is already a line of a cache."""
        self._file.seek(self._end)
        self._file.write(line)
        self._starts.append(self._end)
        self._end += len(line)
        return len(self._starts) - 1

    def entry(self, place: int) -> Entry:
        """Read one back."""
        self._file.seek(self._starts[place])
        return _entry_of(self._file.readline())

    def save(self, path: Path, terms: Terms) -> None:
        """Leave everything as the cache of the next run. A cache that cannot be written is no error: it only saves time."""

        def write(target: Path) -> None:
            with target.open("wb") as out:
                out.write(_header(terms))
                self._file.seek(0)
                shutil.copyfileobj(self._file, out)

        try:
            write_atomically(path, write)
        except SaveError:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Delete the temporary file."""
        self._file.close()


def _line(arrival: Arrival, entry: Entry) -> bytes:
    # Tabs and line ends cannot stand in JSON text, so the fields come apart again safely.
    body = b"\t".join(
        (
            str(arrival.size).encode(),
            str(arrival.mtime_ns).encode(),
            entry.sha256.encode() or b"-",
            _name_digest(arrival).encode(),
            _mark(entry).encode(),
            _entries().dump_json(entry),
        )
    )
    return b"%08x\t%b\n" % (crc32(body), body)


def _entry_of(line: bytes) -> Entry:
    return _entries().validate_json(line.rstrip(b"\n").split(b"\t", _FIELDS)[_FIELDS])


@dataclass(frozen=True, slots=True)
class Known:
    """Where the entry of a file stands in the cache, and how the file looked then."""

    size: int
    mtime_ns: int
    mark: str
    start: int


class Cache:
    """The entries of the run before, for files that have not changed.

    A file counts as unchanged when its name, size and time of change are those of the run before; it is then not
    opened at all. Whoever changes a workbook and sets its time back is not noticed (`kdcl tong-hop --khong-cache`
    reads everything). A file whose time alone changed is hashed, and its entry used when the bytes are the same.
    """

    def __init__(self, path: Path | None, terms: Terms) -> None:
        self.opened = 0
        """Files read and checked in this run."""
        self._path = path
        self._by_name: dict[str, Known] = {}
        self._by_sha: dict[str, Known] = {}
        self._file: BinaryIO | None = None
        self._written_ns = 0
        if path is not None:
            self._load(path, terms)

    def _load(self, path: Path, terms: Terms) -> None:
        try:
            self._file = path.open("rb")
            self._written_ns = path.stat().st_mtime_ns
            if self._file.readline() != _header(terms):
                return
            start = self._file.tell()
            for line in self._file:
                self._index(line, start)
                start += len(line)
        except OSError:  # no cache, or one that cannot be read: everything is read anew
            self._by_name.clear()
            self._by_sha.clear()

    def _index(self, line: bytes, start: int) -> None:
        parts = line.rstrip(b"\n").split(b"\t", _FIELDS)
        if len(parts) != _FIELDS + 1 or parts[0] != b"%08x" % crc32(line.rstrip(b"\n").partition(b"\t")[2]):
            return  # damaged: this file is read anew
        known = Known(int(parts[1]), int(parts[2]), parts[5].decode(), start)
        self._by_name[parts[4].decode()] = known
        self._by_sha.setdefault(parts[3].decode(), known)

    def find(self, arrival: Arrival) -> Known | None:
        """What is known of an unchanged file, None when it must be read. Nothing is opened but files to hash."""
        known = self._by_name.get(_name_digest(arrival))
        same_file = known is not None and (known.size, known.mtime_ns) == (arrival.size, arrival.mtime_ns)
        if known and same_file and arrival.mtime_ns + _RACY_NS <= self._written_ns:
            return known if known.mark != _NEVER else None
        if arrival.member >= 0 or not self._by_sha:
            return None
        same = self._by_sha.get(_sha256(Path(arrival.path)))
        return same if same and same.mark == _SCHOOL else None

    def read(self, known: Known, arrival: Arrival) -> tuple[bytes, Entry] | None:
        """The line and entry of a file that was found; None when the cache turns out to be damaged."""
        if self._file is None:
            return None
        self._file.seek(known.start)
        line = self._file.readline()
        try:
            entry = _entry_of(line)
        except ValidationError:
            return None
        if entry.name == arrival.name and (known.size, known.mtime_ns) == (arrival.size, arrival.mtime_ns):
            return line, entry
        return self._renamed(entry, arrival)

    def _renamed(self, entry: Entry, arrival: Arrival) -> tuple[bytes, Entry] | None:
        """The entry of the same bytes under this name and time."""
        if entry.record is None:
            return None
        record = replace(entry.record, origin=replace(entry.record.origin, file=arrival.name))
        renamed = replace(entry, name=arrival.name, record=record)
        return _line(arrival, renamed), renamed

    def close(self) -> None:
        """Let go of the file, so that Windows lets it be replaced."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # the guard will say what is wrong with it
        return ""


def _header(terms: Terms) -> bytes:
    return b"\t".join(
        (_FORMAT, program_digest().encode(), terms.settings.digest.encode(), terms.on.isoformat().encode())
    ) + b"\n"  # fmt: skip


@cache
def program_digest() -> str:
    """Changes with the program and with every rule set: version and content of all modules and data files."""
    digest = hashlib.sha256(__version__.encode())
    for name, content in _package_files(files("kdcl_xl"), ""):
        digest.update(name.encode())
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


@cache
def law_digest() -> str:
    """Twelve hex digits that change with any rule set; printed in the output."""
    digest = hashlib.sha256()
    for name, content in _package_files(files("kdcl_xl.law") / "data", ""):
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _package_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            if not item.name.startswith(("_", ".")):
                yield from _package_files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".py", ".yaml")):
            yield f"{prefix}{item.name}", item.read_bytes()
