"""Papers against the register of an office: numbers, people allowed to sign, place. Item → (lawful, unlawful)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from layout_cases_head import letter, plan
from layout_papers import COUNCIL, DECISION, MINUTES, PLAN, Paper

from kdcl_xl.documents.layout.office_register import Officer, OfficeRegister, Registered, Seat


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def given(number: int, symbol: str, issued: dt.date, subject: str = "", **more: object) -> Registered:
    return Registered(number, symbol, issued.year, issued, subject, **more)  # type: ignore[arg-type]


ABOUT = "Kế hoạch kiểm định chất lượng giáo dục năm học 2026-2027"
OFFICE = OfficeRegister(
    numbers=(
        given(1, "KH-PVHXH", day(8, 3), "Kế hoạch năm học"),
        given(2, "KH-PVHXH", day(8, 10), "Kế hoạch khai giảng"),
        given(3, "KH-PVHXH", day(8, 12), "Kế hoạch kiểm tra nội bộ", signed_on=day(8, 12), sent_on=day(8, 11)),
        given(4, "KH-PVHXH", day(8, 31), "Kế hoạch bồi dưỡng", signed_on=day(8, 31), sent_on=day(8, 31)),
        given(5, "KH-PVHXH", day(9, 4), ABOUT, signed_on=day(9, 4), sent_on=day(9, 7), signer="Mạc Thị Thu Giang"),
        given(6, "KH-PVHXH", day(9, 9), "Kế hoạch dự giờ", signed_on=day(9, 7), sent_on=day(9, 11)),
        given(7, "KH-PVHXH", day(9, 10), "Kế hoạch thi đua", signed_on=day(9, 11), sent_on=day(9, 9)),
        given(7, "KH-PVHXH", day(9, 14), "Kế hoạch hội giảng"),
        given(8, "KH-PVHXH", day(9, 9), "Kế hoạch ngoại khóa"),
        given(10, "KH-PVHXH", day(9, 21), "Kế hoạch tuyển sinh", signer="Lục Văn Thắng"),
        given(1, "PVHXH-GDĐT", day(8, 3), "nộp số liệu đầu năm"),
        given(2, "PVHXH-GDĐT", day(9, 4), "V/v nộp báo cáo tự đánh giá năm học 2026-2027"),
        given(1, "QĐ-THCSNTL", day(9, 4), body="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN THỊ LỘ (ỦY BAN NHÂN DÂN XÃ KHÊ HẠ)"),
    ),
    officers=(
        Officer("Mạc Thị Thu Giang", "Phó Trưởng phòng Văn hóa - Xã hội", since=day(7, 1, 2025)),
        Officer("Lục Văn Thắng", "Trưởng phòng", since=day(7, 1, 2025), until=day(8, 31)),
        Officer("Đoàn Thị Minh Hạnh", "Quyền Hiệu trưởng"),
    ),
    seats=(Seat("Khê Thượng", until=day(6, 30, 2025)), Seat("Khê Hạ", since=day(7, 1, 2025))),
)  # fmt: skip


def numbered(number: int, date: str = "04 tháng 9", subject: str = PLAN.subject, **more: object) -> Paper:  # type: ignore[assignment]
    return plan(
        number=f"Số: {number:02}/KH-PVHXH",
        place_date=f"Khê Hạ, ngày {date} năm 2026",
        subject=subject,
        **more,
    )


def signed(*lines: str) -> Paper:
    return plan(signature=lines)


ITEMS: dict[str, tuple[list[Paper], list[Paper]]] = {
    "SO05": (
        [
            PLAN,
            plan(number="Số:      /KH-PVHXH", place_date="Khê Hạ, ngày      tháng 9 năm 2026"),
            numbered(1, "03 tháng 8", "Năm học"),
            letter(number="Số: 01/PVHXH-GDĐT", place_date="Khê Hạ, ngày 03 tháng 8 năm 2026", letter="V/v nộp số liệu đầu năm học"),
            replace(DECISION, number="Số: 01/QĐ-THCSNTL"),
        ],
        [
            numbered(9),
            numbered(5, subject="Tuyển sinh lớp 6 tại các trường trong xã"),
            numbered(7, "10 tháng 9", "Thi đua"),
            numbered(10, "21 tháng 9", "Tuyển sinh"),
            numbered(8, "09 tháng 9", "Ngoại khóa"),
            plan(number="Số: 05/KH-VHXH"),
            plan(number="Số: 05/KH-PVHXH", place_date="Khê Hạ, ngày 04 tháng 9 năm 2025"),
        ],
    ),
    "SO06": (
        [PLAN, numbered(4, "31 tháng 8", "Bồi dưỡng"), plan(number="Số:      /KH-PVHXH"), numbered(9)],
        [numbered(5, "05 tháng 9"), numbered(6, "09 tháng 9", "Dự giờ"), numbered(4, "01 tháng 9", "Bồi dưỡng")],
    ),
    "SO07": (
        [PLAN, numbered(4, "31 tháng 8", "Bồi dưỡng"), numbered(1, "03 tháng 8", "Năm học")],
        [numbered(6, "09 tháng 9", "Dự giờ"), numbered(3, "12 tháng 8", "Kiểm tra nội bộ")],
    ),
    "KY10": (
        [
            PLAN,
            COUNCIL,
            MINUTES,
            signed("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "ThS. Mạc Thị Thu Giang"),
            replace(DECISION, signature=("Q. HIỆU TRƯỞNG", "Đoàn Thị Minh Hạnh")),
            signed("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        ],
        [
            signed("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Mạc Thị Thu Gian"),
            signed("TRƯỞNG PHÒNG", "Lục Văn Thắng"),
            signed("TRƯỞNG PHÒNG", "Mạc Thị Thu Giang"),
            numbered(10, "21 tháng 9", "Tuyển sinh"),
        ],
    ),
    "DD05": (
        [PLAN, plan(place_date="Khê Thượng, ngày 04 tháng 3 năm 2025"), plan(place_date="Khê hạ, ngày 04 tháng 9 năm 2026"), MINUTES],
        [plan(place_date="Khê Thượng, ngày 04 tháng 9 năm 2026"), plan(place_date="Khê Hạ, ngày 04 tháng 3 năm 2025"), plan(place_date="Khê, ngày 04 tháng 9 năm 2026")],
    ),
}  # fmt: skip
