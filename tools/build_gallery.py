"""The first page of every document of the catalogue as a picture, for docs/van-ban.md. Run with `make pictures`.

The documents are the samples printed through our templates; needs LibreOffice, poppler and Pillow.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from kdcl_xl.documents.catalogue import variants  # noqa: E402
from kdcl_xl.documents.pdf import to_pdf  # noqa: E402
from kdcl_xl.documents.render import Template  # noqa: E402
from tools.target_folder import target_folder  # noqa: E402

GALLERY = ROOT / "docs" / "hinh" / "van-ban"
_DPI = 60
_SHADES = 16


def build(folder: Path) -> None:
    """Write `<template>.png` for every template. Raises RuntimeError when LibreOffice makes no PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sources = [work / f"{template}.docx" for template in variants()]
        for source in sources:
            source.write_bytes(Template.load(source.stem).render(variants()[source.stem].sample()))
        for result in to_pdf(sources, work / "pdf"):
            if result.pdf is None:
                raise RuntimeError(f"{result.source.name}: {result.problem}")
            _picture(result.pdf, folder / f"{result.source.stem}.png")


def _picture(pdf: Path, target: Path) -> None:
    command = ["pdftoppm", "-r", str(_DPI), "-l", "1", "-singlefile", "-gray", "-png"]
    subprocess.run([*command, pdf, target.with_suffix("")], check=True)
    with Image.open(target) as image:
        image.convert("L").quantize(_SHADES).save(target, optimize=True)


if __name__ == "__main__":
    build(target_folder(__doc__ or "", GALLERY))
