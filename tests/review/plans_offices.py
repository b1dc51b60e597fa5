"""Plans of other offices in Word: tables that lie another way, sums and remarks between rows. All names are invented.

In the rows "<" lengthens the cell to its left, "^" the one above.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.review import word

_Rows = Sequence[Sequence[str]]
HEADS = ["TT", "Tên trường", "Thời gian ĐGN", "KĐCL", "CQG"]


def plan(number: int, *parts: str | _Rows, year: str = "2024-2025", day: str = "9 tháng 8 năm 2024") -> bytes:
    d = word.new()
    word.head(
        d, "UBND HUYỆN ĐÔNG LĨNH", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", f"Số: {number}/KH-PGDĐT", f"Đông Lĩnh, ngày {day}"
    )  # fmt: skip
    word.text(d, "KẾ HOẠCH", f"Đánh giá ngoài năm học {year}")
    for part in parts:
        if isinstance(part, str):
            word.text(d, part)
        else:
            word.table(d, *_merged(part))
    word.end(d, "TRƯỞNG PHÒNG", "Nguyễn Văn Bình")
    return word.saved(d)


def _merged(rows: _Rows) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    texts = [["" if text in ("<", "^") else text for text in row] for row in rows]
    ranges = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right = next((n for n in range(c + 1, len(row)) if row[n] != "<"), len(row)) - 1
            below = next((n for n in range(r + 1, len(rows)) if rows[n][c] != "^"), len(rows)) - 1
            if (below, right) != (r, c):
                ranges.append((r, c, below, right))
    return texts, ranges


def on_its_side() -> bytes:
    """A table on its side: the schools stand across, the headers down."""
    return plan(
        101,
        "Lịch đánh giá ngoài các trường:",
        [
            ["Trường", "Trường MN Hoa Phượng", "Trường TH Ba Đình", "Trường THCS Ngọc Trạo"],
            ["Thời gian đánh giá ngoài", "12/11/2024", "10/12/2024", "18/3/2025"],
            ["Đề nghị KĐCLGD", "x", "x", "x"],
            ["Đề nghị CQG", "x", "", "x"],
        ],
    )


def side_by_side() -> bytes:
    """The same headers twice side by side; the right table goes on with the numbers of the left."""
    return plan(
        102,
        [
            ["TT", "Trường", "Thời gian ĐGN", "TT", "Trường", "Thời gian ĐGN"],
            ["1", "MN Hoa Đào", "Tháng 10/2024", "4", "TH Quang Trung", "Tháng 2/2025"],
            ["2", "MN Sơn Ca", "Tháng 11/2024", "5", "THCS Quang Trung", "Tháng 3/2025"],
            ["3", "TH Lam Sơn", "Tháng 12/2024", "", "", ""],
        ],
    )


def calendar_by_level() -> bytes:
    """A calendar with a column for each level; the names stand without it, two in one cell."""
    return plan(
        103,
        "Lịch đánh giá ngoài",
        [
            ["Thời gian", "Mầm non", "Tiểu học", "THCS"],
            ["Tháng 11/2024", "Hoa Mai", "Lê Lai", ""],
            ["Tháng 12/2024", "- Sơn Ca\n- Vành Khuyên", "", "Lê Lợi"],
            ["Cộng", "3", "1", "1"],
        ],
    )


def sums_and_remarks() -> bytes:
    """Sums below each level over merged cells, rows left open, remarks across the table that name schools."""
    return plan(
        104,
        [
            HEADS,
            ["1", "MN Bắc Sơn", "Tháng 11/2024", "x", ""],
            ["2", "MN Nam Sơn (*)", "Tháng 11/2024", "x", "x"],
            ["Cộng mầm non: 2 trường", "<", "<", "2", "1"],
            ["Lưu ý: Trường TH Bắc Sơn sáp nhập từ 01/01/2025", "<", "<", "<", "<"],
            ["3", "TH Bắc Sơn", "Tháng 4/2025", "x", ""],
            ["4", "THCS Bắc Sơn", "Tháng 4/2025", "x", ""],
            ["...", "...", "...", "...", "..."],
            ["Cộng tiểu học: 2 trường", "<", "<", "1", "0"],
            ["Tổng cộng: 4 trường", "<", "<", "4", "1"],
            ["(*) Trường có hai cơ sở; đoàn làm việc tại cơ sở 1.", "<", "<", "<", "<"],
        ],
    )


def counted_groups() -> bytes:
    """Levels between the rows with their counts below the ticks; two ways to write a number; a jump."""
    return plan(
        105,
        [
            HEADS,
            ["A", "Mầm non", "", "2", "1"],
            ["01.", "MN Hoa Hồng", "Tháng 10/2024", "x", "x"],
            ["02/", "MN Hoa Lan", "Tháng 11/2024", "x", ""],
            ["B", "Tiểu học", "", "2", "0"],
            ["(1)", "TH Hoa Lư", "Tháng 12/2024", "x", ""],
            ["3)", "TH Hoa Sơn", "Tháng 12/2024", "x", ""],
        ],
    )


def units_and_levels() -> bytes:
    """A Sở's table: wards between the rows, levels below each ward, names without a level."""
    return plan(
        106,
        [
            HEADS,
            ["I", "UBND PHƯỜNG TÂN LĨNH", "<", "<", "<"],
            ["", "Mầm non", "", "", ""],
            ["1", "Hoa Sen", "Tháng 11/2025", "x", ""],
            ["", "Tiểu học", "", "", ""],
            ["2", "Lê Lợi", "Tháng 12/2025", "x", ""],
            ["II", "XÃ MỸ QUÝ ĐÔNG", "<", "<", "<"],
            ["1", "Hoa Mai", "Tháng 3/2026", "x", ""],
            ["2", "Trường THCS Lê Lai", "Tháng 4/2026", "x", "x"],
        ],
        year="2025-2026",
        day="05 tháng 9 năm 2025",
    )


