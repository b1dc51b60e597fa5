"""Dự toán kinh phí of an external review: every line with its basis, sums of what is known, unknown never counted as 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import prod

from kdcl_xl.documents.bodies import place_and_date
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.figures import figure
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Figure
from kdcl_xl.documents.review_papers.desk import OfficeDesk, desk_of
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import counted
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_people import CostLine
from kdcl_xl.review_year.costs_proposed import BY_SETTING
from kdcl_xl.text.lists import some
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.numbers import money_in_words, vn_number

COMMON = "Chi chung"
_MOST = 5
_DAYS = match_key("ngày")


class CostRow(Context):
    """One line of the sheet; a heading or a sum has no measure."""

    number: str
    what: str
    measure: str
    quantity: Figure
    days: Figure
    rate: Figure
    amount: Figure
    basis: str
    heading: bool = False


class CostSheet(Context):
    """Dự toán kinh phí: a working paper for the accountant and the head of the office; it carries no number."""

    parent_body: str
    body: str
    title: str
    school_year: str
    rows: tuple[CostRow, ...]
    total_label: str
    total: Figure
    total_words: str
    open_note: str
    """Which lines have no amount; "" when all have one."""
    place_date: str
    head_line: str
    head_name: str


@dataclass(frozen=True, slots=True)
class Cost:
    """One line with its amount worked out; None: unknown."""

    row: CostLine
    rate: Decimal | None
    amount: Decimal | None
    differs: bool
    """Whether the amount written is not quantity × days × rate."""


def cost_sheet(source: Source) -> CostSheet:
    """The sheet of all lines, school by school, what is common last."""
    desk = desk_of(source)
    rates = {match_key(what): rate for what, rate in source.settings.external_review.rates.items()}
    lines = [cost_of(row, rates) for row in source.submission.table(CostLine) if row.what]
    head = desk.letterhead(Kind.FORM)
    signer = desk.signer()
    _tell(desk, lines)
    known = [line.amount for line in lines if line.amount is not None]
    total, open_ = sum(known, Decimal(0)), [line for line in lines if line.amount is None]
    desk.tell(Kind.FORM, "")
    return CostSheet(
        parent_body=head.parent_body,
        body=head.body,
        title=f"DỰ TOÁN KINH PHÍ {desk.work.upper()}",
        school_year=str(desk.year),
        rows=tuple(_rows(lines)),
        total_label="Tổng cộng" if not open_ else f"Cộng {len(known)} mục đã có số tiền (chưa phải tổng dự toán)",
        total=_money(total) if known else None,
        total_words=money_in_words(int(total)) if known else "chưa có số liệu",
        open_note=f"Còn {counted(len(open_), 'mục')} chưa có số tiền: {some([line.row.what for line in open_], _MOST, ' và {} mục nữa')}."
        if open_
        else "",
        place_date=place_and_date(head.place, None, head.year),
        head_line=signer.lines[-1],
        head_name=signer.name,
    )  # fmt: skip


def cost_of(row: CostLine, rates: Mapping[str, float]) -> Cost:
    """The amount written, else quantity × days × rate once all of them are known.

    A blank number of days means once, unless the measure speaks of days. The rate is that of the line, else of the
    settings. Amounts are whole đồng.
    """
    rate, written = _rate_of(row, rates), _number(row.amount)
    days = Decimal(1) if row.days is None and _DAYS not in match_key(row.measure) else _number(row.days)
    worked = _product(_number(row.quantity), days, rate)
    differs = written is not None and worked is not None and written != worked
    return Cost(row, rate, worked if written is None else written, differs)


def _rate_of(row: CostLine, rates: Mapping[str, float]) -> Decimal | None:
    """The rate of the line, else that of the settings; a line that says “chưa có” has none."""
    if row.rate not in (None, ""):
        return _number(row.rate)
    return _number(rates.get(match_key(row.what)))


def _product(*factors: Decimal | None) -> Decimal | None:
    """In whole đồng; None while one of them is unknown."""
    known = [factor for factor in factors if factor is not None]
    return (
        prod(known, start=Decimal(1)).quantize(Decimal(1), ROUND_HALF_UP)
        if len(known) == len(factors)
        else None
    )


def _number(value: float | str | None) -> Decimal | None:
    return None if value is None or isinstance(value, str) else Decimal(str(value))


def _rows(lines: Sequence[Cost]) -> Iterator[CostRow]:
    schools = list(dict.fromkeys(line.row.school for line in lines))
    for school in sorted(schools, key=lambda name: not name):
        own = [line for line in lines if line.row.school == school]
        if len(schools) > 1 or school:
            yield _heading(school or COMMON, own)
        for number, line in enumerate(own, start=1):
            row = line.row
            yield CostRow(
                number=str(number),
                what=row.what,
                measure=row.measure,
                quantity=figure(row.quantity),
                days=figure(row.days) if row.days is not None or _DAYS in match_key(row.measure) else "",
                rate=_rate(line),
                amount=_money(line.amount) if line.amount is not None else None,
                basis=_basis(row),
            )


def _basis(row: CostLine) -> str:
    """What the rate rests on; where our settings gave it nobody has written that yet."""
    return "" if row.basis == BY_SETTING else row.basis


def _rate(line: Cost) -> Figure:
    """Blank for a sum written as a whole; unknown where it is needed."""
    if line.rate is not None:
        return _money(line.rate)
    return "" if line.amount is not None else None


def _heading(name: str, own: Sequence[Cost]) -> CostRow:
    """The name of a school with the sum of its lines; none while one of them is unknown."""
    amounts = [line.amount for line in own if line.amount is not None]
    whole = _money(sum(amounts, Decimal(0))) if len(amounts) == len(own) else ""
    return CostRow(number="", what=name, measure="", quantity="", days="", rate="", amount=whole, basis="", heading=True)  # fmt: skip


def _money(amount: Decimal) -> str:
    return vn_number(amount)


def _tell(desk: OfficeDesk, lines: Sequence[Cost]) -> None:
    if not lines:
        desk.remark("Trang “Dự toán” chưa có mục nào: bảng để trống.")
    wrong = [line.row.what for line in lines if line.differs]
    if wrong:
        desk.remark(f"Thành tiền khác số lượng × số ngày × mức chi, in số đã ghi: {some(wrong, _MOST, ' và {} mục nữa')}.")  # fmt: skip
    baseless = list(dict.fromkeys(line.row.what for line in lines if not _basis(line.row)))
    if baseless:
        desk.remark(f"Chưa ghi căn cứ mức chi: {some(baseless, _MOST, ' và {} mục nữa')}. Chương trình không có sẵn mức nào.")  # fmt: skip


DOCUMENTS = (
    Document(
        "du-toan-dgn",
        "Dự toán kinh phí đánh giá ngoài, thẩm định",
        Kind.FORM,
        EXTERNAL_REVIEW,
        (variant("du-toan-dgn", CostSheet, cost_sheet, samples.department),),
        build=cost_sheet,
        uses=(ReviewPlan, CostLine),
    ),
)
