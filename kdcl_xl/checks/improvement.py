"""KH: the improvement plans, the one being carried out and the one proposed (sheets "Cải tiến", "Rà soát")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from kdcl_xl.checks.context import BY_RULE_SET, Context, blank, quoted, says_none, split_codes
from kdcl_xl.checks.registry import check
from kdcl_xl.checks.swapped import swap_hint
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.self_assessment import AnswerLine, CriterionAnalysis, Improvement, Review
from kdcl_xl.forms.vocabulary import Progress
from kdcl_xl.text.dates import SchoolYear, vn_date
from kdcl_xl.workbook.snapshot import Submission

NO_MEASURE = rule("KH-001", Severity.WARNING, "Điểm yếu nào cũng có biện pháp cải tiến", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
OUTSIDE = rule("KH-002", Severity.WARNING, "Thời gian thực hiện thuộc năm học nguồn hoặc năm học liền sau")
ENDS_FIRST = rule("KH-003", Severity.ERROR, "Ngày hoàn thành không trước ngày bắt đầu")
NO_PERSON = rule("KH-004", Severity.ERROR, "Biện pháp có nhân lực thực hiện", only_when_submitting=True)
NO_BUDGET = rule("KH-005", Severity.WARNING, "Biện pháp ghi kinh phí (0 nếu không cần)", only_when_submitting=True)  # fmt: skip
NO_MONITORING = rule("KH-006", Severity.WARNING, "Biện pháp có biện pháp giám sát", only_when_submitting=True)
NO_SOLUTION = rule("KH-007", Severity.ERROR, "Vấn đề nêu ra có giải pháp", only_when_submitting=True)
NO_DATES = rule(
    "KH-008", Severity.ERROR, "Biện pháp có ngày bắt đầu và hoàn thành", only_when_submitting=True
)
NO_INDICATOR = rule("KH-009", Severity.WARNING, "Nội dung cải tiến có chỉ số đánh giá kết quả", law="Biểu 2 Phụ lục V Thông tư 57/2026/TT-BGDĐT; chưa đối chiếu văn bản chính thức", only_when_submitting=True)  # fmt: skip
TOO_MANY = rule("KH-010", Severity.HINT, "Kế hoạch chỉ gồm các vấn đề ưu tiên", law=BY_RULE_SET)
FEW_REVIEWS = rule("KH-011", Severity.WARNING, "Kế hoạch được rà soát đủ số lần trong năm học", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
REVIEW_DATE = rule("KH-012", Severity.WARNING, "Ngày rà soát thuộc năm học và không ở tương lai")
FAILED_NO_MEASURE = rule("KH-013", Severity.WARNING, "Tiêu chí không đạt có biện pháp cải tiến", only_when_submitting=True)  # fmt: skip
NO_PROGRESS = rule("KH-014", Severity.WARNING, "Kế hoạch năm trước ghi mức độ thực hiện", only_when_submitting=True)  # fmt: skip
NO_OUTCOME = rule(
    "KH-015", Severity.WARNING, "Biện pháp đã hoàn thành ghi kết quả", only_when_submitting=True
)
STRANGE_CRITERION = rule("KH-016", Severity.ERROR, "Biện pháp gắn với tiêu chí có trong bộ tiêu chuẩn")
NO_ORIGIN = rule("KH-017", Severity.ERROR, "Biện pháp ghi năm học nguồn, tiêu chí và vấn đề", only_when_submitting=True)  # fmt: skip
REVIEW_PARTS = rule("KH-018", Severity.WARNING, "Lần rà soát ghi đủ thời điểm, nội dung, kết quả, người đánh giá", only_when_submitting=True)  # fmt: skip

_MANY = 12
"""Above that a plan of priorities has become a list of everything. Practice: the circular names no number."""
_AUGUST = dt.timedelta(days=31)
"""Building works of the summer end with it, though the new school year has begun."""
_DONE = (Progress.DONE, Progress.PARTLY)


def _named(row: Improvement) -> str:
    return f"Biện pháp cho tiêu chí {row.criterion}" if row.criterion else f"Biện pháp ở dòng {row.line}"


def _covered(s: Submission, c: Context) -> set[str]:
    """Criteria with a measure in the proposed plan; lines without a source year count for both plans."""
    return {
        code
        for row in s.table(Improvement)
        if row.source_year in ("", c.year)
        for code in split_codes(row.criterion)
    }


@check(
    NO_MEASURE,
    reads={CriterionAnalysis: "criterion weaknesses", Improvement: "source_year criterion"},
)
def weaknesses_have_measures(s: Submission, c: Context) -> Iterator[Finding]:
    """2018: the criterion sheet goes on from its weaknesses to what will be done about them."""
    if not c.rules.improvement.weakness_needs_measure:
        return
    covered = _covered(s, c)
    for row in s.table(CriterionAnalysis):
        if blank(row.weaknesses) or says_none(row.weaknesses) or row.criterion in covered:
            continue
        yield NO_MEASURE.at(*s.at(row, "weaknesses"), f"Tiêu chí {row.criterion} nêu điểm yếu nhưng kế hoạch cải tiến nguồn {c.year} không có biện pháp nào.", f"Thêm ở trang Cải tiến một dòng: năm học nguồn {c.year}, tiêu chí {row.criterion}.", law=c.law(c.rules.improvement))  # fmt: skip


@check(
    FAILED_NO_MEASURE,
    reads={AnswerLine: "criterion level indicator result", Improvement: "source_year criterion"},
)
def failures_have_measures(s: Submission, c: Context) -> Iterator[Finding]:
    """A criterion that fails its lowest level. Where a named weakness already asks for a measure, once is enough."""
    covered = _covered(s, c)
    if c.rules.improvement.weakness_needs_measure:
        covered |= {
            row.criterion
            for row in s.table(CriterionAnalysis)
            if not blank(row.weaknesses) and not says_none(row.weaknesses)
        }
    for criterion in c.rules.criteria:
        if criterion.code not in covered and c.failed(criterion.code):
            rows = c.lines.get((criterion.code, criterion.levels[0].level))
            if rows:
                yield FAILED_NO_MEASURE.at(*s.at(rows[0], "result"), f"Tiêu chí {criterion.code} không đạt nhưng kế hoạch cải tiến nguồn {c.year} không có biện pháp nào.", f"Thêm ở trang Cải tiến một dòng: năm học nguồn {c.year}, tiêu chí {criterion.code}.")  # fmt: skip


@check(OUTSIDE, ENDS_FIRST, NO_DATES, reads={Improvement: "source_year starts_on ends_on"})
def measure_dates(s: Submission, c: Context) -> Iterator[Finding]:
    """A plan that comes out of one year's assessment is carried out in that school year and the next."""
    for row in s.table(Improvement):
        for field, label in (("starts_on", "bắt đầu"), ("ends_on", "hoàn thành")):
            day = getattr(row, field)
            if day is None:
                if c.sound(row, field):
                    yield NO_DATES.at(*s.at(row, field), f"{_named(row)} thiếu ngày {label}.", "Gõ ngày dạng dd/mm/yyyy.")  # fmt: skip
            elif row.source_year and not _in_plan(row.source_year, day):
                swapped = swap_hint(day, partial(_in_plan, row.source_year))
                yield OUTSIDE.at(*s.at(row, field), f"{_named(row)}: ngày {label} {vn_date(day)} không thuộc năm học nguồn {row.source_year} hay năm học liền sau.{swapped}", "Kiểm tra lại ngày, hoặc năm học nguồn.")  # fmt: skip
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            yield ENDS_FIRST.at(*s.at(row, "ends_on"), f"{_named(row)}: hoàn thành {vn_date(row.ends_on)} trước khi bắt đầu {vn_date(row.starts_on)}.", "Kiểm tra lại hai ngày.")  # fmt: skip


