"""Runs in LibreOffice's own Python: opens workbooks, runs their Subs, presses their buttons, says what arrived.

    presser.py PIPE PRESSED_FILE < requests (JSON list) > answers (JSON list)

The buttons end in the stand-in for the extension (`stand_in.py`), which writes the id it was given into PRESSED_FILE.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

PRESSED = Path(sys.argv[2])


class Consent(unohelper.Base, XCommandEnvironment, XInteractionHandler):
    """Says yes to everything the extension manager asks."""

    def getInteractionHandler(self):
        return self

    def getProgressHandler(self):
        return None

    def handle(self, request):
        approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for each in request.getContinuations():
            if each.queryInterface(approve) is not None:
                each.select()


def connect():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


CONTEXT = connect()
DESKTOP = CONTEXT.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", CONTEXT)


def load(path, macros):
    values = []
    for name, value in (("MacroExecutionMode", macros),):
        item = PropertyValue()
        item.Name, item.Value = name, value
        values.append(item)
    return DESKTOP.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, tuple(values))


def arrived(act, patience=20):
    """The ids that reached the stand-in because of this, or what went wrong. A button is dispatched later: wait a little."""
    PRESSED.write_text("")
    try:
        act()
    except Exception as error:
        return [f"{type(error).__name__}: {error}"[:200]]
    deadline = time.monotonic() + patience
    while not PRESSED.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    return PRESSED.read_text().split()


def install(extension):
    manager = CONTEXT.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    manager.addExtension(Path(extension).as_uri(), (), "user", None, Consent())


def run_subs(path, modules_and_subs, patience=20):
    """Each Sub by its script URL."""
    document = load(path, 4)
    url = "vnd.sun.star.script:VBAProject.{}?language=Basic&location=document"
    provider = document.getScriptProvider()
    found = {
        name: arrived(lambda name=name: provider.getScript(url.format(name)).invoke((), (), ()), patience)
        for name in modules_and_subs
    }
    document.close(True)
    return found


def letters(path, texts):
    """What the decoder of the macros makes of each text."""
    document = load(path, 4)
    url = "vnd.sun.star.script:VBAProject.modLetters.KdclLetters?language=Basic&location=document"
    script = document.getScriptProvider().getScript(url)
    found = [script.invoke((text,), (), ())[0] for text in texts]
    document.close(True)
    return found


def press_buttons(path, macros):
    """Each button of the first sheet through accessibility, as a screen reader presses it; caption → what arrived."""
    document = load(path, macros)
    controller = document.CurrentController
    form = controller.ActiveSheet.DrawPage.Forms.getByIndex(0)
    found = {}
    for number in range(form.Count):
        model = form.getByIndex(number)
        peer = controller.getControl(model).Peer
        found[model.Label] = arrived(lambda peer=peer: peer.getAccessibleContext().doAccessibleAction(0))
    document.close(True)
    return found


def shown(path):
    """The sheet in front, and the visible sheets with whether their heads are frozen."""
    document = load(path, 0)
    controller = document.CurrentController
    front, frozen = controller.ActiveSheet.Name, {}
    for sheet in map(document.Sheets.getByIndex, range(document.Sheets.Count)):
        if sheet.IsVisible:
            controller.setActiveSheet(sheet)
            frozen[sheet.Name] = bool(controller.hasFrozenPanes())
    new = document.getURL() == ""
    document.close(True)
    return {"front": front, "frozen": frozen, "new": new}


DO = {
    "install": install,
    "run_subs": run_subs,
    "letters": letters,
    "press_buttons": press_buttons,
    "shown": shown,
}
print(json.dumps([DO[name](*arguments) for name, *arguments in json.load(sys.stdin)]))
sys.stdout.flush()
with suppress(DisposedException):  # gone before it could answer
    DESKTOP.terminate()
os._exit(0)  # the interpreter's own end sometimes crashes with the bridge, see kdcl_xl/ports/uno_process.py
