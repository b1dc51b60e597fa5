"""What each document needs, one model per document. Plain fields: workbooks are mapped to them elsewhere.

Numbers arrive formatted (`Figure`), text as written (`Prose`). Nothing here decides the level of a
school: documents print the proposal they are given and leave the conclusion to the council.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from kdcl_xl.documents.letterhead import Context, Figure, Prose, Signer


class Met(StrEnum):
    """The outcome of an indicator or a level. The value is what is printed."""

    MET = "Đạt"
    UNMET = "Không đạt"
    OPEN = "Chưa đánh giá"
    NOT_APPLICABLE = "Không áp dụng"


_ABSENT = "–"
_MARKS = {Met.MET: "x", Met.UNMET: "", Met.OPEN: "…"}
_LEVELS_2018 = (1, 2, 3)
STAFF_COLUMNS = 6


class Indicator(Context):
    """One indicator (chỉ báo) of a level. `label` is a, b, c or `*` for a single unlettered one."""

    label: str
    requirement: str = ""
    """What it asks, in our short wording or the official one (`CriterionForm.wording_note` says which)."""
    met: Met = Met.OPEN


class LevelResult(Context):
    """One level of one criterion."""

    level: int
    state: Prose = ""
    """Mô tả hiện trạng, with the evidence codes in the text."""
    met: Met = Met.OPEN
    indicators: tuple[Indicator, ...] = ()


class IndicatorLine(Context):
    """One printed line of "Tự đánh giá": indicator and outcome under each of three levels."""

    cells: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]


def clause_named(code: str) -> str:
    """ "22.1" → "Khoản 1 Điều 22": clauses of the top level are coded by their article."""
    article, _, clause = code.partition(".")
    return f"Khoản {clause} Điều {article}"


def criterion_named(code: str, *, clause: bool) -> str:
    """ "Tiêu chí 1.1", "Khoản 1 Điều 22"."""
    return clause_named(code) if clause else f"Tiêu chí {code}"


class Criterion(Context):
    """One criterion (tiêu chí), or one clause of Điều 22 (Mức 4) under the 2018 circulars."""

    code: str
    """"1.1", or "22.1" for a clause."""
    title: str
    levels: tuple[LevelResult, ...]
    strengths: Prose = ""
    weaknesses: Prose = ""
    improvement: Prose = ""
    mandatory: bool = False

    @property
    def clause_name(self) -> str:
        """`Khoản 4 Điều 22` for a clause coded 22.4."""
        return clause_named(self.code)

    @property
    def result(self) -> str:
        """`Không đạt`, `Đạt Mức 2`, `Chưa đánh giá`: a level counts only above met lower ones.

        A criterion of a single level is met or not, without a number (TT 42/2012, TT 25/2014, clauses of Điều 22).
        """
        outcomes = {level.met for level in self.levels}
        if outcomes <= {Met.NOT_APPLICABLE}:
            return Met.NOT_APPLICABLE.value if outcomes else Met.OPEN.value
        reached = 0
        for level in self.levels:
            if level.met is Met.OPEN:
                return f"Đạt Mức {reached} (các mức sau chưa đánh giá)" if reached else Met.OPEN.value
            if level.met is Met.UNMET:
                break
            reached = level.level
        if reached and len(self.levels) == 1:
            return Met.MET.value
        return f"Đạt Mức {reached}" if reached else Met.UNMET.value

    @property
    def unmet_mark(self) -> str:
        """ "x" in the column "Không đạt" of the summary table when the first level is not met."""
        return "x" if self.levels and self.levels[0].met is Met.UNMET else ""

    @property
    def level_marks(self) -> tuple[str, str, str]:
        """The columns Mức 1, 2, 3: "x" reached, "" not reached, "–" no such level or not applicable, "…" undecided.

        Above a level not assessed nothing is decided, above an unmet one nothing is reached.
        """
        by_number = {level.level: level.met for level in self.levels}
        marks, so_far = [], Met.MET
        for number in _LEVELS_2018:
            met = by_number.get(number, Met.NOT_APPLICABLE)
            if met is Met.NOT_APPLICABLE:
                marks.append(_ABSENT)
                continue
            if so_far is not Met.UNMET and met is not Met.MET:
                so_far = met
            marks.append(_MARKS[so_far])
        return marks[0], marks[1], marks[2]

    @property
    def indicator_lines(self) -> tuple[IndicatorLine, ...]:
        """The table "5. Tự đánh giá": indicators of the three levels side by side, "–" where there is none."""
        by_number = {level.level: level.indicators for level in self.levels}
        columns = [by_number.get(number, ()) for number in _LEVELS_2018]
        lines = []
        for row in range(max((len(column) for column in columns), default=0)):
            pairs = [
                (column[row].label, column[row].met.value) if row < len(column) else (_ABSENT, _ABSENT)
                for column in columns
            ]
            lines.append(IndicatorLine(cells=(pairs[0], pairs[1], pairs[2])))
        return tuple(lines)

    @property
    def anchor(self) -> str:
        """Name of the bookmark the table of contents points to."""
        return f"_TC_{self.code.replace('.', '_')}"


class Standard(Context):
    """One standard (tiêu chuẩn). Analysis stands here in 2026, in each criterion in 2018."""

    code: str
    title: str
    criteria: tuple[Criterion, ...]
    opening: Prose = ""
    """Mở đầu (2018)."""
    conclusion: Prose = ""
    """Kết luận về tiêu chuẩn (2018)."""
    strengths: Prose = ""
    weaknesses: Prose = ""
    causes: Prose = ""
    """Nguyên nhân của hạn chế (2026)."""
    trend: Prose = ""
    """Xu hướng 03 năm học (2026)."""
    priorities: Prose = ""
    """Vấn đề ưu tiên cải tiến (2026)."""

    @property
    def anchor(self) -> str:
        """Name of the bookmark the table of contents points to."""
        return f"_TCH_{self.code}"


class Member(Context):
    """A member of the self-assessment council."""

    name: str
    position: str
    role: str


class Abbreviation(Context):
    """One line of the list of abbreviations."""

    short: str
    meaning: str


class LabelledText(Context):
    """One line of the general information: label and text; None prints "chưa có số liệu"."""

    label: str
    text: Figure = None


class FigureRow(Context):
    """One row of a table of figures: as many values as the table has columns."""

    label: str
    values: tuple[Figure, ...]
    total: bool = False


class YearTable(Context):
    """Figures by school year: 5 years in the 2018 reports, 3 in those of 2026 (same order as `years`)."""

    title: str
    rows: tuple[FigureRow, ...]
    note: str = ""


class StaffTable(Context):
    """Staff at the time of self-assessment, 6 values a row:

    Tổng số, Nữ, Dân tộc, Chưa đạt chuẩn, Đạt chuẩn, Trên chuẩn.
    """

    title: str
    rows: tuple[FigureRow, ...]
    note: str = ""


class Evidence(Context):
    """One line of the catalogue of evidence."""

    code: str
    title: str
    issued: str = ""
    """Số, ngày ban hành, hoặc thời điểm khảo sát (2018)."""
    issuer: str = ""
    """Nơi ban hành hoặc người thực hiện (2018)."""
    location: str = ""
    """Định dạng, nơi lưu trữ hoặc đường dẫn điện tử (2026)."""
    note: str = ""


class Improvement(Context):
    """One line of the improvement plan, columns (2) to (10) of the form of 2026."""

    content: str
    goal: str = ""
    actions: str = ""
    indicator: str = ""
    time: str = ""
    owner: str = ""
    resources: str = ""
    evidence: str = ""
    progress: str = ""


class Share(Context):
    """A count with its share: "28 tiêu chí", "100%"."""

    label: str
    count: Figure = None
    percent: Figure = None


class Verdict(Context):
    """The level. The program proposes and explains, the council concludes."""

    proposed: str
    """"Mức 2", "Không đạt", or "chưa đủ căn cứ để đề xuất"."""
    reasons: tuple[str, ...] = ()
    concluded: str = ""
    """The level the council decided; empty while it has not met."""
    unverified: tuple[str, ...] = ()
    """Statements of law not yet compared with the original text."""

    @property
    def sentence(self) -> str:
        """What is printed: the conclusion when there is one, otherwise a proposal marked as such."""
        if self.concluded:
            return f"Hội đồng tự đánh giá kết luận: {self.concluded}."
        return f"Đề xuất: {self.proposed} (Hội đồng tự đánh giá xem xét, kết luận)."


class SelfAssessmentReport(Context):
    """Báo cáo tự đánh giá of one school; one model for the forms of 2018 and of 2026.

    2018 prints five `years`, `openings`, criteria with their own analysis, `clauses` (Mức 4).
    2026 prints three `years`, standards with their analysis, `improvements`.
    """

    parent_body: str
    """Cơ quan chủ quản on the cover, upper case."""
    school: str
    """"Trường THCS Nguyễn Bỉnh Khiêm"."""
    school_word: str = "Nhà trường"
    """How the text calls the institution ("Trung tâm" for GDTX)."""
    school_year: str
    place: str
    cover_date: str
    """"tháng 5 năm 2027"."""
    regulation: str
    """"Thông tư số 57/2026/TT-BGDĐT"."""
    council: tuple[Member, ...]
    abbreviations: tuple[Abbreviation, ...] = ()
    profile: tuple[LabelledText, ...] = ()
    years: tuple[str, ...]
    """School years of the tables, oldest first: exactly 5 (2018) or 3 (2026)."""
    class_tables: tuple[YearTable, ...] = ()
    staff_tables: tuple[StaffTable, ...] = ()
    result_tables: tuple[YearTable, ...] = ()
    """Staff over the years, pupils, results: printed after the staff of today."""
    background: Prose = ""
    """Đặt vấn đề (2018), bối cảnh (2026)."""
    purpose: Prose = ""
    """Mục đích, phạm vi, thời gian (2026)."""
    process: Prose = ""
    """Quá trình tự đánh giá."""
    standards: tuple[Standard, ...]
    clauses: tuple[Criterion, ...] = ()
    """Khoản of Điều 22 (Mức 4), one level each; empty when Mức 4 was not assessed."""
    clauses_conclusion: Prose = ""
    shares: tuple[Share, ...] = ()
    """Counts of the general conclusion, e.g. criteria met at each level."""
    verdict: Verdict
    conclusion: Prose = ""
    recommendations: Prose = ""
    evidence: tuple[Evidence, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    signed_place_date: str
    """"Nghĩa Lộ, ngày 28 tháng 5 năm 2027", or with gaps while unsigned."""
    signer: Signer
    source_note: str = ""
    """Where the figures come from: workbook, revision, date of data."""

    @model_validator(mode="after")
    def _rows_fill_their_columns(self) -> Self:
        """A row shorter than its header would print a hole, a longer one would lose figures."""
        for tables, columns in (
            (self.class_tables, len(self.years)),
            (self.result_tables, len(self.years)),
            (self.staff_tables, STAFF_COLUMNS),
        ):
            for table in tables:
                for row in table.rows:
                    if len(row.values) != columns:
                        raise ValueError(
                            f"{table.title}: dòng «{row.label}» có {len(row.values)} số, cần {columns}"
                        )
        return self

    @property
    def profile_pairs(self) -> tuple[tuple[LabelledText, LabelledText], ...]:
        """The general information in two columns, read downwards."""
        half = (len(self.profile) + 1) // 2
        right = (*self.profile[half:], LabelledText(label="", text=""))
        return tuple(zip(self.profile[:half], right, strict=False))


class SelfAssessmentReport2018(SelfAssessmentReport):
    """The 2018 form: five school years."""

    years: tuple[str, ...] = Field(min_length=5, max_length=5)


class SelfAssessmentReport2026(SelfAssessmentReport):
    """The 2026 form: three school years."""

    years: tuple[str, ...] = Field(min_length=3, max_length=3)


class CriterionForm(Context):
    """Phiếu đánh giá tiêu chí: Phụ lục 5a (Mức 1, 2, 3) or, with `fourth_level`, 5b (Mức 4, Điều 22).

    Drawn up for three levels in 2018; with fewer it prints only the levels its rule set has.
    """

    parent_body: str
    school: str
    group: str
    """Nhóm công tác hoặc cá nhân."""
    standard_code: str = ""
    standard_title: str = ""
    criterion: Criterion
    fourth_level: bool = False
    level_count: int = Field(3, ge=1, le=3)
    """Levels the rule set has for criteria: 3 (2018), 2 (TT 57/2026), 1 (TT 42/2012, TT 25/2014)."""
    indicator_word: str = "chỉ báo"
    """"chỉ số" in the circulars of 2012 and 2014."""
    wording_note: str = ""
    """Says that the requirements are a summary, when they are."""
    place_date: str
    writer: str = ""
    group_leader: str = ""
    unverified: tuple[str, ...] = ()
