"""A panel about to write a paper: facts of its workbook, bodies of the day, what is left to fill by hand."""

from __future__ import annotations

from functools import cached_property

from kdcl_xl.documents.bodies import Body, body_of, doubts_about, place_and_date, province_of
from kdcl_xl.documents.document import SLUG_LENGTH, Source, file_part
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Letterhead, Receivers, Signer
from kdcl_xl.documents.writing_desk import WritingDesk, by_role, cited
from kdcl_xl.forms.review_team import TeamMember
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.team import TeamBook
from kdcl_xl.text.normal import slug

PANEL = "ĐOÀN ĐÁNH GIÁ NGOÀI"
_SYMBOL = "ĐĐGN"


class TeamDesk(WritingDesk, TeamBook):
    """One panel about to write papers; several at once, so what is left open is told once, by `tell`."""

    def __init__(self, source: Source) -> None:
        TeamBook.__init__(self, source.submission)
        WritingDesk.__init__(self, source)

    # ---- who

    @property
    def name(self) -> str:
        """The school."""
        return self.school.name or self.blank("tên trường")

    @cached_property
    def issuer(self) -> Body:
        """The body that named the panel: the one written, else the Sở of the province."""
        body = body_of(self.school.issuer or "Sở Giáo dục và Đào tạo", self.school.province, self.on)
        for statement in doubts_about(body, self.on):
            self.doubt(statement)
        return body

    @cached_property
    def place(self) -> str:
        """Where papers are dated."""
        return province_of(self.school.province, self.on).seat or self.blank("địa danh", "…………")

    @cached_property
    def members(self) -> list[TeamMember]:
        """Head, secretary, the others as written."""
        return by_role((row for row in self.submission.table(TeamMember) if row.name), PanelRole)

    def holder(self, role: PanelRole) -> str:
        """The name of the first member with a role; "" while nobody has it."""
        return next(iter(self.people(role)), "")

    def file_name(self, code: str, *more: str) -> str:
        """A file name without suffix: code, school, what tells it from the others."""
        school = file_part(self.school.school_id, self.school.name)
        return "_".join((code, *(slug(part)[:SLUG_LENGTH] for part in more), school))

    def tell(self) -> None:
        """Tell the user, in at most two sentences, what to fill and what to check."""
        self.tell_open("đoàn")

    # ---- the paper

    @property
    def parent_body(self) -> str:
        """The body above the panel, upper case."""
        return self.issuer.full.upper()

    @property
    def place_date(self) -> str:
        """Place and date of a working paper, with room for day and month."""
        return place_and_date(self.place, None, self.on.year)

    def head(self, kind: Kind) -> Letterhead:
        """The head of a numbered paper of the panel."""
        symbol = f"{kind.abbreviation}-{_SYMBOL}"
        return Letterhead(parent_body=self.parent_body, body=PANEL, symbol=symbol, place=self.place, year=self.on.year)  # fmt: skip

    def signer(self) -> Signer:
        """The head of the panel."""
        return Signer(lines=(f"TM. {PANEL}", "TRƯỞNG ĐOÀN"), name=self.holder(PanelRole.HEAD))

    def receivers(self, *more: str) -> Receivers:
        """Nơi nhận of a paper of the panel."""
        return Receivers(lines=(f"{self.issuer.full} (để báo cáo)", *more), archive="VT, Đoàn ĐGN")

    @property
    def decision(self) -> str:
        """ "Quyết định số 812/QĐ-SGDĐT ngày 05 tháng 11 năm 2025 của Sở …", with room for what is unknown."""
        number = self.school.decision or self.blank("số quyết định thành lập đoàn", "……/……")
        day = self.day(self.school.decided_on, "ngày quyết định thành lập đoàn")
        return f"Quyết định số {number} {day} của {self.issuer.full}"

    @property
    def circular(self) -> str:
        """The circular, with its day and body."""
        self.doubt_circular(self.rules)
        return cited(self.rules)

    @property
    def year(self) -> str:
        """The school year of the workbook."""
        return str(self.submission.edition.school_year)
