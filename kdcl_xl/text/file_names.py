"""Names of files that no person made."""

from __future__ import annotations


def is_by_product(name: str) -> bool:
    """Whether programs keep the file for themselves: it lies in a folder of papers, and is none.

    A lock (`~$`, `.~lock.`), a file half written or half downloaded (`~wrl`, `.kdcl-tam-`, `.tep.xlsx.AbC`), what a Mac
    leaves beside every file of a stick (`._`), anything hidden.
    """
    return name.lower().startswith((".", "~$", "~wrl"))
