"""Sheet "Kết quả, công nhận": numbers, days, who recognises, and what the level found allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_results import Comparison, Recognised
from kdcl_xl.forms.review_words import KIND_OF_CERTIFICATE, CertificateKind
from kdcl_xl.law.recognition import Certificate
from kdcl_xl.law.regulation import Recognition, Regulation
from kdcl_xl.law.sourced import UNVERIFIED, softened
from kdcl_xl.law.units import Signer, signer
from kdcl_xl.review_year.checks_kit import ReviewBook, check, labels_of
from kdcl_xl.review_year.proposals import verdict_of
from kdcl_xl.review_year.rule_sets import rules_when_signed
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key

REPEATED = rule("DGS-080", Severity.ERROR, "Mỗi quyết định công nhận của một trường một dòng")
TWO_DAYS = rule("DGS-081", Severity.WARNING, "Một số quyết định trong năm có một ngày ký")
SAME_NUMBER = rule("DGS-082", Severity.ERROR, "Số giấy chứng nhận, bằng không trùng")
OTHER_EXPIRY = rule("DGS-083", Severity.HINT, "Giá trị đến bằng ngày ký cộng số năm quy định")
EXPIRY_FIRST = rule("DGS-084", Severity.ERROR, "Giá trị đến sau ngày ký")
INCOMPLETE = rule("DGS-085", Severity.WARNING, "Công nhận có số quyết định, số giấy và cơ quan công nhận", only_when_submitting=True)  # fmt: skip
OTHER_AUTHORITY = rule("DGS-086", Severity.WARNING, "Cơ quan công nhận đúng thẩm quyền vào ngày ký")
ABOVE_LEVEL = rule("DGS-087", Severity.ERROR, "Bậc công nhận không quá mức đánh giá ngoài cho phép")
OTHER_LEVEL = rule("DGS-089", Severity.WARNING, "Mức đánh giá ngoài bằng mức tính từ các tiêu chí đối chiếu")
NO_SUCH_GRADE = rule("DGS-088", Severity.ERROR, "Bậc công nhận có trong thông tư")

_PAPERS = {
    CertificateKind.ACCREDITATION: ("chung_nhan_kdclgd", ("so",)),
    CertificateKind.NATIONAL_STANDARD: ("cong_nhan_cqg", ("ubnd_tinh", "so")),
}
"""Loại công nhận → the paper in `law/data/units.yaml` and the kinds of units that might sign it."""


_COMMITTEE = (match_key("UBND"), match_key("Ủy ban nhân dân"))


@check(REPEATED, SAME_NUMBER, reads={Recognised: "certificate decision number signed_on authority"})
def nothing_stands_twice(book: ReviewBook) -> Iterator[Finding]:
    """One decision may name many schools, but a school once; a certificate number means one certificate."""
    numbers: dict[tuple[str, str, str], Recognised] = {}
    seen: dict[tuple[int, str, str, int | None], Recognised] = {}
    for row in book.rows(Recognised, "certificate", "decision", "number", "signed_on", "authority"):
        file = book.file_of(row)
        year = row.signed_on.year if row.signed_on else None
        key = (id(file), row.certificate, match_key(row.decision), year)
        if file and row.decision.strip() and seen.setdefault(key, row) is not row:
            yield REPEATED.at(*book.at(row, "decision"), f"Quyết định {row.decision} về {row.certificate} của “{row.school}” đã có ở dòng {seen[key].line}.", "Xóa một dòng, hoặc sửa số quyết định.")  # fmt: skip
            continue
        number = (row.certificate, match_key(row.number), match_key(row.authority))
        if row.number.strip() and numbers.setdefault(number, row) is not row:
            yield SAME_NUMBER.at(*book.at(row, "number"), f"Số {row.number} đã dùng cho “{numbers[number].school}” ở dòng {numbers[number].line}.", "Sửa theo số in trên giấy chứng nhận, bằng; hai giấy in trùng số thì báo nơi cấp và để nguyên.")  # fmt: skip


@check(TWO_DAYS, reads={Recognised: "decision signed_on authority"})
def one_day_a_decision(book: ReviewBook) -> Iterator[Finding]:
    """Numbers start anew each year: the same number of the same year and authority is the same decision."""
    first: dict[tuple[str, str, int], Recognised] = {}
    for row in book.rows(Recognised, "decision", "signed_on", "authority"):
        if not row.decision.strip() or row.signed_on is None:
            continue
        key = match_key(row.decision), match_key(row.authority), row.signed_on.year
        other = first.setdefault(key, row)
        if other.signed_on and other.signed_on != row.signed_on:
            yield TWO_DAYS.at(*book.at(row, "signed_on"), f"Quyết định {row.decision} ở đây ký ngày {vn_date(row.signed_on)}, ở dòng {other.line} ký ngày {vn_date(other.signed_on)}.", "Sửa số quyết định hoặc ngày ký theo văn bản.")  # fmt: skip


@check(OTHER_EXPIRY, EXPIRY_FIRST, reads={Recognised: "signed_on valid_until"})
def expiry_follows_the_signature(book: ReviewBook) -> Iterator[Finding]:
    """Signature plus five years; what is printed prevails, so a difference is only a hint. A day less is a habit."""
    for row in book.rows(Recognised, "signed_on", "valid_until"):
        if row.signed_on is None or row.valid_until is None:
            continue
        place = book.at(row, "valid_until")
        if row.valid_until <= row.signed_on:
            yield EXPIRY_FIRST.at(*place, f"Có giá trị đến {vn_date(row.valid_until)}, không sau ngày ký {vn_date(row.signed_on)}.", "Sửa một trong hai ngày theo giấy chứng nhận.")  # fmt: skip
            continue
        rules = _rules(book, row)
        if rules is None:
            continue
        usual = Certificate(row.grade or 0, row.signed_on, rules.validity).expires_on
        if row.valid_until not in (usual, usual - dt.timedelta(days=1)):
            yield OTHER_EXPIRY.at(*place, f"Có giá trị đến {vn_date(row.valid_until)}; ngày ký cộng {rules.validity.years} năm là {vn_date(usual)}.", "Đối chiếu giấy chứng nhận: ngày in trên giấy được dùng; ghi nhầm thì sửa.", law=rules.validity.cited(rules.number))  # fmt: skip


@check(INCOMPLETE, reads={Recognised: "decision number authority"})
def certificate_is_complete(book: ReviewBook) -> Iterator[Finding]:
    """What every certificate says of itself."""
    for row in book.rows(Recognised, "decision", "number", "authority"):
        blank = [f for f in ("decision", "number", "authority") if not getattr(row, f).strip()]
        if blank and row.school:
            yield INCOMPLETE.at(*book.at(row, blank[0]), f"Công nhận {row.certificate} của “{row.school}” chưa ghi {labels_of(Recognised, blank)}.", "Ghi theo quyết định và giấy chứng nhận, bằng.")  # fmt: skip


@check(OTHER_AUTHORITY, reads={Recognised: "certificate signed_on authority"})
def authority_had_the_right(book: ReviewBook) -> Iterator[Finding]:
    """Who recognises on the day of signature: dated law, mostly inferred, so a warning that says so."""
    for row in book.rows(Recognised, "certificate", "signed_on", "authority"):
        said = authority_kind(row.authority)
        if row.signed_on is None or not row.authority.strip() or row.certificate not in _PAPERS:
            continue
        paper, units = _PAPERS[CertificateKind(row.certificate)]
        lawful = {unit: who for unit in units if (who := signer(paper, unit, row.signed_on))}
        right = {unit: who for unit, who in lawful.items() if not who.abolished}
        if said in right or not lawful:
            continue
        who = next(iter(right.values() or lawful.values()))
        expected = f"thẩm quyền là {_unit_title(who)}" if right else f"không còn cấp {row.certificate}"
        yield OTHER_AUTHORITY.at(*book.at(row, "authority"), f"“{row.authority}” ký ngày {vn_date(row.signed_on)}; vào ngày đó {expected}.", "Đối chiếu quyết định: ghi nhầm thì sửa Cơ quan công nhận hoặc Ngày ký; quyết định đúng như vậy thì để nguyên.", law=_signer_law(who))  # fmt: skip


def authority_kind(text: str) -> str:
    """ "UBND tỉnh Đồng Nai" → ubnd_tinh, "Sở GDĐT" → so, anything else ""."""
    words = f" {match_key(text)} "
    if " sở " in words:
        return "so"
    office = any(f" {name} " in words for name in _COMMITTEE)
    lower = any(f" {place} " in words for place in ("xã", "phường", "quận", "huyện", "đặc khu", "thị xã"))
    return "ubnd_tinh" if office and not lower else ""


def _unit_title(who: Signer) -> str:
    return {"ubnd_tinh": "Ủy ban nhân dân tỉnh, thành phố"}.get(who.unit, who.body)


def _signer_law(who: Signer) -> str:
    return who.cited() or f"{who.note}; {UNVERIFIED}".lstrip("; ")


@check(
    ABOVE_LEVEL, NO_SUCH_GRADE, reads={Recognised: "certificate found grade decision signed_on regulation"}
)
def grade_fits_the_level_found(book: ReviewBook) -> Iterator[Finding]:
    """Grades the circular has, and no higher than what the review found allows; before the signature most of all."""
    for row in book.rows(Recognised, "certificate", "found", "grade", "decision", "signed_on", "regulation"):
        waiting = not row.decision.strip() and row.signed_on is None
        rules = book.rules_of(row, None) if waiting else _rules(book, row)
        offered = _offered(rules, row)
        if rules is None or offered is None or row.grade is None:
            continue
        place, law = book.at(row, "grade"), offered.cited(rules.number)
        word = offered.grade_word
        if row.grade not in offered.grades:
            yield softened(NO_SUCH_GRADE.at(*place, f"{row.certificate} không có {word.lower()} {row.grade}.", f"Ghi từ {min(offered.grades)} đến {max(offered.grades)}.", law=law), offered)  # fmt: skip
        elif row.found is not None and offered.grades[row.grade] > row.found:
            most = offered.grade_at(row.found)
            allowed = f"cao nhất là {word.lower()} {most}" if most else "chưa đủ để công nhận"
            yield softened(ABOVE_LEVEL.at(*place, f"{word} {row.grade} cần {rules.level_word} {offered.grades[row.grade]}; đánh giá ngoài ghi {rules.level_word} {row.found}, {allowed}.", "Sửa ô nào ghi khác quyết định công nhận, báo cáo đánh giá ngoài.", law=law), offered)  # fmt: skip


def _rules(book: ReviewBook, row: Recognised) -> Regulation | None:
    file = book.file_of(row)
    return rules_when_signed(file, row) if file else None


def _offered(rules: Regulation | None, row: Recognised) -> Recognition | None:
    kind = KIND_OF_CERTIFICATE.get(row.certificate)
    return rules.recognition(kind) if rules and kind else None


@check(OTHER_LEVEL, reads={Recognised: "found signed_on", Comparison: "criterion found"})
def level_is_that_of_the_criteria(book: ReviewBook) -> Iterator[Finding]:
    """The level of this year's review against the criteria found, once a school, and only where they settle it."""
    for file, rows in book.by_school(Recognised, "found", "signed_on"):
        if not file.of(Comparison):
            continue
        for row in rows:
            verdict, _ = verdict_of(file, book.rules_of(row, row.signed_on))
            of_this_year = row.signed_on is None or book.year.contains(row.signed_on)
            if row.found is None or not of_this_year or verdict is None or not verdict.settled:
                continue
            if verdict.level_low != row.found:
                yield OTHER_LEVEL.at(*book.at(row, "found"), f"“{row.school}” ghi mức {row.found}; tính từ trang {Comparison.table.sheet} là {verdict.level_low}.", "Xem lại mức của từng tiêu chí, hoặc sửa ô này theo báo cáo của đoàn, kết luận của hội đồng.")  # fmt: skip
                break
