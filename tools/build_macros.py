"""Build the add-in of Excel and the templates with buttons from text: `make macros`.

    python tools/build_macros.py
    python tools/build_macros.py --ky "signtool sign /fd SHA256 /f don-vi.pfx" --ra dist/macro

Without options everything is written to macros/ and workbooks/templates/macro/, the same bytes every time; what a test
compares of the .ots files stands in tools/macros_kit/office_template.py. Signed copies go to a folder of their own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from kdcl_xl.buttons.registry import Button, buttons  # noqa: E402
from tools import draw_icons  # noqa: E402
from tools.macros_kit import books, modules, office_template, ribbon  # noqa: E402
from tools.macros_kit.addin import add_in  # noqa: E402
from tools.macros_kit.signing import SigningError, sign  # noqa: E402

MACROS = ROOT / "macros"
TEMPLATES = ROOT / "workbooks" / "templates" / "macro"


def every() -> list[Button]:
    """The registry, in the order of the ribbon."""
    return list(buttons().values())


def sources() -> Iterator[tuple[Path, bytes]]:
    """Text that is generated and committed: modules and the ribbon."""
    for name, text in modules.generated(every()).items():
        yield modules.FOLDER / f"{name}.bas", text.encode("ascii")
    for part, (namespace, _relationship) in ribbon.PARTS.items():
        yield MACROS / "ribbon" / Path(part).name, ribbon.ribbon(every(), namespace)


def macro_files() -> Iterator[tuple[Path, bytes]]:
    """The add-in and the templates for Excel, from the text in macros/."""
    in_add_in = modules.read(modules.ADD_IN_MODULES) | {modules.XLWINGS: modules.xlwings_module()}
    tab = {part: (MACROS / "ribbon" / Path(part).name).read_bytes() for part in ribbon.PARTS}
    yield MACROS / "kdcl.xlam", add_in(every(), in_add_in, tab)
    in_books = modules.read(modules.BOOK_MODULES)
    for name, form, edition in books.chosen():
        yield TEMPLATES / f"{name}.xlsm", books.with_macros(form, edition, every(), in_books)


def office_files() -> Iterator[tuple[Path, bytes]]:
    """The templates for LibreOffice; one that was made from the same workbook and buttons stays as it is."""
    for name, form, edition in books.chosen():
        path = TEMPLATES / f"{name}.ots"
        workbook, planned = books.for_office(form, edition, every())
        if not path.exists() or office_template.mark_of(path.read_bytes()) != office_template.source_mark(workbook, planned):  # fmt: skip
            yield path, office_template.template(workbook, planned)


def build_all() -> None:
    """Write everything, and remove templates that are no longer made."""
    draw_icons.main()
    for files in (sources(), macro_files(), office_files()):
        for path, data in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    made = {name for name, _form, _edition in books.chosen()}
    for path in TEMPLATES.iterdir():
        if path.stem not in made:
            path.unlink()


def build_signed(command: str, folder: Path) -> None:
    """Signed copies of the add-in and the templates for Excel. Raises SigningError."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in macro_files():
        (folder / path.name).write_bytes(data)
        sign(folder / path.name, command)


def main(arguments: list[str] | None = None) -> int:
    """0: done. 2: not signed; one line says why."""
    parser = argparse.ArgumentParser(description="Dựng phần bổ trợ kdcl.xlam và các sổ có nút.")
    parser.add_argument("--ky", metavar="LENH", help="lệnh ký; tên tệp được thêm vào cuối lệnh")
    parser.add_argument("--ra", metavar="THU_MUC", type=Path, help="thư mục chứa các tệp đã ký")
    options = parser.parse_args(arguments)
    if bool(options.ky) != bool(options.ra):
        parser.error("--ky và --ra đi cùng nhau: tệp đã ký không thay tệp trong kho mã.")
    if not options.ky:
        build_all()
        return 0
    try:
        build_signed(options.ky, options.ra)
    except SigningError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
