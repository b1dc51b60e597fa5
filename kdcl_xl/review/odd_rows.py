"""LDG: numbering, names, kinds and requests of the rows."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.law.regulation import SchoolKind, in_force
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.review.odd import Look, View, named
from kdcl_xl.review.schedule_tables import is_of_deadlines, is_of_the_past
from kdcl_xl.review.ticks import is_tick
from kdcl_xl.review.visits import Visit
from kdcl_xl.text.lists import shortened, some

JUMP = rule("LDG-010", Severity.WARNING, "Số thứ tự liên tục")
REPEATED = rule("LDG-011", Severity.WARNING, "Số thứ tự không lặp, không lùi")
TWICE = rule("LDG-012", Severity.WARNING, "Mỗi trường một lần trong lịch")
SAME_NAME = rule("LDG-013", Severity.HINT, "Hai trường cùng tên ở hai cấp học được gọi đủ cấp học")
NO_KIND = rule("LDG-014", Severity.HINT, "Nhận ra được cấp học từ tên trường")
OTHER_KIND = rule("LDG-015", Severity.WARNING, "Cấp học ghi ở cột, đề mục khớp với tên trường")
NO_REQUEST = rule("LDG-016", Severity.WARNING, "Mỗi trường có đề nghị công nhận KĐCL hoặc CQG")
ODD_MARK = rule("LDG-017", Severity.WARNING, "Dấu đánh ở cột đề nghị đọc được")
NO_CQG = rule("LDG-018", Severity.WARNING, "Trung tâm GDTX không đăng ký trường chuẩn quốc gia", law="Thông tư 17, 18, 19/2018/TT-BGDĐT")  # fmt: skip
UNREAD = rule("LDG-019", Severity.WARNING, "Mọi dòng của bảng đọc được thành trường")
NO_NUMBER = rule("LDG-020", Severity.HINT, "Mỗi trường có số thứ tự")
PROSE = rule("LDG-024", Severity.WARNING, "Lịch đánh giá ngoài viết thành bảng")
UNSAID = rule("LDG-025", Severity.WARNING, "Bảng lịch nói rõ là đánh giá ngoài")
SEVERAL = rule("LDG-022", Severity.WARNING, "Mỗi dòng của lịch một trường")
REPEATED_ABOVE = rule(
    "LDG-023", Severity.HINT, "Thời gian, đề nghị ghi đủ ở từng dòng, không dùng ô gộp, “nt”"
)
ASIDE = rule("LDG-021", Severity.HINT, "Lịch nằm trong các bảng nói về đánh giá ngoài")


def numbering(v: View) -> Iterator[Finding]:
    """Numbers that jump, repeat or go back; a table, or a group under its own heading, may begin again at 1."""
    for table in v.found.tables:
        last: Visit | None = None
        if table.continued:
            last = _last_before(v, table.visits)
        for visit in table.visits:
            if visit.stt is None:
                continue
            before = last.stt if last is not None else None
            new_section = last is not None and visit.section != last.section
            last = visit
            if (
                before is None
                or (_same_cell(visit, table.visits) and visit.stt == before)
                or visit.stt == before + 1
                or (visit.stt == 1 and (before > 1 or new_section or not visit.stt_text))
            ):
                continue
            if visit.stt > before:
                gap = f"{before + 1}" if visit.stt == before + 2 else f"{before + 1} đến {visit.stt - 1}"
                yield v.at(JUMP, visit, "stt", f"Số thứ tự nhảy từ {before} sang {visit.stt} ở {named(visit)}: thiếu số {gap}.", "Kiểm tra có sót trường không; nếu không, đánh lại số.")  # fmt: skip
            else:
                what = "lặp lại" if visit.stt == before else f"lùi từ {before} về"
                yield v.at(REPEATED, visit, "stt", f"Số thứ tự {what} {visit.stt} ở {named(visit)}.", "Đánh lại số thứ tự.")  # fmt: skip


def _same_cell(visit: Visit, visits: Sequence[Visit]) -> bool:
    """Whether its number is that of the row before by right: one cell of several schools, one school on two rows."""
    place = next(n for n, other in enumerate(visits) if other is visit)
    return bool(visit.one_of) or (place > 0 and visits[place - 1].school == visit.school)


def _last_before(v: View, visits: list[Visit]) -> Visit | None:
    place = v.visits.index(visits[0])
    return v.visits[place - 1] if place else None


def no_numbers(v: View) -> Iterator[Finding]:
    """Rows without a number where others have one."""
    for table in v.found.tables:
        if v.found.prose or not any(visit.stt is not None for visit in table.visits):
            continue
        for visit in table.visits:
            if visit.stt is None and not re.fullmatch(r"\d{1,2}(?:\.\d{1,3})+\.?", visit.stt_text):
                said = (
                    f" (ghi “{visit.stt_text}”)"
                    if visit.stt_text and not visit.stt_text.rstrip(".").isdigit()
                    else ""
                )
                yield v.at(
                    NO_NUMBER,
                    visit,
                    "stt",
                    f"{named(visit)} không có số thứ tự{said}.",
                    "Đánh số cho trường này.",
                )


def prose(v: View) -> Iterator[Finding]:
    """A schedule that was read from sentences: every row is to be looked at."""
    if v.found.prose:
        places = len({visit.place for visit in v.visits})
        yield v.at(PROSE, v.visits[0], "school", f"Không có bảng lịch; {len(v.visits)} trường được đọc từ {places} chỗ trong lời văn, danh sách ({v.found.tables[0].grid.place}).", "Đối chiếu từng dòng với kế hoạch; lần sau nên ghi thành bảng.")  # fmt: skip


def unsaid(v: View) -> Iterator[Finding]:
    """A table of schools and times in a plan that speaks of external review elsewhere."""
    if v.found.unsaid:
        places = some([table.grid.place for table in v.found.tables], 3)
        yield v.at(UNSAID, v.visits[0], "school", f"{places} {v.found.unsaid}; đã đọc như lịch vì kế hoạch có nói ở chỗ khác.", "Xem có đúng là lịch đánh giá ngoài không; nếu đúng, ghi rõ tiêu đề bảng, tiêu đề cột.")  # fmt: skip


def several(v: View) -> Iterator[Finding]:
    """Cells with several schools: those taken apart, once a cell, and those left as one."""
    told: set[tuple[str, str]] = set()
    for visit in v.visits:
        if visit.one_of and (visit.place, visit.one_of) not in told:
            told.add((visit.place, visit.one_of))
            count = sum(1 for other in v.visits if (other.place, other.one_of) == (visit.place, visit.one_of))
            yield v.at(SEVERAL, visit, "school", f"Một ô ghi {count} trường: “{visit.one_of}”. Đã tách thành {count} dòng cùng nguồn.", "Xem lại từng dòng, nhất là thời gian và đề nghị; ghi mỗi trường một dòng trong kế hoạch.")  # fmt: skip
        elif visit.may_be_several:
            yield v.at(SEVERAL, visit, "school", f"{named(visit)} có thể là tên nhiều trường; để nguyên một dòng vì không tách được chắc chắn.", "Nếu là nhiều trường, tách trong sổ và ghi cấp học trước từng tên.")  # fmt: skip


def repeated(v: View) -> Iterator[Finding]:
    """Rows that take time or request from the row above: once for all."""
    taken = [visit for visit in v.visits if visit.repeated]
    if taken:
        names = some([f"{named(visit)} ({visit.place})" for visit in taken], 5)
        yield v.at(REPEATED_ABOVE, taken[0], "when", f"{len(taken)} dòng lấy theo dòng trên vì ô gộp, ô trống của nhóm hoặc dấu “nt”: {names}.", "Kiểm tra lại các dòng này trong sổ.")  # fmt: skip


def same_names(v: View) -> Iterator[Finding]:
    """One school twice; two schools of one name in different levels are lawful and easily mixed up."""
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in v.visits:
        groups[visit.own_name].append(visit)
    for visits in groups.values():
        for n, visit in enumerate(visits):
            twin = next((other for other in visits[:n] if other.kind is visit.kind), None)
            if twin is not None and not _for_other_purpose(twin, visit):
                yield v.at(TWICE, visit, "school", f"{named(visit)} đã có ở {twin.place} ({named(twin)}).", "Giữ một dòng; nếu là hai trường khác nhau, ghi thêm địa bàn sau tên.")  # fmt: skip
        kinds = {visit.kind for visit in visits}
        if len(kinds) > 1:
            names = ", ".join(dict.fromkeys(f"“{visit.school}” ({visit.place})" for visit in visits))
            yield v.at(SAME_NAME, visits[-1], "school", f"Các trường cùng tên, khác cấp học: {names}.", "Không phải lỗi; luôn ghi cấp học trước tên để khỏi lẫn.")  # fmt: skip


def _for_other_purpose(one: Visit, other: Visit) -> bool:
    """Whether the two lines ask for different recognitions: one table for KĐCL, one for CQG."""
    asked = {(visit.kdcl is True, visit.cqg is True) for visit in (one, other)}
    return asked == {(True, False), (False, True)}


def kinds(v: View) -> Iterator[Finding]:
    """Kinds that are not known, and those a column or heading contradicts."""
    for visit in v.visits:
        own = parse_name(visit.school).kind
        if visit.kind is None:
            yield v.at(NO_KIND, visit, "school", f"Không rõ cấp học của {named(visit)}.", "Ghi cấp học trước tên (MN, TH, THCS, THPT, GDTX) hoặc điền vào sổ.")  # fmt: skip
        elif own and visit.kind_said and own is not visit.kind_said and SchoolKind.MULTI_LEVEL not in (own, visit.kind_said):  # fmt: skip
            said = NAME_OF_KIND[visit.kind_said]
            yield v.at(OTHER_KIND, visit, "kind", f"{named(visit)} theo tên là {NAME_OF_KIND[own]}, nhưng cột hoặc đề mục ghi {said}. Sổ ghi theo tên.", "Xem lại tên trường hoặc chỗ xếp.")  # fmt: skip


def requests(v: View) -> Iterator[Finding]:
    """Rows that ask for nothing, marks that say nothing, and a request a centre cannot make."""
    lost = [visit for visit in v.visits if visit.odd_ticks and all(map(_is_plain, visit.odd_ticks))]
    if lost:
        names = some(map(named, lost), 5)
        yield v.at(ODD_MARK, lost[0], "kdcl", f"{len(lost)} dòng có dấu “{lost[0].odd_ticks[0]}” không rõ thuộc cột nào vì ô trống bị mất khi sao chép: {names}. Để trống trong sổ.", "Đọc từ tệp Word gốc, hoặc đánh dấu trong sổ.")  # fmt: skip
    for visit in v.visits:
        for mark in dict.fromkeys(visit.odd_ticks) if visit not in lost else ():
            yield v.at(ODD_MARK, visit, "kdcl", f"{named(visit)}: “{mark}” ở cột đề nghị không rõ là có hay không; để trống trong sổ.", "Đánh X vào đúng cột KĐCL hoặc CQG.")  # fmt: skip
        if not visit.odd_ticks and visit.asked and visit.kdcl is None and visit.cqg is None:
            remedy = "Ghi đề nghị (KĐCL, CQG) cạnh tên từng trường; chữ trong ngoặc sau tên cuối chỉ được hiểu cho trường cuối." if v.found.prose else "Đánh dấu cột KĐCL, CQG hoặc cả hai."  # fmt: skip
            yield v.at(NO_REQUEST, visit, "kdcl", f"{named(visit)} không có đề nghị công nhận nào.", remedy)
        if visit.cqg and visit.kind is SchoolKind.CONTINUING and (law := _against_centres(v)) is not None:
            yield v.at(NO_CQG, visit, "cqg", f"{named(visit)} là trung tâm GDTX nhưng đề nghị CQG; quy định vào thời gian này không có chuẩn quốc gia cho GDTX.", "Xem lại đề nghị.", law=law)  # fmt: skip


def _against_centres(v: View) -> str | None:
    """The rules that do not recognise centres as CQG on the day of the plan; None when they may or no day is known."""
    year = v.heading.school_year
    day = v.heading.issued_on or (dt.date(year.start, 9, 5) if year else None)
    rules = in_force(day, SchoolKind.CONTINUING) if day else None
    if day is None or (rules and any(recognition.kind == "cqg" for recognition in rules.recognitions)):
        return None
    if rules is None:
        return NO_CQG.law
    unsure = " (chưa đối chiếu văn bản gốc)" if rules.confidence is Confidence.UNVERIFIED else ""
    return f"{rules.short_title}{unsure}"


def _is_plain(mark: str) -> bool:
    return all(is_tick(piece) for piece in mark.split())


def left_over(v: View) -> Iterator[Finding]:
    """Rows that were not understood, and tables that look like a schedule but speak of something else."""
    for table in v.found.tables:
        for row in table.unread:
            if v.found.prose:
                yield UNREAD.at(row.place, "", f"Dòng nêu tên trường, thời gian nhưng như nói về việc khác nên không lấy: “{shortened(row.shown, 120)}”.", "Xem lại dòng này; nếu là lịch, nhập tay vào sổ.")  # fmt: skip
                continue
            yield UNREAD.at(row.sheet or row.place, row.cells[0].at if row.sheet else "", f"Dòng không đọc được thành trường: “{shortened(row.shown, 120)}”.", "Xem lại dòng này; nếu là trường, nhập tay vào sổ.")  # fmt: skip
    for table in v.found.aside:
        first = table.visits[0]
        past = is_of_the_past(table, v.heading.school_year)
        why = "nói về kết quả đã có" if past else "chỉ ghi thời hạn" if is_of_deadlines(table) else "không nói về đánh giá ngoài"  # fmt: skip
        yield v.at(ASIDE, first, "school", f"{table.grid.place} cũng có cột trường và thời gian ({len(table.visits)} dòng, từ {named(first)}) nhưng {why}, nên không lấy.", "Nếu đây là lịch đánh giá ngoài, ghi rõ ở tiêu đề bảng.")  # fmt: skip


LOOKS: tuple[Look, ...] = (
    prose,
    unsaid,
    numbering,
    no_numbers,
    several,
    repeated,
    same_names,
    kinds,
    requests,
    left_over,
)
