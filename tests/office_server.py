"""The half of `office.py` that runs inside LibreOffice's Python: one JSON request a line on stdin, one answer on stdout.

Only the standard library and `uno`: this Python is not ours.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".docx": "MS Word 2007 XML",
    ".odt": "writer8",
}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def properties(**values):
    made = []
    for name, value in values.items():
        item = PropertyValue()
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


class Server:
    def __init__(self, soffice, profile):
        user = Path(profile) / "user"
        user.mkdir(parents=True, exist_ok=True)
        (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        pipe = f"kdcl{os.getpid()}"
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--nofirststartwizard",
        ]
        command = [
            soffice,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
        self.process = subprocess.Popen(
            command + options, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.desktop = self._connect(pipe)
        self.documents = {}

    def _connect(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + 60
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            except Exception:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def stop(self):
        try:
            self.desktop.terminate()
            self.process.wait(20)
        except Exception:
            os.killpg(self.process.pid, signal.SIGKILL)

    # ---- requests; each returns something JSON can hold

    def load(self, path):
        document = self.desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, properties(Hidden=True, MacroExecutionMode=0)
        )
        if document is None:
            raise RuntimeError(f"LibreOffice refused {path}")
        number = len(self.documents)
        self.documents[number] = document
        return number

    def close(self, document):
        self.documents.pop(document).close(True)

    def recalculate(self, document):
        self.documents[document].calculateAll()

    def sheets(self, document):
        return [
            [sheet.Name, bool(sheet.IsVisible)]
            for sheet in map(self._of(document).getByIndex, self._count(document))
        ]

    def print_only(self, document, sheets):
        """Leave a print area to these sheets alone: hidden sheets are printed too, as long as they have one."""
        for name, _visible in self.sheets(document):
            if name not in sheets:
                self._of(document).getByName(name).setPrintAreas(())

    def names(self, document):
        """Defined name → [sheet, row, column], for names of one cell."""
        ranges = self.documents[document].NamedRanges
        sheets = self._of(document)
        found = {}
        for name in ranges.ElementNames:
            area = ranges.getByName(name).ReferredCells
            if area is not None:
                address = area.RangeAddress
                found[name] = [sheets.getByIndex(address.Sheet).Name, address.StartRow, address.StartColumn]
        return found

    def read(self, document, sheet, area):
        return [list(line) for line in self._range(document, sheet, area).DataArray]

    def write(self, document, sheet, area, rows):
        self._range(document, sheet, area).setDataArray(tuple(map(tuple, rows)))

    def formula(self, document, sheet, area):
        return self._range(document, sheet, area).getCellByPosition(0, 0).Formula

    def set_formula(self, document, sheet, area, formula):
        self._range(document, sheet, area).getCellByPosition(0, 0).Formula = formula

    def try_blocks(self, document, sheet, area, blocks, shown, shown_area):
        """For each block: write it, recalculate everything, read another range."""
        target, result = self._range(document, sheet, area), self._range(document, shown, shown_area)
        answers = []
        self.documents[document].lockControllers()
        for rows in blocks:
            target.setDataArray(tuple(map(tuple, rows)))
            self.documents[document].calculateAll()
            answers.append([list(line) for line in result.DataArray])
        self.documents[document].unlockControllers()
        return answers

    def unprotect(self, document, sheet):
        self._of(document).getByName(sheet).unprotect("")

    def insert_column(self, document, sheet, column):
        self._of(document).getByName(sheet).Columns.insertByIndex(column, 1)

    def save(self, document, path):
        target = Path(path)
        self.documents[document].storeToURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix]))

    def pdf(self, document, path):
        loaded = self.documents[document]
        calc = loaded.supportsService("com.sun.star.sheet.SpreadsheetDocument")
        name = "calc_pdf_Export" if calc else "writer_pdf_Export"
        loaded.storeToURL(Path(path).as_uri(), properties(FilterName=name))

    def _of(self, document):
        return self.documents[document].Sheets

    def _count(self, document):
        return range(self._of(document).Count)

    def _range(self, document, sheet, area):
        return self._of(document).getByName(sheet).getCellRangeByName(area)


def plain(value):
    """UNO's void (an error cell) is None in JSON."""
    return value if isinstance(value, (str, int, float, bool, list, dict)) else None


def main():
    server = Server(sys.argv[1], sys.argv[2])
    print(json.dumps({"result": "ready"}), flush=True)
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = {"result": getattr(server, request["do"])(*request["with"])}
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer, default=plain), flush=True)
    finally:
        server.stop()


main()
