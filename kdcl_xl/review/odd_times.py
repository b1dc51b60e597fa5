"""LDG: times against the school year, the date of the plan and the days the office needs for a dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.review.odd import Look, View, named
from kdcl_xl.review.visits import Visit
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import bare
from kdcl_xl.text.when import Unit

IMPOSSIBLE = rule("LDG-030", Severity.ERROR, "Ngày, tháng trong lịch có thật")
UNREADABLE = rule("LDG-031", Severity.WARNING, "Thời gian trong lịch đọc được")
MISSING = rule("LDG-032", Severity.WARNING, "Mỗi trường có thời gian đánh giá ngoài")
OUTSIDE = rule("LDG-033", Severity.WARNING, "Thời gian nằm trong năm học của kế hoạch")
BEFORE_PLAN = rule("LDG-034", Severity.WARNING, "Thời gian không trước ngày ban hành kế hoạch")
TOO_SOON = rule(
    "LDG-035", Severity.WARNING, "Từ ngày ban hành đến ngày đánh giá đủ số ngày gửi hồ sơ theo thiết lập"
)
PARTLY_SOON = rule("LDG-036", Severity.HINT, "Cả tháng đánh giá đều sau hạn gửi hồ sơ theo thiết lập")
CONCLUDED = rule("LDG-037", Severity.HINT, "Thời gian ghi đủ năm")
SHORT_YEAR = rule("LDG-038", Severity.HINT, "Năm ghi đủ bốn chữ số")
MIXED = rule("LDG-039", Severity.HINT, "Ngày ghi một kiểu dấu phân cách")
DEADLINE_USED = rule("LDG-040", Severity.HINT, "Lịch có cột thời gian đánh giá ngoài")
DUE_LATE = rule("LDG-042", Severity.WARNING, "Hạn nộp hồ sơ trước ngày đánh giá đủ số ngày theo thiết lập")
BACKWARDS = rule("LDG-041", Severity.ERROR, "Ngày kết thúc trong lịch không trước ngày bắt đầu")

_BY_SETTING = "theo thiết lập của cơ quan quản lý (dang-ky, ho-so-truoc-ngay)"
_WAITING = ("chua", "theo lich", "theo ke hoach", "se thong bao", "thong bao sau", "so gd", "bo sung")


def readable(v: View) -> Iterator[Finding]:
    """Days that do not exist, times that say nothing, rows without any."""
    for visit in v.visits:
        when = visit.when
        if when.impossible:
            yield v.at(IMPOSSIBLE, visit, "when", f"{named(visit)}: “{when.text}”. {when.problem}", "Sửa lại ngày, tháng trong kế hoạch.")  # fmt: skip
        elif not any(ch.isalnum() for ch in when.text):
            above = _above(v, visit)
            remedy = (
                f"Ghi tháng hoặc ngày dự kiến; nếu như dòng trên (“{above}”), ghi lại hoặc gộp ô."
                if above
                else "Ghi tháng hoặc ngày dự kiến."
            )
            yield v.at(MISSING, visit, "when", f"{named(visit)} chưa có thời gian.", remedy)
        elif when.problem or (when.year is None and when.unit is not Unit.UNKNOWN and not _is_first_term(v, visit)):  # fmt: skip
            waiting = bare(when.text).lower().startswith(_WAITING)
            why = when.problem or "Không rõ năm nào."
            remedy = (
                "Ghi khi đã có lịch."
                if waiting
                else "Ghi rõ, ví dụ: tháng 3/2025, 10/3/2025, từ 10 đến 12/3/2025."
            )
            yield v.at(UNREADABLE, visit, "when", f"{named(visit)}: “{when.text}”. {why}", remedy)


def _is_first_term(v: View, visit: Visit) -> bool:
    """The first term of a known school year: it is told as well as it can be, though it lies in two years."""
    return visit.when.unit is Unit.TERM and v.heading.school_year is not None


def _above(v: View, visit: Visit) -> str:
    """The time of the row above in the same group, for one that has none."""
    place = next(n for n, other in enumerate(v.visits) if other is visit)
    before = v.visits[place - 1] if place else None
    return before.when.text if before is not None and before.section == visit.section else ""


def backwards(v: View) -> Iterator[Finding]:
    """Visits that end before they begin, whether in one cell or in two columns."""
    for visit in v.visits:
        first, last = visit.when.first, visit.when.last
        if first is not None and last is not None and last < first:
            cell = "until" if visit.at("until") else "when"
            yield v.at(BACKWARDS, visit, cell, f"{named(visit)}: “{visit.when.text}” kết thúc ngày {vn_date(last)}, trước ngày bắt đầu {vn_date(first)}. Sổ ghi đúng như kế hoạch.", "Kiểm tra lại hai ngày.")  # fmt: skip


def in_school_year(v: View) -> Iterator[Finding]:
    """Times no day of which lies in the school year (from August to July)."""
    year = v.heading.school_year
    if year is None:
        return
    begins, ends = year.first_day, year.last_day
    for visit in v.visits:
        first, last = visit.when.first, visit.when.last
        if (last is not None and last < begins) or (first is not None and first > ends) or (last is not None and first is None and last > ends):  # fmt: skip
            yield v.at(OUTSIDE, visit, "when", f"{named(visit)}: “{visit.when.text}” nằm ngoài năm học {year}.", "Kiểm tra lại năm.")  # fmt: skip


def lead_time(v: View) -> Iterator[Finding]:
    """Against the date of issue: before it, or too soon after it for the dossier to be handed in."""
    issued = v.heading.issued_on
    if issued is None:
        return
    ready = issued + dt.timedelta(days=v.lead_days)
    partly: list[Visit] = []
    for visit in v.visits:
        first, last = visit.when.first, visit.when.last
        if last is None:
            continue
        if last < issued:
            yield v.at(BEFORE_PLAN, visit, "when", f"{named(visit)}: “{visit.when.text}” trước ngày ban hành kế hoạch ({vn_date(issued)}).", "Kiểm tra lại năm, hoặc ngày ban hành.")  # fmt: skip
        elif visit.from_deadline:
            continue
        elif last < ready:
            yield v.at(TOO_SOON, visit, "when", f"{named(visit)}: “{visit.when.text}” chưa đủ {v.lead_days} ngày từ ngày ban hành kế hoạch {vn_date(issued)} để gửi hồ sơ.", f"Lùi đến từ ngày {vn_date(ready)}, hoặc xác nhận trường đã gửi hồ sơ.", law=_BY_SETTING)  # fmt: skip
        elif first is not None and first < ready:
            partly.append(visit)
    if partly:
        message = (
            f"{_listed(partly)}: chỉ từ ngày {vn_date(ready)} mới đủ {v.lead_days} ngày từ ngày ban hành kế hoạch "
            f"{vn_date(issued)} để gửi hồ sơ."
        )
        yield v.at(
            PARTLY_SOON, partly[0], "when", message, f"Hẹn từ ngày {vn_date(ready)} trở đi.", law=_BY_SETTING
        )


def deadlines(v: View) -> Iterator[Finding]:
    """The day a dossier is due, in a column of its own: in the school year, after the plan, early enough for the visit."""
    for visit in v.visits:
        due = visit.deadline
        day = due.last if due is not None else None
        if due is None or (day is None and not due.impossible):
            continue
        said = f"{named(visit)}: hạn nộp hồ sơ “{due.text}”"
        if due.impossible or day is None:
            yield v.at(
                IMPOSSIBLE, visit, "due", f"{said}. {due.problem}", "Sửa lại ngày, tháng trong kế hoạch."
            )
            continue
        yield from _due(v, visit, said, day)


def _due(v: View, visit: Visit, said: str, day: dt.date) -> Iterator[Finding]:
    year, issued, begins = v.heading.school_year, v.heading.issued_on, visit.when.first
    if year is not None and not year.contains(day):
        yield v.at(OUTSIDE, visit, "due", f"{said} nằm ngoài năm học {year}.", "Kiểm tra lại năm.")
    if issued is not None and day < issued:
        yield v.at(BEFORE_PLAN, visit, "due", f"{said} trước ngày ban hành kế hoạch ({vn_date(issued)}).", "Kiểm tra lại năm, hoặc ngày ban hành.")  # fmt: skip
    ends = visit.when.last or begins
    if ends is not None and (ends - day).days < v.lead_days:
        latest = ends - dt.timedelta(days=v.lead_days)
        yield v.at(DUE_LATE, visit, "due", f"{said} không đủ {v.lead_days} ngày trước thời gian đánh giá “{visit.when.text}”.", f"Đặt hạn không muộn hơn ngày {vn_date(latest)}, hoặc lùi ngày đánh giá.", law=_BY_SETTING)  # fmt: skip


def spelling(v: View) -> Iterator[Finding]:
    """Years that were concluded or written with two digits, separators of two kinds: one finding each for all rows."""
    for rule_, chosen, what, remedy in (
        (
            CONCLUDED,
            [x for x in v.visits if x.when.year_concluded],
            "không ghi năm; năm suy từ năm học",
            "Ghi đủ năm trong kế hoạch.",
        ),
        (
            SHORT_YEAR,
            [x for x in v.visits if x.when.short_year and x.when.year],
            "ghi năm hai chữ số",
            "Ghi đủ bốn chữ số của năm.",
        ),
        (
            MIXED,
            [x for x in v.visits if x.when.mixed_separators],
            "dùng lẫn dấu / . -",
            "Ghi thống nhất, ví dụ 15/4/2025.",
        ),
    ):
        if chosen:
            yield v.at(rule_, chosen[0], "when", f"{_listed(chosen)} {what}.", remedy)
    styles = {mark for x in v.visits for mark in "/.-" if _numeric(x.when.text, mark)}
    if len(styles) > 1 and not any(x.when.mixed_separators for x in v.visits):
        shown = ", ".join(f"“{next(x.when.text for x in v.visits if _numeric(x.when.text, mark))}”" for mark in sorted(styles))  # fmt: skip
        yield v.at(MIXED, v.visits[0], "when", f"Ngày, tháng trong lịch ghi nhiều kiểu dấu: {shown}.", "Ghi thống nhất, ví dụ 15/4/2025.")  # fmt: skip
    used = [x for x in v.visits if x.from_deadline and x.when.text]
    if used:
        yield v.at(DEADLINE_USED, used[0], "when", f"Bảng chỉ có cột thời hạn, không có cột thời gian đánh giá ngoài; thời hạn được ghi vào sổ ({len(used)} dòng).", "Kiểm tra lại từng dòng trong sổ.")  # fmt: skip


def _numeric(text: str, mark: str) -> bool:
    """Whether a text has a month and year, or a whole date, with this mark."""
    import re

    sign = re.escape(mark)
    return re.search(rf"\d\s*{sign}\s*(?:19|20)\d\d(?!\d)", text) is not None


def _listed(visits: list[Visit], most: int = 3) -> str:
    shown = "; ".join(f"“{visit.when.text}” ({visit.place})" for visit in visits[:most])
    return f"{len(visits)} dòng ({shown}{'; …' if len(visits) > most else ''})"


LOOKS: tuple[Look, ...] = (readable, backwards, in_school_year, lead_time, deadlines, spelling)
