"""What the papers about a whole year print: báo cáo tổng kết, báo cáo theo dõi cải tiến, kế hoạch trường chuẩn."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Context, Figure, Prose
from kdcl_xl.documents.pictures import Picture
from kdcl_xl.documents.review_papers.desk import ReviewPaper


class DoneRow(Context):
    """What was done for one kind of school."""

    kind: str
    registered: str
    dossiers: str
    """Dossiers found complete."""
    reviewed: str
    """Reviewed by a team, or before the council."""
    accredited: str
    standard: str
    total: bool = False


class NewRecognition(Context):
    """One decision of this school year."""

    school: str
    kind: str
    what: str
    """"CQG Mức độ 1"."""
    decision: str
    until: str


class StandingRow(Context):
    """How many certificates stand where."""

    standing: str
    accredited: str
    standard: str


class ExpiringRow(Context):
    """A certificate that has ended, has to be renewed, or ends soon."""

    school: str
    office: str
    what: str
    until: str
    standing: str
    register_by: str


class TargetRow(Context):
    """One share against its target, with the years before."""

    what: str
    """"CQG, Mầm non"."""
    scope: str
    before: Figure = None
    last: Figure = None
    share: str
    """"51,7% (62/120)"."""
    target: Figure = None
    verdict: str
    chart: Picture | None = None


class ProgressRow(Context):
    """Measures of one school or unit."""

    name: str
    measures: str
    done: str
    under_way: str
    """Under way or partly done."""
    not_started: str
    overdue: str
    share: str
    chart: Picture | None = None


class RatingRow(Context):
    """Self-assessment against external review, of a school, a unit or a criterion."""

    name: str
    compared: str
    above: str
    below: str
    share: Figure = None
    """Of the criteria compared, those the school rated higher."""
    chart: Picture | None = None


class OpenRequest(Context):
    """Something an inspection asked for that is not done."""

    school: str
    request: str
    due: str


class NeedRow(Context):
    """One kind of need over all schools."""

    need: str
    schools: str
    lines: str
    money: str
    """"3.040 triệu đồng; 1 nhu cầu chưa có số"."""


class NextSchool(Context):
    """One school of next year's list."""

    school: str
    kind: str
    office: str
    asks: str
    why: str
    register_by: str


class YearReport(ReviewPaper):
    """Báo cáo tổng kết of a Phòng, a UBND xã or a Sở on review, recognition and improvement of a school year."""

    addressee: str
    basis: Prose
    as_of: str
    next_year: str
    done: tuple[DoneRow, ...]
    recognised: tuple[NewRecognition, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    expiring: tuple[ExpiringRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    countryside: tuple[TargetRow, ...] = ()
    """Nông thôn mới counts facilities: apart from chuẩn quốc gia."""
    progress: tuple[ProgressRow, ...] = ()
    progress_text: Prose = ""
    inspection_text: Prose = ""
    requests: tuple[OpenRequest, ...] = ()
    rating_text: Prose = ""
    ratings: tuple[RatingRow, ...] = ()
    criteria: tuple[RatingRow, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    candidates: tuple[NextSchool, ...] = ()
    limitations: Prose
    proposals: Prose
    closing: str
    source_note: str


class LateRow(Context):
    """One measure past its day."""

    school: str
    criterion: str
    measure: str
    due: str
    days: str
    state: str


class ThreadRow(Context):
    """One issue of one school: weakness → measure → evidence → result."""

    school: str
    criterion: str
    issue: str
    years: str
    measure: str
    evidence: str
    result: str


class MissingReview(Context):
    """A school whose plan was looked over too seldom."""

    school: str
    reviews: str


class ImprovementFollowUp(ReviewPaper):
    """Báo cáo theo dõi thực hiện kế hoạch cải tiến chất lượng of an office."""

    addressee: str
    basis: Prose
    as_of: str
    units: tuple[ProgressRow, ...] = ()
    schools: tuple[ProgressRow, ...]
    overdue: tuple[LateRow, ...] = ()
    reviews_missing: tuple[MissingReview, ...] = ()
    reviews_text: Prose
    threads: tuple[ThreadRow, ...] = ()
    proposals: Prose
    closing: str
    source_note: str


class NeedLine(Context):
    """One thing one school lacks."""

    school: str
    criterion: str
    need: str
    detail: str
    required: Figure = None
    has: Figure = None
    lacking: Figure = None
    money: Figure = None
    funding: str
    year: str
    first: bool = False
    """Whether it is the first line of its school."""


class GoalRow(Context):
    """What is aimed at for one school."""

    school: str
    office: str
    goal: str
    criteria: str
    money: str


class MoneyRow(Context):
    """Money of one year or one source."""

    label: str
    lines: str
    money: str


class BuildingPlan(ReviewPaper):
    """Kế hoạch xây dựng trường đạt chuẩn quốc gia, with what each school lacks."""

    basis: Prose
    purposes: tuple[str, ...]
    shares: tuple[TargetRow, ...] = ()
    goals: tuple[GoalRow, ...]
    needs: tuple[NeedRow, ...]
    years: tuple[MoneyRow, ...]
    funding: tuple[MoneyRow, ...]
    lines: tuple[NeedLine, ...]
    duties: Prose
    source_note: str

    @property
    def attached_to(self) -> str:
        """The note under the title of the annex."""
        return f"Kèm theo Kế hoạch {self.head.cited} của {self.office}"
