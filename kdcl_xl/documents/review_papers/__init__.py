"""Papers of a year of external review, recognition and improvement. A new one: a module here and its entry below."""

from __future__ import annotations

from kdcl_xl.documents.document import Document

DOCUMENTS: tuple[Document, ...] = ()
