"""What was typed into one cell, as the value of its column or as a sentence on why it is none."""

from __future__ import annotations

import pytest

from kdcl_xl.forms.school_list import ListedSchool
from kdcl_xl.workbook.cells import Problem, convert


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sau 15/3", "“sau 15/3” không đọc được thành ngày."),
        ('cuối "HK II"', '“cuối "HK II"” không đọc được thành ngày.'),
        ("Tháng 4/2027", "“Tháng 4/2027” không đọc được thành ngày: thiếu ngày."),
        ("31/02/2027", "“31/02/2027” không đọc được thành ngày: không có trong lịch. Đề nghị kiểm tra lại ngày và tháng."),
        ("5/25/2026", "“5/25/2026” không đọc được thành ngày: không có tháng 25. Ý thầy/cô có phải 25/05/2026?"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_read_is_quoted_once_and_told_once(typed: str, told: str) -> None:
    problem = convert(ListedSchool.column("valid_from"), typed)
    assert isinstance(problem, Problem)
    assert (problem.message, problem.remedy) == (told, "Hãy gõ ngày dạng dd/mm/yyyy, ví dụ 05/09/2026.")
