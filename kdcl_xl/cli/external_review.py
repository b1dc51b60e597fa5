"""External review: danh-gia-ngoai."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_settings
from kdcl_xl.cli.options import AsJson, SettingsFiles
from kdcl_xl.cli.output import finish, print_json, say


def import_schedule(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="TEP", help="Kế hoạch của cơ quan: .docx, .txt hoặc .xlsx; tệp này không đổi."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--ra", metavar="TEP", help="Sổ .xlsx sẽ ghi; không có thì chỉ đọc và in.")
    ] = None,
    year: Annotated[
        str,
        typer.Option(
            "--nam-hoc", metavar="NĂM", help="Năm học của sổ khi kế hoạch không nêu, ví dụ 2026-2027."
        ),
    ] = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Đọc lịch đánh giá ngoài từ kế hoạch của cơ quan vào sổ danh-gia-ngoai. Không tự sửa gì, chỗ lạ được liệt kê."""
    from kdcl_xl.jobs.external_review import import_schedule as read

    result = read(plan, out, the_settings(settings_files), year)
    if as_json:
        print_json(result.as_json())
    else:
        say(*result.lines())
    finish(result.findings)
