"""Citations in running text, and the register they are compared with."""

from __future__ import annotations

import datetime as dt

import pytest

from kdcl_xl.documents.layout.acts import register
from kdcl_xl.documents.layout.citing import citations_of
from kdcl_xl.documents.layout.paper import Paragraph, Run

DAY = dt.date(2018, 8, 22)


def cited(text: str) -> list[tuple[str, str, dt.date | None, str]]:
    return [(c.kind, c.number, c.issued_on, c.issuer) for c in citations_of(Paragraph((Run(text),)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Quy định;",
            [("Thông tư", "18/2018/TT-BGDĐT", DAY, "Bộ trưởng Bộ Giáo dục và Đào tạo")],
        ),
        (
            "Thông tư 17/2018/TT-BGDĐT, Thông tư 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ GDĐT",
            [
                ("Thông tư", "17/2018/TT-BGDĐT", DAY, "Bộ GDĐT"),
                ("Thông tư", "18/2018/TT-BGDĐT", DAY, "Bộ GDĐT"),
            ],
        ),
        (
            "Thông tư số 22/2024/TT-BGDĐT và Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ GDĐT",
            [
                ("Thông tư", "22/2024/TT-BGDĐT", None, "Bộ GDĐT"),
                ("Thông tư", "18/2018/TT-BGDĐT", DAY, "Bộ GDĐT"),
            ],
        ),
        (
            "Văn bản số 5932/BGDĐT-QLCL, 5942/BGDĐT-QLCL ngày 28 tháng 12 năm 2018 của Bộ Giáo dục và Đào tạo về hướng dẫn",
            [
                ("Văn bản", "5932/BGDĐT-QLCL", dt.date(2018, 12, 28), "Bộ Giáo dục và Đào tạo"),
                ("", "5942/BGDĐT-QLCL", dt.date(2018, 12, 28), "Bộ Giáo dục và Đào tạo"),
            ],
        ),
        ("theo Quyết định số 12/QĐ-UBND về việc giao chỉ tiêu", [("Quyết định", "12/QĐ-UBND", None, "")]),
        (
            "Công văn số 5398/SGDĐT-KTKĐ ngày 29 tháng 8 năm 2024 của Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh về việc",
            [
                (
                    "Công văn",
                    "5398/SGDĐT-KTKĐ",
                    dt.date(2024, 8, 29),
                    "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
                )
            ],
        ),
        ("Luật số 123/2025/QH15 có hiệu lực từ năm 2026", [("Luật", "123/2025/QH15", None, "")]),
        (
            "Quyết định số 12/QĐ-UBND ngày 31/02/2024 của UBND xã.",
            [("Quyết định", "12/QĐ-UBND", None, "UBND xã")],
        ),
        ("Học 2 buổi/ngày; 12/15 tiêu chí; tháng 5/2025; Kế hoạch năm 2025.", []),
        ("Số điện thoại 0200.3999.888, lớp 9/2, tỷ lệ 3/4.", []),
    ],
)
def test_what_a_text_cites(text: str, expected: list[object]) -> None:
    assert cited(text) == expected


def test_the_register_is_sound() -> None:
    acts = register()
    assert acts
    for key, act in acts.items():
        assert key == act.number.upper()
        assert act.source
        assert not act.replaced_by or act.replaced_by.upper() in acts
        if act.valid_from and act.valid_to:
            assert act.valid_from < act.valid_to
        if act.issued_on and act.valid_from:
            assert act.issued_on <= act.valid_from
        assert act.verified or not act.validity_verified


@pytest.mark.parametrize(
    ("number", "day", "valid"),
    [
        ("18/2018/TT-BGDĐT", dt.date(2018, 10, 9), False),
        ("18/2018/TT-BGDĐT", dt.date(2018, 10, 10), True),
        ("18/2018/TT-BGDĐT", dt.date(2026, 7, 6), True),
        ("18/2018/TT-BGDĐT", dt.date(2026, 7, 7), False),
        ("57/2026/TT-BGDĐT", dt.date(2026, 7, 7), True),
        ("21/2019/TT-BGDĐT", dt.date(2026, 4, 15), False),
        ("31/2023/TT-BGDĐT", dt.date(2024, 2, 14), False),
    ],
)
def test_in_force(number: str, day: dt.date, valid: bool) -> None:
    assert register()[number].in_force(day) is valid
