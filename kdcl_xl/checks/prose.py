"""MT: the paragraphs of the report (sheets "Mô tả", "Nhận định", "Lời văn")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kdcl_xl.checks.context import Context, blank, listed, quoted, says_none
from kdcl_xl.checks.quick_look import look_at
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import (
    AnswerLine,
    CriterionAnalysis,
    Description,
    Passage,
    StandardAnalysis,
)
from kdcl_xl.workbook.addresses import LONGEST_TEXT
from kdcl_xl.workbook.snapshot import Submission

NO_DESCRIPTION = rule("MT-001", Severity.ERROR, "Mức đã đánh giá có mô tả hiện trạng", only_when_submitting=True)  # fmt: skip
TOO_SHORT = rule("MT-002", Severity.WARNING, "Mô tả hiện trạng đủ ý", only_when_submitting=True)
NO_CITATION = rule("MT-003", Severity.WARNING, "Mô tả của mức ghi “Đạt” có mã minh chứng", only_when_submitting=True)  # fmt: skip
NO_STRENGTHS = rule("MT-004", Severity.WARNING, "Có điểm mạnh cho tiêu chí, tiêu chuẩn đã đánh giá", only_when_submitting=True)  # fmt: skip
NO_WEAKNESSES = rule("MT-005", Severity.WARNING, "Ô điểm yếu, hạn chế không bỏ trống", only_when_submitting=True)  # fmt: skip
FAILED_NO_WEAKNESS = rule("MT-006", Severity.WARNING, "Tiêu chí không đạt có điểm yếu tương ứng", only_when_submitting=True)  # fmt: skip
NO_CAUSE = rule("MT-007", Severity.HINT, "Điểm yếu, hạn chế có nguyên nhân", only_when_submitting=True)
NO_TREND = rule("MT-008", Severity.WARNING, "Mỗi tiêu chuẩn có xu hướng 03 năm", law="Biểu 1 Phụ lục V Thông tư 57/2026/TT-BGDĐT; chưa đối chiếu văn bản chính thức", only_when_submitting=True)  # fmt: skip
NO_PASSAGE = rule("MT-009", Severity.WARNING, "Đủ các đoạn lời văn của báo cáo", only_when_submitting=True)
LEFTOVER = rule("MT-010", Severity.WARNING, "Không còn chỗ chờ điền trong lời văn", only_when_submitting=True)
COPIED = rule("MT-011", Severity.WARNING, "Mỗi đoạn viết cho đúng tiêu chí và mức của nó")
CUT_OFF = rule("MT-012", Severity.ERROR, "Đoạn văn không bị Excel cắt ở 32.767 ký tự")

_LEAST_WORDS = 20
"""A description shorter than that says nothing about a whole level. Practice, not law."""
_LONG_ENOUGH_TO_COMPARE = 80
# One ellipsis ends an enumeration ("thể thao…"); these do not occur in finished prose.
_LEFTOVER = re.compile(
    r"\.{5,}|…{2,}|_{3,}|\b[xX]{3,}\b|\?{2,}|[(\[{]\s*(?:điền|bổ sung|nhập|(?:ghi|nêu|viết) (?:rõ|số|tên|vào|thêm|tiếp|cụ thể))\b[^)\]}]{0,60}[)\]}]"
    r"|\b(?:ngày|tháng|năm|số)\s*(?:…|\.{3,})",
    re.I,
)


@check(
    NO_DESCRIPTION,
    TOO_SHORT,
    NO_CITATION,
    reads={Description: "criterion level text", AnswerLine: "criterion level indicator result evidence"},
)
def descriptions(s: Submission, c: Context) -> Iterator[Finding]:
    """Hiện trạng of every level that has answers. A claimed level without anything is DG-005's business."""
    answered = {key for key, rows in c.lines.items() if any(row.result for row in rows)}
    word = c.rules.level_word
    for row in s.table(Description):
        key = (row.criterion, row.level or 0)
        if key not in answered or not c.sound(row, "text"):
            continue
        if blank(row.text):
            groundless = key in c.claimed and not any(line.evidence for line in c.claimed[key])
            if not groundless:
                yield NO_DESCRIPTION.at(*s.at(row, "text"), f"Tiêu chí {key[0]}, {word} {key[1]} đã đánh giá nhưng chưa có mô tả hiện trạng.", "Viết hiện trạng: việc đã làm, số liệu, mã minh chứng.")  # fmt: skip
            continue
        words = row.text.count(" ") + 1
        if words < _LEAST_WORDS:
            yield TOO_SHORT.at(*s.at(row, "text"), f"Mô tả của tiêu chí {key[0]}, {word} {key[1]} chỉ có {words} chữ.", f"Nêu rõ việc đã làm, số liệu và mã minh chứng (ít nhất khoảng {_LEAST_WORDS} chữ).")  # fmt: skip
        elif key in c.claimed and key not in c.cited_levels:
            yield NO_CITATION.at(*s.at(row, "text"), f"Mô tả của tiêu chí {key[0]}, {word} {key[1]} (ghi “Đạt”) chưa dẫn minh chứng nào.", f"Ghi mã minh chứng ngay sau nhận định, ví dụ {_cited(c)}.", law=c.law(c.rules.evidence_code))  # fmt: skip


