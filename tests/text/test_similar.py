"""Near matches are offered in a sensible order, and only when they are near."""

import pytest

from kdcl_xl.text.similar import closest, did_you_mean, listing

SCHOOLS = [
    "Trường Tiểu học Kim Đồng",
    "Trường Tiểu học Lê Lợi",
    "Trường THCS Lê Lợi",
    "Trường Mầm non Hoạ Mi",
]
HEADERS = ["Mã minh chứng", "Tên minh chứng", "Ngày ban hành", "Nơi ban hành", "Ghi chú"]


def test_without_diacritics() -> None:
    assert closest("Truong Tieu hoc Kim Dong", SCHOOLS)[0] == "Trường Tiểu học Kim Đồng"


def test_a_spelling_of_the_same_name_comes_first() -> None:
    assert closest("TRƯỜNG TIỂU HỌC  LÊ-LỢI", SCHOOLS)[0] == "Trường Tiểu học Lê Lợi"
    assert closest("Trường mầm non Họa Mi", SCHOOLS)[0] == "Trường Mầm non Hoạ Mi"


def test_a_slip_of_the_finger() -> None:
    assert closest("Mã minh chừng", HEADERS)[0] == "Mã minh chứng"
    assert closest("Ngày ban hàng", HEADERS)[0] == "Ngày ban hành"
    assert closest("ghi cú", HEADERS) == ["Ghi chú"]


def test_right_diacritics_beat_wrong_ones() -> None:
    assert closest("Hòa", ["Hoa", "Hoạ", "Hoà"])[0] == "Hoà"


def test_nothing_near_is_offered_for_strangers_and_blanks() -> None:
    assert closest("Bảng lương", HEADERS) == []
    assert closest(" – ", HEADERS) == []
    assert closest("x", []) == []


def test_limit_and_no_repetition() -> None:
    assert closest("Trường Tiểu học", SCHOOLS * 2, limit=1) == ["Trường Tiểu học Lê Lợi"]
    assert len(closest("Trường Tiểu học Kim", SCHOOLS * 2)) <= 3
    names = closest("Trường Tiểu học Kim", SCHOOLS * 2, limit=10)
    assert len(names) == len(set(names))


CITIES = [
    "An Giang",
    "Thành phố Hà Nội",
    "Thành phố Huế",
    "Thành phố Hồ Chí Minh",
    "Bà Rịa - Vũng Tàu",
    "Cà Mau",
]


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("Tp.HCM", "Thành phố Hồ Chí Minh"),
        ("HCM", "Thành phố Hồ Chí Minh"),
        ("BRVT", "Bà Rịa - Vũng Tàu"),
        ("hn", "Thành phố Hà Nội"),
    ],
)
def test_first_letters_are_like_the_name(short: str, name: str) -> None:
    assert closest(short, CITIES)[0] == name


def test_first_letters_need_the_whole_name() -> None:
    assert closest("M", CITIES) == []
    assert closest("PHC", CITIES) == [], "neither from the front nor to the end"


def test_a_listing_begins_with_the_nearest() -> None:
    assert listing("TPHCM", CITIES, 2) == "Thành phố Hồ Chí Minh, An Giang…"
    assert listing("gì khác", ["A", "B"]) == "A, B"


def test_a_guess_stands_behind_a_sentence() -> None:
    assert did_you_mean("TPHCM", CITIES) == " Ý thầy/cô có phải “Thành phố Hồ Chí Minh”?"
    assert did_you_mean("kiem-tr", ["kiem-tra", "muc"], code=True) == " Ý thầy/cô có phải kiem-tra?"
    assert did_you_mean("gì khác", CITIES) == ""
