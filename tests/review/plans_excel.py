"""Plans kept in spreadsheets. All schools and people are invented."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from openpyxl.workbook import Workbook


def with_heading() -> bytes:
    """Heading in merged cells, header over two rows, real dates in three formats, signature below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lịch ĐGN"
    for row in (
        ["UBND HUYỆN BÌNH AN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 250/KH-PGDĐT", None, None, None, "Bình An, ngày 05 tháng 9 năm 2024"],
        [],
        ["KẾ HOẠCH"],
        ["Đánh giá ngoài năm học 2024-2025"],
        [],
        ["STT", "Tên trường", "Thời gian đánh giá ngoài", "Đề nghị công nhận", None, "Ghi chú"],
        [None, None, None, "KĐCL", "CQG", None],
        [1, "MN Phong Lan", dt.date(2024, 11, 1), "x", None, None],
        [2, "TH Hùng Vương", dt.date(2024, 12, 9), "x", "x", "=1"],
        [3, "TH Hùng Vương", dt.date(2024, 10, 10), "x", None, None],
        [4, "THCS Hùng Vương", 45748, None, "x", "Chờ quyết định"],
        [],
        [],
        [None, None, None, "TRƯỞNG PHÒNG"],
        [None, None, None, "Tạ Quang Huy"],
    ):
        sheet.append(row)
    sheet["C10"].number_format = "mm/yyyy"
    sheet["C11"].number_format = "dd/mm/yyyy"
    sheet["C12"].number_format = "[$-42A]dd mmmm"
    sheet["F11"].value = "Có 2 điểm trường"
    for area in ("A8:A9", "B8:B9", "C8:C9", "D8:E8", "F8:F9", "A5:F5", "A6:F6"):
        sheet.merge_cells(area)
    return _saved(book)


def sheets_by_level() -> bytes:
    """A sheet for each level and a hidden one of last year; the term ticked, levels asked for in numbers."""
    book = Workbook()
    book.active.title = "Mầm non"
    book.create_sheet("Tiểu học")
    book.create_sheet("Năm trước").sheet_state = "hidden"
    header = ["TT", "Trường", "HK I", "HK II", "KĐCL (cấp độ)", "CQG (mức độ)", "Xã"]
    rows = {
        "Mầm non": [[1, "Trường Búp Sen", "x", None, 1, None, "An Lạc"], [2, "Trường Ánh Sao", None, "x", 2, 1, "An Lạc"]],
        "Tiểu học": [[1, "Trường Phan Bội Châu", None, "x", 2, 1, "Tân Hòa"], [2, "Trường Phan Chu Trinh", "x", None, None, None, "Tân Hòa"]],
        "Năm trước": [[1, "Trường Cũ", "x", None, 1, None, "An Lạc"]],
    }  # fmt: skip
    for name, body in rows.items():
        sheet = book[name]
        sheet.append(["LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2026-2027"])
        sheet.append([])
        sheet.append(header)
        for row in body:
            sheet.append(row)
    return _saved(book)


def stacked() -> bytes:
    """Two tables below each other on one sheet, with other columns between ours; another table that is no schedule."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in (
        ["Lịch đánh giá ngoài đợt 1, năm học 2025-2026"],
        ["Mã trường", "Tên trường", "Hiệu trưởng", "Từ ngày", "Đến ngày", "Đề nghị", "STT"],
        ["7901", "Trường TH Cửu Long", "Vũ Thị Lan", dt.date(2025, 11, 17), dt.date(2025, 11, 19), "KĐCL", 1],
        [
            "7902",
            "Trường THCS Cửu Long",
            "Lâm Văn Tài",
            dt.date(2025, 11, 24),
            dt.date(2025, 11, 26),
            "CQG",
            2,
        ],
        [],
        ["Lịch đánh giá ngoài đợt 2"],
        ["Mã trường", "Tên trường", "Hiệu trưởng", "Từ ngày", "Đến ngày", "Đề nghị", "STT"],
        [
            "7903",
            "Trường MN Cửu Long",
            "Đỗ Thị Hoa",
            dt.date(2026, 3, 2),
            dt.date(2026, 3, 4),
            "KĐCL + CQG",
            3,
        ],
        [],
        ["Hạn nộp báo cáo tự đánh giá"],
        ["STT", "Tên trường", "Hạn nộp"],
        [1, "Trường TH Hậu Giang", "30/5/2026"],
    ):
        sheet.append(row)
    return _saved(book)


def from_until() -> bytes:
    """First and last day in columns of their own under one heading; the second visit ends before it begins."""
    return _schedule(
        ["STT", "Tên trường", "Ngày khảo sát", None, "KĐCL", "CQG"],
        [None, None, "Từ ngày", "Đến ngày", None, None],
        [1, "MN Bông Sen", dt.date(2025, 3, 10), dt.date(2025, 3, 12), "x", None],
        [2, "TH Ngô Quyền", dt.date(2025, 4, 15), dt.date(2025, 4, 12), "x", "x"],
        [3, "THCS Ngô Quyền", "28/12", "02/01/2025", None, "x"],
        [4, "THCS Lý Thái Tổ", None, dt.date(2025, 5, 9), "x", None],
        merged=("A6:A7", "B6:B7", "C6:D6", "E6:E7", "F6:F7"),
    )


def levels_below() -> bytes:
    """The level asked for stands below what it is a level of; one school asks for both at the same number."""
    return _schedule(
        ["STT", "Tên trường", "Thời gian", "KĐCLGD", "Đạt CQG"],
        [None, None, None, "Cấp độ", "Mức độ"],
        [1, "MN Bông Sen", "Tháng 3/2025", 2, 1],
        [2, "TH Ngô Quyền", "Tháng 4/2025", 2, 2],
        [3, "THCS Ngô Quyền", "Tháng 4/2025", 1, None],
        [4, "THCS Lý Thái Tổ", "Tháng 5/2025", None, 2],
        merged=("A6:A7", "B6:B7", "C6:C7"),
    )


def _schedule(*rows: list[object], merged: tuple[str, ...]) -> bytes:
    """A short head, a schedule from row 6 and a signature."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lịch"
    for row in (
        ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO AN HẢI"],
        ["Số: 31/KH-PGDĐT"],
        ["An Hải, ngày 05 tháng 9 năm 2024"],
        ["KẾ HOẠCH"],
        ["Đánh giá ngoài năm học 2024-2025"],
        *rows,
        [],
        ["TRƯỞNG PHÒNG"],
        ["Hồ Thị Mai"],
    ):
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return _saved(book)


def empty() -> bytes:
    """A workbook with one blank sheet."""
    return _saved(openpyxl.Workbook())


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
