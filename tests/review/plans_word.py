"""Plans in Word as offices write them, each laid out in a way of its own. All schools and people are invented."""

from __future__ import annotations

from tests.review import word


def two_row_header() -> bytes:
    """The commonest: a header over two rows, ticks, one month in a cell, a total row that is right."""
    d = word.new()
    word.head(
        d,
        "UBND HUYỆN PHONG LƯU",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 215/KH-PGDĐT",
        "Phong Lưu, ngày 12 tháng 9 năm 2023",
    )
    word.text(
        d, "KẾ HOẠCH", "Công tác kiểm định chất lượng giáo dục năm học 2023-2024",
        "Căn cứ Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục và Đào tạo;",
        "Phòng Giáo dục và Đào tạo tổ chức đánh giá ngoài 05 trường, trong đó có 02 trường mầm non, 02 trường tiểu học, 01 trường THCS.",
        "1. Lịch đánh giá ngoài",
    )  # fmt: skip
    rows = [
        ["TT", "Tên trường", "Thời gian", "Đề nghị công nhận", "", "Ghi chú"],
        ["", "", "", "KĐCL", "CQG", ""],
        ["1", "Mầm non Hướng Dương", "Tháng 11/2023", "x", "", ""],
        ["2", "Mầm non Sao Biển", "Tháng 12/2023", "x", "x", "Công nhận lại"],
        ["3", "Tiểu học Lê Văn Tám", "Tháng 01/2024", "x", "x", ""],
        ["4", "Tiểu học An Phước 2", "Tháng 3/2024", "x", "", ""],
        ["5", "THCS An Phước", "Tháng 4/2024", "x", "x", "Mức độ 1"],
        ["Tổng cộng: 05 trường", "", "", "5", "3", ""],
    ]
    word.table(d, rows, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5), (7, 0, 7, 2)])
    word.end(d, "TRƯỞNG PHÒNG", "Lê Thị Thu Hà")
    return word.saved(d)


def date_columns() -> bytes:
    """Three date columns, exact days, spans; the official survey counts. Numbers repeat."""
    d = word.new()
    word.head(
        d,
        "UBND TỈNH LONG CHÂU",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 3071/KH-SGDĐT",
        "Long Châu, ngày 20 tháng 8 năm 2024",
    )
    word.text(
        d,
        "KẾ HOẠCH",
        "Đánh giá ngoài các cơ sở giáo dục năm học 2024 - 2025",
        "Lịch khảo sát của các đoàn như sau:",
    )
    word.table(
        d,
        [
            ["STT", "Đơn vị", "Cấp học", "Khảo sát sơ bộ", "Khảo sát chính thức", "Mức đề nghị", "Trưởng đoàn"],
            ["1", "Trường THPT Nguyễn Đình Chiểu", "THPT", "05/11/2024", "từ 18 đến 20/11/2024", "Cấp độ 2, CQG mức độ 1", "Ông Trần Văn Bình"],
            ["2", "Trường THPT chuyên Long Châu", "THPT", "12/11/2024", "25-27/11/2024", "Cấp độ 3, CQG mức độ 2", "Bà Võ Thị Nga"],
            ["2", "Trung tâm GDNN-GDTX Cần Giang", "GDTX", "03/12/2024", "16/12/2024 - 17/12/2024", "Cấp độ 1", "Ông Trần Văn Bình"],
            ["3", "Trường THCS&THPT Bình Minh", "Nhiều cấp học", "28/12/2024", "30/12/2024 đến 02/01/2025", "Cấp độ 1", "Bà Võ Thị Nga"],
        ],
    )  # fmt: skip
    word.end(d, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "TS. Đặng Hoàng Minh")
    return word.saved(d)


