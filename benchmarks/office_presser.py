"""Run by LibreOffice's own Python: press a button on a workbook the way the toolbar does, and say how long it took.

`office_presser.py CONNECTION WORKBOOK TIMES`. Each press is one dispatch; it returns when the marks stand in the sheet.
"""

import json
import sys
import time
from pathlib import Path

from kdcl_xl.ports.uno_cells import HostError, property_value
from kdcl_xl.ports.uno_extension import NOT_YET, remote_context
from kdcl_xl.ports.uno_process import end_with


def main(connection, workbook, times):
    try:
        context = remote_context(connection)
    except HostError:
        return NOT_YET
    make = context.ServiceManager.createInstanceWithContext
    desktop, helper = (make(f"com.sun.star.frame.{name}", context) for name in ("Desktop", "DispatchHelper"))
    doc = desktop.loadComponentFromURL(
        Path(workbook).as_uri(), "_blank", 0, (property_value("MacroExecutionMode", 0),)
    )
    frame = doc.CurrentController.Frame

    def press(button):
        begun = time.perf_counter()
        helper.executeDispatch(frame, f"service:vn.kdcl.Nut?{button}", "_self", 0, ())
        return time.perf_counter() - begun

    cold = press("kiem-tra-dang-lam")
    sheets = [doc.Sheets.getByIndex(number) for number in range(doc.Sheets.Count)]
    marks = sum(sheet.Annotations.Count for sheet in sheets)
    warm = []
    for _ in range(int(times)):
        press("xoa-dau")
        warm.append(press("kiem-tra-dang-lam"))
    doc.setModified(False)
    doc.close(True)
    print(json.dumps({"cold": cold, "warm": warm, "marks": marks}))
    return 0


if __name__ == "__main__":
    end_with(lambda: main(*sys.argv[1:]))