def unit_column() -> bytes:
    """ "Đơn vị" is the ward, "Tên trường" the school; the visit is called "Đoàn làm việc" beside two deadlines."""
    return plan(
        107,
        [
            [
                "STT",
                "Đơn vị",
                "Tên trường",
                "Nộp hồ sơ về xã",
                "Nộp hồ sơ về Sở",
                "Đoàn làm việc",
                "KĐCL",
                "CQG",
            ],
            ["1", "Phường Tân Lĩnh", "MN Sen Hồng", "01/9/2025", "15/9/2025", "03-04/12/2025", "x", ""],
            ["2", "nt", "TH Sen Hồng", "01/10/2025", "15/10/2025", "10-11/12/2025", "x", "x"],
            ["3", "Xã An Châu Thượng", "THCS Sen Hồng", "05/01/2026", "15/01/2026", "Tháng 3/2026", "x", ""],
        ],
        year="2025-2026",
        day="05 tháng 8 năm 2025",
    )


def roadmap() -> bytes:
    """Several years ahead: a school year is no time of a visit, two of them are said."""
    return plan(
        108,
        "Lộ trình thẩm định, công nhận đạt chuẩn quốc gia:",
        [
            ["STT", "Tên trường", "Lộ trình đạt chuẩn quốc gia", "<", "<"],
            ["^", "^", "2026-2027", "2027-2028", "2028-2029"],
            ["1", "Trường MN Hương Đông", "x", "", ""],
            ["2", "Trường TH Hương Xuân", "", "x", ""],
            ["3", "Trường THCS Hương Toàn", "MĐ1", "", "MĐ2"],
        ],
        year="2026-27",
        day="05 tháng 9 năm 2026",
    )


def weeks_under_months() -> bytes:
    """Weeks below months; the level of each school is ticked as well; a ditto of another kind."""
    return plan(
        109,
        "Lịch đánh giá ngoài",
        [
            ["TT", "Tên trường", "Cấp học", "<", "Tháng 10/2024", "<", "Tháng 11/2024", "<", "Mức đề nghị"],
            ["^", "^", "MN", "TH", "Tuần 2", "Tuần 4", "Tuần 1", "Tuần 3", "^"],
            ["1", "Hòa Lợi", "x", "", "x", "", "", "", "KĐCLGD cấp độ 1"],
            ["2", "Hòa Lợi", "", "x", "", "", "x", "", "″"],
        ],
    )


