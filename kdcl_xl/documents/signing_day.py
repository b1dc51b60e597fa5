"""The day a paper is signed against the days it prints: what it rests on or reports cannot be younger than the signature.

Nor may a circular it rests on have ended before that day.

Deadlines, plans and terms lie ahead and are left alone. What a field tells of the past its model says
(`OfficialPaper.past_days`); acts are found by their number, wherever they are cited.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from kdcl_xl.documents.layout.acts import register
from kdcl_xl.documents.layout.citing import all_citations
from kdcl_xl.documents.layout.paper import Paragraph, Run
from kdcl_xl.documents.letterhead import OfficialPaper
from kdcl_xl.documents.seal import values_in
from kdcl_xl.text.dates import parse_date, vn_date
from kdcl_xl.text.lists import some

_DAY = r"(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_ANY_DAY = re.compile(_DAY, re.I)
_CITED = re.compile(rf"(?P<act>\d+/[^\s,;()“”]+),?\s+(?P<day>{_DAY})", re.I)
_ITEM = re.compile(r"\[\d+\]$")
_GROUND = re.compile(r"grounds\[\d+\]")
_MOST = 3


def day_remarks(papers: Sequence[OfficialPaper], signed_on: dt.date) -> list[str]:
    """A sentence for every day the papers print that is later than `signed_on`, and for every ground that had ended by then."""
    return [*_too_early(papers, signed_on), *_ended(papers, signed_on)]


def _ended(papers: Iterable[OfficialPaper], signed_on: dt.date) -> Iterator[str]:
    grounds = [
        Paragraph((Run(text),), path)
        for paper in papers
        for path, text in values_in(paper)
        if _GROUND.fullmatch(path)
    ]
    for key in dict.fromkeys(cited.key for cited in all_citations(grounds) if not cited.in_title):
        act = register().get(key)
        if act and act.valid_to and act.valid_to < signed_on:
            unchecked = "" if act.validity_verified else ", chưa đối chiếu"
            yield (
                f"Ngày ký {vn_date(signed_on)} sau ngày {act.name} hết hiệu lực ({vn_date(act.valid_to)}{unchecked}), văn bản "
                "lấy làm căn cứ. Thầy/cô xem lại ngày ký hoặc căn cứ."
            )


def _too_early(papers: Iterable[OfficialPaper], signed_on: dt.date) -> list[str]:
    times: dict[tuple[dt.date, str], int] = {}
    for paper in papers:
        for found in dict.fromkeys(_later(paper, signed_on)):
            times[found] = times.get(found, 0) + 1
    by_day: dict[dt.date, list[str]] = {}
    for (day, what), papers_with in sorted(times.items()):
        by_day.setdefault(day, []).append(f"{what}, {papers_with} văn bản" if papers_with > 1 else what)
    return [
        f"Ngày ký {vn_date(signed_on)} sớm hơn ngày {vn_date(day)} ghi trong văn bản ({some(whats, _MOST, '; và {} chỗ nữa', '; ')}). "
        "Thầy/cô xem lại ngày ký hoặc nội dung."
        for day, whats in by_day.items()
    ]


def _later(paper: OfficialPaper, signed_on: dt.date) -> Iterator[tuple[dt.date, str]]:
    for path, text in values_in(paper):
        if path.startswith("head."):
            continue
        for found in _CITED.finditer(text):
            if (day := _day(found["day"])) is not None and day > signed_on:
                yield day, f"văn bản viện dẫn số {found['act']}"
        what = paper.past_days.get(_ITEM.sub("", path).rpartition(".")[2])
        for found in _ANY_DAY.finditer(text) if what is not None else ():
            if (day := _day(found[0])) is not None and day > signed_on:
                yield day, str(what)


def _day(text: str) -> dt.date | None:
    return parse_date(re.sub(r"(?i)^ngày\s+(?=\d+/)", "", " ".join(text.split()))).value
