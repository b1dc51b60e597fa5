"""Where templates may come from: the program's own folder and the folder of the office, nowhere else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import kdcl_xl


@cache
def reports_folder() -> Path:
    """The Word templates that come with the program (inside the wheel, or `reports/` of a working copy)."""
    package = Path(kdcl_xl.__file__).resolve().parent
    installed = package / "_share" / "reports"
    return installed if installed.is_dir() else package.parent / "reports"


def find_template(path_or_code: str | Path, office_folder: Path | None) -> Path | None:
    """The template of a code (the office's own wins), or the path itself; None outside the trusted folders."""
    trusted = [folder.resolve() for folder in (office_folder, reports_folder()) if folder is not None]
    asked = Path(path_or_code)
    if asked.suffix != ".docx" and len(asked.parts) == 1:
        candidates = [folder / f"{asked}.docx" for folder in trusted]
        asked = next((candidate for candidate in candidates if candidate.is_file()), candidates[-1])
    real = asked.resolve()
    return real if any(real.is_relative_to(folder) for folder in trusted) else None