def time_over_all() -> bytes:
    """One month for all: once in the caption, once in the header; requests in words, results of last year above."""
    return plan(
        110,
        "1. Kết quả đánh giá ngoài năm học 2023-2024",
        [
            ["TT", "Tên trường", "Thời gian ĐGN", "KĐCL", "CQG"],
            ["1", "MN Yên Lĩnh", "Tháng 11/2023", "Cấp độ 2", "Mức độ 1"],
        ],
        "2. Các trường đánh giá ngoài tháng 11/2024",
        [
            ["TT", "Tên trường", "KĐCLGD", "CQG"],
            ["1", "MN Sao Sáng", "Công nhận mới", ""],
            ["2", "TH Sao Sáng", "Đánh giá lại", "Tái công nhận"],
        ],
        "3. Các trường còn lại",
        [
            ["TT", "Tên trường", "Đánh giá ngoài tháng 3/2025", "<"],
            ["^", "^", "KĐCLGD", "CQG"],
            ["1", "MN Tân Tiến", "x", ""],
        ],
    )


def wrapped_names() -> bytes:
    """Names over several lines that break inside the words for their kind: one school each."""
    return plan(
        111,
        [
            HEADS,
            ["1", "Trường Phổ thông dân tộc\nbán trú Tiểu học Nậm Cắn", "Tháng\n11/2024", "x", ""],
            ["2", "Trường Phổ thông dân tộc\nBán trú THCS Huồi Lĩnh", "Tháng 12/2024", "x", ""],
            ["3", "Trường Tiểu học và\nTrung học cơ sở\nTân Hợp", "Tháng 12/2024", "x", "x"],
        ],
    )


def struck_row() -> bytes:
    """A visit that a clerk has struck out."""
    d = word.new()
    word.text(d, "Lịch đánh giá ngoài năm học 2024-2025")
    rows = [HEADS, ["1", "MN Phú An", "10/2024", "x", ""], ["2", "TH Phú An", "11/2024", "x", ""]]
    table = word.table(d, rows)
    for cell in table.rows[2].cells:
        for run in cell.paragraphs[0].runs:
            run.font.strike = True
    return word.saved(d)


def numbers_within_levels() -> bytes:
    """Levels numbered like schools, schools 1.1, 1.2 below them."""
    return plan(
        112,
        [
            HEADS,
            ["1", "Mầm non", "", "", ""],
            ["1.1", "MN Lộc Thủy", "10/2024", "x", ""],
            ["1.2", "MN Lộc Hà", "11/2024", "x", ""],
            ["2", "Cấp Tiểu học: 02 trường", "", "", ""],
            ["2.1", "TH Lộc Thủy", "12/2024", "x", ""],
        ],
    )


def headers_in_capitals() -> bytes:
    """Long headers in capitals; one of them, of the second row, begins with "TRƯỜNG"."""
    work = "THỜI GIAN\nĐOÀN ĐGN\nLÀM VIỆC TẠI TRƯỜNG"
    return plan(
        113,
        [
            ["SỐ\nTHỨ\nTỰ", "TÊN CƠ SỞ GIÁO DỤC", work, "ĐỀ NGHỊ CÔNG NHẬN", "<"],
            ["^", "^", "^", "KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC", "TRƯỜNG CHUẨN QUỐC GIA"],
            ["I/", "Cấp Mầm non", "", "", ""],
            ["1", "MN Xuân Lâm", "10/2024", "x", ""],
            ["II/", "Cấp Tiểu học", "", "", ""],
            ["1", "TH Xuân Lâm", "Tháng 10/2024 (KĐCL); tháng 3/2025 (CQG)", "x", "x"],
        ],
    )


def purposes_in_captions() -> bytes:
    """What is asked stands in the captions alone, of one table both."""
    return plan(
        114,
        "a) Đánh giá ngoài công nhận KĐCLGD",
        [["TT", "Tên trường", "Thời gian"], ["1", "MN Đại Lộc", "10/2024"]],
        "b) Đánh giá ngoài công nhận đồng thời KĐCLGD và chuẩn quốc gia",
        [["TT", "Tên trường", "Thời gian"], ["1", "TH Đại Lộc", "11/2024"]],
    )