def _cited(c: Context) -> str:
    example = c.rules.evidence_code.example
    return example if c.rules.evidence_code.style == "H" else f"({example})"


@check(
    NO_STRENGTHS,
    NO_WEAKNESSES,
    NO_CAUSE,
    reads={CriterionAnalysis: "criterion strengths weaknesses causes"},
)
def analyses_of_criteria(s: Submission, c: Context) -> Iterator[Finding]:
    """The circulars of 2012–2018 ask for strengths and weaknesses per criterion; clauses have no analysis duty."""
    answered = {question.criterion for question in c.answers}
    own = {criterion.code for criterion in c.rules.criteria} & answered
    for row in s.table(CriterionAnalysis):
        if row.criterion in own:
            yield from _analysis(s, c, row, f"Tiêu chí {row.criterion}", "điểm yếu")


@check(
    NO_STRENGTHS,
    NO_WEAKNESSES,
    NO_CAUSE,
    reads={StandardAnalysis: "standard strengths weaknesses causes"},
)
def analyses_of_standards(s: Submission, c: Context) -> Iterator[Finding]:
    """TT 57/2026 asks for them per standard."""
    answered = {question.criterion.partition(".")[0] for question in c.answers}
    for row in s.table(StandardAnalysis):
        if row.standard in answered:
            yield from _analysis(s, c, row, f"Tiêu chuẩn {row.standard}", "hạn chế")


def _analysis(
    s: Submission, c: Context, row: CriterionAnalysis | StandardAnalysis, what: str, weakness: str
) -> Iterator[Finding]:
    if blank(row.strengths) and c.sound(row, "strengths"):
        yield NO_STRENGTHS.at(*s.at(row, "strengths"), f"{what} chưa có điểm mạnh.", "Nêu điểm mạnh nổi bật; ghi “Không” nếu không có.")  # fmt: skip
    if blank(row.weaknesses):
        if c.sound(row, "weaknesses"):
            yield NO_WEAKNESSES.at(*s.at(row, "weaknesses"), f"{what} để trống {weakness}.", f"Nêu {weakness}; ghi “Không” nếu không có.")  # fmt: skip
    elif blank(row.causes) and not says_none(row.weaknesses) and c.sound(row, "causes"):
        yield NO_CAUSE.at(*s.at(row, "causes"), f"{what} có {weakness} nhưng chưa nêu nguyên nhân.", "Nêu nguyên nhân để kế hoạch cải tiến có căn cứ.")  # fmt: skip


@check(
    FAILED_NO_WEAKNESS,
    reads={CriterionAnalysis: "criterion weaknesses", AnswerLine: "criterion level indicator result"},
)
def failed_criterion_has_weakness(s: Submission, c: Context) -> Iterator[Finding]:
    """A criterion that misses its lowest level cannot have "Không" as its weakness."""
    for row in s.table(CriterionAnalysis):
        if row.weaknesses and says_none(row.weaknesses) and c.failed(row.criterion):
            yield FAILED_NO_WEAKNESS.at(*s.at(row, "weaknesses"), f"Tiêu chí {row.criterion} không đạt nhưng điểm yếu ghi {quoted(row.weaknesses)}.", "Nêu điểm yếu khiến tiêu chí không đạt.")  # fmt: skip


