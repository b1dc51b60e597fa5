"""What may be asked about a workbook open in LibreOffice. Stdlib only, see `uno_sheets`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .uno_actions import apply
from .uno_cells import HostError
from .uno_sheets import copy_as_file, snapshot

_CLOSED = ("Sổ đã đóng, hoặc LibreOffice đã tắt.", "Thầy/cô mở lại sổ rồi bấm lại nút này.")


def answer(doc: Any, request: str, given: Mapping[str, Any]) -> Any:
    """The answer to `snapshot`, `apply` (plan, keep) or `as_file` (folder). Raises HostError."""
    import uno

    try:
        if request == "snapshot":
            return snapshot(doc)
        if request == "apply":
            return apply(doc, given["plan"], given["keep"])
        if request == "as_file":
            return copy_as_file(doc, given["folder"])
    except uno.getClass("com.sun.star.lang.DisposedException") as error:
        raise HostError(*_CLOSED) from error
    raise ValueError(request)
