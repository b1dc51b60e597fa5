"""A rule set: standards, criteria, what each level asks, and the parameters of the engine that levels a school.

Everything that differs between circulars is data here, so that one code path serves all of them.
`data/<id>.yaml` holds one rule set; a new circular is one new file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from kdcl_xl.law.data_file import law_data, law_data_names
from kdcl_xl.law.sourced import Confidence, LawData, Sourced


class SchoolKind(StrEnum):
    """Kinds of schools, as the official list of schools names them (value = code in our files)."""

    PRESCHOOL = "mam_non"
    PRIMARY = "tieu_hoc"
    LOWER_SECONDARY = "thcs"
    UPPER_SECONDARY = "thpt"
    MULTI_LEVEL = "nhieu_cap"
    CONTINUING = "gdtx"


class Question(NamedTuple):
    """One line of the sheet "Đánh giá": criterion × level × indicator. Codes are text: 1.10 is not 1.1."""

    criterion: str
    level: int
    indicator: str


class Indicator(LawData):
    """One indicator (chỉ báo, chỉ số). `label` is a, b, c or `*` for a single unlettered one."""

    label: str
    summary: str = ""
    official: str = ""
    """The circular's own words, once an office has loaded them (see `load_wording`)."""

    @property
    def wording(self) -> str:
        """What to print: the official words when loaded, otherwise our short ones."""
        return self.official or self.summary


class Level(LawData):
    """What one criterion asks at one level, in our own short words."""

    level: int
    indicators: tuple[Indicator, ...]
    ref: str = ""


class Criterion(LawData):
    """A criterion (tiêu chí); or a clause of Điều 22 (code `22.x`, level 4) under the 2018 circulars."""

    code: str
    title: str
    levels: tuple[Level, ...]
    mandatory: bool = False
    may_not_apply: tuple[Question, ...] = ()
    evidence: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()

    def level(self, number: int) -> Level | None:
        """The requirements of one level, None when the criterion has no such level."""
        return next((level for level in self.levels if level.level == number), None)


class Standard(LawData):
    """A standard (tiêu chuẩn) with its criteria."""

    code: str
    title: str
    criteria: tuple[Criterion, ...]


class CumulativeEngine(Sourced):
    """2018: level n is reached when every criterion that has level 1..n meets all of them (Điều 6, 22)."""

    kind: Literal["cumulative"]
    top_level: int
    clause_level: int | None = None
    """The level decided by clauses (Mức 4, Điều 22) instead of criteria."""


class QuotaEngine(Sourced):
    """2026: all mandatory criteria, a quota of the others, and a floor for the rest (khoản 3 Điều 5)."""

    kind: Literal["quota"]
    top_level: int
    others_required: int
    rest_at_least: dict[int, int] = Field(default_factory=dict)
    """Level of the school → lowest level every remaining criterion must have (2 → 1)."""


class PercentageEngine(Sourced):
    """2012: share of criteria met, with required criteria for the higher levels (khoản 1 Điều 31)."""

    kind: Literal["percentage"]
    top_level: int
    shares: dict[int, int]
    """Level → lowest share of criteria met, in percent."""
    required: dict[int, tuple[str, ...] | None]
    """Level → codes that must be met; None: the list is unknown, so the level cannot be decided."""


Engine = Annotated[CumulativeEngine | QuotaEngine | PercentageEngine, Field(discriminator="kind")]


class EvidenceCode(Sourced):
    """How this circular writes the code of a piece of evidence."""

    style: Literal["H", "MC"]
    pattern: str
    example: str


class Council(Sourced):
    """Limits of the self-assessment council (hội đồng tự đánh giá)."""

    min_members: int | None = None
    odd: bool = False
    chairs: int = 1
    secretaries: int = 1
    report_due: str = ""
    """Last day to approve the report as `dd/mm`, empty when the circular names none."""


class Requirement(Sourced):
    """How a condition for a certificate is decided: by the level, or by a figure the school states."""

    condition: int
    """Which line of `Recognition.conditions` it decides, counted from 1."""
    what: Literal[
        "level", "external_level", "completed_cohorts", "years_of_activity", "years_of_data", "facilities"
    ]
    at_least: int = 1


RecognitionKind = Literal["kdclgd", "cqg"]
"""Chứng nhận kiểm định chất lượng giáo dục, công nhận đạt chuẩn quốc gia."""


class Recognition(Sourced):
    """One kind of certificate and the school level each grade of it asks for."""

    kind: RecognitionKind
    title: str
    grade_word: str
    """"Cấp độ" or "Mức độ"."""
    grades: dict[int, int]
    """Grade → school level needed."""
    conditions: tuple[str, ...] = ()
    requires: tuple[Requirement, ...] = ()
    """How the conditions are decided; one without an entry stays "chưa rõ" for people to judge."""

    @model_validator(mode="after")
    def _requirements_have_their_condition(self) -> Recognition:
        if not all(1 <= requirement.condition <= len(self.conditions) for requirement in self.requires):
            raise ValueError("a requirement points to no line of `conditions`")
        return self

    def decided(self) -> Iterator[tuple[str, Requirement | None]]:
        """Each condition with how it is decided; None: by people."""
        by_condition = {requirement.condition: requirement for requirement in self.requires}
        for number, text in enumerate(self.conditions, start=1):
            yield text, by_condition.get(number)

    def grade_at(self, level: int) -> int:
        """The highest grade a school of that level may be proposed for, 0 for none."""
        return max((grade for grade, needed in self.grades.items() if needed <= level), default=0)


class LevelUp(Sourced):
    """How long to wait before asking for a higher grade, and whether it is granted at discretion ("có thể")."""

    years: int
    discretionary: bool = False