def deadlines() -> bytes:
    """Only deadlines, in words; one outside the school year, one before the plan's own date."""
    d = word.new()
    word.head(
        d,
        "UBND THỊ XÃ HÒA AN",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 88/KH-PGDĐT",
        "Hòa An, ngày 04 tháng 11 năm 2024",
    )
    word.text(
        d,
        "KẾ HOẠCH",
        "Kiểm định chất lượng giáo dục và xây dựng trường đạt chuẩn quốc gia",
        "năm học 2024-2025",
    )
    word.text(d, "Thời hạn hoàn thành hồ sơ, đón đoàn đánh giá ngoài của từng trường:")
    word.table(
        d,
        [
            ["STT", "Trường", "Thời hạn", "Nội dung đề nghị"],
            ["1", "MG Tuổi Ngọc", "Trước 15/4/2025", "KĐCL"],
            ["2", "TH Trần Quốc Toản", "Chậm nhất ngày 31 tháng 3 năm 2025", "KĐCL và CQG"],
            ["3", "TH&THCS Vĩnh Lộc", "đến hết ngày 20/10/2024", "CQG mức độ 1"],
            ["4", "THCS Vĩnh Lộc", "Trước ngày 30/9/2025", "Cả hai"],
            ["5", "PTDTBT TH Suối Cát", "31/02/2025", "KĐCL"],
        ],
    )
    word.end(d, "TRƯỞNG PHÒNG", "NGUYỄN QUỐC KHÁNH")
    return word.saved(d)


def two_tables() -> bytes:
    """One table for KĐCL and one for CQG, told apart by their captions alone; a list of the past stands before."""
    d = word.new()
    word.text(
        d, "UBND QUẬN TÂN LẬP", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Số: 19/PGDĐT-KT", "Tân Lập, ngày 09 tháng 9 năm 2024",
        "V/v lịch đánh giá ngoài năm học 2024-2025", "Kính gửi: Hiệu trưởng các trường.",
        "Các trường đã được công nhận:",
    )  # fmt: skip
    word.table(
        d,
        [
            ["TT", "Trường", "Số quyết định", "Ngày công nhận"],
            ["1", "MN Vành Khuyên", "12/QĐ-SGDĐT", "05/01/2022"],
        ],
    )
    word.text(d, "Danh sách trường đánh giá ngoài đề nghị công nhận KĐCL:")
    word.table(
        d,
        [["TT", "Trường", "Thời gian"], ["1", "MN Vành Khuyên", "10/2024"], ["2", "MN Hoa Phượng", "11/2024"], ["3", "TH Kim Đồng", "Tháng 11 và 12/2024"]],
    )  # fmt: skip
    word.text(d, "Danh sách trường đánh giá ngoài đề nghị công nhận chuẩn quốc gia:")
    word.table(
        d,
        [
            ["TT", "Trường", "Thời gian"],
            ["1", "TH Kim Đồng", "12/2024"],
            ["2", "THCS Kim Đồng", "Quý I/2025"],
        ],
    )
    word.text(d, "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Bùi Thanh Tùng")
    return word.saved(d)


def by_level() -> bytes:
    """Sections by level inside one table, times merged over several schools, a page break with the header repeated."""
    d = word.new()
    word.head(
        d,
        "UBND THÀNH PHỐ BẮC SƠN",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 601/KH-GDĐT",
        "Bắc Sơn, ngày 30 tháng 8 năm 2024",
    )
    word.text(d, "KẾ HOẠCH", "Công tác đánh giá ngoài năm học 2024-2025")
    header = ["STT", "Đơn vị", "Thời gian dự kiến", "KĐCLGD", "Chuẩn quốc gia"]
    rows = [
        header,
        ["I", "Mầm non (03 trường)", "", "", ""],
        ["1", "Hoa Mai", "Tuần 2 tháng 10/2024", "✓", ""],
        ["2", "Hoa Đào", "", "✓", "✓"],
        ["3", "19/5", "Tuần 3, 4 tháng 10 năm 2024", "✓", "-"],
        header,
        ["II", "Tiểu học (02 trường)", "", "", ""],
        ["1", "Nguyễn Du", "HK II", "✓", ""],
        ["III", "Trung học cơ sở", "", "", ""],
        ["1", "Nguyễn Du", "tháng 3", "", "✓"],
    ]
    word.table(d, rows, [(2, 2, 3, 2), (1, 1, 1, 4), (6, 1, 6, 4), (8, 1, 8, 4)])
    word.end(d, "TRƯỞNG PHÒNG", "Hoàng Gia Bảo")
    return word.saved(d)


