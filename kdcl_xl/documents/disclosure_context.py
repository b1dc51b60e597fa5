"""What the papers of công khai need: the forms of a school, its báo cáo thường niên, the report of the office.

TT 09/2024/TT-BGDĐT (03/6/2024): Điều 4, 5, 8, 9, 14, 15. Its official forms were not at hand: headings follow the articles,
columns are ours, and the papers say so (`unverified`).
"""

from __future__ import annotations

from kdcl_xl.documents.contexts import LabelledText
from kdcl_xl.documents.letterhead import Context, Figure, OfficialPaper, Prose, Signer


class DisclosedRow(Context):
    """One figure, of the year reported and of the one before."""

    label: str
    unit: str = ""
    previous: Figure = None
    current: Figure = None
    total: bool = False


class DisclosedTable(Context):
    """Figures under one caption."""

    title: str
    rows: tuple[DisclosedRow, ...]


class PublicationRow(Context):
    """What the school says of publishing one section."""

    section: str
    title: str
    law: str
    due: str
    state: str
    place: str
    update: str = ""


class DisclosureContent(Context):
    """Everything a school publishes, in the order of the circular."""

    school_year: str
    previous_year: str
    money_year: str
    """The financial year reported, "2026"; "năm báo cáo" when it was not written."""
    previous_money_year: str
    facts: tuple[LabelledText, ...]
    """I. Điều 4, short."""
    portrait: tuple[LabelledText, ...]
    """I. Điều 4, prose; without text: not written yet."""
    money: tuple[DisclosedTable, ...]
    """II. Điều 5."""
    money_notes: tuple[str, ...] = ()
    """Totals that differ from their lines."""
    staff: tuple[DisclosedTable, ...] = ()
    """III. Khoản 1 Điều 8."""
    facilities: tuple[DisclosedTable, ...] = ()
    """IV. Khoản 2 Điều 8."""
    quality: tuple[LabelledText, ...] = ()
    """V. Khoản 3 Điều 8, short."""
    improvement: Prose = ""
    plans: tuple[LabelledText, ...] = ()
    """VI. Khoản 1 Điều 9, prose."""
    results: tuple[DisclosedTable, ...] = ()
    """VII. Khoản 2 Điều 9."""
    other_results: Prose = ""
    publications: tuple[PublicationRow, ...] = ()
    source_note: str = ""
    unverified: tuple[str, ...] = ()


class DisclosureForms(Context):
    """Biểu mẫu công khai I to VII with the record of publication. Its layout is not that of NĐ 30."""

    parent_body: str
    school: str
    place_date: str
    content: DisclosureContent
    signer: Signer


class AnnualReport(OfficialPaper):
    """Báo cáo thường niên of a school (Điều 14): published as PDF and kept on the website for five years."""

    school: str
    subject: str
    basis: Prose
    content: DisclosureContent
    closing: str


class SectionCount(Context):
    """Schools by what is known of one section."""

    section: str
    title: str
    schools: Figure
    on_time: Figure
    late: Figure
    no_date: Figure
    not_published: Figure
    unknown: Figure
    """The school has not said, or sent nothing: not counted as not published."""
    total: bool = False


class OpenSchool(Context):
    """A school of which something is not published, late or not known."""

    school: str
    kind: str
    not_published: str
    """"II, VIII"; "–" for none."""
    late: str
    unknown: str
    note: str = ""


class DisclosureReport(OfficialPaper):
    """Báo cáo tổng hợp công khai of a Phòng, xã or Sở."""

    subject: str
    addressee: str
    basis: Prose
    school_year: str
    due: str
    """"30/6/2027"."""
    summary: Prose
    counts: tuple[SectionCount, ...]
    open_schools: tuple[OpenSchool, ...] = ()
    unused: Prose = ""
    """What was received and could not be used."""
    closing: str
    source_note: str = ""
