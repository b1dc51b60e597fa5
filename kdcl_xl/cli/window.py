"""The companion window: cua-so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def window(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[TEP|THU_MUC...]", help="Sổ hoặc thư mục mở sẵn.")
    ] = None,
) -> None:
    """Mở cửa sổ các nút, dùng bên cạnh Excel, LibreOffice hoặc với tệp trên đĩa; không cần macro."""
    from kdcl_xl.window.start import run

    code = run(paths or [])
    if code:
        raise typer.Exit(code)
