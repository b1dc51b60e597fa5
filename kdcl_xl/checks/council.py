"""HD: the self-assessment council and who writes what (sheets "Hội đồng", "Phân công")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kdcl_xl.checks.context import BY_RULE_SET, NAMES_OF_PEOPLE, Context, listed, odd_capitals, quoted
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.self_assessment import Assignment, Member
from kdcl_xl.forms.vocabulary import CouncilRole
from kdcl_xl.law.sourced import softened
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import did_you_mean
from kdcl_xl.workbook.snapshot import Submission

NOBODY = rule("HD-001", Severity.ERROR, "Hội đồng tự đánh giá có thành viên", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
TOO_FEW = rule("HD-002", Severity.ERROR, "Hội đồng đủ số thành viên tối thiểu", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
EVEN = rule("HD-003", Severity.ERROR, "Số thành viên Hội đồng là số lẻ", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
NO_CHAIR = rule("HD-004", Severity.ERROR, "Hội đồng có Chủ tịch và Thư ký", law=BY_RULE_SET, only_when_submitting=True)  # fmt: skip
TWO_CHAIRS = rule("HD-005", Severity.ERROR, "Hội đồng chỉ có một Chủ tịch, một Thư ký", law=BY_RULE_SET)
SAME_PERSON = rule("HD-006", Severity.WARNING, "Mỗi thành viên ghi một dòng")
MEMBER_PARTS = rule("HD-007", Severity.ERROR, "Mỗi thành viên có họ tên, chức vụ, vai trò", only_when_submitting=True)  # fmt: skip
UNKNOWN_GROUP = rule("HD-008", Severity.ERROR, "Nhóm viết tiêu chí là nhóm có ở trang Hội đồng")
NO_GROUP = rule("HD-009", Severity.WARNING, "Mọi tiêu chí đã phân công nhóm viết", only_when_submitting=True)
DUE_OUTSIDE = rule("HD-010", Severity.WARNING, "Hạn hoàn thành thuộc năm học và trước ngày phê duyệt báo cáo")
IDLE_GROUP = rule("HD-011", Severity.HINT, "Nhóm công tác nào cũng có tiêu chí để viết", only_when_submitting=True)  # fmt: skip
NAME_CAPITALS = rule("HD-012", Severity.HINT, "Họ tên thành viên viết hoa chữ đầu mỗi tiếng", law=NAMES_OF_PEOPLE)  # fmt: skip

_DIGITS = re.compile(r"\d+")


def _people(s: Submission) -> list[Member]:
    """Lines that mean a person; a line of a group name only is not one."""
    return [row for row in s.table(Member) if row.name or row.role or row.position]


@check(NOBODY, TOO_FEW, EVEN, reads={Member: "name role"})
def size(s: Submission, c: Context) -> Iterator[Finding]:
    """How many members; each limit as sure as its source."""
    council, count, place = c.rules.council, len(_people(s)), s.top(Member, "name")
    law = c.law(council)
    if not count:
        yield NOBODY.at(*place, "Trang Hội đồng chưa có thành viên nào.", "Ghi mỗi người một dòng theo quyết định thành lập Hội đồng tự đánh giá.", law=law)  # fmt: skip
        return
    if council.min_members and count < council.min_members:
        yield softened(TOO_FEW.at(*place, f"Hội đồng có {count} thành viên, ít hơn {council.min_members}.", "Bổ sung thành viên còn thiếu, hoặc kiểm tra lại quyết định thành lập.", law=law), council)  # fmt: skip
    if council.odd and count % 2 == 0:
        yield softened(EVEN.at(*place, f"Hội đồng có {count} thành viên, là số chẵn.", "Số thành viên phải lẻ: kiểm tra có sót hoặc thừa một dòng.", law=law), council)  # fmt: skip


@check(NO_CHAIR, TWO_CHAIRS, reads={Member: "role"})
def chair_and_secretary(s: Submission, c: Context) -> Iterator[Finding]:
    """Exactly one of each. A role the reader refused may be the missing one, so nothing is missed then."""
    people, council = _people(s), c.rules.council
    if not people:
        return
    law = c.law(council)
    certain = all(c.sound(row, "role") for row in people)
    for role, allowed in ((CouncilRole.CHAIR, council.chairs), (CouncilRole.SECRETARY, council.secretaries)):
        holders = [row for row in people if row.role == role]
        if not holders and certain:
            yield softened(NO_CHAIR.at(*s.top(Member, "role"), f"Hội đồng chưa có ai giữ vai trò “{role}”.", f"Chọn “{role}” ở dòng của người được giao.", law=law), council)  # fmt: skip
        if len(holders) > allowed:
            first = s.at(holders[0], "role")[1]
            for row in holders[allowed:]:
                yield softened(TWO_CHAIRS.at(*s.at(row, "role"), f"Thêm một “{role}”: dòng ở ô {first} đã giữ vai trò này.", "Chọn lại vai trò của một trong hai người.", law=law), council)  # fmt: skip


@check(SAME_PERSON, reads={Member: "name position"})
def nobody_twice(s: Submission, c: Context) -> Iterator[Finding]:
    """Namesakes exist, so this is a question, not an error. Names are personal: only cells are shown."""
    seen: dict[tuple[str, str], Member] = {}
    for row in s.table(Member):
        if not row.name:
            continue
        key = (match_key(row.name), match_key(row.position))
        first = seen.setdefault(key, row)
        if first is not row:
            yield SAME_PERSON.at(*s.at(row, "name"), f"Trùng họ tên và chức vụ với ô {s.at(first, 'name')[1]}.", "Nếu là một người, xóa một dòng; nếu trùng tên, ghi rõ thêm chức vụ.")  # fmt: skip


@check(NAME_CAPITALS, reads={Member: "name"})
def names_of_people(s: Submission, c: Context) -> Iterator[Finding]:
    """Decisions and minutes print them as typed."""
    for row in s.table(Member):
        if odd := odd_capitals(row.name):
            yield NAME_CAPITALS.at(*s.at(row, "name"), *odd)


@check(MEMBER_PARTS, reads={Member: "name position role"})
def member_parts(s: Submission, c: Context) -> Iterator[Finding]:
    """Name, position and role of every member."""
    for row in _people(s):
        for field, label in (
            ("name", "họ và tên"),
            ("position", "chức vụ"),
            ("role", "vai trò trong Hội đồng"),
        ):
            if not getattr(row, field) and c.sound(row, field):
                yield MEMBER_PARTS.at(*s.at(row, field), f"Thành viên ở dòng {row.line} thiếu {label}.", f"Điền {label} theo quyết định thành lập Hội đồng.")  # fmt: skip


@check(UNKNOWN_GROUP, IDLE_GROUP, reads={Member: "group", Assignment: "group criterion"})
def groups_agree(s: Submission, c: Context) -> Iterator[Finding]:
    """Groups of the two sheets are the same groups."""
    groups: dict[str, Member] = {}
    for row in s.table(Member):
        if row.group and c.sound(row, "group"):
            groups.setdefault(match_key(row.group), row)
    if not groups:
        return
    used = set()
    for line in s.table(Assignment):
        if not line.group:
            continue
        key = match_key(line.group)
        used.add(key)
        if key not in groups:
            # "Nhóm 3" is not a misspelt "Nhóm 1": only names with the same digits are offered.
            digits = _DIGITS.findall(line.group)
            alike = [row.group for row in groups.values() if _DIGITS.findall(row.group) == digits]
            guess = did_you_mean(line.group, alike)
            yield UNKNOWN_GROUP.at(*s.at(line, "group"), f"Nhóm {quoted(line.group)} không có ở trang Hội đồng.{guess}", "Gõ đúng tên nhóm như ở trang Hội đồng, hoặc ghi nhóm này cho các thành viên của nó.")  # fmt: skip
    if not used:
        return
    for key, row in groups.items():
        if key not in used:
            yield IDLE_GROUP.at(*s.at(row, "group"), f"Nhóm {quoted(row.group)} chưa được giao tiêu chí nào ở trang Phân công.", "Phân công tiêu chí cho nhóm, hoặc bỏ qua nếu nhóm làm việc khác (thư ký, hậu cần).")  # fmt: skip


@check(NO_GROUP, reads={Assignment: "criterion group"})
def every_criterion_assigned(s: Submission, c: Context) -> Iterator[Finding]:
    """One finding per standard, at its first criterion that nobody writes."""
    unassigned: defaultdict[str, list[Assignment]] = defaultdict(list)
    for row in s.table(Assignment):
        if not row.group and c.sound(row, "group") and row.criterion in c.rules.by_code:
            unassigned[row.criterion.partition(".")[0]].append(row)
    for rows in unassigned.values():
        codes = listed([row.criterion for row in rows])
        yield NO_GROUP.at(*s.at(rows[0], "group"), f"Chưa phân công nhóm viết tiêu chí {codes}.", "Ghi tên nhóm cho từng tiêu chí.")  # fmt: skip


@check(DUE_OUTSIDE, reads={Assignment: "due"})
def due_dates(s: Submission, c: Context) -> Iterator[Finding]:
    """Deadlines lie in the school year and not after the report was approved."""
    approved = c.approved
    for row in s.table(Assignment):
        if row.due is None:
            continue
        if not c.year.contains(row.due):
            why = f"không thuộc năm học {c.year}"
        elif approved and row.due > approved:
            why = f"sau ngày phê duyệt báo cáo {vn_date(approved)}"
        else:
            continue
        yield DUE_OUTSIDE.at(*s.at(row, "due"), f"Hạn hoàn thành {vn_date(row.due)} của tiêu chí {row.criterion} {why}.", "Kiểm tra lại ngày, tháng, năm.")  # fmt: skip
