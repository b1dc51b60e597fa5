"""The sheet "Phiếu nộp": one A4 page of key figures for the head of the school to sign.

All figures are formulas on what the workbook holds; only the content hash is written by the program when it packs
the workbook (`HASH_CELL`).
"""

from __future__ import annotations

from typing import Any

from kdcl_xl.forms.form import Form, header
from kdcl_xl.forms.self_assessment import SLIP, Evidence, Improvement
from kdcl_xl.law.levels import assess
from kdcl_xl.workbook.drawing import Canvas, page
from kdcl_xl.workbook.live import figures
from kdcl_xl.workbook.live.grid import put, quoted
from kdcl_xl.workbook.live.workplace import define
from kdcl_xl.workbook.styles import FIXED_GREY, MUTED_TEXT, lines_of

HASH_CELL = "phieu_ma_bam"
"""Defined name of the cell for the short hash of the content."""

_WIDTHS = (5, 36, 27, 27)
_LAST = 3
_RULE = "─" * 14
_BLANK = "(chưa ghi)"


def draw_slip(canvas: Canvas, sheet: Any, form: Form) -> None:
    """Draw it."""
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    _draw_letterhead(canvas, sheet)
    row = _draw_title(canvas, sheet, 5)
    row = _draw_figures(canvas, sheet, form, row + 1)
    row = _draw_signatures(canvas, sheet, row + 1)
    page(sheet, f"Phiếu nộp · {canvas.subtitle}", landscape=False)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, row, _LAST)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _merged(canvas: Canvas, sheet: Any, row: int, columns: tuple[int, int], text: str, **look: Any) -> None:
    """A text or formula centred over some columns."""
    style = canvas.styles.of(**{"align": "center", "text_wrap": True, **look})
    sheet.merge_range(row, columns[0], row, columns[1], "", style)
    put(sheet, row, columns[0], text, style)


def _draw_letterhead(canvas: Canvas, sheet: Any) -> None:
    """Unit and school on the left, quốc hiệu and tiêu ngữ on the right (Nghị định 30/2020/NĐ-CP)."""
    left, right = (0, 1), (2, _LAST)
    unit = f'=IF(co_quan_quan_ly="",{quoted("(CƠ QUAN QUẢN LÝ TRỰC TIẾP)")},UPPER(co_quan_quan_ly))'
    school = f'=IF(ten_truong="",{quoted("(TÊN TRƯỜNG)")},UPPER(ten_truong))'
    _merged(canvas, sheet, 0, left, unit, valign="bottom")
    _merged(canvas, sheet, 0, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, valign="bottom")
    _merged(canvas, sheet, 1, left, school, bold=True, valign="top")
    _merged(canvas, sheet, 1, right, "Độc lập - Tự do - Hạnh phúc", bold=True, font_size=13, valign="top")
    _merged(canvas, sheet, 2, left, _RULE, font_size=8, valign="top")
    _merged(canvas, sheet, 2, right, _RULE + "─" * 8, font_size=8, valign="top")
    _merged(canvas, sheet, 3, left, "Số: ………… /…………")
    _merged(canvas, sheet, 3, right, "……………, ngày …… tháng …… năm ………", italic=True)
    for row, height in enumerate((36, 36, 14, 20)):
        sheet.set_row(row, height)


def _draw_title(canvas: Canvas, sheet: Any, row: int) -> int:
    whole = (0, _LAST)
    _merged(canvas, sheet, row, whole, "PHIẾU NỘP KẾT QUẢ TỰ ĐÁNH GIÁ", bold=True, font_size=16)
    _merged(canvas, sheet, row + 1, whole, f"Năm học {canvas.edition.school_year}", bold=True, font_size=13)
    _merged(canvas, sheet, row + 2, whole, f'="Kính gửi: "&IF(co_quan_quan_ly="",{quoted("………………………")},co_quan_quan_ly)', font_size=13)  # fmt: skip
    for offset, height in enumerate((26, 20, 28)):
        sheet.set_row(row + offset, height)
    return row + 3


