"""Pictures among the values of a document. They change the package itself, so plain docxtpl places them."""

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

    def inline(self, template: Any) -> Any:
        """The picture as docxtpl prints it in that DocxTemplate."""
        from docx.shared import Mm
        from docxtpl import InlineImage

        return InlineImage(
            template, io.BytesIO(self.data), width=Mm(self.width_mm) if self.width_mm else None
        )


@cache
def holds_pictures(model: type[BaseModel]) -> bool:
    """Whether any field of the model, at any depth, may be a Picture."""
    return any(_mentions_picture(field.annotation) for field in model.model_fields.values())


def _mentions_picture(annotation: object) -> bool:
    if annotation is Picture:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return holds_pictures(annotation)
    return any(_mentions_picture(argument) for argument in typing.get_args(annotation))
