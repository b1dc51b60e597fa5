"""What the administrative papers of a school share: its letterhead, its signers, the law they rest on, what stays blank."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, TypeVar

from kdcl_xl.documents.assessed import Assessed, unchecked_law
from kdcl_xl.documents.bodies import (
    PRIVATELY_OWNED,
    UNNAMED_SCHOOL,
    Body,
    doubts_about,
    parent_of_school,
    territory_of,
)
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import (
    AdministrativePaper,
    Letterhead,
    Receivers,
    Signer,
    proposed_symbol,
)
from kdcl_xl.documents.symbols import school_symbol
from kdcl_xl.documents.writing_desk import WritingDesk, by_role, cited, counted
from kdcl_xl.forms.self_assessment import Member, Registration, School
from kdcl_xl.forms.vocabulary import CouncilRole
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.text.dates import SchoolYear, day_of_year
from kdcl_xl.text.normal import tidy


class SchoolPaper(AdministrativePaper):
    """An administrative paper of a school (NĐ 30/2020/NĐ-CP)."""

    school: str
    """"Trường THCS Nguyễn Thị Lộ"."""
    school_word: str = "Nhà trường"
    """How the text calls the institution ("Trung tâm" for GDTX)."""
    head_word: str = "Hiệu trưởng"
    superior: str
    """The body that manages the school, spelt out."""


P = TypeVar("P", bound=SchoolPaper)


class SchoolDesk(WritingDesk):
    """One school about to write a paper: facts of its workbook, and a list of what it has to fill by hand."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.school = source.submission.fields(School)
        self.registration = source.submission.fields(Registration)
        self.rules: Regulation = source.settings.in_effect(source.submission.edition.rules)

    @property
    def year(self) -> SchoolYear:
        """The school year of the workbook."""
        return self.submission.edition.school_year

    @property
    def name(self) -> str:
        """The name of the school, or words saying that there is none."""
        return tidy(self.school.name) or UNNAMED_SCHOOL

    @cached_property
    def assessed(self) -> Assessed:
        """The assessment with its outcomes."""
        return Assessed(self.submission, self.source.verdict)

    @property
    def is_2026(self) -> bool:
        """Whether the school stands under TT 57/2026."""
        return self.rules.analysis_by == "standard"

    @cached_property
    def council(self) -> list[Member]:
        """The council, the chair first, then by role; people of one role in the order written."""
        return by_role((row for row in self.submission.table(Member) if row.name), CouncilRole)

    def council_size(self) -> str:
        """ "07 (bảy) thành viên"."""
        if not self.council:
            return f"{self.blank('số thành viên Hội đồng')} thành viên"
        return counted(len(self.council), "thành viên")

    def holder(self, role: CouncilRole) -> str:
        """The name of the first council member with a role; "" when nobody has it."""
        return next((row.name for row in self.council if row.role == role), "")

    # ---- what is missing, what is doubtful

    def doubt_levels(self) -> None:
        """The doubts about how levels are decided."""
        for statement in unchecked_law(self.source.verdict):
            self.doubt(statement)

    def tell(self, symbol: str = "") -> None:
        """Tell the user, in at most three sentences, what to fill, what to check, which symbol is proposed."""
        self.tell_open(self.rules.words.school.lower())
        if symbol and not self.source.settings.papers.body_symbol:
            self.remark(proposed_symbol(symbol, "ky-hieu-don-vi"))

    # ---- letterhead and signature

    @cached_property
    def _body(self) -> Body | None:
        school = self.school
        return parent_of_school(
            school.name, school.unit, school.ward, school.province, self.submission.edition.kind, self.on
        )

    @cached_property
    def superior(self) -> str:
        """The managing body spelt out."""
        if self._body is None:
            return self.blank("cơ quan quản lý trực tiếp")
        for statement in doubts_about(self._body, self.on):
            self.doubt(statement)
        return self._body.full

    def letterhead(self, kind: Kind) -> Letterhead:
        """Of a public school: the body above it, then the school. A private school has no superior body to print."""
        own = self.source.settings.papers.body_symbol or school_symbol(self.school.name) or "…"
        parts = [kind.abbreviation, own] if kind.abbreviation else [own]
        private = self.school.ownership in PRIVATELY_OWNED
        return Letterhead(
            parent_body="" if private else self.superior.upper(),
            body=self.name.upper(),
            symbol="-".join(parts),
            place=territory_of(self.school.ward).seat or self.blank("địa danh", "…………"),
            year=self.on.year,
        )

    def head(self) -> Signer:
        """The head of the school: HIỆU TRƯỞNG, GIÁM ĐỐC."""
        return Signer(lines=(self.rules.words.head.upper(),), name=self.school.head)

    def chair(self) -> Signer:
        """The chair, for the council."""
        self.doubt("người ký văn bản của Hội đồng tự đánh giá")
        return Signer(lines=("TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ", "CHỦ TỊCH"), name=self.holder(CouncilRole.CHAIR))

    def receivers(self, *first: str) -> Receivers:
        """Nơi nhận: what is special to the paper, then whom the school answers to."""
        owner = ("Hội đồng quản trị",) if self.school.ownership in PRIVATELY_OWNED else ()
        return Receivers(lines=(*first, *owner), archive="VT")

    # ---- law

    @property
    def circular(self) -> str:
        """ "Thông tư số 57/2026/TT-BGDĐT": for the second and later mentions."""
        return f"Thông tư số {self.rules.number}"

    @property
    def circular_dated(self) -> str:
        """The circular as a paper without căn cứ names it first: number, day, body."""
        return cited(self.rules)

    def circular_ground(self) -> str:
        """The first, full citation of the circular of the workbook."""
        return self.ground_of(self.rules)

    def report_due(self) -> dt.date | None:
        """The last day to approve the report, where the circular names one."""
        due = self.rules.council.report_due
        if not due:
            return None
        if self.rules.council.confidence is Confidence.UNVERIFIED:
            self.doubt(f"hạn phê duyệt báo cáo ({self.rules.council.ref} {self.circular})")
        return day_of_year(due, self.year.end)

    def level_named(self, level: int) -> str:
        """ "Mức 1"; "không đạt Mức 1" for 0."""
        word = self.rules.level_word
        return f"{word}\u00a0{level}" if level else f"không đạt {word}\u00a01"

    def concluded_level(self) -> str:
        """The level the council decided, as the school wrote it; room for it while it has not."""
        level = self.registration.self_level
        if level is None:
            return self.blank("mức đạt được do Hội đồng tự đánh giá kết luận (trang Đăng ký)")
        verdict = self.source.verdict
        if verdict.settled and verdict.level_low != level:
            self.remark(
                f"Trang Đăng ký ghi {self.level_named(level)}, các chỉ báo cho {verdict.headline.lower()}: "
                "thầy/cô xem lại trước khi ký."
            )
        return self.level_named(level)

    # ---- the paper

    def paper(
        self, model: type[P], kind: Kind, subject: str, signer: Signer, receivers: Receivers, **fields: Any
    ) -> P:
        """The paper, with `fields` besides those every paper of a school has; tells the user what is left open."""
        head = self.letterhead(kind)
        made = model(
            head=head,
            receivers=receivers,
            signer=signer,
            kind=kind.heading,
            subject=subject,
            school=self.name,
            school_word=self.rules.words.school,
            head_word=self.rules.words.head,
            superior=self.superior,
            school_year=str(self.year),
            **fields,
        )
        self.tell(head.symbol)
        return made
