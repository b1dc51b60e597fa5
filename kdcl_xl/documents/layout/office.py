"""Rules that need a register of the office: its numbers, the people allowed to sign, its place name.

Each applies only when its part of the register was given, and only to papers of that office.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kdcl_xl.documents.layout.dates import place_of
from kdcl_xl.documents.layout.header import number_parts
from kdcl_xl.documents.layout.lines import Line, key_of
from kdcl_xl.documents.layout.office_register import Officer, Registered
from kdcl_xl.documents.layout.rules import APPENDIX_1, Confidence, Trouble, View, layout_rule, quoted
from kdcl_xl.documents.layout.signature import TWO_SIGNERS, without_titles
from kdcl_xl.documents.layout.tail import AUTHORITY, is_name, is_office
from kdcl_xl.findings import Severity
from kdcl_xl.law.working_days import working_days_after
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import perhaps
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import did_you_mean

_ARTICLE_15 = "Điều 15 NĐ 30/2020/NĐ-CP"
_SAME_SUBJECT = 0.6
"""Share of the words of the shorter trích yếu found in the other."""
_MOST_GAPS = 8
_HOLIDAYS = "đã trừ thứ bảy, chủ nhật và ngày nghỉ lễ"
_COLLECTIVE_OFFICE = re.compile(r"(?i)^TM\.\s*(hội đồng|ban|tổ|đoàn)\b")


@layout_rule(
    "SO05",
    Severity.ERROR,
    "Số có trong sổ đăng ký, cấp một lần trong năm, liền nhau từ 01, cùng thứ tự với ngày (cần sổ đăng ký)",
    law=_ARTICLE_15,
)
def in_the_register(view: View) -> Iterator[Trouble]:
    """The number against the numbers given. A blank one is a draft."""
    line, paper = _registered(view)
    if line is None or paper is None or view.office is None:
        return
    series = view.office.in_series(paper, _bodies(view))
    same = _entries(paper, series)
    if not same:
        yield _unknown(view, line, paper, series)
        return
    if len(same) > 1:
        shown = "; ".join(one.shown for one in same)
        yield Trouble(line.place, f"Số {paper.written} năm {paper.year} cấp {len(same)} lần trong sổ: {shown}.", "Một số chỉ cấp cho một văn bản trong năm; cấp số khác cho văn bản sau.")  # fmt: skip
    subject = _subject(view)
    if subject and same[0].subject and not any(_alike(one.subject, subject) for one in same):
        yield Trouble(line.place, f"Sổ ghi số {same[0].shown}; văn bản này ghi trích yếu {quoted(subject)}.", "Xem lại số của văn bản hoặc trích yếu trong sổ.")  # fmt: skip
    yield from _gaps(line, paper, series)
    yield from _order(line, same[0], series)


def _unknown(view: View, line: Line, paper: Registered, series: Sequence[Registered]) -> Trouble:
    """A number nobody has given; of a year the register knows nothing about, that is only a hint."""
    if view.office is None or not view.office.numbers_of(_bodies(view), paper.year):
        return Trouble(line.place, f"Sổ đăng ký không có số nào của năm {paper.year}, nên chưa so được số {paper.written}.", f"Đưa sổ đăng ký năm {paper.year}.", doubtful=True)  # fmt: skip
    subject = _subject(view)
    near = next((one for one in series if one.number == paper.number), None) or next(
        (one for one in series if subject and one.subject and _alike(one.subject, subject)), None
    )
    guess = perhaps([near.shown]) if near else ""
    return Trouble(line.place, f"Sổ đăng ký năm {paper.year} không có số {paper.written}.", f"Xem lại số, hoặc ghi văn bản này vào sổ.{guess}")  # fmt: skip


def _gaps(line: Line, paper: Registered, series: Sequence[Registered]) -> Iterator[Trouble]:
    taken = {one.number for one in series if 0 < one.number < paper.number}
    missing = paper.number - 1 - len(taken)
    if missing > 0:
        first = islice((number for number in range(1, paper.number) if number not in taken), _MOST_GAPS)
        shown = ", ".join(f"{number:02}" for number in first)
        more = f" và {missing - _MOST_GAPS} số nữa" if missing > _MOST_GAPS else ""
        yield Trouble(line.place, f"Trước số {paper.written}, sổ còn thiếu số {shown}{more} của năm {paper.year}.", "Số liền nhau từ 01; ghi bổ sung vào sổ, hoặc ghi rõ vì sao bỏ số.", doubtful=True)  # fmt: skip


def _order(line: Line, own: Registered, series: Sequence[Registered]) -> Iterator[Trouble]:
    day = own.issued_on
    for one in series:
        if day is None or one.issued_on is None or one.number == own.number:
            continue
        if (one.number < own.number and one.issued_on > day) or (one.number > own.number and one.issued_on < day):  # fmt: skip
            yield Trouble(
                line.place,
                f"Số {own.written} ghi ngày {vn_date(day)}, còn số {one.written} ghi ngày {vn_date(one.issued_on)}: số và ngày không cùng thứ tự.",
                "Xem lại số hoặc ngày trong sổ.",
            )
            return


@layout_rule(
    "SO06",
    Severity.WARNING,
    "Ngày của văn bản là ngày ghi trong sổ; số và ngày cấp sau khi ký, chậm nhất ngày làm việc tiếp theo (cần sổ đăng ký)",
    law=_ARTICLE_15,
)
def day_in_the_register(view: View) -> Iterator[Trouble]:
    """The date of issue against the register's, and against the day of signing where the register keeps it."""
    entry, dated = _entry(view), view.anatomy.place_date
    if entry is None or dated is None:
        return
    issued = view.anatomy.issued_on
    if issued is not None and entry.issued_on is not None and issued != entry.issued_on:
        yield Trouble(dated.place, f"Văn bản ghi ngày {vn_date(issued)}, sổ ghi số {entry.written} ngày {vn_date(entry.issued_on)}.", "Ghi ngày đã đăng ký trong sổ.")  # fmt: skip
    day, signed = entry.issued_on or issued, entry.signed_on
    if day is None or signed is None:
        return
    latest = working_days_after(signed, 1)
    if day < signed:
        yield Trouble(dated.place, f"Số {entry.written} cấp ngày {vn_date(day)}, trước ngày ký {vn_date(signed)}.", "Chỉ cấp số, ngày sau khi người có thẩm quyền ký.")  # fmt: skip
    elif day > latest:
        yield Trouble(dated.place, f"Số {entry.written} ký ngày {vn_date(signed)}, đến ngày {vn_date(day)} mới cấp số ({_HOLIDAYS}).", f"Cấp số chậm nhất ngày {vn_date(latest)}.")  # fmt: skip


