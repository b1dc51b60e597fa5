"""Consolidate: tong-hop, tinh-trang."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_settings
from kdcl_xl.cli.options import AsJson, Day, LevelOption, SettingsFiles
from kdcl_xl.cli.output import tell


def consolidate(
    folder: Annotated[
        Path, typer.Argument(metavar="THU_MUC", help="Thư mục sổ của các trường (hoặc của các Phòng/xã).")
    ],
    level_: Annotated[LevelOption, typer.Option("--cap", metavar="CẤP", help="phong hoặc so.")],
    out: Annotated[Path, typer.Option("--ra", metavar="TEP", help="Tệp .xlsx tổng hợp.")],
    schools: Annotated[
        Path | None, typer.Option("--danh-muc", metavar="TEP", help="Danh mục trường (danh-muc-truong).")
    ] = None,
    day: Day = "",
    as_json: AsJson = False,
    processes: Annotated[
        int,
        typer.Option("--tien-trinh", metavar="SỐ", min=1, help="Số tiến trình chạy song song, từ 1 trở lên."),
    ] = 1,
    no_cache: Annotated[bool, typer.Option("--khong-cache", help="Đọc lại mọi tệp.")] = False,
    evidence: Annotated[
        Path | None,
        typer.Option("--minh-chung", metavar="TEP", help="Xuất thêm toàn bộ minh chứng ra tệp này."),
    ] = None,
    settings_files: SettingsFiles = None,
) -> None:
    """Tổng hợp một thư mục thành một sổ. Một tệp hỏng không làm dừng các tệp khác."""
    from kdcl_xl.jobs.consolidating import consolidate_folder

    result = consolidate_folder(
        folder, level_.value, schools, the_day(day), out, the_settings(settings_files),
        processes=processes, cache=not no_cache, evidence=evidence, show_progress=not as_json,
    )  # fmt: skip
    tell(result, as_json)
    if result.errors:
        raise typer.Exit(1)


def status(
    summary: Annotated[Path, typer.Argument(metavar="TEP", help="Sổ tổng hợp (.xlsx).")],
    as_json: AsJson = False,
) -> None:
    """Trường nào đã nộp, chưa nộp, nộp sai: đọc từ sổ tổng hợp."""
    from kdcl_xl.jobs.consolidating import status_of

    found = status_of(summary)
    tell(found, as_json)