def cut_by_page() -> bytes:
    """A table that was cut into two by hand, the second part without headers; a row cut in its middle; names wrapped."""
    d = word.new()
    word.head(
        d,
        "UBND HUYỆN MỸ LONG",
        "PHÒNG GIÁO DỤC\nVÀ ĐÀO TẠO",
        "Số:      /KH-PGDĐT",
        "Mỹ Long, ngày     tháng 9 năm 2025",
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài năm học 2025-2026", "(Dự thảo)")
    word.table(
        d,
        [
            ["STT", "TÊN TRƯỜNG", "THỜI GIAN\nĐÁNH GIÁ NGOÀI", "KĐCL", "CQG", "GHI CHÚ"],
            ["1.", "Trường Mầm non\nTư thục Thiên Ân", "Đợt 1: Tháng 11/2025", "X", "", "Tư thục"],
            ["2.", "Trường TH Mỹ Long A", "Đợt 1: Tháng 11/2025", "X", "X", "Điểm trường"],
            ["", "", "", "", "", "ấp 3 chưa sửa xong"],
        ],
    )
    word.text(d, "", "2")
    word.table(
        d,
        [
            ["3.", "Trường TH Mỹ Long B", "Đợt 2: Tháng 01/2026", "X", "", ""],
            ["4.", "Trường THCS Mỹ Long", "Đợt 2: Tháng 01/2026", "X", "X", ""],
            ["6.", "Trường THCS Mỹ Thạnh", "Đợt 3", "X", "", "Chờ xây phòng"],
        ],
    )
    return word.saved(d)


def month_matrix() -> bytes:
    """A column for every month, ticked or with the day in it."""
    d = word.new()
    word.head(
        d,
        "UBND TỈNH ĐÔNG GIANG",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 1550/KH-SGDĐT",
        "Đông Giang, ngày 15 tháng 8 năm 2025",
    )
    word.text(d, "KẾ HOẠCH", "Đánh giá ngoài trường THPT, GDTX năm học 2025-2026")
    word.table(
        d,
        [
            ["TT", "Trường", "Năm 2025", "", "", "Năm 2026", "", "Đề nghị"],
            ["", "", "Tháng 10", "Tháng 11", "Tháng 12", "Tháng 3", "Tháng 4", ""],
            ["1", "THPT Trần Phú", "X", "", "", "", "", "KĐCLGD cấp độ 2"],
            ["2", "THPT Lý Tự Trọng", "", "", "10-12", "", "", "KĐCLGD cấp độ 1; CQG mức độ 1"],
            ["3", "TT GDTX tỉnh", "", "", "", "X", "", "KĐCLGD"],
            ["4", "PTDTNT THCS&THPT Đông Giang", "", "", "", "", "25", "CQG"],
        ],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 6), (0, 7, 1, 7)],
    )
    word.end(d, "GIÁM ĐỐC", "Phan Minh Đức")
    return word.saved(d)


def by_month() -> bytes:
    """The month first, several schools in one cell below each other; asked for in the remark."""
    d = word.new()
    word.head(
        d,
        "UBND HUYỆN THANH TRÌ ĐÔNG",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 402/KH-PGDĐT",
        "Thanh Trì Đông, ngày 06 tháng 10 năm 2023",
    )
    word.text(
        d,
        "KẾ HOẠCH",
        "Tổ chức đoàn đánh giá ngoài năm học 2023-2024",
        "Dự kiến đánh giá ngoài 6 trường trong năm học:",
    )
    word.table(
        d,
        [
            ["Thời gian", "Tên trường", "Nội dung"],
            ["Tháng 12/2023", "1. Trường MN Ban Mai\n2. Trường MN Bình Yên", "KĐCL"],
            [
                "Tháng 02/2024",
                "3. Trường TH Tân Tiến\n4. Trường TH Đồng Tâm\n5. Trường THCS Đồng Tâm",
                "KĐCL, CQG",
            ],
        ],
    )
    word.end(d, "TRƯỞNG PHÒNG", "Ngô Bá Thành")
    return word.saved(d)
