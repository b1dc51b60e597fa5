"""Is this file safe to read? Asked of the zip directory and the raw bytes, before any spreadsheet library.

The answer holds for the bytes that were inspected, not for the path: readers are given `Inspection.open()`.
"""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from kdcl_xl.findings import Finding
from kdcl_xl.workbook import guard_rules as rules
from kdcl_xl.workbook.archive import Archive, BadArchiveError, Limits, rewrite, with_inflated
from kdcl_xl.workbook.atomic import read_settled
from kdcl_xl.workbook.formulas import special_cells
from kdcl_xl.workbook.guard_cells import (
    MalformedSheetError,
    Reach,
    blank_items,
    has_special_cells,
    hidden_rows,
    is_prefixed,
    reach,
    without_blank_end,
)
from kdcl_xl.workbook.guard_extras import advise, has_macros
from kdcl_xl.workbook.guard_kind import refuse_unless_xlsx, refuse_unless_zip
from kdcl_xl.workbook.guard_rules import RefusedError
from kdcl_xl.workbook.package import elements, relationships, workbook_part

_SHEET_MARK = b"sheetData"
_XML = (".xml", ".rels", ".vml")
_KEPT_INFLATED = 4 * 2**20
"""Bytes; the parts of a larger workbook are inflated a second time by the reader rather than held in memory."""
_UNCLOSED_CELL = re.compile(rb"<c [^<>]*<")
"""Markup no program writes; a row of them would make the search for formulas quadratic."""
_PLACEHOLDER_NAMES = (".cloud", ".cloudf", ".icloud")
_RECALL_ON_ACCESS = 0x0004_0000 | 0x0040_0000
_DATALESS = 0x4000_0000
_PROLOG = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.S)
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_READABLE_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_HIDDEN_STATES = ("hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its part in the zip and how it is shown (`visible`, `hidden`, `veryHidden`)."""

    name: str
    part: str
    state: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the guard found. Nothing but `refused` may be used when it is set.

    `findings` are hints and warnings; `sheets` maps the name of each worksheet, in order, to its part; `size` is in bytes.
    `sha256` is of the file as handed in, also when a far blank cell was stripped for reading; it is empty when the file was
    not even opened.
    """

    name: str
    size: int
    sha256: str
    refused: Finding | None = None
    findings: tuple[Finding, ...] = ()
    sheets: Mapping[str, SheetPart] = field(default_factory=dict)
    date1904: bool = False
    workbook_xml: bytes = field(default=b"", repr=False)
    special_cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """Sheet → cells without a plain value (see `formulas`)."""
    _content: bytes = field(default=b"", repr=False)

    def open(self) -> io.BytesIO:
        """The inspected parts as a workbook to read. Raises ValueError when the file is refused."""
        if self.refused is not None:
            raise ValueError(f"{self.name} is refused: {self.refused.code}")
        return io.BytesIO(self._content)


def inspect(source: Path | bytes, *, name: str = "", limits: Limits | None = None) -> Inspection:
    """Inspect a file, or the bytes of one (a member of a zip of submissions; then `name` is its name).

    Raises nothing for bad files: the first reason that forbids reading is `Inspection.refused`.
    """
    limits = limits or Limits()
    if isinstance(source, Path):
        name = name or source.name
    content = b""
    try:
        content = _content_of(source, name, limits)
        inspection = Inspection(name, len(content), sha256(content).hexdigest())
        return _inspect_content(content, inspection, limits)
    except RefusedError as refusal:
        cause = refusal
    except BadArchiveError as error:
        cause = RefusedError(rules.FAULTS[error.fault], error.detail)
    if isinstance(source, bytes):
        content = source
    digest = sha256(content).hexdigest() if content else ""
    size = len(content) if isinstance(source, bytes) else _size(source)
    return Inspection(name, size, digest, refused=cause.finding(name))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # already reported as unreadable
        return 0


def _content_of(source: Path | bytes, name: str, limits: Limits) -> bytes:
    if name.startswith(("~$", ".~lock.")):
        raise RefusedError(rules.OWNER_FILE)
    if name.lower().endswith(_PLACEHOLDER_NAMES):
        raise RefusedError(rules.PLACEHOLDER)
    if isinstance(source, bytes):
        if len(source) > limits.file_bytes:
            raise RefusedError(rules.FILE_TOO_BIG, f"{len(source) // 2**20} MB")
        return source
    try:
        status = source.stat()
        if stat.S_ISDIR(status.st_mode):
            raise RefusedError(rules.UNREADABLE, "đây là một thư mục")
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(rules.UNREADABLE, "đây không phải tệp thường")
        attributes = getattr(status, "st_file_attributes", 0)
        if attributes & _RECALL_ON_ACCESS or getattr(status, "st_flags", 0) & _DATALESS:
            raise RefusedError(rules.PLACEHOLDER)  # reading would hang on a download
        if status.st_size > limits.file_bytes:
            raise RefusedError(rules.FILE_TOO_BIG, f"{status.st_size // 2**20} MB")
        return read_settled(source)
    except OSError as error:
        raise RefusedError(rules.UNREADABLE, _why(error)) from error


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "không có tệp này"
    if isinstance(error, BlockingIOError):
        return "tệp đang được chương trình khác ghi"
    if isinstance(error, PermissionError):
        return "không có quyền đọc, hoặc chương trình khác đang giữ tệp"
    return error.strerror or str(error)


def _inspect_content(content: bytes, inspection: Inspection, limits: Limits) -> Inspection:
    refuse_unless_zip(content)
    archive = Archive(content, limits)
    workbook = workbook_part(archive)
    refuse_unless_xlsx(archive, workbook)
    scan = _Scan(archive, limits)
    scan.run()
    macros = has_macros(archive) or b"macroEnabled" in scan.content_types
    if macros and inspection.name.lower().endswith(".xlsx"):
        raise RefusedError(rules.DISGUISED_MACRO)
    main = archive.read(workbook)
    sheets = _sheets(archive, workbook, main)
    titles = {sheet.part.lower(): sheet.name for sheet in sheets.values()}
    found: list[Finding] = []
    stripped: dict[str, bytes] = {}
    for part, result in scan.reaches.items():
        title = titles.get(part.lower(), part)
        if result.far:
            raise RefusedError(rules.FAR_CELL, sheet=title, cell=result.far)
        if result.stripped is not None:
            stripped[part] = result.stripped
            found.append(rules.FAR_BLANK.at(title, result.stray, *_stray_words(title, result.stray)))
    hidden = {titles[part.lower()]: rows for part, rows in scan.hidden.items() if part.lower() in titles}
    states = {sheet.name: sheet.state for sheet in sheets.values()}
    found += advise(archive, main, sheets=states, hidden_rows=hidden)
    properties = next(elements(main, "workbookPr"), {})
    return replace(
        inspection,
        findings=tuple(replace(finding, file=inspection.name) for finding in found),
        sheets=MappingProxyType(sheets),
        date1904=properties.get("date1904", "").lower() in ("1", "true"),
        workbook_xml=main,
        special_cells=_SpecialCells(
            archive, {titles[part.lower()]: part for part in scan.special if part.lower() in titles}
        ),
        _content=_to_read(archive, stripped, scan.inflated),
    )


def _to_read(archive: Archive, stripped: Mapping[str, bytes], inflated: Mapping[str, bytes]) -> bytes:
    """The container for whoever reads the values: without stray cells, or with what has been inflated already."""
    if stripped:
        return rewrite(archive, stripped)
    return with_inflated(archive, inflated) if inflated else archive.content


def _stray_words(sheet: str, cell: str) -> tuple[str, str]:
    return (
        f'Trang "{sheet}" có ô trống (chỉ có định dạng hoặc dấu cách) ở tận {cell}; chương trình bỏ qua khi đọc.',
        "Thầy/cô không cần sửa; nếu muốn tệp nhẹ hơn, xóa các dòng, cột thừa ở cuối trang.",
    )


def _sheets(archive: Archive, workbook: str, main: bytes) -> dict[str, SheetPart]:
    pointers = relationships(archive, workbook)
    sheets: dict[str, SheetPart] = {}
    for element in elements(main, "sheet"):
        identity = next((value for key, value in element.items() if key.endswith(":id")), "")
        pointer = pointers.get(identity)
        if pointer is not None and pointer.kind == "worksheet":
            name, state = element.get("name", ""), element.get("state", "")
            sheets[name] = SheetPart(name, pointer.target, state if state in _HIDDEN_STATES else "visible")
    if not sheets:
        raise RefusedError(rules.NOT_A_WORKBOOK, ": không có trang tính nào")
    return sheets


class _SpecialCells(Mapping[str, Mapping[str, str]]):
    """Sheet → its special cells, looked for when first asked: our hidden working sheet is all formulas."""

    def __init__(self, archive: Archive, parts: Mapping[str, str]) -> None:
        self._archive, self._parts = archive, parts
        self._known: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, sheet: str) -> Mapping[str, str]:
        if sheet not in self._known:
            self._known[sheet] = special_cells(self._archive.read(self._parts[sheet]))
        return self._known[sheet]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class _Scan:
    """One pass over all parts: damage, DTD, and the reach of everything that looks like a sheet."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self.content_types = b""
        self.reaches: dict[str, Reach] = {}
        self.hidden: dict[str, list[int]] = {}
        self.special: list[str] = []
        self.inflated: dict[str, bytes] = {}
        """Parts kept for whoever reads the values, so that a part is inflated once and spare rows are not read."""
        self._keeps = sum(member.file_size for member in archive.members) <= _KEPT_INFLATED
        self._blank_strings = cache(self._find_blank_strings)

    def run(self) -> None:
        """Raises RefusedError or BadArchiveError."""
        for member in self._archive.members:
            name = member.filename
            if not name.lower().endswith(_XML):
                if self._archive.verify(name, _SHEET_MARK):
                    self._sheet(name, self._archive.read(name))
                continue
            xml = self._archive.read(name)
            _refuse_dtd(xml, name)
            if self._keeps:
                self.inflated[name] = xml
            if name.lower() == "[content_types].xml":
                self.content_types = xml
            if _SHEET_MARK in xml:  # whatever the part is called: readers find sheets in different ways
                self._sheet(name, xml)

    def _sheet(self, name: str, xml: bytes) -> None:
        prefixed = is_prefixed(xml)
        try:
            self.reaches[name] = reach(xml, self._limits, self._blank_strings, prefixed=prefixed)
        except MalformedSheetError as error:
            raise RefusedError(rules.CORRUPT, name) from error
        rows = hidden_rows(xml)
        if rows:
            self.hidden[name] = rows
        if name in self.inflated and not prefixed:
            self.inflated[name] = without_blank_end(xml)
        if prefixed or has_special_cells(xml):
            if _UNCLOSED_CELL.search(xml):
                raise RefusedError(rules.CORRUPT, name)
            self.special.append(name)

    def _find_blank_strings(self) -> frozenset[int]:
        names = [name for name in self._archive.names if name.lower().endswith("sharedstrings.xml")]
        return blank_items(self._archive.read(names[0])) if len(names) == 1 else frozenset()


def _refuse_dtd(xml: bytes, name: str) -> None:
    """A DTD can only stand before the first element, so only that much is looked at."""
    plain = xml.removeprefix(b"\xef\xbb\xbf")
    encoding = _ENCODING.match(plain)
    if encoding and encoding[1].lower() not in _READABLE_ENCODINGS:
        # UTF-16 or UTF-7 would hide a DTD, and cells, from these searches.
        raise RefusedError(rules.CORRUPT, name)
    prolog = _PROLOG.match(plain)
    start = prolog.end() if prolog else 0
    following = plain[start : start + 2]
    if following.startswith(b"<!"):
        raise RefusedError(rules.DTD, name)
    if following and not (following.startswith(b"<") and (following[1:].isalpha() or following[1:] == b"_")):
        raise RefusedError(rules.CORRUPT, name)
