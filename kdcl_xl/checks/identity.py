"""TR: who the school is, who answers for it, and which submission this is (sheet "Trường")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from kdcl_xl.checks.context import BY_RULE_SET, NAMES_OF_PEOPLE, Context, odd_capitals, quoted
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.form import fill_words, header
from kdcl_xl.forms.self_assessment import School
from kdcl_xl.forms.vocabulary import KIND_OF_NAME, NAME_OF_KIND, AssessedLevel, KindName
from kdcl_xl.law.regulation import Regulation, SchoolKind, in_force
from kdcl_xl.law.units import unit_kinds_on
from kdcl_xl.text.dates import day_of_year, vn_date
from kdcl_xl.text.normal import bare, match_key
from kdcl_xl.workbook.snapshot import Submission

REQUIRED = rule("TR-001", Severity.ERROR, "Các mục bắt buộc của trang Trường đã điền", only_when_submitting=True)  # fmt: skip
SCHOOL_ID = rule("TR-002", Severity.ERROR, "Mã trường chỉ gồm chữ không dấu, chữ số và dấu . - _ /")
WRONG_RULES = rule("TR-003", Severity.ERROR, "Bộ tiêu chuẩn dành cho loại trường đã chọn", law=BY_RULE_SET)
OTHER_KIND = rule("TR-004", Severity.WARNING, "Sổ được lập cho đúng loại trường")
PHONE = rule("TR-005", Severity.WARNING, "Số điện thoại đủ chữ số")
EMAIL = rule("TR-006", Severity.WARNING, "Thư điện tử đúng dạng")
HEAD_NAME = rule("TR-007", Severity.WARNING, "Họ tên người đứng đầu chỉ gồm họ và tên")
FOUNDED = rule("TR-008", Severity.ERROR, "Năm thành lập là năm có bốn chữ số, không ở tương lai")
APPROVED_OUTSIDE = rule("TR-009", Severity.WARNING, "Ngày phê duyệt báo cáo thuộc năm học của sổ")
APPROVED_LATER = rule("TR-010", Severity.WARNING, "Ngày phê duyệt báo cáo không ở tương lai")
REPORT_DUE = rule("TR-011", Severity.WARNING, "Báo cáo được phê duyệt trước hạn của thông tư", law=BY_RULE_SET)  # fmt: skip
REVISION = rule("TR-012", Severity.ERROR, "Lần nộp đánh số từ 1")
RECOGNITION_PARTS = rule("TR-013", Severity.WARNING, "Lần công nhận gần nhất ghi đủ cấp độ (mức độ), số quyết định, ngày ký", only_when_submitting=True)  # fmt: skip
RECOGNITION_DATE = rule("TR-014", Severity.ERROR, "Ngày ký công nhận không ở tương lai, không trước năm thành lập")  # fmt: skip
RECOGNITION_GRADE = rule("TR-015", Severity.ERROR, "Cấp độ, mức độ đã được công nhận là bậc có thật", law="Điều 34, 37 các Thông tư 17, 18, 19/2018/TT-BGDĐT")  # fmt: skip
SCOPE = rule("TR-016", Severity.ERROR, "Phạm vi đánh giá phù hợp loại trường")
NOT_IN_FORCE = rule("TR-017", Severity.WARNING, "Bộ tiêu chuẩn còn hiệu lực vào ngày phê duyệt báo cáo", law=BY_RULE_SET)  # fmt: skip
YEARS_ACTIVE = rule("TR-018", Severity.WARNING, "Số năm hoạt động không quá số năm từ khi thành lập")
YEARS_ASSESSED = rule("TR-019", Severity.WARNING, "Số năm học tự đánh giá không quá số năm hoạt động")
ABOLISHED_UNIT = rule("TR-020", Severity.WARNING, "Cơ quan quản lý là cơ quan đang có", law="Thông tư 15/2025/TT-BGDĐT")  # fmt: skip
NAME_CAPITALS = rule("TR-021", Severity.HINT, "Họ tên viết hoa chữ đầu mỗi tiếng", law=NAMES_OF_PEOPLE)

_SCHOOL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{1,29}")
_PHONE = re.compile(r"0(?:[35789]\d{8}|2\d{8,9})")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_SALUTATION = re.compile(r"(?:ông|bà|thầy|cô|ths|ts|cn|nhà giáo)\b[. ]", re.I)
_DISTRICT_UNIT = re.compile(r"phong (?:giao duc|gd|gddt)|uy ban nhan dan (?:quan|huyen|thi xa)|ubnd (?:quan|huyen|thi xa)")  # fmt: skip
_EARLIEST_SCHOOL = 1850
_HIGHEST_GRADE = {"accredited": 4, "standard": 2}
_OWN_LEVEL: Mapping[str, AssessedLevel] = {
    KindName.PRESCHOOL: AssessedLevel.PRESCHOOL,
    KindName.PRIMARY: AssessedLevel.PRIMARY,
    KindName.LOWER_SECONDARY: AssessedLevel.LOWER_SECONDARY,
    KindName.UPPER_SECONDARY: AssessedLevel.UPPER_SECONDARY,
}


@check(REQUIRED)
def required_cells(s: Submission, c: Context) -> Iterator[Finding]:
    """Every cell marked * is filled; cells the reader refused are not blank."""
    for column in School.columns:
        if not column.entry.required or getattr(c.school, column.field) not in ("", None):
            continue
        if c.sound_field(School, column.field):
            label = header(column, s.edition)
            yield REQUIRED.at(*s.where(School, column.field), f"Mục “{label}” còn để trống.", fill_words(column.entry.help, s.edition) or f"Điền “{label}”.")  # fmt: skip


@check(SCHOOL_ID)
def school_id_form(s: Submission, c: Context) -> Iterator[Finding]:
    """Whether it exists is for the office's list to say; here only what no list can contain."""
    code = c.school.school_id.strip()
    if not code or _SCHOOL_ID.fullmatch(code):
        return
    if re.search(r"\s", code):
        why = "có dấu cách"
    elif not code.isascii():
        why = "có chữ mang dấu"
    else:
        why = "quá ngắn, quá dài hoặc có ký tự lạ"
    yield SCHOOL_ID.at(*s.where(School, "school_id"), f"Mã trường {quoted(code)} {why}.", "Chép đúng mã trong danh mục trường do cơ quan quản lý gửi, ví dụ 79-778-0501.")  # fmt: skip


