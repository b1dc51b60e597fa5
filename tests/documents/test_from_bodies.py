"""Units as people type them, spelt out for letterheads, by date."""

import datetime as dt

import pytest

from kdcl_xl.documents.bodies import (
    body_of,
    doubts_about,
    letterhead,
    parent_of_school,
    place_and_date,
    signer_of,
    territory_of,
)
from kdcl_xl.law.regulation import SchoolKind

OLD, NEW = dt.date(2025, 5, 20), dt.date(2027, 6, 1)
CITY = "Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("typed", "on", "full", "kind"),
    [
        ("UBND phường Tân Mỹ", NEW, "Ủy ban nhân dân phường Tân Mỹ", "ubnd_phuong"),
        ("Uỷ ban nhân dân  xã Khê Hạ", NEW, "Ủy ban nhân dân xã Khê Hạ", "ubnd_xa"),
        ("UBND P. Tân Mỹ", NEW, "Ủy ban nhân dân phường Tân Mỹ", "ubnd_phuong"),
        ("Phòng GD&ĐT Quận 7", OLD, "Phòng Giáo dục và Đào tạo Quận 7", "phong"),
        ("Phòng VH–XH xã Nghĩa Lộ", NEW, "Phòng Văn hóa - Xã hội xã Nghĩa Lộ", "phong_vhxh"),
        ("Sở GDĐT", NEW, "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh", "so"),
        ("Sở GD-ĐT TP. Hồ Chí Minh", NEW, "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh", "so"),
        ("Đại học Quốc gia", NEW, "Đại học Quốc gia", ""),
    ],
)
def test_units_are_spelt_out(typed: str, on: dt.date, full: str, kind: str) -> None:
    body = body_of(typed, CITY, on)
    assert (body.full, body.kind) == (full, kind)
    assert doubts_about(body, on) == ()


def test_districts_are_doubted_after_their_end() -> None:
    for typed in ("Phòng GDĐT Quận 7", "UBND Quận 7"):
        assert doubts_about(body_of(typed, CITY, OLD), OLD) == ()
        (doubt,) = doubts_about(body_of(typed, CITY, NEW), NEW)
        assert "Quận 7" in doubt
    assert doubts_about(body_of("UBND phường Tân Mỹ", CITY, OLD), OLD)


def test_old_provinces_take_the_name_of_the_day() -> None:
    assert body_of("Sở GDĐT", "Yên Bái", NEW).full == "Sở Giáo dục và Đào tạo tỉnh Lào Cai"
    assert body_of("Sở GDĐT", "Tỉnh Yên Bái", OLD).full == "Sở Giáo dục và Đào tạo tỉnh Yên Bái"


def test_parent_of_a_school() -> None:
    division = parent_of_school("", "Phòng VHXH phường Tân Mỹ", "", CITY, SchoolKind.PRIMARY, NEW)
    assert division is not None
    assert division.full == "Ủy ban nhân dân phường Tân Mỹ"
    by_law = parent_of_school("", "", "Phường Tân Mỹ", CITY, SchoolKind.PRIMARY, NEW)
    assert by_law is not None
    assert by_law.full == "Ủy ban nhân dân phường Tân Mỹ"
    secondary = parent_of_school("", "", "Phường Tân Mỹ", CITY, SchoolKind.UPPER_SECONDARY, NEW)
    assert secondary is not None
    assert secondary.kind == "so"
    assert parent_of_school("", "", "Tân Mỹ", CITY, SchoolKind.PRIMARY, NEW) is None
    assert parent_of_school("", "", "", "", None, NEW) is None


@pytest.mark.parametrize(
    ("name", "day", "body"),
    [
        ("Trường TH&THCS Lê Lợi", NEW, "Ủy ban nhân dân phường Tân Mỹ"),
        ("Trường THCS và THPT Lê Lợi", NEW, "Sở Giáo dục và Đào tạo"),
        ("Trường Phổ thông liên cấp Lê Lợi", NEW, "Sở Giáo dục và Đào tạo"),
        ("Trường TH&THCS Lê Lợi", OLD, "Sở Giáo dục và Đào tạo"),
    ],
)
def test_parent_of_a_school_of_several_levels_goes_by_its_highest(name: str, day: dt.date, body: str) -> None:
    found = parent_of_school(name, "", "Phường Tân Mỹ", CITY, SchoolKind.MULTI_LEVEL, day)
    assert found is not None and found.full.startswith(body)


def test_letterheads_of_three_levels() -> None:
    ward = letterhead(body_of("UBND phường Tân Mỹ", CITY, NEW), CITY, NEW, letter=True)
    assert (ward.parent_body, ward.body) == ("", "ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ")
    assert ward.number_line.endswith("/UBND-VHXH")
    phong = letterhead(body_of("Phòng GDĐT Quận 7", CITY, OLD), CITY, OLD, letter=False)
    assert (phong.parent_body, phong.body) == ("ỦY BAN NHÂN DÂN QUẬN 7", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    assert phong.number_line.endswith("/BC-PGDĐT")
    assert phong.date_line.startswith("Quận 7, ngày")
    so = letterhead(body_of("Sở GDĐT", CITY, NEW), CITY, NEW, letter=True)
    assert (so.parent_body, so.body) == ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "SỞ GIÁO DỤC VÀ ĐÀO TẠO")
    assert so.place == "Thành phố Hồ Chí Minh"
    unknown = letterhead(body_of("Đại học Quốc gia", "", NEW), "", NEW, letter=True)
    assert (unknown.symbol, unknown.place) == ("…", "(chưa ghi địa danh)")
    own = letterhead(body_of("Sở GDĐT", CITY, NEW), CITY, NEW, letter=True, symbol="SGDĐT-KTQLCL")
    assert own.number_line.endswith("/SGDĐT-KTQLCL")


def test_signers_by_date() -> None:
    assert signer_of(body_of("Phòng GDĐT Quận 7", CITY, OLD), OLD)[0].lines == ("TRƯỞNG PHÒNG",)
    signer, doubts = signer_of(body_of("UBND phường Tân Mỹ", CITY, NEW), NEW)
    assert signer.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert doubts == ("chức danh ký văn bản của Ủy ban nhân dân",)
    assert signer_of(body_of("Sở GDĐT", CITY, NEW), NEW) == (
        signer_of(body_of("Sở GDĐT", CITY, NEW), NEW)[0],
        (),
    )
    nobody, why = signer_of(body_of("Phòng GDĐT Quận 7", CITY, NEW), NEW)
    assert nobody.lines == ("NGƯỜI CÓ THẨM QUYỀN KÝ",)
    assert "Quận 7" in why[0]


def test_place_and_date() -> None:
    assert place_and_date("Tân Mỹ", dt.date(2027, 2, 5), 2027) == "Tân Mỹ, ngày 05 tháng 02 năm 2027"
    assert place_and_date("Tân Mỹ", None, 2027).split() == ["Tân", "Mỹ,", "ngày", "tháng", "năm", "2027"]
    assert territory_of("Phường 5").seat == "Phường 5"
    assert territory_of("Phường Tân Mỹ").seat == "Tân Mỹ"
    assert territory_of("Đặc khu Phú Quốc").full == "đặc khu Phú Quốc"
