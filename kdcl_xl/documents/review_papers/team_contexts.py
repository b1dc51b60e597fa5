"""What the papers of a panel print: reports on the dossier, minutes of the preliminary visit, phiếu of one criterion."""

from __future__ import annotations

from kdcl_xl.documents.contexts import criterion_named
from kdcl_xl.documents.letterhead import Context, OfficialPaper, Prose


class PreliminaryCriterion(Context):
    """What a member makes of one criterion from the dossier."""

    code: str
    title: str
    clause: bool = False
    """Whether it is a khoản of the article on Mức 4, "22.1", and no criterion of a standard."""
    state: Prose = ""
    strengths: Prose = ""
    weaknesses: Prose = ""
    plan: Prose = ""
    evidence: Prose = ""
    survey: Prose = ""

    @property
    def named(self) -> str:
        """ "Tiêu chí 1.1", "Khoản 1 Điều 22"."""
        return criterion_named(self.code, clause=self.clause)


class PreliminaryReport(Context):
    """Báo cáo sơ bộ of one member: a working paper of the panel; it carries no number."""

    parent_body: str
    body: str = "ĐOÀN ĐÁNH GIÁ NGOÀI"
    school: str
    school_year: str
    circular: str
    member: str
    role: str
    criteria: tuple[PreliminaryCriterion, ...]
    place_date: str


class DossierSection(Context):
    """One of the seven sections."""

    title: str
    text: Prose = ""


class DossierReport(OfficialPaper):
    """Báo cáo kết quả nghiên cứu hồ sơ of the panel (step 1). The titles of its sections are our own."""

    kind: str = "BÁO CÁO"
    subject: str
    school: str
    opening: str
    sections: tuple[DossierSection, ...]


class Attendant(Context):
    """One person at the preliminary visit."""

    name: str
    position: str
    role: str = ""


class SurveyedItem(Context):
    """One thing that was asked, seen or agreed."""

    method: str
    whom: str
    content: str
    result: str


class SurveyMinutes(OfficialPaper):
    """Biên bản khảo sát sơ bộ (step 2): secretary, head of the panel and the school sign. No form of it was at hand."""

    kind: str = "BIÊN BẢN"
    subject: str
    school: str
    school_word: str
    head_word: str
    held_on: str
    decision: str
    members: tuple[Attendant, ...]
    school_head: str
    items: tuple[SurveyedItem, ...]
    official_days: str
    """When the official visit is to be: "từ ngày … đến ngày …", or room for it."""
    copies: str
    """"03 (ba) bản"."""
    secretary: str


class AnsweredIndicator(Context):
    """One indicator with both results."""

    level: str
    label: str
    requirement: str
    own: str
    found: str
    evidence: str


class ExternalCriterionForm(Context):
    """Phiếu đánh giá tiêu chí of the panel, one for each criterion: a working paper; it carries no number."""

    parent_body: str
    body: str = "ĐOÀN ĐÁNH GIÁ NGOÀI"
    school: str
    school_year: str
    heading: str
    """"Tiêu chuẩn 1: …"; the article for a clause of Mức 4."""
    criterion: str
    """"Tiêu chí 1.1: …"."""
    indicator_word: str
    indicators: tuple[AnsweredIndicator, ...]
    own: str
    found: str
    reason: str = ""
    description: Prose = ""
    strengths: Prose = ""
    weaknesses: Prose = ""
    recommendation: Prose = ""
    wording_note: str = ""
    members: str
    chair: str
    place_date: str
