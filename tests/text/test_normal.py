"""One spelling for storing, one for comparing, one for file names (cases 12, 17, 19)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.text.letters import TONED, VOWEL_AND_TONE, is_syllable
from kdcl_xl.text.normal import (
    bare,
    control_characters,
    hybrid_marks,
    is_nfc,
    looks_blank,
    looks_like_formula,
    match_key,
    nfc,
    slug,
    tidy,
)

VIETNAMESE = st.text(alphabet="".join(VOWEL_AND_TONE) + "bcdđghklmnpqrstvxĐ '-.,0123456789\u00a0")


def windows_1258(text: str) -> str:
    """As those keyboards type: the vowel composed with its hat, the tone loose behind it."""
    tones = "\u0300\u0309\u0303\u0301\u0323"
    return "".join(
        vowel + tones[rank - 1] if rank else letter
        for letter in text
        for vowel, rank in [VOWEL_AND_TONE.get(letter, (letter, 0))]
    )


@given(VIETNAMESE)
def test_every_unicode_form_of_a_text_becomes_the_same_nfc(text: str) -> None:
    composed = nfc(text)
    assert nfc(windows_1258(composed)) == nfc(unicodedata.normalize("NFD", text)) == composed
    assert is_nfc(composed)


def test_hybrid_text_is_neither_nfc_nor_nfd() -> None:
    hybrid = windows_1258("Phòng Giáo dục và Đào tạo: kiểm định chất lượng")
    assert hybrid_marks(hybrid) == 10
    assert not is_nfc(hybrid)
    assert hybrid_marks(nfc(hybrid)) == 0
    assert hybrid_marks(unicodedata.normalize("NFD", hybrid)) == 0


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Trường\u00a0Tiểu  học\tKim Đồng ", "Trường Tiểu học Kim Đồng"),
        ("Lê\u200b Văn\ufeff An\u00ad", "Lê Văn An"),
        ("Dòng 1\r\nDòng 2\u2028Dòng 3\vDòng 4", "Dòng 1 Dòng 2 Dòng 3 Dòng 4"),
        ("\u202aDạ\u202c", "Dạ"),
        ("plain", "plain"),
        (" \u00a0\u200b ", ""),
        ("a\x00b", "a\x00b"),
    ],
)
def test_tidy(raw: str, expected: str) -> None:
    assert tidy(raw) == expected


@pytest.mark.parametrize(
    "unseen", ["", " ", "\xa0", "\xad", "\u200b", "\u2060 \ufeff\n", "\U000e0061", "\u061c\u180e"]
)
def test_what_shows_nothing_looks_blank(unseen: str) -> None:
    assert looks_blank(unseen)
    assert not looks_blank(unseen + "a")
    assert not looks_blank("–" + unseen)


@given(st.text(st.characters(categories=("Cf", "Zs", "Zl", "Zp", "Lu")), max_size=4))
def test_looking_blank_is_to_be_nothing_once_tidied(text: str) -> None:
    assert looks_blank(text) == (tidy(text) == "")


def test_tidy_can_keep_lines() -> None:
    raw = "\n - Điểm mạnh:  đủ \r\n\r\n\t- Điểm yếu\u2029hết \n"
    assert tidy(raw, keep_lines=True) == "- Điểm mạnh: đủ\n\n- Điểm yếu\nhết"


@given(st.text(), st.booleans())
def test_tidy_is_idempotent_and_nfc(text: str, keep_lines: bool) -> None:
    once = tidy(text, keep_lines=keep_lines)
    assert is_nfc(once)
    assert tidy(once, keep_lines=keep_lines) == once
    assert "  " not in once
    assert keep_lines or "\n" not in once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("khoá", "khóa"),
        ("uỷ ban", "ủy ban"),
        ("Thuỷ", "THỦY"),
        ("quý", "qúy"),
        ("già", "gìa"),
        ("toàn", "tòan"),
        ("Bru - Vân Kiều", "Bru-Vân Kiều"),
        ("H'Mông", "H’mông"),
        ("Trường TH.  Kim Đồng", "trường th kim đồng"),
        ("Gia-rai", "Gia Rai"),
        (windows_1258("Trường Mầm non Hoạ Mi"), "Trường mầm non Họa Mi"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đào", "Dào"),
        ("Hoa", "Hoà"),
        ("Hoá", "Hoà"),
        ("của", "cua"),
        ("Lý", "Lí"),
        ("Mai An", "Maian"),
        ("Tân", "Tần"),
        ("mua", "mưa"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@given(st.text() | VIETNAMESE)
def test_match_key_is_idempotent_and_deaf_to_form_case_and_dirt(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert match_key(tidy(text)) == key
    assert match_key(unicodedata.normalize("NFD", text)) == key


@given(st.text(alphabet="".join(VOWEL_AND_TONE), min_size=2, max_size=3))
def test_the_key_never_loses_a_tone(cluster: str) -> None:
    def tones(text: str) -> list[int]:
        return sorted(VOWEL_AND_TONE[letter][1] for letter in text if VOWEL_AND_TONE[letter][1])

    assert tones(match_key(cluster)) == tones(cluster)


def test_bare_and_slug() -> None:
    assert bare("Trường THCS Đoàn Thị Điểm – số 1") == "Truong THCS Doan Thi Diem – so 1"
    assert slug("Trường THCS Đoàn Thị Điểm – số 1") == "truong-thcs-doan-thi-diem-so-1"
    assert slug("../:*?") == ""


@given(st.text())
def test_slug_is_safe_in_any_file_name(text: str) -> None:
    result = slug(text)
    assert set(result) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(result) == result
    assert not result.startswith("-")
    assert not result.endswith("-")


def test_characters_xml_forbids_are_named_once() -> None:
    assert control_characters("a\x0bb\x00\x0b\ud800\ufffe") == ("U+000B", "U+0000", "U+D800", "U+FFFE")
    assert control_characters("Dòng 1\n\tDòng 2\r & < ' 😀") == ()


@pytest.mark.parametrize("text", ["=1+1", "+84 909", "- Gạch đầu dòng", "@ten", "\t=1", "\r=1"])
def test_text_a_spreadsheet_would_calculate(text: str) -> None:
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["", "Nguyễn Văn An", "1+1", "a=b", "– gạch dài"])
def test_text_a_spreadsheet_leaves_alone(text: str) -> None:
    assert not looks_like_formula(text)


def test_letters_and_tones_are_each_other_s_inverse() -> None:
    assert len(VOWEL_AND_TONE) == 2 * 12 * 6
    assert all(TONED[parts] == letter for letter, parts in VOWEL_AND_TONE.items())


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "thuở",
        "khuya",
        "quyết",
        "gìn",
        "giữ",
        "GIÊNG",
        "ngoằn",
        "Uỷ",
        "ủy",
        "Huỳnh",
        "nghiêng",
        "yến",
        "ở",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["Hélène", "Müller", "các̀", "cac", "càc", "toánà", "fâm", "Nguyeãn", "V¨n", "KĐCL", "François"]
)
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)
    assert not is_syllable("")
