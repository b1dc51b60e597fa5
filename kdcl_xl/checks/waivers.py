"""GT: sheet "Giải trình". An authorised person accepts a warning in the open: who, in what office, when, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kdcl_xl.checks.context import Context, quoted
from kdcl_xl.findings import Finding, Severity, catalogue, rule
from kdcl_xl.forms.self_assessment import Waiver
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import did_you_mean
from kdcl_xl.workbook.snapshot import Submission

INCOMPLETE = rule("GT-001", Severity.WARNING, "Giải trình ghi đủ lý do, người chấp nhận, chức vụ, ngày")
NOT_WAIVABLE = rule("GT-002", Severity.ERROR, "Lỗi không thể giải trình, chỉ có thể sửa")
UNKNOWN_CODE = rule("GT-003", Severity.ERROR, "Mã giải trình là mã cảnh báo có thật")
NOTHING_THERE = rule("GT-004", Severity.HINT, "Giải trình ứng với một cảnh báo đang có")
NOT_YET = rule("GT-005", Severity.WARNING, "Ngày chấp nhận không ở tương lai")
RULES = (INCOMPLETE, NOT_WAIVABLE, UNKNOWN_CODE, NOTHING_THERE, NOT_YET)
"""Judged after all checks have run, so not registered as a check."""

_PARTS = (("place", "trang và ô (hoặc *)"), ("reason", "lý do"), ("approved_by", "người chấp nhận"), ("position", "chức vụ"), ("approved_on", "ngày"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that was waived, and the line of "Giải trình" that did it."""

    finding: Finding
    waiver: Waiver


def apply_waivers(
    s: Submission, c: Context, findings: list[Finding]
) -> tuple[list[Finding], list[Accepted], list[Finding]]:
    """(what remains, what was accepted, what is wrong with the waivers themselves)."""
    lines = s.table(Waiver)
    if not lines:
        return findings, [], []
    problems: list[Finding] = []
    valid: list[Waiver] = []
    for row in lines:
        wrong = list(_problems(s, c, row))
        problems += wrong
        if not wrong:
            valid.append(row)
    if not valid:
        return findings, [], problems
    return *_sort_out(s, findings, valid, problems), problems


def _sort_out(
    s: Submission, findings: list[Finding], valid: list[Waiver], problems: list[Finding]
) -> tuple[list[Finding], list[Accepted]]:
    remaining: list[Finding] = []
    accepted: list[Accepted] = []
    used: set[int] = set()
    for finding in findings:
        row = next((row for row in valid if _meant(row, finding)), None)
        if row is None:
            remaining.append(finding)
            continue
        used.add(id(row))
        if finding.severity is Severity.ERROR:
            remaining.append(finding)
            problems.append(_refused(s, row, finding.place))
        else:
            accepted.append(Accepted(finding, row))
    for row in valid:
        if id(row) not in used and s.has(Waiver):
            problems.append(NOTHING_THERE.at(*s.at(row, "code"), f"Không có cảnh báo {_code(row)} ở {row.place.strip()}: đã sửa xong, hoặc ghi nhầm chỗ.", "Xóa dòng này nếu không còn cần."))  # fmt: skip
    return remaining, accepted


def _problems(s: Submission, c: Context, row: Waiver) -> Iterator[Finding]:
    code = _code(row)
    missing = [(field, label) for field, label in _PARTS if getattr(row, field) in ("", None)]
    if missing:
        names = ", ".join(label for _, label in missing)
        if all(c.sound(row, field) for field, _ in missing):
            yield INCOMPLETE.at(*s.at(row, missing[0][0]), f"Giải trình {code} thiếu {names} nên chưa được tính.", "Điền đủ; người chấp nhận là người có thẩm quyền.")  # fmt: skip
        return
    if not code:
        yield UNKNOWN_CODE.at(*s.at(row, "code"), "Dòng giải trình chưa ghi mã cảnh báo.", "Chép mã ở kết quả kiểm tra, ví dụ SL-005.")  # fmt: skip
        return
    known = catalogue().get(code)
    if known is None:
        guess = did_you_mean(code, catalogue(), code=True)
        yield UNKNOWN_CODE.at(*s.at(row, "code"), f"Không có mã {quoted(row.code)}.{guess}", "Chép mã ở kết quả kiểm tra, ví dụ SL-005.")  # fmt: skip
    elif row.approved_on and row.approved_on > c.on:
        yield NOT_YET.at(*s.at(row, "approved_on"), f"Ngày chấp nhận {vn_date(row.approved_on)} sau ngày kiểm tra {vn_date(c.on)} nên chưa được tính.", "Ghi ngày thật sự chấp nhận.")  # fmt: skip


def _refused(s: Submission, row: Waiver, place: str) -> Finding:
    return NOT_WAIVABLE.at(*s.at(row, "code"), f"{_code(row)} ở {place or 'tệp'} là lỗi, không thể giải trình.", "Sửa lỗi theo hướng dẫn rồi xóa dòng giải trình này.")  # fmt: skip


def _code(row: Waiver) -> str:
    return row.code.strip().upper()


def _meant(row: Waiver, finding: Finding) -> bool:
    """ "*" is every place, "Minh chứng" or "Minh chứng!*" a whole sheet, "Minh chứng!B14" one cell."""
    if _code(row) != finding.code:
        return False
    sheet, _, cell = row.place.strip().rpartition("!")
    if not sheet:
        sheet, cell = cell, ""
    if sheet.strip() == "*":
        return True
    if match_key(sheet) != match_key(finding.sheet):
        return False
    cell = cell.replace("$", "").strip().upper()
    return cell in ("", "*", finding.cell)
