"""Who rates itself above what panels found."""

from __future__ import annotations

from kdcl_xl.forms.review_results import Comparison
from kdcl_xl.review_year.comparison import compare
from tests.review_year.books import book


def line(number: int, criterion: str, own: int | None, found: int | None, **more: str) -> Comparison:
    given = {
        "regulation": "tt18_2018_tr",
        "office": "UBND phường Tân Mỹ" if number < 3 else "UBND xã Nhà Bè",
    } | more
    return Comparison(
        school_id=str(number),
        school=f"Trường THCS Số {number}",
        criterion=criterion,
        own=own,
        found=found,
        **given,
    )


def test_shares_and_means_leave_out_what_is_unknown() -> None:
    compared = compare(
        book(
            line(1, "1.1", 2, 2),
            line(1, "1.2", 3, 1),
            line(1, "1.3", 2, None),
            line(2, "1.1", 1, 2),
            line(3, "1.1", 2, 1),
        )
    )
    one, three, two = compared.schools
    assert (one.name, one.gap.share_above, one.gap.mean, one.gap.unknown) == (
        "Trường THCS Số 1",
        50.0,
        1.0,
        1,
    )
    assert (three.name, three.gap.mean, two.gap.mean) == ("Trường THCS Số 3", 1.0, -1.0)
    assert (
        one.gap.in_words
        == "cao hơn 1/2 (50,0%), thấp hơn 0, chênh trung bình +1,00 mức; 1 tiêu chí chưa có đủ mức của hai bên"
    )
    assert {unit.office: (unit.schools, unit.gap.mean) for unit in compared.units} == {
        "UBND phường Tân Mỹ": (2, 0.33),
        "UBND xã Nhà Bè": (1, 1.0),
    }
    assert [(c.criterion, c.gap.compared, c.gap.above) for c in compared.criteria] == [
        ("1.1", 3, 1),
        ("1.2", 1, 1),
        ("1.3", 0, 0),
    ]
    assert compared.criteria[2].gap.mean is None


def test_level_0_is_a_level_and_blank_is_not() -> None:
    gap = compare(book(line(1, "1.1", 1, 0), line(1, "1.2", None, 0))).gap
    assert (gap.compared, gap.above, gap.mean, gap.unknown) == (1, 1, 1.0, 1)


def test_two_rows_of_one_criterion_fill_each_other_or_count_as_unknown() -> None:
    filled = compare(book(line(1, "1.1", 3, None), line(1, "1.1", None, 2))).gap
    assert (filled.compared, filled.mean) == (1, 1.0)
    conflict = compare(book(line(1, "1.1", 3, 2), line(1, "1.1", 3, 1))).schools[0]
    assert conflict.pairs[0].conflict and conflict.gap.compared == 0 and conflict.gap.unknown == 1


def test_one_criterion_under_two_rule_sets_is_two() -> None:
    compared = compare(book(line(1, "1.1", 2, 2), line(2, "1.1", 2, 1, regulation="tt57_2026_pt")))
    assert [(c.regulation, c.gap.above) for c in compared.criteria] == [
        ("tt18_2018_tr", 0),
        ("tt57_2026_pt", 1),
    ]


def test_an_empty_sheet_says_so() -> None:
    compared = compare(book())
    assert compared.lines() == ["Trang Đối chiếu chưa có dòng nào."] and compared.gap.mean is None


def test_a_clause_differs_but_by_no_number_of_levels() -> None:
    compared = compare(book(line(1, "1.1", 3, 2), line(1, "1.2", 2, 2), line(1, "22.1", 4, 0)))
    assert (compared.gap.above, compared.gap.compared, compared.gap.mean) == (2, 3, 0.5)
    assert (
        compared.gap.in_words
        == "cao hơn 2/3 (66,7%), thấp hơn 0, chênh trung bình +0,50 mức (2 tiêu chí có mức)"
    )
    alone = compare(book(line(1, "22.1", 4, 0))).gap
    assert (alone.mean, alone.in_words) == (None, "cao hơn 1/1 (100,0%), thấp hơn 0")


def test_a_rule_set_nobody_knows_has_levels_only() -> None:
    assert compare(book(line(1, "22.1", 2, 1, regulation="bo-la"))).gap.mean == 1.0
