"""Sheets "Chỉ tiêu", "Dự toán", "Nhu cầu trường chuẩn": figures that follow from other figures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import NO_DATA
from kdcl_xl.forms.review_oversight import BuildNeed, Target
from kdcl_xl.forms.review_people import CostLine
from kdcl_xl.forms.review_words import Subject
from kdcl_xl.review_year.checks_kit import ReviewBook, check, label_of
from kdcl_xl.text.numbers import percent, vn_number

OTHER_SHARE = rule("DGS-121", Severity.WARNING, "Tỷ lệ bằng số trường đạt chia số trường")
FRACTION = rule("DGS-122", Severity.WARNING, "Chỉ tiêu, tỷ lệ ghi theo phần trăm")
COUNTRYSIDE = rule("DGS-123", Severity.WARNING, "Chỉ tiêu nông thôn mới để riêng với chuẩn quốc gia", law="Quyết định 1491/QĐ-TTg ngày 08/7/2022")  # fmt: skip
OTHER_AMOUNT = rule("DGS-125", Severity.WARNING, "Thành tiền bằng số lượng nhân số ngày nhân mức chi")
OTHER_LACK = rule("DGS-130", Severity.WARNING, "Còn thiếu bằng cần có trừ hiện có")
ZERO_MONEY = rule("DGS-131", Severity.HINT, "Chưa có kinh phí thì để trống hoặc ghi “chưa có”, không ghi 0")

_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s*%")
_COUNTRYSIDE = re.compile(r"nông thôn mới|1491|\bNTM\b", re.I)
_CENT = 0.005
_SHARES = ("target", "last_year", "year_before")


@check(OTHER_SHARE, reads={Target: "schools holding share"})
def share_follows(book: ReviewBook) -> Iterator[Finding]:
    """The share in words against the two numbers beside it; a span ("từ … đến …") is the program's own."""
    for row in book.rows(Target, "schools", "holding", "share"):
        stated = _PERCENT.findall(row.share)
        if len(stated) != 1 or not row.schools or row.holding is None or row.holding > row.schools:
            continue
        right = percent(row.holding, row.schools)
        if abs(float(stated[0].replace(",", ".")) - 100 * row.holding / row.schools) > 0.051:
            yield OTHER_SHARE.at(*book.at(row, "share"), f"Tỷ lệ ghi {stated[0]}%; {row.holding}/{row.schools} trường là {right}.", "Sửa số trường; tỷ lệ do chương trình điền lại khi tổng hợp.")  # fmt: skip


@check(FRACTION, reads={Target: "target last_year year_before"})
def shares_are_in_percent(book: ReviewBook) -> Iterator[Finding]:
    """Excel keeps "70%" typed into a cell as 0.7: read as it stands it would be a target of 0,7%."""
    for field in _SHARES:
        for row in book.rows(Target, field):
            value = getattr(row, field)
            if isinstance(value, int | float) and 0 < value <= 1:
                yield FRACTION.at(*book.at(row, field), f"“{label_of(Target, field)}” là {_number(value)}, tức {_number(value)}%; gõ {_number(100 * value)}% trong Excel thì ô cũng thành số này.", f"Gõ {_number(100 * value)}, không gõ dấu %; đúng là {_number(value)}% thì để nguyên.")  # fmt: skip


@check(COUNTRYSIDE, reads={Target: "subject basis note"})
def countryside_apart(book: ReviewBook) -> Iterator[Finding]:
    """Nông thôn mới counts facilities: its targets are no targets of CQG."""
    for row in book.rows(Target, "subject", "basis", "note"):
        if row.subject == Subject.NATIONAL_STANDARD and _COUNTRYSIDE.search(f"{row.basis} {row.note}"):
            yield COUNTRYSIDE.at(*book.at(row, "subject"), f"Dòng {row.subject} dẫn văn bản về nông thôn mới: tiêu chí ấy đếm trường đạt về cơ sở vật chất, không đếm công nhận chuẩn quốc gia.", f"Chọn nội dung “{Subject.NEW_COUNTRYSIDE}”, hoặc sửa văn bản giao chỉ tiêu.")  # fmt: skip


@check(OTHER_AMOUNT, reads={CostLine: "quantity days rate amount"})
def amount_follows(book: ReviewBook) -> Iterator[Finding]:
    """Quantity × days × rate; without days (papers, petrol) quantity × rate; an unknown factor decides nothing."""
    for row in book.rows(CostLine, "quantity", "days", "rate", "amount"):
        factors = [row.quantity, row.rate] + ([] if row.days is None else [row.days])
        known = [float(factor) for factor in factors if isinstance(factor, int | float)]
        if len(known) < len(factors) or not isinstance(row.amount, int | float):
            continue
        right = 1.0
        for factor in known:
            right *= factor
        if abs(right - row.amount) > _CENT:
            yield OTHER_AMOUNT.at(*book.at(row, "amount"), f"“{row.what}” ghi {_number(row.amount)} đồng; {' × '.join(map(_number, known))} là {_number(right)} đồng.", "Sửa thành tiền, hoặc số lượng, số ngày, mức chi.")  # fmt: skip


@check(OTHER_LACK, ZERO_MONEY, reads={BuildNeed: "required_amount has lacking money"})
def need_follows(book: ReviewBook) -> Iterator[Finding]:
    """What is lacking; and money, where 0 would say that none is needed."""
    for row in book.rows(BuildNeed, "required_amount", "has", "lacking", "money"):
        if all(isinstance(each, int | float) for each in (row.required_amount, row.has, row.lacking)):
            right = max(0.0, float(row.required_amount or 0) - float(row.has or 0))
            if abs(right - float(row.lacking or 0)) > _CENT:
                yield OTHER_LACK.at(*book.at(row, "lacking"), f"Còn thiếu ghi {_number(float(row.lacking or 0))}; cần có {_number(float(row.required_amount or 0))} trừ hiện có {_number(float(row.has or 0))} là {_number(right)}.", "Sửa số nào ghi nhầm trong ba cột Cần có, Hiện có, Còn thiếu.")  # fmt: skip
        if isinstance(row.money, int | float) and row.money == 0 and _lacks(row):
            yield ZERO_MONEY.at(*book.at(row, "money"), f"Nhu cầu “{row.need}” của “{row.school}” ghi kinh phí 0.", f"Chưa tính được thì để trống hoặc ghi “{NO_DATA}”; không cần tiền thì ghi rõ ở cột Ghi chú.")  # fmt: skip


def _lacks(row: BuildNeed) -> bool:
    return not row.note.strip() and (not isinstance(row.lacking, int | float) or row.lacking > 0)


def _number(value: float) -> str:
    return vn_number(value, 0 if value == int(value) else 2)
