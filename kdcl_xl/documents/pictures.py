"""Pictures and Word files among the values of a document. They change the package itself, so plain docxtpl places them."""

from __future__ import annotations

import io
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG to stand in the text at `{{ name }}`, `width_mm` wide (None: its own size)."""

    data: bytes
    width_mm: float | None = None

    def placed(self, template: Any) -> Any:
        """The picture as docxtpl prints it in that DocxTemplate."""
        from docx.shared import Mm
        from docxtpl import InlineImage

        return InlineImage(
            template, io.BytesIO(self.data), width=Mm(self.width_mm) if self.width_mm else None
        )


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
