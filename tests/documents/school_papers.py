"""Papers of a school printed for the tests."""

from __future__ import annotations

from functools import cache
from typing import Any

from docx_text import lines_of
from school_workbooks import blank_school

from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.render import Template

blank = cache(blank_school)


def printed(code: str, source: Source, **head: Any) -> bytes:
    document = DOCUMENTS[code]
    (draft,) = document.drafts(source)
    context: Any = draft.context
    if head:
        context = context.model_copy(update={"head": context.head.model_copy(update=head)})
    return Template.load(document.variant_of(draft.context).template).render(context)


def text_of(code: str, source: Source) -> str:
    return "\n".join(lines_of(printed(code, source)))
