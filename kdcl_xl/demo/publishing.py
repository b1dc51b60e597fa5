"""Công khai and blanks in the sample province: what schools publish, what the Sở keeps in its safe. All invented."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kdcl_xl.demo.content import SEED
from kdcl_xl.demo.people import person
from kdcl_xl.forms.blanks import BLANKS as BLANK_FORM
from kdcl_xl.forms.blanks import BlankLine, BlankPeriod
from kdcl_xl.forms.columns import NO_DATA
from kdcl_xl.forms.disclosure import (
    DISCLOSURE,
    DisclosedFigure,
    MoneyLine,
    Place,
    Publication,
    Published,
)
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.jobs.disclosure import make_page, summarise_disclosure
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.school.disclosure import disclosure_content
from kdcl_xl.text.normal import slug
from kdcl_xl.workbook.builder import build_to
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

BOOKS, SUMMARY_FILE, STOCK_FILE = "so-cua-truong", "tong-hop-cong-khai.xlsx", "phoi-van-bang_so.xlsx"
_PASSAGES = {
    "ck_su_mang": "Nhà trường xây dựng môi trường học tập an toàn, thân thiện; mỗi người học được quan tâm, tiến bộ và phát huy "
    "sở trường.",
    "ck_to_chuc": "Hội đồng trường, ban lãnh đạo, các tổ chuyên môn và tổ văn phòng; nhiệm vụ của từng bộ phận ghi trong quy chế "
    "tổ chức và hoạt động.",
    "ck_van_ban": "Chiến lược phát triển, quy chế dân chủ, quy chế chi tiêu nội bộ, quy chế phối hợp với ban đại diện cha mẹ.",
    "ck_tuyen_sinh": "Tuyển sinh theo địa bàn được giao; chỉ tiêu, thời gian và hồ sơ niêm yết tại trường từ tháng 5.",
    "ck_ke_hoach": "Kế hoạch giáo dục được hội đồng trường thông qua trước khi vào năm học, rà soát cuối mỗi học kỳ.",
    "ck_phoi_hop": "Phối hợp với gia đình qua họp định kỳ, sổ liên lạc điện tử; phối hợp với địa phương về an toàn và sức khỏe.",
    "ck_nhiem_vu_khac": "Hoàn thành các cuộc vận động của ngành; duy trì thư viện mở và hoạt động trải nghiệm hằng tháng.",
}  # fmt: skip
_BAND = 7
"""Every so many schools do one thing or another that an office meets with."""


@dataclass(slots=True)
class PublishedSample:
    """What was written."""

    books: list[Path] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    summary: Path | None = None
    stock: Path | None = None


def publish(
    folder: Path,
    sources: Iterable[Path],
    schools: Path,
    unit: str,
    year: str,
    on: dt.date,
    told: Callable[[str], None],
) -> PublishedSample:
    """A workbook `cong-khai` for every readable source, a page for the first, the summary of `unit`, its blanks.

    Of every seven schools one has not said anything yet and one updates too late. `told` is called with each file.
    """
    made = PublishedSample()
    for number, source in enumerate(sources):
        found = read(source)
        if not isinstance(found, Submission):
            continue
        book = folder / BOOKS / f"{slug(source.stem.partition('_')[0])}_cong-khai_{year}.xlsx"
        book.parent.mkdir(parents=True, exist_ok=True)
        edition = edition_of(str(found.edition.school_year))
        stamp = stamp_of(DISCLOSURE, edition, unit=found.stamp.unit, school_id=found.stamp.school_id)
        made.books.append(build_to(book, DISCLOSURE, edition, _content(found, number, on), stamp=stamp))
        told(book.name)
    if made.books:
        page = folder / f"{made.books[0].stem}.html"
        made.pages.append(make_page(made.books[0], page, on).path)
        target = folder / SUMMARY_FILE
        made.summary = summarise_disclosure(
            folder / BOOKS, schools, on, target, unit=unit, year=year
        ).saved.path
    made.stock = build_to(folder / STOCK_FILE, BLANK_FORM, edition_of(year), _stock(unit, on))
    return made


def _content(found: Submission, number: int, on: dt.date) -> Content:
    """What the program carries over, with what the school writes itself."""
    content = disclosure_content(found)
    rng = random.Random(f"{SEED}|cong-khai|{found.stamp.school_id}")  # noqa: S311 (sample data)
    content.cells |= _PASSAGES | {"ck_ke_toan": person(rng, "Kế toán").name}
    pupils = next((row.current for row in _figures(content) if row.code == "hs_tong"), None)
    heads = float(pupils) if isinstance(pupils, int | float) else 300.0
    content.rows[MoneyLine] = list(_money(found, heads, rng))
    content.rows[Publication] = list(_publications(found, number, on))
    return content


def _figures(content: Content) -> Iterator[DisclosedFigure]:
    return (row for row in content.rows[DisclosedFigure] if isinstance(row, DisclosedFigure))


def _money(found: Submission, heads: float, rng: random.Random) -> Iterator[MoneyLine]:
    """Millions of đồng that add up; what is not settled yet is “chưa có”."""
    state, fees, gifts = round(heads * 9.4, 1), round(heads * 0.55, 1), float(rng.randrange(10, 90))
    pay, goods, aid = round(state * 0.82, 1), round(state * 0.14, 1), round(fees * 0.12, 1)
    now: dict[str, Any] = {
        "thu_ngan_sach": state, "thu_nguoi_hoc": fees, "thu_tai_tro": gifts, "thu_khac": 0, "thu_tong": round(state + fees + gifts, 1),
        "chi_luong": pay, "chi_co_so_vat_chat": goods, "chi_nguoi_hoc": aid, "chi_khac": 0, "chi_tong": round(pay + goods + aid, 1),
        "muc_hoc_phi": 0, "muc_thu_khac": 480, "mien_giam": round(heads / 40), "tro_cap": round(heads / 60), "tien_ho_tro": aid,
        "quy_theo_quy_dinh": NO_DATA,
    }  # fmt: skip
    for row in DISCLOSURE.prefill[MoneyLine](edition_of(str(found.edition.school_year))):
        if isinstance(row, MoneyLine):
            value = now.get(row.code)
            before = NO_DATA if row.code in ("thu_tong", "chi_tong") or value == NO_DATA else _less(value)
            yield row.model_copy(update={"current": value, "previous": before})


def _less(value: Any) -> Any:
    """Last year: a little less, whole numbers staying whole."""
    return value if not value else type(value)(value * 0.96)


def _publications(found: Submission, number: int, on: dt.date) -> Iterator[Publication]:
    """Most publish everything three weeks before the day of the demo; the annual report is still to come."""
    silent, slow = number % _BAND == _BAND - 1, number % _BAND == 2
    changed = on - dt.timedelta(days=60)
    for row in DISCLOSURE.prefill[Publication](edition_of(str(found.edition.school_year))):
        if not isinstance(row, Publication):
            continue
        if silent:
            yield row
        elif row.section == "VIII":
            yield row.model_copy(update={"state": Published.NO})
        else:
            update: dict[str, Any] = {
                "state": Published.YES,
                "published_on": on - dt.timedelta(days=21 + number % 5),
                "place": Place.BOTH if number % 2 else Place.WEBSITE,
            }
            if row.section == "III":
                days = disclosure_law().update_working_days * (2 if slow else 1)
                update |= {"changed_on": changed, "updated_on": changed + dt.timedelta(days=days)}
            yield row.model_copy(update=update)


def _stock(unit: str, on: dt.date) -> Content:
    """Blanks of the calendar year before; one kind was counted short by one, and it is left so."""
    cells = {"unit": unit, "from_day": dt.date(on.year - 1, 1, 1), "to_day": dt.date(on.year - 1, 12, 31)}
    names = {column.field: column.entry.name for column in BlankPeriod.columns}
    rows = [
        BlankLine(kind="Bằng tốt nghiệp trung học phổ thông", series="TM 000001 đến TM 002400", opening=150, received=2250, used=2318, spoiled=12, lost=0, returned=0, remaining=70, minutes="Biên bản số 07/BB ngày 20/12"),
        BlankLine(kind="Bằng tốt nghiệp trung học cơ sở", series="TMC 000001 đến TMC 000300", opening=300, received=0, used=0, spoiled=0, lost=0, returned=299, remaining=0, note="Không còn cấp từ 15/4/2026"),
        BlankLine(kind="Chứng chỉ ứng dụng công nghệ thông tin", opening=40, received=100, used=None, spoiled=1, lost=0, returned=0, remaining=None, minutes="Biên bản số 08/BB ngày 20/12"),
    ]  # fmt: skip
    return Content({names[name]: value for name, value in cells.items()}, {BlankLine: list(rows)})
