"""The zip container of a workbook: read within limits, rewritten without touching what did not change.

`zipfile` serves for the directory only. Streams are inflated here, because a directory may lie about sizes and
because a rewritten workbook must keep every other part's compressed bytes exactly as they were.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

_MIB = 1024 * 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_CHUNK = 256 * 1024
_HARMLESS_STREAM = 128 * 1024
"""Compressed bytes; however a part of that size lies about itself, it inflates to 128 MB at most (deflate: 1,032 times)."""
_FLAG_ENCRYPTED, _FLAG_DESCRIPTOR, _FLAG_UTF8 = 0x1, 0x8, 0x800


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may ask of the machine. Sizes in bytes, `ratio` = inflated / compressed.

    The figures are ten times what the largest real submissions need; beyond them a file is a mistake or an attack.
    `area` counts the cells of the box from A1 to the last filled cell: readers allocate all of it.
    """

    file_bytes: int = 64 * _MIB
    parts: int = 5_000
    part_bytes: int = 64 * _MIB
    total_bytes: int = 256 * _MIB
    ratio: int = 250
    ratio_from: int = 4 * _MIB
    rows: int = 200_000
    columns: int = 1_024
    area: int = 3_000_000


class Fault(Enum):
    """Why a container cannot be used."""

    TRUNCATED = auto()
    CORRUPT = auto()
    DUPLICATE = auto()
    TRAVERSAL = auto()
    TOO_MANY = auto()
    PART_TOO_BIG = auto()
    TOTAL_TOO_BIG = auto()
    RATIO = auto()
    LOCKED = auto()
    METHOD = auto()


