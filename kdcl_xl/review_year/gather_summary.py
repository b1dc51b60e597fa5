"""What a consolidated workbook `tong-hop-kdcl` brings into a workbook `danh-gia-ngoai`.

Registrations, recognitions that schools declared, needs and measures behind failed criteria, remarks on risks, and the
denominators and targets of the unit. Every row keeps the source of the school's file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kdcl_xl.consolidate.children import data_date
from kdcl_xl.consolidate.codes import decoded_answers
from kdcl_xl.consolidate.rollup import ACCREDITED_SHARE, EVERY_KIND, STANDARD_SHARE
from kdcl_xl.findings import Severity, rule
from kdcl_xl.forms.external_review import ReviewRegistration
from kdcl_xl.forms.review_oversight import BuildNeed, ReviewSource, Target
from kdcl_xl.forms.review_results import Comparison, ImprovementTrack, Recognised
from kdcl_xl.forms.review_words import CertificateKind, OfficeLevel, Scope, Subject
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.forms.summary import (
    NO_MEASURE,
    Counting,
    NeedLine,
    Rate,
    RegistrationLine,
    Result,
    RiskLine,
    SourceLine,
    StatusLine,
)
from kdcl_xl.forms.vocabulary import Ownership, Purpose, YesNo
from kdcl_xl.law.levels import assess
from kdcl_xl.law.regulation import UnknownRegulation, load
from kdcl_xl.review_year.gather_book import Gift, Offer
from kdcl_xl.review_year.gather_schools import Mention
from kdcl_xl.review_year.origins import place_of, source_id, source_row
from kdcl_xl.review_year.school_files import Said
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key, tidy
from kdcl_xl.workbook.snapshot import Submission

HOMELESS_RISK = rule("DGT-007", Severity.HINT, "Nguy cơ của trường có chỗ ghi trong sổ đánh giá ngoài")
DECLARED = "nhà trường khai"
_PERCENT = re.compile(r"(\d+(?:\.\d{3})*)(?:,(\d+))?%")
_NEEDS = (
    ("Sân chơi, bãi tập", ("sân chơi", "bãi tập", "sân tập")),
    ("Phòng chức năng", ("phòng học bộ môn", "phòng bộ môn", "phòng chức năng", "thư viện", "khối phòng", "khối hành chính")),
    ("Phòng học", ("phòng học", "lớp học")),
    ("Thiết bị", ("thiết bị", "đồ dùng", "đồ chơi")),
    ("Đất", ("diện tích đất", "khuôn viên", "quỹ đất", "đất")),
    ("Nhân sự", ("giáo viên", "nhân viên", "cán bộ", "đội ngũ", "hiệu trưởng")),
)  # fmt: skip


def gift_of_summary(summary: Submission) -> Gift:
    """Everything a consolidated workbook tells."""
    return _Reader(summary).gift()


def office_level(office: str) -> str:
    """The level an office's name tells, "" when it tells none."""
    name = tidy(office).lower()
    if name.startswith(("sở giáo dục", "sở gd")):
        return str(OfficeLevel.PROVINCE)
    if name.startswith(("phòng giáo dục", "phòng gd")):
        return str(OfficeLevel.DISTRICT)
    if re.search(r"\b(?:xã|phường|đặc khu)\b", name):
        return str(OfficeLevel.COMMUNE)
    return ""


def need_kind(*texts: str) -> str:
    """What kind of need a weakness speaks of: the first text that names one decides."""
    for text in texts:
        key = match_key(text)
        for need, words in _NEEDS:
            if any(match_key(word) in key for word in words):
                return need
    return "Khác"