def _in_plan(source_year: str, day: dt.date) -> bool:
    year = SchoolYear(source_year)
    return year.first_day <= day <= year.shift(1).last_day + _AUGUST


@check(
    NO_PERSON,
    NO_BUDGET,
    NO_MONITORING,
    NO_SOLUTION,
    NO_ORIGIN,
    reads={Improvement: "source_year criterion issue measure people budget monitoring"},
)
def measure_parts(s: Submission, c: Context) -> Iterator[Finding]:
    """What the offices' plans ask of every measure: what, who, how much, how it is watched."""
    parts = (
        (NO_ORIGIN, "source_year", "thiếu năm học nguồn", f"Chọn {c.year.shift(-1)} (kế hoạch đang thực hiện) hoặc {c.year} (kế hoạch đề xuất)."),
        (NO_ORIGIN, "criterion", "chưa gắn với tiêu chí nào", "Chọn mã tiêu chí."),
        (NO_ORIGIN, "issue", "chưa nêu điểm yếu, vấn đề", "Ghi điểm yếu hoặc vấn đề cần cải tiến."),
        (NO_SOLUTION, "measure", "chưa có giải pháp", "Ghi việc cụ thể sẽ làm."),
        (NO_PERSON, "people", "chưa ghi nhân lực thực hiện", "Ghi người hoặc bộ phận chịu trách nhiệm."),
        (NO_BUDGET, "budget", "chưa ghi kinh phí", "Ghi số tiền (triệu đồng); 0 nếu không cần; “chưa có” nếu chưa tính được."),
        (NO_MONITORING, "monitoring", "chưa ghi biện pháp giám sát", "Ghi ai kiểm tra, khi nào, bằng cách nào."),
    )  # fmt: skip
    for row in s.table(Improvement):
        for chosen, field, why, remedy in parts:
            if getattr(row, field) in ("", None) and c.sound(row, field):
                yield chosen.at(*s.at(row, field), f"{_named(row)} {why}.", remedy)


