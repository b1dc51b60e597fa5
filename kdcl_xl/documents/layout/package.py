"""The package of a .docx: its XML parts, opened without believing anything it says."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from kdcl_xl.documents.layout.formats import Element, val, w
from kdcl_xl.workbook.archive import Archive, BadArchiveError, Fault, rewrite

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LEGACY = b"\xd0\xcf\x11\xe0"
_USUAL = "word/document.xml"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_AGAIN = "Mở bằng Word, lưu lại thành .docx rồi chạy lại."
_BROKEN = f"tệp bị hỏng hoặc tải chưa đủ. {_AGAIN}"
_TOO_BIG = "tệp phình lớn bất thường khi giải nén nên không mở; tệp Word thật không như vậy."
_FAULTS = {
    Fault.LOCKED: "tệp có mật khẩu. Mở bằng Word, bỏ mật khẩu rồi chạy lại.",
    Fault.PART_TOO_BIG: _TOO_BIG,
    Fault.TOTAL_TOO_BIG: _TOO_BIG,
    Fault.RATIO: _TOO_BIG,
    Fault.TOO_MANY: _TOO_BIG,
}


class PaperError(ValueError):
    """The file cannot be read as a Word document; the text is for the user."""


@dataclass
class Parts:
    """The XML parts of the package that say how it looks; `content` is the whole file.

    Word names the main part word/document.xml, Word on the web word/document2.xml: only the relations know.
    """

    content: bytes
    document: Element
    relations: dict[str, str]
    """Id of a relation of the main part → the part it names."""
    package: Archive
    main: str = _USUAL
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind of relation ("styles") → the part."""
    opened: dict[str, Element] = field(default_factory=dict)
    """Parts the document names by relation that were parsed: one element each, so that mending it is not lost."""

    def xml(self, name: str) -> Element | None:
        """A part by name, None when it is missing. Raises PaperError."""
        return _xml(self.package, name)

    def of_kind(self, kind: str, usual: str) -> Element | None:
        """The part a relation of this kind names, else the one with the usual name."""
        return self.xml(self.kinds.get(kind, usual))

    def related(self, identity: str) -> Element | None:
        """A part the document names by relation; None when it is missing."""
        name = self.relations.get(identity, "")
        if name and name not in self.opened:
            found = self.xml(name)
            if found is None:
                return None
            self.opened[name] = found
        return self.opened.get(name)

    def with_changes(self) -> bytes:
        """The file with its text as it is now, and the headers that were changed."""
        parts = {self.main: self.document}
        for name, root in self.opened.items():
            before = self.xml(name)
            if before is None or etree.tostring(root) != etree.tostring(before):
                parts[name] = root
        return rewrite(
            self.package,
            {
                name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                for name, root in parts.items()
            },
        )


def open_parts(source: Path | bytes, name: str = "") -> Parts:
    """Open the package. Raises PaperError with cause and remedy for whatever is no Word document."""
    content = source.read_bytes() if isinstance(source, Path) else source
    called = name or (source.name if isinstance(source, Path) else "Tệp")
    if not content:
        raise PaperError(f"“{called}” trống rỗng (0 byte). Xin lại tệp hoặc chép lại từ bản gốc.")
    if content.startswith(_LEGACY):
        raise PaperError(
            f"“{called}” là tệp Word đời cũ (.doc) hoặc có mật khẩu. Mở bằng Word, bỏ mật khẩu, lưu thành .docx rồi chạy lại."
        )
    if not content.startswith(b"PK"):
        raise PaperError(f"“{called}” không phải tệp .docx. Mở bằng Word, lưu thành .docx rồi chạy lại.")
    try:
        archive = Archive(content)
    except BadArchiveError as error:
        raise PaperError(f"“{called}”: {_FAULTS.get(error.fault, _BROKEN)}") from error
    main = next((part for kind, _, part in _relations(archive, "") if kind == "officeDocument"), _USUAL)
    main = main if main in archive else _USUAL
    document = _xml(archive, main)
    if document is None or main.startswith(("xl/", "ppt/")):
        raise PaperError(
            f"“{called}” không phải văn bản Word (.docx). Mở bằng Word, lưu thành .docx rồi chạy lại."
        )
    if document.tag == _STRICT:
        raise PaperError(
            f"“{called}” lưu ở dạng Strict Open XML Document. Mở bằng Word, File → Save As, chọn Word Document (*.docx) rồi chạy lại."
        )
    relations = _relations(archive, main)
    return Parts(
        content,
        document,
        {identity: part for _kind, identity, part in relations},
        archive,
        main,
        {kind: part for kind, _identity, part in reversed(relations)},
    )


def body_of(parts: Parts) -> Element:
    """The body of the document. Raises PaperError."""
    body = parts.document.find(w("body"))
    if body is None:
        raise PaperError(f"Tệp không có phần thân văn bản. {_AGAIN}")
    return body


def named_by(parts: Parts, properties: Element, name: str) -> dict[str, Element]:
    """Of a section its headers (`name` "header") or footers: default, first, even → the part."""
    found: dict[str, Element] = {}
    for reference in properties.iterfind(w(f"{name}Reference")):
        part = parts.related(str(reference.get(f"{RELATION}id", "")))
        if part is not None:
            found[val(reference, "type", "default")] = part
    return found


def _relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """(kind, id, part) of the relations of a part, "" for the package; what lies outside the file is left out."""
    folder, base = posixpath.split(part)
    root = _xml(archive, posixpath.join(folder, "_rels", f"{base}.rels"))
    if root is None:
        return []
    return [
        (
            str(each.get("Type", "")).rpartition("/")[2],
            str(each.get("Id")),
            posixpath.normpath(posixpath.join("/", folder, str(each.get("Target", "")))).lstrip("/"),
        )
        for each in root
        if isinstance(each.tag, str) and each.get("TargetMode") != "External"
    ]


def _xml(archive: Archive, name: str) -> Element | None:
    if name not in archive:
        return None
    try:
        content = archive.read(name)
        if b"<!DOCTYPE" in content[:4096]:
            raise PaperError(f"Phần {name} của tệp khai báo DTD, tệp Word thật không có; không mở.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, BadArchiveError) as error:
        raise PaperError(f"Phần {name} của tệp bị hỏng. {_AGAIN}") from error