class _Reader:
    def __init__(self, summary: Submission) -> None:
        self.summary = summary
        self.office = summary.stamp.unit
        self.source = source_id(summary.sha256)
        self.sources = {row.source: row for row in summary.table(SourceLine)}
        self.results = {row.source: row for row in summary.table(Result)}

    def gift(self) -> Gift:
        """See `gift_of_summary`."""
        gift = Gift(file=self.summary.file, cells=self._cells())
        gift.mentions = [
            Mention(Said(row.school_id, row.name, row.kind, row.unit), place_of(self.summary, row))
            for row in self.summary.table(StatusLine)
            if row.listed == YesNo.YES
        ]
        gift.mentions += [
            Mention(Said(row.school_id, row.name, row.kind, row.unit), place_of(self.summary, row))
            for row in self.summary.table(Result)
        ]
        for rows in (
            self._origins(), self._registrations(), self._recognised(), self._needs(), self._measures(),
            self._comparisons(), self._targets(),
        ):  # fmt: skip
            gift.offers += rows
        self._risks(gift)
        return gift

    def _cells(self) -> dict[str, object]:
        provinces = {row.province for row in self.sources.values() if row.province}
        return {
            "office": self.office,
            "level": office_level(self.office),
            "province": provinces.pop() if len(provinces) == 1 else "",
            "school_year": str(self.summary.edition.school_year),
            "as_of": data_date(self.summary),
        }

    def _unit(self, unit: str) -> str:
        return unit or self.office

    def _origins(self) -> Iterator[Offer]:
        """The workbook itself, then the schools' files behind it, as it names them."""
        yield Offer(source_row(self.summary, self.office, data_date(self.summary)), self.summary.file)
        for row in self.sources.values():
            result = self.results.get(row.source)
            via = f" (qua {row.via})" if row.via else ""
            yield Offer(
                ReviewSource(
                    source=row.source, file=f"{row.file}{via}", form=SELF_ASSESSMENT.title,
                    office=result.unit if result else "", sha256=row.sha256,
                ),
                place_of(self.summary, row),
            )  # fmt: skip

    def _registrations(self) -> Iterator[Offer]:
        for row in self.summary.table(RegistrationLine):
            result = self.results.get(row.source)
            yield Offer(
                ReviewRegistration(
                    school_id=row.school_id,
                    school=row.name,
                    kind=row.kind,
                    purpose=row.purpose,
                    grade=_grade(row),
                    self_level=row.self_level,
                    when_text=vn_date(row.visit_on) if row.visit_on else "",
                    filed_on=row.filed_on,
                    ownership=result.ownership if result else "",
                    computed=row.computed,
                    remark=row.remark,
                    source=row.source,
                    office=self._unit(row.unit),
                ),
                place_of(self.summary, row),
            )

    def _recognised(self) -> Iterator[Offer]:
        """Only what schools declared. The last day they would follow from is not printed: it stays blank."""
        for row in self.summary.table(Result):
            if row.counted == Counting.APART:
                continue
            for certificate, grade, day in (
                (CertificateKind.ACCREDITATION, row.accredited_grade, row.accredited_on),
                (CertificateKind.NATIONAL_STANDARD, row.standard_grade, row.standard_on),
            ):
                if grade:
                    declared = Recognised(
                        school_id=row.school_id, school=row.name, kind=row.kind, certificate=str(certificate), grade=grade,
                        signed_on=day, ownership=row.ownership, note=DECLARED, office=self._unit(row.unit), source=row.source,
                    )  # fmt: skip
                    yield Offer(declared, place_of(self.summary, row))

    def _needs(self) -> Iterator[Offer]:
        for row in self.summary.table(NeedLine):
            measure = "" if row.measure == NO_MEASURE else row.measure
            need = BuildNeed(
                school_id=row.school_id, school=row.name, criterion=row.criterion,
                need=need_kind(row.issue, measure, row.title), detail=row.issue or f"{row.title}: {row.state}",
                money=row.budget, funding=row.funding, year=str(row.ends_on.year) if row.ends_on else "",
                note=f"{DECLARED}; loại nhu cầu xếp theo lời văn" if row.issue else "suy từ tiêu chí chưa đạt",
                office=self._unit(row.unit), source=row.source,
            )  # fmt: skip
            yield Offer(need, place_of(self.summary, row))

    def _measures(self) -> Iterator[Offer]:
        """Plans made this year; their state stands in the schools' workbooks only."""
        year = str(self.summary.edition.school_year)
        for row in self.summary.table(NeedLine):
            if row.measure and row.measure != NO_MEASURE:
                track = ImprovementTrack(
                    school_id=row.school_id, school=row.name, source_year=year, criterion=row.criterion, issue=row.issue,
                    measure=row.measure, ends_on=row.ends_on, budget=row.budget, funding=row.funding,
                    office=self._unit(row.unit), source=row.source,
                )  # fmt: skip
                yield Offer(track, place_of(self.summary, row))

    def _comparisons(self) -> Iterator[Offer]:
        """The levels that schools with a registration gave themselves; what panels find is for them to write."""
        asked = {row.source for row in self.summary.table(RegistrationLine)}
        parts = Counter((row.school_id, row.circular) for row in self.results.values())
        for source in sorted(asked & self.results.keys() & self.sources.keys()):
            result, origin = self.results[source], self.sources[source]
            if (
                parts[result.school_id, result.circular] == 1
            ):  # one per level of schooling: which one is visited?
                yield from self._own_levels(result, origin)

    def _own_levels(self, result: Result, origin: SourceLine) -> Iterator[Offer]:
        try:
            rules = load(origin.regulation)
        except UnknownRegulation:
            return
        answers = decoded_answers(origin.answers, rules)
        if not answers:
            return
        for bounds in assess(answers, rules).criteria:
            row = Comparison(
                school_id=result.school_id, school=result.name, criterion=bounds.code, title=rules.by_code[bounds.code].title,
                own=bounds.low if bounds.low == bounds.high else None, regulation=rules.id,
                office=self._unit(result.unit), source=result.source,
            )  # fmt: skip
            yield Offer(row, place_of(self.summary, result))

    def _targets(self) -> Iterator[Offer]:
        """Denominators and targets; how many hold a certificate is counted from the certificates themselves."""
        subjects = {ACCREDITED_SHARE: Subject.ACCREDITATION, STANDARD_SHARE: Subject.NATIONAL_STANDARD}
        for row in self.summary.table(Rate):
            if row.subject not in subjects:
                continue
            schools = int(row.schools) if isinstance(row.schools, int | float) else None
            unheard = schools - row.received if schools is not None and row.received is not None else None
            target = Target(
                subject=str(subjects[row.subject]), kind="" if row.kind == EVERY_KIND else row.kind, scope=str(Scope.ALL),
                schools=schools, unheard=unheard, target=_percent(row.target), office=self.office, source=self.source,
            )  # fmt: skip
            yield Offer(target, place_of(self.summary, row))
            public = self._public(row)
            if public is not None:
                schools, unheard = public
                yield Offer(target.model_copy(update={"scope": str(Scope.PUBLIC), "schools": schools, "unheard": unheard, "target": None}), place_of(self.summary, row))  # fmt: skip

    def _public(self, rate: Rate) -> tuple[int, int] | None:
        """Public schools of the official list behind a share, and how many of them sent nothing.

        None where there is none, where a school does not say whose it is, or where the list does not come to the share's own
        figures: a denominator is never guessed.
        """
        listed = [
            row
            for row in self.summary.table(StatusLine)
            if row.listed == row.counted == YesNo.YES and rate.kind in (EVERY_KIND, row.kind)
        ]
        heard = {row.school_id for row in self.summary.table(Result) if row.counted != Counting.APART}
        received = sum(row.school_id in heard for row in listed)
        public = [row.school_id for row in listed if row.ownership == Ownership.PUBLIC]
        if not public or not all(row.ownership for row in listed) or (len(listed), received) != (rate.schools, rate.received):  # fmt: skip
            return None
        return len(public), sum(one not in heard for one in public)

    def _risks(self, gift: Gift) -> None:
        """A risk is a remark on the school's registration; of other schools it is told."""
        asked = {row.school_id for row in self.summary.table(RegistrationLine)}
        for risk in self.summary.table(RiskLine):
            words = f"{risk.danger}: {risk.detail}"
            if risk.school_id in asked:
                row = ReviewRegistration(
                    school_id=risk.school_id, school=risk.name, kind=risk.kind, remark=words, source=risk.source,
                    office=self._unit(risk.unit),
                )  # fmt: skip
                gift.offers.append(Offer(row, place_of(self.summary, risk)))
            else:
                finding = HOMELESS_RISK.at("", "", f"{risk.name} ({place_of(self.summary, risk)}): {words.removesuffix('.')}.", "Trường không có ở trang Đăng ký của sổ tổng hợp: xem trang Hết hạn, nguy cơ của sổ ấy.", law=risk.basis)  # fmt: skip
                gift.findings.append(finding)


def _grade(row: RegistrationLine) -> str:
    if row.grade is None:
        return ""
    word = {Purpose.ACCREDITATION: "Cấp độ ", Purpose.NATIONAL_STANDARD: "Mức độ "}
    return f"{word.get(Purpose(row.purpose), '') if row.purpose in set(Purpose) else ''}{row.grade}"


def _percent(text: str) -> float | None:
    found = _PERCENT.fullmatch(text.strip())
    return float(f"{found[1].replace('.', '')}.{found[2] or 0}") if found else None
