"""More plans in plain text: cut, merged, mistyped and half finished as they come. All schools and people are invented."""

from __future__ import annotations

_HEAD = """UBND {place}
{office}
Số: {number}
{town}, ngày {day}

KẾ HOẠCH
Đánh giá ngoài năm học {year}

"""
_TAIL = "\n\nTRƯỞNG PHÒNG\n\n{name}\n"


def ditto() -> bytes:
    """The same as above in every dress: ", nt, như trên, -nt-; a blank under a filled one is no ditto."""
    rows = (
        ("STT", "Tên trường", "Thời gian", "KĐCL", "CQG", "Ghi chú"),
        ("1", "Trường MN Hoa Ban", "Tháng 11/2026", "x", "", ""),
        ("2", "Trường MN Hoa Lê", '"', '"', "", ""),
        ("3", "Trường TH Mường Lay", "nt", "x", "x", ""),
        ("4", "Trường TH Na Lay", "-nt-", "", '"', "nt"),
        ("5", "Trường THCS Mường Lay", "như trên", "x", "", ""),
        ("6", "Trường THCS Na Lay", "", "x", "", ""),
        ("7", "Trường PTDTBT THCS Sá Tổng", "//", "x", "", ""),
    )
    head = _HEAD.format(
        place="THỊ XÃ MƯỜNG LAY", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="203/KH-PGDĐT", town="Mường Lay",
        day="08 tháng 9 năm 2026", year="2026-2027",
    )  # fmt: skip
    return (
        head
        + "Lịch đánh giá ngoài\n\n"
        + "\n".join("\t".join(r) for r in rows)
        + _TAIL.format(name="Lò Văn Inh")
    ).encode()


def groups_and_pages() -> bytes:
    """Spaces between the columns, groups by cluster, the header again after a page number, times in the margin."""
    text = """UBND TỈNH HẢI ĐÔNG                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO                    Độc lập - Tự do - Hạnh phúc
Số: 2210/KH-SGDĐT                         Hải Đông, ngày 21 tháng 8 năm 2026

                              KẾ HOẠCH
        Đánh giá ngoài các cơ sở giáo dục năm học 2026 - 2027

  TT    Tên trường                         Thời gian            KĐCLGD     Đạt CQG
        Cụm 1
  1     Trường THPT Hải Đông 1             05-06/11/2026        Cấp độ 2   MĐ 1
  2     Trường THPT Hải Đông 2             10-11/11/2026        Cấp độ 1
                                        3
  TT    Tên trường                         Thời gian            KĐCLGD     Đạt CQG
        Cụm 2
  3     Trường THPT chuyên Hải Đông        Tuần 3 tháng 12      Cấp độ 3   MĐ 2
  4     Trung tâm GDNN-GDTX Cồn Vành       Quý I/2027           Cấp độ 1
        Tổng cộng: 04 trường

                                           KT. GIÁM ĐỐC
                                           PHÓ GIÁM ĐỐC

                                           Trần Hải Yến
"""
    return text.encode()


def counts_in_words() -> bytes:
    """The running text counts in figures, short words and words; one count is wrong, a number is missing and one repeats."""
    rows = (
        ("TT", "Trường", "Tháng", "Đề nghị công nhận"),
        ("1", "MN Hoa Sữa", "10", "KĐCL"),
        ("2", "MN Hoa Lan", "10-11", "KĐCL"),
        ("3", "MN Hoa Hồng", "11/2026", "KĐCL + CQG"),
        ("3", "TH Kim Liên", "12", "CQG"),
        ("6", "TH Làng Sen", "1", "KĐCL, CQG"),
        ("7", "THCS Kim Liên", "3", "KĐCL"),
    )
    head = _HEAD.format(
        place="HUYỆN NAM ĐÀN ĐÔNG", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="611/KH-PGDĐT", town="Nam Đàn Đông",
        day="31 tháng 8 năm 2026", year="2026-2027",
    )  # fmt: skip
    text = (
        "Năm học này Phòng tổ chức đánh giá ngoài bảy trường: 3 MN, 2 TH, 1 THCS.\n"
        "Trong đó có ba trường đề nghị công nhận đạt chuẩn quốc gia.\n\n"
    )
    return (
        head + text + "\n".join("\t".join(r) for r in rows) + _TAIL.format(name="Nguyễn Sinh Cường")
    ).encode()


