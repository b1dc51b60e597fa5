"""Acts cited: in full the first time, as the register knows them, in force on the day (Phụ lục I, mục II, khoản 6)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from kdcl_xl.documents.layout.acts import Act
from kdcl_xl.documents.layout.citing import Citation, all_citations, unnumbered
from kdcl_xl.documents.layout.lines import key_of
from kdcl_xl.documents.layout.rules import (
    APPENDIX_1,
    GOOD_ORDER,
    Confidence,
    Trouble,
    View,
    layout_rule,
    quoted,
)
from kdcl_xl.findings import Severity
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.lists import perhaps, some

_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh")
"""Cited by kind and name only."""
_AS_BASE = re.compile(r"(?i)^[-+\s]*(căn cứ|thực hiện)\b")
_MOST = 6
_APPLIED = re.compile(r"(?i)(theo|thực hiện|căn cứ|quy định tại|hướng dẫn tại)\s+((các|quy định của|quy định tại|hướng dẫn tại)\s+)*$")  # fmt: skip
_KNOWN_AS_PAST = re.compile(r"(?i)hết hiệu lực|(được|bị) thay thế|(được|bị) bãi bỏ")
_NEAR_BY = 90
"""Characters after a citation within which it may be said that the act is of the past."""
_YEARS = re.compile(r"(?i)\b(năm học|giai đoạn|nhiệm kỳ|từ năm|trong năm|năm)\s+(?P<year>20\d\d)\b")
_ALIKE = 0.85
_GENERAL = {"": None, "Văn bản": None, "Hướng dẫn": "Công văn"}
"""Words offices use for an act: None for any kind, else the kind meant."""


@layout_rule(
    "ND02",
    Severity.WARNING,
    "Viện dẫn lần đầu ghi đủ tên loại, số, ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu; Luật chỉ ghi tên",
    law=APPENDIX_1,
    confidence=Confidence.MEDIUM,
)
def in_full(view: View) -> Iterator[Trouble]:
    """What the first citation of each act leaves out, in one finding."""
    seen: set[str] = set()
    short: list[tuple[str, str, str]] = []
    for citation in all_citations(view.texts):
        if citation.key in seen or citation.kind in _BY_NAME or citation.in_title:
            continue
        if not _AS_BASE.match(citation.paragraph.words):
            continue
        seen.add(citation.key)
        missing = [
            words
            for words, there in (
                ("ngày ban hành", citation.dated),
                ("cơ quan ban hành", bool(citation.issuer)),
            )
            if not there
        ]
        if not missing and not citation.subject and citation.paragraph in view.anatomy.bases:
            missing = ["trích yếu"]
        if missing:
            short.append((citation.text, citation.place, " và ".join(missing)))
    short += _without_number(view)
    if short:
        each = (f"{text} ({place}) thiếu {what}" for text, place, what in short)
        shown = some(each, _MOST, "; và {} văn bản nữa", "; ")
        yield Trouble(
            short[0][1],
            f"Viện dẫn lần đầu chưa đủ: {shown}.",
            "Ghi đủ, ví dụ: Thông tư số 09/2024/TT-BGDĐT ngày 03 tháng 6 năm 2024 của Bộ trưởng Bộ Giáo dục và Đào tạo, rồi trích yếu.",
        )


def _without_number(view: View) -> Iterator[tuple[str, str, str]]:
    """(its words, its place, what is missing) of each căn cứ that gives no number at all."""
    for paragraph in view.texts:
        found = unnumbered(paragraph)
        if found is None:
            continue
        words, dated, issuer = found
        missing = [
            "số, ký hiệu",
            *([] if dated else ["ngày ban hành"]),
            *([] if issuer else ["cơ quan ban hành"]),
        ]
        yield quoted(words), paragraph.place, " và ".join(missing)


@layout_rule("ND03", Severity.ERROR, "Số, ngày, loại của văn bản viện dẫn đúng với văn bản đã ban hành, một văn bản một ngày", law=GOOD_ORDER, everywhere=True)  # fmt: skip
def as_issued(view: View) -> Iterator[Trouble]:
    """Against the register of acts; and against itself, when a paper cites one act under two dates."""
    dates: dict[str, Citation] = {}
    told: set[tuple[str, str]] = set()
    for citation in all_citations(view.readable):
        for kind, trouble in _against_register(view, citation):
            if (citation.key, kind) not in told:
                told.add((citation.key, kind))
                yield trouble
        known = citation.key in view.acts and view.acts[citation.key].issued_on is not None
        first = dates.setdefault(citation.key, citation) if citation.issued_on else citation
        if first.issued_on and citation.issued_on and first.issued_on != citation.issued_on and not known:
            yield Trouble(
                citation.place,
                f"{citation.text} ghi ngày {vn_date(citation.issued_on)}, nhưng ở {first.place} ghi ngày {vn_date(first.issued_on)}.",
                "Xem lại ngày của văn bản này và ghi thống nhất.",
            )


def _against_register(view: View, citation: Citation) -> Iterator[tuple[str, Trouble]]:
    act = view.acts.get(citation.key)
    if act is None:
        near = _misspelt(view, citation)
        if near is not None:
            yield "number", Trouble(citation.place, f"Không rõ {quoted(citation.text)}.", f"Ghi đúng số, ký hiệu của văn bản.{perhaps([f'{near.name} ({near.about})'])}", doubtful=True)  # fmt: skip
        return
    unsure = "" if act.verified else " (chưa đối chiếu văn bản gốc)"
    if act.issued_on and citation.issued_on and act.issued_on != citation.issued_on:
        yield (
            "date",
            Trouble(
                citation.place,
                f"{citation.text} ghi ngày {vn_date(citation.issued_on)}; văn bản này ban hành ngày {vn_date(act.issued_on)}{unsure}.",
                f"Ghi ngày {vn_date(act.issued_on)} hoặc xem lại số.",
                doubtful=not act.verified,
            ),
        )
    meant = _GENERAL.get(citation.kind, citation.kind)
    if meant is not None and act.kind != meant:
        yield "kind", Trouble(citation.place, f"{quoted(citation.text)}: số này là {act.kind}{unsure}.", f"Ghi {act.kind} số {act.number}.", doubtful=not act.verified)  # fmt: skip


def _misspelt(view: View, citation: Citation) -> Act | None:
    """An act with the same number and year under a symbol that looks like this one: TT-BGĐT for TT-BGDĐT."""
    number, _, symbol = citation.key.partition("/")
    if not re.match(r"(19|20)\d{2}/", symbol):
        return None
    for key, act in view.acts.items():
        head, _, rest = key.partition("/")
        year = symbol[:5] == rest[:5]
        if (
            head == number
            and year
            and symbol != rest
            and SequenceMatcher(None, symbol, rest).ratio() >= _ALIKE
        ):
            return act
    return None


@layout_rule("ND04", Severity.ERROR, "Văn bản làm căn cứ đang có hiệu lực vào ngày ban hành", law=GOOD_ORDER)
def in_force(view: View) -> Iterator[Trouble]:
    """Căn cứ, and what the text says is done under an act. A mention of the past is left alone."""
    told: set[str] = set()
    for paragraph in view.texts:
        base = paragraph in view.anatomy.bases or key_of(paragraph.words).startswith("can cu ")
        if paragraph.words.startswith("(") and not base:
            continue
        for citation in all_citations([paragraph]):
            act = view.acts.get(citation.key)
            if act is None or act.in_force(view.day) or citation.key in told or citation.in_title:
                continue
            if not base and (not _APPLIED.search(citation.lead) or _of_its_time(citation, act)):
                continue
            told.add(citation.key)
            yield _not_in_force(view.day, citation, act, sure=base and act.validity_verified)


def _of_its_time(citation: Citation, act: Act) -> bool:
    """Whether the sentence knows that the act is of the past: it says so, or tells of years when it was in force."""
    words = citation.paragraph.words
    if _KNOWN_AS_PAST.search(words[citation.end : citation.end + _NEAR_BY]):
        return True
    before = re.split(r"[.;]\s", words[: citation.start])[-1]
    years = [int(found["year"]) for found in _YEARS.finditer(before)]
    return act.valid_to is not None and bool(years) and min(years) < act.valid_to.year


def _not_in_force(day: dt.date, citation: Citation, act: Act, *, sure: bool) -> Trouble:
    if act.valid_from is not None and day < act.valid_from:
        message = (
            f"{citation.text} chỉ có hiệu lực từ ngày {vn_date(act.valid_from)}, sau ngày {vn_date(day)}"
        )
    elif act.valid_to is not None:
        message = f"{citation.text} hết hiệu lực sau ngày {vn_date(act.valid_to)}, trước ngày {vn_date(day)}"
    else:
        message = f"{citation.text} không còn hiệu lực"
    unsure = "" if act.validity_verified else " (chưa đối chiếu văn bản gốc)"
    remedy = f"Thay bằng Thông tư số {act.replaced_by}." if act.replaced_by else "Xem lại căn cứ."
    return Trouble(citation.place, f"{message}{unsure}.", remedy, doubtful=not sure)


@layout_rule(
    "ND05",
    Severity.WARNING,
    "Căn cứ là văn bản gốc, không phải văn bản hợp nhất",
    law=GOOD_ORDER,
    confidence=Confidence.MEDIUM,
)
def no_consolidated(view: View) -> Iterator[Trouble]:
    """A consolidated text helps reading; what binds are the acts it is made from."""
    for paragraph in view.anatomy.bases:
        found = re.search(r"(?i)văn bản hợp nhất[^,;.]{0,40}|\b\d+/VBHN-[\w-]+", paragraph.words)
        if found is not None:
            yield Trouble(
                paragraph.place,
                f"Căn cứ dẫn văn bản hợp nhất: {quoted(found[0])}.",
                "Dẫn văn bản gốc và văn bản sửa đổi, bổ sung.",
            )
