"""Sheet "Đoàn đánh giá ngoài": how many, which roles, who looks at which criteria."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.checks_kit import ReviewBook, check
from kdcl_xl.review_year.criteria_words import criteria_in
from kdcl_xl.review_year.rule_sets import rules_reviewed_by
from kdcl_xl.review_year.scheduling_facts import survey_of
from kdcl_xl.text.lists import some

SIZE = rule("DGS-040", Severity.WARNING, "Đoàn có số thành viên trong khoảng quy định", only_when_submitting=True)  # fmt: skip
HEADS = rule("DGS-041", Severity.ERROR, "Đoàn có không quá một trưởng đoàn")
ROLES = rule("DGS-042", Severity.ERROR, "Đoàn có trưởng đoàn và thư ký", only_when_submitting=True)
UNASSIGNED = rule("DGS-049", Severity.WARNING, "Mọi tiêu chí có người phụ trách", only_when_submitting=True)
ASSIGNED_TWICE = rule("DGS-050", Severity.WARNING, "Mỗi tiêu chí do một người phụ trách")
NO_SUCH_CRITERION = rule("DGS-051", Severity.ERROR, "Tiêu chí phân công có trong bộ tiêu chuẩn")

_MOST_NAMED = 8


@check(SIZE, reads={PanelMember: "school_id school"})
def panel_size(book: ReviewBook) -> Iterator[Finding]:
    """Five to seven as remembered of the circulars, or what the office sets."""
    least, most = book.terms.number("doan_it_nhat"), book.terms.number("doan_nhieu_nhat")
    for file, members in book.by_school(PanelMember):
        if not least <= len(members) <= most:
            term = "doan_it_nhat" if len(members) < least else "doan_nhieu_nhat"
            yield SIZE.at(*book.at(members[0], "school"), f"Đoàn đánh giá “{file.name}” có {len(members)} người; quy định {least} đến {most} ({book.terms.source(term)}).", "Thêm hoặc bớt thành viên; cơ quan quy định khác thì sửa ở trang Mốc, số lượng.", law=book.terms.source(term))  # fmt: skip


@check(HEADS, ROLES, reads={PanelMember: "role"})
def panel_roles(book: ReviewBook) -> Iterator[Finding]:
    """Exactly one Trưởng đoàn, at least one Thư ký."""
    for file, members in book.by_school(PanelMember, "role"):
        heads = [member for member in members if member.role == PanelRole.HEAD]
        for extra in heads[1:]:
            yield HEADS.at(*book.at(extra, "role"), f"Đoàn đánh giá “{file.name}” đã có {PanelRole.HEAD} ở dòng {heads[0].line}.", "Chọn lại vai trò của một trong hai người theo quyết định thành lập đoàn.")  # fmt: skip
        if len(members) < len(file.of(PanelMember)):
            continue  # a role that could not be read may be the missing one
        for role in (PanelRole.HEAD, PanelRole.SECRETARY):
            if not any(member.role == role for member in members):
                yield ROLES.at(*book.at(members[0], "role"), f"Đoàn đánh giá “{file.name}” chưa có {role}.", f"Chọn vai trò {role} cho một thành viên.")  # fmt: skip


@check(UNASSIGNED, ASSIGNED_TWICE, NO_SUCH_CRITERION, reads={PanelMember: "criteria"})
def criteria_are_assigned(book: ReviewBook) -> Iterator[Finding]:
    """Every criterion of the school's rule set has one person; where the rule set is unknown nothing is asked."""
    for file, members in book.by_school(PanelMember, "criteria"):
        survey = survey_of(file)
        rules = rules_reviewed_by(file, survey.first if survey else book.day_in_year)
        if rules is None:
            continue
        assigned: dict[str, PanelMember] = {}
        for member in members:
            named = criteria_in(member.criteria, rules)
            for words in named.unknown:
                if not words.isdigit():  # a bare number may count something else
                    yield NO_SUCH_CRITERION.at(*book.at(member, "criteria"), f"{rules.short_title} không có {words if words.startswith('tiêu') else f'tiêu chí {words}'}.", "Sửa số tiêu chí; cách ghi được hiểu: 1.1; 1.2-1.5; tiêu chuẩn 3.")  # fmt: skip
            for code in named.codes:
                if assigned.setdefault(code, member) is not member:
                    yield ASSIGNED_TWICE.at(*book.at(member, "criteria"), f"Tiêu chí {code} của “{file.name}” đã có người phụ trách ở dòng {assigned[code].line}.", "Để một người phụ trách; cùng làm thì ghi ở cột Ghi chú.")  # fmt: skip
        left = [criterion.code for criterion in rules.criteria if criterion.code not in assigned]
        if left:
            what = f"{len(left)} tiêu chí chưa có người phụ trách: {some(left, _MOST_NAMED)}"
            yield UNASSIGNED.at(*book.at(members[0], "criteria"), f"Đoàn đánh giá “{file.name}”: {what}.", "Ghi tiêu chí phụ trách của từng thành viên.")  # fmt: skip
