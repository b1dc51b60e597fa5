"""The half of the bridge that LibreOffice's own Python runs: one request (JSON) on stdin, one answer on stdout.

Only the standard library, `uno` and the port's `uno_*` modules, which are written for this: the Python that LibreOffice
brings is seldom the one we run in, so its bridge cannot be imported there.

Arguments: the name of the pipe LibreOffice listens on, the folder of the `uno_*` modules.
"""

from __future__ import annotations

import importlib
import json
import sys
import types
from typing import Any

NOT_LISTENING = 3
"""Exit code: nobody listens on the pipe."""


def main(pipe: str, port: dict[str, Any]) -> int:
    """Answer one request of `uno_requests`: {"do": …, "with": {…}, "document": uid or ""}. Returns the exit code."""
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    desktop = _desktop(pipe)
    if desktop is None:
        return NOT_LISTENING
    try:
        document = _document(desktop, request["document"], port["sheets"].is_workbook)
        answer = {
            "document": document.RuntimeUID if document else "",
            "result": port["requests"].answer(document, request["do"], request["with"]),
        }
    except port["cells"].HostError as error:
        answer = {"message": error.message, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8"))
    return 0


def _port_modules(folder: str) -> dict[str, Any]:
    """The modules as a package of their own: importing `kdcl_xl` here would ask for libraries this Python has not."""
    package = types.ModuleType("kdcl_office")
    package.__path__ = [folder]
    sys.modules["kdcl_office"] = package
    names = ("cells", "sheets", "requests", "process")
    return {name: importlib.import_module(f"kdcl_office.uno_{name}") for name in names}


def _desktop(pipe: str) -> Any:
    """None when nobody listens."""
    import uno

    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    try:
        office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except uno.getClass("com.sun.star.connection.NoConnectException"):
        return None
    return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)


def _document(desktop: Any, uid: str, is_workbook: Any) -> Any:
    """The document of that uid; without one the workbook in front, or the only one there is."""
    front = desktop.getCurrentComponent()
    opened = []
    every = desktop.Components.createEnumeration()
    while every.hasMoreElements():
        document = every.nextElement()
        if is_workbook(document):
            opened.append(document)
    if uid:
        return next((document for document in opened if document.RuntimeUID == uid), None)
    if front is not None and is_workbook(front):
        return front
    return opened[0] if len(opened) == 1 else None


if __name__ == "__main__":
    side = _port_modules(sys.argv[2])
    side["process"].end_with(lambda: main(sys.argv[1], side))
