"""DG: the answers, the level they amount to, and the level the school claims (sheets "Đánh giá", "Kết quả")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kdcl_xl.checks.codes import canonical, fault_of, is_draft_id, serial_of
from kdcl_xl.checks.context import Context, blank, listed, quoted, split_codes
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Rule, Severity, rule
from kdcl_xl.forms.self_assessment import AnswerLine, Description, Evidence, Registration
from kdcl_xl.law.answers import Answer
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.live.figures import HIGH, LOW, figures_of
from kdcl_xl.workbook.snapshot import Submission

BLANK_LOWEST = rule("DG-001", Severity.ERROR, "Mọi chỉ báo của mức thấp nhất đã đánh giá", only_when_submitting=True)  # fmt: skip
BLANK_HIGHER = rule("DG-002", Severity.WARNING, "Đã đánh giá tiếp mức trên khi mức dưới đạt", only_when_submitting=True)  # fmt: skip
ABOVE_UNMET = rule("DG-003", Severity.WARNING, "Mức trên chỉ đạt khi mức dưới đã đạt")
NOT_APPLICABLE = rule("DG-004", Severity.ERROR, "“Không áp dụng” chỉ chọn ở nội dung có “(nếu có)”")
NO_GROUNDS = rule("DG-005", Severity.ERROR, "Mức ghi “Đạt” có mô tả hiện trạng và minh chứng", only_when_submitting=True)  # fmt: skip
MAIN_UNKNOWN = rule("DG-006", Severity.ERROR, "Mã ở cột Minh chứng chính có trong danh mục minh chứng", only_when_submitting=True)  # fmt: skip
MAIN_NOT_CODE = rule("DG-007", Severity.WARNING, "Cột Minh chứng chính chỉ ghi mã minh chứng")
TYPED_OVER = rule("DG-008", Severity.WARNING, "Công thức của trang Kết quả không bị gõ đè")
SHOWN_DIFFERS = rule("DG-009", Severity.WARNING, "Trang Kết quả đã được tính lại sau lần sửa cuối")
CLAUSE_EARLY = rule("DG-010", Severity.WARNING, "Mức cao nhất chỉ xét khi mọi tiêu chí đã đạt mức liền dưới")
SELF_LEVEL = rule("DG-011", Severity.ERROR, "Mức tự đánh giá ở trang Đăng ký khớp với trang Đánh giá")
NOT_ASSESSED = rule("DG-012", Severity.ERROR, "Nhà trường đã tự đánh giá", only_when_submitting=True)


@check(NOT_ASSESSED, BLANK_LOWEST, BLANK_HIGHER, reads={AnswerLine: "criterion level indicator result"})
def blanks(s: Submission, c: Context) -> Iterator[Finding]:
    """A blank is "chưa đánh giá". Asked for only where it matters: up to the first level that is not met."""
    if not c.answers:
        if all(c.sound(row, "result") for row in s.table(AnswerLine)):
            yield NOT_ASSESSED.at(*s.top(AnswerLine, "result"), "Chưa có chỉ báo nào được đánh giá nên chưa xác định được mức của nhà trường.", "Chọn Đạt hoặc Không đạt ở cột Kết quả cho từng chỉ báo.")  # fmt: skip
        return
    empty: defaultdict[tuple[str, int], list[AnswerLine]] = defaultdict(list)
    for row in s.table(AnswerLine):
        if not row.result and c.sound(row, "result"):
            empty[row.criterion, row.level or 0].append(row)
    if not empty:
        return
    at_top = all(c.reach[one.code].low >= one.levels[-1].level for one in c.rules.criteria)
    for code in dict.fromkeys(code for code, _ in empty):
        criterion = c.criterion(code)
        if criterion is None or (criterion in c.rules.clauses and not at_top):
            continue
        asked = [level.level for level in criterion.levels if level.level <= c.reach[code].high + 1]
        first = next((level for level in asked if empty.get((code, level))), None)
        if first is not None:
            lowest = first == criterion.levels[0].level and criterion not in c.rules.clauses
            yield _not_assessed(s, c, empty[code, first], BLANK_LOWEST if lowest else BLANK_HIGHER)


def _not_assessed(s: Submission, c: Context, rows: list[AnswerLine], chosen: Rule) -> Finding:
    labels = [row.indicator for row in rows if row.indicator != "*"]
    which = f", {c.rules.words.indicator} {listed(labels)}" if labels else ""
    return chosen.at(*s.at(rows[0], "result"), f"Tiêu chí {rows[0].criterion}, {c.rules.level_word} {rows[0].level}{which} chưa đánh giá.", "Chọn Đạt hoặc Không đạt; mức của nhà trường chưa xác định khi còn ô trống này.")  # fmt: skip


@check(ABOVE_UNMET, reads={AnswerLine: "criterion level indicator result"})
def level_above_unmet(s: Submission, c: Context) -> Iterator[Finding]:
    """ "Đạt" above an unmet level does not count; the school may have meant the other line."""
    word = c.rules.level_word
    for criterion in c.rules.criteria:
        high = c.reach[criterion.code].high
        for level in criterion.levels:
            rows = c.claimed.get((criterion.code, level.level))
            if rows and level.level > high + 1:
                yield ABOVE_UNMET.at(*s.at(rows[0], "result"), f"Tiêu chí {criterion.code} ghi đạt {word} {level.level} trong khi {word} {high + 1} không đạt; chương trình không tính {word} {level.level}.", f"Xem lại {word} {high + 1}; nếu đúng là không đạt thì người có thẩm quyền ghi ở trang Giải trình.", law=c.law(c.rules.engine) if c.rules.engine else "")  # fmt: skip
                break


@check(NOT_APPLICABLE, reads={AnswerLine: "criterion level indicator result"})
def not_applicable_here(s: Submission, c: Context) -> Iterator[Finding]:
    """Lawful only where the text of the circular says "(nếu có)"."""
    for row in s.table(AnswerLine):
        if row.result != Answer.NOT_APPLICABLE:
            continue
        criterion = c.criterion(row.criterion)
        if criterion and row.question not in criterion.may_not_apply:
            yield NOT_APPLICABLE.at(*s.at(row, "result"), f"Tiêu chí {row.criterion}, {c.rules.level_word} {row.level}, {c.rules.words.indicator} {row.indicator} không được chọn “Không áp dụng”: nội dung này không có “(nếu có)”.", "Chọn Đạt hoặc Không đạt.")  # fmt: skip


@check(
    NO_GROUNDS,
    reads={AnswerLine: "criterion level indicator result evidence", Description: "criterion level text"},
)
def claimed_without_grounds(s: Submission, c: Context) -> Iterator[Finding]:
    """A level that is claimed with neither description nor evidence: one finding a level."""
    described = {
        (row.criterion, row.level or 0)
        for row in s.table(Description)
        if not blank(row.text) or not c.sound(row, "text")
    }
    for key, rows in c.claimed.items():
        if key in described or any(row.evidence or not c.sound(row, "evidence") for row in rows):
            continue
        yield NO_GROUNDS.at(*s.at(rows[0], "result"), f"Tiêu chí {key[0]} ghi đạt {c.rules.level_word} {key[1]} nhưng chưa có mô tả hiện trạng và minh chứng.", "Viết hiện trạng của mức này ở trang Mô tả, kèm mã minh chứng.")  # fmt: skip


@check(MAIN_UNKNOWN, MAIN_NOT_CODE, reads={AnswerLine: "evidence", Evidence: "code draft_id"})
def main_evidence(s: Submission, c: Context) -> Iterator[Finding]:
    """What stands under "Minh chứng chính": codes, well-formed, of the catalogue."""
    style = c.rules.evidence_code
    cited = {id(row): citations for row, citations in c.line_citations}
    for row in s.table(AnswerLine):
        if not row.evidence or canonical(row.evidence) in c.catalogue:
            continue
        known = cited[id(row)]
        if len(known) < sum(1 for part in split_codes(row.evidence) if not is_draft_id(part)):
            words = [p for p in split_codes(row.evidence) if not is_draft_id(p) and not any(typed in p for _, typed in known)]  # fmt: skip
            if words:
                yield MAIN_NOT_CODE.at(*s.at(row, "evidence"), f"{quoted(words[0])} không phải mã minh chứng.", f"Chỉ ghi mã như {style.example}, cách nhau bằng dấu chấm phẩy; tên tài liệu ghi ở trang Minh chứng.")  # fmt: skip
        for code, typed in known:
            if code in c.catalogue or code in c.meant_codes:
                continue
            fault = None if serial_of(code, style.pattern) else fault_of(typed, style)
            if fault:
                yield MAIN_NOT_CODE.at(*s.at(row, "evidence"), fault.with_guess, f"Gõ lại mã như {style.example}.", law=c.law(style))  # fmt: skip
            else:
                near = closest(code, c.catalogue, limit=1)
                guess = f" Gần giống: {near[0]}." if near else ""
                yield MAIN_UNKNOWN.at(*s.at(row, "evidence"), f"Mã {code} không có ở trang Minh chứng.{guess}", "Thêm tài liệu này vào danh mục minh chứng, hoặc sửa mã.")  # fmt: skip


@check(TYPED_OVER, SHOWN_DIFFERS, reads={AnswerLine: "criterion level indicator result"})
def shown_figures(s: Submission, c: Context) -> Iterator[Finding]:
    """The live sheet against the engine: both are shown, the computed one counts (a total typed by hand, case 6)."""
    if s.overwritten:
        for name, computed in figures_of(c.verdict).items():
            value = s.shown.get(name, "")
            if name in s.overwritten and not _same(value, computed):
                yield TYPED_OVER.at(*s.name_cells[name], f"Công thức ở đây đã bị gõ đè: ô hiện {_shown(value)}, tính từ các câu trả lời là {_shown(computed)}.", "Chép lại ô này từ mẫu trống, không gõ bằng tay; chương trình dùng giá trị tính được.")  # fmt: skip
    for name, level in ((LOW, c.verdict.level_low), (HIGH, c.verdict.level_high)):
        value = s.shown.get(name, "")
        if value == "" or name in s.overwritten or level is None or not c.verdict.assessed or value == level:
            continue
        yield SHOWN_DIFFERS.at(*s.name_cells[name], f"Trang Kết quả còn hiện {_shown(value)}, tính từ các câu trả lời là {level}: công thức chưa được tính lại.", "Mở tệp bằng Excel hoặc LibreOffice, bấm Ctrl+Alt+F9 (Ctrl+Shift+F9), lưu lại; chương trình dùng giá trị tính được.")  # fmt: skip
        return


def _same(value: object, computed: str | int) -> bool:
    if isinstance(value, str) and isinstance(computed, str):
        return match_key(value) == match_key(computed)
    return value == computed


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float | int) else quoted(str(value)) if value else "ô trống"


@check(CLAUSE_EARLY, reads={AnswerLine: "criterion level indicator result"})
def clauses_too_early(s: Submission, c: Context) -> Iterator[Finding]:
    """Điều 22 of the 2018 circulars is looked at after all criteria are at Mức 3; one finding for all clauses."""
    if not c.rules.clauses:
        return
    behind = [one.code for one in c.rules.criteria if c.reach[one.code].high < one.levels[-1].level]
    met = [row for row in c.rules.clauses if (row.code, row.levels[-1].level) in c.claimed]
    if behind and met:
        top = met[0].levels[-1].level
        word = c.rules.level_word
        row = c.claimed[met[0].code, top][0]
        yield CLAUSE_EARLY.at(*s.at(row, "result"), f"Khoản {listed([m.code.partition('.')[2] for m in met])} của {word} {top} ghi “Đạt” nhưng tiêu chí {listed(behind)} chưa đạt {word} {top - 1}; chương trình chưa xét {word} {top}.", f"Để trống phần {word} {top} cho đến khi mọi tiêu chí đạt {word} {top - 1}.", law=c.law(c.rules.engine) if c.rules.engine else "")  # fmt: skip


@check(SELF_LEVEL, reads={AnswerLine: "criterion level indicator result"})
def claimed_level(s: Submission, c: Context) -> Iterator[Finding]:
    """ "Mức tự đánh giá" must be one of the levels still possible."""
    claimed, verdict = c.registration.self_level, c.verdict
    low, high = verdict.level_low, verdict.level_high
    if claimed is None or low is None or high is None or not verdict.assessed or low <= claimed <= high:
        return
    word = c.rules.level_word
    found = f"{word} {low}" if low == high else f"từ {word} {low} đến {word} {high}"
    why = verdict.blockers[0].message if claimed > high and verdict.blockers else ""
    law = c.law(c.rules.engine) if c.rules.engine else ""
    yield SELF_LEVEL.at(*s.where(Registration, "self_level"), f"Ghi mức tự đánh giá {claimed}, nhưng các câu trả lời ở trang Đánh giá cho {found if high else 'chưa đạt mức nào'}. {why}".strip(), "Sửa mức ở đây hoặc xem lại trang Đánh giá; chương trình chỉ đề xuất, Hội đồng kết luận.", law=law)  # fmt: skip
