"""Kinds of schools from their names."""

from __future__ import annotations

import pytest

from kdcl_xl.forms.school_names import kind_of, kinds_in, parse_name
from kdcl_xl.law.regulation import SchoolKind

P, T, L, U, N, C = (
    SchoolKind.PRESCHOOL, SchoolKind.PRIMARY, SchoolKind.LOWER_SECONDARY, SchoolKind.UPPER_SECONDARY,
    SchoolKind.MULTI_LEVEL, SchoolKind.CONTINUING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MN Hoa Sen", P), ("Mẫu giáo 19/5", P), ("MG Tuổi Ngọc", P), ("Trường Mầm non Tư thục Sao Mai", P), ("MNTT Ánh Dương", P),
        ("Nhóm trẻ độc lập Thỏ Con", P), ("TH Kim Đồng", T), ("TiH Phú Thuận", T), ("Tiểu học Võ Thị Sáu", T), ("TH Thực hành Sài Gòn", T),
        ("PTDTBT TH Nậm Mòn", T), ("THCS Trung An", L), ("Trường Trung học cơ sở Lê Lợi", L), ("PTDTBT THCS Bản Phố", L),
        ("THPT chuyên Lê Quý Đôn", U), ("Trường Trung học phổ thông A", U), ("TH&THCS Tân An", N), ("TH và THCS Tân An", N),
        ("THCS-THPT Nguyễn Khuyến", N), ("Trường TH, THCS và THPT Ngô Thời Nhiệm", N), ("PTCS Đảo Ngọc", N), ("Trường Cấp 2-3 An Phú", N),
        ("Việt Úc (TH-THCS)", N), ("Trường phổ thông liên cấp Ánh Sáng", N), ("TT GDNN-GDTX Nhà Bè", C), ("Trung tâm Giáo dục thường xuyên tỉnh", C),
        ("Trường Quốc tế Á Châu", None), ("PTDTNT huyện Mường Khương", None), ("Hoa Sen", None),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: SchoolKind | None) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Trưởng phòng GDĐT",
        "Các trường MN, TH, THCS",
        "Hiệu trưởng trường THCS",
        "Nơi nhận:",
        "Phòng GDĐT",
        "Tổng cộng",
        "Trường mầm non",
    ],
)
def test_what_is_no_school(text: str) -> None:
    assert not parse_name(text).is_school


def test_own_name_is_what_is_left() -> None:
    assert parse_name("Trường Tiểu học Hòa Bình").own == parse_name("THCS Hoà  Bình").own
    assert parse_name("TH Tân An").own != parse_name("TH Tấn An").own


def test_kinds_of_a_heading() -> None:
    assert kinds_in("II. Trường tiểu học (02 trường)") == {T}
    assert kinds_in("Bậc TH, THCS") == {T, L}
    assert kinds_in("Phân công nhiệm vụ") == set()
