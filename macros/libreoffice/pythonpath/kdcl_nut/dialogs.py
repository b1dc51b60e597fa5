"""What the user sees of a press: questions, progress with a way out, the final sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.awt import XActionListener

_TITLE = "KĐCL"
_BAR = "kdcl"
_MOST_LINES = 18
_MOST_OPENED = 3
_LONGEST_LINE = 160
_OK, _CANCEL_BUTTON = 1, 2
_YES = 2
_YES_NO, _ENTER_IS_YES = 3, 0x40000
_SKIP = "— Bỏ qua —"
_OPENED_HERE = (".xlsx", ".ods", ".docx", ".odt", ".xlsm")


class CancelledError(Exception):
    """The user does not want to go on."""


class _Pressed(unohelper.Base, XActionListener):
    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def actionPerformed(self, _event: Any) -> None:  # noqa: N802  UNO's name
        self._screen.stop_wanted = True
        self._screen.progress(0, 0, "đang dừng…")

    def disposing(self, _event: Any) -> None:
        pass


class Screen:
    """The window of one document during one press."""

    def __init__(self, context: Any, doc: Any) -> None:
        self._context, self._doc = context, doc
        controller = getattr(doc, "CurrentController", None)
        self._frame = controller.Frame if controller is not None else None
        self._window = self._frame.ContainerWindow if self._frame is not None else None
        self._label, self._said = "", (0, 0, "đang làm…")
        self._indicator: Any = None
        self._dialog: Any = None
        self.stop_wanted = False

    def _made(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    # ---- while it lasts

    def begin(self, label: str) -> None:
        """The work has begun; nothing is shown as long as it is short."""
        self._label = label

    def progress(self, done: int, total: int, text: str) -> None:
        """How far it is."""
        self._said = done, total, text
        if self._indicator is not None:
            self._indicator.setText(f"{self._label}: {text}")
            self._indicator.setValue(round(100 * done / total) if total else 0)
        if self._dialog is not None:
            counted = f" ({done}/{total})" if total else ""
            self._dialog.getControl("viec").setText(f"{text}{counted}")

    def breathe(self) -> None:
        """It lasts: show so, let the user stop it, keep the window drawn."""
        if self._frame is not None and self._dialog is None:
            self._indicator = self._frame.createStatusIndicator()
            self._indicator.start(f"{self._label}…", 100)
            self._dialog = self._progress_dialog()
            self.progress(*self._said)
            self._window.setEnable(False)  # what is thought about must not change meanwhile
        toolkit = self._made("com.sun.star.awt.Toolkit")
        toolkit.processEventsToIdle()

    def close(self) -> None:
        """Take everything away again."""
        if self._dialog is not None:
            self._window.setEnable(True)
            self._dialog.dispose()
            self._dialog = None
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None

    def _progress_dialog(self) -> Any:
        dialog = self._new_dialog(self._label, 200, 52)
        _label(dialog.Model, "viec", self._said[2], (8, 6, 184, 20))
        _button(dialog.Model, "huy", "Hủy", (75, 32, 50, 14), 0)
        dialog.createPeer(self._made("com.sun.star.awt.Toolkit"), self._window)
        dialog.getControl("huy").addActionListener(_Pressed(self))
        dialog.setVisible(True)
        return dialog

    # ---- the end

    def tell(
        self, result: str, message: str, lines: Any = (), files: Any = (), *, passing: bool = False
    ) -> None:
        """The sentence at the end; `passing` ones do not have to be clicked away."""
        self.close()
        if passing and self._bar(message):
            return
        text = "\n\n".join(part for part in (message, _shown(list(lines))) if part)
        if files:
            self._offer(text, list(files))
        else:
            self._box("WARNINGBOX" if result == "failed" else "INFOBOX", 1, text)

    def _bar(self, message: str) -> bool:
        controller = self._doc.CurrentController
        if not hasattr(controller, "appendInfobar"):
            return False
        if controller.hasInfobar(_BAR):
            controller.removeInfobar(_BAR)
        controller.appendInfobar(_BAR, _TITLE, message, 0, (), True)
        return True

    def _offer(self, text: str, files: list[str]) -> None:
        """A few files are opened, of many their folder; paths the text has told already are not told twice."""
        names = "\n".join(file for file in files[:_MOST_LINES] if file not in text)
        few = len(files) <= _MOST_OPENED
        question = f"Mở ngay?\n{names}" if few else f"Mở thư mục chứa {len(files)} tệp này?\n{names}"
        if self._box("QUERYBOX", _YES_NO + _ENTER_IS_YES, f"{text}\n\n{question.rstrip()}") != _YES:
            return
        for file in files if few else dict.fromkeys(str(Path(file).parent) for file in files):
            if Path(file).suffix.lower() in _OPENED_HERE:
                self._made("com.sun.star.frame.Desktop").loadComponentFromURL(
                    uno.systemPathToFileUrl(file), "_blank", 0, ()
                )
            else:
                self._made("com.sun.star.system.SystemShellExecute").execute(
                    uno.systemPathToFileUrl(file), "", 1
                )

    def _box(self, kind: str, buttons: int, text: str) -> int:
        toolkit = self._made("com.sun.star.awt.Toolkit")
        box = toolkit.createMessageBox(
            self._window, uno.Enum("com.sun.star.awt.MessageBoxType", kind), buttons, _TITLE, text
        )
        try:
            return int(box.execute())
        finally:
            box.dispose()

    # ---- questions

    def ask(self, ask: dict[str, Any]) -> Any:
        """The answer, None when the user passed it over. Raises CancelledError."""
        kinds = {
            "folder": self._folder,
            "file": self._file,
            "files": self._file,
            "save": self._file,
            "choice": self._choice,
            "text": self._text,
        }
        given = kinds[ask["kind"]](ask)
        if not given and not ask["optional"]:
            raise CancelledError
        return given

    def _beside(self) -> str:
        address = str(getattr(self._doc, "URL", ""))
        return address.rpartition("/")[0] if address.startswith("file:") else ""

    def _folder(self, ask: dict[str, Any]) -> str | None:
        picker = self._made("com.sun.star.ui.dialogs.FolderPicker")
        picker.setTitle(ask["prompt"])
        if self._beside():
            picker.setDisplayDirectory(self._beside())
        return uno.fileUrlToSystemPath(picker.getDirectory()) if picker.execute() == _OK else None

    def _file(self, ask: dict[str, Any]) -> Any:
        picker = self._made("com.sun.star.ui.dialogs.FilePicker")
        picker.initialize((1 if ask["kind"] == "save" else 0,))
        picker.setTitle(ask["prompt"])
        if self._beside():
            picker.setDisplayDirectory(self._beside())
        picker.setMultiSelectionMode(ask["kind"] == "files")
        if picker.execute() != _OK:
            return None
        chosen = [uno.fileUrlToSystemPath(address) for address in picker.getSelectedFiles()]
        return chosen if ask["kind"] == "files" else chosen[0]

    def _choice(self, ask: dict[str, Any]) -> str | None:
        values, words = list(ask["choices"]), list(ask["choices"].values())
        if ask["optional"] and not ask["default"]:
            values, words = ["", *values], [_SKIP, *words]
        height = min(150, 8 + 8 * len(words))
        dialog = self._new_dialog(_TITLE, 220, height + 56)
        _label(dialog.Model, "hoi", ask["prompt"], (8, 6, 204, 20))
        box = dialog.Model.createInstance("com.sun.star.awt.UnoControlListBoxModel")
        _placed(dialog.Model, "chon", box, (8, 28, 204, height))
        shown_first = values.index(ask["default"]) if ask["default"] else 0
        box.StringItemList, box.SelectedItems = tuple(words), (shown_first,)
        if not self._answered(dialog, height + 36):
            raise CancelledError
        place = dialog.getControl("chon").getSelectedItemPos()
        dialog.dispose()
        return values[place] if place >= 0 else None

    def _text(self, ask: dict[str, Any]) -> str | None:
        dialog = self._new_dialog(_TITLE, 220, 76)
        _label(dialog.Model, "hoi", ask["prompt"], (8, 6, 204, 20))
        box = dialog.Model.createInstance("com.sun.star.awt.UnoControlEditModel")
        _placed(dialog.Model, "viet", box, (8, 28, 204, 14))
        if not self._answered(dialog, 54):
            raise CancelledError
        text = dialog.getControl("viet").getText().strip()
        dialog.dispose()
        return text or None

    def _new_dialog(self, title: str, width: int, height: int) -> Any:
        model = self._made("com.sun.star.awt.UnoControlDialogModel")
        model.Title, model.Width, model.Height = title, width, height
        model.PositionX, model.PositionY = 120, 80
        dialog = self._made("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(model)
        return dialog

    def _answered(self, dialog: Any, top: int) -> bool:
        _button(dialog.Model, "duoc", "Đồng ý", (98, top, 54, 14), _OK)
        _button(dialog.Model, "huy", "Hủy", (158, top, 54, 14), _CANCEL_BUTTON)
        dialog.createPeer(self._made("com.sun.star.awt.Toolkit"), self._window)
        if dialog.execute() == _OK:
            return True
        dialog.dispose()
        return False


def _placed(dialog: Any, name: str, model: Any, at: tuple[int, int, int, int]) -> None:
    model.Name = name
    model.PositionX, model.PositionY, model.Width, model.Height = at
    dialog.insertByName(name, model)


def _label(dialog: Any, name: str, text: str, at: tuple[int, int, int, int]) -> None:
    model = dialog.createInstance("com.sun.star.awt.UnoControlFixedTextModel")
    _placed(dialog, name, model, at)
    model.Label, model.MultiLine = text, True


def _button(dialog: Any, name: str, text: str, at: tuple[int, int, int, int], kind: int) -> None:
    model = dialog.createInstance("com.sun.star.awt.UnoControlButtonModel")
    _placed(dialog, name, model, at)
    model.Label, model.PushButtonType, model.DefaultButton = text, kind, kind == _OK


def _shown(lines: list[str]) -> str:
    cut = [line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…" for line in lines]
    if len(cut) > _MOST_LINES:
        cut = [*cut[: _MOST_LINES - 1], f"… và {len(cut) - _MOST_LINES + 1} dòng nữa."]
    return os.linesep.join(cut)
