"""Near matches are offered in a sensible order, and only when they are near."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.text import similar
from kdcl_xl.text.normal import bare, match_key
from kdcl_xl.text.similar import LEAST_LIKENESS, closest, did_you_mean, listing

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


# ---- few are compared in full


def spelt_out(word: str, candidates: list[str], limit: int) -> list[str]:
    """What `closest` promises of words too long for first letters, by comparing every candidate in full."""

    def ratio(one: str, other: str) -> float:
        return SequenceMatcher(None, other, one, autojunk=False).ratio()

    key = match_key(word)
    likeness = {
        name: (ratio(key, match_key(name)) + ratio(bare(key), bare(match_key(name)))) / 2
        for name in dict.fromkeys(candidates)
    }
    near = [name for name in likeness if likeness[name] >= LEAST_LIKENESS]
    return sorted(near, key=lambda name: -likeness[name])[:limit]


syllables = st.sampled_from(["Trường", "Tiểu", "Mầm", "non", "học", "Tân", "Tấn", "Tan", "Mỹ", "My", "Mí", "Phước", "Phuoc", "Phúc", "Đông", "Dong", "1", "2", "12", "aaaaaaaaaaaa", "ñ"])  # fmt: skip
names = st.lists(syllables, min_size=1, max_size=6).map(" ".join) | st.text(max_size=12)


@given(
    st.lists(syllables, min_size=2, max_size=6).map(" ".join), st.lists(names, max_size=12), st.integers(1, 4)
)
def test_nothing_nearer_is_passed_over(word: str, candidates: list[str], limit: int) -> None:
    word = f"{word} của xã"
    assert closest(word, candidates, limit) == spelt_out(word, candidates, limit)


def test_of_thousands_only_few_are_compared_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks of 2,500 schools that all forgot their code: each is sought among all names of the list."""
    words = [
        "An",
        "Bình",
        "Cẩm",
        "Đông",
        "Giang",
        "Hòa",
        "Khánh",
        "Lộc",
        "Mỹ",
        "Ninh",
        "Phước",
        "Quang",
        "Sơn",
        "Tân",
        "Vĩnh",
    ]
    schools = [f"Trường Tiểu học {a} {b} {c}" for a in words for b in words for c in words]
    full = 0
    likeness = similar._likeness

    def counted(*given: object) -> float:
        nonlocal full
        full += 1
        return likeness(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(similar, "_likeness", counted)
    assert closest("Trường Tiểu học Mỹ Phước Tan", schools)[0] == "Trường Tiểu học Mỹ Phước Tân"
    assert 0 < full < len(schools) / 20
