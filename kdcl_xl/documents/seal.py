"""What a document says of its own making: a manifest inside the docx, with digests of all that went into it.

It stands in a custom XML part: Word and LibreOffice keep such a part when they save the file again, it may be as long
as it must, and no reader sees it. It names nobody but who made the document, where the settings say so.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import html
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kdcl_xl.documents.package import unpack

_NAMESPACE = "urn:kdcl-xl:seal:1"
_HEX = 6
"""Digits that stand for a paragraph or a value: enough to find what changed; the whole text has its full digest."""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_OPENING = re.compile(rf'<(?:\w+:)?seal\b[^>]*"{_NAMESPACE}"'.encode())
_SEALED = re.compile(rf'<(?:\w+:)?seal\b[^>]*"{_NAMESPACE}"[^>]*>(.*?)</', re.DOTALL)
_OFFICE_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SealedSource(_Record):
    """A file a document was made from: its name without folder, its digest, for a table the row."""

    name: str
    sha256: str
    row: int | None = None


class Making(_Record):
    """How a document was made, known before it is printed."""

    document: str
    """Code of the document (`kdcl van-ban --danh-sach`)."""
    name: str
    """File name it was given, without suffix: which of several it is."""
    sources: tuple[SealedSource, ...]
    program: str
    on: dt.date
    rules: str = ""
    rules_sha256: str = ""
    settings: str = ""
    """Digest of the settings in effect."""
    who: str = ""


class Manifest(Making):
    """What is sealed into the document."""

    schema_version: int = 1
    template: str
    """File name of the template; "" for a file that puts documents together, whose sources they are."""
    template_sha256: str
    values: dict[str, str]
    """Path of each value ("head.body", "missing[2].state") → first digits of its digest."""
    paragraphs: str
    """First digits of the digest of each paragraph, one after another."""
    text_sha256: str

    @property
    def paragraph_digests(self) -> list[str]:
        """One for each paragraph."""
        return [self.paragraphs[at : at + _HEX] for at in range(0, len(self.paragraphs), _HEX)]


class BrokenSealError(ValueError):
    """A seal that cannot be read: somebody or something changed it."""


def manifest_of(
    making: Making,
    template: str,
    template_sha256: str,
    context: BaseModel,
    body: Sequence[str],
    bands: frozenset[str],
) -> Manifest:
    """The manifest of a document with this text."""
    return Manifest.model_construct(
        **dict(making),
        template=template,
        template_sha256=template_sha256,
        values={path: short_digest(text) for path, text in values_in(context)},
        paragraphs="".join(map(short_digest, body)),
        text_sha256=text_digest(body, bands),
    )


def manifest_of_merged(
    making: Making, body: Sequence[str] = (), bands: frozenset[str] = frozenset()
) -> Manifest:
    """The manifest of many documents in one file; `making.sources` are the documents. Of a PDF no text is known."""
    return Manifest(
        **dict(making),
        template="",
        template_sha256="",
        values={},
        paragraphs="".join(map(short_digest, body)),
        text_sha256=text_digest(body, bands),
    )


def short_digest(text: str) -> str:
    """The digits that stand for a paragraph or a value."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HEX]


def text_digest(body: Sequence[str], bands: frozenset[str]) -> str:
    """Digest of all the words of a document."""
    text, around = "\n".join(body), "\n".join(sorted(bands))
    return hashlib.sha256(f"{text}\0{around}".encode()).hexdigest()


def rules_digest(rules: BaseModel) -> str:
    """Digest of a rule set with its wording."""
    return hashlib.sha256(rules.model_dump_json().encode()).hexdigest()


def values_in(context: BaseModel) -> Iterator[tuple[str, str]]:
    """Path → text of every value of a context."""
    for name in type(context).model_fields:
        yield from _values(name, getattr(context, name))


def _values(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _values(f"{path}.{name}", getattr(value, name))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _values(f"{path}[{number}]", item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(f"{path}[{key}]", item)
    else:
        yield path, "" if value is None else str(value)


# ---- inside the docx


class SealPlace:
    """Where a docx carries its seal: the parts that announce it, changed once for a template."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        # a template may itself be a document that was made and sealed
        self.part = next((name for name, content in parts.items() if _is_seal(name, content)), "")
        self.announcing: dict[str, bytes] = {}
        if not self.part:
            self._announce(parts)

    def _announce(self, parts: Mapping[str, bytes]) -> None:
        number = next(n for n in range(1, 1000) if f"customXml/item{n}.xml" not in parts)
        self.part = f"customXml/item{number}.xml"
        properties = f"customXml/itemProps{number}.xml"
        identity = f"{{6B64636C-786C-4D61-8E69-{number:012X}}}"
        self.announcing = {
            _MAIN_RELATIONS: _with_relation(parts[_MAIN_RELATIONS], "customXml", f"../{self.part}"),
            _TYPES: _before(
                parts[_TYPES],
                b"</Types>",
                f'<Override PartName="/{properties}" ContentType="{_PROPS_TYPE}"/>',
            ),
            f"customXml/_rels/item{number}.xml.rels": _with_relation(
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
                "customXmlProps",
                f"itemProps{number}.xml",
            ),
            properties: (
                f'<ds:datastoreItem ds:itemID="{identity}" xmlns:ds="{_OFFICE_XML}"><ds:schemaRefs>'
                f'<ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
            ).encode(),
        }

    def sealed(self, manifest: Manifest) -> dict[str, bytes]:
        """The part with the manifest."""
        return {
            self.part: f'<seal xmlns="{_NAMESPACE}">{escape(manifest.model_dump_json(), quote=False)}</seal>'.encode()
        }


def _with_relation(xml: bytes, kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="rIdKdcl" Type="{_RELATION}/{kind}" Target="{target}"/>'
    return _before(xml, b"</Relationships>", relation)


def _before(xml: bytes, end: bytes, what: str) -> bytes:
    place = xml.rindex(end)
    return xml[:place] + what.encode() + xml[place:]


def _is_seal(name: str, content: bytes) -> bool:
    return name.startswith("customXml/item") and _OPENING.search(content) is not None


def parts_of(document: bytes) -> dict[str, bytes]:
    """The docx taken apart. Raises ValueError, in words for the user, when it is no Word file."""
    try:
        parts = unpack(document)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise ValueError("không phải tệp Word") from error
    if "word/document.xml" not in parts:
        raise ValueError("tệp nén không chứa văn bản Word")
    return parts


def read_seal(parts: Mapping[str, bytes]) -> Manifest | None:
    """The manifest of a docx taken apart, None when it carries none. Raises BrokenSealError."""
    for name, content in parts.items():
        if not _is_seal(name, content):
            continue
        found = _SEALED.search(content.decode("utf-8", "replace"))
        if found is None:
            raise BrokenSealError("no manifest")
        try:
            return Manifest.model_validate_json(html.unescape(found[1]))
        except ValidationError as error:
            raise BrokenSealError(str(error)) from error
    return None
