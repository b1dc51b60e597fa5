"""Công khai: cong-khai lap, trang-web, tong-hop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day
from kdcl_xl.cli.options import Day, Out
from kdcl_xl.cli.output import say

Source = Annotated[Path, typer.Argument(metavar="SO", help="Sổ tự đánh giá của trường.")]
Disclosed = Annotated[Path, typer.Argument(metavar="SO", help="Sổ công khai của trường.")]


def open_workbook(source: Source, out: Out) -> None:
    """Lập sổ công khai (Thông tư 09/2024) của trường, điền sẵn từ sổ tự đánh giá."""
    from kdcl_xl.jobs.disclosure import open_disclosure

    say(*open_disclosure(source, out).lines())


def web_page(source: Disclosed, out: Out, day: Day = "") -> None:
    """Ghi nội dung công khai thành một trang .html cho trang thông tin điện tử của trường."""
    from kdcl_xl.jobs.disclosure import make_page

    saved = make_page(source, out, the_day(day))
    say(f"Đã ghi {saved.path}.", *saved.remarks)


def summarise(
    folder: Annotated[Path, typer.Argument(metavar="THU_MUC", help="Thư mục chứa sổ công khai các trường.")],
    out: Out,
    schools: Annotated[
        Path | None, typer.Option("--danh-muc", metavar="TEP", help="Danh mục trường.")
    ] = None,
    unit: Annotated[str, typer.Option("--don-vi", metavar="TÊN", help="Tên đơn vị tổng hợp.")] = "",
    year: Annotated[str, typer.Option("--nam-hoc", metavar="NĂM", help="Ví dụ 2026-2027.")] = "",
    day: Day = "",
) -> None:
    """Tổng hợp: trường nào đã công khai nội dung nào, ngày nào; chưa biết không tính là chưa công khai."""
    from kdcl_xl.jobs.disclosure import summarise_disclosure

    say(*summarise_disclosure(folder, schools, the_day(day), out, unit=unit, year=year).lines())
