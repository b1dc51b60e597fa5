"""What a file really is, whatever its name says: told from its first bytes, an OLE directory or zip part names."""

from __future__ import annotations

import re

from kdcl_xl.workbook import guard_rules as rules
from kdcl_xl.workbook.archive import Archive
from kdcl_xl.workbook.guard_rules import RefusedError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_OLE_STREAMS = (
    ("EncryptedPackage", rules.PASSWORD, ""),
    ("Workbook", rules.OLD_EXCEL, ""),
    ("Book", rules.OLD_EXCEL, ""),
    ("WordDocument", rules.OTHER_OFFICE, "Word (.doc)"),
    ("PowerPoint Document", rules.OTHER_OFFICE, "PowerPoint (.ppt)"),
)
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "nén RAR"),
    (b"7z\xbc\xaf", "nén 7z"),
    (b"\x1f\x8b", "nén gzip"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))


def refuse_unless_zip(content: bytes) -> None:
    """Raise RefusedError for everything that is not a zip container, naming what it is."""
    if not content:
        raise RefusedError(rules.EMPTY)
    if content.startswith(b"PK\x03\x04"):
        return
    if content.startswith(_OLE):
        raise _ole(content)
    if content.startswith(_BIFF):
        raise RefusedError(rules.OLD_EXCEL)
    if content.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise RefusedError(rules.NOT_A_WORKBOOK, ": đây là tệp nén rỗng")
    if not content[:4096].strip(b"\x00"):
        raise RefusedError(rules.PLACEHOLDER)  # space reserved by a download or a power cut, never filled
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise RefusedError(rules.NOT_A_WORKBOOK, f": đây là tệp {name}")
    raise _text(content[:4096])


def _ole(content: bytes) -> RefusedError:
    for name, cause, detail in _OLE_STREAMS:
        # A directory entry begins with its name in UTF-16 and is 128 bytes long, aligned from the file's start.
        entry = name.encode("utf-16-le") + b"\x00\x00"
        position = content.find(entry)
        while position >= 0:
            if position % 128 == 0:
                return RefusedError(cause, detail)
            position = content.find(entry, position + 1)
    return RefusedError(rules.NOT_A_WORKBOOK)


def _text(head: bytes) -> RefusedError:
    plain = head[3:] if head.startswith(_BOMS[0]) else head
    if _HTML.match(plain):
        return RefusedError(rules.TEXT, "HTML (trang web)")
    if plain.lstrip().startswith(b"<?xml"):
        return RefusedError(rules.TEXT, "XML")
    if head.startswith(_BOMS) or head.translate(None, _CONTROL) == head:
        separated = any(mark in head for mark in (b",", b";", b"\t"))
        return RefusedError(rules.TEXT, "CSV" if separated else "văn bản (.txt)")
    return RefusedError(rules.NOT_A_WORKBOOK)


def refuse_unless_xlsx(archive: Archive, workbook: str) -> None:
    """Raise RefusedError for zip containers that are not Open XML workbooks. `workbook` is the main part, or ""."""
    names = {name.lower() for name in archive.names}
    if workbook.lower().endswith(".bin") or "xl/workbook.bin" in names:
        raise RefusedError(rules.BINARY_EXCEL)
    if workbook.lower().startswith("word/") or "word/document.xml" in names:
        raise RefusedError(rules.OTHER_OFFICE, "Word (.docx)")
    if workbook.lower().startswith("ppt/") or "ppt/presentation.xml" in names:
        raise RefusedError(rules.OTHER_OFFICE, "PowerPoint (.pptx)")
    if "mimetype" in names and "content.xml" in names:
        kind = archive.read("mimetype")
        if b"spreadsheet" in kind:
            raise RefusedError(rules.OPEN_DOCUMENT)
        raise RefusedError(rules.OTHER_OFFICE, "OpenDocument (LibreOffice)")
    if any(name.endswith(".iwa") for name in names):
        raise RefusedError(rules.OTHER_OFFICE, "Numbers/Pages của Apple")
    if not workbook:
        raise RefusedError(rules.NOT_A_WORKBOOK, ": đây là tệp nén (.zip)")
