"""What the báo cáo đánh giá ngoài prints: filled from the office's workbook here, and more fully from the team's own.

Form of 2018: Phần I Tổng quan, Phần II Đánh giá theo tiêu chí, Phần III Kết luận, kiến nghị (Điều 28 TT 17, 18,
19/2018/TT-BGDĐT). The prose of the team is optional: what nobody has written is printed as not written.
"""

from __future__ import annotations

from kdcl_xl.documents.contexts import criterion_named
from kdcl_xl.documents.letterhead import Context, Figure, OfficialPaper, Prose


class TeamMember(Context):
    """One member of the đoàn."""

    name: str
    position: str = ""
    role: str
    criteria: str = ""
    """Criteria the member looks after: "1.1; 1.2"."""


class ReviewStep(Context):
    """One of the six steps."""

    title: str
    when: Figure = None
    """"12/11/2025", "từ ngày 12/11/2025 đến ngày 14/11/2025"; None while it has not been done."""


class ReviewedCriterion(Context):
    """One criterion: the level the school gave itself, the level the team found, what the team wrote."""

    code: str
    title: str
    clause: bool = False
    """Whether it is a khoản of the article on Mức 4, "22.1", and no criterion of a standard."""
    own: Figure = None
    """"Mức 2", "Không đạt Mức 1"; None: not assessed."""
    found: Figure = None
    difference: str = ""
    """"Cao hơn 1 mức": the school's level against the team's; "Như nhau"; "" while one of them is unknown."""
    reason: str = ""
    """Why they differ, in a few words."""
    description: Prose = ""
    """Nhận định of the team."""
    strengths: Prose = ""
    weaknesses: Prose = ""
    recommendation: Prose = ""

    @property
    def named(self) -> str:
        """ "Tiêu chí 1.1", "Khoản 1 Điều 22"."""
        return criterion_named(self.code, clause=self.clause)

    @property
    def written(self) -> bool:
        """Whether the team has written anything about it."""
        return any(part.strip() for part in (self.description, self.strengths, self.weaknesses, self.recommendation))  # fmt: skip

    @property
    def differs(self) -> bool:
        """Whether both levels are known and not the same."""
        return None not in (self.own, self.found) and self.own != self.found


class ReviewedStandard(Context):
    """One standard with its criteria, in the order of the rule set."""

    code: str
    title: str
    criteria: tuple[ReviewedCriterion, ...]
    strengths: Prose = ""
    weaknesses: Prose = ""


class LevelShare(Context):
    """How many criteria stand at one level, by the school and by the team."""

    label: str
    """"Mức 2", "Không đạt Mức 1", "Chưa đánh giá"."""
    own: Figure = None
    own_share: Figure = None
    found: Figure = None
    found_share: Figure = None


class SchoolReply(Context):
    """One opinion of the school on the draft and what the team did about it."""

    about: str
    """"Tiêu chí 3.2, trang 14"."""
    opinion: str
    reply: str = ""
    reason: str = ""


class ExternalReviewReport(OfficialPaper):
    """Báo cáo đánh giá ngoài of one school, until 06/7/2026 (Điều 28 TT 17, 18, 19/2018/TT-BGDĐT)."""

    kind: str = "BÁO CÁO"
    subject: str
    """"Đánh giá ngoài Trường THCS Nguyễn Thị Lộ"."""
    school: str
    school_word: str = "Nhà trường"
    school_year: str
    circular: str
    """"Thông tư số 18/2018/TT-BGDĐT"."""
    decision: str
    """"Quyết định số 812/QĐ-SGDĐT ngày 05/11/2025", or with gaps."""
    profile: Prose = ""
    """Giới thiệu about the school."""
    members: tuple[TeamMember, ...] = ()
    steps: tuple[ReviewStep, ...]
    process: Prose = ""
    """What the team did, beyond the days of the steps."""
    standards: tuple[ReviewedStandard, ...]
    clauses: tuple[ReviewedCriterion, ...] = ()
    """Khoản of Điều 22 (Mức 4), where they were looked at."""
    shares: tuple[LevelShare, ...] = ()
    differences: str
    """How many criteria stand higher, lower, alike, one sentence."""
    feedback: tuple[SchoolReply, ...] = ()
    strengths: Prose = ""
    """Điểm mạnh of the whole school."""
    weaknesses: Prose = ""
    recommendations: Prose = ""
    level: str
    """"Mức 2": what the team concluded; with dots while it has not."""
    proposed: str = ""
    """What the levels of the criteria give, as a proposal: "Đạt Mức 2"; "" when they decide nothing."""
    source_note: str = ""

    @property
    def compared(self) -> tuple[ReviewedCriterion, ...]:
        """All criteria in one row, for the table tự đánh giá against đánh giá ngoài."""
        return tuple(criterion for standard in self.standards for criterion in standard.criteria)
