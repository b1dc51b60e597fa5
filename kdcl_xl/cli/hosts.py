"""Programs our buttons live in: cai-libreoffice."""

from __future__ import annotations

from typing import Annotated

import typer

from kdcl_xl.cli.output import say


def libreoffice(
    remove: Annotated[bool, typer.Option("--go", help="Gỡ phần mở rộng thay vì cài.")] = False,
) -> None:
    """Cài thanh công cụ và trình đơn KĐCL vào LibreOffice Calc của người dùng này."""
    from kdcl_xl.jobs.libreoffice import install_extension, remove_extension

    say(*(remove_extension() if remove else install_extension().lines()))
