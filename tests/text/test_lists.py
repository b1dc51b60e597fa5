"""What is too long for a sentence: lists and texts."""

from __future__ import annotations

from kdcl_xl.text.lists import perhaps, shortened, some


def test_a_short_list_is_whole() -> None:
    assert some([], 2) == ""
    assert some(["A1", "B2"], 2, " và {} ô khác") == "A1, B2"


def test_what_is_left_out_is_said() -> None:
    assert some(iter(["A1", "B2", "C3"]), 2) == "A1, B2…"
    assert some(["A1", "B2", "C3", "D4"], 2, " và {} ô khác", "; ") == "A1; B2 và 2 ô khác"


def test_braces_in_the_items_stay() -> None:
    assert some(["{}", "{a}", "b"], 2, " và {} mục khác") == "{}, {a} và 1 mục khác"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shortened("Mô tả", 5) == "Mô tả"
    assert shortened("Mô tả hiện trạng", 5) == "Mô t…"


def test_guesses_stand_behind_a_sentence() -> None:
    assert perhaps(["“TH Kim Đồng”", "“TH Lê Lợi”"]) == " Ý thầy/cô có phải “TH Kim Đồng” hoặc “TH Lê Lợi”?"
    assert perhaps([]) == ""
