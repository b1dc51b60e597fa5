"""The pictures of docs/nut-bam.md: buttons pressed in real programs on a virtual screen, as tests/e2e presses them.

Run with `make pictures`; needs what `tools/install_office.sh` installs. A picture that could not be taken ends the run.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from PIL import Image  # noqa: E402

from kdcl_xl.workbook.marks import RESULT_SHEET  # noqa: E402
from kdcl_xl.workbook.patch import with_values  # noqa: E402
from tests.e2e.calc import Calc, home_with_extension  # noqa: E402
from tests.e2e.companion import Companion  # noqa: E402
from tests.screen import Screen  # noqa: E402

PICTURES = ROOT / "docs" / "hinh"
TEMPLATE = ROOT / "workbooks" / "templates" / "macro" / "tu-danh-gia_tt57_2026_pt_thcs.ots"
SAMPLE = ROOT / "workbooks" / "vi-du_tu-danh-gia_tt57_2026_pt_thcs_2026-2027.xlsx"
WIDTH, HEIGHT = 1280, 800
_COLOURS = 256


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = home_with_extension(folder / "nha")
        with _screen(folder) as screen:
            take_template(Calc(screen, _own(home, "mau"), _copied(TEMPLATE, folder / "mau-so")))
        with _screen(folder) as screen:
            take_checked(Calc(screen, _own(home, "kiem-tra"), _copied(SAMPLE, folder / "truong")))
        with _screen(folder) as screen:
            take_report(Calc(screen, _own(home, "bao-cao"), _copied(SAMPLE, folder / "bao-cao")))
        with _screen(folder) as screen:
            take_window(screen, _own(home, "cua-so"), _copied(SAMPLE, folder / "Hồ sơ"))


def take_template(calc: Calc) -> None:
    """Toolbar and menu; the buttons within the sheet."""
    calc.screen.move(900, 620)
    _keep(calc.screen, "nut-trong-so", (0, 0, WIDTH, 620))
    calc.open_menu()
    _keep(calc.screen, "nut-thanh-cong-cu", (0, 0, WIDTH, 480))


def take_checked(calc: Calc) -> None:
    """The message at the end, a marked cell with its note, the result sheet."""
    calc.type("Trường", "B7", "79 Q7 009")
    calc.type("Trường", "B22", "9000 0009")
    calc.type("Minh chứng", "A7", "MC.1.1.01")
    calc.go_to("Trường", "A6")
    calc.press_tool("kiem-tra-dang-lam")
    calc.screen.window("^KĐCL$")
    calc.screen.settle()
    _keep(calc.screen, "nut-thong-bao", (0, 0, WIDTH, 640))
    calc.dismiss()
    x, y = calc.look("cell_at", "B7")
    for away in (120, 60, 0):  # LibreOffice shows a note when the mouse comes from elsewhere
        calc.screen.move(x, y + away)
        calc.screen.settle()
    calc.screen.hover()
    _keep(calc.screen, "nut-danh-dau", (0, 0, WIDTH, HEIGHT))
    calc.go_to(RESULT_SHEET, "A1")
    calc.screen.settle()
    _keep(calc.screen, "nut-trang-ket-qua", (0, 0, WIDTH, HEIGHT))
    calc.press_tool("loi-ke-tiep")
    calc.screen.until(lambda: calc.look("front")[0] == "Trường", "the first finding")
    calc.screen.move(900, 620)
    calc.screen.hover()
    _keep(calc.screen, "nut-loi-ke-tiep", (0, 0, WIDTH, 520))


def take_report(calc: Calc) -> None:
    """The report, open in Writer."""
    calc.press_in_menu("lap-bao-cao")
    calc.screen.window("^KĐCL$")
    calc.screen.settle()
    calc.dismiss()
    calc.screen.window("[.]docx - LibreOffice Writer")
    calc.screen.hover()
    _keep(calc.screen, "nut-bao-cao", (0, 0, WIDTH, HEIGHT))


def take_window(screen: Screen, home: Path, book: Path) -> None:
    """The companion window with what it found."""
    book.write_bytes(with_values(book.read_bytes(), {"Trường": {"B7": "79 Q7 009", "B22": "9000 0009"}}))
    window = Companion(screen, home, book)
    window.press("kiem-tra-dang-lam")
    window.says("Kiểm tra xong")
    screen.move(WIDTH // 2, HEIGHT - 20)
    screen.settle()
    _keep(screen, "nut-cua-so", None)


@contextmanager
def _screen(folder: Path) -> Iterator[Screen]:
    with Screen(folder, WIDTH, HEIGHT) as screen:
        yield screen


def _own(home: Path, name: str) -> Path:
    return Path(shutil.copytree(home, home.with_name(f"nha-{name}")))


def _copied(source: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(source, folder))


def _keep(screen: Screen, name: str, box: tuple[int, int, int, int] | None) -> None:
    with Image.open(screen.picture(name)) as image:
        shown = image.convert("RGB")
        shown.crop(box or shown.getbbox()).quantize(_COLOURS, Image.Quantize.MAXCOVERAGE).save(
            PICTURES / f"{name}.png", optimize=True
        )


if __name__ == "__main__":
    main()