@layout_rule(
    "SO07",
    Severity.WARNING,
    "Văn bản gửi trong ngày ký hoặc chậm nhất ngày làm việc tiếp theo (cần sổ đăng ký ghi ngày gửi)",
    law="Điều 18 NĐ 30/2020/NĐ-CP",
)
def sent_in_time(view: View) -> Iterator[Trouble]:
    """The day of sending against the day of signing, or of issue where that is all the register keeps."""
    entry = _entry(view)
    if entry is None or entry.sent_on is None:
        return
    start = entry.signed_on or entry.issued_on
    place = view.anatomy.number.place if view.anatomy.number else "đầu văn bản"
    if start is None:
        return
    latest = working_days_after(start, 1)
    if entry.sent_on < start:
        yield Trouble(place, f"Sổ ghi gửi văn bản {entry.written} ngày {vn_date(entry.sent_on)}, trước ngày ký {vn_date(start)}.", "Xem lại hai ngày trong sổ.")  # fmt: skip
    elif entry.sent_on > latest:
        yield Trouble(place, f"Văn bản {entry.written} ký ngày {vn_date(start)}, đến ngày {vn_date(entry.sent_on)} mới gửi ({_HOLIDAYS}).", f"Gửi chậm nhất ngày {vn_date(latest)}; văn bản khẩn gửi ngay.")  # fmt: skip


@layout_rule(
    "KY10",
    Severity.WARNING,
    "Người ký có trong danh sách người được ký, đúng họ tên, chức vụ, trong thời hạn (cần danh sách người ký)",
    law="Điều 13 NĐ 30/2020/NĐ-CP",
)
def allowed_to_sign(view: View) -> Iterator[Trouble]:
    """The name and the office above it. Minutes and contracts are signed by people of other bodies too."""
    line = _signer(view)
    if line is None or view.office is None:
        return
    name = without_titles(line.text)
    entry = _entry(view)
    if entry is not None and entry.signer and _key(without_titles(entry.signer)) != _key(name):
        yield Trouble(line.place, f"Sổ ghi số {entry.written} do {entry.signer} ký; văn bản ghi {quoted(name)}.", "Xem lại người ký trong văn bản hoặc trong sổ.")  # fmt: skip
    if not view.office.officers:
        return
    known = [officer for officer in view.office.officers if _key(officer.name) == _key(name)]
    if not known:
        guess = did_you_mean(name, [officer.name for officer in view.office.officers])
        yield Trouble(line.place, f"{quoted(name)} không có trong danh sách người được ký.", f"Xem lại họ tên, hoặc bổ sung danh sách người ký.{guess}")  # fmt: skip
        return
    serving = [officer for officer in known if officer.in_office(view.day)]
    if not serving:
        yield Trouble(line.place, f"{quoted(name)} ký văn bản ngày {vn_date(view.day)}; danh sách người ký ghi: {_terms(known)}.", "Người ký phải đang giữ chức vụ vào ngày ban hành.")  # fmt: skip
        return
    yield from _other_office(view, line, serving)


