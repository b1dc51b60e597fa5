"""External review, recognition and improvement in the sample province: a Phòng of 2024–2025, wards and the Sở since TT 57."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kdcl_xl.demo.build import HISTORIC_DAY, HISTORIC_YEAR
from kdcl_xl.demo.reviewing_commune import CommuneFiles, commune_book, commune_year
from kdcl_xl.demo.reviewing_desk import Planted, ReviewOffices
from kdcl_xl.demo.reviewing_district import REVIEWED, DistrictFiles, district_year
from kdcl_xl.demo.reviewing_province import ProvinceFiles, council_year, district_years
from kdcl_xl.demo.schools import SampleSchool, province, unit
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear

DISTRICT, COMMUNE, MISTAKEN = "q7", "ben-say", "tan-my"
"""The Phòng and the ward whose year is shown; the unit that sends another file by mistake."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What earlier steps of the demo left: (school year, unit id) → consolidated workbook, → folder of schools' workbooks."""

    summaries: Mapping[tuple[str, str], Path]
    folders: Mapping[tuple[str, str], Path]
    workbooks: Mapping[tuple[str, str], Path]
    """(school year, school id) → the faultless workbook of a school."""


def review_offices(
    out: Path, sent: Sent, on: dt.date, settings: Settings, told: Callable[[str], None], *, pdf: bool = False
) -> ReviewOffices:
    """Both worlds below `out`, as far as `on` has reached them: what it has not is a remark. Raises JobError."""
    out.mkdir(parents=True, exist_ok=True)
    offices = ReviewOffices(out, settings, told, pdf)
    _district(offices, sent, on)
    _council(offices, sent, on)
    return offices


def _district(offices: ReviewOffices, sent: Sent, on: dt.date) -> None:
    year = str(HISTORIC_YEAR)
    summary, reviewed = sent.summaries.get((year, DISTRICT)), sent.workbooks.get((year, REVIEWED))
    if summary is None or reviewed is None or on < HISTORIC_DAY:
        offices.remarks.append(f"Năm học {year} chưa kết thúc vào ngày chạy thử nên bỏ qua đánh giá ngoài theo các Thông tư 2018.")  # fmt: skip
        return
    q7 = unit(DISTRICT)
    books = district_year(offices, q7, _in_the_plan(), DistrictFiles(summary, reviewed), HISTORIC_DAY)
    district_years(offices, books, q7, HISTORIC_DAY)


def _in_the_plan() -> list[SampleSchool]:
    """The schools with a visit in 2024–2025, month by month."""
    return sorted((one for one in province().schools if one.visit), key=lambda one: (one.visit, one.id))


def _council(offices: ReviewOffices, sent: Sent, on: dt.date) -> None:
    year = SchoolYear.of(on)
    top = sent.summaries.get((str(year), "so"))
    if top is None or (str(year), COMMUNE) not in sent.summaries or review_law().path_on(on).id != COUNCIL_PATH:  # fmt: skip
        offices.remarks.append(f"Vào ngày {on:%d/%m/%Y} chưa áp dụng Thông tư 57/2026 hoặc chưa có sổ tổng hợp, nên bỏ qua hội đồng thẩm định.")  # fmt: skip
        return
    units = []
    for (of_year, unit_id), summary in sent.summaries.items():
        if of_year != str(year) or unit_id in ("so", MISTAKEN):
            continue
        files = CommuneFiles(summary, sent.folders[of_year, unit_id])
        make = commune_year if unit_id == COMMUNE else commune_book
        units.append(make(offices, unit(unit_id), year, files, on))
    mistaken = sent.summaries.get((str(year), MISTAKEN))
    council_year(offices, year, ProvinceFiles(top, sent.folders[str(year), "so"], units, mistaken), on)


def note(planted: list[Planted]) -> str:
    """What stands about this part in the note of faults on purpose."""
    lines = ["", "## Đánh giá ngoài", "", "| Tệp | Lỗi cố ý | Chương trình trả lời |", "| --- | --- | --- |"]
    lines += [f"| {one.file} | {one.what} | {one.answer} |" for one in planted]
    return "\n".join(lines) + "\n"
