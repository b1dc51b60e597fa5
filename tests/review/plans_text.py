"""Plans in plain text: copied out of Word, Excel, web pages and old programs. All schools and people are invented."""

from __future__ import annotations

import unicodedata

_HEAD = """ỦY BAN NHÂN DÂN HUYỆN {place}\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\tĐộc lập - Tự do - Hạnh phúc
Số: {number}\t{town}, ngày {day}

KẾ HOẠCH
Đánh giá ngoài năm học {year}

"""
_TAIL = """
Trên đây là kế hoạch, đề nghị các trường thực hiện./.

Nơi nhận:
- Các trường;
- Lưu: VT.

TRƯỞNG PHÒNG
(đã ký)

{name}
"""


def cells_on_lines() -> bytes:
    """Every cell on a line of its own after a tab, rows parted by empty lines: Word's own text export."""
    rows = (
        ("1", "MN Tuổi Hồng", "Tháng 10/2024", "X", "", "Tầng 2 đang sửa"),
        ("2", "Tiểu học Bạch Đằng", "Tháng 11/2024", "X", "X", ""),
        ("4", "THCS Bạch Đằng", "Tháng 11/2024", "", "X", ""),
    )
    table = "\tSTT\n\tTÊN TRƯỜNG\n\tTHỜI GIAN\n ĐÁNH GIÁ\n\tĐỀ NGHỊ\n CÔNG NHẬN\n\tGHI CHÚ\n\n\t\n\t\n\t\n\tKĐCL\n\tCQG\n\t\n\n"
    table += "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    head = _HEAD.format(
        place="AN BÌNH", number="77/KH-PGDĐT", town="An Bình", day="16 tháng 9 năm 2024", year="2024-2025"
    )
    text = f"{head}\tIII. Kế hoạch thực hiện\n\tLịch đánh giá ngoài\n{table}\n\n \tIV. Tổ chức thực hiện\n\t- Các trường chuẩn bị hồ sơ, minh chứng đầy đủ.\n"
    return (text + _TAIL.format(name="Trịnh Thị Minh Châu")).encode()


def bare_lines() -> bytes:
    """Copied from a web page: cells on lines, blank cells lost; one tick, two columns, no telling which."""
    table = """STT
Tên trường
Thời gian
đánh giá ngoài
KĐCL
CQG
1
Trường MN Sơn Ca
12/2025
X
X
2
Trường MN Họa Mi
12/2025
X
3
Trường TH Lê Lợi
Tháng 3/2026
X
X

"""
    head = _HEAD.format(
        place="HÒA LẠC", number="12/KH-PGDĐT", town="Hòa Lạc", day="3 tháng 11 năm 2025", year="2025-2026"
    )
    return (head + table + _TAIL.format(name="Cao Xuân Trường")).encode("utf-8-sig")


def tabs() -> bytes:
    """One row a line, tabs between cells, as from Excel; UTF-16 of the old Notepad; dates in several dresses."""
    table = "\n".join(
        "\t".join(row)
        for row in (
            ("STT", "Đơn vị", "Ngày đánh giá ngoài", "Công nhận KĐCL", "Công nhận CQG", "Ghi chú"),
            ("1", "MN Rạng Đông", "05/5/2025", "có", "không", ""),
            ("2", "TH Rạng Đông", "12.5.2025", "có", "có", "Đón đoàn buổi sáng"),
            ("3", "TH Ngô Quyền", "15-16/5/2025", "có", "có", ""),
            ("4", "THCS Ngô Quyền", "20/5-2025", "", "có", ""),
        )
    )
    head = _HEAD.format(
        place="LẠC VIỆT", number="509/KH-PGDĐT", town="Lạc Việt", day="10 tháng 3 năm 2025", year="2024-2025"
    )
    return (
        (head + "Lịch cụ thể:\n" + table + "\n" + _TAIL.format(name="Đinh Công Sơn"))
        .replace("\n", "\r\n")
        .encode("utf-16")
    )


def spaces() -> bytes:
    """Columns kept apart by spaces, header over two lines, a name over two lines."""
    text = """UBND HUYỆN VẠN PHÚ                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO                     Độc lập - Tự do - Hạnh phúc
Số: 33/KH-PGDĐT                           Vạn Phú, ngày 02 tháng 10 năm 2023

                              KẾ HOẠCH
              Đánh giá ngoài năm học 2023 - 2024

Theo Thông tư số 19/2018/TT-BGDĐT ngày 28/8/2018, năm học này đánh giá ngoài 04 trường.

STT   Tên trường                  Thời gian         Đề nghị công nhận   Ghi chú
                                                    KĐCL      CQG
1     MN Thỏ Ngọc                 Tháng 12/2023     x
2     MG Tuổi Thơ                 Tháng 12/2023     x         x         CQG lần đầu
3     TH Nguyễn Bỉnh Khiêm        Tháng 01/2024               x
      (điểm trường chính)

                                                    TRƯỞNG PHÒNG


                                                    Mai Văn Phước
"""
    return text.encode()


