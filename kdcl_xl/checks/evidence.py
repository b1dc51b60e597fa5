"""MC: the catalogue of evidence and the citations of it (sheet "Minh chứng" and all prose)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from kdcl_xl.checks.codes import canonical, fault_of, serial_of, shown_as
from kdcl_xl.checks.context import BY_RULE_SET, Context, listed, quoted, split_codes
from kdcl_xl.checks.registry import check
from kdcl_xl.checks.swapped import swap_hint
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.forms.vocabulary import Sensitivity
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.snapshot import Submission

CODE_FORM = rule("MC-001", Severity.ERROR, "Mã minh chứng viết theo thông tư", law=BY_RULE_SET)
OTHER_CIRCULAR = rule("MC-002", Severity.ERROR, "Mã minh chứng theo đúng thông tư của sổ", law=BY_RULE_SET)
NO_CRITERION = rule("MC-003", Severity.ERROR, "Tiêu chí trong mã minh chứng có trong bộ tiêu chuẩn")
REDEFINED = rule("MC-004", Severity.ERROR, "Một mã chỉ dùng cho một tài liệu", law=BY_RULE_SET)
TWICE = rule("MC-005", Severity.WARNING, "Mỗi minh chứng chỉ ghi một dòng trong danh mục")
TWO_CODES = rule("MC-006", Severity.WARNING, "Một tài liệu chỉ mang một mã", law=BY_RULE_SET)
BROKEN = rule("MC-007", Severity.ERROR, "Mã dẫn trong lời văn có trong danh mục minh chứng", only_when_submitting=True)  # fmt: skip
ORPHAN = rule("MC-008", Severity.WARNING, "Minh chứng trong danh mục được dẫn trong báo cáo", only_when_submitting=True)  # fmt: skip
EXPIRED = rule("MC-009", Severity.WARNING, "Minh chứng còn giá trị khi phê duyệt báo cáo")
TOO_LATE = rule("MC-010", Severity.WARNING, "Minh chứng có trước khi phê duyệt báo cáo")
NO_TITLE = rule("MC-011", Severity.ERROR, "Minh chứng có tên", only_when_submitting=True)
NO_STORAGE = rule("MC-012", Severity.WARNING, "Minh chứng ghi nơi lưu trữ hoặc đường dẫn", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
RED_LINK = rule("MC-013", Severity.ERROR, "Minh chứng mức Đỏ không kèm đường dẫn")
DRAFT_LEFT = rule("MC-014", Severity.ERROR, "Minh chứng có mã chính thức trước khi nộp", only_when_submitting=True)  # fmt: skip
GAP = rule("MC-015", Severity.HINT, "Số thứ tự minh chứng của một tiêu chí liền nhau", only_when_submitting=True)  # fmt: skip
CITED_WRONG = rule("MC-016", Severity.ERROR, "Mã dẫn trong lời văn viết theo thông tư", law=BY_RULE_SET)
DRAFT_TWICE = rule("MC-017", Severity.ERROR, "Mỗi mã tạm chỉ dùng cho một tài liệu")
USED_FOR = rule("MC-018", Severity.WARNING, "Cột Dùng cho tiêu chí ghi mã tiêu chí có thật")
ENDS_EARLY = rule("MC-019", Severity.ERROR, "Ngày hết giá trị không trước ngày ban hành")
NO_SOURCE = rule("MC-020", Severity.HINT, "Minh chứng ghi số, ngày ban hành hoặc thời điểm khảo sát", only_when_submitting=True)  # fmt: skip
DRAFT_CITED = rule("MC-021", Severity.ERROR, "Lời văn không còn mã tạm", only_when_submitting=True)

_LINK = re.compile(r"https?://|www\.|\b(?:drive|docs|onedrive|zalo)\.|\\\\|\.(?:pdf|docx?|xlsx?|jpe?g|png)\b", re.I)  # fmt: skip


@check(CODE_FORM, OTHER_CIRCULAR, NO_CRITERION, reads={Evidence: "code"})
def code_form(s: Submission, c: Context) -> Iterator[Finding]:
    """The form first; only a well-formed code can name a criterion that does not exist."""
    style, known = c.rules.evidence_code, c.well_formed
    for code, row in c.coded:
        typed = row.code
        if (typed == code or typed == f"[{code}]") and code in known:
            continue
        fault = fault_of(row.code, style)
        if fault:
            remedy = f"Gõ lại mã như {fault.meant or style.example}, và sửa mọi chỗ đã dẫn mã này."
            chosen = OTHER_CIRCULAR if fault.other_circular else CODE_FORM
            yield chosen.at(*s.at(row, "code"), fault.with_guess, remedy, law=c.law(style))
    strange = {serial.criterion for serial in known.values()} - c.rules.by_code.keys()
    for code, row in c.coded if strange else ():
        if code in known and known[code].criterion in strange:
            yield NO_CRITERION.at(*s.at(row, "code"), f"Mã {shown_as(code, style)} thuộc tiêu chí {known[code].criterion}, không có trong {c.rules.short_title}.", "Sửa lại số tiêu chuẩn, tiêu chí trong mã.", law=c.law(style))  # fmt: skip


@check(REDEFINED, TWICE, reads={Evidence: "code title"})
def one_code_one_document(s: Submission, c: Context) -> Iterator[Finding]:
    """Citing one code under several criteria is lawful; giving it to a second document is not."""
    if len(c.catalogue) == len(c.coded):
        return
    for code, row in c.coded:
        first = c.catalogue[code]
        if row is first or not row.title or not first.title:
            continue
        where = s.at(first, "code")[1]
        if match_key(row.title) == match_key(first.title):
            yield TWICE.at(*s.at(row, "code"), f"Minh chứng {code} đã ghi ở ô {where}.", "Xóa một dòng; một mã được dẫn ở nhiều tiêu chí mà không cần ghi lại.")  # fmt: skip
        else:
            yield REDEFINED.at(*s.at(row, "code"), f"Mã {code} đã dùng ở ô {where} cho tài liệu khác ({quoted(first.title, 40)}).", "Cho tài liệu này số thứ tự chưa dùng, rồi sửa chỗ dẫn tương ứng.", law=c.law(c.rules.evidence_code))  # fmt: skip


@check(TWO_CODES, reads={Evidence: "code title number issued_on"})
def one_document_one_code(s: Submission, c: Context) -> Iterator[Finding]:
    """The same title, number and date under two codes."""
    rows = [row for row in s.table(Evidence) if row.title and row.number and row.issued_on and row.code]
    firsts: dict[tuple[str, str, dt.date | None], Evidence] = {}
    for row in rows:
        first = firsts.setdefault((row.title, row.number, row.issued_on), row)
        if first is not row and canonical(first.code) != canonical(row.code):
            yield TWO_CODES.at(*s.at(row, "code"), f"Tài liệu này (cùng tên, số, ngày) đã mang mã {canonical(first.code)} ở ô {s.at(first, 'code')[1]}.", "Dùng một mã cho cả hai chỗ và xóa dòng thừa.", law=c.law(c.rules.evidence_code))  # fmt: skip


@check(BROKEN, CITED_WRONG, reads={Evidence: "code"})
def citations(s: Submission, c: Context) -> Iterator[Finding]:
    """Each code cited in prose: written rightly, and in the catalogue. One finding a code and cell."""
    style, known = c.rules.evidence_code, c.catalogue.keys()
    for prose, cited in c.prose_citations:
        for code, typed in dict(cited).items():
            if code in known or code in c.meant_codes:
                continue
            fault = None if serial_of(code, style.pattern) else fault_of(typed, style)
            if fault:
                yield CITED_WRONG.at(*s.at(prose.row, prose.field), fault.with_guess, f"Gõ lại mã như {fault.meant or style.example}.", law=c.law(style))  # fmt: skip
                continue
            near = closest(code, known, limit=3)
            guess = f" Gần giống trong danh mục: {', '.join(near)}." if near else ""
            yield BROKEN.at(*s.at(prose.row, prose.field), f"Dẫn mã {shown_as(code, style)} nhưng trang Minh chứng không có mã này.{guess}", "Thêm tài liệu vào danh mục minh chứng, hoặc sửa mã.")  # fmt: skip


@check(ORPHAN, reads={Evidence: "code draft_id"})
def orphans(s: Submission, c: Context) -> Iterator[Finding]:
    """Listed, never cited. Silent while no prose cites anything: then everything would be an orphan."""
    cited, known, criteria = c.cited, c.well_formed, c.rules.by_code
    if not cited:
        return
    for code, row in c.catalogue.items():
        if code in cited or (row.draft_id and row.draft_id.strip().lower() in cited):
            continue
        serial = known.get(code)
        if serial and serial.criterion in criteria:
            yield ORPHAN.at(*s.at(row, "code"), f"Minh chứng {code} không được dẫn ở tiêu chí nào.", "Dẫn mã này ở trang Mô tả, hoặc bỏ khỏi danh mục.")  # fmt: skip


@check(EXPIRED, TOO_LATE, ENDS_EARLY, reads={Evidence: "issued_on valid_until"})
def dates(s: Submission, c: Context) -> Iterator[Finding]:
    """Validity and issue against the day the report was approved (or the day of checking)."""
    closes, approved = c.closes_on, c.approved is not None
    what = "ngày phê duyệt báo cáo" if approved else "ngày kiểm tra"
    for row in s.table(Evidence):
        issued, ends = row.issued_on, row.valid_until
        if issued and issued > closes:
            swapped = swap_hint(issued, lambda day: day <= closes)
            yield TOO_LATE.at(*s.at(row, "issued_on"), f"Minh chứng ban hành ngày {vn_date(issued)}, sau {what} {vn_date(closes)}.{swapped}", "Kiểm tra lại ngày, tháng; tài liệu có sau không dùng làm minh chứng của báo cáo này.")  # fmt: skip
        if ends is None:
            continue
        if issued and ends < issued:
            yield ENDS_EARLY.at(*s.at(row, "valid_until"), f"Có giá trị đến {vn_date(ends)}, trước cả ngày ban hành {vn_date(issued)}.", "Kiểm tra lại hai ngày.")  # fmt: skip
        elif ends < closes:
            yield EXPIRED.at(*s.at(row, "valid_until"), f"Minh chứng hết giá trị ngày {vn_date(ends)}, trước {what} {vn_date(closes)}.", "Thay bằng tài liệu còn giá trị, hoặc xóa ngày nếu ghi nhầm.")  # fmt: skip


@check(NO_TITLE, NO_STORAGE, NO_SOURCE, DRAFT_LEFT, reads={Evidence: "code draft_id title storage number issued_on"})  # fmt: skip
def what_is_missing(s: Submission, c: Context) -> Iterator[Finding]:
    """What a line of the catalogue lacks before it can be submitted."""
    electronic, red = c.rules.evidence_code.style == "MC", str(Sensitivity.PERSONAL)
    for row in s.table(Evidence):
        if not row.title and c.sound(row, "title"):
            yield NO_TITLE.at(*s.at(row, "title"), f"Minh chứng {row.code or row.draft_id or 'ở dòng này'} chưa có tên.", "Ghi tên tài liệu như trên văn bản.")  # fmt: skip
        if not row.code and c.sound(row, "code"):
            draft = f"mới có mã tạm {row.draft_id}" if row.draft_id else "chưa có mã"
            yield DRAFT_LEFT.at(*s.at(row, "code"), f"Minh chứng {draft}.", "Đánh số chính thức (lệnh kdcl minh-chung danh-so), hoặc gõ mã.")  # fmt: skip
        if electronic and not row.storage and row.sensitivity != red and c.sound(row, "storage"):
            yield NO_STORAGE.at(*s.at(row, "storage"), f"Minh chứng {row.code or row.draft_id} chưa ghi định dạng, nơi lưu trữ hoặc đường dẫn.", "Ghi tủ, hộp hồ sơ hoặc đường dẫn điện tử.", law=c.law(c.rules.evidence_code))  # fmt: skip
        if not row.number and row.issued_on is None and c.sound(row, "number", "issued_on"):
            yield NO_SOURCE.at(*s.at(row, "issued_on"), f"Minh chứng {row.code or row.draft_id} không có số, ký hiệu lẫn ngày.", "Ghi số, ngày ban hành; hoặc ngày khảo sát, phỏng vấn, quan sát.")  # fmt: skip


@check(RED_LINK, reads={Evidence: "sensitivity storage"})
def red_is_index_only(s: Submission, c: Context) -> Iterator[Finding]:
    """ "Đỏ" holds personal data: kept as an index, never linked. The link itself is not repeated."""
    red = str(Sensitivity.PERSONAL)
    for row in s.table(Evidence):
        if row.sensitivity == red and row.storage and _LINK.search(row.storage):
            yield RED_LINK.at(*s.at(row, "storage"), "Minh chứng mức Đỏ (có dữ liệu cá nhân) đang kèm đường dẫn mở được.", "Xóa đường dẫn; chỉ ghi nơi cất giữ, ví dụ: tủ hồ sơ văn thư.")  # fmt: skip


@check(GAP, reads={Evidence: "code"})
def serial_gaps(s: Submission, c: Context) -> Iterator[Finding]:
    """A missing serial may be a lost line; one finding a criterion."""
    numbers: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for code, (_, criterion, number) in c.well_formed.items():
        numbers[criterion].setdefault(number, code)
    meant = {serial_of(code, c.rules.evidence_code.pattern) for code in c.meant_codes}
    hidden = {(serial.criterion, serial.number) for serial in meant if serial}
    for criterion, used in numbers.items():
        if len(used) == max(used):
            continue
        lost = [f"{n:02}" for n in range(1, max(used)) if n not in used and (criterion, n) not in hidden]
        if lost:
            row = c.catalogue[used[min(n for n in used if n > int(lost[0]))]]
            yield GAP.at(*s.at(row, "code"), f"Tiêu chí {criterion}: số thứ tự minh chứng bị cách, thiếu {listed(lost)}.", "Kiểm tra có sót dòng không; nếu cố ý thì bỏ qua.")  # fmt: skip


@check(DRAFT_TWICE, reads={Evidence: "draft_id title"})
def draft_ids_unique(s: Submission, c: Context) -> Iterator[Finding]:
    """Renumbering replaces a temporary id everywhere, so it must mean one document."""
    for draft, rows in c.draft_ids.items():
        for row in rows[1:]:
            yield DRAFT_TWICE.at(*s.at(row, "draft_id"), f"Mã tạm {draft} đã dùng ở ô {s.at(rows[0], 'draft_id')[1]}.", "Cho tài liệu này mã tạm khác, ví dụ t và số tiếp theo.")  # fmt: skip


@check(USED_FOR, reads={Evidence: "criteria"})
def used_for_criteria(s: Submission, c: Context) -> Iterator[Finding]:
    """ "Dùng cho tiêu chí" lists criteria of this rule set."""
    for row in filter(attrgetter("criteria"), s.table(Evidence)):
        strange = [part for part in split_codes(row.criteria) if part not in c.rules.by_code]
        if strange:
            yield USED_FOR.at(*s.at(row, "criteria"), f"{quoted(', '.join(strange))} không phải tiêu chí của {c.rules.short_title}.", "Ghi mã tiêu chí, cách nhau bằng dấu chấm phẩy, ví dụ 1.1; 1.3.")  # fmt: skip


@check(DRAFT_CITED)
def drafts_in_prose(s: Submission, c: Context) -> Iterator[Finding]:
    """Temporary ids must be gone before anybody else reads the report."""
    for prose, drafts in c.prose_drafts:
        names = listed(list(dict.fromkeys(drafts)))
        yield DRAFT_CITED.at(*s.at(prose.row, prose.field), f"Lời văn còn mã tạm {names}.", "Đánh số chính thức (lệnh kdcl minh-chung danh-so) để thay mã tạm bằng mã minh chứng.")  # fmt: skip
