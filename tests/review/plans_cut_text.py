"""Plans in plain text and spreadsheets with groups between their rows and cells over two lines. All names are invented."""

from __future__ import annotations

import io

from openpyxl.workbook import Workbook

from tests.review.plans_offices_text import text

_ON_LINES = (
    "III. Lịch đánh giá ngoài",
    "STT",
    "Tên trường",
    "Thời gian đánh giá ngoài",
    "KĐCL",
    "CQG",
    "Ghi chú",
)
_HEADS = ["STT", "Tên trường", "Thời gian ĐGN", "KĐCL", "CQG"]


def groups_on_lines() -> bytes:
    """Every cell on its line; the levels between the rows on two lines with blank cells, on one, or without a number."""
    return text(
        *_ON_LINES,
        *("I", "Mầm non", "", "", "", ""),
        *("1", "Sen Xanh", "Tháng 11/2024", "X", "", ""),
        *("2", "Thủy Tiên", "Tuần 3, tháng 11/2024", "X", "X", "Có 2 cơ sở"),
        *("II. TIỂU HỌC", "", ""),
        *("3", "Thái Bình", "10/3/2025", "", "X", ""),
        "Trung học cơ sở",
        *("4", "Thái Sơn", "Tháng 4/2025", "X", "X", ""),
        "IV. Tổ chức thực hiện",
        "Các trường thực hiện nghiêm túc.",
    )


def times_on_two_lines() -> bytes:
    """Every cell on its line, the time on two: "Ngày 09-10" alone would be the ninth of October."""
    return text(
        *("III. LỊCH", "STT", "Tên trường", "Thời gian", "ĐGN", "Đề nghị", "Ghi chú"),
        *("1", "Trường MN Hoa Lĩnh", "Tuần 2", "tháng 11/2024", "KĐCL cấp độ 2", ""),
        *("2", "Trường TH Đồng Lĩnh", "Ngày 09-10", "tháng 12/2024", "KĐCL cấp độ 2, CQG mức độ 1", "Mời Sở"),
        *("3", "Trường THCS Trần Lĩnh", "Tháng 3/2025", "CQG mức độ 2", ""),
        *("", "IV. Tổ chức thực hiện"),
    )


def names_on_two_lines() -> bytes:
    """Columns on spaces, the time beside the second line of the name: the row is still one."""
    return text(
        "LỊCH ĐÁNH GIÁ NGOÀI",
        "STT   Tên trường                   Thời gian           KĐCL   CQG",
        "1     Trường Mầm non tư thục       Tháng 11/2024       x",
        "      Hoa Lĩnh",
        "2     Trường Tiểu học",
        "      Kim Lĩnh                     Tháng 12/2024       x      x",
        "3     Trường PTDTBT THCS",
        "      Trần Lĩnh                    12-14/3/2025               x",
        "      (điểm trường chính)",
        "Các trường thực hiện.",
    )


def months_between_tabs() -> bytes:
    """Months between the rows, one right below the headers; further down rows behind a page's end, far from the table."""
    rows = ("1\tMN Hoa Lĩnh\tKĐCL", "2\tTrường PTDTBT Tiểu học\tKĐCL, CQG", "\tNậm Lĩnh\t")
    return text(
        *("LỊCH ĐÁNH GIÁ NGOÀI", "STT\tTên trường\tĐề nghị", "Tháng 11/2024", *rows, "Tháng 3/2025"),
        *(
            "3\tTH Kim Lĩnh\tCQG",
            "",
            "",
            "",
            "",
            "",
            "",
            "Trang 2 của kế hoạch",
            "",
            "",
            "4\tTHCS Trần Lĩnh\tKĐCL",
        ),
    )


def records_over_lines() -> bytes:
    """A file of separated values: quotation marks hold line ends, marks and the separator."""
    return text(
        *(
            "STT;Tên trường;Thời gian ĐGN;KĐCL;CQG;Ghi chú",
            '1;"MN Hoa Lĩnh',
            '(điểm chính)";Tháng 11/2024;x;;',
        ),
        *(
            '2;TH Kim Lĩnh;"Tuần 2;',
            'tháng 12/2024";x;x;',
            '3;THCS Trần Lĩnh;12/3/2025;;x;"Đánh giá ""lại"""',
        ),
    )


def run_together_on_two_lines() -> bytes:
    """Copied out of a PDF, rows that go on below: in the name, in the time; one row without a time."""
    return text(
        *("LỊCH ĐÁNH GIÁ NGOÀI", "STT Tên trường Thời gian KĐCL CQG", "1 Trường Mầm non tư thục Ngôi Sao"),
        *("Nhỏ Tháng 11 / 2024 X X", "2 Trường Tiểu học Kim Lĩnh X X", "3 Trường THCS Trần Lĩnh Từ 12/3 đến"),
        *("14/3/2025 X X", "4 Trường THCS Trần Sơn Trước 15/4/2025 X X"),
    )


