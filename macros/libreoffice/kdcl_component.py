"""The services of the extension: `vn.kdcl.Nut` (a press) and `vn.kdcl.TuyChon` (the options page).

Toolbar and menu call `service:vn.kdcl.Nut?<id of a button>`; macros of a workbook call
`CreateUnoService("vn.kdcl.Nut").trigger("<id>")`. LibreOffice puts `pythonpath/` on the path when it loads this file.
"""

# ruff: noqa: N802, N816, D102  the names are those of UNO, and so is what they mean

import unohelper
from com.sun.star.awt import XContainerWindowEventHandler
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJobExecutor

PRESS, OPTIONS = "vn.kdcl.Nut", "vn.kdcl.TuyChon"


class Press(unohelper.Base, XJobExecutor, XServiceInfo):
    """One press on a button."""

    def __init__(self, context):
        self._context = context

    def trigger(self, button):
        """Never raises: whatever goes wrong is a sentence for the user."""
        from kdcl_nut.pressing import press

        press(self._context, button)

    def getImplementationName(self):
        return PRESS + ".thuc"

    def supportsService(self, name):
        return name == PRESS

    def getSupportedServiceNames(self):
        return (PRESS,)


class Options(unohelper.Base, XContainerWindowEventHandler, XServiceInfo):
    """The page below Công cụ ▸ Tùy chọn."""

    def __init__(self, context):
        self._context = context

    def callHandlerMethod(self, window, event, method):
        from kdcl_nut.options import handle

        return handle(self._context, window, event, method)

    def getSupportedMethodNames(self):
        return ("external_event", "chon", "thu")

    def getImplementationName(self):
        return OPTIONS + ".thuc"

    def supportsService(self, name):
        return name == OPTIONS

    def getSupportedServiceNames(self):
        return (OPTIONS,)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Press, PRESS + ".thuc", (PRESS,))
g_ImplementationHelper.addImplementation(Options, OPTIONS + ".thuc", (OPTIONS,))
