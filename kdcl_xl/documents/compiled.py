"""One template taken apart once: docxtpl patches it, Jinja compiles it, the rest of the zip is kept ready."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, nodes

from kdcl_xl.documents.environment import TemplateEnvironment
from kdcl_xl.documents.inspection import check, may_break, why_plain
from kdcl_xl.documents.package import PackedParts, unpack
from kdcl_xl.documents.places import TAG, TagPlace, halves, locate, number_tags
from kdcl_xl.documents.printed_text import bands_of, body_of
from kdcl_xl.documents.seal import Manifest, SealPlace

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_STATIC_BREAK = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\t\n]")
_ESCAPED_DELIMITERS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
Sealer = Callable[[Sequence[str], frozenset[str]], Manifest]
"""From the paragraphs of a document and the texts of its bands to its manifest."""
_LABELS = {"header": "đầu trang", "footer": "chân trang"}


@dataclass(frozen=True, slots=True)
class PartSource:
    """One part of the template with tags in it."""

    name: str
    before: str
    source: str
    """What Jinja reads: patched by docxtpl, a newline in every tag."""
    after: str
    places: dict[int, TagPlace]
    """Line of the source → the tag there and where it stands in Word."""
    why_plain: str
    halves: tuple[TagPlace, ...] = ()
    """Tags that are opened or closed only."""

    @property
    def filename(self) -> str:
        """How a traceback names this part."""
        return f"<{self.name}>"


@dataclass(frozen=True, slots=True)
class BrokenTag:
    """A tag Jinja cannot read."""

    place: TagPlace | None
    message: str


def open_template(data: bytes) -> DocxTemplate:
    """The Word file opened. Raises zipfile.BadZipFile, KeyError or ValueError when it is none."""
    template = DocxTemplate(io.BytesIO(data))
    template.render_init()
    return template


def read_parts(template: DocxTemplate) -> tuple[list[PartSource], dict[str, bytes], str]:
    """(parts with tags, all other parts as docxtpl would save them, why the whole needs plain docxtpl)."""
    properties = template.docx.core_properties
    tagged_properties = any(
        "{{" in str(getattr(properties, name)) or "{%" in str(getattr(properties, name))
        for name in ("author", "comments", "identifier", "language", "subject", "title")
    )
    sources = list(_sources(template))
    if not tagged_properties:
        template.render_properties({})
    saved = io.BytesIO()
    template.docx.save(saved)
    dynamic = {source.name for source in sources}
    fixed = {name: content for name, content in unpack(saved.getvalue()).items() if name not in dynamic}
    reason = "tags in the document properties" if tagged_properties else ""
    return sources, fixed, reason or next((s.why_plain for s in sources if s.why_plain), "")


def _sources(template: Any) -> Iterator[PartSource]:
    main = template.docx.part
    whole = main.blob.decode("utf-8")
    opening = re.search(r"<w:body\b[^>]*>", whole)
    if opening is None:
        raise ValueError("word/document.xml has no body")
    end = whole.rindex("</w:body>") + len("</w:body>")
    body = re.sub(r"<w:body\b[^>]*>", opening[0], template.get_xml(), count=1)
    root = template.docx.element.body
    yield _source(template, _name(main), root, body, "", (whole[: opening.start()], whole[end:]))
    for relation in main.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            part = relation.target_part
            xml = template.get_part_xml(part)
            yield _source(template, _name(part), parse_xml(part.blob), xml, _LABELS[kind], (_DECLARATION, ""))
    for part in main.package.iter_parts():
        if part.content_type == _FOOTNOTES:
            xml = part.blob.decode("utf-8")
            yield _source(template, _name(part), parse_xml(part.blob), xml, "chú thích cuối trang", ("", ""))


def _source(template: Any, name: str, root: Any, xml: str, label: str, around: tuple[str, str]) -> PartSource:
    raw_text = "".join(root.itertext())
    patched = _renumber_drawings(template.patch_xml(xml)) if not label else template.patch_xml(xml)
    source, lines = number_tags(patched)
    reason = why_plain(raw_text, patched, root)
    return PartSource(
        name, around[0], source, around[1], locate(root, lines, label), reason, tuple(halves(root, label))
    )


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _renumber_drawings(xml: str) -> str:
    """Give drawings of the body the ids docxtpl would give them."""
    number = 1000

    def renumbered(found: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"{found[1]}{number}{found[2]}"

    return re.sub(r'(<wp:docPr\b[^>]*?\bid=")[^"]*(")', renumbered, xml)


def parse(environment: TemplateEnvironment, part: PartSource) -> nodes.Template | BrokenTag:
    """The syntax tree of a part, or the tag that cannot be read."""
    try:
        return environment.parse(part.source)
    except TemplateSyntaxError as error:
        message = error.message or ""
        if message.startswith("Unexpected end of template"):
            place = _never_ended(part)
            return BrokenTag(place, "khối này mở mà không có thẻ kết thúc: if cần endif, for cần endfor")
        if message.startswith("Encountered unknown tag 'end"):
            message = "thẻ kết thúc này không có khối nào mở trước nó"
        return BrokenTag(part.places.get(error.lineno), message)


def _never_ended(part: PartSource) -> TagPlace | None:
    """The innermost block that is opened and not ended: Jinja only knows that the end of the text came too early."""
    opened: list[TagPlace] = []
    for _line, place in sorted(part.places.items()):
        word = re.match(r"\{%[-+]?\s*(?:(?:tr|tc|p|r)\s+)?(\w+)", place.tag)
        if word and word[1] in ("if", "for", "macro", "call", "filter", "with"):
            opened.append(place)
        elif word and word[1].startswith("end") and opened:
            opened.pop()
    return opened[-1] if opened else None


class CompiledParts:
    """Renders a template by joining strings; the unchanging parts are already compressed."""

    def __init__(
        self, environment: TemplateEnvironment, sources: list[PartSource], fixed: Mapping[str, bytes]
    ) -> None:
        parts = [_CompiledPart(environment, source) for source in sources]
        unchanging = {part.name: part.render({}) for part in parts if part.fixed}
        self._parts = [part for part in parts if not part.fixed]
        self._fixed = {**fixed, **unchanging}
        self._packed = PackedParts(self._fixed)

    def render(self, values: Mapping[str, Any], seal: Sealer | None = None) -> bytes:
        """The docx, with a seal when wanted. Raises what Jinja raises."""
        made = {part.name: part.render(values) for part in self._parts}
        if seal is None:
            return self._packed.with_parts(made)
        place, packed, bands = self._sealable
        manifest = seal(body_of({**self._fixed, **made}), bands | bands_of(made))
        return packed.with_parts(made | place.sealed(manifest))

    @cached_property
    def _sealable(self) -> tuple[SealPlace, PackedParts, frozenset[str]]:
        place = SealPlace(self._fixed)
        fixed = {name: content for name, content in self._fixed.items() if name != place.part}
        return place, PackedParts(fixed | place.announcing), bands_of(self._fixed)


def sealed(document: bytes, seal: Sealer) -> bytes:
    """A docx that was made otherwise, with its seal."""
    parts = unpack(document)
    place = SealPlace(parts)
    return PackedParts(
        parts | place.announcing | place.sealed(seal(body_of(parts), bands_of(parts)))
    ).with_parts({})


class _CompiledPart:
    def __init__(self, environment: TemplateEnvironment, source: PartSource) -> None:
        self.name = source.name
        code = environment.compile(source.source, source.name, source.filename)
        self._template = JinjaTemplate.from_code(environment, code, environment.make_globals(None))
        self._may_break = may_break(environment.parse(source.source))
        self._before, self._after = source.before, source.after
        self.fixed = not source.places
        # the newlines of `number_tags` stand inside tags and are never printed
        self._static_breaks = _STATIC_BREAK.search(TAG.sub("", source.source)) is not None
        self._delimiters = [pair for pair in _ESCAPED_DELIMITERS if pair[0] in source.source]

    def render(self, values: Mapping[str, Any]) -> bytes:
        xml = self._template.render(values)
        for escaped, delimiter in self._delimiters:
            xml = xml.replace(escaped, delimiter)
        if self._static_breaks or "\t" in xml:
            xml = _PARAGRAPH.sub(_with_breaks, xml)
        whole = f"{self._before}{xml}{self._after}".encode()
        if self._may_break:
            check(whole)
        return whole


def _with_breaks(paragraph: re.Match[str]) -> str:
    xml = paragraph[0]
    if "\t" in xml or "\n" in xml:
        # docxtpl's own rule; it uses nothing of its object
        return str(DocxTemplate.resolve_listing(None, xml))
    return xml