def bars_with_escapes() -> bytes:
    """A table of Markdown as programs export it: line ends as <br>, signs behind a backslash."""
    return text(
        *("| STT | Tên trường | Thời gian ĐGN | KĐCL | CQG |", "| :---: | :---- | :---: | :---: | :---: |"),
        "| 1 | Trường MN<br>Hoa Lĩnh | Tuần 2<br>tháng 11/2024 | x |  |",
        "| 2 | **TH Kim Lĩnh** | 12\\-14/3/2025 | x | x |",
    )


def months_on_lines() -> bytes:
    """Every cell on its line, no column of times: the months stand between the rows."""
    return text(
        *("III. Lịch đánh giá ngoài", "STT", "Tên trường", "KĐCL", "CQG", "Tháng 11/2024"),
        *(
            "1",
            "MN Hoa Lĩnh",
            "X",
            "",
            "2",
            "TH Kim Lĩnh",
            "X",
            "X",
            "Tháng 3/2025",
            "3",
            "MN Bé Lĩnh",
            "X",
            "",
        ),
        *("", "IV. Tổ chức thực hiện"),
    )


def blocks_of_levels() -> bytes:
    """Two tables on one sheet, the level of each in the line above it, the columns in another order."""
    return _saved(
        ["I. CẤP MẦM NON"],
        _HEADS,
        [1, "Hoa Lĩnh", "Tháng 11/2024", "x"],
        [],
        ["II. CẤP TIỂU HỌC"],
        ["STT", "Thời gian ĐGN", "Tên trường", "CQG", "KĐCL"],
        [1, "Tháng 12/2024", "Kim Lĩnh", "x"],
        [],
        ["", "", "", "TRƯỞNG PHÒNG"],
        ["", "", "", "Trần Văn Minh"],
    )


def tasks_below() -> bytes:
    """Numbered tasks between tabs below the schedule, one of a school: they are of the next section."""
    return text(
        *("II. Lịch đánh giá ngoài", "STT\tTên trường\tThời gian\tKĐCL", "1\tMN Hoa Lĩnh\tTháng 11/2024\tx"),
        *("2\tTH Kim Lĩnh\tTháng 12/2024\tx", "", "IV. Tổ chức thực hiện"),
        *("1.\tTrường MN Hoa Lĩnh\tchuẩn bị phòng họp", "2.\tCác trường\tnộp hồ sơ trước 45 ngày"),
    )


def open_column_between() -> bytes:
    """Two tables side by side, an open column between them, over each what it is for."""
    return _saved(
        ["KĐCLGD", "", "", "", "CHUẨN QUỐC GIA", "", ""],
        ["STT", "Tên trường", "Thời gian", "", "STT", "Tên trường", "Thời gian"],
        [1, "MN Hoa Lĩnh", "Tháng 11/2024", "", 1, "THCS Trần Lĩnh", "Tháng 3/2025"],
        [2, "TH Kim Lĩnh", "Tháng 12/2024"],
        merged=("A3:C3", "E3:G3"),
    )


def months_below_one_header() -> bytes:
    """ "Tháng" stands alone over 11, 12, 3, a line above the other headers; the marks are TRUE and FALSE."""
    return _saved(
        ["", "", "Tháng"],
        ["STT", "Tên trường", 11, 12, 3, "KĐCL", "CQG"],
        [1, "MN Hoa Lĩnh", True, False, False, True, False],
        [2, "TH Kim Lĩnh", False, True, False, True, True],
        [3, "THCS Trần Lĩnh", False, False, True, False, True],
        merged=("C3:E3",),
    )


def group_below_blank_rows() -> bytes:
    """Blank rows between the levels, two of them before the last; below it remarks that name a school, and who signed."""
    return _saved(
        _HEADS,
        ["I", "MẦM NON"],
        [1, "Hoa Lĩnh", "Tháng 11/2024", "x"],
        [],
        ["II", "TIỂU HỌC"],
        [1, "Kim Lĩnh", "Tháng 12/2024", "x", "x"],
        [],
        [],
        ["III", "TRUNG HỌC CƠ SỞ"],
        [1, "Trần Lĩnh", "12/3/2025", "", "x"],
        ["", "Ghi chú: - Các trường nộp hồ sơ trước 45 ngày."],
        ["", "         - Trường TH Kim Lĩnh bố trí phòng họp."],
        [],
        ["", "NGƯỜI LẬP BIỂU", "", "TRƯỞNG PHÒNG"],
        ["", "Lê Thị Hòa", "", "Trần Văn Minh"],
    )


def _saved(*rows: list[object], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Lịch"
    for row in (
        ["Số: 15/KH-PGDĐT, ngày 05 tháng 9 năm 2024"],
        ["LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2024-2025"],
        *rows,
    ):
        sheet.append([value if value != "" else None for value in row])
    for area in merged:
        sheet.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
