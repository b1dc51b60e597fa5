"""How the periodic reports cite TT 19/2020/TT-BGDĐT, and what about it nobody has compared with the original."""

from __future__ import annotations

from kdcl_xl.documents.document import Source

LAW = "Thông tư số 19/2020/TT-BGDĐT"
CITED = f"{LAW} ngày 29 tháng 6 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo"
"""The first, full citation. The day is recalled; `doubts` says so on the paper."""


def doubts(article: str, form: str, *, addressee: str = "") -> tuple[str, ...]:
    """For a report that rests on one article and prints columns of our own. `addressee`: one the program proposed."""
    columns = f"{article} và các cột của {form} (biểu chính thức chưa có trong chương trình)"
    to = (f"nơi nhận báo cáo ({addressee})",) if addressee else ()
    return (f"ngày ban hành {LAW}", columns, *to)


def addressed(source: Source, proposed: str) -> tuple[str, str]:
    """(whom the report goes to, whom the program proposed: "" where the office has set its own).

    The superior body is a proposal; the user is told where to set another.
    """
    own = source.settings.papers.periodic_addressee
    if own:
        return own, ""
    source.remarks.append(
        f"Nơi nhận “Kính gửi: {proposed}” là đề xuất, chưa đối chiếu {LAW}; thầy/cô kiểm tra. Gửi nơi khác thì ghi "
        "noi-nhan-bao-cao-dinh-ky ở mục [van-ban] của tệp thiết lập."
    )
    return proposed, proposed