@check(WRONG_RULES, OTHER_KIND)
def kind_and_rules(s: Submission, c: Context) -> Iterator[Finding]:
    """The annex of a circular is chosen by kind; a workbook for another kind lacks rows of figures."""
    kind = KIND_OF_NAME.get(c.school.kind)
    if kind is None:
        return
    place = s.where(School, "kind")
    if kind not in c.rules.applies_to:
        right = in_force(c.closes_on, kind)
        which = f" ({right.short_title})" if right else ""
        yield WRONG_RULES.at(*place, f"Trường loại “{c.school.kind}” không dùng bộ tiêu chuẩn của sổ này ({c.rules.short_title}).", f"Nếu chọn nhầm loại trường, chọn lại; nếu lấy nhầm mẫu, xin mẫu dành cho “{c.school.kind}”{which} rồi chép dữ liệu sang.", law=f"Thông tư {c.rules.number}")  # fmt: skip
    elif s.edition.kind and kind is not s.edition.kind:
        printed = NAME_OF_KIND[s.edition.kind]
        yield OTHER_KIND.at(*place, f"Sổ lập cho loại trường “{printed}” nhưng ở đây chọn “{c.school.kind}”; bảng Số liệu có thể thiếu hoặc thừa dòng.", f"Chọn lại “{printed}”, hoặc xin sổ lập cho “{c.school.kind}”.")  # fmt: skip


@check(PHONE, EMAIL, HEAD_NAME)
def contacts(s: Submission, c: Context) -> Iterator[Finding]:
    """Form only. The values are personal data, so no message repeats them."""
    for part in filter(None, re.split(r"\s*[;,/]\s*", c.school.phone.strip())):
        digits = re.sub(r"[\s.()-]", "", re.sub(r"^\+84", "0", part))
        if not _PHONE.fullmatch(digits):
            count = sum(ch.isdigit() for ch in digits)
            why = "không bắt đầu bằng số 0" if digits[:1] != "0" else f"có {count} chữ số, hoặc sai đầu số"
            yield PHONE.at(*s.where(School, "phone"), f"Số điện thoại {why}.", "Gõ dạng chữ, đủ số 0 ở đầu: di động 10 chữ số, máy bàn 10–11 chữ số, ví dụ 028.37850000.")  # fmt: skip
            break
    for part in filter(None, re.split(r"\s*[;,]\s*", c.school.email.strip())):
        if not _EMAIL.fullmatch(part):
            yield EMAIL.at(*s.where(School, "email"), f"Thư điện tử {quoted(part)} không đúng dạng.", "Gõ địa chỉ không dấu, không dấu cách, ví dụ thcs.tenquan@hcm.edu.vn.")  # fmt: skip
    name = c.school.head.strip()
    if not name:
        return
    if any(ch.isdigit() for ch in name) or "@" in name:
        why = "có chữ số hoặc ký hiệu"
    elif _SALUTATION.match(name):
        why = "kèm danh xưng hoặc học vị"
    elif " " not in name:
        why = "chỉ có một chữ"
    else:
        return
    yield HEAD_NAME.at(*s.where(School, "head"), f"Mục “Họ và tên {c.rules.words.head.lower()}” {why}.", "Chỉ gõ họ, chữ đệm và tên.")  # fmt: skip


