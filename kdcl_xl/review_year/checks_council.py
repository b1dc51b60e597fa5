"""Sheets "Thẩm định công nhận" and "Hội đồng thẩm định": seats, votes, order of days, conclusion against conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_people import CouncilSeat
from kdcl_xl.forms.review_results import Appraisal
from kdcl_xl.forms.review_words import HEADS_A_BODY, SeatRole, Verdict
from kdcl_xl.law.recognition import State
from kdcl_xl.review_year.checks_kit import ReviewBook, check, days_in_order, label_of
from kdcl_xl.review_year.proposals import latest_appraisal, proposal_for
from kdcl_xl.text.normal import match_key

VOTES = rule("DGS-090", Severity.ERROR, "Số phiếu không quá số có mặt, số có mặt không quá số thành viên")
SEATS = rule("DGS-091", Severity.WARNING, "Hội đồng thẩm định có đủ số thành viên")
UNMET = rule("DGS-092", Severity.WARNING, "Kết luận của hội đồng khớp với điều kiện công nhận")
ORDER = rule("DGS-093", Severity.ERROR, "Nhận hồ sơ, kiểm tra, họp, thông báo theo thứ tự")
CHAIR = rule(
    "DGS-094",
    Severity.WARNING,
    "Hội đồng có một chủ tịch, tổ có một tổ trưởng; có thư ký",
    only_when_submitting=True,
)

_COUNTS = ("seats", "present", "votes")
_DAYS = ("received_on", "visited_on", "met_on", "notified_on")


@check(VOTES, reads={Appraisal: "seats present votes"})
def votes_add_up(book: ReviewBook) -> Iterator[Finding]:
    """Each number against the last one before it that is known."""
    for row in book.rows(Appraisal, *_COUNTS):
        known = [(field, number) for field in _COUNTS if (number := getattr(row, field)) is not None]
        for (larger, whole), (smaller, part) in pairwise(known):
            if part > whole:
                yield VOTES.at(*book.at(row, smaller), f"“{label_of(Appraisal, smaller)}” {part}, nhiều hơn “{label_of(Appraisal, larger)}” {whole}.", "Sửa theo biên bản họp hội đồng.")  # fmt: skip


@check(SEATS, reads={Appraisal: "seats"})
def council_is_large_enough(book: ReviewBook) -> Iterator[Finding]:
    """The number is inferred; the finding says so."""
    least = book.terms.number("hoi_dong_it_nhat")
    source = book.terms.source("hoi_dong_it_nhat")
    for row in book.rows(Appraisal, "seats"):
        if row.seats is not None and row.seats < least:
            yield SEATS.at(*book.at(row, "seats"), f"Hội đồng có {row.seats} thành viên; ít nhất {least}.", "Sửa theo quyết định thành lập hội đồng; số quy định khác thì sửa ở trang Mốc, số lượng.", law=source)  # fmt: skip


@check(UNMET, reads={Appraisal: "level grade cohort years_of_data facilities verdict"})
def conclusion_fits_the_conditions(book: ReviewBook) -> Iterator[Finding]:
    """ "Đề nghị công nhận" where a condition is known not to hold; what nobody has said stays open."""
    fields = ("level", "grade", "cohort", "years_of_data", "facilities", "verdict")
    for file, rows in book.by_school(Appraisal, *fields):
        row = latest_appraisal(file)
        if row is None or row not in rows or row.verdict != Verdict.RECOGNISE:
            continue
        found = proposal_for(file, row.met_on or book.day_in_year)
        for offered in found.proposals:
            if offered.recognition.kind != "cqg" or found.rules is None:
                continue
            law = offered.recognition.cited(found.rules.number)
            if offered.state is State.UNMET:
                yield UNMET.at(*book.at(row, "verdict"), f"“{row.school}” được ghi “{row.verdict}”. {offered.sentence}", "Đối chiếu biên bản họp: sửa Kết luận, hoặc ô nào của dòng này ghi nhầm; hội đồng vẫn kết luận như vậy thì để nguyên.", law=law)  # fmt: skip
            elif row.grade and offered.grade_high is not None and row.grade > offered.grade_high:
                yield UNMET.at(*book.at(row, "grade"), f"Mức độ đề nghị {row.grade}; kết quả đánh giá cho cao nhất mức độ {offered.grade_high}.", "Sửa Mức độ đề nghị, hoặc kết quả ghi nhầm ở trang Đối chiếu.", law=law)  # fmt: skip


@check(ORDER, reads={Appraisal: " ".join(_DAYS)})
def council_days_in_order(book: ReviewBook) -> Iterator[Finding]:
    """The days of a row run forward."""
    return days_in_order(book, ORDER, Appraisal, _DAYS)


@check(CHAIR, reads={CouncilSeat: "body role"})
def council_has_its_roles(book: ReviewBook) -> Iterator[Finding]:
    """One head, at least one Thư ký, for each council or group; a role that could not be read may be the missing one.

    In the Sở's workbook each unit has a group of that name.
    """
    bodies: defaultdict[tuple[str, str], list[CouncilSeat]] = defaultdict(list)
    for seat in book.submission.table(CouncilSeat):
        bodies[seat.body, match_key(seat.office)].append(seat)
    readable = {id(seat) for seat in book.rows(CouncilSeat, "body", "role")}
    for (body, _office), seats in bodies.items():
        if not all(id(seat) in readable for seat in seats):
            continue
        head = SeatRole.LEADER if match_key(body).startswith("tổ ") else SeatRole.CHAIR
        chairs = [seat for seat in seats if seat.role in HEADS_A_BODY]
        if len(chairs) != 1:
            how = f"có {len(chairs)} {head}" if chairs else f"chưa có {head}"
            yield CHAIR.at(*book.at((chairs or seats)[-1], "role"), f"“{body}” {how}.", f"Chọn lại vai trò: một người là {head}.")  # fmt: skip
        if not any(seat.role == SeatRole.SECRETARY for seat in seats):
            yield CHAIR.at(*book.at(seats[0], "role"), f"“{body}” chưa có {SeatRole.SECRETARY}.", "Chọn vai trò Thư ký cho một thành viên.")  # fmt: skip
