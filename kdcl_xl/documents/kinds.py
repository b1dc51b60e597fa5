"""The 29 kinds of administrative papers (Điều 7 NĐ 30/2020/NĐ-CP), how their symbols begin (Phụ lục III), who signs as what."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kind of a paper, as `kdcl van-ban --danh-sach` names it."""

    RESOLUTION = "nghị quyết"
    DECISION = "quyết định"
    DIRECTIVE = "chỉ thị"
    STATUTE = "quy chế"
    RULES = "quy định"
    COMMUNIQUE = "thông cáo"
    NOTICE = "thông báo"
    GUIDANCE = "hướng dẫn"
    PROGRAMME = "chương trình"
    PLAN = "kế hoạch"
    SCHEME = "phương án"
    PROPOSAL = "đề án"
    PROJECT = "dự án"
    REPORT = "báo cáo"
    MINUTES = "biên bản"
    SUBMISSION = "tờ trình"
    CONTRACT = "hợp đồng"
    LETTER = "công văn"
    TELEGRAM = "công điện"
    MEMORANDUM = "bản ghi nhớ"
    AGREEMENT = "bản thỏa thuận"
    MANDATE = "giấy ủy quyền"
    INVITATION = "giấy mời"
    INTRODUCTION = "giấy giới thiệu"
    LEAVE = "giấy nghỉ phép"
    COVER_SLIP = "phiếu gửi"
    TRANSFER_SLIP = "phiếu chuyển"
    NOTICE_SLIP = "phiếu báo"
    OFFICIAL_MAIL = "thư công"
    FORM = "biểu mẫu"
    """Not one of the 29: its layout is fixed by the Ministry or it is a working paper; it carries no number."""

    @property
    def abbreviation(self) -> str:
        """ "KH" in "Số: 05/KH-THCSNH"; "" for letters, whose symbol has none, and for forms."""
        return _ABBREVIATIONS.get(self, "")

    @property
    def series(self) -> str:
        """The name of the series of numbers: the abbreviation, "CV" for công văn; "" when it takes no number."""
        return "CV" if self in (Kind.LETTER, Kind.OFFICIAL_MAIL) else self.abbreviation

    @property
    def heading(self) -> str:
        """The kind as printed above the subject: "KẾ HOẠCH"."""
        return self.value.upper()


class Capacity(StrEnum):
    """In what capacity somebody signs who is not the head (Điều 13 NĐ 30/2020)."""

    DEPUTY = "KT"
    BY_ORDER = "TL"
    AUTHORISED = "TUQ"
    ACTING = "Q"


_ABBREVIATIONS = {
    Kind.RESOLUTION: "NQ", Kind.DECISION: "QĐ", Kind.DIRECTIVE: "CT", Kind.STATUTE: "QC", Kind.RULES: "QyĐ",
    Kind.COMMUNIQUE: "TC", Kind.NOTICE: "TB", Kind.GUIDANCE: "HD", Kind.PROGRAMME: "CTr", Kind.PLAN: "KH",
    Kind.SCHEME: "PA", Kind.PROPOSAL: "ĐA", Kind.PROJECT: "DA", Kind.REPORT: "BC", Kind.MINUTES: "BB",
    Kind.SUBMISSION: "TTr", Kind.CONTRACT: "HĐ", Kind.TELEGRAM: "CĐ", Kind.MEMORANDUM: "BGN",
    Kind.AGREEMENT: "BTT", Kind.MANDATE: "GUQ", Kind.INVITATION: "GM", Kind.INTRODUCTION: "GGT",
    Kind.LEAVE: "GNP", Kind.COVER_SLIP: "PG", Kind.TRANSFER_SLIP: "PC", Kind.NOTICE_SLIP: "PB",
}  # fmt: skip
