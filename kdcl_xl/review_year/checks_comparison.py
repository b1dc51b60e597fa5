"""Sheet "Đối chiếu": criteria and levels the rule set has; a difference says why. Rule sets named anywhere exist."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_results import Comparison, Recognised
from kdcl_xl.law.regulation import Criterion, Regulation, regulation_ids
from kdcl_xl.review_year.checks_kit import ReviewBook, check
from kdcl_xl.text.similar import did_you_mean

NO_SUCH_CRITERION = rule("DGS-070", Severity.ERROR, "Tiêu chí đối chiếu có trong bộ tiêu chuẩn")
NO_SUCH_RULES = rule("DGS-071", Severity.ERROR, "Mã bộ tiêu chuẩn có trong chương trình")
NO_SUCH_LEVEL = rule("DGS-072", Severity.ERROR, "Mức của tiêu chí có trong bộ tiêu chuẩn")
NO_REASON = rule("DGS-073", Severity.WARNING, "Mức đánh giá ngoài khác mức tự đánh giá thì ghi lý do")
TWICE = rule("DGS-074", Severity.ERROR, "Mỗi tiêu chí của một trường một dòng đối chiếu")

_NAMED: tuple[type[Row], ...] = (Comparison, Recognised)


@check(NO_SUCH_RULES, reads={})
def rule_sets_exist(book: ReviewBook) -> Iterator[Finding]:
    """An id nobody knows decides nothing."""
    for table in _NAMED:
        for row in book.rows(table, "regulation"):
            code = str(getattr(row, "regulation", "")).strip()
            if code and code not in regulation_ids():
                same = [known for known in regulation_ids() if _circular(known) == _circular(code)]
                guess = did_you_mean(code, same or regulation_ids(), code=True)
                yield NO_SUCH_RULES.at(*book.at(row, "regulation"), f"Không có bộ tiêu chuẩn “{code}”.{guess}", "Sửa mã, hoặc để trống: chương trình dùng bộ tiêu chuẩn hiện hành của cấp học (xem kdcl quy-dinh).")  # fmt: skip


def _circular(code: str) -> list[str]:
    """The circular of an id: of "tt18_2018_thcs" that of tt18_2018_tr, not of tt17_2018_th."""
    return code.lower().split("_")[:2]


@check(NO_SUCH_CRITERION, NO_SUCH_LEVEL, reads={Comparison: "criterion own found regulation"})
def criteria_and_levels_exist(book: ReviewBook) -> Iterator[Finding]:
    """Level 0 is "không đạt Mức 1"; the highest is that of the criterion itself, clauses of Điều 22 included."""
    for row in book.rows(Comparison, "criterion", "own", "found", "regulation"):
        rules = book.rules_of(row, None)
        if rules is None or not row.criterion:
            continue
        criterion = rules.by_code.get(row.criterion.strip())
        if criterion is None:
            yield NO_SUCH_CRITERION.at(*book.at(row, "criterion"), f"{rules.short_title} không có tiêu chí “{row.criterion}”.", "Sửa số tiêu chí, hoặc mã bộ tiêu chuẩn của dòng này.")  # fmt: skip
            continue
        most = _highest(criterion, rules)
        for field in ("own", "found"):
            level = getattr(row, field)
            if level is not None and level > most:
                yield NO_SUCH_LEVEL.at(*book.at(row, field), f"Tiêu chí {criterion.code} không có {rules.level_word} {level}.", f"Ghi từ 0 (không đạt) đến {most}; chưa đánh giá thì để trống.")  # fmt: skip


def _highest(criterion: Criterion, rules: Regulation) -> int:
    """Where a criterion ends below the school's highest level, that level may be written for it as well."""
    own = max((level.level for level in criterion.levels), default=0)
    return max(own, rules.top_level) if criterion not in rules.clauses else own


@check(NO_REASON, reads={Comparison: "own found reason"})
def differences_say_why(book: ReviewBook) -> Iterator[Finding]:
    """Above as well as below: both are looked at again."""
    for row in book.rows(Comparison, "own", "found", "reason"):
        if row.own is None or row.found is None or row.own == row.found or row.reason.strip():
            continue
        way = "thấp hơn" if row.found < row.own else "cao hơn"
        yield NO_REASON.at(*book.at(row, "reason"), f"Tiêu chí {row.criterion} của “{row.school}”: đánh giá ngoài {row.found}, {way} tự đánh giá {row.own}, chưa có lý do.", "Ghi lý do chênh lệch; ghi nhầm mức thì sửa.")  # fmt: skip


@check(TWICE, reads={Comparison: "criterion regulation"})
def one_row_a_criterion(book: ReviewBook) -> Iterator[Finding]:
    """The second row of a criterion under one rule set."""
    for file, rows in book.by_school(Comparison, "criterion", "regulation"):
        first: dict[tuple[str, str], Comparison] = {}
        for row in rows:
            key = row.criterion.strip(), row.regulation.strip()
            if key[0] and first.setdefault(key, row) is not row:
                yield TWICE.at(*book.at(row, "criterion"), f"Tiêu chí {row.criterion} của “{file.name}” đã có ở dòng {first[key].line}.", "Xóa một dòng, hoặc sửa số tiêu chí.")  # fmt: skip