def _other_office(view: View, line: Line, serving: Sequence[Officer]) -> Iterator[Trouble]:
    offices = [each for each in view.anatomy.signature if is_office(each)]
    if not offices or any(_COLLECTIVE_OFFICE.match(each.text) for each in offices):
        return  # on behalf of a council people sign with their office in it, not with that in the list
    own = AUTHORITY.sub("", offices[-1].text)
    if not any(_same_office(own, officer.office) for officer in serving):
        yield Trouble(offices[-1].place, f"{quoted(offices[-1].text)} trên họ tên {quoted(line.text)}; danh sách người ký ghi: {_terms(serving)}.", "Ghi đúng chức vụ người ký.")  # fmt: skip


@layout_rule(
    "DD05",
    Severity.WARNING,
    "Địa danh là tên đơn vị hành chính nơi cơ quan đóng trụ sở vào ngày ban hành (cần địa danh trong sổ đăng ký)",
    law=APPENDIX_1,
    confidence=Confidence.MEDIUM,
)
def own_place(view: View) -> Iterator[Trouble]:
    """The place name against that of the office on the day of issue."""
    line = view.anatomy.place_date
    place = place_of(line)
    if line is None or view.office is None or not place:
        return
    valid = [seat.place for seat in view.office.seats if seat.holds(view.day)]
    if valid and _key(place) not in map(_key, valid):
        yield Trouble(line.place, f"Địa danh ghi {quoted(place)}; sổ đăng ký ghi {' hoặc '.join(map(quoted, valid))} vào ngày {vn_date(view.day)}.", f"Ghi {quoted(valid[0])}.")  # fmt: skip


# ---- parts


def _registered(view: View) -> tuple[Line | None, Registered | None]:
    """The number of the paper as the register would hold it; None for a draft, and where numbers were not given."""
    line, parts = number_parts(view.anatomy)
    within = view.anatomy.issued_within
    if view.office is None or parts is None or within is None or not view.office.numbers_of(_bodies(view)):
        return line, None
    number = re.sub(r"\s", "", parts["number"])
    if not number.isdigit():
        return line, None
    symbol = re.sub(r"\s", "", parts["symbol"])
    return line, Registered(int(number), symbol, within[0].year, view.anatomy.issued_on)


def _entry(view: View) -> Registered | None:
    """What the register says of the paper; None where it says nothing or more than one thing."""
    _line, paper = _registered(view)
    if paper is None or view.office is None:
        return None
    same = _entries(paper, view.office.in_series(paper, _bodies(view)))
    return same[0] if len(same) == 1 else None


def _entries(paper: Registered, series: Sequence[Registered]) -> list[Registered]:
    """The entries of a number and symbol, each once: a register in two files is one register."""
    same = [
        one for one in series if one.number == paper.number and key_of(one.symbol) == key_of(paper.symbol)
    ]
    found: list[Registered] = []
    for one in same:
        again = next((n for n, other in enumerate(found) if _agree(one, other)), None)
        if again is None:
            found.append(one)
        elif not found[again].subject:
            found[again] = one
    return found


def _agree(one: Registered, other: Registered) -> bool:
    days: set[dt.date] = {day for day in (one.issued_on, other.issued_on) if day is not None}
    subjects = not one.subject or not other.subject or _alike(one.subject, other.subject)
    return len(days) < 2 and subjects


def _bodies(view: View) -> list[str]:
    return [line.text for line in view.anatomy.bodies]


def _subject(view: View) -> str:
    return re.sub(r"(?i)^(v/v|về việc)\s*:?\s*", "", " ".join(line.text for line in view.anatomy.subject))


def _alike(one: str, other: str) -> bool:
    """Whether two subjects speak of the same: a register shortens them, and puts the kind in front."""
    words, others = set(key_of(one).split()), set(key_of(other).split())
    fewest = min(len(words), len(others))
    return not fewest or len(words & others) / fewest >= _SAME_SUBJECT


def _signer(view: View) -> Line | None:
    """The name under the signature, where one person signs."""
    if view.anatomy.kind_name in TWO_SIGNERS:
        return None
    names = [line for line in view.anatomy.signature if not is_office(line) and is_name(line.text)]
    return names[0] if len(names) == 1 else None


def _key(name: str) -> str:
    return match_key(name)


def _terms(officers: Sequence[Officer]) -> str:
    return "; ".join(officer.term for officer in officers)


def _same_office(printed: str, listed: str) -> bool:
    """PHÓ TRƯỞNG PHÒNG is Phó Trưởng phòng Văn hóa - Xã hội; Q. HIỆU TRƯỞNG is Quyền Hiệu trưởng."""
    one, other = (re.sub(r"^(quyen|q) ", "", key_of(text)) for text in (printed, listed))
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")