@check(NAME_CAPITALS)
def names_of_people(s: Submission, c: Context) -> Iterator[Finding]:
    """The names papers are signed with, printed as typed."""
    for field in ("head", "prepared_by"):
        if odd := odd_capitals(getattr(c.school, field)):
            yield NAME_CAPITALS.at(*s.where(School, field), *odd)


@check(FOUNDED, YEARS_ACTIVE, YEARS_ASSESSED)
def ages(s: Submission, c: Context) -> Iterator[Finding]:
    """Year of foundation, years of activity, years of self-assessment: each bounds the next."""
    school = c.school
    founded = school.founded
    if founded is not None and not _EARLIEST_SCHOOL <= founded <= c.on.year:
        yield FOUNDED.at(*s.where(School, "founded"), f"Năm thành lập {founded} không hợp lý.", f"Gõ năm trong quyết định thành lập, gồm bốn chữ số, không sau {c.on.year}.")  # fmt: skip
    elif (
        founded is not None and school.years_active is not None and school.years_active > c.on.year - founded
    ):
        yield YEARS_ACTIVE.at(*s.where(School, "years_active"), f"Ghi đã hoạt động {school.years_active} năm, nhưng trường thành lập năm {founded}, tức nhiều nhất {c.on.year - founded} năm.", "Sửa số năm hoạt động hoặc năm thành lập.")  # fmt: skip
    active, assessed = school.years_active, school.years_assessed
    if active is not None and assessed is not None and assessed > active:
        yield YEARS_ASSESSED.at(*s.where(School, "years_assessed"), f"Ghi {assessed} năm học tự đánh giá liên tiếp, nhiều hơn {active} năm hoạt động.", "Sửa một trong hai số.")  # fmt: skip


@check(APPROVED_OUTSIDE, APPROVED_LATER, REPORT_DUE, NOT_IN_FORCE)
def approval(s: Submission, c: Context) -> Iterator[Finding]:
    """The day the report was approved; it also decides which circular should have been used."""
    day = c.school.approved_on
    if day is None:
        return
    place = s.where(School, "approved_on")
    if day > c.on:
        yield APPROVED_LATER.at(*place, f"Ngày phê duyệt {vn_date(day)} sau ngày kiểm tra {vn_date(c.on)}.", "Ghi ngày báo cáo thật sự được phê duyệt; nếu chưa phê duyệt, để trống.")  # fmt: skip
        return
    if not c.year.contains(day):
        yield APPROVED_OUTSIDE.at(*place, f"Ngày phê duyệt {vn_date(day)} không thuộc năm học {c.year} của sổ ({vn_date(c.year.first_day)} đến {vn_date(c.year.last_day)}).", "Sửa ngày; nếu báo cáo của năm học khác thì lấy sổ của năm học đó.")  # fmt: skip
        return
    due = _due(c)
    if due and day > due:
        yield REPORT_DUE.at(*place, f"Báo cáo phê duyệt ngày {vn_date(day)}, sau hạn {vn_date(due)}.", "Kiểm tra lại ngày; nếu đúng, người có thẩm quyền ghi lý do ở trang Giải trình.", law=c.law(c.rules.council))  # fmt: skip
    if not c.rules.holds_on(day):
        kind = s.edition.kind or c.rules.applies_to[0]
        yield NOT_IN_FORCE.at(*place, *_not_in_force(c.rules, day, kind), law=f"Thông tư {c.rules.number}")


def _due(c: Context) -> dt.date | None:
    if not c.rules.council.report_due:
        return None
    return day_of_year(c.rules.council.report_due, c.year.end)


def _not_in_force(rules: Regulation, day: dt.date, kind: SchoolKind) -> tuple[str, str]:
    span = f"từ {vn_date(rules.valid_from)}" + (f" đến {vn_date(rules.valid_to)}" if rules.valid_to else "")
    right = in_force(day, kind)
    advice = f"ngày đó áp dụng {right.short_title}: xin sổ theo bộ này." if right else "hỏi cơ quan quản lý bộ tiêu chuẩn phải dùng."  # fmt: skip
    return f"Ngày phê duyệt {vn_date(day)} nằm ngoài thời gian hiệu lực của {rules.short_title} ({span}).", f"Nếu ngày đã đúng: {advice}"  # fmt: skip


