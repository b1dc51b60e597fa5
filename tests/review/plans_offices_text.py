"""Plans of other offices in plain text, and two in spreadsheets. All schools and people are invented."""

from __future__ import annotations

import io

from openpyxl.workbook import Workbook

_HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO ĐÔNG LĨNH
Số: 10/KH-PGDĐT
Đông Lĩnh, ngày 9 tháng 8 năm 2024

KẾ HOẠCH
Công tác kiểm định chất lượng giáo dục năm học 2024-2025

"""
_TAIL = "\nTRƯỞNG PHÒNG\n\nLê Văn Tư\n"


def text(*lines: str) -> bytes:
    return (_HEAD + "\n".join(lines) + "\n" + _TAIL).encode()


def names_of_people() -> bytes:
    """Schools called after people whose names begin like a time or a request: Quý, Đoàn, Công, Trường, Đề."""
    return text(
        "2. Đánh giá ngoài",
        "- Tháng 11/2024: đánh giá ngoài 02 trường TH Lê Quý Đôn, THCS Nguyễn Công Trứ.",
        "- Tháng 12/2024: MN Đoàn Thị Điểm (KĐCLGD cấp độ 1), THCS Đề Thám (KĐCLGD cấp độ 2).",
        "- Tháng 3/2025: TH Trường Chinh (KĐCLGD cấp độ 1), THCS Thanh Trường Đề nghị công nhận CQG.",
    )


def blocks() -> bytes:
    """A school and, below it, what is said of it; the last line is of other work."""
    return text(
        "Lịch đánh giá ngoài cụ thể:",
        "1. Trường Mầm non Hướng Dương",
        "- Thời gian: ngày 12/11/2024",
        "- Địa chỉ: thôn Đông",
        "- Đề nghị: KĐCLGD cấp độ 2; CQG mức độ 1",
        "2. Trường Tiểu học Trưng Vương",
        "- Thời gian: ngày 10/12/2024",
        "- Đề nghị: KĐCLGD cấp độ 1",
        "3. Trường THCS Trưng Vương",
        "4. Tổ chức thực hiện",
        "- Tháng 5/2025: tổng hợp kết quả KĐCLGD",
    )


def bare_names() -> bytes:
    """Names without a level, one an item, below the heading of their level."""
    return text(
        "Lịch đánh giá ngoài:",
        "* Mầm non:",
        "- Sơn Ca (tháng 11/2024)",
        "- Vành Khuyên (tháng 12/2024)",
        "* Tiểu học:",
        "- Kim Đồng (tháng 3/2025)",
    )


def header_of_two_lines() -> bytes:
    """Cells on lines of their own; a column that is not ours, and KĐCLGD, CQG of a group behind the other headers."""
    return text(
        "III. LỊCH ĐÁNH GIÁ NGOÀI",
        *("TT", "Tên trường", "Địa chỉ", "Thời gian", "Đề nghị công nhận", "Ghi chú", "", "KĐCLGD", "CQG", "", ""),
        *("1", "Trường MN Bình Minh", "Thị trấn Bích Lĩnh", "Tuần 3/11/2024", "x", "", "Đánh giá lại", ""),
        *("2", "Trường TH Hồng Thái", "Xã Hồng Lĩnh", "Tuần 1/12/2024", "x", "x", "", ""),
        *("3", "Trường THCS Hồng Thái", "Xã Hồng Lĩnh", "Tuần 2/3/2025", "", "x", "Sửa phòng bộ môn trước 02/2025", ""),
    )  # fmt: skip


def spaces_and_slashes() -> bytes:
    """Columns kept apart by spaces, numbers written "1/", a name that goes on below."""
    return text(
        "LỊCH ĐÁNH GIÁ NGOÀI",
        "TT     Tên trường                      Thời gian        KĐCL    CQG",
        "                                       đánh giá ngoài",
        "1/     Trường Phổ thông dân tộc        Tháng 10/2024    x",
        "       bán trú Tiểu học Nậm Cắn",
        "2/     TH Tân An                       Tháng 11/2024    x       x",
    )


def levels_run_together() -> bytes:
    """Copied out of a PDF: single spaces, levels between the rows, numbers that begin again."""
    return text(
        "LỊCH ĐÁNH GIÁ NGOÀI",
        "STT Tên trường Thời gian KĐCL CQG",
        "I. MẦM NON",
        "1 Hướng Dương Tháng 10/2024 X X",
        "2 MN Sơn Ca Tháng 11/2024 X X",
        "II. TIỂU HỌC",
        "1 TH Lê Văn Tám Tháng 12/2024 X X",
    )


def ones_in_months() -> bytes:
    """A matrix of months marked with 1, summed below; a row a filter hides, a column folded away."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lịch"
    for row in (
        ["LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2025-2026"],
        [],
        ["TT", "Tên trường", "Cấp học", "T10", "T11", "T12", "T3"],
        [1, "Hoa Lan", "MN", None, 1, None, None],
        [2, "Trần Phú", "TH", None, None, 1, None],
        [3, "Trần Phú", "THCS", None, None, None, 1],
        ["Tổng", None, None, 0, 1, 1, 1],
    ):
        sheet.append(row)
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["C"].hidden = True
    return _saved(book)


def months_as_sheets() -> bytes:
    """A sheet for every month, none with a column of times."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in (
        ("Tháng 10-2024", (["1", "MN Hoa Cúc", "x", None], ["2", "TH Hoa Cúc", "x", "x"])),
        ("Tháng 12-2024", (["1", "THCS Hoa Cúc", "x", None],)),
    ):
        sheet = book.create_sheet(title)
        sheet.append(["DANH SÁCH TRƯỜNG ĐÁNH GIÁ NGOÀI"])
        sheet.append(["TT", "Tên trường", "KĐCL", "CQG"])
        for row in rows:
            sheet.append(row)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