class BadArchiveError(Exception):
    """The container is damaged or hostile. `detail` names the part, when one part is to blame."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(fault.name, detail)
        self.fault = fault
        self.detail = detail


class Archive:
    """A checked zip directory over the bytes of one file."""

    def __init__(self, content: bytes, limits: Limits | None = None) -> None:
        """Check the directory; nothing is inflated. Raises BadArchiveError."""
        self.content = content
        self._limits = limits or Limits()
        # Counted before zipfile builds one object per entry: a directory alone can exhaust memory.
        if content.count(b"PK\x01\x02") > self._limits.parts:
            raise BadArchiveError(Fault.TOO_MANY)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as directory:
                self.members = tuple(directory.infolist())
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            struct.error,
            UnicodeDecodeError,
            ValueError,
        ) as error:
            raise BadArchiveError(Fault.TRUNCATED) from error
        self._by_name = {member.filename.lower(): member for member in self.members}
        self._check_directory()

    def _check_directory(self) -> None:
        limits = self._limits
        if len(self._by_name) != len(self.members):
            names = [member.filename.lower() for member in self.members]
            raise BadArchiveError(Fault.DUPLICATE, next(name for name in names if names.count(name) > 1))
        for member in self.members:
            name = member.filename
            if _leaves_folder(member.orig_filename) or _leaves_folder(name):
                raise BadArchiveError(Fault.TRAVERSAL, name)
            if member.flag_bits & _FLAG_ENCRYPTED:
                raise BadArchiveError(Fault.LOCKED, name)
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise BadArchiveError(Fault.METHOD, name)
            if member.file_size > limits.part_bytes:
                raise BadArchiveError(Fault.PART_TOO_BIG, name)
            if member.file_size > max(limits.ratio_from, limits.ratio * member.compress_size):
                raise BadArchiveError(Fault.RATIO, name)
        if sum(member.file_size for member in self.members) > limits.total_bytes:
            raise BadArchiveError(Fault.TOTAL_TOO_BIG)
        if sum(member.compress_size for member in self.members) > len(self.content):
            raise BadArchiveError(Fault.CORRUPT)  # members share bytes: the trick of overlapping bombs

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    @property
    def names(self) -> tuple[str, ...]:
        """Part names in the order of the directory."""
        return tuple(member.filename for member in self.members)

    def member(self, name: str) -> zipfile.ZipInfo:
        """The directory entry of a part; names compare without case, as the Open Packaging rules say."""
        return self._by_name[name.lower()]

    def stream(self, member: zipfile.ZipInfo) -> memoryview:
        """The compressed bytes of one part."""
        start = member.header_offset
        header = self.content[start : start + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise BadArchiveError(Fault.CORRUPT, member.filename)
        name_length, extra_length = _LOCAL.unpack(header)[-2:]
        start += _LOCAL.size + name_length + extra_length
        found = memoryview(self.content)[start : start + member.compress_size]
        if len(found) != member.compress_size:
            raise BadArchiveError(Fault.TRUNCATED, member.filename)
        return found

    def read(self, name: str) -> bytes:
        """The inflated part, its size and checksum proven. Raises KeyError when there is no such part."""
        member = self.member(name)
        stream = self.stream(member)
        ended = True
        if member.compress_type == zipfile.ZIP_STORED:
            data = bytes(stream)
        elif member.compress_size <= _HARMLESS_STREAM:
            try:
                data = zlib.decompress(stream, -15, max(member.file_size, 1))
            except zlib.error as error:
                raise BadArchiveError(Fault.CORRUPT, name) from error
        else:
            inflater = zlib.decompressobj(-15)
            try:
                data = inflater.decompress(stream, member.file_size + 1)
            except zlib.error as error:
                raise BadArchiveError(Fault.CORRUPT, name) from error
            ended = inflater.eof or (not data and not member.file_size)
        if not ended or len(data) != member.file_size or zlib.crc32(data) != member.CRC:
            raise BadArchiveError(Fault.CORRUPT, name)
        return data

    def verify(self, name: str, needle: bytes) -> bool:
        """Prove size and checksum of a part that nobody needs in memory; whether `needle` occurs in it."""
        member = self.member(name)
        size = checksum = 0
        found = False
        tail = b""
        for chunk in self._chunks(member):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            found = found or needle in tail + chunk
            tail = chunk[-len(needle) :]
            if size > member.file_size:
                break
        if size != member.file_size or checksum != member.CRC:
            raise BadArchiveError(Fault.CORRUPT, name)
        return found

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        stream = self.stream(member)
        if member.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(stream), _CHUNK):
                yield bytes(stream[start : start + _CHUNK])
            return
        inflater = zlib.decompressobj(-15)
        pending: bytes | memoryview = stream
        try:
            while pending and not inflater.eof:
                yield inflater.decompress(pending, _CHUNK)
                pending = inflater.unconsumed_tail
            yield inflater.flush(_CHUNK)
        except zlib.error as error:
            raise BadArchiveError(Fault.CORRUPT, member.filename) from error


def rewrite(archive: Archive, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> bytes:
    """The container with some parts replaced, some removed, and unknown ones appended in the order given.

    Untouched parts keep their compressed bytes, order, time and attributes. New parts carry the zip epoch, so
    that the same input always gives the same file.
    """
    replaced = {name.lower(): data for name, data in changed.items()}
    gone = {name.lower() for name in removed}
    out = _Container()
    for member in archive.members:
        if member.filename.lower() in gone:
            continue
        data = replaced.pop(member.filename.lower(), None)
        if data is None:
            out.keep(archive, member)
        else:
            out.deflate(member, data)
    for name, data in changed.items():
        if name.lower() in replaced:
            added = zipfile.ZipInfo(name)
            added.create_system = 0  # zipfile would write the platform's number
            out.deflate(added, data)
    return out.closed()


def with_inflated(archive: Archive, parts: Mapping[str, bytes]) -> bytes:
    """The container with these parts stored: whoever reads it next need not inflate them again."""
    out = _Container()
    for member in archive.members:
        data = parts.get(member.filename)
        if data is None:
            out.keep(archive, member)
        else:
            out.append(member, zipfile.ZIP_STORED, data, zlib.crc32(data), len(data))
    return out.closed()


class _Container:
    """A zip file in the making."""

    def __init__(self) -> None:
        self._pieces: list[bytes | memoryview] = []
        self._size = 0
        self._directory: list[bytes] = []

    def keep(self, archive: Archive, member: zipfile.ZipInfo) -> None:
        """A part as it is."""
        stream = archive.stream(member)
        self.append(member, member.compress_type, stream, member.CRC, member.file_size)

    def deflate(self, member: zipfile.ZipInfo, data: bytes) -> None:
        """A part with new content."""
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        stream = deflater.compress(data) + deflater.flush()
        self.append(member, zipfile.ZIP_DEFLATED, stream, zlib.crc32(data), len(data))

    def append(
        self, member: zipfile.ZipInfo, method: int, stream: bytes | memoryview, checksum: int, size: int
    ) -> None:
        """A part from its (compressed) bytes, and the checksum and size of its content."""
        name = member.filename.encode("utf-8")
        flags = member.flag_bits & ~_FLAG_DESCRIPTOR | (0 if name.isascii() else _FLAG_UTF8)
        year, month, day, hour, minute, second = member.date_time
        date, time = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
        offset = self._size
        common = (flags, method, time, date, checksum, len(stream), size)
        header = _LOCAL.pack(b"PK\x03\x04", 20, *common, len(name), 0) + name
        self._pieces += (header, stream)
        self._size += len(header) + len(stream)
        self._directory.append(
            _CENTRAL.pack(
                b"PK\x01\x02", 20, member.create_system, 20, 0, *common, len(name), 0, 0, 0,
                member.internal_attr, member.external_attr, offset,
            )
            + name
        )  # fmt: skip

    def closed(self) -> bytes:
        """The whole file, with its directory."""
        directory, parts = b"".join(self._directory), len(self._directory)
        end = _END.pack(b"PK\x05\x06", 0, 0, parts, parts, len(directory), self._size, 0)
        return b"".join((*self._pieces, directory, end))


def _leaves_folder(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or "\x00" in path