@check(STRANGE_CRITERION, reads={Improvement: "criterion"})
def measure_criteria(s: Submission, c: Context) -> Iterator[Finding]:
    """The list only suggests, because one measure may serve several criteria; each must exist."""
    for row in s.table(Improvement):
        if row.criterion in c.rules.by_code or not row.criterion:
            continue
        strange = [code for code in split_codes(row.criterion) if code not in c.rules.by_code]
        if strange:
            yield STRANGE_CRITERION.at(*s.at(row, "criterion"), f"{quoted(', '.join(strange))} không phải tiêu chí của {c.rules.short_title}.", "Chọn mã trong danh sách; nhiều tiêu chí cách nhau bằng dấu chấm phẩy.")  # fmt: skip


@check(NO_INDICATOR, TOO_MANY, reads={Improvement: "source_year criterion issue indicator"})
def plan_of_priorities(s: Submission, c: Context) -> Iterator[Finding]:
    """TT 57/2026: only priority issues, each with an indicator of its result."""
    if not c.rules.improvement.priorities_only:
        return
    proposed = [row for row in s.table(Improvement) if row.source_year == c.year]
    for row in proposed:
        if not row.indicator and c.sound(row, "indicator"):
            yield NO_INDICATOR.at(*s.at(row, "indicator"), f"{_named(row)} chưa có chỉ số đánh giá kết quả.", "Ghi một con số hoặc dấu hiệu cho biết đã cải tiến được, ví dụ: 95% giáo viên đạt …")  # fmt: skip
    if len(proposed) > _MANY:
        yield TOO_MANY.at(*s.at(proposed[_MANY], "issue"), f"Kế hoạch đề xuất có {len(proposed)} nội dung; thông tư chỉ yêu cầu các vấn đề ưu tiên.", "Cân nhắc chỉ giữ những vấn đề cần làm trước; có thể bỏ qua gợi ý này.", law=c.law(c.rules.improvement))  # fmt: skip


@check(NO_PROGRESS, NO_OUTCOME, reads={Improvement: "source_year progress outcome"})
def carried_out(s: Submission, c: Context) -> Iterator[Finding]:
    """The plan of last year: how far it has come, and with what result."""
    last_year = c.year.shift(-1)
    for row in s.table(Improvement):
        if row.source_year == last_year and not row.progress and c.sound(row, "progress"):
            yield NO_PROGRESS.at(*s.at(row, "progress"), f"{_named(row)} (kế hoạch nguồn {last_year}) chưa ghi mức độ thực hiện.", "Chọn mức độ thực hiện đến nay.")  # fmt: skip
        if row.progress in _DONE and not row.outcome and c.sound(row, "outcome"):
            yield NO_OUTCOME.at(*s.at(row, "outcome"), f"{_named(row)} ghi “{row.progress}” nhưng chưa nêu kết quả.", "Ghi kết quả đạt được, kèm mã minh chứng nếu có.")  # fmt: skip


@check(FEW_REVIEWS, reads={Review: "held_on", Improvement: "source_year"})
def enough_reviews(s: Submission, c: Context) -> Iterator[Finding]:
    """Reviews belong to a plan being carried out; a first-time school has none to review."""
    least = c.rules.improvement.reviews_per_year
    if not least or all(row.source_year != c.year.shift(-1) for row in s.table(Improvement)):
        return
    held = len(s.table(Review))
    if held < least:
        yield FEW_REVIEWS.at(*s.top(Review, "held_on"), f"Mới ghi {held} lần rà soát kế hoạch trong năm học {c.year}, cần ít nhất {least}.", "Ghi đủ các lần rà soát (thường là cuối học kỳ I và cuối năm học).", law=c.law(c.rules.improvement))  # fmt: skip


@check(REVIEW_DATE, REVIEW_PARTS, reads={Review: "held_on content result reviewer"})
def reviews(s: Submission, c: Context) -> Iterator[Finding]:
    """Each review: when, what, with what result, by whom."""
    for row in s.table(Review):
        day = row.held_on
        if day and not c.year.contains(day):
            yield REVIEW_DATE.at(*s.at(row, "held_on"), f"Lần rà soát ngày {vn_date(day)} không thuộc năm học {c.year}.", "Kiểm tra lại ngày.")  # fmt: skip
        elif day and day > c.on:
            yield REVIEW_DATE.at(*s.at(row, "held_on"), f"Lần rà soát ngày {vn_date(day)} sau ngày kiểm tra {vn_date(c.on)}.", "Chỉ ghi lần rà soát đã làm.")  # fmt: skip
        for field, label in (("held_on", "thời điểm"), ("content", "nội dung"), ("result", "kết quả"), ("reviewer", "người đánh giá")):  # fmt: skip
            if getattr(row, field) in ("", None) and c.sound(row, field):
                yield REVIEW_PARTS.at(*s.at(row, field), f"Lần rà soát ở dòng {row.line} thiếu {label}.", f"Điền {label}.")  # fmt: skip
