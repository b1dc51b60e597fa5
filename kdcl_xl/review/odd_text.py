"""LDG: the running text against the table, the heading, and the acts the plan cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kdcl_xl.documents.layout.citing import all_citations
from kdcl_xl.documents.layout.paper import Paragraph, Run
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review.columns import Role
from kdcl_xl.review.counts import stated_counts
from kdcl_xl.review.odd import Look, View
from kdcl_xl.review.schedule_tables import Stated, Table
from kdcl_xl.review.visits import Visit
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import shortened
from kdcl_xl.text.normal import nfc

COUNT = rule("LDG-050", Severity.WARNING, "Số trường nêu trong lời văn, dòng tổng khớp với bảng")
BESIDE = rule("LDG-026", Severity.WARNING, "Trường mà lời văn nêu lúc đánh giá ngoài có trong bảng lịch")
NOT_IN_FORCE = rule("LDG-051", Severity.WARNING, "Văn bản viện dẫn có hiệu lực vào ngày ban hành kế hoạch")
OTHER_DATE = rule("LDG-052", Severity.WARNING, "Văn bản viện dẫn ghi đúng ngày ban hành")
INCOMPLETE = rule("LDG-053", Severity.HINT, "Kế hoạch có số, ngày ban hành, năm học, cơ quan, người ký")
UNVERIFIED = " (chưa đối chiếu văn bản gốc)"


def counts(v: View) -> Iterator[Finding]:
    """Each number the text states of the schedule, against the rows it speaks of."""
    told: set[tuple[int, SchoolKind | None, bool, bool]] = set()
    for stated in stated_counts(v.plan.lines, v.heading.school_year):
        key = (stated.count, stated.kind, stated.kdcl, stated.cqg)
        chosen = _of_kind(v.visits, stated.kind)
        chosen = [
            x
            for x in chosen
            if (not stated.kdcl or x.kdcl is not False) and (not stated.cqg or x.cqg is not False)
        ]
        known = not any((stated.kdcl and x.kdcl is None) or (stated.cqg and x.cqg is None) for x in chosen)
        if len(chosen) != stated.count and known and key not in told:
            told.add(key)
            yield COUNT.at(stated.place, "", f"Lời văn nêu {stated.count} {_subject(stated.kind, kdcl=stated.kdcl, cqg=stated.cqg)}, bảng có {len(chosen)}: “{shortened(stated.text, 120)}”.", "Sửa lời văn hoặc bổ sung bảng cho khớp.")  # fmt: skip
    for table in v.found.tables:
        for said in table.stated:
            yield from _asked_total(table, said) if said.asked is not None else _total(v, table, said)


def _total(v: View, table: Table, said: Stated) -> Iterator[Finding]:
    """The number of schools a heading or a total row names: of all, of a level, or of the rows above it."""
    if said.whole and said.kind is None and said.count in (len(table.visits), len(said.above)):
        return
    rows = _of_kind(v.visits if said.whole else table.visits, said.kind)
    if said.section is not None:
        rows = [visit for visit in table.visits if visit.section == said.section]
    if len(rows) != said.count:
        yield COUNT.at(said.place, "", f"“{shortened(said.text, 80)}” ghi {said.count}, nhưng bảng có {len(rows)} trường{_of(said.kind)}.", "Sửa con số hoặc bổ sung trường còn thiếu.")  # fmt: skip


def _asked_total(table: Table, said: Stated) -> Iterator[Finding]:
    """The total below a column of ticks."""

    def asking(visits: Sequence[Visit]) -> list[bool | None]:
        return [visit.kdcl if said.asked is Role.KDCL else visit.cqg for visit in _of_kind(visits, said.kind)]

    values = asking(table.visits)
    if None not in values and said.count not in (values.count(True), asking(said.above).count(True)):
        yield COUNT.at(said.place, "", f"Dòng tổng ghi {said.count} trường{_of(said.kind)} đề nghị {'KĐCL' if said.asked is Role.KDCL else 'CQG'}, bảng đánh dấu {values.count(True)}.", "Sửa con số hoặc đánh dấu lại.")  # fmt: skip


def _of(kind: SchoolKind | None) -> str:
    return f" {NAME_OF_KIND[kind]}" if kind else ""


def _of_kind(visits: Sequence[Visit], kind: SchoolKind | None) -> list[Visit]:
    return [visit for visit in visits if kind is None or visit.kind is kind]


def _subject(kind: SchoolKind | None, *, kdcl: bool, cqg: bool) -> str:
    what = f"trường {NAME_OF_KIND[kind]}" if kind else "trường"
    return f"{what} đề nghị {'KĐCL' if kdcl else 'CQG'}" if kdcl or cqg else what


def beside(v: View) -> Iterator[Finding]:
    """Schools of the running text that no row of the tables is: a reserve, or one added after the table was made."""
    for visit in v.found.beside:
        when = f", {visit.when.text}" if visit.when.text else ""
        yield BESIDE.at(visit.place, "", f"Lời văn nêu “{visit.school}”{when}; bảng lịch không có trường này nên sổ chưa ghi: “{shortened(visit.raw, 120)}”.", "Nếu trường này cũng được đánh giá ngoài, thêm một dòng vào sổ.")  # fmt: skip


def citations(v: View) -> Iterator[Finding]:
    """Acts with a wrong date, and acts not in force on the day of the plan: each once."""
    paragraphs = [Paragraph((Run(nfc(line.text)),), line.place) for line in v.plan.lines]
    told: set[tuple[str, str]] = set()
    for cited in all_citations(paragraphs):
        act = v.acts.get(nfc(cited.key))
        if act is None:
            continue
        if (
            act.issued_on
            and cited.issued_on
            and act.issued_on != cited.issued_on
            and (cited.key, "date") not in told
        ):
            told.add((cited.key, "date"))
            unsure = "" if act.verified else UNVERIFIED
            yield OTHER_DATE.at(cited.place, "", f"{cited.text} ghi ngày {vn_date(cited.issued_on)}; văn bản này ban hành ngày {vn_date(act.issued_on)}{unsure}.", f"Ghi ngày {vn_date(act.issued_on)}, hoặc xem lại số.")  # fmt: skip
        day = v.heading.issued_on
        if day is not None and not act.in_force(day) and (cited.key, "force") not in told:
            told.add((cited.key, "force"))
            early = act.valid_from is not None and day < act.valid_from
            limit = f"chỉ có hiệu lực từ {vn_date(act.valid_from)}" if early and act.valid_from else f"hết hiệu lực sau {vn_date(act.valid_to)}" if act.valid_to else "không còn hiệu lực"  # fmt: skip
            unsure = "" if act.validity_verified else UNVERIFIED
            remedy = f"Thay bằng {act.replaced_by}." if act.replaced_by and not early else "Xem lại căn cứ."
            yield NOT_IN_FORCE.at(cited.place, "", f"{cited.text} {limit}, kế hoạch ban hành ngày {vn_date(day)}{unsure}.", remedy)  # fmt: skip


def heading(v: View) -> Iterator[Finding]:
    """What the heading leaves out. Number and date come from the văn thư after signing: a draft has none."""
    words = {
        "số": v.heading.number, "ngày ban hành": v.heading.issued_on, "năm học": v.heading.school_year,
        "cơ quan ban hành": v.heading.issuer, "người ký": v.heading.signer,
    }  # fmt: skip
    missing = [word for word, value in words.items() if not value]
    if missing:
        skipped = (
            " Chưa có ngày ban hành nên không so được lịch với ngày ấy." if not v.heading.issued_on else ""
        )
        yield INCOMPLETE.at("", "", f"Không tìm thấy trong tệp: {', '.join(missing)}.{skipped}", "Điền vào trang Thông tin của sổ khi có.")  # fmt: skip


LOOKS: tuple[Look, ...] = (counts, beside, citations, heading)
