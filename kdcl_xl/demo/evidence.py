"""The catalogue of evidence of a sample school: documents, their codes by the rule of the circular, their citations."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, field

from kdcl_xl.demo.themes import Theme
from kdcl_xl.demo.words import Words, fill
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.forms.vocabulary import Sensitivity
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.text.dates import SchoolYear

_YEARLY = "năm|"
_MADE_IN_SPRING = ("Báo cáo", "Kết quả", "Phiếu", "Bảng tổng hợp", "Bảng đối chiếu", "Sổ", "Biên bản", "Danh sách khen")  # fmt: skip
"""Yearly documents that begin so are made towards the end of the school year, the others in autumn."""
_SIGNS = (
    ("Quyết định", "QĐ"), ("Kế hoạch", "KH"), ("Báo cáo", "BC"), ("Biên bản", "BB"), ("Phương án", "PA"),
    ("Quy chế", "QC"), ("Nghị quyết", "NQ"), ("Hợp đồng", "HĐ"), ("Phương hướng", "KH"), ("Dự toán", "DT"),
)  # fmt: skip
_PERSONAL_WORDS = ("sức khỏe", "tâm lý", "cá nhân", "cần hỗ trợ", "hòa nhập", "cân đo")
_LIMITED_WORDS = ("tài chính", "quyết toán", "xếp loại", "tín nhiệm", "lương", "phụ cấp")


@dataclass(slots=True)
class _Document:
    title: str
    number: str
    issued_on: dt.date
    code: str
    criteria: list[str] = field(default_factory=list)


class Catalogue:
    """Documents get their code when first cited and keep it wherever they are cited again."""

    def __init__(
        self, rules: Regulation, year: SchoolYear, closes_on: dt.date, words: Words, sign: str, rng: random.Random
    ):  # fmt: skip
        self._rules, self._year, self._closes_on = rules, year, closes_on
        self._words, self._sign, self._rng = words, sign, rng
        self._documents: dict[str, _Document] = {}
        self._serials: defaultdict[str, int] = defaultdict(int)
        self._years = 3 if rules.evidence_code.style == "MC" else 2

    def cite(self, criterion: str, theme: Theme, places: list[int]) -> str:
        """The citation of documents of a theme as the circular writes it, with all school years of each."""
        codes = [
            self._document(criterion, title, issued).code
            for place in places
            for title, issued in self._versions(theme.documents[place - 1])
        ]
        codes = list(dict.fromkeys(codes))
        return f"({', '.join(codes)})" if self._rules.evidence_code.style == "MC" else "; ".join(codes)

    def codes_of(self, criterion: str) -> list[str]:
        """The codes cited under a criterion, in order."""
        return [document.code for document in self._documents.values() if criterion in document.criteria]

    def rows(self) -> list[Evidence]:
        """The catalogue in the order of the codes: by criterion as the circular lists them, then serial."""
        order = {code: place for place, code in enumerate(self._rules.by_code)}
        ordered = sorted(self._documents.values(), key=lambda d: (order[d.criteria[0]], d.code))
        return [self._row(document) for document in ordered]

    def further(self, criterion: str, title: str) -> str:
        """One more document of a criterion, for workbooks of a given size; returns its citation."""
        code = self._document(criterion, title, self._within(self._autumn(self._year.shift(-1)))).code
        return f"({code})" if self._rules.evidence_code.style == "MC" else code

    def _versions(self, name: str) -> list[tuple[str, dt.date]]:
        """Title and day of a document; one for each school year when it is made every year."""
        if not name.startswith(_YEARLY):
            return [(fill(name, self._words), self._once())]
        title = fill(name.removeprefix(_YEARLY), self._words)
        joint = "" if title.endswith("năm học") else " năm học"
        found: list[tuple[str, dt.date]] = []
        for back in range(6):
            year = self._year.shift(-back)
            spring = title.startswith(_MADE_IN_SPRING)
            issued = self._spring(year) if spring else self._autumn(year)
            if issued <= self._closes_on and len(found) < self._years:
                found.append((f"{title}{joint} {year}", issued))
        return found[::-1]

    def _document(self, criterion: str, title: str, issued: dt.date) -> _Document:
        document = self._documents.get(title)
        if document is None:
            self._serials[criterion] += 1
            number = f"{self._rng.randint(3, 189)}/{self._kind_sign(title)}-{self._sign}"
            code = self._code(criterion, self._serials[criterion])
            document = self._documents[title] = _Document(title, number, issued, code)
        if criterion not in document.criteria:
            document.criteria.append(criterion)
        return document

    def _code(self, criterion: str, serial: int) -> str:
        standard, _, place = criterion.partition(".")
        style = self._rules.evidence_code
        if style.style == "MC":
            return f"MC.{standard}.{place}.{serial:02}"
        box = 6 if standard == "22" else int(standard)
        if style.example.count("-") == 3:  # the circulars of 2012 and 2014: [H1-1-01-01]
            return f"[H{box}-{standard}-{int(place):02}-{serial:02}]"
        return f"[H{box}-{standard}.{place}-{serial:02}]"

    def _kind_sign(self, title: str) -> str:
        return next((sign for start, sign in _SIGNS if title.startswith(start)), "HS")

    def _once(self) -> dt.date:
        start = dt.date(self._year.start - self._rng.randint(1, 3), self._rng.randint(9, 12), 1)
        return self._within(start + dt.timedelta(days=self._rng.randrange(27)))

    def _autumn(self, year: SchoolYear) -> dt.date:
        return dt.date(year.start, 9, 6) + dt.timedelta(days=self._rng.randrange(40))

    def _spring(self, year: SchoolYear) -> dt.date:
        return dt.date(year.end, 5, 10) + dt.timedelta(days=self._rng.randrange(14))

    def _within(self, day: dt.date) -> dt.date:
        return min(day, self._closes_on)

    def _row(self, document: _Document) -> Evidence:
        lower = document.title.lower()
        personal = any(word in lower for word in _PERSONAL_WORDS)
        limited = any(word in lower for word in _LIMITED_WORDS)
        sensitivity = (
            Sensitivity.PERSONAL if personal else Sensitivity.LIMITED if limited else Sensitivity.OPEN
        )
        return Evidence(
            code=document.code,
            title=document.title,
            number="" if lower.startswith(("ảnh", "sổ", "danh sách")) else document.number,
            issued_on=document.issued_on,
            issuer=self._issuer(lower),
            storage=self._storage(document, personal=personal),
            criteria="; ".join(document.criteria) if len(document.criteria) > 1 else "",
            sensitivity=sensitivity,
        )

    def _issuer(self, title: str) -> str:
        if title.startswith(("giấy chứng nhận", "bằng khen", "kết luận", "quyết định bổ nhiệm", "quyết định công nhận")):  # fmt: skip
            return self._words["dv"]
        if "tổ" in title.split():
            return "Tổ chuyên môn"
        if title.startswith(("ảnh", "phiếu", "sổ")):
            return "Văn phòng"
        return self._words["T"]

    def _storage(self, document: _Document, *, personal: bool) -> str:
        standard = document.criteria[0].partition(".")[0]
        if personal:
            return "Tủ hồ sơ văn thư, có khóa"
        if self._rules.evidence_code.style == "MC":
            return f"Tệp điện tử, thư mục Tiêu chuẩn {standard}/{document.criteria[0]}"
        return f"Hộp {6 if standard == '22' else standard}, kệ hồ sơ kiểm định"
