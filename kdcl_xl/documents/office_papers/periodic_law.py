"""How the periodic reports cite TT 19/2020/TT-BGDĐT, and what about it nobody has compared with the original."""

from __future__ import annotations

LAW = "Thông tư số 19/2020/TT-BGDĐT"
CITED = f"{LAW} ngày 29 tháng 6 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo"
"""The first, full citation. The day is recalled; `doubts` says so on the paper."""


def doubts(article: str, form: str) -> tuple[str, ...]:
    """For a report that rests on one article and prints columns of our own."""
    return (
        f"ngày ban hành {LAW}",
        f"{article} và các cột của {form} (biểu chính thức chưa có trong chương trình)",
    )