@check(
    FAILED_NO_WEAKNESS,
    reads={StandardAnalysis: "standard weaknesses", AnswerLine: "criterion level indicator result"},
)
def failed_standard_has_limit(s: Submission, c: Context) -> Iterator[Finding]:
    """The same for standards, naming the criteria that fail."""
    for row in s.table(StandardAnalysis):
        if row.weaknesses and says_none(row.weaknesses):
            failed = [code for code in c.reach if code.partition(".")[0] == row.standard and c.failed(code)]
            if failed:
                yield FAILED_NO_WEAKNESS.at(*s.at(row, "weaknesses"), f"Tiêu chuẩn {row.standard} có tiêu chí {listed(failed)} không đạt nhưng hạn chế ghi {quoted(row.weaknesses)}.", "Nêu hạn chế khiến tiêu chí không đạt.")  # fmt: skip


@check(NO_TREND, reads={StandardAnalysis: "standard trend"})
def trends(s: Submission, c: Context) -> Iterator[Finding]:
    """The 3-year trend of every standard that has answers."""
    answered = {question.criterion.partition(".")[0] for question in c.answers}
    for row in s.table(StandardAnalysis):
        if row.standard in answered and blank(row.trend) and c.sound(row, "trend"):
            yield NO_TREND.at(*s.at(row, "trend"), f"Tiêu chuẩn {row.standard} chưa nêu xu hướng 03 năm.", "So sánh số liệu ba năm học gần nhất: tăng, giảm, ổn định và vì sao.")  # fmt: skip


@check(NO_PASSAGE, reads={Passage: "section text"})
def passages(s: Submission, c: Context) -> Iterator[Finding]:
    """The report is not printed with a hole in it. Nothing is asked while nothing has been assessed."""
    if not c.answers:
        return
    for row in s.table(Passage):
        if blank(row.text) and c.sound(row, "text"):
            yield NO_PASSAGE.at(*s.at(row, "text"), f"Chưa viết đoạn {quoted(row.title)}.", "Viết đoạn này; báo cáo Word lấy nguyên văn ở đây.")  # fmt: skip


@check(LEFTOVER, CUT_OFF)
def unfinished(s: Submission, c: Context) -> Iterator[Finding]:
    """Dots and brackets that wait for something, and text that filled its cell to the brim."""
    for prose in c.prose:
        if len(prose.text) >= LONGEST_TEXT:
            yield CUT_OFF.at(*s.at(prose.row, prose.field), f"Đoạn văn dài đúng {len(prose.text)} ký tự, giới hạn một ô của Excel: phần sau có thể đã mất.", "So với bản gốc trong Word, rút gọn hoặc chia cho các mức khác.")  # fmt: skip
    if not c.signs.gaps:
        return
    for prose in c.prose:
        if look_at(prose.text).gaps and (found := _LEFTOVER.search(prose.text)):
            yield LEFTOVER.at(*s.at(prose.row, prose.field), f"Còn chỗ chờ điền: {quoted(_around(prose.text, found))}.", "Điền nội dung thật hoặc xóa chỗ này.")  # fmt: skip


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 15) : found.end() + 15]


@check(COPIED)
def copied(s: Submission, c: Context) -> Iterator[Finding]:
    """The same long text in two places: one of them was pasted by mistake. Reported at the later one."""
    first: dict[str, Row] = {}
    for prose in c.prose:
        text = prose.text
        if len(text) < _LONG_ENOUGH_TO_COMPARE:
            continue
        earlier = first.setdefault(text, prose.row)
        if earlier is not prose.row:
            sheet, _ = s.at(earlier, "")
            yield COPIED.at(*s.at(prose.row, prose.field), f"Đoạn này giống hệt đoạn ở trang {sheet}, dòng {earlier.line} ({_label(earlier, c)}): {quoted(text, 40)}.", "Viết riêng cho từng tiêu chí, từng mức.")  # fmt: skip


def _label(row: Row, c: Context) -> str:
    match row:
        case Description():
            return f"tiêu chí {row.criterion}, {c.rules.level_word} {row.level}"
        case CriterionAnalysis():
            return f"tiêu chí {row.criterion}"
        case StandardAnalysis():
            return f"tiêu chuẩn {row.standard}"
        case Passage():
            return row.title
    return f"dòng {row.line}"
