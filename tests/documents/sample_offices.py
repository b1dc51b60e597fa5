"""The sample offices of the year of review, with something changed, and one of the papers made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from kdcl_xl.documents.document import Draft, Source
from kdcl_xl.forms.columns import Row

C = TypeVar("C", bound=BaseModel)


def first(drafts: Iterable[Draft], model: type[C]) -> C:
    """The first paper of a model."""
    return next(draft.context for draft in drafts if isinstance(draft.context, model))


def changed(source: Source, table: type[Row], place: int, **update: object) -> Source:
    """The source with some values of one row changed."""
    rows = source.submission.rows[table]
    rows[place] = rows[place].model_copy(update=update)
    return source
