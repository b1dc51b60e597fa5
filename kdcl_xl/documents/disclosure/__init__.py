"""Công khai under TT 09/2024/TT-BGDĐT: the papers of schools and offices, and a page for the school's website."""

from __future__ import annotations

from kdcl_xl.documents.disclosure import office, school

DOCUMENTS = (*school.DOCUMENTS, *office.DOCUMENTS)
