"""The extension of LibreOffice: installed and removed for one user, and told which Python has the package."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import kdcl_xl
from kdcl_xl.folders import settings_folder
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.ports.uno_cells import HostError
from kdcl_xl.ports.uno_office import StartedOffice

EXTENSION = "vn.kdcl.libreoffice"


@dataclass(frozen=True, slots=True)
class Installed:
    """What `install_extension` did."""

    extension: str
    """Identifier and version as LibreOffice says them."""
    interpreter: str
    settings: Path

    def lines(self) -> list[str]:
        """For the user."""
        return [
            f"Đã cài phần mở rộng {self.extension} vào LibreOffice.",
            f"Các nút chạy bằng {self.interpreter} (ghi ở {self.settings}).",
            "Đóng và mở lại LibreOffice: thanh công cụ và trình đơn KĐCL hiện trong Calc.",
        ]


def extension_file() -> Path:
    """The extension that comes with the program (inside the wheel, or `macros/` of a working copy). Raises JobError."""
    package = Path(kdcl_xl.__file__).resolve().parent
    for folder in (package / "_share" / "macros", package.parent / "macros"):
        if (folder / "kdcl.oxt").is_file():
            return folder / "kdcl.oxt"
    raise JobError("Bản cài này thiếu tệp kdcl.oxt. Cài lại chương trình.")


def install_extension(profile: Path | None = None) -> Installed:
    """Install or renew. `profile`: a LibreOffice profile other than the user's own. Raises JobError."""
    file = extension_file()
    settings = write_interpreter()
    said = _managed(profile, "add", str(file))
    return Installed(said or EXTENSION, sys.executable, settings)


def remove_extension(profile: Path | None = None) -> list[str]:
    """Remove it; sentences for the user. Raises JobError."""
    said = _managed(profile, "remove", EXTENSION)
    interpreter_file().unlink(missing_ok=True)
    return [f"Đã gỡ {said}." if said else "LibreOffice không có phần mở rộng KĐCL."]


def interpreter_file() -> Path:
    """Where the extension looks for the Python of the package."""
    return settings_folder() / "libreoffice.json"


def write_interpreter() -> Path:
    """Say that it is this one."""
    file = interpreter_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"python": sys.executable}, ensure_ascii=False), encoding="utf-8")
    return file


def _managed(profile: Path | None, *what: str) -> str:
    try:
        with StartedOffice(profile) as office:
            return office.run("uno_extension", *what).strip()
    except HostError as error:
        raise JobError(str(error)) from error
