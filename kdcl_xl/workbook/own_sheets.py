"""Sheets of ours in a workbook: each leaves a hidden name behind that points at it, so no user's sheet is taken for one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

MARKER = "_kdcl_trang_"
"""Begins the hidden names."""


def sheets_of_ours(names: Mapping[str, str]) -> set[str]:
    """Sheets an earlier run added. `names`: defined name → what it refers to, `='Kết quả kiểm tra'!$A$1`."""
    targets = (target for name, target in names.items() if name.startswith(MARKER))
    sheets = (target.removeprefix("=").rpartition("!")[0].strip() for target in targets)
    return {sheet.removeprefix("$").strip("'").replace("''", "'") for sheet in sheets}


def own_name(wanted: str, existing: Sequence[str], ours: Container[str]) -> str:
    """The name for a sheet of ours. A user's sheet of that name is left alone: ours gets a number."""
    legal = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:31] or "Trang"
    taken = {name.casefold() for name in existing if name not in ours}
    name, number = legal, 1
    while name.casefold() in taken:
        number += 1
        name = f"{legal[: 31 - len(f' ({number})')]} ({number})"
    return next((known for known in existing if known.casefold() == name.casefold()), name)


def free_marker(names: Iterable[str]) -> str:
    """A hidden name not used yet."""
    used = set(names)
    return next(f"{MARKER}{number}" for number in range(1, 1000) if f"{MARKER}{number}" not in used)


def quoted(sheet: str) -> str:
    """The sheet as a reference spells it: `'Minh chứng'`."""
    return "'" + sheet.replace("'", "''") + "'"
