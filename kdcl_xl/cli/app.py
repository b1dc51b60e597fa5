"""The typer application: which command does what, in the order of `kdcl --help`."""

from __future__ import annotations

from collections.abc import Callable

import typer

from kdcl_xl.cli import checking, gathering, papers, sample, teamwork, workbooks
from kdcl_xl.cli.wording import Command, Group


def _group(help_text: str) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


app = _group("Khảo thí và kiểm định chất lượng giáo dục: sổ Excel, kiểm tra, tổng hợp, văn bản.")
_evidence = _group("Minh chứng: đánh số, nhãn hộp.")

_COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("demo", sample.demo),
    ("mau", workbooks.blank),
    ("nhap", workbooks.fill),
    ("doc", workbooks.show),
    ("kiem-tra", checking.check),
    ("muc", checking.level),
    ("chia", teamwork.split),
    ("ghep", teamwork.join),
    ("dong-goi", checking.pack),
    ("tong-hop", gathering.consolidate),
    ("tinh-trang", gathering.status),
    ("van-ban", papers.document),
    ("quy-dinh", papers.law),
)
for _name, _function in _COMMANDS:
    app.command(_name, cls=Command)(_function)

_evidence.command("danh-so", cls=Command)(teamwork.number)
_evidence.command("nhan-hop", cls=Command)(teamwork.labels)
app.add_typer(_evidence, name="minh-chung")
