"""Runs in LibreOffice's own Python: says what the office on the screen holds and where things stand on that screen.

    eye.py CONNECTION     requests as JSON lines on stdin, one answer a line on stdout

It only looks: whatever changes a workbook in these tests comes from mouse and keyboard.
"""

import json
import sys

import uno
from com.sun.star.accessibility.AccessibleRole import MENU_BAR, PAGE_TAB_LIST, TABLE, TOOL_BAR


def connected(connection):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


class Eye:
    def __init__(self, desktop):
        self._desktop = desktop

    # ---- what the workbook holds

    def titles(self):
        """Of every open document."""
        found, components = [], self._desktop.Components.createEnumeration()
        while components.hasMoreElements():
            found.append(components.nextElement().Title)
        return found

    def sheets(self):
        """The visible ones."""
        return [sheet.Name for sheet in self._doc.Sheets if sheet.IsVisible]

    def front(self):
        """The sheet in front, and the selected cell as A1."""
        selected = self._doc.CurrentSelection.AbsoluteName.replace("$", "")
        sheet, _dot, cell = selected.rpartition(".")
        return [sheet.strip("'"), cell]

    def text(self, sheet, cell):
        """What a cell shows."""
        return self._cell(sheet, cell).String

    def texts(self, sheet):
        """Every used row of a sheet, as shown."""
        cursor = self._doc.Sheets.getByName(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = self._doc.Sheets.getByName(sheet).getCellRangeByPosition(
            0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow
        )
        return [[str(value) for value in row] for row in area.DataArray]

    def colour(self, sheet, cell):
        """`#RRGGBB`, "" for none."""
        number = self._cell(sheet, cell).CellBackColor
        return "" if number < 0 else f"#{number:06X}"

    def notes(self):
        """[sheet, cell, text] of every note."""
        return [
            [sheet.Name, _a1(note.Position), note.String]
            for sheet in self._doc.Sheets
            for note in sheet.Annotations
        ]

    def modified(self):
        return bool(self._doc.isModified())

    def url(self):
        return self._doc.URL

    # ---- where things stand

    def cell_at(self, cell):
        """The middle of a cell of the sheet in front. Frozen heads make several panes, each with the whole sheet."""
        position = self._doc.CurrentController.ActiveSheet.getCellRangeByName(cell).CellAddress
        for pane in _all(
            self._window, lambda each: each.getAccessibleRole() == TABLE, past=(MENU_BAR, TOOL_BAR)
        ):
            x, y = _middle(pane.getAccessibleCellAt(position.Row, position.Column).getAccessibleContext())
            at, size = pane.getLocationOnScreen(), pane.getSize()
            if at.X <= x < at.X + size.Width and at.Y <= y < at.Y + size.Height:
                return [x, y]
        return None

    def button_at(self, label):
        """The middle of a button that lies on the sheet in front."""
        controller = self._doc.CurrentController
        form = controller.ActiveSheet.DrawPage.Forms.getByIndex(0)
        for number in range(form.Count):
            if form.getByIndex(number).Label == label:
                return _middle(controller.getControl(form.getByIndex(number)).Peer.getAccessibleContext())
        return None

    def tool_at(self, name):
        """The middle of a toolbar button."""
        return self._inside(TOOL_BAR, name)

    def tab_at(self, name):
        """The middle of a sheet's tab."""
        return self._inside(PAGE_TAB_LIST, name)

    def window_at(self):
        """Where the office believes its window to stand, below the menu bar."""
        at = self._window.getLocationOnScreen()
        return [at.X, at.Y]

    def menus(self):
        """The titles of the menu bar. The office does not know where GTK draws them."""
        bar = _first(self._window, lambda each: each.getAccessibleRole() == MENU_BAR, past=(TOOL_BAR,))
        count = bar.getAccessibleChildCount()
        return [bar.getAccessibleChild(n).getAccessibleContext().getAccessibleName() for n in range(count)]

    # ---- ways to them

    @property
    def _doc(self):
        return self._desktop.getCurrentComponent()

    @property
    def _window(self):
        return self._doc.CurrentController.Frame.ContainerWindow.getAccessibleContext()

    def _cell(self, sheet, cell):
        return self._doc.Sheets.getByName(sheet).getCellRangeByName(cell)

    def _inside(self, role, name):
        """The middle of the thing of that name within any visible thing of that role."""
        found = _first(
            self._window,
            lambda each: (
                each.getAccessibleName() == name
                and each.getAccessibleParent() is not None
                and each.getAccessibleParent().getAccessibleContext().getAccessibleRole() == role
            ),
            past=(MENU_BAR, TABLE),
        )
        return _middle(found) if found and found.getSize().Width else None


def _all(context, fits, past):
    """What fits, in drawing order; nothing within it, nor within things of the roles `past`, is looked at."""
    if fits(context):
        yield context
    elif context.getAccessibleRole() not in past:
        for number in range(context.getAccessibleChildCount()):
            child = context.getAccessibleChild(number)
            if child is not None:
                yield from _all(child.getAccessibleContext(), fits, past)


def _first(context, fits, past):
    return next(_all(context, fits, past), None)


def _middle(context):
    at, size = context.getLocationOnScreen(), context.getSize()
    return [at.X + size.Width // 2, at.Y + size.Height // 2]


def _a1(position):
    letters, column = "", position.Column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{position.Row + 1}"


def main(connection):
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    eye = Eye(connected(connection))
    print(json.dumps({"result": "ready"}), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"result": getattr(eye, name)(*arguments)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
