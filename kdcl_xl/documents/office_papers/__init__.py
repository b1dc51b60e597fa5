"""Papers of the Phòng, UBND xã and its Phòng VH-XH, and the Sở. A new one: a module here and its entry below."""

from __future__ import annotations

from kdcl_xl.documents.office_papers import blanks, consolidated, periodic, supplement

DOCUMENTS = (
    *consolidated.DOCUMENTS,
    *supplement.DOCUMENTS,
    *periodic.DOCUMENTS,
    *blanks.DOCUMENTS,
)
