"""Pictures and Word files among the values of a document. They change the package itself, so plain docxtpl places them."""

from __future__ import annotations

import io
import re
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

from pydantic import BaseModel

_NO_MARGIN = 'distT="0" distB="0" distL="0" distR="0"'


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG to stand in the text at `{{ name }}`, `width_mm` wide (None: its own size)."""

    data: bytes
    width_mm: float | None = None
    said: str = ""
    """What it shows, for readers who listen to the page."""

    def placed(self, template: Any) -> Any:
        """The picture as docxtpl prints it in that DocxTemplate."""
        from docx.shared import Mm
        from docxtpl import InlineImage

        width = Mm(self.width_mm) if self.width_mm else None
        return _Placed(InlineImage(template, io.BytesIO(self.data), width=width), self.said)


class _Placed:
    """docxtpl's picture with its alternative text, and without the margin LibreOffice adds where none is written."""

    def __init__(self, picture: Any, said: str) -> None:
        self._picture, self._said = picture, said

    def __html__(self) -> str:
        xml = self._picture.__html__().replace("<wp:inline ", f"<wp:inline {_NO_MARGIN} ", 1)
        return re.sub(r"<wp:docPr ", lambda found: f"{found[0]}descr={quoteattr(self._said)} ", xml, count=1)

    __str__ = __html__


@dataclass(frozen=True, slots=True)
class SubDocument:
    """A whole Word file to stand at `{{p name }}`: its paragraphs, tables, pictures and styles."""

    data: bytes

    def placed(self, template: Any) -> Any:
        """The file as docxtpl prints it in that DocxTemplate. Raises ValueError without the package docxcompose."""
        try:
            return template.new_subdoc(io.BytesIO(self.data))
        except ImportError as error:
            raise ValueError("chèn cả tệp Word cần cài thêm phần van-ban-con của chương trình") from error


@cache
def needs_docxtpl(model: type[BaseModel]) -> bool:
    """Whether any field of the model, at any depth, may be a Picture or a SubDocument."""
    return any(_mentions_one(field.annotation) for field in model.model_fields.values())


def _mentions_one(annotation: object) -> bool:
    if annotation in (Picture, SubDocument):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return needs_docxtpl(annotation)
    return any(_mentions_one(argument) for argument in typing.get_args(annotation))
