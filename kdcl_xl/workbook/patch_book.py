"""An editing session over the parts of one workbook. What is not asked for by name is never rewritten."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.workbook.archive import Archive, rewrite
from kdcl_xl.workbook.package import relationship_type, rels_name, resolve, workbook_part

Element = etree._Element

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"
_RELS_HEAD = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()

UNKNOWN_PLACE = rule("TEP-050", Severity.ERROR, "Trang và ô cần ghi có trong tệp")
BAD_VALUE = rule("TEP-051", Severity.ERROR, "Giá trị cần ghi là giá trị Excel chứa được")
ODD_WORKBOOK = rule("TEP-052", Severity.ERROR, "Cấu trúc tệp cho phép ghi thêm mà không làm mất gì")


class PatchError(ValueError):
    """Nothing was written. `finding` says why, in words for the user."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.message} {finding.remedy}")
        self.finding = finding


def q(name: str) -> str:
    """A SpreadsheetML name as lxml spells it."""
    return f"{{{MAIN}}}{name}"


def odd(reason: str) -> PatchError:
    """The workbook is built in a way we do not dare to touch."""
    return PatchError(
        ODD_WORKBOOK.at(
            "",
            "",
            f"Không ghi thêm vào tệp được: {reason}.",
            "Thầy/cô mở bằng Excel, chọn Tệp ▸ Lưu thành ▸ Excel Workbook (.xlsx) rồi làm lại với tệp mới.",
        )
    )


def insert_in_order(parent: Element, child: Element, followers: Sequence[str]) -> None:
    """Put `child` before the first of the elements (local names) that the schema wants after it."""
    for existing in parent:
        if isinstance(existing.tag, str) and etree.QName(existing).localname in followers:
            existing.addprevious(child)
            return
    parent.append(child)


def set_attributes(element: Element, attributes: Mapping[str, str]) -> None:
    """Several attributes at once."""
    for name, value in attributes.items():
        element.set(name, value)


def remove_attributes(element: Element, *names: str) -> None:
    """Drop attributes that may be there."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


class Book:
    """Parts by name, parsed when first asked for; `save` writes back only those declared changed."""

    def __init__(self, content: bytes) -> None:
        self.archive = Archive(content)
        self.part = workbook_part(self.archive)
        self._trees: dict[str, Element] = {}
        self._changed: dict[str, bytes | None] = {}
        self._removed: set[str] = set()
        if self.tree(self.part).tag != q("workbook"):
            raise odd("tệp ở dạng Strict Open XML")

    def tree(self, part: str) -> Element:
        """The root of a part. Entities are never resolved and nothing is fetched."""
        if part not in self._trees:
            self._trees[part] = _parse(self._changed.get(part) or self.archive.read(part))
        return self._trees[part]

    def raw(self, part: str) -> bytes:
        """The bytes of a part that is not quite XML (VML drawings)."""
        return self._changed.get(part) or self.archive.read(part)

    def raw_now(self, part: str) -> bytes:
        """The bytes of a part with the edits made so far."""
        return _serialise(self.tree(part)) if part in self._changed else self.archive.read(part)

    @property
    def added(self) -> tuple[str, ...]:
        """Parts that the file did not have."""
        return tuple(part for part in self._changed if part not in self.archive)

    def touch(self, part: str) -> None:
        """Declare that the tree of `part` was, or will be, edited."""
        self.tree(part)
        self._changed[part] = None

    def put(self, part: str, data: bytes) -> None:
        """Replace a part, or add one (then declare its content type as well)."""
        self._removed.discard(part)
        self._changed[part] = data
        self._trees.pop(part, None)

    def remove(self, part: str) -> None:
        """Take a part out, with its pointers and its content type; pointers to it are the caller's affair."""
        for name in (part, rels_name(part)):
            self._changed.pop(name, None)
            self._trees.pop(name, None)
            if name in self.archive:
                self._removed.add(self.archive.member(name).filename)
        root = self.tree(_CONTENT_TYPES)
        for override in root.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").lower() == f"/{part}".lower():
                root.remove(override)
                self.touch(_CONTENT_TYPES)

    def exists(self, part: str) -> bool:
        """Whether the workbook has this part, or is being given it."""
        return part in self._changed or (part in self.archive and part not in self._removed)

    def free_name(self, pattern: str) -> str:
        """`xl/comments{}.xml` → the first such name not in use."""
        number = 1
        while self.exists(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def target(self, part: str, kind: str) -> str:
        """The part that `part` points at as `kind`; empty when there is none."""
        for pointer in self._pointers(part):
            if pointer.get("Type", "").rsplit("/", 1)[-1] == kind and pointer.get("TargetMode") != "External":
                return self._resolved(part, pointer)
        return ""

    def target_by_id(self, part: str, identity: str) -> str:
        """The part behind a relationship id; empty when there is none."""
        for pointer in self._pointers(part):
            if pointer.get("Id") == identity:
                return self._resolved(part, pointer)
        return ""

    def target_kind(self, part: str, identity: str) -> str:
        """What kind of part a relationship id leads to: worksheet, chartsheet…"""
        kinds = (pointer.get("Type", "") for pointer in self._pointers(part) if pointer.get("Id") == identity)
        return next(kinds, "").rsplit("/", 1)[-1]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Point from `part` to `target`; returns the id of the new relationship."""
        name = rels_name(part)
        if not self.exists(name):
            self.put(name, _RELS_HEAD)
        root = self.tree(name)
        numbers = [
            int(number)
            for row in self._pointers(part)
            for number in re.findall(r"^rId(\d+)$", row.get("Id", ""))
        ]
        identity = f"rId{max(numbers, default=0) + 1}"
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(
            root, f"{{{_PACKAGE}}}Relationship", Id=identity, Type=relationship_type(kind), Target=path
        )
        self.touch(name)
        return identity

    def unrelate(self, part: str, target: str) -> None:
        """Drop the pointers from `part` to `target`."""
        for pointer in self._pointers(part):
            if pointer.get("TargetMode") != "External" and self._resolved(part, pointer) == target:
                self.tree(rels_name(part)).remove(pointer)
                self.touch(rels_name(part))

    def forget_relationships(self, part: str) -> None:
        """Leave `part` without pointers (its content was replaced)."""
        if self.exists(rels_name(part)):
            self.put(rels_name(part), _RELS_HEAD)

    def declare(self, part: str, content_type: str) -> None:
        """Content type of one new part."""
        root = self.tree(_CONTENT_TYPES)
        for override in root.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                return
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        self.touch(_CONTENT_TYPES)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Content type of all parts with that extension."""
        root = self.tree(_CONTENT_TYPES)
        defaults = root.findall(f"{{{_TYPES}}}Default")
        if any(default.get("Extension", "").lower() == extension for default in defaults):
            return
        new = etree.Element(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type)
        root.insert(0, new)
        self.touch(_CONTENT_TYPES)

    def save(self) -> bytes:
        """The workbook with the changed parts; all others are the old bytes."""
        parts = {
            part: data if data is not None else _serialise(self._trees[part])
            for part, data in self._changed.items()
        }
        return rewrite(self.archive, parts, self._removed)

    def _pointers(self, part: str) -> list[Element]:
        name = rels_name(part)
        return self.tree(name).findall(f"{{{_PACKAGE}}}Relationship") if self.exists(name) else []

    def _resolved(self, part: str, pointer: Element) -> str:
        return resolve(part, pointer.get("Target", ""), self.archive)


def _parse(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise odd("có phần bên trong bị lỗi") from error


def _serialise(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
