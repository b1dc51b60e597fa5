"""What the papers of an office about external review share: letterhead, signer, law and terms of the day, what stays blank.

The law leads by the day of the paper: đoàn đánh giá ngoài until 06/7/2026, hội đồng thẩm định of the Sở since 07/7/2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeVar

from kdcl_xl.documents import bodies
from kdcl_xl.documents.bodies import UNKNOWN_BODY, Body, body_of, doubts_about, province_of, signer_of
from kdcl_xl.documents.document import SLUG_LENGTH, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import (
    AdministrativePaper,
    Letterhead,
    Receivers,
    Signer,
    proposed_symbol,
)
from kdcl_xl.documents.summary_rows import Office
from kdcl_xl.documents.writing_desk import WritingDesk, counted
from kdcl_xl.forms.external_review import ReviewPlan, ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.vocabulary import KIND_OF_NAME, KindName
from kdcl_xl.law.external_review import COUNCIL_PATH, DAY_MONTH, TEAM_PATH, Term, review_law
from kdcl_xl.law.regulation import Regulation, in_force
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.review_year.school_files import SchoolFile, school_files
from kdcl_xl.review_year.terms import term_of, terms_of
from kdcl_xl.text.dates import SchoolYear, vn_long_date
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import slug

OWN_LAYOUT = "Mẫu chính thức của văn bản này (nếu có) chưa có trong chương trình: bố cục theo Nghị định 30/2020/NĐ-CP; cơ quan có mẫu riêng thì sửa mẫu Word."
_LEVEL_FIRST = re.compile(
    r"^(?:MNTT|MN|MG|TiH|TH&THCS|TH|THCS|THPT|Mầm non|Mẫu giáo|Tiểu học|Trung học)(?=[ \d])", re.IGNORECASE
)
_SPELT = {"mn": "Mầm non", "mntt": "Mầm non tư thục", "mg": "Mẫu giáo", "tih": "Tiểu học", "th": "Tiểu học", "tiểu học": "Tiểu học", "mầm non": "Mầm non", "mẫu giáo": "Mẫu giáo"}  # fmt: skip


class ReviewPaper(AdministrativePaper):
    """An administrative paper of an office about external review, recognition, improvement (NĐ 30/2020/NĐ-CP)."""

    office: str
    """"Ủy ban nhân dân phường Tân Mỹ"."""


P = TypeVar("P", bound=ReviewPaper)


class OfficeDesk(WritingDesk):
    """One office about to write a paper: facts of its workbook, law and terms of the day, a list of what to fill by hand."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.plan = source.submission.fields(ReviewPlan)
        self.year: SchoolYear = source.submission.edition.school_year
        self.path = review_law().path_on(source.on)
        self._terms = terms_of(source.submission, source.settings)
        self._customs: dict[str, None] = {}

    # ---- who writes

    @cached_property
    def body(self) -> Body:
        """The office as the workbook names it, else the body that issued the plan it was made from."""
        plan = self.plan
        named = plan.office or self.submission.stamp.unit
        if named:
            return body_of(named, plan.province, self.on)
        if not plan.issuer:
            return Body(UNKNOWN_BODY, bodies.Territory())
        issuer = body_of(_not_in_capitals(plan.issuer), plan.province, self.on)
        if issuer.territory.name or not plan.superior:
            return issuer
        superior = body_of(_not_in_capitals(plan.superior), plan.province, self.on)
        return Body(issuer.title, superior.territory, issuer.kind)

    @property
    def office(self) -> str:
        """The office spelt out."""
        return self.body.full

    @property
    def province(self) -> str:
        """The province as the workbook names it; a Sở names its own."""
        return self.plan.province or (self.body.territory.full if self.body.kind == "so" else "")

    @property
    def is_province(self) -> bool:
        """Whether the office is a Sở: it makes panels and councils, and certifies."""
        return self.body.kind == "so"

    @property
    def superior(self) -> str:
        """Whom it reports to: the Sở, of a Sở its Ủy ban nhân dân."""
        return Office(self.body, self.province, self.on).superior

    @property
    def department(self) -> str:
        """The Sở of the province, spelt out."""
        if self.is_province:
            return self.office
        place = province_of(self.province, self.on).full if self.province else self.blank("tỉnh, thành phố")
        return f"Sở Giáo dục và Đào tạo {place}"

    @cached_property
    def files(self) -> list[SchoolFile]:
        """Everything the workbook says, school by school."""
        return school_files(self.submission)

    # ---- what is missing, what is doubtful

    def tell(self, kind: Kind, symbol: str) -> None:
        """Tell the user what to fill, what to check, whose custom a number is, which symbol is proposed."""
        self.tell_open("cơ quan")
        if self._customs:
            self.remark(f"Số liệu theo thông lệ, không phải quy định chung: {'; '.join(self._customs)}. Cơ quan đặt khác thì sửa ở trang “Mốc, số lượng”.")  # fmt: skip
        own = self.source.settings.papers
        if kind is Kind.LETTER and not own.letter_symbol:
            self.remark(proposed_symbol(symbol, "ky-hieu-cong-van"))
        elif kind.abbreviation and kind is not Kind.LETTER and not own.body_symbol:
            self.remark(proposed_symbol(symbol, "ky-hieu-don-vi"))

    # ---- terms

    def number(self, term: str) -> int:
        """A number in effect. What is shipped and unverified, or only one office's custom, is told to the user."""
        value = self._terms.number(term)
        self._tell_source(term_of(term), value)
        return value

    def counted(self, term: str, noun: str) -> str:
        """The same as papers write it: "05 (năm) người"."""
        return counted(self.number(term), noun)

    def day_in(self, term: str, year: int) -> str:
        """ "ngày 30 tháng 5 năm 2025" of a term of day and month."""
        day = self._terms.day_in(term, year)
        self._tell_source(term_of(term), f"{day.day}/{day.month}")
        return vn_long_date(day)

    def _tell_source(self, term: Term, value: int | str) -> None:
        if str(value) != str(term.value):
            return  # the office's own: its business
        amount = str(value) if term.unit == DAY_MONTH else f"{value} {term.unit}"
        if not term.ref or "Kế hoạch" in term.ref:
            named = f" ({term.ref})" if term.ref else ""
            self._customs[f"{term.title.lower()} {amount}{named}"] = None
        elif term.confidence is Confidence.UNVERIFIED:
            self.doubt(f"{term.title} {amount} ({term.ref})")

    # ---- the law of the day

    @property
    def by_council(self) -> bool:
        """Whether TT 57/2026 rules the day: the council of the Sở instead of a panel."""
        return self.path.id == COUNCIL_PATH

    @property
    def by_team(self) -> bool:
        """Whether the circulars of 2018 rule the day."""
        return self.path.id == TEAM_PATH

    @property
    def work(self) -> str:
        """What the checking from outside is called on the day."""
        return "thẩm định, công nhận đạt chuẩn quốc gia" if self.by_council else "đánh giá ngoài"

    def kinds(self) -> list[str]:
        """The kinds of schools the workbook speaks of, in the order all lists use; all of them when it names none."""
        submission = self.submission
        found = {row.kind for row in submission.table(ScheduledVisit)}
        found |= {row.kind for row in submission.table(ReviewRegistration)}
        found = found - {""} or {file.kind for file in self.files}
        return [str(kind) for kind in KindName if str(kind) in found] or [str(kind) for kind in KindName]

    def circulars(self, kinds: Iterable[str] | None = None) -> list[Regulation]:
        """The circulars in force for kinds of schools, each once."""
        chosen = self.kinds() if kinds is None else list(kinds)
        found = (in_force(self.on, KIND_OF_NAME[KindName(kind)]) for kind in chosen)
        return list({rules.number: rules for rules in found if rules is not None}.values())

    def circular_grounds(self, kinds: Iterable[str] | None = None) -> tuple[str, ...]:
        """The first, full citations: number, day, body, what they are about."""
        return tuple(self.ground_of(rules) for rules in self.circulars(kinds))

    def circulars_named(self) -> str:
        """ "Thông tư số 17/2018/TT-BGDĐT, Thông tư số 18/2018/TT-BGDĐT": for the second and later mentions."""
        return ", ".join(f"Thông tư số {rules.number}" for rules in self.circulars())

    def plan_ground(self) -> str:
        """The plan of the year, with its number where the workbook knows it."""
        plan, about = self.plan, f"công tác kiểm định chất lượng giáo dục năm học {self.year}"
        number = f"số {plan.number}" if plan.number else f"số {self.blank('số, ngày kế hoạch năm học', '……')}"
        day = self.day(plan.issued_on, "số, ngày kế hoạch năm học")
        return f"Căn cứ Kế hoạch {number} {day} của {self.office} về {about}"

    def authority_ground(self) -> str:
        """The act that gives the office its powers: only the office knows which one it cites."""
        what = "văn bản quy định chức năng, nhiệm vụ, quyền hạn của cơ quan"
        return f"Căn cứ {self.blank(what)}"

    def doubt_way_through_office(self) -> None:
        """TT 57/2026 as read names the council of the Sở only: whether dossiers pass through the office is not known."""
        if self.by_council and not self.is_province:
            self.doubt(f"hồ sơ qua cơ quan quản lý trực tiếp rồi trình Sở ({self.path.ref})")

    def tell_old_requests(self, schools: Iterable[str]) -> None:
        """Name the schools that still ask for KĐCLGD on a day that no longer knows it."""
        names = list(schools)
        if self.by_council and names:
            self.remark(
                f"Còn đề nghị KĐCL: {some(names, 5, ' và {} trường nữa')}. Từ 07/7/2026 Thông tư 57/2026/TT-BGDĐT chỉ còn công nhận "
                "đạt chuẩn quốc gia (suy ra từ Điều 16, 17, 19, chưa đối chiếu)."
            )

    # ---- the paper

    def letterhead(self, kind: Kind) -> Letterhead:
        """The head of a paper of a kind; the symbol is the office's own, else a proposal."""
        own, letter = self.source.settings.papers, kind is Kind.LETTER
        plain = bodies.letterhead(self.body, self.province, self.on, letter=letter, symbol=own.letter_symbol if letter else "")  # fmt: skip
        if letter:
            return plain
        after = own.body_symbol or plain.symbol.removeprefix("BC-")
        return plain.model_copy(update={"symbol": f"{kind.abbreviation}-{after}" if kind.abbreviation else after})  # fmt: skip

    def signer(self, paper: str = "van_ban_thuong") -> Signer:
        """Who signs a kind of paper (codes of `law.units`)."""
        signer, doubts = signer_of(self.body, self.on, paper)
        for statement in doubts:
            self.doubt(statement)
        return signer

    def authority(self, signer: Signer) -> str:
        """Who decides, upper case: a body its head signs for (TM.), else the head of the office."""
        if signer.lines[0].startswith("TM."):
            return self.office.upper()
        title, office = signer.lines[-1], self.office.upper()
        if office.startswith("PHÒNG ") and title.endswith(" PHÒNG"):  # TRƯỞNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO …
            title = title.removesuffix(" PHÒNG")
        return f"{title} {office}"

    def paper(
        self, model: type[P], kind: Kind, subject: str, signer: Signer, receivers: Receivers, **fields: Any
    ) -> P:
        """The paper, with `fields` besides those every paper of an office has; tells the user what is left open."""
        head = self.letterhead(kind)
        for statement in doubts_about(self.body, self.on):
            self.doubt(statement)
        made = model(
            head=head,
            receivers=receivers,
            signer=signer,
            kind=kind.heading,
            subject=subject,
            office=self.office,
            school_year=str(self.year),
            **fields,
        )
        self.tell(kind, head.symbol)
        return made


def desk_of(source: Source) -> OfficeDesk:
    """The desk for papers whose official form was not at hand, which the user is told."""
    desk = OfficeDesk(source)
    desk.remark(OWN_LAYOUT)
    return desk


def paper_name(code: str, *parts: str) -> str:
    """The file name of a paper without suffix: its code, whom it is about."""
    return "_".join([code, *filter(None, (slug(part)[:SLUG_LENGTH] for part in parts))])


def _not_in_capitals(text: str) -> str:
    """A name as letterheads print it, with capitals at the beginnings of its words only."""
    return " ".join(word.capitalize() for word in text.split()) if text == text.upper() else text


def spelt_school(name: str) -> str:
    """A school as letters name it: "MN Hoa Sen" → "Trường Mầm non Hoa Sen"; names spelt out already stay."""
    found = _LEVEL_FIRST.match(name)
    if found is None:
        return name
    return f"Trường {_SPELT.get(found[0].lower(), found[0])}{name[found.end() :]}"
