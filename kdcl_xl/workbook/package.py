"""The parts of a workbook and how they point at one another (Open Packaging), read from raw bytes.

No XML parser is used: these functions run on files nobody has vouched for yet.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from kdcl_xl.workbook.archive import Archive

ATTRIBUTES = rb"((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)"
"""The inside of an opening tag. Possessive, and never past the next "<": hostile parts cannot make it slow."""
_ATTRIBUTE = re.compile(rb"([\w.:\-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One pointer of a part. `kind` is the last word of its type: worksheet, comments, vmlDrawing…"""

    id: str
    kind: str
    target: str
    external: bool


def elements(xml: bytes, name: str) -> Iterator[dict[str, str]]:
    """The attributes of each element of that local name, whatever its prefix; attribute names keep theirs."""
    for match in re.finditer(rb"<(?:[\w.\-]+:)?" + name.encode() + rb"(?=[\s/>])" + ATTRIBUTES, xml):
        yield attributes(match[1])


def attributes(inside: bytes) -> dict[str, str]:
    """Names and values from the inside of an opening tag."""
    return {
        key.decode("utf-8", "replace"): unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(inside)
    }


def relationships(archive: Archive, part: str) -> dict[str, Relationship]:
    """The pointers of `part` by id ("" for those of the package), targets resolved to part names."""
    name = rels_name(part)
    if name not in archive:
        return {}
    found: dict[str, Relationship] = {}
    for element in elements(archive.read(name), "Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        if not external:
            target = resolve(part, target, archive)
        identity = element.get("Id", "")
        found[identity] = Relationship(identity, kind, target, external)
    return found


def rels_name(part: str) -> str:
    """Where a part keeps its pointers: `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str, archive: Archive) -> str:
    """The part a pointer means. Writers disagree: absolute, relative, backslashes, percent signs, case."""
    path = target.replace("\\", "/")
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")
    if path not in archive:
        path = unquote(path)
    return archive.member(path).filename if path in archive else path


def workbook_part(archive: Archive) -> str:
    """The main part of the package; empty when there is none."""
    for relationship in relationships(archive, "").values():
        if relationship.kind == "officeDocument" and relationship.target in archive:
            return relationship.target
    return "xl/workbook.xml" if "xl/workbook.xml" in archive else ""


def relationship_type(kind: str) -> str:
    """The full type of an ordinary (transitional) pointer."""
    return f"{_RELATIONSHIPS}/{kind}"
