"""Where workbooks lie, as their hosts say it, and where results go."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname


def local_path(path: str) -> Path | None:
    """The path a host means; None for an address on the net (OneDrive) and for a workbook never saved."""
    address = urlsplit(path)
    if address.scheme == "file":
        server = f"//{address.netloc}" if address.netloc not in ("", "localhost") else ""
        return Path(url2pathname(server + address.path))
    if not path or len(address.scheme) > 1:  # a single letter is a Windows drive
        return None
    return Path(path)


def results_folder(path: str) -> Path:
    """The folder for results beside a workbook; the user's documents when it lies on the net or was never saved."""
    local = local_path(path)
    if local is not None:
        return local.parent
    from platformdirs import user_documents_path

    return user_documents_path()


def refuse_onto_open(target: Path, place: Path | None) -> None:
    """Raise JobError when a result would replace the very workbook that is open: jobs only see a copy of it."""
    from kdcl_xl.jobs.saving import refuse_onto

    refuse_onto(target, [] if place is None else [place])