class Validity(Sourced):
    """How long a certificate lasts and when to register again."""

    years: int = 5
    register_months_before: int | None = 5
    """None: the circular names no such term, or it is unknown."""
    level_up: LevelUp | None = None


class Period(Sourced):
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date


class Improvement(Sourced):
    """What the circular asks of the improvement plan."""

    priorities_only: bool = False
    reviews_per_year: int = 0
    weakness_needs_measure: bool = False


class Statistic(LawData):
    """One row of the statistics tables. `code` is stable; `kinds` empty means every kind of school."""

    code: str
    title: str
    unit: str = ""
    group: str
    kinds: tuple[SchoolKind, ...] = ()
    total_of: tuple[str, ...] = ()
    """Codes of the rows this row must be the sum of."""
    part_of: str = ""
    """Code of the row this row cannot exceed (girls ≤ pupils)."""
    never_zero: bool = False
    decimals: int = 0


class Statistics(Sourced):
    """The tables of figures: how many school years, which rows."""

    years: int
    rows: tuple[Statistic, ...]


class Words(LawData):
    """What this kind of institution calls its head, learners and itself."""

    head: str = "Hiệu trưởng"
    learners: str = "học sinh"
    school: str = "Nhà trường"
    indicator: str = "chỉ báo"
    """"Chỉ số" in the circulars of 2012 and 2014."""


class Regulation(LawData):
    """One rule set with all its parameters; see the module docstring."""

    id: str
    number: str
    """Number of the circular: 57/2026/TT-BGDĐT."""
    issued_on: dt.date
    title: str
    short_title: str
    annex: str = ""
    applies_to: tuple[SchoolKind, ...]
    valid_from: dt.date
    valid_to: dt.date | None = None
    confidence: Confidence = Confidence.UNVERIFIED
    titles_are_official: bool = True
    """False: the titles are our own labels, and documents say so."""
    notes: tuple[str, ...] = ()
    level_word: str = "Mức"
    engine: Engine | None
    """None: the rule for levels is unknown ("chưa đủ căn cứ")."""
    standards: tuple[Standard, ...]
    clauses: tuple[Criterion, ...] = ()
    """Clauses of the top level (Điều 22), coded 22.1, 22.2 …"""
    evidence_code: EvidenceCode
    council: Council
    recognitions: tuple[Recognition, ...] = ()
    validity: Validity = Validity()
    improvement: Improvement = Improvement()
    statistics: Statistics
    words: Words = Words()
    transition: tuple[str, ...] = ()
    figures_monitor_only: Period | None = None
    """When figures may not be the sole ground of a judgement nor an exclusion threshold (Đ27k4 TT 57/2026)."""
    analysis_by: Literal["criterion", "standard"] = "criterion"
    """Whether strengths and weaknesses are written per criterion (2018) or per standard (2026)."""

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of all standards in order, without the clauses of the top level."""
        return tuple(criterion for standard in self.standards for criterion in standard.criteria)

    @cached_property
    def by_code(self) -> dict[str, Criterion]:
        """Criteria and clauses by code."""
        return {criterion.code: criterion for criterion in (*self.criteria, *self.clauses)}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every line of the sheet "Đánh giá", in the order of the circular."""
        return tuple(_questions((*self.criteria, *self.clauses)))

    @property
    def top_level(self) -> int:
        """The highest level a school can reach; 0 when the engine is unknown."""
        return self.engine.top_level if self.engine else 0

    def standard_of(self, criterion: str) -> Standard | None:
        """The standard a criterion belongs to, None for clauses and unknown codes."""
        return next((s for s in self.standards if any(c.code == criterion for c in s.criteria)), None)

    def recognition(self, kind: RecognitionKind) -> Recognition | None:
        """The certificate of a kind, None where the circular has none (GDTX has no chuẩn quốc gia)."""
        return next((one for one in self.recognitions if one.kind == kind), None)

    @property
    def criteria_have_levels(self) -> bool:
        """Whether criteria and standards have levels of their own; under 2012 they are met or unmet."""
        return not isinstance(self.engine, PercentageEngine)

    def holds_on(self, on: dt.date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= on <= (self.valid_to or on)


def _questions(criteria: tuple[Criterion, ...]) -> Iterator[Question]:
    for criterion in criteria:
        for level in criterion.levels:
            for indicator in level.indicators:
                yield Question(criterion.code, level.level, indicator.label)


class UnknownRegulation(LookupError):  # noqa: N818 (other floors already catch it by this name)
    """No rule set of that id."""


@cache
def regulation_ids() -> tuple[str, ...]:
    """The ids of all rule sets, one per YAML file."""
    names = [name for name in law_data_names() if name.startswith("tt") and name.endswith(".yaml")]
    return tuple(sorted(name.removesuffix(".yaml") for name in names))


@cache
def load(regulation_id: str) -> Regulation:
    """The rule set of that id, e.g. `tt57_2026_pt`. Raises UnknownRegulation."""
    if regulation_id not in regulation_ids():
        raise UnknownRegulation(regulation_id)
    return Regulation.model_validate(law_data(f"{regulation_id}.yaml"))


def titled(short_title: str) -> Regulation:
    """The rule set that is printed under this name; each has one of its own. Raises UnknownRegulation."""
    ids = {load(id_).short_title: id_ for id_ in regulation_ids()}
    return load(ids.get(short_title, short_title))


def in_force(on: dt.date, kind: SchoolKind) -> Regulation | None:
    """The rule set for a new workbook of that kind of school on that day; None when the law is unknown."""
    valid = [
        regulation
        for regulation in map(load, regulation_ids())
        if kind in regulation.applies_to and regulation.holds_on(on)
    ]
    return max(valid, key=lambda regulation: regulation.valid_from, default=None)
