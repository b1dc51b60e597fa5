"""The expiry board as a workbook to print and to hand round. Nobody types in it and no command reads it back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from kdcl_xl.forms.columns import Code, LongText, Ordinal, Row, Text, VnDate, column
from kdcl_xl.forms.form import Edition
from kdcl_xl.law.recognition import Standing
from kdcl_xl.review_year.at_risk import RiskReport
from kdcl_xl.review_year.certificates import BoardLine
from kdcl_xl.workbook.drawing import HEADER_ROW, Canvas, draw_table
from kdcl_xl.workbook.sheets import Sheet, new_book
from kdcl_xl.workbook.styles import ERROR_RED, HINT_BLUE, WARNING_AMBER, Styles


class ExpiryLine(Row, table="tbl_bang_han", sheet="Bảng hạn", heading="BẢNG HẠN CÔNG NHẬN", note="Xếp từ việc gấp nhất. Ngày in trên giấy chứng nhận được dùng trước ngày tính. Công nhận đã có bản mới hơn không kể lại.", tab="result"):  # fmt: skip
    """One certificate that counts."""

    school: Text = column("Trường", width=30, key=True, fixed=True)
    certificate: Text = column("Loại công nhận", width=10, key=True, fixed=True)
    grade: Ordinal | None = column("Cấp độ, mức độ", width=9, fixed=True)
    standing: Text = column("Tình trạng", width=16, fixed=True)
    expires_on: VnDate | None = column("Có giá trị đến", width=12, fixed=True)
    register_by: VnDate | None = column("Mốc đăng ký lại", width=12, fixed=True)
    next_grade: Ordinal | None = column("Bậc tiếp theo", width=8, fixed=True)
    next_from: VnDate | None = column("Sớm nhất từ ngày", width=12, fixed=True)
    next_note: LongText = column("Điều kiện của bậc tiếp theo", width=34, fixed=True)
    remark: LongText = column("Lưu ý", width=34, fixed=True)
    signed_on: VnDate | None = column("Ngày ký", width=12, fixed=True)
    decision: Code = column("Số quyết định", width=18, key=True, fixed=True)
    expiry_source: Text = column("Hạn lấy từ", width=20, fixed=True)
    kind: Text = column("Cấp học", width=13, fixed=True)
    school_id: Code = column("Mã trường", width=13, fixed=True)
    office: Text = column("Đơn vị", width=24, fixed=True)
    row: Ordinal | None = column("Dòng ở trang Kết quả, công nhận", width=12, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class LosingLine(Row, table="tbl_nguy_co_mat_chuan", sheet="Nguy cơ mất chuẩn", heading="TRƯỜNG CÓ NGUY CƠ MẤT CHUẨN QUỐC GIA", note="Dấu hiệu để xem lại, không phải kết luận. Mỗi lý do một dòng.", tab="result"):  # fmt: skip
    """One reason to look at a holder of a national standard again."""

    school: Text = column("Trường", width=30, key=True, fixed=True)
    grade: Ordinal | None = column("Mức độ", width=8, fixed=True)
    expires_on: VnDate | None = column("Có giá trị đến", width=12, fixed=True)
    what: Text = column("Nguy cơ", width=20, key=True, fixed=True)
    detail: LongText = column("Cụ thể", width=48, key=True, fixed=True)
    basis: LongText = column("Căn cứ", width=40, fixed=True)
    school_id: Code = column("Mã trường", width=13, fixed=True)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class BasisLine(Row, table="tbl_can_cu_bang_han", sheet="Căn cứ tính", heading="CĂN CỨ TÍNH", tab="list"):
    """One sentence about how the board was computed."""

    number: Ordinal | None = column("STT", width=6, key=True, fixed=True)
    text: LongText = column("Nội dung", width=110, fixed=True)


_COLOURS = {
    Standing.EXPIRED: ERROR_RED,
    Standing.REGISTER: WARNING_AMBER,
    Standing.EXPIRING: HINT_BLUE,
}
"""Words that get a colour besides; the word alone says the same."""


def board_workbook(
    lines: Iterable[BoardLine], risk: RiskReport, basis: Sequence[str], edition: Edition, subtitle: str
) -> bytes:
    """The three sheets as an .xlsx without a stamp: it is a print, no command takes it for a form of ours."""
    buffer = io.BytesIO()
    book = new_book(buffer, "Bảng hạn công nhận", edition.school_year)
    canvas = Canvas(book, Styles(book), edition, {}, subtitle)
    for model, rows in _rows(lines, risk, basis).items():
        sheet = book.add_worksheet(model.table.sheet, Sheet)
        draw_table(canvas, sheet, model, rows)
        if model is ExpiryLine:
            _colour(canvas, sheet, len(rows))
    book.close()
    return buffer.getvalue()


def _colour(canvas: Canvas, sheet: Sheet, rows: int) -> None:
    """Mark the standings that ask for something."""
    place = [column.field for column in ExpiryLine.columns].index("standing")
    for word, colour in _COLOURS.items():
        shade = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": canvas.book.add_format({"bg_color": colour})}  # fmt: skip
        sheet.conditional_format(HEADER_ROW + 1, place, HEADER_ROW + max(rows, 1), place, shade)


def _rows(lines: Iterable[BoardLine], risk: RiskReport, basis: Sequence[str]) -> dict[type[Row], list[Row]]:
    losing: list[Row] = [
        LosingLine(
            school=one.school, grade=one.grade, expires_on=one.expires_on, what=reason.what, detail=reason.detail,
            basis=reason.basis, school_id=one.school_id, office=one.office, source=reason.source,
        )
        for one in risk.schools
        for reason in one.reasons
    ]  # fmt: skip
    sentences = (*basis, *(f"Nguy cơ mất chuẩn: {text}." for text in risk.computed_from))
    return {
        ExpiryLine: [_expiry_line(line) for line in lines],
        LosingLine: losing,
        BasisLine: [BasisLine(number=n, text=text) for n, text in enumerate(sentences, 1)],
    }


def _expiry_line(line: BoardLine) -> ExpiryLine:
    return ExpiryLine(
        school=line.school, certificate=line.certificate, grade=line.grade, standing=line.standing_said,
        expires_on=line.expiry.on, register_by=line.register_by, next_grade=line.next.grade,
        next_from=line.next.earliest, next_note=line.next.note, remark=line.remark, signed_on=line.signed_on,
        decision=line.decision, expiry_source=line.expiry.source, kind=line.kind, school_id=line.school_id,
        office=line.office, row=line.row, source=line.source,
    )  # fmt: skip
