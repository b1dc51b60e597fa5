"""What the installer asks of Windows, as an interface: the real one here, a pretended one in the tests."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

Value = str | int


class System(Protocol):
    """The registry of the current user, shortcuts, and the mark that the internet leaves on files."""

    def subkeys(self, key: str) -> list[str]:
        """Names of the keys below; [] when the key does not exist."""

    def values(self, key: str) -> dict[str, Value]:
        """Values of a key; {} when the key does not exist."""

    def set_value(self, key: str, name: str, value: Value) -> None:
        """Write a text or a number, creating the key."""

    def delete_value(self, key: str, name: str) -> None:
        """Remove a value; nothing happens when there is none."""

    def delete_key(self, key: str) -> None:
        """Remove a key and all below it; nothing happens when there is none."""

    def tell_environment_changed(self) -> None:
        """Programs started from now on see the new environment variables."""

    def shortcut(self, path: Path, target: Path, arguments: str, description: str) -> None:
        """Write a .lnk."""

    def unblock(self, path: Path) -> None:
        """Take away the mark of a file that came from the internet."""

    def is_running(self, program: str) -> bool:
        """Whether a program of that name (EXCEL.EXE) runs."""


class ThisUser:
    """The real one: HKEY_CURRENT_USER. Only on Windows."""

    def __init__(self) -> None:
        self.winreg: Any = import_module("winreg")

    def subkeys(self, key: str) -> list[str]:
        """See System."""
        try:
            with self.winreg.OpenKey(self.winreg.HKEY_CURRENT_USER, key) as opened:
                return [
                    self.winreg.EnumKey(opened, number)
                    for number in range(self.winreg.QueryInfoKey(opened)[0])
                ]
        except FileNotFoundError:
            return []

    def values(self, key: str) -> dict[str, Value]:
        """See System."""
        try:
            with self.winreg.OpenKey(self.winreg.HKEY_CURRENT_USER, key) as opened:
                count = self.winreg.QueryInfoKey(opened)[1]
                return {
                    name: value
                    for name, value, _kind in (
                        self.winreg.EnumValue(opened, number) for number in range(count)
                    )
                }
        except FileNotFoundError:
            return {}

    def set_value(self, key: str, name: str, value: Value) -> None:
        """See System."""
        kind = self.winreg.REG_DWORD if isinstance(value, int) else self.winreg.REG_SZ
        with self.winreg.CreateKey(self.winreg.HKEY_CURRENT_USER, key) as opened:
            self.winreg.SetValueEx(opened, name, 0, kind, value)

    def delete_value(self, key: str, name: str) -> None:
        """See System."""
        try:
            with self.winreg.OpenKey(
                self.winreg.HKEY_CURRENT_USER, key, 0, self.winreg.KEY_SET_VALUE
            ) as opened:
                self.winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return

    def delete_key(self, key: str) -> None:
        """See System."""
        for below in self.subkeys(key):
            self.delete_key(rf"{key}\{below}")
        try:
            self.winreg.DeleteKey(self.winreg.HKEY_CURRENT_USER, key)
        except FileNotFoundError:
            return

    def tell_environment_changed(self) -> None:
        """See System."""
        import ctypes

        everybody, setting_change, give_up_when_hung, milliseconds = 0xFFFF, 0x001A, 0x0002, 2000
        ctypes.windll.user32.SendMessageTimeoutW(  # type: ignore[attr-defined]
            everybody, setting_change, 0, "Environment", give_up_when_hung, milliseconds, None
        )

    def shortcut(self, path: Path, target: Path, arguments: str, description: str) -> None:
        """See System. Through IShellLink: WScript.Shell cannot write Vietnamese names."""
        pythoncom, shell = import_module("pythoncom"), import_module("win32com.shell.shell")
        link = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        link.SetPath(str(target))
        link.SetArguments(arguments)
        link.SetDescription(description)
        link.SetWorkingDirectory(str(target.parent))
        path.parent.mkdir(parents=True, exist_ok=True)
        link.QueryInterface(pythoncom.IID_IPersistFile).Save(str(path), 0)

    def unblock(self, path: Path) -> None:
        """See System."""
        try:
            os.remove(f"{path}:Zone.Identifier")  # noqa: PTH107  a stream of a file, not a path
        except OSError:
            return

    def is_running(self, program: str) -> bool:
        """See System."""
        import subprocess

        listed = subprocess.run(  # noqa: S603  a fixed command of Windows' own
            ["tasklist", "/FI", f"IMAGENAME eq {program}", "/NH"],  # noqa: S607
            capture_output=True,
            check=False,
        )
        return program.lower().encode() in listed.stdout.lower()
