"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ModeOption(StrEnum):
    """--che-do."""

    DRAFT = "dang-lam"
    SUBMIT = "truoc-khi-nop"


class LevelOption(StrEnum):
    """--cap."""

    WARD = "phong"
    PROVINCE = "so"


Out = Annotated[Path, typer.Option("--ra", metavar="NƠI", help="Nơi ghi kết quả.")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON (UTF-8) ra màn hình, không in gì khác.")]
Day = Annotated[
    str,
    typer.Option(
        "--ngay", metavar="NGÀY", help="Ngày tính, dạng 2026-11-22 hoặc 22/11/2026; mặc định hôm nay."
    ),
]
Workbook = Annotated[Path, typer.Argument(metavar="TEP", help="Sổ tự đánh giá (.xlsx).")]
ReviewWorkbook = Annotated[
    Path, typer.Argument(metavar="TEP", help="Sổ đánh giá ngoài (danh-gia-ngoai); tệp này không đổi.")
]
SettingsFiles = Annotated[
    list[Path] | None,
    typer.Option("--thiet-lap", metavar="TEP", help="Tệp thiết lập TOML; dùng được nhiều lần."),
]
