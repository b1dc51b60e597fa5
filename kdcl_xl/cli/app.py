"""The typer application: which command does what, in the order of `kdcl --help`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from kdcl_xl.cli import (
    checking,
    disclosing,
    external_review,
    external_review_books,
    external_review_planning,
    external_review_team,
    gathering,
    hosts,
    layout,
    papers,
    pressing,
    sample,
    teamwork,
    watching,
    window,
    workbooks,
)
from kdcl_xl.cli.output import say
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


_PURPOSE = "Khảo thí và kiểm định chất lượng giáo dục: sổ Excel, kiểm tra, tổng hợp, văn bản."


def _version(asked: bool) -> None:
    if asked:
        from kdcl_xl import __version__

        say(f"kdcl_xl {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Hiện phiên bản chương trình.")
    ] = False,
) -> None:
    """Options of `kdcl` itself; what it is for stands in the help of the group."""


app = _group(_PURPOSE)
app.callback(help=_PURPOSE)(_root)
_evidence = _group("Minh chứng: đánh số, nhãn hộp, soát tệp.")
_review = _group("Đánh giá ngoài: lịch, sổ của đơn vị, đoàn, tổng hợp của Sở.")
_disclosure = _group("Công khai (Thông tư 09/2024): sổ của trường, trang web, tổng hợp của đơn vị.")

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
    ("the-thuc", layout.check_form),
    ("theo-doi", watching.watch),
    ("nut", pressing.press_button),
    ("cua-so", window.window),
    ("cai-libreoffice", hosts.libreoffice),
    ("quy-dinh", papers.law),
)
for _name, _function in _COMMANDS:
    app.command(_name, cls=Command)(_function)

_evidence.command("danh-so", cls=Command)(teamwork.number)
_evidence.command("nhan-hop", cls=Command)(teamwork.labels)
_evidence.command("soat-tep", cls=Command)(teamwork.files)
app.add_typer(_evidence, name="minh-chung")

_review.command("nhap-lich", cls=Command)(external_review.import_schedule)
_review.command("soat-lich", cls=Command)(external_review_planning.look_over)
_review.command("xep-lich", cls=Command)(external_review_planning.schedule_visits)
_review.command("xep-doan", cls=Command)(external_review_planning.form_panels)
_review.command("du-toan", cls=Command)(external_review_planning.propose_costs)
_review.command("bang-han", cls=Command)(external_review.expiry_board)
_review.command("cai-tien", cls=Command)(external_review.improvement)
_review.command("lap", cls=Command)(external_review_books.fill)
_review.command("tong-hop", cls=Command)(external_review_books.merge)
_review.command("so-sanh", cls=Command)(external_review_books.compare)
_review.command("nam-sau", cls=Command)(external_review_books.next_year)
_review.command("doan", cls=Command)(external_review_team.open_team)
_review.command("ket-qua-doan", cls=Command)(external_review_team.post_results)
app.add_typer(_review, name="danh-gia-ngoai")

_disclosure.command("lap", cls=Command)(disclosing.open_workbook)
_disclosure.command("trang-web", cls=Command)(disclosing.web_page)
_disclosure.command("tong-hop", cls=Command)(disclosing.summarise)
app.add_typer(_disclosure, name="cong-khai")