def two_in_one_cell() -> bytes:
    """Two schools in a cell: with one date, with two, joined by "và", by a comma, and not to be told apart."""
    rows = """| STT | Tên trường | Thời gian | KĐCL | CQG |
|---|---|---|---|---|
| 1 | MN An Hòa; MN An Thuận | 10/2026 | x | |
| 2 | Trường TH Bình Minh và Trường TH Bình Tân | 12/11/2026; 19/11/2026 | x | x |
| 3 | TH&THCS Bình Phú, THCS Bình Tân | 3/2027 | x | |
| 4 | Trường Tiểu học và THCS Bình Lợi | 4/2027 | x | |
| 5 | Hoa Đào, Hoa Mận | 4/2027 | x | |
| 6 | THCS Nguyễn Trãi và Lê Lai | 5/2027 | | x |
"""
    head = _HEAD.format(
        place="HUYỆN BÌNH SƠN TÂY", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="88/KH-PGDĐT", town="Bình Sơn Tây",
        day="09 tháng 8 năm 2026", year="2026-2027",
    )  # fmt: skip
    return (head + "Lịch đánh giá ngoài:\n\n" + rows + _TAIL.format(name="Võ Minh Tâm")).encode()


def spellings() -> bytes:
    """Every other spelling of a time, the months of Excel in English among them, and what can be read two ways."""
    times = (
        "15÷17/3/2027", "Tuần 2/11/2026", "Q.IV/2026", "2026/11/20", "tháng 12 - tháng 1", "Nov-26", "XI/2026", "3-4/2027",
        "I/2027", "tháng 10 năm 26", "Quý I, II/2027", "10, 11/2026", "cuối tháng 3", "từ 28/02 đến 03/3/2027",
    )  # fmt: skip
    lines = "\n".join(f"{n}\tTrường TH Số {n} Tân Phú\t{when}\tx" for n, when in enumerate(times, start=1))
    head = _HEAD.format(
        place="QUẬN TÂN PHÚ ĐÔNG", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="1/KH-GDĐT", town="Tân Phú Đông",
        day="01 tháng 8 năm 2026", year="2026-2027",
    )  # fmt: skip
    return (
        head + "STT\tTên trường\tThời gian ĐGN\tKĐCL\n" + lines + _TAIL.format(name="Ngô Thị Thúy")
    ).encode()


def run_together() -> bytes:
    """Copied out of a PDF: single spaces between the cells, blank ones gone, a page number between the rows."""
    head = _HEAD.format(
        place="HUYỆN PHÚ TÂN ĐÔNG", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="143/KH-PGDĐT", town="Phú Tân Đông",
        day="28 tháng 8 năm 2026", year="2026-2027",
    )  # fmt: skip
    rows = """STT TÊN TRƯỜNG THỜI GIAN KĐCL CQG GHI CHÚ
1 MN Phú Mỹ Tháng 11/2026 X
2 Tiểu học A Phú Mỹ Tháng 12/2026 X X
2
3 THCS Phú Mỹ 12-13/3/2027 X X Công nhận lại
4. PTDTBT TH Pa Ủ Quý II/2027 X
"""
    return (head + rows + _TAIL.format(name="Trần Thanh Nhã")).encode()


def blank_line_between() -> bytes:
    """Copied from a web page: every cell a paragraph, an empty line behind each, blank cells too."""
    cells = ("STT", "Tên trường", "Thời gian", "KĐCL", "CQG", "1", "MN Hoa Sen", "10/2026", "X", "", "2", "TH Lê Lợi", "11/2026", "", "X", "3", "THCS Lê Lợi", "12/2026", "X", "X")  # fmt: skip
    head = _HEAD.format(
        place="QUẬN SÔNG TRÀ", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="5/KH-GDĐT", town="Sông Trà",
        day="15 tháng 8 năm 2026", year="2026-2027",
    )  # fmt: skip
    return (head + "\n\n".join(cells) + "\n\n" + _TAIL.format(name="Phan Văn Trị")).encode()


def dates_out_of_order() -> bytes:
    """Citations not in force or with a wrong date, a deadline outside the school year, a visit before the plan."""
    rows = (
        ("STT", "Trường", "Thời gian đánh giá ngoài", "Hạn nộp hồ sơ", "Mục đích"),
        ("1", "Trường TH Hùng Vương", "20/8/2024", "05/7/2024", "KĐCL"),
        ("2", "Trường THCS Hùng Vương", "15/10/2024", "30/8/2025", "CQG"),
        ("3", "Trường MN Hùng Vương", "15-4/2025", "01.3.2025", "KĐCL-CQG"),
    )
    head = _HEAD.format(
        place="HUYỆN PHÙ NINH TÂY", office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number="70/KH-PGDĐT", town="Phù Ninh Tây",
        day="20 tháng 9 năm 2024", year="2024-2025",
    )  # fmt: skip
    text = (
        "Căn cứ Thông tư số 25/2014/TT-BGDĐT ngày 07/8/2014 của Bộ Giáo dục và Đào tạo;\n"
        "Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22/9/2018 của Bộ Giáo dục và Đào tạo;\n\n"
    )
    return (head + text + "\n".join("\t".join(r) for r in rows) + _TAIL.format(name="Hà Thị Mận")).encode()
