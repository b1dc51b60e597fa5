"""What the checks say about a panel's workbook besides what its reader says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise

from kdcl_xl.findings import Finding, Mode, Severity, rule
from kdcl_xl.forms.review_team import (
    CriterionFinding,
    ExternalAnswer,
    ReviewedSchool,
    TeamAssignment,
    TeamMember,
)
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.external_review import TEAM_PATH, review_law
from kdcl_xl.law.levels import headline
from kdcl_xl.review_year.team import TeamBook
from kdcl_xl.review_year.team_opening import STEP_DAYS
from kdcl_xl.review_year.terms import default_terms
from kdcl_xl.school.sharing import names_in
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key, tidy
from kdcl_xl.workbook.snapshot import Submission

UNASSIGNED = rule("DDG-001", Severity.WARNING, "Mọi tiêu chí có thành viên đoàn phụ trách", only_when_submitting=True)  # fmt: skip
NO_SUCH_MEMBER = rule("DDG-002", Severity.ERROR, "Người được phân công là thành viên của đoàn")
NOT_FOUND = rule("DDG-003", Severity.ERROR, "Khi có dự thảo báo cáo, mọi chỉ báo đã có kết quả đánh giá ngoài", law="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT")  # fmt: skip
LEVEL_SKIPPED = rule("DDG-004", Severity.WARNING, "Mức trên chỉ đạt khi mức dưới đạt", law="Điều 6 các Thông tư 17, 18, 19/2018/TT-BGDĐT")  # fmt: skip
NO_REASON = rule("DDG-005", Severity.WARNING, "Mức đánh giá ngoài khác tự đánh giá thì nêu lý do")
NO_ADVICE = rule("DDG-006", Severity.WARNING, "Điểm yếu có kiến nghị, biện pháp cải tiến", only_when_submitting=True)  # fmt: skip
SIZE = rule("DDG-007", Severity.WARNING, "Đoàn có số thành viên trong khoảng quy định", only_when_submitting=True)  # fmt: skip
HEADS = rule("DDG-008", Severity.ERROR, "Đoàn có một trưởng đoàn, một thư ký", only_when_submitting=True)
STEPS = rule("DDG-009", Severity.WARNING, "Sáu bước đánh giá ngoài theo thứ tự", law="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT")  # fmt: skip
PATH = rule("DDG-010", Severity.WARNING, "Đoàn được thành lập khi còn đánh giá ngoài bằng đoàn")
CONCLUDED = rule("DDG-011", Severity.WARNING, "Mức đoàn kết luận khớp với kết quả các chỉ báo")
SELF_MISSING = rule("DDG-012", Severity.WARNING, "Có kết quả tự đánh giá để đối chiếu", only_when_submitting=True)  # fmt: skip
_NONE = ("không", "không có", "không có điểm yếu", "chưa phát hiện")
"""What a panel writes when there is no weakness."""


def team_findings(
    submission: Submission, settings: Settings, _on: dt.date, mode: Mode = Mode.SUBMIT
) -> Iterator[Finding]:
    """The findings of a panel's workbook. In draft mode, and on a member's part, what is merely missing stays unsaid."""
    whole = mode is not Mode.DRAFT and not submission.stamp.part
    book = TeamBook(submission)
    checks: tuple[Callable[[TeamBook], Iterator[Finding]], ...] = (
        _skipped,
        _reasons,
        _steps,
        _path,
        _concluded,
    )
    if not submission.stamp.part:
        checks = (_members_named, _unanswered, *checks)
    if whole:
        checks = (_assigned, *checks, _advice, lambda book: _size(book, settings), _roles, _self_answers)
    for check in checks:
        yield from check(book)


# ---- who looks at what


def _assigned(book: TeamBook) -> Iterator[Finding]:
    asked = {
        criterion.code for criterion in book.rules.criteria
    }  # the clauses of Mức 4 only where it is asked for
    for row in book.submission.table(TeamAssignment):
        if row.criterion in asked and not names_in(row.member):
            yield UNASSIGNED.at(*book.submission.at(row, "member"), f"Tiêu chí {row.criterion} chưa có thành viên phụ trách.", "Ghi họ tên một thành viên của đoàn.")  # fmt: skip


def _members_named(book: TeamBook) -> Iterator[Finding]:
    members = {match_key(row.name) for row in book.submission.table(TeamMember)}
    for row in book.submission.table(TeamAssignment):
        for name in names_in(row.member):
            if match_key(name) not in members:
                yield NO_SUCH_MEMBER.at(*book.submission.at(row, "member"), f"“{name}” không có ở trang Thành viên đoàn.", "Ghi họ tên giống nhau ở hai trang.")  # fmt: skip


def _size(book: TeamBook, settings: Settings) -> Iterator[Finding]:
    terms = default_terms(settings)
    least, most = terms.number("doan_it_nhat"), terms.number("doan_nhieu_nhat")
    count = sum(1 for row in book.submission.table(TeamMember) if row.name)
    if not least <= count <= most:
        source = terms.source("doan_it_nhat" if count < least else "doan_nhieu_nhat")
        yield SIZE.at(*book.submission.top(TeamMember, "name"), f"Đoàn có {count} người; quy định {least} đến {most} ({source}).", "Ghi đủ thành viên theo quyết định; nơi quy định khác thì sửa thiết lập [danh-gia-ngoai.moc].", law=source)  # fmt: skip


def _roles(book: TeamBook) -> Iterator[Finding]:
    for role in (PanelRole.HEAD, PanelRole.SECRETARY):
        holders = [row for row in book.submission.table(TeamMember) if row.role == role]
        if not holders:
            yield HEADS.at(*book.submission.top(TeamMember, "role"), f"Đoàn chưa có {role}.", "Chọn vai trò cho một thành viên, theo quyết định thành lập đoàn.")  # fmt: skip
        for extra in holders[1:]:
            yield HEADS.at(*book.submission.at(extra, "role"), f"Đoàn đã có {role} ở dòng {holders[0].line}.", "Chọn lại vai trò, theo quyết định thành lập đoàn.")  # fmt: skip


# ---- what was found


def _unanswered(book: TeamBook) -> Iterator[Finding]:
    """Once the draft is dated a blank is no longer “not yet”: one finding a criterion, at its first blank."""
    day = book.school.draft_on
    if day is None:
        return
    blanks: dict[str, list[ExternalAnswer]] = {}
    for row in _readable_answers(book):
        if not row.found:
            blanks.setdefault(row.criterion, []).append(row)
    clauses = {clause.code for clause in book.rules.clauses}
    for criterion, rows in blanks.items():
        if criterion not in clauses:  # Mức 4 is looked at only where it is asked for
            yield NOT_FOUND.at(*book.submission.at(rows[0], "found"), f"Tiêu chí {criterion} còn {len(rows)} chỉ báo chưa có kết quả đánh giá ngoài, dự thảo báo cáo đã ghi ngày {vn_date(day)}.", "Chọn kết quả ở cột Đánh giá ngoài; chưa xong dự thảo thì để trống ngày dự thảo.")  # fmt: skip


def _skipped(book: TeamBook) -> Iterator[Finding]:
    """A level all met above one that is not met: it does not count."""
    by_level: dict[str, dict[int, list[ExternalAnswer]]] = {}
    for row in _readable_answers(book):
        by_level.setdefault(row.criterion, {}).setdefault(row.level or 0, []).append(row)
    word = book.rules.level_word
    for criterion, levels in by_level.items():
        unmet = next((n for n in sorted(levels) if any(r.found == Answer.UNMET for r in levels[n])), None)
        for number in sorted(levels) if unmet is not None else ():
            if number > (unmet or 0) and all(row.found == Answer.MET for row in levels[number]):
                yield LEVEL_SKIPPED.at(*book.submission.at(levels[number][0], "found"), f"Tiêu chí {criterion}: {word} {number} ghi đạt nhưng {word} {unmet} không đạt, nên {word} {number} không được tính.", f"Xem lại kết quả của {word} {unmet}; nếu đúng thì giữ nguyên.")  # fmt: skip
                break


def _reasons(book: TeamBook) -> Iterator[Finding]:
    for one in book.compared:
        written = book.findings.get(one.code)
        if one.differs and written is not None and not one.reason.strip():
            yield NO_REASON.at(*book.submission.at(written, "reason"), f"Tiêu chí {one.code}: trường tự đánh giá: {book.level_named(one.code, one.own)}; đoàn đánh giá: {book.level_named(one.code, one.found)}; chưa nêu lý do.", "Ghi ngắn gọn lý do khác với tự đánh giá.")  # fmt: skip


def _advice(book: TeamBook) -> Iterator[Finding]:
    for row in book.submission.table(CriterionFinding):
        weak = tidy(row.weaknesses).rstrip(".").casefold()
        if weak and weak not in _NONE and not row.recommendation.strip():
            yield NO_ADVICE.at(*book.submission.at(row, "recommendation"), f"Tiêu chí {row.criterion} nêu điểm yếu nhưng chưa có kiến nghị.", "Ghi kiến nghị hoặc biện pháp cải tiến; không có điểm yếu thì ghi “Không”.")  # fmt: skip


def _self_answers(book: TeamBook) -> Iterator[Finding]:
    rows = book.submission.table(ExternalAnswer)
    if rows and not any(row.own for row in rows):
        yield SELF_MISSING.at(*book.submission.top(ExternalAnswer, "own"), "Cột Tự đánh giá còn trống, nên không đối chiếu được với đánh giá ngoài.", "Lập sổ của đoàn từ sổ tự đánh giá: kdcl danh-gia-ngoai doan --tu TRUONG.xlsx --ra DOAN.xlsx.")  # fmt: skip


def _concluded(book: TeamBook) -> Iterator[Finding]:
    level, found = book.school.found_level, book.found
    if level is None or found.level_low is None or found.level_high is None or not found.assessed:
        return
    if not found.level_low <= level <= found.level_high:
        given = headline(book.rules.level_word, found.level_low, found.level_high, assessed=True)
        yield CONCLUDED.at(*book.submission.where(ReviewedSchool, "found_level"), f"Đoàn kết luận {_level(book, level)}; kết quả các chỉ báo cho: {given[0].lower()}{given[1:]}.", "Xem lại trang Phiếu đánh giá hoặc mức kết luận. Đoàn kết luận, chương trình chỉ đề xuất.")  # fmt: skip


# ---- days


def _steps(book: TeamBook) -> Iterator[Finding]:
    days = [(name, getattr(book.school, name)) for name in ("decided_on", *STEP_DAYS)]
    known = [(name, day) for name, day in days if day is not None]
    for (before, earlier), (name, day) in pairwise(known):
        if day < earlier:
            label = ReviewedSchool.column(before).label
            yield STEPS.at(*book.submission.where(ReviewedSchool, name), f"Ngày {vn_date(day)} sớm hơn “{label}” ({vn_date(earlier)}).", "Sửa ngày nào ghi nhầm, theo văn bản của đoàn.")  # fmt: skip


def _path(book: TeamBook) -> Iterator[Finding]:
    day = book.school.decided_on
    path = review_law().path(TEAM_PATH)
    if day is not None and not path.holds_on(day):
        yield PATH.at(*book.submission.where(ReviewedSchool, "decided_on"), f"Ngày {vn_date(day)} không còn đánh giá ngoài bằng đoàn theo các Thông tư 17, 18, 19/2018/TT-BGDĐT; từ ngày ấy là {review_law().path_on(day).title.lower()}.", "Xem lại ngày quyết định; hồ sơ theo Thông tư 57/2026 do hội đồng thẩm định của Sở xem xét.", law=review_law().path_on(day).ref)  # fmt: skip


# ---- shared


def _readable_answers(book: TeamBook) -> Iterator[ExternalAnswer]:
    known = frozenset(book.rules.questions)
    for row in book.submission.table(ExternalAnswer):
        if row.question in known and book.submission.readable(row, "found"):
            yield row


def _level(book: TeamBook, level: int | None) -> str:
    word = book.rules.level_word
    return f"{word} {level}" if level else f"không đạt {word} 1"
