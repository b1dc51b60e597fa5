"""What the schools' own workbooks `tu-danh-gia` bring: improvement plans with state, result and reviews; decisions.

A consolidated workbook carries only the measures behind failed criteria, without their state; these are all measures of
the plan under way (last school year's) and of the one proposed. The days and results of reviews are the plan's as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.review_results import ImprovementTrack, Recognised
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.forms.self_assessment import Improvement, Review, School
from kdcl_xl.forms.vocabulary import Progress
from kdcl_xl.review_year.gather_book import Gift, Offer
from kdcl_xl.review_year.gather_summary import DECLARED
from kdcl_xl.review_year.origins import place_of, source_id, source_row
from kdcl_xl.school.digest import content_digest
from kdcl_xl.workbook.snapshot import Submission

TWO_REVISIONS = rule("DGT-008", Severity.ERROR, "Mỗi lần nộp của một trường chỉ có một nội dung")
_RESULTS = (Progress.DONE, Progress.PARTLY)


def chosen_workbooks(found: Iterable[Submission]) -> tuple[list[Submission], list[Finding]]:
    """The workbook of each school with the highest "Lần nộp"; two of one revision that differ are both left out."""
    groups: dict[tuple[str, ...], list[Submission]] = {}
    for one in found:
        school = one.fields(School)
        rules = one.edition.rules.id
        year = str(one.edition.school_year)
        groups.setdefault((school.school_id or school.name, school.scope, rules, year), []).append(one)
    chosen: list[Submission] = []
    findings: list[Finding] = []
    for group in groups.values():
        highest = max(one.fields(School).revision or 0 for one in group)
        newest = {content_digest(one): one for one in group if (one.fields(School).revision or 0) == highest}
        if len(newest) == 1:
            chosen += newest.values()
        else:
            findings.append(_two_revisions(list(newest.values()), highest))
    return chosen, findings


def _two_revisions(rivals: Sequence[Submission], revision: int) -> Finding:
    files = ", ".join(one.file for one in rivals)
    name = rivals[0].fields(School).name
    finding = TWO_REVISIONS.at("", "", f"“{name}” có {len(rivals)} tệp khác nội dung cùng ghi lần nộp {revision}: {files}. Chưa lấy tệp nào.", "Bỏ bớt tệp sai khỏi thư mục, hoặc nhà trường ghi lần nộp lớn hơn vào bản đúng.")  # fmt: skip
    return replace(finding, file=rivals[0].file)


def gift_of_school(submission: Submission) -> Gift:
    """What one school's workbook tells of its improvement and its last recognitions."""
    gift = Gift(file=submission.file)
    school = submission.fields(School)
    source = source_id(submission.sha256)
    gift.offers.append(Offer(source_row(submission, school.unit), submission.file))
    gift.offers += [
        Offer(row, f"{submission.file}, trang {School.sheet}") for row in _certificates(school, source)
    ]
    reviews = sorted(
        (row for row in submission.table(Review) if row.held_on), key=lambda row: (row.held_on, row.line)
    )
    for row in submission.table(Improvement):
        if row.measure:
            track = _track(row, school, source, submission, reviews)
            gift.offers.append(Offer(track, place_of(submission, row)))
    return gift


def _track(
    row: Improvement, school: School, source: str, submission: Submission, reviews: Sequence[Review]
) -> ImprovementTrack:
    """A measure. Evidence that was only expected counts where the school says that something is done."""
    under_way = row.source_year != submission.edition.school_year
    track = ImprovementTrack(
        school_id=school.school_id, school=school.name, source_year=row.source_year, criterion=row.criterion,
        issue=row.issue, measure=row.measure, ends_on=row.ends_on, budget=row.budget, funding=row.funding,
        state=row.progress, evidence=row.expected if row.progress in _RESULTS else "", result=row.outcome,
        office=school.unit, source=source,
    )  # fmt: skip
    if under_way and reviews:
        track.review_1_on, track.review_1 = reviews[0].held_on, reviews[0].result
    if under_way and len(reviews) > 1:
        track.review_2_on, track.review_2 = reviews[1].held_on, reviews[1].result
    return track


def _certificates(school: School, source: str) -> Iterator[Recognised]:
    """The last recognitions as the school declares them, with the numbers of their decisions."""
    for certificate, grade, decision, day in (
        (CertificateKind.ACCREDITATION, school.accredited_grade, school.accredited_decision, school.accredited_on),
        (CertificateKind.NATIONAL_STANDARD, school.standard_grade, school.standard_decision, school.standard_on),
    ):  # fmt: skip
        if grade:
            yield Recognised(
                school_id=school.school_id, school=school.name, kind=school.kind, certificate=str(certificate), grade=grade,
                decision=decision, signed_on=day, ownership=school.ownership, note=DECLARED, office=school.unit, source=source,
            )  # fmt: skip
