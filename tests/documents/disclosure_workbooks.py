"""Workbooks of công khai, built and read back. Schools are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kdcl_xl.forms.disclosure import DISCLOSURE, DisclosedFigure, Discloser, MoneyLine, Publication
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

YEAR = "2026-2027"
NAME = "Trường Trung học cơ sở Nguyễn Thị Lộ & Cộng sự <mới> có tên gọi thật dài để thử chỗ xuống dòng"


def disclosed(
    *,
    money: dict[str, tuple[Any, Any]] | None = None,
    figures: list[DisclosedFigure] | None = None,
    published: dict[str, dict[str, Any]] | None = None,
    year: str = YEAR,
    name: str = "cong-khai.xlsx",
    **own: Any,
) -> Submission:
    """A workbook read back: `money` by code (before, now), `published` by section, other words are entries."""
    found = read(
        disclosed_bytes(money=money, figures=figures, published=published, year=year, **own), name=name
    )
    assert isinstance(found, Submission), found
    return found


def disclosed_bytes(
    *,
    money: dict[str, tuple[Any, Any]] | None = None,
    figures: list[DisclosedFigure] | None = None,
    published: dict[str, dict[str, Any]] | None = None,
    year: str = YEAR,
    **own: Any,
) -> bytes:
    """The workbook."""
    edition = edition_of(year)
    entries = {"name": NAME, "school_id": "079020", "kind": "THCS", "ownership": "Công lập", "unit": "UBND phường Tân Mỹ",
               "ward": "phường Tân Mỹ", "province": "Thành phố Hồ Chí Minh", "head": "Tạ Quang Hưng", "money_year": 2026} | own  # fmt: skip
    cells = {Discloser.column(field).entry.name: value for field, value in entries.items()}
    rows: dict[Any, list[Any]] = {DisclosedFigure: figures or [], MoneyLine: [], Publication: []}
    for row in DISCLOSURE.prefill[MoneyLine](edition):
        assert isinstance(row, MoneyLine)
        before, now = (money or {}).get(row.code, (None, None))
        rows[MoneyLine].append(row.model_copy(update={"previous": before, "current": now}))
    for line in DISCLOSURE.prefill[Publication](edition):
        assert isinstance(line, Publication)
        rows[Publication].append(line.model_copy(update=(published or {}).get(line.section, {})))
    return build(DISCLOSURE, edition, Content(cells, rows), stamp=stamp_of(DISCLOSURE, edition))


ON_TIME = {"state": "Đã công khai", "published_on": dt.date(2027, 6, 20), "place": "Trang thông tin điện tử"}
