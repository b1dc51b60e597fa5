"""Whose workbook an imported schedule becomes."""

from __future__ import annotations

import pytest

from kdcl_xl.forms.review_words import OfficeLevel
from kdcl_xl.review.heading import Heading
from kdcl_xl.review.office import office_of

DISTRICT, COMMUNE, PROVINCE = OfficeLevel.DISTRICT, OfficeLevel.COMMUNE, OfficeLevel.PROVINCE


@pytest.mark.parametrize(
    ("superior", "issuer", "office", "level"),
    [
        ("ỦY BAN NHÂN DÂN QUẬN 7", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Phòng Giáo dục và Đào tạo Quận 7", DISTRICT),
        (None, "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 7", "Phòng Giáo dục và Đào tạo Quận 7", DISTRICT),
        ("UBND HUYỆN ĐỨC LINH BẮC", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Phòng Giáo dục và Đào tạo huyện Đức Linh Bắc", DISTRICT),
        ("UBND THỊ XÃ HÒA AN", "PHÒNG GD&ĐT", "Phòng Giáo dục và Đào tạo thị xã Hòa An", DISTRICT),
        (None, "PHÒNG GD&ĐT CHÂU PHÚ", "Phòng Giáo dục và Đào tạo Châu Phú", DISTRICT),
        (None, "Phòng GD&ĐT TP. Đông Phú", "Phòng Giáo dục và Đào tạo thành phố Đông Phú", DISTRICT),
        (None, "UBND PHƯỜNG TÂN AN", "UBND phường Tân An", COMMUNE),
        (None, "ỦY BAN NHÂN DÂN XÃ HẢI AN", "UBND xã Hải An", COMMUNE),
        (None, "UBND xã Hải An", "UBND xã Hải An", COMMUNE),
        (None, "UBND phường An Hội-Bến Tre", "UBND phường An Hội-Bến Tre", COMMUNE),
        ("UBND PHƯỜNG TÂN AN", "PHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội phường Tân An", COMMUNE),
        ("UBND TỈNH LONG CHÂU", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo tỉnh Long Châu", PROVINCE),
        ("UBND THÀNH PHỐ HỒ CHÍ MINH", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh", PROVINCE),
    ],
)  # fmt: skip
def test_a_letterhead_that_names_the_office(
    superior: str | None, issuer: str, office: str, level: OfficeLevel
) -> None:
    assert office_of(Heading(issuer=issuer, superior=superior)) == (office, level)


@pytest.mark.parametrize(
    ("superior", "issuer", "level"),
    [
        (None, "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", DISTRICT),
        (None, "Phòng giáo dục và đào tạo huyện", DISTRICT),
        ("UBND HUYỆN M'DRẮK TÂY", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", DISTRICT),
        (None, "UBND PHƯỜNG AN HỘI-BẾN TRE", COMMUNE),
        (None, "UBND XÃ TÂN AN II", COMMUNE),
        (None, "SỞ GIÁO DỤC VÀ ĐÀO TẠO TP.HCM", PROVINCE),
        ("UBND TỈNH LONG CHÂU", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", None),
        (None, "UBND HUYỆN BÌNH AN", None),
        (None, "UBND TỈNH LONG CHÂU", None),
        (None, "PHÒNG VĂN HÓA - XÃ HỘI", None),
        (None, "TRƯỜNG THCS TÂN AN", None),
        (None, None, None),
    ],
)
def test_what_it_does_not_say_clearly_stays_blank(
    superior: str | None, issuer: str | None, level: OfficeLevel | None
) -> None:
    assert office_of(Heading(issuer=issuer, superior=superior)) == ("", level)
