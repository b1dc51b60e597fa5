"""The desk of papers after a review: besides the office's own, papers of the Sở and of the province, rule sets by row."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Any, TypeVar

from kdcl_xl.documents import bodies
from kdcl_xl.documents.bodies import Body, Territory, doubts_about, province_of, signer_of
from kdcl_xl.documents.document import SLUG_LENGTH, Source, file_named
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Letterhead, Receivers, Signer, proposed_symbol
from kdcl_xl.documents.review_papers.desk import OfficeDesk, ReviewPaper
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ImportRemark
from kdcl_xl.forms.review_oversight import ReviewSource
from kdcl_xl.forms.vocabulary import KIND_OF_NAME, KindName
from kdcl_xl.law.external_review import TEAM_PATH, review_law
from kdcl_xl.law.regulation import Regulation, in_force, load
from kdcl_xl.review_year.missing_units import MISSING
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key, slug

_SYMBOLS = {"phong": "PGDĐT", "phong_vhxh": "PVHXH", "so": "SGDĐT"}
_OF_COMMITTEES = "UBND"
_NUMBERED = re.compile(r"(?P<number>\d+)\s*/\s*(?P<symbol>(?:\d{4}/)?[^\W\d_][^\s,;]*)")
"""Number and symbol, whatever the cell says around them: "Quyết định số 412/QĐ-SGDĐT ngày 20/4/2027"."""
_LAST_2018 = review_law().path(TEAM_PATH).valid_to or dt.date.max
P = TypeVar("P", bound=ReviewPaper)

UNBROKEN = "đạt\u00a0chuẩn\u00a0quốc\u00a0gia"
"""In a trích yếu: no line ends inside it."""


class ResultsDesk(OfficeDesk):
    """An office about to write papers on results; several at once, so what is left open is told once, by `tell_all`."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._symbols: dict[str, str] = {}

    # ---- bodies

    @cached_property
    def territory(self) -> Territory:
        """The province; without a name, and left to fill, when neither the sheet nor the office tells it."""
        if self.province:
            return province_of(self.province, self.on)
        self.blank("tỉnh, thành phố (trang Thông tin)")
        return Territory()

    @cached_property
    def so(self) -> Body:
        """The Sở of the province."""
        return Body("Sở Giáo dục và Đào tạo", self.territory, "so")

    @cached_property
    def provincial(self) -> Body:
        """The Ủy ban nhân dân of the province."""
        return Body("Ủy ban nhân dân", self.territory, "ubnd_tinh")

    def head(
        self, body: Body, kind: Kind, *, paper: str = "", signed_on: dt.date | None = None
    ) -> Letterhead:
        """The letterhead of a body. `paper`: number and symbol once given ("1205/QĐ-SGDĐT"); then its day as well."""
        for statement in doubts_about(body, self.on):
            self.doubt(statement)
        given = _NUMBERED.search(paper)
        if paper and given is None:
            self.remark(
                f"Số văn bản “{paper}” trong sổ không có dạng số/ký hiệu nên chưa in được; sửa trong sổ rồi lập lại."
            )
        symbol = given["symbol"] if given else self._symbol(body, kind)
        plain = bodies.letterhead(body, self.territory.full, self.on, letter=False, symbol=symbol)
        if body.kind == "ubnd_tinh":  # a long name breaks before the province, not inside it
            place = body.territory.full.upper().replace(" ", "\u00a0")
            plain = plain.model_copy(update={"body": f"{body.title.upper()} {place}".strip()})
        if given is None:
            return plain
        return plain.model_copy(update={"number": given["number"], "issued_on": signed_on})

    def _symbol(self, body: Body, kind: Kind) -> str:
        own, ours = self.source.settings.papers, body == self.body
        if ours and kind is Kind.REPORT and own.report_symbol:
            return own.report_symbol
        if ours and own.body_symbol:
            return f"{kind.abbreviation}-{own.body_symbol}"
        symbol = f"{kind.abbreviation}-{_SYMBOLS.get(body.kind, _OF_COMMITTEES)}"
        self._symbols[symbol] = (
            "ky-hieu-bao-cao" if ours and kind is Kind.REPORT else "ky-hieu-don-vi" if ours else ""
        )
        return symbol

    def signer_of(self, paper: str, body: Body, on: dt.date | None = None) -> Signer:
        """Who signs a kind of paper of a body on a day (codes of `law.units`); doubts are told."""
        signer, doubts = signer_of(body, on or self.on, paper)
        for statement in doubts:
            self.doubt(statement)
        return signer

    # ---- law

    def rules_of(self, regulation: str, kind: str, on: dt.date | None = None) -> Regulation | None:
        """The rule set a row names, else the one of its kind of school on a day; None when neither is known.

        Raises UnknownRegulation for a name the program does not have.
        """
        if regulation:
            return load(regulation)
        known = KIND_OF_NAME[KindName(kind)] if kind in set(KindName) else None
        return in_force(on or self.on, known) if known else None

    def rules_2018(self, regulation: str, kind: str, on: dt.date | None = None) -> Regulation | None:
        """The same on the path of 2018: its circulars also when the paper is printed after they ended."""
        return self.rules_of(regulation, kind, min(on or self.on, _LAST_2018))

    def circular_ground(self, rules: Regulation | None) -> str:
        """The first, full citation of a circular; room for it when the kind of school is not known."""
        if rules is None:
            return f"Căn cứ {self.blank('Thông tư áp dụng (chưa rõ cấp học của trường)')}"
        return self.ground_of(rules)

    def powers_ground(self, body: Body) -> str:
        """The act that gives a body its powers: each province has its own, so it is left open."""
        return f"Căn cứ {self.blank(f'văn bản quy định chức năng, nhiệm vụ, quyền hạn của {body.full}')}"

    def cited(self, paper: str, number: str, day: dt.date | None, what: str) -> str:
        """ "Quyết định số 812/QĐ-SGDĐT ngày 05 tháng 11 năm 2025", with room for what is unknown."""
        found = _NUMBERED.search(number)
        bare = f"{found['number']}/{found['symbol']}" if found else number.strip()
        return f"{paper} số {bare or self.blank(f'số {what}', '……/……')} {self.day(day, f'ngày {what}')}"

    # ---- the paper

    def issued(
        self,
        model: type[P],
        kind: Kind,
        head: Letterhead,
        subject: str,
        signer: Signer,
        *receivers: str,
        office: str = "",
        **fields: Any,
    ) -> P:
        """The paper, with `fields` besides those every paper has. `office`: who issues it, by default the office itself."""
        return model(
            head=head,
            receivers=Receivers(lines=receivers),
            signer=signer,
            kind=kind.heading,
            subject=subject,
            office=office or self.office,
            school_year=str(self.year),
            **fields,
        )

    @property
    def source_note(self) -> str:
        """Where the figures come from."""
        day = f"đến ngày {vn_date(self.plan.as_of)}, " if self.plan.as_of else ""
        return f"Số liệu {day}lấy từ sổ đánh giá ngoài {file_named(self.submission)}{self._merged_from}, in ngày {vn_date(self.on)}."  # fmt: skip

    @property
    def _merged_from(self) -> str:
        """Of a workbook merged from those of units: how many there are, and how many are missing."""
        rows = self.submission.table(ReviewSource)
        offices = {match_key(row.office) for row in rows if row.form == EXTERNAL_REVIEW.title and row.office}
        if len(offices) < 2:  # the office's own of last year is no merging
            return ""
        missing = sum(1 for row in self.submission.table(ImportRemark) if row.code == MISSING.code)
        without = f", chưa có sổ của {missing} đơn vị (trang {ImportRemark.table.sheet})" if missing else ""
        return f", gộp từ sổ của {len(offices)} đơn vị (trang {ReviewSource.table.sheet}){without}"

    def tell_drafts(self, papers: str) -> None:
        """Say of papers of the Sở or the province that an office below them only drafts them."""
        if not self.is_province:
            self.remark(f"Sổ là của {self.office}: {papers} do cơ quan có thẩm quyền ban hành, bản in là dự thảo để trình.")  # fmt: skip

    def tell_all(self) -> None:
        """Tell the user what to fill, what to check, which symbols are proposed, once for all papers made."""
        self.tell(Kind.FORM, "")
        for symbol, key in self._symbols.items():
            if key:
                self.remark(proposed_symbol(symbol, key))
            else:
                self.remark(f"Ký hiệu đề xuất: {symbol}; cơ quan ban hành dùng ký hiệu khác thì sửa trên văn bản.")  # fmt: skip


def grade_words(word: str, grade: int | None) -> str:
    """ "Mức độ 1", in one piece."""
    return f"{word} {grade}".replace(" ", "\u00a0")


def sentence(text: str) -> str:
    """The text with its full stop."""
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def file_name(file: SchoolFile) -> str:
    """What the papers of a school are named after: its code and its name."""
    return "_".join(filter(None, (slug(file.school_id), slug(file.name)[:SLUG_LENGTH])))
