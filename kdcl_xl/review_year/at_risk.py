"""Schools that hold a national standard and may lose it. Signals to look at again, no verdicts.

Land, facilities and class size come from the risk lines of the consolidated workbook; dates, and the levels of criteria on
facilities that stand on the sheet "Đối chiếu", from this one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kdcl_xl.forms.review_results import Comparison, Recognised
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.forms.summary import Danger, RiskLine
from kdcl_xl.law.facilities import facilities_short, said_short
from kdcl_xl.law.recognition import Standing
from kdcl_xl.law.regulation import load, regulation_ids
from kdcl_xl.review_year.certificates import BoardLine, board
from kdcl_xl.review_year.school_files import NameKey, name_key, school_files
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.workbook.snapshot import Submission

_LOSING = (Danger.LAND, Danger.CLASS_SIZE, Danger.FACILITIES, Danger.DROPPING)
"""What puts a held standard in doubt; dates are counted from the certificates themselves."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to look at, with what it rests on and the file behind it."""

    what: str
    detail: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class AtRisk:
    """One holder of a national standard with at least one reason."""

    school_id: str
    school: str
    kind: str
    office: str
    grade: int | None
    expires_on: dt.date | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RiskReport:
    """The schools, in the order of the expiry board, and what was, and was not, looked at."""

    schools: tuple[AtRisk, ...]
    computed_from: tuple[str, ...]
    unmatched: tuple[RiskLine, ...]
    """Risk lines of schools that hold no national standard here: told, not dropped."""


def at_risk(
    submission: Submission, on: dt.date, settings: Settings, risks: Iterable[RiskLine] | None = None
) -> RiskReport:
    """Who may lose CQG on a day. `risks`: those of a consolidated workbook; None: there was none, and the report says so."""
    holders = [
        line
        for line in board(submission, on, settings)
        if line.certificate == CertificateKind.NATIONAL_STANDARD and line.standing is not Standing.NOT_YET
    ]
    given = [risk for risk in risks or () if risk.danger in _LOSING]
    compared = _compared(submission)
    by_holder, unmatched = _matched(holders, given)
    schools = []
    for position, line in enumerate(holders):
        reasons = (
            *_of_dates(line),
            *(_of_risk(risk) for risk in by_holder.get(position, [])),
            *_of_facilities(line, compared.get(line.row, [])),
        )
        if reasons:
            schools.append(
                AtRisk(
                    line.school_id, line.school, line.kind, line.office, line.grade, line.expiry.on, reasons
                )
            )
    return RiskReport(
        tuple(schools), _computed_from(holders, None if risks is None else given), tuple(unmatched)
    )


def _of_dates(line: BoardLine) -> tuple[Reason, ...]:
    if line.expiry.on is None or line.standing not in (Standing.EXPIRED, Standing.REGISTER):
        return ()
    if line.standing is Standing.EXPIRED:
        detail = f"Hết hạn từ sau ngày {vn_date(line.expiry.on)}, chưa có công nhận mới."
    else:
        due = vn_date(line.register_by) if line.register_by else ""
        detail = f"Hết hạn ngày {vn_date(line.expiry.on)}, mốc đăng ký lại {due} đã đến."
    return (
        Reason(line.standing_said, detail, f"Trang Kết quả, công nhận, dòng {line.row}; {line.expiry.source}", line.source),
    )  # fmt: skip


def _of_risk(risk: RiskLine) -> Reason:
    return Reason(risk.danger, risk.detail, risk.basis, risk.source)


def _matched(
    holders: list[BoardLine], risks: list[RiskLine]
) -> tuple[dict[int, list[RiskLine]], list[RiskLine]]:
    """Risk lines by the place of their school among the holders: by code, else by unit, kind and name."""
    by_id = {line.school_id: number for number, line in enumerate(holders) if line.school_id}
    by_name: dict[NameKey, list[int]] = defaultdict(list)
    for number, line in enumerate(holders):
        by_name[name_key(line.school, line.kind)].append(number)
    found: dict[int, list[RiskLine]] = defaultdict(list)
    unmatched: list[RiskLine] = []
    for risk in risks:
        place = by_id.get(risk.school_id)
        if place is None:
            # A name alone decides only where one holder has it, and no code speaks against it.
            same = [p for p in by_name.get(name_key(risk.name, risk.kind), []) if not holders[p].school_id or not risk.school_id]  # fmt: skip
            place = same[0] if len(same) == 1 else None
        if place is None:
            unmatched.append(risk)
        else:
            found[place].append(risk)
    return found, unmatched


def _compared(submission: Submission) -> dict[int, list[Comparison]]:
    """What stands on the sheet "Đối chiếu" about the school of a certificate, by the row of the certificate."""
    return {row.line: file.of(Comparison) for file in school_files(submission) for row in file.of(Recognised)}


def _of_facilities(line: BoardLine, rows: list[Comparison]) -> Iterator[Reason]:
    """Criteria on facilities below what the grade needs, as the panel or council found them, else as the school did."""
    for regulation in dict.fromkeys(row.regulation for row in rows if row.regulation in regulation_ids()):
        rules = load(regulation)
        for who, field in (("đánh giá ngoài", "found"), ("tự đánh giá", "own")):
            levels = {
                row.criterion: getattr(row, field)
                for row in rows
                if row.regulation == regulation
                and getattr(row, field) is not None
                and (field == "found" or row.found is None)
            }
            short = facilities_short(rules, line.grade or 0, levels)
            if short:
                words = "; ".join(said_short(one, rules.level_word) for one in short)
                first = next(row for row in rows if row.criterion == short[0].code and row.regulation == regulation)  # fmt: skip
                basis = f"Trang {Comparison.table.sheet}, từ dòng {first.line}; {rules.short_title}"
                yield Reason(Danger.FACILITIES, f"Theo {who}: tiêu chí {words}.", basis, first.source)


def _computed_from(holders: list[BoardLine], risks: list[RiskLine] | None) -> tuple[str, ...]:
    held = (
        f"Thời hạn của {len(holders)} công nhận chuẩn quốc gia"
        if holders
        else "Chưa có công nhận chuẩn quốc gia nào"
    )
    dates = f"{held} ở trang Kết quả, công nhận; tiêu chí cơ sở vật chất ở trang {Comparison.table.sheet}"
    if risks is None:
        return (dates, "Chưa có sổ tổng hợp: đất, sĩ số, mức đạt của nhà trường chưa được xét")
    return (dates, f"{len(risks)} dòng nguy cơ về đất, cơ sở vật chất, sĩ số, mức đạt của sổ tổng hợp (số liệu là dấu hiệu để xem lại)")  # fmt: skip
