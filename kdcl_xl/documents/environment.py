"""How tags are evaluated: sandboxed, strict about names, escaping everything, exact about every character."""

from __future__ import annotations

import inspect
import re
import zlib
from functools import cache, cached_property, partial
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape
from pydantic import BaseModel

from kdcl_xl.documents.pictures import Picture, SubDocument

NO_FIGURE = "chưa có số liệu"
"""Printed for None: unknown is neither 0 nor a hole in the page."""
NO_PROSE = "(chưa có nội dung)"
"""Printed for a part of the text nobody has written yet."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = re.compile("[\x00-\x08\n-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff-]")
"""What a value must hold to need more than escaping: a character to refuse, a line break, a hyphen."""
_LINE_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_WITHIN_SCHOOL_YEAR = re.compile(r"(?<=(?<!\w)(?:19|20)[0-9]{2})-(?=(?:19|20)[0-9]{2}(?!\w))")
"""Years by themselves: within a file name ("so_2026-2027_L1.xlsx") a line may have to end there."""
_NO_BREAK_HYPHEN = Markup('</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')
"""Word's own element, not U+2011: the fonts of letters have no glyph for that character."""


class ControlCharacterError(ValueError):
    """A value holds a character that no Word document can carry."""

    def __init__(self, text: str, position: int) -> None:
        self.excerpt = _FORBIDDEN.sub("□", text[max(0, position - 20) : position + 20])
        self.character = f"U+{ord(text[position]):04X}"
        super().__init__(self.character)


@cache
def names_of(model: type[BaseModel]) -> frozenset[str]:
    """What a tag may read of a model: its fields and properties, never its methods."""
    properties = {
        name
        for klass in model.__mro__
        if klass is not BaseModel and issubclass(klass, BaseModel)
        for name, member in vars(klass).items()
        if isinstance(member, property | cached_property) and not name.startswith("_")
    }
    return frozenset(model.model_fields) | properties


def values_of(context: BaseModel) -> dict[str, Any]:
    """The names a template sees at its top level."""
    return {name: getattr(context, name) for name in names_of(type(context))}


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a prose field; one saying so when nothing is written."""
    return [line for line in map(str.strip, (text or "").splitlines()) if line] or [NO_PROSE]


def bookmark(anchor: str) -> Markup:
    """An empty Word bookmark for `{{r anchor|bookmark }}`: attributes of a template cannot carry tags."""
    number = zlib.crc32(anchor.encode()) >> 1
    name = escape(anchor)
    return Markup('<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>').format(
        number, name
    )


class TemplateEnvironment(SandboxedEnvironment):
    """Jinja for Word templates. A sandbox that also keeps tags away from the methods of models."""

    def __init__(self, *, docx_template: Any = None, is_xml: bool = True) -> None:
        """`docx_template`: the DocxTemplate that will print the values; None on the compiled path.

        `is_xml` is false for the properties of the file: their text is not escaped and holds no elements of Word.
        """
        plainly = partial(_finalize_for_docxtpl, docx_template=docx_template)
        printed = plainly if docx_template else _finalize_with_breaks
        super().__init__(
            undefined=StrictUndefined, autoescape=is_xml, finalize=printed if is_xml else _finalize
        )
        self.globals.pop("lipsum")
        self.filters["paragraphs"] = paragraphs
        self.filters["bookmark"] = bookmark

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As the sandbox does; a field of a model, nearly all that is asked for, without the ceremony."""
        if isinstance(obj, BaseModel) and attribute in names_of(type(obj)):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Models show fields and properties only: pydantic's own methods can read files."""
        if isinstance(obj, BaseModel):
            return attr in names_of(type(obj))
        if inspect.isclass(obj) or inspect.ismodule(obj):
            return False
        return super().is_safe_attribute(obj, attr, value)


def _finalize(value: Any, docx_template: Any = None) -> Any:
    """The value as text, checked."""
    if value is None:
        return NO_FIGURE
    if isinstance(value, Picture | SubDocument):
        return value.placed(docx_template)
    if not isinstance(value, str):
        if hasattr(value, "__html__"):
            return Markup(_checked(str(value.__html__())))  # noqa: S704 (RichText escaped its own text)
        return value
    return _checked(value)


def _finalize_for_docxtpl(value: Any, docx_template: Any) -> Any:
    """The value as plain docxtpl is to print it (docxtpl itself turns newlines into breaks)."""
    return _with_whole_years(_finalize(value, docx_template))


def _finalize_with_breaks(value: Any) -> Any:
    """The value with newlines already as docxtpl would write them, which spares a pass over the whole part."""
    if type(value) is str and not _NOT_PLAIN.search(value):
        return value
    value = _with_whole_years(_finalize(value))
    if isinstance(value, str) and "\n" in value:
        return _LINE_BREAK.join(escape(line) for line in value.split("\n"))
    return value


def _with_whole_years(value: Any) -> Any:
    """A school year ("2026-2027") never ends a line after its hyphen; what is XML already stays as it is."""
    if type(value) is not str:
        return value
    parts = _WITHIN_SCHOOL_YEAR.split(value)
    return _NO_BREAK_HYPHEN.join(map(escape, parts)) if len(parts) > 1 else value


def _checked(text: str) -> str:
    found = _FORBIDDEN.search(text)
    if found:
        raise ControlCharacterError(text, found.start())
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
