"""Administrative papers of a school about its self-assessment. A new one: a module here and its entry below."""

from __future__ import annotations

from kdcl_xl.documents.document import Document

DOCUMENTS: tuple[Document, ...] = ()
