"""The content of a sample self-assessment workbook: complete, consistent and free of findings."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from kdcl_xl.demo.answers import answers_for
from kdcl_xl.demo.evidence import Catalogue
from kdcl_xl.demo.figures import Year, sample_years, statistic_rows
from kdcl_xl.demo.people import Person
from kdcl_xl.demo.plans import assignments, council, improvements, reviews
from kdcl_xl.demo.prose import Writer, lower_first
from kdcl_xl.demo.registering import certificates, registration
from kdcl_xl.demo.schools import SampleSchool, province
from kdcl_xl.demo.words import words_for
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Member,
    Passage,
    Review,
    StandardAnalysis,
    StatisticRow,
)
from kdcl_xl.forms.vocabulary import Area, AssessedLevel, YesNo
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import Verdict, assess
from kdcl_xl.law.regulation import Criterion, Question, Standard
from kdcl_xl.text.normal import slug
from kdcl_xl.workbook.content import Content

SEED = 2026
"""Everything in the sample province derives from it."""
_RESULTS_FROM = (5, 10)
"""Month and day from which a school year has results."""

Rows = dict[type[Row], list[Row]]


@dataclass(slots=True)
class _Draft:
    """What the parts of one workbook share."""

    school: SampleSchool
    edition: Edition
    approved_on: dt.date
    years: list[Year]
    members: list[Member]
    people: list[Person]
    catalogue: Catalogue
    writer: Writer
    answers: dict[Question, Answer]
    verdict: Verdict
    rng: random.Random

    def reached(self, criterion: Criterion) -> int:
        """The level a criterion or clause has reached."""
        bounds = (*self.verdict.criteria, *self.verdict.clauses)
        return next(found.low for found in bounds if found.code == criterion.code)

    def answered(self, code: str) -> bool:
        """Whether any line of a criterion has an answer."""
        return any(question.criterion == code for question in self.answers)


def school_content(
    school: SampleSchool,
    edition: Edition,
    seed: int = SEED,
    *,
    target_level: int | None = None,
    on: dt.date | None = None,
    revision: int = 1,
    size: int = 0,
) -> Content:
    """The filled workbook of one school for one rule set and school year.

    `target_level`: level the answers amount to; default the school's own. `on`: the report is approved by that day.
    `size`: so many rows in all, the missing ones being further evidence (benchmarks). The same arguments give the
    same content. Raises ValueError when the edition has no rule set or kind of school.
    """
    draft = _draft(school, edition, seed, target_level, on)
    tables = SELF_ASSESSMENT.tables_of(edition)
    rows = {table: found for table, found in (_assessed(draft) | _planned(draft)).items() if table in tables}
    if size:
        _grow(draft, rows, size)
    rows[Evidence] = list(draft.catalogue.rows())
    return Content(_cells(draft, revision), rows)


def approval_day(school: SampleSchool, edition: Edition) -> dt.date:
    """When the report is approved: before the dossier of an external review, else at the end of the school year."""
    filed = registration(school, edition, None, None).filed_on
    if filed:
        return filed - dt.timedelta(days=7)
    return dt.date(edition.school_year.end, 5, 26) + dt.timedelta(days=school.number % 10)


def _draft(
    school: SampleSchool, edition: Edition, seed: int, target_level: int | None, on: dt.date | None
) -> _Draft:
    year = edition.school_year
    rng = random.Random(f"{seed}|{school.id}|{year}|{edition.rules.id}")  # noqa: S311 (sample data)
    approved_on = min(filter(None, (approval_day(school, edition), on)))
    known = approved_on >= dt.date(year.end, *_RESULTS_FROM)
    years = sample_years(school, edition, rng, results_known=known)
    words = words_for(school, edition, years, rng)
    sign = "".join(word[0] for word in slug(school.short).upper().split("-") if word[0].isalpha())
    catalogue = Catalogue(edition.rules, year, approved_on, words, sign, rng)
    members, people = council(school, edition, rng)
    level = school.level_in(year) if target_level is None else target_level
    answers = answers_for(edition.rules, level, rng)
    return _Draft(
        school=school,
        edition=edition,
        approved_on=approved_on,
        years=years,
        members=members,
        people=people,
        catalogue=catalogue,
        writer=Writer(edition, words, catalogue, rng, private=school.private),
        answers=answers,
        verdict=assess(answers, edition.rules),
        rng=rng,
    )


def _assessed(draft: _Draft) -> Rows:
    """What the work groups write: descriptions first, because citing gives the evidence its codes."""
    rules, writer = draft.edition.rules, draft.writer
    descriptions: list[Row] = []
    for criterion in rules.by_code.values():
        for level in criterion.levels:
            if Question(criterion.code, level.level, level.indicators[0].label) not in draft.answers:
                continue
            met = level.level <= draft.reached(criterion)
            text = (writer.description if met else writer.unmet)(criterion, level.level)
            descriptions.append(Description(criterion=criterion.code, level=level.level, text=text))
    return {
        Description: descriptions,
        AnswerLine: [_answer(draft, question, answer) for question, answer in draft.answers.items()],
        CriterionAnalysis: [_criterion_analysis(draft, c) for c in rules.by_code.values()],
        StandardAnalysis: [_standard_analysis(draft, standard) for standard in rules.standards],
        Passage: _passages(draft),
    }


def _answer(draft: _Draft, question: Question, answer: Answer) -> AnswerLine:
    criterion = draft.edition.rules.by_code[question.criterion]
    first = question.indicator == criterion.levels[0].indicators[0].label
    main = draft.writer.main_evidence(criterion) if first and answer is Answer.MET else ""
    return AnswerLine(
        criterion=question.criterion,
        level=question.level,
        indicator=question.indicator,
        result=answer,
        evidence=main,
    )


def _criterion_analysis(draft: _Draft, criterion: Criterion) -> CriterionAnalysis:
    if not draft.answered(criterion.code):
        return CriterionAnalysis(criterion=criterion.code)
    weakness = draft.writer.weaknesses(criterion)[0]
    return CriterionAnalysis(
        criterion=criterion.code,
        strengths=draft.writer.strengths(criterion),
        weaknesses=f"{weakness.issue}.",
        causes=f"{weakness.cause}.",
    )


def _standard_analysis(draft: _Draft, standard: Standard) -> StandardAnalysis:
    weaknesses = [draft.writer.weaknesses(criterion)[0] for criterion in standard.criteria[:3]]
    behind = [c for c in standard.criteria if draft.reached(c) < draft.edition.rules.top_level]
    priorities = "; ".join(f"{c.code} {lower_first(c.title)}" for c in behind[:2])
    return StandardAnalysis(
        standard=standard.code,
        strengths=" ".join(draft.writer.strengths(criterion) for criterion in standard.criteria),
        weaknesses=" ".join(f"{weakness.issue}." for weakness in weaknesses),
        causes=" ".join(f"{weakness.cause}." for weakness in weaknesses),
        trend=draft.writer.trend(standard),
        priorities=f"Tiêu chí {priorities}." if priorities else "Giữ vững kết quả các tiêu chí.",
    )


def _passages(draft: _Draft) -> list[Row]:
    standards = {standard.code: standard for standard in draft.edition.rules.standards}
    rows: list[Row] = []
    for blank in SELF_ASSESSMENT.prefill[Passage](draft.edition):
        if isinstance(blank, Passage):
            standard = standards.get(blank.section.rpartition("-")[2])
            text = draft.writer.passage(blank.section, standard, draft.verdict.headline.lower())
            rows.append(Passage(section=blank.section, text=text))
    return rows


def _planned(draft: _Draft) -> Rows:
    """Council, work groups, the two plans, reviews, figures."""
    rules, start = draft.edition.rules, dt.date(draft.edition.school_year.start, 8, 1)
    due = max(start, draft.approved_on - dt.timedelta(days=30))
    weak = [criterion for criterion in rules.by_code.values() if draft.answered(criterion.code)]
    weak.sort(key=lambda criterion: (draft.reached(criterion), not criterion.mandatory))
    return {
        Member: list(draft.members),
        Assignment: list(assignments(draft.edition, draft.members, due)),
        Improvement: list(
            improvements(draft.edition, draft.writer, weak, draft.people, draft.approved_on, draft.rng)
        ),
        Review: list(reviews(draft.edition, draft.people, draft.approved_on)),
        StatisticRow: list(statistic_rows(draft.edition, draft.years)),
    }


def _grow(draft: _Draft, rows: Rows, size: int) -> None:
    """Cite further documents in the descriptions until the workbook has so many rows."""
    have = sum(len(found) for found in rows.values()) + len(draft.catalogue.rows())
    described = [row for row in rows[Description] if isinstance(row, Description)]
    for number in range(max(0, size - have)):
        row = described[number % len(described)]
        citation = draft.catalogue.further(row.criterion, f"Hồ sơ theo dõi số {number + 1} của tiêu chí {row.criterion}")  # fmt: skip
        row.text = f"{row.text} {citation}"


def _cells(draft: _Draft, revision: int) -> dict[str, Any]:
    school, edition = draft.school, draft.edition
    year, active = edition.school_year, draft.approved_on.year - draft.school.founded
    renamed = school.former if school.former and school.name_in(year) != school.former else ""
    head, secretary = draft.people[0].name, draft.people[min(5, len(draft.people) - 1)].name
    cells: dict[str, Any] = {
        "ten_truong": school.name_in(year),
        "ma_truong": school.id,
        "ten_truoc_day": renamed,
        "loai_truong": str(school.kind_name),
        "pham_vi": str(AssessedLevel.WHOLE),
        "loai_hinh": str(school.ownership),
        "chuyen_biet": school.special,
        "co_quan_quan_ly": school.unit_in(year).name,
        "tinh": province().province,
        "xa": school.ward_in(year),
        "vung": str(Area.ORDINARY),
        "nam_thanh_lap": school.founded,
        "so_diem_truong": 1,
        "nguoi_dung_dau": head,
        "dien_thoai": school.phone,
        "thu_dien_tu": school.email,
        "website": f"www.{school.email.partition('@')[0]}.truong.example",
        "dia_chi": f"{school.ward_in(year)}, {province().province}",
        "co_khoa_hoan_thanh": str(YesNo.YES),
        "so_nam_hoat_dong": active,
        "so_nam_tu_danh_gia": min(5, active),
        "lan_nop": revision,
        "ngay_phe_duyet": draft.approved_on,
        "nguoi_lap": secretary,
    }
    cells |= certificates(school, edition, draft.approved_on)
    return cells | registration(school, edition, draft.verdict, draft.approved_on).cells(head)
