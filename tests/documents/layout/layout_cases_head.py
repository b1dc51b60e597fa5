"""Papers that keep and papers that break the rules of page and header. Item of the checklist → (lawful, unlawful)."""

from __future__ import annotations

from dataclasses import replace

from layout_papers import COUNCIL, DECISION, LETTER, MINUTES, PLAN, PROPOSAL, REPORT, P, Paper, T, prose

LONG = tuple(f"Các trường thực hiện nhiệm vụ thứ {n} theo kế hoạch đã công bố, bảo đảm tiến độ và chất lượng của từng việc." for n in range(40))  # fmt: skip
HYBRID = "Kiê\u0309m tra viê\u0323c tự đánh giá của các trường."
LEGACY = "Tr­êng tiÓu häc thùc hiÖn kÕ ho¹ch vÒ c«ng t¸c tù ®¸nh gi¸ vµ b¸o c¸o kÕt qu¶."
COUNTRY = P("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True, align="center")
MOTTO = P("Độc lập - Tự do - Hạnh phúc", 14, bold=True, align="center", ruled=True)
BODY = P("PHÒNG VĂN HÓA - XÃ HỘI", 13, bold=True, align="center")
PARENT = P("ỦY BAN NHÂN DÂN XÃ KHÊ HẠ", 13, align="center")
NUMBER = P("Số: 05/KH-PVHXH", 13, align="center")
DATE = P("Khê Hạ, ngày 04 tháng 9 năm 2026", 14, italic=True, align="center")
KIND = P("KẾ HOẠCH", 14, bold=True, align="center")
SUBJECT = P("Kiểm định chất lượng giáo dục năm học 2026-2027", 14, bold=True, align="center")
JOINT = P("KẾ HOẠCH LIÊN TỊCH", 14, bold=True, align="center")
LOOKALIKE = "Số: 05/KH\u2011PVHXH"
"""With the hyphen Word types for Ctrl+Shift+-."""
OPENINGS = ("Thời gian bắt đầu: 08 giờ 00 phút, ngày 10 tháng 10 năm 2026.", "Hôm nay, ngày 10 tháng 10 năm 2026.", "Vào lúc 8 giờ ngày 10 tháng 10 năm 2026.")  # fmt: skip
"""How minutes begin: no line of place and date."""
VV = P("V/v nộp báo cáo tự đánh giá", 12, align="center")


def plan(**parts: object) -> Paper:
    return replace(PLAN, **parts)  # type: ignore[arg-type]


def letter(**parts: object) -> Paper:
    return replace(LETTER, **parts)  # type: ignore[arg-type]


HEAD: dict[str, tuple[list[Paper], list[Paper]]] = {
    "PG01": (
        [plan(), plan(size_mm=(297, 210), landscape=True)],
        [plan(size_mm=(216, 279)), plan(size_mm=(148, 210))],
    ),
    "PG02": (
        [plan(margins_mm=(25, 25, 35, 20)), plan(margins_mm=(20, 20, 30, 20))],
        [plan(margins_mm=(15, 20, 30, 15)), plan(margins_mm=(20, 20, 25, 15)), plan(margins_mm=(20, 30, 30, 25))],
    ),
    "PG05": (
        [plan(), *(plan(end=replace(prose("Đề nghị thực hiện./."), colour=black)) for black in ("000000", "0D0D0D", "222222"))],
        [
            plan(end=replace(prose("Đề nghị thực hiện./."), font="Arial")),
            plan(kind=replace(KIND, colour="FF0000")),
            plan(end=replace(prose("Đề nghị thực hiện./."), font=".VnTime")),
            plan(end=replace(prose("Đề nghị thực hiện./."), colour="2F5496")),
        ],
    ),
    "PG06": (
        [plan(text=LONG), plan(page_number=None), plan(page_number=P("", 14, align="center"))],
        [
            plan(text=LONG, page_number=None),
            plan(text=LONG, number_in_footer=True),
            plan(text=LONG, page_number=P("", 13, align="right")),
            plan(text=LONG, first_page_differs=False),
            plan(text=LONG, page_number=P("", 10, align="center")),
        ],
    ),
    "PG07": ([plan(), letter()], [plan(text=(HYBRID,)), plan(text=(LEGACY,) * 3)]),
    "QH01": (
        [plan(), plan(country=replace(COUNTRY, text="CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12))],
        [
            plan(country=replace(COUNTRY, bold=False)),
            plan(country=replace(COUNTRY, text="Cộng hòa xã hội chủ nghĩa Việt Nam")),
            plan(country=replace(COUNTRY, size=15)),
            plan(country=""),
        ],
    ),
    "QH02": (
        [plan(), letter()],
        [
            plan(motto=replace(MOTTO, text="Độc lập – Tự do – Hạnh phúc")),
            plan(motto=replace(MOTTO, text="Độc lập-Tự do-Hạnh phúc")),
            plan(motto=replace(MOTTO, text="Độc Lập - Tự Do - Hạnh Phúc")),
            plan(motto=""),
        ],
    ),
    "QH03": (
        [plan(), plan(country=replace(COUNTRY, size=12), motto=replace(MOTTO, size=13))],
        [
            plan(motto=replace(MOTTO, bold=False)),
            plan(motto=replace(MOTTO, size=12)),
            plan(rule_under_motto=False),
            plan(country=replace(COUNTRY, size=13.5), motto=replace(MOTTO, size=13)),
        ],
    ),
    "CQ01": (
        [plan(), plan(parent=replace(PARENT, size=12), body=replace(BODY, size=12)), DECISION, replace(MINUTES, number=""), plan(country=replace(COUNTRY, text=f"{COUNTRY.text}\nSOCIALIST REPUBLIC OF VIETNAM"))],
        [
            plan(body=replace(BODY, bold=False)),
            plan(parent=replace(PARENT, bold=True)),
            plan(body=replace(BODY, text="Phòng Văn hóa - Xã hội")),
            plan(parent="", body=""),
            plan(parent="", body="", number=""),
            replace(MINUTES, parent="", body="", number=""),
        ],
    ),
    "CQ02": (
        [
            plan(),
            plan(parent="", body="TRƯỜNG MẦM NON TƯ THỤC HOA NẮNG"),
            plan(parent="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ", body="TỔ TOÁN - TIN"),
            plan(parent="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ", body="HỘI ĐỒNG TRƯỜNG"),
            plan(parent="", body="SỞ GIÁO DỤC VÀ ĐÀO TẠO - SỞ Y TẾ", kind=JOINT),
            plan(parent="ỦY BAN NHÂN DÂN HUYỆN KHÊ SƠN", body="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", place_date="Khê Sơn, ngày 30 tháng 6 năm 2025"),
            plan(parent="SỞ GIÁO DỤC VÀ ĐÀO TẠO", body="TRƯỜNG PHỔ THÔNG DÂN TỘC NỘI TRÚ HUYỆN KHÊ SƠN"),
            plan(parent="", body="TRƯỜNG MẦM NON HOA NẮNG", recipients=("Nơi nhận:", "- Hội đồng quản trị;", "- Lưu: VT.")),
            plan(parent="", body="TRƯỜNG MẦM NON HOA NẮNG", text=(*PLAN.text, T((("Loại hình", "Số lớp"), ("Tư thục", "4"))))),
        ],
        [
            plan(parent="", text=(*PLAN.text, T((("Loại hình", "Số lớp"), ("Tư thục", "4"))))),
            plan(parent=""), plan(parent="", body="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ"), plan(parent="", body="SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
            plan(parent="UBND HUYỆN KHÊ SƠN", body="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"),
            plan(parent="ỦY BAN NHÂN DÂN THỊ XÃ KHÊ SƠN", body="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ"),
        ],
    ),
    "SO01": (
        [plan(), plan(number="Số:      /KH-PVHXH"), plan(number="Số: …/KH-PVHXH"), replace(MINUTES, number="")],
        [
            plan(number=replace(NUMBER, text="Số 05/KH-PVHXH")),
            plan(number=replace(NUMBER, bold=True)),
            plan(number=""),
            plan(number=replace(NUMBER, size=14)),
            plan(number="Số: 12a/KH-PVHXH"),
        ],
    ),
    "SO02": (
        [plan(), plan(number="Số: 1402/KH-PVHXH"), plan(number="Số: /KH-PVHXH")],
        [plan(number="Số: 5/KH-PVHXH"), letter(number="Số: 9/PVHXH-GDĐT")],
    ),
    "SO03": (
        [plan(), LETTER, REPORT, PROPOSAL, plan(number=LOOKALIKE), plan(kind=JOINT, number="Số: 05/KHLT-SGDĐT-SYT")],
        [plan(number="Số: 05/QĐ-PVHXH"), letter(number="Số: 12/KH-PVHXH"), replace(PROPOSAL, number="Số: 07/TTR-PVHXH"), letter(number="Số: 12/CV-PVHXH"), plan(kind=JOINT, number="Số: 05/QĐ-SGDĐT-SYT"), plan(number="Số: 05/2026/KH-PVHXH"), replace(DECISION, number="Số: 58/2026/QĐ-THCSNTL")],
    ),
    "SO04": (
        [plan(), plan(number="Số:       /KH-PVHXH"), COUNCIL],
        [
            plan(number="Số:   1402  /KH-PVHXH"),
            plan(number="Số: 05/KH - PVHXH"),
            plan(number="Số: 05/KH–PVHXH"),
            plan(number="Số: 05 / KH-PVHXH"),
            plan(number=LOOKALIKE),
        ],
    ),
    "DD01": (
        [plan(), plan(place_date=replace(DATE, size=13)), plan(place_date="Khê Hạ, ngày      tháng      năm 2026"), MINUTES, plan(place_date="Khê Hạ,\nngày 04 tháng 9 năm 2026"), *(replace(MINUTES, text=(opening, *MINUTES.text)) for opening in OPENINGS)],
        [
            plan(place_date=replace(DATE, italic=False)),
            plan(place_date="Khê Hạ ngày 04 tháng 9 năm 2026"),
            plan(place_date="Khê Hạ, 04/9/2026"),
            plan(place_date="ngày 04 tháng 9 năm 2026"),
            plan(place_date=""),
        ],
    ),
    "DD02": (
        [plan(), plan(place_date="Khê Hạ, ngày 14 tháng 9 năm 2026")],
        [plan(place_date="Khê Hạ, ngày 4 tháng 9 năm 2026"), letter(end="Hạn nộp: ngày 5 tháng 7 năm 2027./.")],
    ),
    "DD03": (
        [plan(), plan(place_date="Khê Hạ, ngày 04 tháng 02 năm 2027"), plan(place_date="Khê Hạ, ngày 04 tháng 12 năm 2026")],
        [plan(place_date="Khê Hạ, ngày 04 tháng 09 năm 2026"), plan(place_date="Khê Hạ, ngày 04 tháng 1 năm 2027")],
    ),
    "DD04": (
        [plan(), plan(number="Số:      /KH-PVHXH", place_date="Khê Hạ, ngày      tháng 9 năm 2026")],
        [
            plan(place_date="Khê Hạ, ngày      tháng 9 năm 2026"),
            letter(place_date="Khê Hạ, ngày … tháng … năm 2026"),
        ],
    ),
    "TL01": (
        [plan(), LETTER, plan(kind=replace(KIND, size=13)), plan(kind=JOINT)],
        [
            plan(kind=replace(KIND, text="Kế hoạch")),
            plan(kind=replace(KIND, bold=False)),
            plan(kind=replace(KIND, text="KẾ HOẠCH KIỂM ĐỊNH CHẤT LƯỢNG"), subject=""),
            plan(kind="", subject=""),
        ],
    ),
    "TL02": (
        [plan(), plan(subject=replace(SUBJECT, size=13)), LETTER],
        [
            plan(subject=replace(SUBJECT, bold=False)),
            plan(subject=replace(SUBJECT, text="Kiểm định chất lượng giáo dục.")),
            plan(subject=replace(SUBJECT, text="KIỂM ĐỊNH CHẤT LƯỢNG GIÁO DỤC NĂM HỌC 2026-2027")),
            plan(subject=""),
        ],
    ),
    "TL03": (
        [LETTER, letter(letter=replace(VV, size=13)), letter(letter=replace(VV, text="V/v Kế hoạch kiểm định")), letter(letter=replace(VV, text="V/v đề nghị cấp kinh phí")), letter(letter=replace(VV, text="V/v ủng hộ"))],
        [
            letter(letter=replace(VV, text="V/v: nộp báo cáo tự đánh giá")),
            letter(letter=replace(VV, text="V/v Nộp báo cáo tự đánh giá")),
            letter(letter=replace(VV, text="Về việc nộp báo cáo tự đánh giá")),
            letter(letter=replace(VV, bold=True)),
            letter(letter=""),
            letter(letter=replace(VV, text="V/v Đăng ký đánh giá ngoài")),
            letter(letter=replace(VV, text="V/v Đề nghị cấp kinh phí")),
        ],
    ),
    "TL04": (
        [plan(), REPORT],
        [plan(kind=replace(KIND, text="ĐỀ CƯƠNG")), plan(kind=replace(KIND, text="LỊCH CÔNG TÁC"))],
    ),
    "KG01": (
        [LETTER, PROPOSAL, plan()],
        [
            letter(addressees=("Kính gửi Trường Trung học cơ sở Nguyễn Thị Lộ",)),
            letter(addressees=("Kính gửi:", "- Trường Tiểu học Khê Hạ A", "- Trường Tiểu học Khê Hạ B")),
            letter(addressees=("Kính gửi:", "- Trường Tiểu học Khê Hạ A.")),
            letter(addressees=(P("Kính gửi: Trường Tiểu học Khê Hạ A", 12),)),
            letter(addressees=()),
        ],
    ),
}  # fmt: skip
