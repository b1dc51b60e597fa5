"""Sign built files with a command the office names; Excel's signature formats are made by Microsoft's own tools.

No tool on Linux signs VBA projects. On Windows `signtool` does, with Microsoft's "Office Subject Interface Packages".
"""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from pyopenvba import ExcelFile


class SigningError(RuntimeError):
    """The command failed, or left the file unsigned or changed; the text says which."""


def sign(path: Path, command: str) -> None:
    """Run the command with the path as its last argument. Raises SigningError unless the VBA project is signed then."""
    before = _modules(path)
    done = subprocess.run([*shlex.split(command), str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[:300]
        raise SigningError(f"Lệnh ký không làm được với {path.name} (mã {done.returncode}): {said}")
    if _modules(path) != before:
        raise SigningError(f"Lệnh ký đã đổi nội dung macro của {path.name}.")
    with ExcelFile(path) as file:
        if not file.vba_signature().present:
            raise SigningError(f"Lệnh ký chạy xong nhưng {path.name} chưa có chữ ký.")


def _modules(path: Path) -> dict[str, str]:
    with ExcelFile(path) as file:
        return dict(file.vba_modules())
