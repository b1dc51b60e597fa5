"""What the periodic reports need: on KĐCLGD and chuẩn quốc gia, and on blanks of diplomas and certificates.

TT 19/2020/TT-BGDĐT (Điều 20, 21) asks for both; its forms were not at hand, so the columns are ours and the papers say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kdcl_xl.documents.letterhead import Context, Figure, OfficialPaper, Prose


class AssessedRow(Context):
    """Self-assessment of one kind of school."""

    kind: str
    schools: Figure
    """Of the list; None without one."""
    received: Figure
    assessed: Figure
    unassessed: Figure
    """Sent, but not one criterion is assessed."""
    rate: Figure
    total: bool = False


class HoldingRow(Context):
    """Certificates of one kind of school as the schools state them, on the day of the data."""

    kind: str
    received: Figure
    """Schools whose figures are known: all others are unknown, not without a certificate."""
    grade_1: Figure
    grade_2: Figure
    grade_3: Figure
    grade_4: Figure
    valid: Figure
    expired: Figure
    undated: Figure
    """A grade without the day of the decision: whether it still holds is not known."""
    unstated: Figure
    """Nothing written: no certificate, or none mentioned."""
    new: Figure
    """Decided within the school year."""
    total: bool = False


class ExpiringSchool(Context):
    """A certificate that has run out or soon will."""

    school: str
    kind: str
    danger: str
    due: str


class PeriodicReport(OfficialPaper):
    """Báo cáo định kỳ về KĐCLGD và công nhận đạt chuẩn quốc gia of a Phòng, xã or Sở (Điều 21 TT 19/2020)."""

    subject: str
    addressee: str
    basis: Prose
    school_year: str
    as_of: str
    assessed: tuple[AssessedRow, ...]
    accredited: tuple[HoldingRow, ...]
    standard: tuple[HoldingRow, ...]
    expiring: tuple[ExpiringSchool, ...] = ()
    asked: Prose = ""
    """How many ask for external review or recognition."""
    closing: str
    source_note: str = ""


class BlankColumns(Context):
    """The headings of the quantities, from the settings of the office."""

    opening: str
    received: str
    used: str
    spoiled: str
    lost: str
    returned: str
    remaining: str


class BlankRow(Context):
    """One kind of blanks in the period."""

    kind: str
    opening: Figure
    received: Figure
    used: Figure
    spoiled: Figure
    lost: Figure
    returned: Figure
    remaining: Figure
    total: bool = False


class BlankNote(Context):
    """Series and minutes of one kind of blanks."""

    kind: str
    series: str
    minutes: str
    note: str


class BlankReport(OfficialPaper):
    """Báo cáo về phôi văn bằng, chứng chỉ (Điều 20 TT 19/2020)."""

    past_days: ClassVar[Mapping[str, str]] = {**OfficialPaper.past_days, "period": "kỳ báo cáo"}

    subject: str
    addressee: str
    basis: Prose
    period: str
    columns: BlankColumns
    rows: tuple[BlankRow, ...]
    notes: tuple[BlankNote, ...] = ()
    differences: tuple[str, ...] = ()
    """Lines that do not add up: stated, never corrected."""
    closing: str
    source_note: str = ""
