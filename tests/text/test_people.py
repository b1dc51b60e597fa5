"""Capitals of personal names: what is asked about, and the real names that are not."""

from __future__ import annotations

import pytest

from kdcl_xl.text.people import all_capitals, begins_small


@pytest.mark.parametrize(
    "name",
    ["nguyễn văn an", "Nguyễn văn An", "Nguyễn Văn an", "đặng Ngọc Ánh", "bà lê thị hoa", "y Bih niê", "trần an, kế toán"],
)  # fmt: skip
def test_small_first_letters(name: str) -> None:
    assert begins_small(name)
    assert not all_capitals(name)


@pytest.mark.parametrize("name", ["NGUYỄN VĂN AN", "LÝ Ý", "Bà LÊ THỊ HOA", "Y BIH NIÊ", "TRẦN AN (kế toán)"])
def test_whole_names_in_capitals(name: str) -> None:
    assert all_capitals(name)
    assert not begins_small(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "An", "Nguyễn Văn An", "H'Nhung Niê", "H’Hen Niê", "Y Bih Niê", "Y Ê", "Ka Să Hà Lina", "Tôn Nữ Thị Ninh",
        "Jan van der Berg", "Maria de la Cruz", "Nguyễn T. H. An", "Nguyễn-Lê An", "McCarthy John", "NGUYỄN Văn An",
        "ông Trần Văn Bình", "ThS. Lê An", "cô Lan", "Trần Thị Bích, kế toán, 0903123456", "Lê An - thư ký", "0903123456",
    ],
)  # fmt: skip
def test_real_names_are_left_in_peace(name: str) -> None:
    assert not begins_small(name)
    assert not all_capitals(name)
