"""Plans in Word whose tables are cut by a page, grouped, summed and filled in as offices do. All names are invented."""

from __future__ import annotations

from tests.review.plans_offices import HEADS, plan


def below_a_level() -> bytes:
    """Cut right above the heading of a level, below one, and inside a name; the headers do not come again."""
    return plan(
        201,
        [
            HEADS,
            ["I", "MẦM NON", "<", "<", "<"],
            ["1", "Hoa Phượng", "Tháng 11/2024", "x", ""],
            ["2", "Tuổi Thơ", "Tháng 12/2024", "x", "x"],
        ],
        [["II", "TIỂU HỌC", "<", "<", "<"], ["3", "Bá Ngọc", "Tháng 3/2025", "x", ""], ["III", "THCS", "<", "<", "<"]],
        [
            ["4", "Thế Vinh", "Tháng 4/2025", "", "x"],
            ["5", "Trường Phổ thông dân tộc bán trú", "Tháng 4/2025", "x", ""],
        ],
        [["", "trung học cơ sở Nậm Cắn", "", "", ""], ["6", "THCS Lĩnh Sơn", "Tháng 5/2025", "x", ""]],
    )  # fmt: skip


def with_fewer_columns() -> bytes:
    """The part on the next page has one column less: whose cells they are nobody can tell, so its rows are named."""
    return plan(
        202,
        [
            [*HEADS, "Ghi chú"],
            ["1", "MN Cẩm Lĩnh", "Tháng 11/2024", "x", "", ""],
            ["2", "MN Cẩm Sơn", "Tháng 12/2024", "x", "x", ""],
        ],
        [["3", "TH Cẩm Thủy", "Tháng 3/2025", "x", ""], ["4", "THCS Cẩm Vân", "Tháng 4/2025", "", "x"]],
    )


def numbered_units() -> bytes:
    """Wards with numbers of their own, the schools below them 1.1, 1.2; one ward with its counts."""
    return plan(
        203,
        [
            HEADS,
            ["1", "Phường An Lĩnh", "", "", ""],
            ["1.1", "Trường MN An Lĩnh", "Tháng 11/2025", "x", ""],
            ["1.2", "Trường TH An Sơn", "Tháng 12/2025", "x", "x"],
            ["2", "Xã Tân Lĩnh (mới)", "1 trường", "1", "0"],
            ["2.1", "Trường THCS Tân Thủy", "Tháng 3/2026", "x", ""],
            ["", "Cộng xã Tân Lĩnh", "1", "1", "0"],
        ],
        year="2025-2026",
        day="05 tháng 9 năm 2025",
    )


def sums_of_parts() -> bytes:
    """Sums of parts in every wording: none of them is a school, and their numbers are those of the rows."""
    return plan(
        204,
        [
            HEADS,
            ["I", "Cấp Mầm non", "", "", ""],
            ["1", "MN Cộng Hòa", "11/2024", "x", ""],
            ["2", "MN Thanh Lĩnh", "12/2024", "x", "x"],
            ["", "Cộng I", "2 trường", "2", "1"],
            ["II", "Cấp Tiểu học", "", "", ""],
            ["1", "TH Tổng Cọt", "3/2025", "x", ""],
            ["", "Cộng mục II: 01 trường", "<", "<", "<"],
            ["III", "Cấp THCS", "<", "<", "<"],
            ["1", "THCS Bích Lĩnh", "4/2025", "x", ""],
            ["", "Cộng khối THCS", "1", "1", "0"],
            ["IV", "Tổng cộng (I + II + III)", "4", "4", "1"],
        ],
    )


def ticked_boxes() -> bytes:
    """Both recognitions stand in every cell, a box or an answer beside each; one row has ticked none."""
    return plan(
        205,
        [
            ["TT", "Trường", "Thời gian đón đoàn", "Đăng ký"],
            ["1", "MN Thiên Lĩnh\n(tư thục)", "Sáng 12/11/2024", "☒ KĐCL  ☐ CQG"],
            ["2", "TH Tô Sơn", "Chiều 13/11/2024", "☒ KĐCL  ☒ CQG"],
            ["3", "THCS Tô Hà", "14h00 ngày 18/11/2024", "KĐCL ☐ CQG ☑"],
            ["4", "THCS Tô Lĩnh", "Ngày 19/11/2024", "KĐCL: Có; CQG: Không"],
            ["5", "THCS Tô Thủy", "Ngày 20/11/2024", "[x] KĐCL  [ ] CQG"],
            ["6", "THCS Tô Vân", "Ngày 21/11/2024", "□ KĐCL  □ CQG"],
        ],
    )


def lists_with_numbers() -> bytes:
    """A row for each ward, its schools numbered in one cell from 1 on, the ward's own number beside them."""
    return plan(
        206,
        [
            ["TT", "Đơn vị", "Các trường đánh giá ngoài", "Thời gian"],
            ["1", "UBND xã Bình Lĩnh", "1. MN Thủy Lĩnh\n2. TH Cầu Sơn\n3. THCS Phạm Lĩnh", "Tháng 11/2025"],
            ["2", "UBND xã Vĩnh Lĩnh", "1. TH Vĩnh Sơn A", "Tháng 12/2025"],
        ],
        year="2025-2026",
        day="05 tháng 9 năm 2025",
    )


