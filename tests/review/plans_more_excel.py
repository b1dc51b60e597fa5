"""More plans in spreadsheets. All schools and people are invented."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl.workbook import Workbook


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def dated_columns() -> bytes:
    """The months of the columns are real dates shown as "mm/yyyy"; ticks, days in the cells, a grand total below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "KH ĐGN 26-27"
    sheet.append(["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN GIA VIỄN BẮC"])
    sheet.append(["Số: 118/KH-PGDĐT, ngày 20 tháng 8 năm 2026"])
    sheet.append(["LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2026-2027"])
    sheet.append([])
    sheet.append(
        ["TT", "Tên trường", dt.date(2026, 10, 1), dt.date(2026, 11, 1), dt.date(2027, 3, 1), "Mục đích"]
    )
    for cell in ("C5", "D5", "E5"):
        sheet[cell].number_format = "mm/yyyy"
    sheet.append([1, "MN Gia Hòa", "x", None, None, "KĐCL"])
    sheet.append([2, "TH Gia Hòa", None, "12-13", None, "KĐCL&CQG"])
    sheet.append([3, "THCS Gia Hòa", None, None, "x", "CQG"])
    sheet.append([None, "Cộng", 1, 1, 1, None])
    return _saved(book)


def many_sheets() -> bytes:
    """The schedule on the second sheet, merged times, real dates and text dates mixed, sheets of other things around it."""
    book = Workbook()
    schools = book.active
    schools.title = "DS trường"
    for row in (
        ["STT", "Tên trường", "Địa chỉ", "Số lớp", "Năm thành lập"],
        [1, "Trường MN Hải An", "Thôn 1", 12, 1998],
        [2, "Trường TH Hải An", "Thôn 2", 20, 1975],
    ):
        schools.append(row)
    plan = book.create_sheet("Lịch")
    for row in (
        ["KẾ HOẠCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2026-2027", None, None, None, None, None],
        ["(Kèm theo Kế hoạch số 77/KH-UBND ngày 28/8/2026 của UBND xã Hải An)"],
        [],
        ["STT", "Tên trường", "Ngày ĐGN", "Hồ sơ gửi trước", "KĐCL", "CQG"],
        [None, "I. Mầm non"],
        [1, "Trường MN Hải An", dt.datetime(2026, 11, 16), dt.date(2026, 9, 30), True, False],
        [2, "Trường MN Hải Bình", None, dt.date(2026, 9, 30), True, True],
        [None, "II. Tiểu học"],
        [3.0, "Trường TH Hải An", "tháng 3/2027", "15.1.2027", "X", None],
        [4, "Trường TH Hải Bình", 46460, None, None, "X"],
    ):
        plan.append(row)
    plan.merge_cells("A1:F1")
    plan.merge_cells("C6:C7")
    plan["C6"].number_format = "dd/mm/yyyy"
    panel = book.create_sheet("Đoàn ĐGN")
    for row in (
        ["STT", "Họ tên", "Đơn vị", "Đoàn", "Thời gian tập huấn"],
        [1, "Bùi Thị Hà", "Trường MN Hải An", "Đoàn 1", "10/2026"],
        [2, "Lý Văn Thái", "Trường TH Hải An", "Đoàn 2", "10/2026"],
    ):
        panel.append(row)
    return _saved(book)


def without_number_column() -> bytes:
    """Two header rows, no numbers, request and level in one cell, dates as text with weekdays; a blank row between."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in (
        ["Đơn vị: Phòng GD&ĐT TP. Đông Phú"],
        ["DỰ KIẾN LỊCH LÀM VIỆC CỦA CÁC ĐOÀN ĐÁNH GIÁ NGOÀI - NH 2026-2027"],
        ["Tên CSGD", "Loại hình", "Lịch làm việc", None, "Đề nghị cấp có thẩm quyền công nhận"],
        [None, None, "Khảo sát sơ bộ", "Khảo sát chính thức", None],
        [
            "Trường MN Ánh Dương",
            "Tư thục",
            "Thứ Hai, 02/11/2026",
            "Thứ Hai, Thứ Ba 16-17/11/2026",
            "KĐCLGD cấp độ 1",
        ],
        [
            "Trường TH Đông Phú",
            "Công lập",
            "Thứ Ba, 03/11/2026",
            "18, 19/11/2026",
            "KĐCLGD cấp độ 2; CQG mức độ 1",
        ],
        [],
        ["Trường THCS Đông Phú", "Công lập", "04/11/2026", "Chưa có lịch", "CQG mức độ 2"],
    ):
        sheet.append(row)
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:E4"):
        sheet.merge_cells(area)
    return _saved(book)
