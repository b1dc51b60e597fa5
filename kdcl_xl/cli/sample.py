"""The sample province: demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day


def demo(
    out: Annotated[Path, typer.Option("--ra", metavar="THU_MUC", help="Thư mục ghi kết quả.")] = Path("demo"),
    full: Annotated[
        bool, typer.Option("--day-du", help="Làm đủ mọi đơn vị, mọi bộ tiêu chuẩn, cả PDF.")
    ] = False,
    day: Annotated[
        str, typer.Option("--ngay", metavar="NGÀY", help="Ngày tính trong dữ liệu mẫu.")
    ] = "2027-06-10",
) -> None:
    """Chạy cả chuỗi việc trên một tỉnh mẫu."""
    from kdcl_xl.demo.chain import run_demo

    run_demo(out, on=the_day(day), full=full)
