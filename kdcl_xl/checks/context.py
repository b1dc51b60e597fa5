"""What checks share about one submission: everything is worked out once, when first asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from kdcl_xl.checks.codes import (
    Citation,
    Serial,
    canonical,
    citations_in,
    drafts_in,
    drafts_listed,
    fault_of,
    serial_of,
)
from kdcl_xl.checks.figures import FigureSheet
from kdcl_xl.checks.quick_look import ProseSigns, look_at
from kdcl_xl.findings import Mode
from kdcl_xl.forms.columns import Fields, Row
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Passage,
    Registration,
    School,
    StandardAnalysis,
)
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.ladder import ladder_of
from kdcl_xl.law.levels import Bounds, Verdict, assess
from kdcl_xl.law.regulation import Criterion, Question, Regulation
from kdcl_xl.law.sourced import Sourced
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.lists import shortened, some
from kdcl_xl.text.people import all_capitals, begins_small
from kdcl_xl.workbook.answers import answers_of
from kdcl_xl.workbook.snapshot import Submission

BY_RULE_SET = "theo bộ tiêu chuẩn của sổ"
"""`Rule.law` of rules whose article differs from circular to circular; findings name the article itself."""

NAMES_OF_PEOPLE = "Phụ lục II Nghị định 30/2020/NĐ-CP"
"""Capital first letters of names of people in official papers."""

_BLANK_WORDS = re.compile(r"[\s.…_\-–—/]*")
_NONE_WORDS = re.compile(
    r"\s*(?:không|không có|không có (?:điểm yếu|hạn chế)|chưa phát hiện|nil|0)\s*[.;]?\s*", re.I
)

PROSE: dict[type[Row], tuple[str, ...]] = {
    Description: ("text",),
    CriterionAnalysis: ("strengths", "weaknesses", "causes"),
    StandardAnalysis: ("strengths", "weaknesses", "causes", "trend", "priorities"),
    Passage: ("text",),
}
"""The columns that end up as paragraphs of the report."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One filled paragraph and the row it stands in."""

    row: Row
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One column of text, blanks included. `place` gives sheet and cell of the nth."""

    what: str
    texts: list[str]
    place: Callable[[int], tuple[str, str]]


@cache
def _text_fields(table: type[Row]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column.field, column.label)
        for column in table.columns
        if column.type.is_text and not column.entry.fixed and not column.entry.options
    )


class Context:
    """One submission as the checks see it. `on` is the day of checking, given by the caller."""

    def __init__(self, submission: Submission, mode: Mode, settings: Settings, on: dt.date):
        self.submission, self.mode, self.settings, self.on = submission, mode, settings, on
        self.rules: Regulation = settings.in_effect(submission.edition.rules)
        self.year: SchoolYear = submission.edition.school_year
        self.school = submission.fields(School)
        self.registration = submission.fields(Registration)

    # ---- words of the law

    def law(self, source: Sourced) -> str:
        """Article and circular of a statement (see `Sourced.cited`); "" where the rule set has no article for it."""
        return source.cited(self.rules.number) if source.ref else ""

    # ---- cells

    def sound(self, row: Row, *fields: str) -> bool:
        """Whether none of these cells was refused by the reader."""
        return not self.submission.unreadable or self.submission.readable(row, *fields)

    def sound_field(self, model: type[Fields], field: str) -> bool:
        """Whether a named cell was found and read."""
        return self.submission.where(model, field) not in self.submission.unreadable

    # ---- dates

    @cached_property
    def approved(self) -> dt.date | None:
        """The day the report was approved, unless that day cannot be true (another finding says so)."""
        day = self.school.approved_on
        return day if day and self.year.contains(day) and day <= self.on else None

    @property
    def closes_on(self) -> dt.date:
        """The day as of which evidence is judged: approval of the report, or the day of checking."""
        return self.approved or self.on

    # ---- answers and level

    @cached_property
    def asked(self) -> list[tuple[Question, AnswerLine]]:
        """The lines of the sheet "Đánh giá" that the rule set knows."""
        known = ladder_of(self.rules).known
        rows = self.submission.table(AnswerLine)
        return [(question, row) for row in rows if (question := row.question) in known]

    @cached_property
    def answers(self) -> dict[Question, Answer]:
        """The answers given; the first one where a line stands twice."""
        return answers_of(self.submission)

    @cached_property
    def verdict(self) -> Verdict:
        """The level these answers amount to."""
        return assess(self.answers, self.rules)

    @cached_property
    def reach(self) -> dict[str, Bounds]:
        """Criterion or clause → the lowest and highest level it has reached."""
        return {row.code: row for row in (*self.verdict.criteria, *self.verdict.clauses)}

    @cached_property
    def lines(self) -> dict[tuple[str, int], list[AnswerLine]]:
        """The lines of the sheet "Đánh giá" by criterion and level, known ones only."""
        found: defaultdict[tuple[str, int], list[AnswerLine]] = defaultdict(list)
        for (criterion, level, _), row in self.asked:
            found[criterion, level].append(row)
        return dict(found)

    @cached_property
    def claimed(self) -> dict[tuple[str, int], list[AnswerLine]]:
        """Criterion and level of which every line says "Đạt" (or "Không áp dụng")."""
        good = (Answer.MET, Answer.NOT_APPLICABLE)
        return {key: rows for key, rows in self.lines.items() if all(row.result in good for row in rows)}

    def failed(self, code: str) -> bool:
        """Whether a criterion certainly misses its lowest level."""
        bounds = self.reach.get(code)
        return bounds is not None and bounds.high == 0

    def criterion(self, code: str) -> Criterion | None:
        """A criterion or clause of the rule set."""
        return self.rules.by_code.get(code)

    @cached_property
    def figures(self) -> FigureSheet:
        """The sheet "Số liệu" by code and year."""
        return FigureSheet(self.submission)

    # ---- prose and citations

    @cached_property
    def prose(self) -> list[Prose]:
        """Every filled paragraph, in the order of the sheets."""
        found: list[Prose] = []
        for table, fields in PROSE.items():
            for row in self.submission.table(table):
                for field in fields:
                    text = getattr(row, field)
                    if text:
                        found.append(Prose(row, field, text))
        return found

    @cached_property
    def prose_citations(self) -> list[tuple[Prose, list[Citation]]]:
        """Paragraphs with the evidence they cite; those without any are left out."""
        return [(prose, found) for prose in self.prose if (found := citations_in(prose.text))]

    @cached_property
    def line_citations(self) -> list[tuple[AnswerLine, list[Citation]]]:
        """Lines of "Đánh giá" with the evidence named in "Minh chứng chính"."""
        return [
            (row, citations_in(row.evidence)) for row in self.submission.table(AnswerLine) if row.evidence
        ]

    @cached_property
    def signs(self) -> ProseSigns:
        """What a quick look at all paragraphs together tells."""
        return look_at("\n".join([prose.text for prose in self.prose]))

    @cached_property
    def prose_drafts(self) -> list[tuple[Prose, list[str]]]:
        """Paragraphs that cite evidence by temporary ids, [t1] or (t1; t2)."""
        if not self.signs.drafts:
            return []
        return [(prose, found) for prose in self.prose if (found := drafts_in(prose.text))]

    @cached_property
    def cited_levels(self) -> set[tuple[str, int]]:
        """Criterion and level whose description cites some evidence, in whatever spelling."""
        found = set()
        for prose, _ in (*self.prose_citations, *self.prose_drafts):
            if isinstance(prose.row, Description):
                found.add((prose.row.criterion, prose.row.level or 0))
        return found

    @cached_property
    def cited(self) -> set[str]:
        """Every canonical code or temporary id cited anywhere."""
        found = {code for _, cites in self.prose_citations for code, _ in cites}
        found |= {code for _, cites in self.line_citations for code, _ in cites}
        found |= {draft for _, drafts in self.prose_drafts for draft in drafts}
        if self.draft_ids:
            found |= {draft for row, _ in self.line_citations for draft in drafts_listed(row.evidence)}
        for row in self.submission.table(Improvement):
            if row.expected:
                found |= {code for code, _ in citations_in(row.expected)}
        return found

    # ---- the catalogue of evidence

    @cached_property
    def coded(self) -> list[tuple[str, Evidence]]:
        """Rows of the catalogue that bear a code, with the canonical code."""
        return [(canonical(code), row) for row in self.submission.table(Evidence) if (code := row.code)]

    @cached_property
    def catalogue(self) -> dict[str, Evidence]:
        """Canonical code → the first row that bears it."""
        found = dict(self.coded)
        if len(found) < len(self.coded):
            found = {}
            for code, row in self.coded:
                found.setdefault(code, row)
        return found

    @cached_property
    def draft_ids(self) -> dict[str, list[Evidence]]:
        """Temporary id → rows that bear it."""
        found: defaultdict[str, list[Evidence]] = defaultdict(list)
        for row in self.submission.table(Evidence):
            if row.draft_id:
                found[row.draft_id.strip().lower()].append(row)
        return dict(found)

    @cached_property
    def well_formed(self) -> dict[str, Serial]:
        """Canonical codes of the catalogue that follow the circular, taken apart."""
        pattern = self.rules.evidence_code.pattern
        return {code: serial for code in self.catalogue if (serial := serial_of(code, pattern))}

    @cached_property
    def meant_codes(self) -> frozenset[str]:
        """Codes the catalogue probably means where it holds a misspelt one: citing those is not another mistake."""
        rule = self.rules.evidence_code
        faults = (fault_of(row.code, rule) for code, row in self.coded if code not in self.well_formed)
        return frozenset(canonical(fault.meant) for fault in faults if fault and fault.meant)

    # ---- every text

    @cached_property
    def all_text(self) -> str:
        """Everything typed in tables and cells, one cell a line (or more, where it has line ends)."""
        cells = [
            value
            for fields in self.submission.values.values()
            for value in fields.__dict__.values()
            if type(value) is str
        ]
        return "\n".join([*cells, *self.submission.texts])

    @cached_property
    def columns_of_text(self) -> list[TextColumn]:
        """What people typed, column by column; the single cells of a sheet count as one column."""
        s = self.submission
        found = [
            TextColumn(f"Cột “{label}”", [getattr(row, field) for row in rows], _placer(s, rows, field))
            for table, rows in s.rows.items()
            for field, label in _text_fields(table)
            if field in s.places[table].columns
        ]
        for model, values in s.values.items():
            names = [column.field for column in model.columns if column.type.is_text]
            places = [s.where(model, name) for name in names]
            found.append(
                TextColumn(f"Trang {model.sheet}", [getattr(values, n) for n in names], places.__getitem__)
            )
        return found


def _placer(s: Submission, rows: list[Row], field: str) -> Callable[[int], tuple[str, str]]:
    return lambda position: s.at(rows[position], field)


def blank(text: str) -> bool:
    """Nothing but spaces, dots and dashes."""
    return not text or _BLANK_WORDS.fullmatch(text) is not None


def says_none(text: str) -> bool:
    """ "Không", "Không có" and the like: an answer, but no weakness."""
    return _NONE_WORDS.fullmatch(text) is not None


def quoted(text: str, length: int = 60) -> str:
    """A value as messages show it."""
    return f"“{shortened(' '.join(text.split()), length)}”"


def listed(items: list[str], most: int = 6) -> str:
    """a, b, c … (n in all)."""
    return some(items, most, f"… (tất cả {len(items)})")


def split_codes(text: str) -> Iterator[str]:
    """The parts of "1.1; 1.3, 2.1"."""
    for part in re.split(r"[;,\n]+|\s+và\s+", text):
        if part.strip():
            yield part.strip()


def odd_capitals(name: str) -> tuple[str, str] | None:
    """What is odd about the capitals of a person's name and the remedy. The name is personal: neither repeats it."""
    if begins_small(name):
        return "Họ tên có chữ đầu viết thường.", "Viết hoa chữ cái đầu của họ, chữ đệm và tên; văn bản in đúng như đã gõ."  # fmt: skip
    if all_capitals(name):
        return "Họ tên viết hoa toàn bộ.", "Chỉ viết hoa chữ cái đầu của họ, chữ đệm và tên; văn bản in đúng như đã gõ."  # fmt: skip
    return None
