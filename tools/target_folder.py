"""The one argument of the tools that write a folder."""

from __future__ import annotations

import argparse
from pathlib import Path


def target_folder(description: str, usual: Path) -> Path:
    """The folder named on the command line, `usual` without one. `--help` prints the description and ends."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, default=usual, help="where to write (usually %(default)s)"
    )
    folder: Path = parser.parse_args().folder
    return folder
