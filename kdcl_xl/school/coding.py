"""Final codes of evidence: `kdcl minh-chung danh-so`.

One document has one code wherever it is cited, given at its first citation in the order of the criteria
(CV 5932, 5942/BGDĐT-QLCL; TT 57/2026 Phụ lục IV). A code already given stays, also when a gap remains: a
number once used for another document would redefine it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from kdcl_xl.checks.codes import canonical, serial_of, shown_as
from kdcl_xl.forms.self_assessment import (
    Evidence,
    Passage,
    StandardAnalysis,
)
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school import coding_findings as say
from kdcl_xl.school.catalogue import Catalogue, Use, stated_criteria, uses_of
from kdcl_xl.school.citations import rewrite, texts_of
from kdcl_xl.school.coding_report import Coded, CodingReport, Edit
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.jsonio import content_of
from kdcl_xl.workbook.snapshot import Submission

DOCUMENTS_PER_BOX = 50
"""How many documents a box holds before the next one is begun. Practice, not law."""
_MOST_BOXES = 99


def number_evidence(
    submission: Submission, *, renumber: bool = False, per_box: int = DOCUMENTS_PER_BOX
) -> tuple[Content, CodingReport]:
    """Give every piece of evidence its final code and put it into every citation, all at once.

    `renumber`: forget the codes given so far. A second run changes nothing. The report lists, besides what was
    done, broken citations, evidence nobody cites and evidence of unknown criterion. When one code or temporary
    id names two documents, or a code could not be read, nothing is changed: only the school knows what is meant.
    """
    rules = submission.edition.rules
    catalogue = Catalogue.of(submission.table(Evidence))
    uses = list(uses_of(submission, catalogue, rules))
    report = CodingReport(findings=list(say.about_catalogue(submission, catalogue)))
    report.findings += say.about_citations(submission, catalogue, uses)
    content = content_of(submission)
    report.findings += say.unreadable_codes(submission)
    if catalogue.clashes or any(finding.code == say.UNREADABLE.code for finding in report.findings):
        report.refused = True
        return content, report
    numbering = _Numbering(catalogue, rules, per_box, renumber)
    codes = numbering.assign(uses)
    if numbering.boxes_exhausted:
        report.refused = True
        report.findings.append(say.too_many_boxes(per_box))
        return content, report
    report.findings += [say.unknown_criterion(submission, row) for row in numbering.homeless]
    _apply(submission, content, catalogue, codes, report)
    return content, report


# ---- numbering


class _Numbering:
    """Serial numbers per criterion and, under the 2018 and earlier circulars, boxes per standard."""

    def __init__(self, catalogue: Catalogue, rules: Regulation, per_box: int, renumber: bool):
        self.catalogue, self.rules, self.per_box, self.renumber = catalogue, rules, per_box, renumber
        self.last_serial: Counter[str] = Counter()
        self.in_box: Counter[int] = Counter()
        self.box_of_standard: dict[str, int] = {}
        self.homeless: list[Evidence] = []
        self.reserved: set[str] = set()
        self.boxes_exhausted = False

    def assign(self, uses: list[Use]) -> dict[int, tuple[str, str]]:
        """Row of the catalogue → (canonical code, criterion), old and new."""
        # A code cited for a document nobody has listed must not come to mean another one.
        self.reserved = {use.key for use in uses if use.key not in self.catalogue.by_key}
        twin = {other: first for _, first, other in self.catalogue.repeats}
        codes = {} if self.renumber else self._keep()
        pending = [
            place for place in range(len(self.catalogue.rows)) if place not in codes and place not in twin
        ]
        homes = self._homes(uses)
        order = {code: place for place, code in enumerate(self.rules.by_code)}
        for place in pending:
            if place not in homes:
                self.homeless.append(self.catalogue.rows[place])
        for place in sorted(
            (place for place in pending if place in homes),
            key=lambda place: (order[homes[place][0]], homes[place][1], place),
        ):
            codes[place] = (self._next(homes[place][0]), homes[place][0])
        for other, first in twin.items():
            if first in codes:
                codes.setdefault(other, codes[first])
        return codes

    def _keep(self) -> dict[int, tuple[str, str]]:
        kept: dict[int, tuple[str, str]] = {}
        for place, row in enumerate(self.catalogue.rows):
            serial = serial_of(canonical(row.code), self.rules.evidence_code.pattern)
            if serial is None or serial.criterion not in self.rules.by_code:
                continue
            kept[place] = (canonical(row.code), serial.criterion)
            self.last_serial[serial.criterion] = max(self.last_serial[serial.criterion], serial.number)
            self.in_box[serial.box] += 1
            standard = serial.criterion.split(".")[0]
            self.box_of_standard[standard] = max(self.box_of_standard.get(standard, 0), serial.box)
        return kept

    def _homes(self, uses: list[Use]) -> dict[int, tuple[str, int]]:
        """Row of the catalogue → criterion of its first use and the position of that use."""
        homes: dict[int, tuple[str, int]] = {}
        for position, use in enumerate(uses):
            place = self.catalogue.by_key.get(use.key)
            if place is not None and use.criterion and not isinstance(use.row, Passage | StandardAnalysis):
                homes.setdefault(place, (use.criterion, position))
        for place, row in enumerate(self.catalogue.rows):
            serial = serial_of(canonical(row.code), self.rules.evidence_code.pattern)
            stated = stated_criteria(row, self.rules) or [serial.criterion if serial else ""]
            if place not in homes and stated[0] in self.rules.by_code:
                homes[place] = (stated[0], len(uses))
        for position, use in enumerate(uses):  # cited in the conclusion of a standard only
            place = self.catalogue.by_key.get(use.key)
            if place is not None and use.criterion:
                homes.setdefault(place, (use.criterion, position))
        return homes

    def _next(self, criterion: str) -> str:
        box = self._box(criterion.split(".")[0]) if self.rules.evidence_code.style == "H" else 0
        while (code := self._numbered(criterion, box)) in self.reserved:
            continue
        return code

    def _numbered(self, criterion: str, box: int) -> str:
        self.last_serial[criterion] += 1
        standard, number = criterion.split(".")
        serial = self.last_serial[criterion]
        if self.rules.evidence_code.style == "MC":
            return f"MC.{standard}.{number}.{serial:02}"
        dotted = f"H{box}-{standard}.{number}-{serial:02}"
        if serial_of(dotted, self.rules.evidence_code.pattern):
            return dotted
        return f"H{box}-{standard}-{int(number):02}-{serial:02}"  # CV 8987/2012: [Hn-a-bc-de]

    def _box(self, standard: str) -> int:
        box = self.box_of_standard.get(standard)
        if box is None or self.in_box[box] >= self.per_box:
            box = max(self.in_box, default=0) + 1
        self.boxes_exhausted |= box > _MOST_BOXES
        self.box_of_standard[standard] = box
        self.in_box[box] += 1
        return box


# ---- writing the codes down


def _apply(
    submission: Submission,
    content: Content,
    catalogue: Catalogue,
    codes: dict[int, tuple[str, str]],
    report: CodingReport,
) -> None:
    rule = submission.edition.rules.evidence_code
    new = {key: codes[place][0] for key, place in catalogue.by_key.items() if place in codes}
    originals = submission.table(Evidence)
    for place, (code, criterion) in sorted(codes.items()):
        document = originals[place]
        before = canonical(document.code)
        if before == code:
            report.kept += 1
            continue
        content.rows[Evidence][place].code = shown_as(code, rule)  # type: ignore[attr-defined]
        report.coded.append(
            Coded(document.title, document.code or document.draft_id, shown_as(code, rule), criterion)
        )
        report.edits.append(Edit(*submission.at(document, "code"), shown_as(code, rule)))
    for table, rows in submission.rows.items():
        for place, row in enumerate(rows):
            for name, text, listing in texts_of(row):
                changed = rewrite(text, new, catalogue.drafts, rule.style, listing=listing)
                if changed != text:
                    setattr(content.rows[table][place], name, changed)
                    report.texts_changed += 1
                    report.edits.append(Edit(*submission.at(row, name), changed))


# ---- boxes


@dataclass(frozen=True, slots=True)
class BoxLabel:
    """What is stuck on one box: its number, the standards and criteria inside, and the codes in order."""

    box: int
    standards: tuple[str, ...]
    criteria: tuple[str, ...]
    codes: tuple[str, ...]


def box_labels(content: Content, rules: Regulation) -> list[BoxLabel]:
    """The labels of all boxes; none under TT 57/2026, whose codes name no box."""
    if rules.evidence_code.style == "MC":
        return []
    order = {code: place for place, code in enumerate(rules.by_code)}
    boxes: dict[int, set[tuple[str, int, str]]] = {}
    for row in content.rows.get(Evidence, []):
        code = canonical(cast(Evidence, row).code)
        serial = serial_of(code, rules.evidence_code.pattern)
        if serial and serial.criterion in order:
            boxes.setdefault(serial.box, set()).add((serial.criterion, serial.number, code))
    labels = []
    for box, found in sorted(boxes.items()):
        documents = sorted(found, key=lambda item: (order[item[0]], item[1]))
        criteria = tuple(dict.fromkeys(criterion for criterion, _, _ in documents))
        labels.append(
            BoxLabel(
                box,
                tuple(dict.fromkeys(_heading(criterion, rules) for criterion in criteria)),
                criteria,
                tuple(shown_as(code, rules.evidence_code) for _, _, code in documents),
            )
        )
    return labels


def _heading(criterion: str, rules: Regulation) -> str:
    standard = rules.standard_of(criterion)
    return f"Tiêu chuẩn {standard.code}: {standard.title}" if standard else "Mức 4 (Điều 22)"
