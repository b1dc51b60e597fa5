"""The options page: where the Python of the package is, and whether it answers."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import uno

from .interpreter import VARIABLE, interpreter, set_interpreter

_SECONDS = 20


def handle(context: Any, window: Any, event: Any, method: str) -> bool:
    """What LibreOffice (`external_event`) and the two buttons of the page call."""
    if method == "chon":
        _choose(context, window)
    elif method == "thu":
        window.getControl("tinhTrang").setText(_tried(window.getControl("python").getText().strip()))
    elif event in ("initialize", "back"):
        window.getControl("python").setText(interpreter())
        told = (
            f"Biến môi trường {VARIABLE} đang quyết định; ô này không có tác dụng."
            if VARIABLE in os.environ
            else ""
        )
        window.getControl("tinhTrang").setText(told)
    elif event == "ok":
        _keep(window)
    else:
        return False
    return True


def _keep(window: Any) -> None:
    path = window.getControl("python").getText().strip()
    if path == interpreter():
        return
    try:
        set_interpreter(path)
    except OSError:
        window.getControl("tinhTrang").setText("Không ghi được thiết lập này.")


def _choose(context: Any, window: Any) -> None:
    picker = context.ServiceManager.createInstanceWithContext("com.sun.star.ui.dialogs.FilePicker", context)
    picker.initialize((0,))
    picker.setTitle("Trình thông dịch Python có gói kdcl_xl")
    if picker.execute() == 1:
        window.getControl("python").setText(uno.fileUrlToSystemPath(picker.getSelectedFiles()[0]))


def _tried(python: str) -> str:
    """What that Python says about the package."""
    if not python:
        return "Chưa chọn trình thông dịch."
    code = "import json, kdcl_xl; print(json.dumps(kdcl_xl.__version__))"
    try:
        done = subprocess.run(  # noqa: S603  a program the user chose
            [python, "-P", "-c", code], capture_output=True, timeout=_SECONDS, check=True
        )
        return f"Tốt: kdcl_xl phiên bản {json.loads(done.stdout)}."
    except (OSError, ValueError, subprocess.SubprocessError):
        return "Trình thông dịch này không chạy được hoặc không có gói kdcl_xl."
