"""The README's pictures, made from what `kdcl demo` makes: real workbooks and documents through LibreOffice.

Run with `make pictures`; needs LibreOffice, poppler and Pillow.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from kdcl_xl.documents.pdf import to_pdf

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "hinh"
_DPI = 110


@dataclass(frozen=True)
class Picture:
    """A page of a file of the demo: the first one that holds all the words."""

    name: str
    pattern: str
    words: tuple[str, ...]


PICTURES_WANTED = (
    Picture("so-ket-qua.png", "4-nhom-cong-tac/3-*.xlsx", ("KẾT QUẢ TỰ ĐÁNH GIÁ", "Đến mức kế tiếp")),
    Picture("so-danh-gia.png", "4-nhom-cong-tac/3-*.xlsx", ("TỰ ĐÁNH GIÁ TỪNG CHỈ BÁO",)),
    Picture("so-huong-dan.png", "1-so-trong/so-tu-danh-gia_thcs_*.xlsx", ("Làm theo thứ tự",)),
    Picture(
        "ban-danh-dau.png",
        "5-ban-danh-dau/2026-2027/ubnd-xa-dong-lau/th-dong-lau-1_*L1.xlsx",
        ("KẾT QUẢ KIỂM TRA", "SL-003"),
    ),
    Picture("tong-hop.png", "6-tong-hop/2024-2025/**/tong-hop_*.xlsx", ("TỔNG HỢP KẾT QUẢ",)),
    Picture("tong-hop-ma-tran.png", "6-tong-hop/2026-2027/tong-hop_so_*.xlsx", ("MA TRẬN TIÊU CHÍ",)),
    Picture("bao-cao.png", "7-van-ban/bao-cao-tu-danh-gia/*2026-2027.docx", ("BÁO CÁO TỰ ĐÁNH GIÁ",)),
    Picture("bao-cao-tong-hop.png", "7-van-ban/bao-cao-tong-hop/*2026-2027.docx", ("CỘNG HÒA",)),
    Picture("cong-van.png", "7-van-ban/cong-van-don-doc/**/*.docx", ("CỘNG HÒA",)),
)


def main() -> None:
    """Run the demo into a temporary folder and take the pictures."""
    import datetime as dt

    from kdcl_xl.demo.chain import run_demo

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_demo(folder / "demo", on=dt.date(2027, 6, 10), full=False)
        for picture in PICTURES_WANTED:
            take(picture, folder / "demo", folder / "pdf")


def take(picture: Picture, demo: Path, work: Path) -> None:
    """Write one picture. Raises LookupError when no page of any matching file holds the words."""
    for source in sorted(demo.glob(picture.pattern)):
        (result,) = to_pdf([source], work / source.stem)
        if result.pdf is None:
            raise LookupError(f"{source.name}: {result.problem}")
        page = _page_with(result.pdf, picture.words)
        if page:
            _save(result.pdf, page, PICTURES / picture.name)
            return
    raise LookupError(f"{picture.name}: no page with {picture.words}")


def _page_with(pdf: Path, words: tuple[str, ...]) -> int:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")
    return next((n for n, page in enumerate(pages, start=1) if all(word in page for word in words)), 0)


def _save(pdf: Path, page: int, target: Path) -> None:
    stem = target.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-r", str(_DPI), "-f", str(page), "-l", str(page), "-singlefile", "-png", pdf, stem],
        check=True,
    )
    with Image.open(target) as image:
        plain = image.convert("RGB")
        paper = Image.new("RGB", plain.size, "white")
        left, top, right, bottom = ImageChops.difference(plain, paper).getbbox() or (0, 0, *plain.size)
        margin = 24
        box = (
            max(0, left - margin),
            max(0, top - margin),
            min(plain.width, right + margin),
            min(plain.height, bottom + margin),
        )
        plain.crop(box).quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main()
