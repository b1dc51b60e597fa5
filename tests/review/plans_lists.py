"""Plans that write their schedule as sentences and lists instead of a table. All schools and people are invented."""

from __future__ import annotations

from tests.review import word

_HEAD = """UBND {place}\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
{office}\tĐộc lập - Tự do - Hạnh phúc
Số: {number}\t{town}, ngày {day}

KẾ HOẠCH
Kiểm định chất lượng giáo dục năm học 2026-2027

"""
_TAIL = """
Trên đây là kế hoạch, đề nghị các trường thực hiện./.

Nơi nhận:
- Trường MN Hoa Cau, Trường TH Lê Lợi;
- Lưu: VT.

TRƯỞNG PHÒNG
(đã ký)

{name}
"""


def by_month_in_prose() -> bytes:
    """A month and its schools in a sentence; the tasks around it name months and schools as well."""
    head = _HEAD.format(
        place="XÃ ĐÔNG HÒA",
        office="PHÒNG VĂN HÓA - XÃ HỘI",
        number="41/KH-VHXH",
        town="Đông Hòa",
        day="24 tháng 8 năm 2026",
    )
    body = """I. Tự đánh giá
Các trường mầm non, tiểu học, THCS hoàn thành báo cáo tự đánh giá trong tháng 5/2027.
Trường TH Lê Lợi báo cáo chuyên đề về công tác kiểm định vào tháng 9/2026.
II. Đánh giá ngoài
Tổ chức đánh giá ngoài 05 trường theo lịch sau:
- Tháng 10/2026: Trường TH Lê Lợi, Trường MN Hoa Cau (KĐCL, CQG);
- Tháng 12/2026: Trường THCS Đông Hòa (KĐCL).
- Tháng 3/2027: Trường MN Sơn Ca và Trường TH Đông Hòa 2.
III. Tập huấn
Tháng 9/2026: tập huấn cho hiệu trưởng các trường tiểu học.
"""
    return (head + body + _TAIL.format(name="Vũ Thị Hạnh")).encode()


def one_line_a_school() -> bytes:
    """A line for each school, each with its date and request, under headings of levels; two lines wrap."""
    head = _HEAD.format(
        place="HUYỆN AN KHÊ ĐÔNG",
        office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        number="318/KH-PGDĐT",
        town="An Khê Đông",
        day="03 tháng 9 năm 2026",
    )
    body = """2. Lịch đánh giá ngoài, khảo sát đề nghị công nhận trường đạt chuẩn quốc gia
a) Mầm non
- Trường MN Hoa Cau: ngày 12/3/2027, đề nghị công nhận CQG mức độ 1
- Trường MN Hướng Dương: từ 15 đến 17/3/2027, đề nghị công nhận KĐCLGD cấp độ 2 và trường đạt chuẩn quốc gia mức độ 1
- Trường MN tư thục Bé Ngoan: chưa xác định thời gian, đề nghị công nhận KĐCLGD cấp độ 1
b) Tiểu học
- Trường TH Nguyễn Trãi (tháng 11/2026): KĐCLGD cấp độ 1;
- Trường TH Nguyễn Viết Xuân – tuần 3 tháng 4/2027 – KĐCLGD cấp độ 2, CQG mức độ 1; nhà
trường báo cáo tiến độ xây phòng học trước 15/01/2027;
c) Trung học cơ sở
- THCS Nguyễn Trãi, tháng 4: KĐCLGD.
3. Hồ sơ gửi về Phòng trước ngày đánh giá ngoài 45 ngày.
"""
    return (head + body + _TAIL.format(name="Đoàn Văn Lộc")).encode()


def months_as_headings() -> bytes:
    """Word's own bullets under headings of months; the request stands in the heading of the section."""
    d = word.new()
    word.head(
        d,
        "UBND PHƯỜNG TÂN AN",
        "PHÒNG VĂN HÓA - XÃ HỘI",
        "Số: 77/KH-PVHXH",
        "Tân An, ngày 01 tháng 9 năm 2026",
    )
    word.text(
        d,
        "KẾ HOẠCH",
        "Đánh giá ngoài năm học 2026-2027",
        "I. Các trường đánh giá ngoài để công nhận kiểm định chất lượng giáo dục",
        "1. Tháng 11/2026 (02 trường)",
    )
    d.add_paragraph("Trường Mầm non 19/5", style="List Bullet")
    d.add_paragraph("Trường Tiểu học Tân An", style="List Bullet")
    word.text(d, "2. Tháng 01/2027")
    d.add_paragraph("Trường THCS Tân An", style="List Number")
    word.text(
        d,
        "II. Các trường đề nghị công nhận đạt chuẩn quốc gia",
        "Tháng 4/2027:",
    )
    d.add_paragraph("Trường Tiểu học Lý Thường Kiệt;", style="List Number")
    d.add_paragraph("Trường THCS Trần Hưng Đạo (ngày 20/4/2027).", style="List Number")
    word.text(
        d, "III. Tổ chức thực hiện", "Các trường gửi hồ sơ đúng hạn.", "TRƯỞNG PHÒNG", "Nguyễn Thị Bích Vân"
    )
    return word.saved(d)


def levels_with_names() -> bytes:
    """Names without their level under a level: "Mầm non (3 trường): Hoa Sen, Hoa Mai…"; one sentence for all times."""
    head = _HEAD.format(
        place="THỊ XÃ BÌNH LONG",
        office="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        number="902/KH-PGDĐT",
        town="Bình Long",
        day="10 tháng 9 năm 2026",
    )
    body = """Danh sách các trường đánh giá ngoài học kỳ II (tháng 3/2027) gồm:
+ Mầm non (03 trường): Hoa Sen, Hoa Mai, Họa Mi.
+ Tiểu học: An Lộc A, An Lộc B.
+ THCS (01 trường): An Lộc.
"""
    return (head + body + _TAIL.format(name="Phạm Thanh Sơn")).encode()


def one_sentence() -> bytes:
    """One school only, told in a sentence of an official letter."""
    return """UBND HUYỆN TRÀ ÔN
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Số: 512/PGDĐT-NV
V/v đánh giá ngoài Trường THCS Vĩnh Xuân
Trà Ôn, ngày 05 tháng 10 năm 2026

Kính gửi: Hiệu trưởng Trường THCS Vĩnh Xuân

Phòng Giáo dục và Đào tạo thông báo: đoàn đánh giá ngoài làm việc tại Trường THCS Vĩnh Xuân từ ngày 07/12 đến ngày 09/12/2026, đề nghị công nhận kiểm định chất lượng giáo dục cấp độ 2 và đạt chuẩn quốc gia mức độ 1.

KT. TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG
Lê Hoàng Nam
""".encode()
