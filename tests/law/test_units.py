"""Managing units, signers and provinces by date."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.law.units import (
    UnitLevel,
    UnknownProvince,
    legacy_provinces,
    managing_level,
    papers,
    province_names,
    province_now,
    provinces,
    signer,
    unit_kinds_on,
)

BEFORE, SINCE = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


def test_34_provinces_come_from_63() -> None:
    now = {province.code for province in provinces()}
    assert (len(now), len(legacy_provinces())) == (34, 63)
    assert {legacy.now for legacy in legacy_provinces()} == now
    assert sum(province.wards for province in provinces()) == 3321


@pytest.mark.parametrize("legacy", legacy_provinces(), ids=lambda legacy: legacy.code)
def test_every_old_name_and_code_leads_to_the_province_of_today(legacy: object) -> None:
    found = {province_now(key).code for key in (legacy.code, f"0{legacy.code}", legacy.name)}  # type: ignore[attr-defined]
    assert found == {legacy.now}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bà Rịa – Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("TP.Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("tỉnh hoà bình", "Tỉnh Phú Thọ"),
        ("Thừa Thiên - Huế", "Thành phố Huế"),
        ("077", "Thành phố Hồ Chí Minh"),
        ("DAK NONG", "Tỉnh Lâm Đồng"),
        ("Long An", "Tỉnh Tây Ninh"),
    ],
)
def test_names_as_people_write_them(written: str, name: str) -> None:
    assert province_now(written).name == name


def test_a_year_before_the_merger_may_name_its_own_provinces() -> None:
    now, then = province_names(dt.date(2025, 8, 1)), province_names(dt.date(2024, 8, 1))
    assert len(now) == 34
    assert then[:34] == now and set(then) == set(now) | {legacy.name for legacy in legacy_provinces()}
    assert "Tỉnh Tiền Giang" in then and "Tỉnh Tiền Giang" not in now


@pytest.mark.parametrize("written", ["", "Tỉnh", "1", "97", "Hà", "Sài Gòn Gia Định"])
def test_an_unknown_province_is_refused(written: str) -> None:
    with pytest.raises(UnknownProvince, match="Không có tỉnh"):
        province_now(written)


def test_districts_end_and_communes_begin() -> None:
    before = {kind.code for kind in unit_kinds_on(BEFORE)}
    since = {kind.code for kind in unit_kinds_on(SINCE)}
    assert before - since == {"phong"}
    assert since - before == {"ubnd_xa", "ubnd_phuong", "ubnd_dac_khu", "phong_vhxh"}
    assert {"so", "ubnd_tinh", "truong"} <= before & since


@pytest.mark.parametrize(
    ("kind", "before", "since"),
    [
        (SchoolKind.PRESCHOOL, UnitLevel.DISTRICT, UnitLevel.COMMUNE),
        (SchoolKind.PRIMARY, UnitLevel.DISTRICT, UnitLevel.COMMUNE),
        (SchoolKind.LOWER_SECONDARY, UnitLevel.DISTRICT, UnitLevel.COMMUNE),
        (SchoolKind.UPPER_SECONDARY, UnitLevel.PROVINCE, UnitLevel.PROVINCE),
        (SchoolKind.MULTI_LEVEL, UnitLevel.PROVINCE, UnitLevel.PROVINCE),
        (SchoolKind.CONTINUING, UnitLevel.PROVINCE, UnitLevel.PROVINCE),
    ],
)
def test_who_a_school_reports_to(kind: SchoolKind, before: UnitLevel, since: UnitLevel) -> None:
    assert managing_level(kind, BEFORE) is before
    assert managing_level(kind, SINCE) is since


def test_a_school_with_several_levels_goes_by_its_highest_one_since_july_2025() -> None:
    multi, lower, upper = SchoolKind.MULTI_LEVEL, SchoolKind.LOWER_SECONDARY, SchoolKind.UPPER_SECONDARY
    assert managing_level(multi, SINCE, highest=lower) is UnitLevel.COMMUNE
    assert managing_level(multi, SINCE, highest=upper) is UnitLevel.PROVINCE
    assert managing_level(multi, SINCE, highest=multi) is UnitLevel.PROVINCE
    assert managing_level(multi, BEFORE, highest=lower) is UnitLevel.PROVINCE


@pytest.mark.parametrize(
    ("paper", "unit", "on", "title"),
    [
        ("bang_thcs", "phong", BEFORE, "Trưởng phòng"),
        ("bang_thpt", "so", dt.date(2026, 4, 14), "Giám đốc"),
        ("bang_thpt", "truong", dt.date(2026, 4, 15), "Hiệu trưởng"),
        ("cong_nhan_cqg", "ubnd_tinh", dt.date(2026, 7, 6), "Chủ tịch"),
        ("cong_nhan_cqg", "so", dt.date(2026, 7, 7), "Giám đốc"),
        ("van_ban_thuong", "ubnd_dac_khu", SINCE, "Chủ tịch"),
        ("chinh_sua_bang_do_phong_cap", "so", SINCE, "Giám đốc"),
    ],
)
def test_signers_by_date(paper: str, unit: str, on: dt.date, title: str) -> None:
    found = signer(paper, unit, on)
    assert found is not None
    assert found.title == title


@pytest.mark.parametrize(
    ("paper", "unit", "on"),
    [
        ("bang_thcs", "phong", SINCE),
        ("bang_thpt", "so", dt.date(2026, 4, 15)),
        ("bang_thpt", "truong", dt.date(2026, 4, 14)),
        ("cong_nhan_cqg", "so", dt.date(2026, 7, 6)),
        ("van_ban_thuong", "phong_vhxh", BEFORE),
    ],
)
def test_nobody_is_named_whom_the_law_of_the_day_does_not_name(paper: str, unit: str, on: dt.date) -> None:
    assert signer(paper, unit, on) is None


def test_an_abolished_paper_says_what_came_instead() -> None:
    gone = signer("bang_thcs", "truong", dt.date(2026, 4, 15))
    assert gone is not None
    assert gone.abolished
    assert "học bạ" in gone.note


def test_who_signs_for_a_commune_is_marked_unverified() -> None:
    for unit in ("ubnd_xa", "ubnd_phuong", "ubnd_dac_khu", "phong_vhxh"):
        found = signer("van_ban_thuong", unit, SINCE)
        assert found is not None
        assert found.confidence is Confidence.UNVERIFIED


def test_signers_name_units_that_exist_that_day() -> None:
    days = [
        dt.date(2017, 1, 1),
        BEFORE,
        SINCE,
        dt.date(2026, 4, 15),
        dt.date(2026, 7, 7),
        dt.date(2030, 1, 1),
    ]
    for day in days:
        existing = {kind.code for kind in unit_kinds_on(day)}
        for paper in papers():
            for unit in ("truong", "phong", "ubnd_xa", "phong_vhxh", "so", "ubnd_tinh"):
                if signer(paper, unit, day):
                    assert unit in existing, (paper, unit, day)


@pytest.mark.parametrize(("paper", "unit"), [("khong_co", "so"), ("bang_thpt", "khong_co")])
def test_unknown_codes_are_refused(paper: str, unit: str) -> None:
    with pytest.raises(LookupError, match="unknown kind"):
        signer(paper, unit, SINCE)