def levels_called_schools() -> bytes:
    """A calendar whose columns are headed "Trường MN", "Trường TH": levels, not the names of schools."""
    return plan(
        208,
        "Lịch đánh giá ngoài",
        [
            ["Thời gian", "Trường MN", "Trường TH", "Trường THCS", "Tổng"],
            ["Tháng 11/2024", "MN Hoa Lĩnh\nMN Hoa Sơn", "TH Kim Lĩnh", "", "3"],
            ["Tháng 3/2025", "", "", "THCS Trần Lĩnh", "1"],
        ],
    )


def counted_in_cells() -> bytes:
    """How many schools, then their names in one cell; below the requests how many of them ask, not which."""
    return plan(
        209,
        [
            ["TT", "Xã", "Trường đánh giá ngoài", "Thời gian", "KĐCL", "CQG"],
            ["1", "An Lĩnh", "02 trường: MN Sen Lĩnh, TH Đồng Lĩnh", "Tháng 11/2025", "2", "1"],
            ["2", "Bình Lĩnh", "01 trường (THCS Trần Lĩnh)", "Tháng 3/2026", "x", ""],
        ],
        year="2025-2026",
        day="05 tháng 9 năm 2025",
    )


def people_below() -> bytes:
    """Tables of people right below the schedule, one with headers, one without: no schools, nothing to ask about."""
    return plan(
        210,
        [
            HEADS,
            ["1", "MN Hoa Lĩnh", "Tháng 11/2024", "x", ""],
            ["2", "TH Kim Lĩnh", "Tháng 12/2024", "x", "–"],
        ],
        [
            ["TT", "Họ và tên", "Đơn vị", "Ghi chú"],
            ["1", "Nguyễn Thị Lan", "Trường MN Sơn Lĩnh", "Trưởng đoàn"],
            ["2", "Trần Văn Hùng", "Trường TH Lê Lĩnh", "Thư ký"],
        ],
        "Thành viên:",
        [
            ["1", "Vũ Thị Hòa", "Hiệu trưởng", "MN Sơn Thủy", "Ủy viên"],
            ["2", "Bùi Văn An", "Giáo viên", "TH Bá Lĩnh", "Ủy viên"],
        ],
    )


def years_as_columns() -> bytes:
    """A column for each year, the month or the days below it."""
    return plan(
        211,
        "Lịch đánh giá ngoài",
        [
            ["TT", "Tên trường", "Năm 2024", "Năm 2025", "KĐCL", "CQG"],
            ["1", "MN Hoa Lĩnh", "Tháng 11", "", "x", ""],
            ["2", "TH Kim Lĩnh", "12", "", "x", "x"],
            ["3", "THCS Trần Lĩnh", "", "12-14/3", "", "x"],
        ],
    )


def several_times_in_a_cell() -> bytes:
    """Other work and its day beside the visit, two visits, and visits that were moved, in one cell of times."""
    return plan(
        212,
        [
            HEADS,
            ["1", "MN Hoa Lĩnh", "KĐCL: 11/2024\nCQG: 3/2025", "x", "x"],
            ["2", "TH Kim Lĩnh", "Sơ bộ: 02/12/2024\nChính thức: 09-11/12/2024", "x", ""],
            ["3", "THCS Trần Lĩnh", "Nộp hồ sơ: 15/01/2025\nĐGN: 12-14/3/2025", "x", "x"],
            ["4", "MN Hoa Sơn", "Nộp hồ sơ trước 15/01/2025, đón đoàn 18/3/2025", "x", ""],
            ["5", "TH Kim Sơn", "20/3/2025 (thay cho 15/01/2025)", "x", ""],
            ["6", "TH Kim Thủy", "Không tổ chức (chuyển sang 11/2025)", "x", ""],
            ["7", "THCS Trần Sơn", "Lùi từ tháng 12/2024 sang tháng 3/2025", "x", ""],
        ],
    )


def owners_between() -> bytes:
    """Groups by who keeps the schools, one right below a page break: headings that need no word."""
    return plan(
        213,
        [
            HEADS,
            ["A", "CÔNG LẬP", "", "", ""],
            ["1", "MN Hoa Lĩnh", "Tháng 11/2024", "x", ""],
            ["2", "TH Kim Lĩnh", "Tháng 12/2024", "x", "x"],
        ],
        [
            ["B", "Các trường ngoài công lập (01 trường)", "", "", ""],
            ["3", "MN Bé Lĩnh", "Tháng 3/2025", "x", ""],
        ],
    )


def number_and_name() -> bytes:
    """No column of numbers: they stand before the names."""
    return plan(
        207,
        [
            ["Tên trường", "Thời gian đánh giá ngoài", "Đề nghị"],
            ["1. MN Sen Lĩnh", "Tháng 11/2024", "KĐCL"],
            ["2. TH Đồng Lĩnh", "Tháng 11 hoặc 12/2024", "KĐCL, CQG"],
            ["4. THCS Phú Lĩnh", "12//2024", "CQG"],
        ],
    )