@check(REVISION)
def revision(s: Submission, c: Context) -> Iterator[Finding]:
    """Resubmissions are told apart by it, so it cannot be 0."""
    if c.school.revision is not None and c.school.revision < 1:
        yield REVISION.at(*s.where(School, "revision"), f"Lần nộp đang là {c.school.revision}.", "Bản nộp đầu tiên ghi 1, mỗi lần nộp lại tăng thêm 1.")  # fmt: skip


@check(RECOGNITION_PARTS, RECOGNITION_DATE, RECOGNITION_GRADE)
def last_recognitions(s: Submission, c: Context) -> Iterator[Finding]:
    """Both kinds of certificate: three cells each, filled together, each plausible."""
    for kind, title, word in (("accredited", "KĐCLGD", "cấp độ"), ("standard", "Chuẩn quốc gia", "mức độ")):
        parts = {f"{kind}_grade": word, f"{kind}_decision": "số quyết định", f"{kind}_on": "ngày ký"}
        values = {field: getattr(c.school, field) for field in parts}
        grade, signed = values[f"{kind}_grade"], values[f"{kind}_on"]
        if not all(c.sound_field(School, field) for field in parts):
            continue
        missing = [field for field, value in values.items() if value in ("", None)]
        if missing and len(missing) < len(parts) and grade != 0:
            names = ", ".join(parts[field] for field in missing)
            yield RECOGNITION_PARTS.at(*s.where(School, missing[0]), f"{title}: đã ghi lần công nhận gần nhất nhưng thiếu {names}.", "Điền đủ cấp độ (mức độ), số quyết định và ngày ký; nếu chưa được công nhận thì để trống cả ba.")  # fmt: skip
        if grade is not None and not 1 <= grade <= _HIGHEST_GRADE[kind]:
            yield RECOGNITION_GRADE.at(*s.where(School, f"{kind}_grade"), f"{title}: không có {word} {grade}.", f"Gõ từ 1 đến {_HIGHEST_GRADE[kind]}; nếu chưa được công nhận thì để trống.")  # fmt: skip
        if signed is None:
            continue
        if signed > c.on:
            yield RECOGNITION_DATE.at(*s.where(School, f"{kind}_on"), f"{title}: ngày ký {vn_date(signed)} ở sau ngày kiểm tra {vn_date(c.on)}.", "Kiểm tra lại ngày, tháng trong quyết định công nhận.")  # fmt: skip
        elif c.school.founded and c.school.founded >= _EARLIEST_SCHOOL and signed.year < c.school.founded:
            yield RECOGNITION_DATE.at(*s.where(School, f"{kind}_on"), f"{title}: ngày ký {vn_date(signed)} trước năm thành lập trường ({c.school.founded}).", "Kiểm tra lại năm ký hoặc năm thành lập.")  # fmt: skip


@check(SCOPE)
def scope_fits_kind(s: Submission, c: Context) -> Iterator[Finding]:
    """Only schools of several levels, or their own single level, can be assessed by level."""
    kind, scope = c.school.kind, c.school.scope
    if not kind or not scope or scope == AssessedLevel.WHOLE or kind == KindName.MULTI_LEVEL:
        return
    if _OWN_LEVEL.get(kind) != scope:
        yield SCOPE.at(*s.where(School, "scope"), f"Phạm vi đánh giá “{scope}” không phải cấp học của trường loại “{kind}”.", "Chọn “Toàn trường”.")  # fmt: skip


@check(ABOLISHED_UNIT)
def unit_exists(s: Submission, c: Context) -> Iterator[Finding]:
    """Phòng GDĐT and districts ended on 30/6/2025; since then schools belong to a commune or the Sở."""
    unit = c.school.unit
    if not _DISTRICT_UNIT.match(bare(match_key(unit))):
        return
    if all(kind.code != "phong" for kind in unit_kinds_on(c.closes_on)):
        yield ABOLISHED_UNIT.at(*s.where(School, "unit"), f"{quoted(unit)} không còn là cơ quan quản lý vào ngày {vn_date(c.closes_on)}: cấp huyện kết thúc ngày 30/6/2025.", "Ghi UBND xã, phường, đặc khu; hoặc Sở Giáo dục và Đào tạo nếu trường trực thuộc Sở.")  # fmt: skip
