"""What the models print: marks, results, letterhead lines."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from kdcl_xl.documents.contexts import Criterion, Indicator, LevelResult, Met, Verdict
from kdcl_xl.documents.letterhead import Letterhead, Signer
from kdcl_xl.documents.samples.reports import report_2018, report_2026

MET, UNMET, OPEN, ABSENT = Met.MET, Met.UNMET, Met.OPEN, Met.NOT_APPLICABLE


def criterion(*outcomes: Met) -> Criterion:
    levels = tuple(LevelResult(level=n, met=met) for n, met in enumerate(outcomes, 1))
    return Criterion(code="1.10", title="x", levels=levels)


@pytest.mark.parametrize(
    ("outcomes", "result", "unmet", "marks"),
    [
        ((MET, MET, MET), "Đạt Mức 3", "", ("x", "x", "x")),
        ((MET, MET), "Đạt Mức 2", "", ("x", "x", "–")),
        ((MET, UNMET, MET), "Đạt Mức 1", "", ("x", "", "")),
        ((UNMET, MET, MET), "Không đạt", "x", ("", "", "")),
        ((OPEN, MET, MET), "Chưa đánh giá", "", ("…", "…", "…")),
        ((MET, OPEN, MET), "Đạt Mức 1 (các mức sau chưa đánh giá)", "", ("x", "…", "…")),
        ((MET, OPEN, UNMET), "Đạt Mức 1 (các mức sau chưa đánh giá)", "", ("x", "…", "")),
        ((UNMET, OPEN), "Không đạt", "x", ("", "", "–")),
        ((), "Chưa đánh giá", "", ("–", "–", "–")),
        ((MET,), "Đạt", "", ("x", "–", "–")),
        ((UNMET,), "Không đạt", "x", ("", "–", "–")),
        ((ABSENT, ABSENT), "Không áp dụng", "", ("–", "–", "–")),
        ((MET, ABSENT, MET), "Đạt Mức 3", "", ("x", "–", "x")),
    ],
)
def test_marks_are_cumulative_and_unknown_is_not_unmet(outcomes, result, unmet, marks):
    subject = criterion(*outcomes)
    assert (subject.result, subject.unmet_mark, subject.level_marks) == (result, unmet, marks)


def test_indicators_of_three_levels_stand_side_by_side():
    levels = (
        LevelResult(level=1, indicators=(Indicator(label="a", met=MET), Indicator(label="b", met=UNMET))),
        LevelResult(level=2, indicators=(Indicator(label="*", met=OPEN),)),
    )
    first, second = Criterion(code="1.1", title="x", levels=levels).indicator_lines
    assert first.cells == (("a", "Đạt"), ("*", "Chưa đánh giá"), ("–", "–"))
    assert second.cells == (("b", "Không đạt"), ("–", "–"), ("–", "–"))


def test_a_verdict_is_a_proposal_until_the_council_concludes():
    assert Verdict(proposed="Trường đạt Mức 1").sentence.startswith("Đề xuất: Trường đạt Mức 1 (Hội đồng")
    concluded = Verdict(proposed="Trường đạt Mức 1", concluded="Trường đạt Mức 1").sentence
    assert concluded == "Hội đồng tự đánh giá kết luận: Trường đạt Mức 1."


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (dt.date(2027, 2, 5), "Khê Hạ, ngày 05 tháng 02 năm 2027"),
        (dt.date(2027, 3, 15), "Khê Hạ, ngày 15 tháng 3 năm 2027"),
        (
            None,
            "Khê Hạ, ngày\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0năm\u00a02027",
        ),
    ],
)
def test_date_line(day, line):
    head = Letterhead(
        body="PHÒNG VĂN HÓA - XÃ HỘI", symbol="BC-PVHXH", place="Khê Hạ", issued_on=day, year=2027
    )
    assert head.date_line == line
    assert head.number_line == "Số: " + "\u00a0" * 8 + "/BC-PVHXH"
    assert head.model_copy(update={"number": "5"}).number_line == "Số: 05/BC-PVHXH"


def test_a_long_place_name_parts_from_the_date_not_the_date_in_itself():
    head = Letterhead(body="SỞ", symbol="BC-SGDĐT", place="Thành phố Hồ Chí Minh", year=2027, issued_on=dt.date(2027, 6, 21))  # fmt: skip
    assert head.date_line.split(" ") == [
        "Thành",
        "phố",
        "Hồ",
        "Chí",
        "Minh,",
        "ngày\xa021\xa0tháng\xa06\xa0năm\xa02027",
    ]
    assert head.cited == "số ……/BC-SGDĐT ngày 21 tháng 6 năm 2027"


def test_signer_lines():
    Signer(lines=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    for wrong in ("KT.TRƯỞNG PHÒNG", "KT TRƯỞNG PHÒNG", "Hiệu trưởng"):
        with pytest.raises(ValidationError):
            Signer(lines=(wrong,))


def test_tables_need_as_many_figures_as_columns():
    with pytest.raises(ValidationError):
        type(report_2026())(**{**dict(report_2026()), "years": ("2025-2026", "2026-2027")})
    wrong = {**dict(report_2018()), "class_tables": report_2026().class_tables}
    with pytest.raises(ValidationError, match="cần 5"):
        type(report_2018())(**wrong)
