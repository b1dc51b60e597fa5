"""The sample offices of the year of review, with something changed."""

from __future__ import annotations

from kdcl_xl.documents.document import Source
from kdcl_xl.forms.columns import Row


def changed(source: Source, table: type[Row], place: int, **update: object) -> Source:
    """The source with some values of one row changed."""
    rows = source.submission.rows[table]
    rows[place] = rows[place].model_copy(update=update)
    return source
