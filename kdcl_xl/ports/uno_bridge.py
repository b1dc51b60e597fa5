"""`python -m kdcl_xl.ports.uno_bridge CONNECTION`, run by LibreOffice's own Python: requests as JSON lines on stdin.

Stdlib only, see `uno_sheets`. One line out for the connection itself, then one for each line in.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from .uno_cells import HostError
from .uno_requests import answer

_ABSENT = (
    "Không thấy LibreOffice nào đang chờ kết nối.",
    "Thầy/cô mở sổ trong LibreOffice, bấm một nút KĐCL ở đó một lần, rồi thử lại.",
)
_NO_WORKBOOK = (
    "Không có sổ nào đang mở trong LibreOffice Calc.",
    "Thầy/cô mở sổ trong LibreOffice rồi bấm lại.",
)


def main(connection: str) -> None:
    """Answer until stdin ends."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        desktop = connected(connection)
    except HostError as error:
        _say({"error": [error.message, error.remedy]})
        return
    _say({"result": "ready"})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            doc = document(desktop, request.get("document", ""))
            _say({"result": answer(doc, request["do"], request["with"])})
        except HostError as error:
            _say({"error": [error.message, error.remedy]})


def connected(connection: str) -> Any:
    """The desktop of the LibreOffice that listens there. Raises HostError."""
    context = remote_context(connection)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def remote_context(connection: str) -> Any:
    """Its component context. Raises HostError."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        return resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
    except uno.getClass("com.sun.star.connection.NoConnectException") as error:
        raise HostError(*_ABSENT) from error


def document(desktop: Any, address: str) -> Any:
    """The document of that address, the active one for "". Raises HostError."""
    if not address:
        found = desktop.getCurrentComponent()
    else:
        components = desktop.Components.createEnumeration()
        found = None
        while found is None and components.hasMoreElements():
            component = components.nextElement()
            found = component if getattr(component, "URL", "") == address else None
    if found is None:
        raise HostError(*_NO_WORKBOOK)
    return found


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