def markdown() -> bytes:
    """Bars, as programs that read scans write tables; annex of a plan, two tables by level."""
    return """**PHỤ LỤC**
(Kèm theo Kế hoạch số 1207/KH-PGDĐT ngày 25/8/2025 của Phòng Giáo dục và Đào tạo Đức Hòa Đông)

Lịch đánh giá ngoài năm học 2025-2026

**1. Trường mầm non**

| TT | Tên đơn vị | Tháng | Năm | KĐCL | CQG |
|----|-----------|-------|-----|:----:|:---:|
| 1 | Bông Hồng | 10 | 2025 | Cấp độ 2 | |
| 2 | Măng Non | 11 | 2025 | x | Mức độ 1 |

**2. Trường trung học cơ sở**

| TT | Tên đơn vị | Tháng | Năm | KĐCL | CQG |
|----|-----------|-------|-----|:----:|:---:|
| 3 | Hòa Bình | 3 | 2026 | x | ? |
""".encode()


def legacy() -> bytes:
    """Typed in .VnTime twenty years ago and still copied every year: TCVN3 bytes."""
    from viparse.normalize.encodings import CHARMAPS

    text = """Phòng giáo dục và đào tạo huyện
Số: 45/KH-PGD
Kế hoạch đánh giá ngoài năm học 2024-2025
Các trường thực hiện theo lịch sau đây:

STT\tTên trường\tThời gian\tKĐCL\tGhi chú
1\tTrường mầm non bình minh\tTháng 11/2024\tx\t
2\tTrường tiểu học thắng lợi\tTháng 12/2024\tx\tđón đoàn buổi chiều
3\tTrường THCS thắng lợi\tTháng 3/2025\tx\t
"""
    backwards = {letter: sign for sign, letter in CHARMAPS["tcvn3"].pairs}
    return "".join(backwards.get(letter, letter) for letter in text).encode("cp1252")


def hybrid() -> bytes:
    """Loose tone marks (Windows-1258), a box drawn with signs, cells over several lines."""
    rows = """+-----+----------------------+------------------+------+-----+
| STT | Tên trường           | Thời gian        | KĐCL | CQG |
+-----+----------------------+------------------+------+-----+
| 1   | Trường TH            | từ 10 đến        |  X   |     |
|     | Nguyễn Thị Định      | 12/3/2026        |      |     |
+-----+----------------------+------------------+------+-----+
| 2   | Trường THCS          | Trước 15/4/2026  |  X   |  X  |
|     | Nguyễn Thị Định      |                  |      |     |
+-----+----------------------+------------------+------+-----+
| 2   | Trường THCS Hai Bà   | Quý II/2026      |      |  X  |
|     | Trưng                |                  |      |     |
+-----+----------------------+------------------+------+-----+
"""
    head = _HEAD.format(
        place="PHÚ XUÂN", number="90/KH-PGDĐT", town="Phú Xuân", day="10 tháng 02 năm 2026", year="2025-2026"
    )
    return (_loose_tones(head) + rows + _loose_tones(_TAIL.format(name="Lưu Đình Khôi"))).encode()


def _loose_tones(text: str) -> str:
    """The text as a keyboard of Windows-1258 leaves it: ô composed, its tone behind it."""
    made = ""
    for letter in text:
        plain, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shaped = unicodedata.normalize("NFC", plain + "".join(mark for mark in marks if mark not in tones))
        made += shaped + "".join(tones)
    return made


def separated() -> bytes:
    """A plan of a commune under the law of 2026, its table saved by Excel as CSV."""
    return """UBND XÃ TÂN BÌNH TÂY
PHÒNG VĂN HÓA - XÃ HỘI
Số: 15/KH-VHXH
Tân Bình Tây, ngày 15 tháng 8 năm 2026

KẾ HOẠCH
Thẩm định, công nhận trường đạt chuẩn quốc gia năm học 2026-2027

STT;Tên trường;Thời gian thẩm định;Mức độ đề nghị;Ghi chú
1;Trường Mầm non Tân Bình Tây;Tháng 11/2026;Mức độ 1;
2;"Trường TH Tân Bình Tây";Tháng 12/2026;Mức độ 2;"Còn hạn; nâng mức độ"
3;Trung tâm GDTX Tân Bình Tây;Tháng 8;Mức độ 1;

TRƯỞNG PHÒNG
Phùng Thị Kim Ngân
""".encode()


def without_schedule() -> bytes:
    """A plan of tasks: times and units, no schools."""
    return """KẾ HOẠCH công tác tháng

STT\tNội dung\tThời gian\tĐơn vị thực hiện
1\tTập huấn tự đánh giá\tTháng 10/2024\tPhòng GDĐT
2\tNộp báo cáo\tTháng 5/2025\tCác trường
""".encode()


def rounds() -> bytes:
    """Numbered rounds beside the times; where the time is blank, the number of the round is not taken for it."""
    rows = (
        ("STT", "Tên trường", "Đợt", "Thời gian", "KĐCL"),
        ("1", "MN Bông Sen", "I", "", "x"),
        ("2", "TH Ngô Quyền", "I", "Tháng 3/2025", "x"),
        ("3", "THCS Ngô Quyền", "2", "", "x"),
        ("4", "THCS Lý Thái Tổ", "Đợt II", "15/4/2025", "x"),
    )
    head = _HEAD.format(
        place="AN HẢI", number="32/KH-PGDĐT", town="An Hải", day="05 tháng 9 năm 2024", year="2024-2025"
    )
    table = "\n".join("\t".join(row) for row in rows)
    return (f"{head}Lịch đánh giá ngoài\n\n{table}\n" + _TAIL.format(name="Hồ Thị Mai")).encode()
