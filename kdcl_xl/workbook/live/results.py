"""The live sheet "Kết quả": what the answers amount to so far, without any program.

It proposes; the council concludes. What is not assessed is written so, never as 0 or "Không đạt".
"""

from __future__ import annotations

from typing import Any

from kdcl_xl.forms.form import Form
from kdcl_xl.law.levels import assess
from kdcl_xl.workbook.drawing import Canvas, heading, page
from kdcl_xl.workbook.live import figures
from kdcl_xl.workbook.live.grid import put, quoted
from kdcl_xl.workbook.live.results_chart import draw_chart
from kdcl_xl.workbook.live.results_tables import draw_conditions, draw_criteria, draw_standards
from kdcl_xl.workbook.live.workplace import LAST, WIDTHS, Workplace, workplace
from kdcl_xl.workbook.styles import LINE_GREY, MUTED_TEXT, NAVY, PALE_BLUE, WARNING_AMBER, lines_of

_ADVICE = (
    "Trang này tự tính từ trang Đánh giá, không nhập ở đây. "
    "Công thức chỉ đề xuất; Hội đồng tự đánh giá mới là nơi kết luận."
)


SCHOOL_LINE = 'IFERROR(IF(ten_truong="","",ten_truong&IF(ma_truong="",""," (mã trường "&ma_truong&")")),"")'
"""Whose results these are, for the printed page."""


def draw_results(canvas: Canvas, sheet: Any, form: Form) -> None:
    """Draw the sheet and its hidden workings."""
    place = workplace(canvas, sheet)
    for position, width in enumerate(WIDTHS):
        sheet.set_column(position, position, width)
    heading(canvas, sheet, "KẾT QUẢ TỰ ĐÁNH GIÁ", _ADVICE)
    put(sheet, 3, 0, f"={SCHOOL_LINE}", canvas.styles.of(bold=True))
    sheet.set_row(3, 24)
    row = _draw_conclusion(place, 4)
    row = _draw_key_figures(place, row)
    row = _draw_warning(place, row)
    top = row
    row = draw_standards(place, top)
    row = draw_conditions(place, row + 1)
    draw_chart(place, top, row)
    sheet.set_h_pagebreaks([row + 1])
    criteria = row + 1
    end = _draw_notes(place, draw_criteria(place, criteria) + 2)
    page(sheet, f"Kết quả tự đánh giá · {canvas.subtitle}", landscape=True, repeat=criteria + 1)
    sheet.print_area(0, 0, end, LAST)
    sheet.hide_gridlines(2)
    sheet.set_zoom(90)  # the whole width on a small laptop
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _draw_conclusion(place: Workplace, row: int) -> int:
    """The verdict in large letters, and the way to the next level."""
    sheet, styles, word = place.sheet, place.canvas.styles, place.rules.level_word.lower()
    frame = {"border": 1, "border_color": LINE_GREY, "text_wrap": True, "indent": 1}
    large = styles.of(bold=True, font_size=18, font_color=NAVY, bg_color=PALE_BLUE, **frame)
    sheet.merge_range(row, 0, row, 1, "Kết luận đề xuất", styles.of(bold=True, font_color=NAVY, bg_color=PALE_BLUE, **frame))  # fmt: skip
    sheet.merge_range(row, 2, row, LAST, "", large)
    place.figure(row, 2, figures.VERDICT, "=" + _headline(place), large)
    sheet.merge_range(row + 1, 0, row + 1, 1, f"Đến {word} kế tiếp", styles.of(bold=True, **frame))
    sheet.merge_range(row + 1, 2, row + 1, LAST, "", styles.of(**frame))
    put(sheet, row + 1, 2, f"={place.needs.sentence}", styles.of(**frame))
    place.height(row, 2)
    place.height(row + 1, 2)
    if not assess({}, place.rules).unverified:
        return row + 2
    sheet.merge_range(row + 2, 0, row + 2, 1, "Lưu ý", styles.of(bold=True, **frame))
    sheet.merge_range(row + 2, 2, row + 2, LAST, "Có căn cứ chưa đối chiếu với văn bản chính thức, xem ghi chú cuối trang này trước khi ký.", styles.of(bg_color=WARNING_AMBER, **frame))  # fmt: skip
    place.height(row + 2)
    return row + 3


def _headline(place: Workplace) -> str:
    """`Verdict.headline` as a formula."""
    word, school = place.rules.level_word, place.school
    if not school.levels:
        return quoted(f"Chưa đủ căn cứ để xác định {word.lower()}")
    low, high = school.low, school.high
    settled = f'IF({low}>0,"Đạt {word} "&{low},"Không đạt {word.lower()} nào")'
    still_open = (
        f'IF({low}=0,"Chưa xác định: cao nhất có thể là {word} "&{high},'
        f'"Từ {word} "&{low}&" đến {word} "&{high}&", chưa xác định")'
    )
    return f'IF({school.assessed}=0,"Chưa đánh giá",IF({low}={high},{settled},{still_open}))'


