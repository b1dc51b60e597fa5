"""Stands in for the extension kdcl.oxt inside LibreOffice: writes down which buttons called it."""

import os
from pathlib import Path

import unohelper
from com.sun.star.task import XJobExecutor


class Nut(unohelper.Base, XJobExecutor):
    """The service every button of the workbooks calls."""

    def __init__(self, context):
        self.context = context

    def trigger(self, button):
        """A press."""
        with Path(os.environ["KDCL_PRESSED"]).open("a", encoding="utf-8") as file:
            file.write(f"{button}\n")


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Nut, "vn.kdcl.Nut", ("vn.kdcl.Nut",))