def _figures(canvas: Canvas, form: Form) -> list[tuple[str, str, str]]:
    """Label, formula and number format of every line."""
    edition, rules = canvas.edition, canvas.edition.rules
    word, indicator = rules.level_word, rules.words.indicator
    evidence = f"{Evidence.table.name}[{header(Evidence.column('title'), edition)}]"
    improvement = Improvement.table.name
    source = f"{improvement}[{header(Improvement.column('source_year'), edition)}]"
    measure = f"{improvement}[{header(Improvement.column('measure'), edition)}]"

    def measures(year: object) -> str:
        return f'COUNTIFS({source},"{year}",{measure},"<>")'

    def given(name: str, shown: str = "") -> str:
        return f'=IF({name}="","{_BLANK}",{shown or name})'

    plan = f'={measures(edition.school_year)}&" giải pháp đề xuất; "&{measures(edition.school_year.shift(-1))}&" giải pháp đang thực hiện"'
    done = f'={figures.ANSWERED}&"/"&{figures.TOTAL}&" ("&ROUNDDOWN(100*{figures.ANSWERED}/{figures.TOTAL},0)&" %)"'
    purpose = 'dk_muc_dich&IF(dk_muc="","",", đề nghị cấp độ/mức độ "&dk_muc)'
    return [
        ("Trường", given("ten_truong"), "General"),
        ("Mã trường", given("ma_truong"), "General"),
        (
            "Loại trường, phạm vi đánh giá",
            given("loai_truong", 'loai_truong&IF(pham_vi="",""," · "&pham_vi)'),
            "General",
        ),
        ("Bộ tiêu chuẩn", f"{rules.short_title} (số {rules.number})", "General"),
        ("Lần nộp", given("lan_nop"), "0"),
        ("Ngày phê duyệt báo cáo", given("ngay_phe_duyet"), "dd/mm/yyyy"),
        (f"{indicator.capitalize()} đã đánh giá", done, "General"),
        (f"{word} do sổ đề xuất", f"={figures.VERDICT}", "General"),
        (
            f"{word} nhà trường tự xác định",
            given("dk_muc_tu_danh_gia", f'"{word} "&dk_muc_tu_danh_gia'),
            "General",
        ),
        ("Minh chứng trong danh mục", f'=COUNTA({evidence})&" minh chứng"', "General"),
        ("Kế hoạch cải tiến chất lượng", plan, "General"),
        ("Mục đích đăng ký", given("dk_muc_dich", purpose), "General"),
        ("Tên tệp nộp kèm", f"={file_name(form, str(edition.school_year))}", "General"),
    ]


def file_name(form: Form, school_year: str) -> str:
    """The name to send the workbook under, as a formula: <mã trường>_<mẫu>_<năm học>_L<lần>.xlsx."""
    return (
        f'IF(ma_truong="","<mã trường>",ma_truong)&"_{form.id}_{school_year}_L"'
        '&IF(lan_nop="","<lần>",lan_nop)&".xlsx"'
    )


def _draw_figures(canvas: Canvas, sheet: Any, form: Form, row: int) -> int:
    styles = canvas.styles
    sheet.write_string(row, 0, "TT", styles.header())
    sheet.write_string(row, 1, "Nội dung", styles.header())
    sheet.merge_range(row, 2, row, _LAST, "Nhà trường báo cáo", styles.header())
    sheet.set_row(row, 22)
    number = 0
    for number, (label, formula, number_format) in enumerate(_figures(canvas, form), start=1):
        strong = formula == f"={figures.VERDICT}"
        value = styles.shown(indent=1, align="left", num_format=number_format, bold=strong)
        row += 1
        sheet.write_number(row, 0, number, styles.shown(align="center"))
        sheet.write_string(row, 1, label, styles.shown(indent=1))
        sheet.merge_range(row, 2, row, _LAST, "", value)
        put(sheet, row, 2, formula, value)
        long = strong or (not formula.startswith("=") and lines_of(formula, sum(_WIDTHS[2:])) > 1)
        sheet.set_row(row, 36 if long else 23)
    row += 1
    empty = styles.shown(indent=1, num_format="@", bg_color=FIXED_GREY)
    sheet.write_number(row, 0, number + 1, styles.shown(align="center"))
    sheet.write_string(row, 1, "Mã nội dung tệp (chương trình ghi)", styles.shown(indent=1))
    sheet.merge_range(row, 2, row, _LAST, "", empty)
    define(canvas, HASH_CELL, SLIP, row, 2)
    sheet.set_row(row, 23)
    return row + 1


def _draw_signatures(canvas: Canvas, sheet: Any, row: int) -> int:
    """The promise, the places for signatures, and what nobody has checked. Returns the last row."""
    words = canvas.edition.rules.words
    promise = (
        f"{words.school} chịu trách nhiệm về tính trung thực, chính xác của số liệu và minh chứng trong tệp nộp kèm "
        "phiếu này. Mức nêu trên do công thức của sổ đề xuất; Hội đồng tự đánh giá đã xem xét trước khi trình ký."
    )
    _merged(canvas, sheet, row, (0, _LAST), promise, align="left", valign="top")
    sheet.set_row(row, 50)
    row += 1
    left, right = (0, 1), (2, _LAST)
    _merged(canvas, sheet, row, left, "NGƯỜI LẬP BIỂU", bold=True)
    _merged(canvas, sheet, row, right, words.head.upper(), bold=True)
    _merged(canvas, sheet, row + 1, left, "(Ký, ghi rõ họ tên)", italic=True)
    _merged(canvas, sheet, row + 1, right, "(Ký, ghi rõ họ tên, đóng dấu)", italic=True)
    sheet.set_row(row + 2, 84)
    _merged(canvas, sheet, row + 3, left, '=IF(nguoi_lap="","",nguoi_lap)', bold=True)
    _merged(canvas, sheet, row + 3, right, '=IF(nguoi_dung_dau="","",nguoi_dung_dau)', bold=True)
    row += 3
    doubts = " ".join(assess({}, canvas.edition.rules).unverified)
    if doubts:
        row += 2
        _merged(canvas, sheet, row, (0, _LAST), f"Lưu ý: {doubts}", align="left", font_size=10, italic=True, font_color=MUTED_TEXT)  # fmt: skip
        sheet.set_row(row, 14 * lines_of(doubts, sum(_WIDTHS) * 1.15) + 4)
    return row