def _draw_key_figures(place: Workplace, row: int) -> int:
    """A strip of labels and one of numbers."""
    rules, school, needs = place.rules, place.school, place.needs
    word, indicator = rules.level_word, rules.words.indicator
    states = place.answers.state
    done, total = f"COUNT({states.whole})", f"ROWS({states.whole})"
    if_assessed = f'=IF({school.assessed}=0,"",{{}})' if school.levels else '=""'
    if_aimed = f'=IF({school.target}="","",{{}})' if school.levels else '=""'
    level = f'"{word} "0;;"–"'
    boxes = (
        (figures.ANSWERED, f"Số {indicator} đã đánh giá", f"={done}", "0"),
        (figures.TOTAL, f"Tổng số {indicator}", f"={total}", "0"),
        (figures.LOW, f"{word} thấp nhất", if_assessed.format(school.low), level),
        (figures.HIGH, f"{word} cao nhất có thể", if_assessed.format(school.high), level),
        (figures.TARGET, f"{word} kế tiếp", if_aimed.format(school.target), level),
        (figures.MUST_UNMET, f"{indicator.capitalize()} không đạt*", if_aimed.format(needs.must_unmet), "0"),
        (
            figures.MUST_BLANK,
            f"{indicator.capitalize()} chưa đánh giá*",
            if_aimed.format(needs.must_blank),
            "0",
        ),
    )
    label = place.shown(font_color=MUTED_TEXT, align="center", font_size=11)
    number = {"bold": True, "font_size": 14, "align": "center"}
    place.sheet.merge_range(row, 0, row, 1, "Tiến độ", label)
    place.sheet.merge_range(row + 1, 0, row + 1, 1, "", place.shown(**number))
    # Rounded down: 99,6 % must not read as finished.
    progress = f'="Đã đánh giá "&ROUNDDOWN(100*{done}/MAX(1,{total}),0)&" %"'
    put(place.sheet, row + 1, 0, progress, place.shown(**number))
    for column, (name, title, formula, number_format) in enumerate(boxes, start=2):
        place.sheet.write_string(row, column, title, label)
        place.figure(row + 1, column, name, formula, place.shown(**number, num_format=number_format))
    place.height(row, 2)
    place.height(row + 1, 1.5)
    return row + 2


def _draw_warning(place: Workplace, row: int) -> int:
    """What the sheet "Đánh giá" holds that cannot be counted; blank when there is nothing of the kind."""
    lines, answers = place.lines, place.answers
    known = f"COUNT({answers.line.whole})"
    refused = (
        f"COUNTIF({answers.written.whole},2)-COUNTIFS({answers.written.whole},2,{answers.state.whole},1)"
    )
    counts = (
        (f'COUNTIF({answers.written.whole},"x")', "ô Kết quả ghi khác danh sách"),
        (refused, "chỗ chọn “Không áp dụng” không được phép"),
        (f"SUM({lines.used.whole})-{known}", "dòng thừa, trùng hoặc đã sửa mã"),
        (f"ROWS({answers.line.whole})-{known}", "dòng của mẫu không còn"),
    )
    pieces = "&".join(f'IF({count}>0,"; "&{count}&{quoted(" " + what)},"")' for count, what in counts)
    tests = "+".join(f"({count}>0)" for count, _what in counts)
    style = place.canvas.styles.of(bold=True, font_color="#9C0006")
    text = f'=IF({tests}>0,"Cần xem lại trang Đánh giá: "&MID({pieces},3,300)&". Các chỗ này tính là chưa đánh giá.","")'
    put(place.sheet, row, 0, text, style)
    place.height(row)
    return row + 1


def _draw_notes(place: Workplace, row: int) -> int:
    """What the numbers mean, and which statements of law nobody has checked."""
    indicator, word = place.rules.words.indicator, place.rules.level_word.lower()
    notes = [
        f"* Ở những tiêu chí buộc phải đạt để lên {word} kế tiếp. Ô trống: chưa đánh giá hoặc không còn {word} kế tiếp.",
        f"“Thấp nhất” coi mọi {indicator} chưa đánh giá là không đạt, “cao nhất” coi là đạt; hai số bằng nhau là đã xác định.",
    ]
    doubts = [*assess({}, place.rules).unverified]
    if not place.rules.titles_are_official:
        doubts.append("Tên tiêu chuẩn, tiêu chí là nhãn của chương trình, không phải tên trong thông tư.")
    if doubts:
        notes.append("Lưu ý: " + " ".join(doubts))
    style = place.canvas.styles.of(font_size=11, italic=True, font_color=MUTED_TEXT, text_wrap=True)
    for text in notes:
        place.sheet.merge_range(row, 0, row, LAST, text, style)
        place.height(row, lines_of(text, sum(WIDTHS)))
        row += 1
    return row - 1
