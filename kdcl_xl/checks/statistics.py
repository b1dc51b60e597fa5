"""SL: the figures (sheet "Số liệu"). What can be recomputed is recomputed; "chưa có" is never 0."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.checks.context import Context, listed
from kdcl_xl.checks.figures import FigureSheet, FigureYear
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import NO_DATA
from kdcl_xl.forms.self_assessment import StatisticRow
from kdcl_xl.law.recognition import figures_only_monitor
from kdcl_xl.law.regulation import Statistic
from kdcl_xl.settings import BY_OFFICE
from kdcl_xl.text.numbers import vn_figure, vn_number
from kdcl_xl.workbook.snapshot import Submission

SUM = rule("SL-001", Severity.ERROR, "Dòng cộng bằng tổng các dòng thành phần")
PART = rule("SL-002", Severity.ERROR, "Số thành phần không lớn hơn tổng số")
ZERO = rule("SL-003", Severity.ERROR, "Số không thể bằng 0 thì không ghi 0")
UNKNOWN_PART = rule("SL-004", Severity.WARNING, "Dòng cộng và các thành phần cùng có số liệu")
JUMP = rule("SL-005", Severity.WARNING, "Số liệu không biến động bất thường giữa hai năm học")
FRACTION = rule("SL-006", Severity.ERROR, "Số đếm là số nguyên")
PERCENT = rule("SL-007", Severity.ERROR, "Tỉ lệ phần trăm không quá 100")
PERCENT_AS_SHARE = rule("SL-008", Severity.WARNING, "Tỉ lệ phần trăm ghi theo thang 100")
RATIO = rule("SL-009", Severity.WARNING, "Số bình quân, tỉ lệ khớp với các số gốc")
CLASS_SIZE = rule("SL-010", Severity.WARNING, "Sĩ số bình quân không quá mức thiết lập")
LAND = rule("SL-011", Severity.WARNING, "Diện tích đất bình quân không dưới mức thiết lập")
EMPTY_YEAR = rule("SL-012", Severity.WARNING, "Mỗi năm học đều có số liệu", only_when_submitting=True)
MISSING = rule("SL-013", Severity.WARNING, "Năm học hiện tại đủ số liệu", only_when_submitting=True)
NOT_WHOLE = rule("SL-014", Severity.ERROR, "Các tỉ lệ của một bảng xếp loại cộng lại bằng 100%")

_RATIOS: dict[str, tuple[str, str, float]] = {
    "dien_tich_m2_hs": ("dien_tich_dat", "hs_tong", 1),
    "si_so_bq": ("hs_tong", "lop_tong", 1),
    "ti_le_gv_lop": ("gv_tong", "lop_tong", 1),
    "ti_le_gv_hs": ("gv_tong", "hs_tong", 1),
    "ti_le_dung_tuoi": ("hs_dung_tuoi", "hs_tong", 100),
}
"""Row → numerator, denominator, factor. Only ratios whose two terms are rows of the same table."""
_IF_ANY = "(nếu có)"
"""Rows with these words may stay blank."""
_ROUNDING = 0.005
_WHOLE_WITHIN = 0.1
"""Percentages rounded to two decimals may miss 100 by that much."""


@check(SUM, UNKNOWN_PART, reads={StatisticRow: "code"})
def sums(s: Submission, c: Context) -> Iterator[Finding]:
    """Both the typed and the computed total are shown. Parts without data leave the total undecided."""
    sheet = c.figures
    for stat in sheet.known.values():
        parts = [code for code in stat.total_of if code in sheet.known]
        if not parts:
            continue
        for year in sheet.years:
            yield from _sum(sheet, stat, parts, year)


def _sum(sheet: FigureSheet, stat: Statistic, parts: list[str], year: FigureYear) -> Iterator[Finding]:
    total = year.number(stat.code)
    if total is None or not sheet.all_sound(parts, year):
        return
    values = [year.number(part) for part in parts]
    known = sum([value for value in values if value is not None])
    without = [
        part
        for part, value in zip(parts, values, strict=True)
        if value is None and (year.figures[part] == NO_DATA or _IF_ANY not in sheet.title(part))
    ]
    place = sheet.at(stat.code, year)
    if (not without and abs(known - total) > _ROUNDING) or known > total + _ROUNDING:
        yield SUM.at(*place, f"“{stat.title}” năm học {year.label} ghi {vn_figure(total)}, cộng các dòng thành phần được {vn_figure(known)}.", "Sửa dòng cộng hoặc dòng thành phần bị sai.")  # fmt: skip
    elif without and (len(without) < len(parts) or NO_DATA in [year.figures[part] for part in without]):
        names = listed([f"“{sheet.title(part)}”" for part in without], 3)
        yield UNKNOWN_PART.at(*place, f"“{stat.title}” năm học {year.label} ghi {vn_figure(total)} nhưng {names} chưa có số liệu.", "Điền số của các dòng thành phần: 0 nếu thật sự không có; nếu không biết thì dòng cộng cũng ghi “chưa có”.")  # fmt: skip


@check(NOT_WHOLE, reads={StatisticRow: "code"})
def whole_percentages(s: Submission, c: Context) -> Iterator[Finding]:
    """A total of percentages is 100; a total that is not the sum of its parts is another finding (SL-001)."""
    sheet = c.figures
    for code, stat in sheet.known.items():
        if stat.unit != "%" or not stat.total_of:
            continue
        for year in sheet.years:
            total, values = year.number(code), [year.number(part) for part in stat.total_of]
            if total is None or None in values or abs(total - sum(filter(None, values))) > _ROUNDING:
                continue
            if abs(total - 100) > _WHOLE_WITHIN:
                yield NOT_WHOLE.at(*sheet.at(code, year), f"“{stat.title}” năm học {year.label} cộng được {vn_figure(total)}%, không phải 100%.", "Kiểm tra lại tỉ lệ của từng mức xếp loại.")  # fmt: skip


@check(PART, reads={StatisticRow: "code"})
def parts(s: Submission, c: Context) -> Iterator[Finding]:
    """Girls are not more than pupils."""
    sheet = c.figures
    for stat in sheet.known.values():
        if not stat.part_of or stat.part_of not in sheet.known:
            continue
        for year in sheet.years:
            part, whole = year.number(stat.code), year.number(stat.part_of)
            if part is not None and whole is not None and part > whole:
                yield PART.at(*sheet.at(stat.code, year), f"“{stat.title}” năm học {year.label} ghi {vn_figure(part)}, lớn hơn “{sheet.title(stat.part_of)}” ({vn_figure(whole)}).", "Kiểm tra lại hai số.")  # fmt: skip


@check(ZERO, FRACTION, PERCENT, reads={StatisticRow: "code"})
def single_figures(s: Submission, c: Context) -> Iterator[Finding]:
    """What is wrong with one figure by itself."""
    sheet = c.figures
    for year in sheet.years:
        for code, value in year.figures.items():
            stat = sheet.known.get(code)
            if stat is None or value is None or isinstance(value, str):
                continue
            place = (code, year)
            if value == 0:
                if stat.never_zero:
                    yield ZERO.at(*sheet.at(*place), f"“{stat.title}” năm học {year.label} ghi 0, nhưng số này không thể bằng 0.", "Gõ số thật; nếu không có số liệu thì gõ “chưa có”.")  # fmt: skip
            elif not stat.decimals and value != int(value):
                yield FRACTION.at(*sheet.at(*place), f"“{stat.title}” năm học {year.label} ghi {vn_figure(value)}; đây là số đếm ({stat.unit or 'đơn vị'}).", "Gõ số nguyên.")  # fmt: skip
            elif stat.unit == "%" and value > 100 and not stat.total_of:
                yield PERCENT.at(*sheet.at(*place), f"“{stat.title}” năm học {year.label} ghi {vn_figure(value)}%, quá 100%.", "Gõ tỉ lệ từ 0 đến 100, ví dụ 98,5.")  # fmt: skip


@check(JUMP, PERCENT_AS_SHARE, reads={StatisticRow: "code"})
def year_on_year(s: Submission, c: Context) -> Iterator[Finding]:
    """Each figure against the year before; a drop below 1 of a percentage is a change of scale, not of facts."""
    sheet, limits = c.figures, c.settings.figures
    for before, after in zip(sheet.years, sheet.years[1:], strict=False):
        for code, stat in sheet.known.items():
            old, new = before.number(code), after.number(code)
            if not old or not new or old == new:
                continue
            if stat.unit == "%":
                if new <= 1 < 10 < old:
                    yield PERCENT_AS_SHARE.at(*sheet.at(code, after), f"“{stat.title}” năm học {after.label} ghi {vn_figure(new)}%, năm trước {vn_figure(old)}%: có thể đã ghi {vn_figure(new)} thay cho {vn_figure(new * 100)}.", "Gõ theo thang 100, ví dụ 98,5.")  # fmt: skip
            elif not stat.decimals and abs(new - old) >= limits.jump_least:
                change = abs(new - old) / old * 100
                if change > limits.jump_percent:
                    word = "tăng" if new > old else "giảm"
                    yield JUMP.at(*sheet.at(code, after), f"“{stat.title}” {word} {vn_number(change, 1)}%: từ {vn_figure(old)} ({before.label}) thành {vn_figure(new)} ({after.label}).", "Kiểm tra lại; nếu đúng, ghi lý do ở trang Giải trình (sáp nhập, mở thêm lớp…).")  # fmt: skip


@check(RATIO, reads={StatisticRow: "code"})
def ratios(s: Submission, c: Context) -> Iterator[Finding]:
    """Typed averages against the figures they come from, within the rounding of the row."""
    sheet = c.figures
    for code, (upper, lower, factor) in _RATIOS.items():
        if not {code, upper, lower} <= sheet.known.keys():
            continue
        stat = sheet.known[code]
        tolerance = max(0.6 * 10**-stat.decimals, 0.0005)
        for year in sheet.years:
            typed, top, bottom = year.number(code), year.number(upper), year.number(lower)
            if typed is None or top is None or not bottom:
                continue
            computed = top / bottom * factor
            if abs(typed - computed) > max(tolerance, 0.005 * computed):
                yield RATIO.at(*sheet.at(code, year), f"“{stat.title}” năm học {year.label} ghi {vn_number(typed, stat.decimals)}, tính từ “{sheet.title(upper)}” và “{sheet.title(lower)}” được {vn_number(computed, stat.decimals)}.", "Sửa số bình quân, hoặc sửa số gốc.")  # fmt: skip


@check(CLASS_SIZE, LAND, reads={StatisticRow: "code year_0"})
def against_settings(s: Submission, c: Context) -> Iterator[Finding]:
    """This year's class size and land against the office's settings; TT 57 lets figures only be watched until 2028."""
    sheet, limits, kind = c.figures, c.settings.figures, s.edition.kind
    if kind is None:
        return
    year = sheet.years[-1]
    watched = figures_only_monitor(c.rules, c.closes_on)
    note = " Số liệu này hiện chỉ để theo dõi." if watched else ""
    pupils, classes, land = (year.number(code) for code in ("hs_tong", "lop_tong", "dien_tich_dat"))
    most, least = limits.class_size.get(kind), limits.land_per_pupil.get(kind)
    learners = c.rules.words.learners
    if pupils and classes and most and pupils / classes > most:
        yield CLASS_SIZE.at(*sheet.at("hs_tong", year), f"Bình quân {vn_number(pupils / classes, 1)} {learners} một lớp, quá {most} {BY_OFFICE}.{note}", "Kiểm tra số học sinh và số lớp; nếu đúng, ghi lý do ở trang Giải trình.")  # fmt: skip
    if pupils and land and least and land / pupils < least:
        yield LAND.at(*sheet.at("dien_tich_dat", year), f"Bình quân {vn_figure(round(land / pupils, 2))} m² đất một {learners}, dưới {vn_figure(least)} m² {BY_OFFICE}.{note}", "Kiểm tra diện tích đất; nếu đúng, ghi lý do ở trang Giải trình.")  # fmt: skip


@check(EMPTY_YEAR, MISSING, reads={StatisticRow: "code year_0"})
def missing_figures(s: Submission, c: Context) -> Iterator[Finding]:
    """An empty year is one finding; this year's other blanks are shown one by one ("nếu có" rows excepted)."""
    sheet = c.figures
    if not sheet.known:
        return
    for year in sheet.years:
        blanks = [code for code in sheet.known if year.figures[code] is None and sheet.sound(code, year)]
        if len(blanks) == len(sheet.known):
            yield EMPTY_YEAR.at(*s.top(StatisticRow, year.field), f"Năm học {year.label} chưa có số liệu nào.", "Điền số liệu; dòng nào không có thì gõ “chưa có”.")  # fmt: skip
        elif year is sheet.years[-1]:
            for code in blanks:
                title = sheet.title(code)
                if _IF_ANY not in title:
                    yield MISSING.at(*sheet.at(code, year), f"“{title}” năm học {year.label} còn để trống.", "Gõ số; 0 nếu thật sự bằng 0; “chưa có” nếu không có số liệu.")  # fmt: skip
