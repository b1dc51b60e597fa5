"""Names of units that are nearly alike, and names that only look so."""

from __future__ import annotations

import pytest

from kdcl_xl.review_year.near_units import near_units

WARD = "UBND phường Tân Thuận"


def told(*units: str, listed: tuple[str, ...] = ()) -> list[str]:
    named = {unit: [f"{place}.xlsx"] for place, unit in enumerate(units, 1)}
    return [finding.message for finding in near_units(named, listed)]


@pytest.mark.parametrize(
    "other",
    [
        "UBND phuong Tân Thuân",
        "UBND P. Tân Thuận",
        "Ủy ban nhân dân phường Tân Thuận",
        "Tân Thuận",
        "UBND phường Tân Thun",
        "UBND phường TânThuận",
        "Phòng Văn hóa - Xã hội phường Tân Thuận",
    ],
)
def test_a_slip_names_both_units_and_their_files(other: str) -> None:
    (message,) = told(WARD, "UBND phường Tân Mỹ", other)
    assert f"“{WARD}” (1.xlsx) và “{other}” (3.xlsx)" in message and "2 đơn vị" in message


def test_three_spellings_are_one_finding() -> None:
    (message,) = told(WARD, "UBND phuong Tân Thuân", "UBND P. Tân Thuận")
    assert "3 đơn vị" in message and all(name in message for name in ("1.xlsx", "2.xlsx", "3.xlsx"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WARD, "UBND phường Tân Thuận Đông"),
        (WARD, "UBND xã Tân Thuận"),
        ("UBND phường 1", "UBND phường 11"),
        ("UBND phường Tân Mỹ", "UBND phường Tân Hưng"),
        ("UBND xã Xuân Tân", "UBND xã Xuân An"),
        ("UBND xã Tân Hương", "UBND xã Tân Hưng Đông"),
        ("UBND xã Phong Điền", "UBND xã Phong Hải"),
        ("Sở Giáo dục và Đào tạo Bắc Ninh", "UBND phường Bắc Ninh"),
        ("Sở Giáo dục và Đào tạo", "Phòng Giáo dục và Đào tạo"),
        ("Phòng GD&ĐT Quận 7", "Phòng Giáo dục và Đào tạo Quận 8"),
    ],
)
def test_units_of_their_own_are_left_alone(one: str, other: str) -> None:
    assert told(one, other) == []


def test_two_units_of_the_list_are_two() -> None:
    pair = ("UBND xã Tân An", "UBND xã Tân Ân")
    assert told(*pair) and not told(*pair, listed=pair)
