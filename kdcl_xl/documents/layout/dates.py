"""Place and date, dates in the text, school years (Phụ lục I, mục II, khoản 4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kdcl_xl.documents.layout.lines import Line
from kdcl_xl.documents.layout.looks import Look, off_look
from kdcl_xl.documents.layout.mending import Mend, quoted_change, replace_text, swap, together
from kdcl_xl.documents.layout.paper import Paragraph, Table
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Trouble, View, layout_rule, places, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.dates import YEARS, SchoolYear, vn_date, vn_long_date

_NO_PLACE = {"biên bản", "hợp đồng", "bản ghi nhớ", "bản thỏa thuận"}
"""Papers whose day stands in the text."""
_WORDED = re.compile(r"\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})", re.I)
_HEAD = re.compile(r"^(?P<place>.+?)\s*(?P<comma>,?)\s+ngày\b", re.I)
_BLANK_DAY = re.compile(r"ngày[\s….]*tháng[\s….\d]*năm", re.I)
_NUMBERED = re.compile(r"^Số\s*:?\s*\d+\s*/", re.I)
_NUMERIC = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_DEADLINE = re.compile(
    r"(?i)\b(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|đến hết|hết|hạn (?:chót|cuối|nộp|gửi)[^.;\d]{0,25}?)\s+"
    r"(?:\d{1,2} giờ(?: \d{2})?,?\s+)?(?:ngày\s+)?(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
)
_WEEKDAY = re.compile(r"(?i)\b(?P<name>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s*[,(]?\s*ngày\s+(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})")  # fmt: skip
_WEEKDAYS = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]
_DIGIT_DAYS = {str(n): name for n, name in enumerate(_WEEKDAYS[:6], start=2)}
_TELLS_THE_PAST = re.compile(r"(?i)^(?:[-+–]\s*)?(thực hiện|căn cứ|theo)\b|\bđã\b")
_WITH_DEADLINES = {"kế hoạch", "hướng dẫn", "thông báo", "chương trình", "phương án", "giấy mời", "công văn", "chỉ thị"}  # fmt: skip
_MONTH = re.compile(r"(?i)^(?:tháng\s*)?(?P<month>\d{1,2})\s*/\s*(?P<year>20\d{2})$")
_TIME_HEADING = re.compile(r"(?i)thời gian|thời hạn|thời điểm|hạn |tiến độ|\btháng\b|\bngày\b")
_TOLERANCE = dt.timedelta(days=31)
"""Plans begin before the year does and close after it."""
_SCHOOL_YEAR = re.compile(r"(?i)\bnăm học:?\s*(?P<first>\d{4})(?P<dash>\s*[-–—−/]\s*)(?P<second>\d{4})\b")
_SHORT_YEAR = re.compile(r"(?i)\bnăm học:?\s*((?:\d{2}|\d{4})\s*[-–—/]\s*\d{2})(?!\d)")
_BARE_YEAR = re.compile(
    r"(?i)(?<!sinh )(?<!giai đoạn )\bnăm\s+(?P<first>20\d{2})\s*[-–—]\s*(?P<second>20\d{2})\b"
)


class _Found(NamedTuple):
    """One date in words and what was read from it."""

    paragraph: Paragraph
    match: re.Match[str]

    @property
    def place(self) -> str:
        return self.paragraph.place


@layout_rule("DD01", Severity.ERROR, "Địa danh, dấu phẩy, “ngày … tháng … năm …”: cỡ 13 đến 14, nghiêng")
def place_and_date(view: View) -> Iterator[Trouble]:
    """The line of place and date; some kinds have it in their text."""
    line = view.anatomy.place_date
    if line is None:
        if view.anatomy.kind_name not in _NO_PLACE:
            yield Trouble(
                "đầu văn bản",
                "Không thấy dòng địa danh và ngày, tháng, năm.",
                "Ghi “<Địa danh>, ngày … tháng … năm …” dưới tiêu ngữ.",
            )
        return
    numeric = _NUMERIC.search(line.text)
    head = _HEAD.match(line.text)
    if numeric is not None:
        day = _day(*numeric.groups())
        place = line.text[: line.text.find(",")].strip()
        right = f"{place}, {vn_long_date(day)}" if day else f"{place}, ngày … tháng … năm …"
        mend = replace_text(line.paragraph, line.raw, right) if day else None
        yield Trouble(line.place, f"Ngày ghi bằng số: {quoted(line.text)}.", f"Ghi {quoted(right)}.", mend)
    elif head is None and not _place_above(view, line):
        yield Trouble(
            line.place, f"Thiếu địa danh trước {quoted(line.text)}.", "Ghi địa danh và dấu phẩy trước ngày."
        )
    elif head is not None and not head["comma"]:
        old = line.raw
        new = re.sub(r"\s+ngày\b", ", ngày", old, count=1)
        yield Trouble(line.place, f"Thiếu dấu phẩy sau địa danh: {quoted(line.text)}.", f"Ghi {quoted(new)}.", replace_text(line.paragraph, old, new))  # fmt: skip
    elif head is not None and not head["place"][0].isupper():
        yield Trouble(
            line.place, f"Địa danh {quoted(head['place'])} chưa viết hoa.", "Viết hoa tên địa danh."
        )
    worded = _WORDED.search(line.text)
    if worded is not None and _day(worded["day"], worded["month"], worded["year"]) is None:
        yield Trouble(
            line.place, f"Không có ngày này trong lịch: {quoted(worded[0])}.", "Xem lại ngày, tháng."
        )
    yield from off_look("Địa danh và ngày, tháng", [line], Look(13, 14, bold=False, italic=True))


def _place_above(view: View, line: Line) -> bool:
    """Whether the place name ends the line above it: "Khê Hạ," then "ngày 04 tháng 9 năm 2026"."""
    at = view.anatomy.head.index(line)
    above = view.anatomy.head[at - 1] if at else None
    return above is not None and above.place == line.place and above.text.endswith(",")


@layout_rule("DD02", Severity.ERROR, "Ngày nhỏ hơn 10 ghi thêm số 0 phía trước")
def zero_before_day(view: View) -> Iterator[Trouble]:
    """ "ngày 4 tháng 9" → "ngày 04 tháng 9", wherever dates are in words."""
    wrong = [found for found in _worded(view) if len(found.match["day"]) == 1]
    yield from _misspelt(wrong, "thiếu số 0 trước ngày nhỏ hơn 10")


@layout_rule(
    "DD03", Severity.ERROR, "Chỉ tháng 1 và tháng 2 ghi thêm số 0 phía trước; tháng 3 đến tháng 9 thì không"
)
def zero_before_month(view: View) -> Iterator[Trouble]:
    """ "tháng 09" → "tháng 9", "tháng 1" → "tháng 01"."""
    worded = list(_worded(view))
    extra = [found for found in worded if found.match["month"][0] == "0" and int(found.match["month"]) > 2]
    missing = [found for found in worded if found.match["month"] in ("1", "2")]
    yield from _misspelt(extra, "thừa số 0 trước tháng 3 đến tháng 9")
    yield from _misspelt(missing, "thiếu số 0 trước tháng 1, tháng 2")


@layout_rule("DD04", Severity.ERROR, "Văn bản đã có số thì có ngày, tháng, năm ban hành")
def no_blank_date(view: View) -> Iterator[Trouble]:
    """Number and date are given together; a draft has neither."""
    number, line = view.anatomy.number, view.anatomy.place_date
    if number is None or line is None or not _NUMBERED.match(number.text):
        return
    if _BLANK_DAY.search(line.text):
        yield Trouble(
            line.place,
            f"Văn bản đã có số ({quoted(number.text)}) mà ngày còn trống: {quoted(line.text)}.",
            "Ghi ngày ban hành; số và ngày do văn thư ghi sau khi ký.",
        )


@layout_rule(
    "ND11", Severity.ERROR, "Ngày có thật; thời hạn nằm sau ngày ban hành và trong năm học của văn bản", law=GOOD_ORDER, everywhere=True
)  # fmt: skip
def possible_dates(view: View) -> Iterator[Trouble]:
    """Days of the calendar, weekdays, deadlines. What a paper tells of the past is no deadline."""
    yield from _impossible(view)
    yield from _weekdays(view)
    if view.form is None:
        yield from _deadlines(view)
        yield from _outside_year(view)


def _impossible(view: View) -> Iterator[Trouble]:
    header = view.anatomy.place_date.paragraph if view.anatomy.place_date else None
    for paragraph in view.readable:
        if paragraph is header:
            continue
        for found in _WORDED.finditer(paragraph.words):
            if _day(found["day"], found["month"], found["year"]) is None:
                yield Trouble(paragraph.place, f"Không có ngày này trong lịch: {quoted(found[0])}.", "Xem lại ngày, tháng.")  # fmt: skip
        for found in re.finditer(r"(?i)\bngày (\d{1,2})/(\d{1,2})/(\d{4})\b", paragraph.words):
            if _day(*found.groups()) is None:
                yield Trouble(paragraph.place, f"Không có ngày này trong lịch: {quoted(found[0])}.", "Xem lại ngày, tháng.")  # fmt: skip


def _weekdays(view: View) -> Iterator[Trouble]:
    for paragraph in view.readable:
        for found in _WEEKDAY.finditer(paragraph.words):
            day = _date_of(found["date"])
            said = found["name"].lower()
            said = f"thứ {_DIGIT_DAYS[said[-1]][4:]}" if said[-1].isdigit() else said
            if day is not None and _WEEKDAYS[day.weekday()] != said:
                right = _WEEKDAYS[day.weekday()]
                yield Trouble(paragraph.place, f"{quoted(found[0])}: ngày này là {right}.", "Xem lại thứ hoặc ngày.")  # fmt: skip


def _deadlines(view: View) -> Iterator[Trouble]:
    within = view.anatomy.issued_within
    if within is None or view.anatomy.kind_name not in _WITH_DEADLINES:
        return
    issued = within[0]
    for paragraph in view.texts:
        if _TELLS_THE_PAST.search(paragraph.words):
            continue
        for found in _DEADLINE.finditer(paragraph.words):
            day = _date_of(found["date"])
            if day is not None and day < issued:
                yield Trouble(
                    paragraph.place,
                    f"Thời hạn {quoted(found[0])} trước ngày ban hành {vn_date(issued)}.",
                    "Xem lại thời hạn hoặc ngày ban hành.",
                )


def _outside_year(view: View) -> Iterator[Trouble]:
    """Times in the tables of a paper for one school year, against that year."""
    years = {match["first"] for line in view.anatomy.subject for match in _SCHOOL_YEAR.finditer(line.text)}
    ahead = any("cải tiến" in line.text.lower() for line in view.anatomy.subject)
    if len(years) != 1 or ahead or view.anatomy.kind_name not in ("kế hoạch", "chương trình"):
        return  # a plan of improvement names the year that was assessed and works in the next
    first = int(years.pop())
    if first not in YEARS:
        return
    year = SchoolYear.starting(first)
    start, end = year.first_day - _TOLERANCE, year.last_day + _TOLERANCE
    for table in view.anatomy.tables:
        wrong = [
            (words, place)
            for words, place in _times(table)
            if (day := _time(words)) and not start <= day <= end
        ]
        if wrong:
            yield Trouble(
                wrong[0][1],
                f"Thời gian {', '.join(quoted(words) for words, _ in wrong[:3])} nằm ngoài năm học {year} ghi ở trích yếu.",
                "Xem lại thời gian trong bảng hoặc năm học.",
            )


def _times(table: Table) -> Iterator[tuple[str, str]]:
    """Cells below a heading of time, with their places."""
    if len(table.rows) < 2:
        return
    columns = [n for n, cell in enumerate(table.rows[0]) if _TIME_HEADING.search(cell.words)]
    for row in table.rows[1:]:
        for column in columns:
            if column < len(row) and row[column].words and row[column].paragraphs:
                yield row[column].words, row[column].paragraphs[0].place


def _time(words: str) -> dt.date | None:
    month = _MONTH.match(words)
    return _day("1", month["month"], month["year"]) if month else _date_of(words)


@layout_rule("ND12", Severity.WARNING, "Năm học ghi đủ bốn chữ số, hai năm liền nhau, một cách ghi: “năm học 2026-2027”", law=GOOD_ORDER, everywhere=True)  # fmt: skip
def school_years(view: View) -> Iterator[Trouble]:
    """Consecutive years, four digits, the words "năm học", one spelling in a paper."""
    paragraphs = [*(line.paragraph for line in view.anatomy.subject), *view.readable]
    spellings: dict[str, list[_Found]] = {}
    for paragraph in dict.fromkeys(paragraphs):
        for found in _SCHOOL_YEAR.finditer(paragraph.text):
            if int(found["second"]) != int(found["first"]) + 1:
                yield Trouble(
                    paragraph.place,
                    f"{quoted(' '.join(found[0].split()))} không phải hai năm liền nhau.",
                    f"Xem lại, ví dụ năm học {found['first']}-{int(found['first']) + 1}.",
                )
            else:
                spellings.setdefault(found["dash"], []).append(_Found(paragraph, found))
        for found in _SHORT_YEAR.finditer(paragraph.text):
            yield Trouble(paragraph.place, f"{quoted(found[0])} ghi năm hai chữ số.", "Ghi đủ bốn chữ số, ví dụ năm học 2026-2027.")  # fmt: skip
        for found in _BARE_YEAR.finditer(paragraph.text):
            if int(found["second"]) == int(found["first"]) + 1:
                right = f"năm học {found['first']}-{found['second']}"
                yield Trouble(
                    paragraph.place, f"{quoted(found[0])} thiếu chữ “học”.", f"Ghi {quoted(right)}."
                )
    odd = [found for dash, some in spellings.items() if dash != "-" for found in some]
    if odd and (len(spellings) > 1 or not re.fullmatch(r"\s?[-–]\s?", odd[0].match["dash"])):
        shown = " ".join(odd[0].match[0].split())
        first, second = odd[0].match["first"], odd[0].match["second"]
        yield Trouble(
            odd[0].place,
            f"Năm học ghi nhiều cách trong một văn bản: {quoted(shown)} ở {places(odd)}.",
            f"Ghi một cách: {quoted(f'năm học {first}-{second}')}.",
            together([_mend(found, f"{found.match['first']}-{found.match['second']}", r"\d{4}\s*[-–—−/]\s*\d{4}") for found in odd], "Ghi năm học một cách, như 2026-2027."),
        )  # fmt: skip


def place_of(line: Line | None) -> str:
    """The place name before the date; "" where there is none."""
    found = _HEAD.match(line.text) if line is not None else None
    return found["place"].strip(" ,") if found is not None else ""


# ---- parts


def _worded(view: View) -> Iterator[_Found]:
    """Dates in words, of the header and the text."""
    line = view.anatomy.place_date
    paragraphs: Iterable[Paragraph] = ([line.paragraph] if line else []) + list(view.readable)
    notes = [p for p in view.paper.paragraphs if p.words.startswith("(")]
    for paragraph in dict.fromkeys([*paragraphs, *notes]):
        for found in _WORDED.finditer(paragraph.text):
            yield _Found(paragraph, found)


def _misspelt(wrong: list[_Found], fault: str) -> Iterator[Trouble]:
    if wrong:
        match = wrong[0].match
        right = f"ngày {_zero(match['day'], 9)} tháng {_zero(match['month'], 2)} năm {match['year']}"
        more = f", tất cả {len(wrong)} chỗ ({places(wrong)})" if len(wrong) > 1 else ""
        yield Trouble(
            wrong[0].place,
            f"{quoted(' '.join(match[0].split()))}: {fault}{more}.",
            f"Ghi {quoted(right)}.",
            together([_respell(found) for found in wrong]),
        )


def _respell(found: _Found) -> Mend:
    old = found.match[0]
    day, month = found.match["day"], found.match["month"]
    new = re.sub(
        rf"(?i)(ngày\s+){day}(\s+tháng\s+){month}", rf"\g<1>{_zero(day, 9)}\g<2>{_zero(month, 2)}", old
    )
    return replace_text(found.paragraph, old, new)


def _zero(text: str, last: int) -> str:
    """A zero before numbers up to `last`, none before others."""
    value = int(text)
    return f"{value:02}" if value <= last else str(value)


def _mend(found: _Found, new: str, pattern: str) -> Mend:
    old = re.search(pattern, found.match[0])

    def mend() -> str:
        if old is None or not swap(found.paragraph, old[0], new):
            return ""
        return f"{found.place}: sửa {quoted_change(old[0], new)}."

    return mend


def _date_of(text: str) -> dt.date | None:
    found = _NUMERIC.search(text) or re.search(r"(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", text)
    return _day(*found.groups()) if found else None


def _day(day: str, month: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
