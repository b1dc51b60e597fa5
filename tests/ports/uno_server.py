"""The half of `uno_office.py` in LibreOffice's Python: requests of the port as JSON lines, and opening and saving documents."""

import json
import sys
from pathlib import Path

from kdcl_xl.ports.uno_cells import HostError, property_value
from kdcl_xl.ports.uno_extension import remote_context
from kdcl_xl.ports.uno_requests import answer

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}

NO_WORKBOOK = (
    "Không có sổ nào đang mở trong LibreOffice Calc.",
    "Thầy/cô mở sổ trong LibreOffice rồi bấm lại.",
)


class Server:
    def __init__(self, context):
        self.context = context
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def open(self, path, hidden=False, read_only=False):
        arguments = (
            property_value("Hidden", hidden),
            property_value("ReadOnly", read_only),
            property_value("MacroExecutionMode", 0),
        )
        doc = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, arguments)
        if doc is None:
            raise RuntimeError(f"LibreOffice refused {path}")
        return doc.URL

    def save(self, document, path):
        doc = found(self.desktop, document)
        doc.storeToURL(Path(path).as_uri(), (property_value("FilterName", FILTERS[Path(path).suffix]),))

    def close(self, document):
        doc = found(self.desktop, document)
        doc.setModified(False)
        doc.close(True)

    def look(self, document, expression):
        """Evaluate an expression on the document: what a test wants to see of it."""
        doc = found(self.desktop, document)
        return eval(expression, {"doc": doc, "desktop": self.desktop})

    def dispatch(self, document, address):
        """What a click on the toolbar does."""
        doc = found(self.desktop, document)
        context = self.context
        helper = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        helper.executeDispatch(doc.CurrentController.Frame, address, "_self", 0, ())

    def stop(self):
        self.desktop.terminate()


def main(connection):
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    try:
        server = Server(remote_context(connection))
    except HostError as error:
        say({"error": [error.message, error.remedy]})
        return
    say({"result": "ready"})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            say({"result": done(server, request)})
        except HostError as error:
            say({"error": [error.message, error.remedy]})
        except Exception as error:
            say({"error": [type(error).__name__, str(error)]})


def found(desktop, address):
    """The document of that address, the active one for "". Raises HostError."""
    if not address:
        there = desktop.getCurrentComponent()
    else:
        components = desktop.Components.createEnumeration()
        there = None
        while there is None and components.hasMoreElements():
            component = components.nextElement()
            there = component if getattr(component, "URL", "") == address else None
    if there is None:
        raise HostError(*NO_WORKBOOK)
    return there


def done(server, request):
    own = getattr(server, request["do"], None)
    if own is not None:
        return own(**request["with"])
    return answer(found(server.desktop, request["document"]), request["do"], request["with"])


def say(line):
    print(json.dumps(line, ensure_ascii=False, default=str), flush=True)


main(sys.argv[1])
