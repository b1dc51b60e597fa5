"""Citations of acts in running Vietnamese text: kind, number and symbol, date, issuing body, what it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kdcl_xl.documents.layout.paper import Paragraph

_KINDS = (
    "Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|"
    "Công văn|Công điện|Văn bản hợp nhất|Văn bản|Kế hoạch|Hướng dẫn|Thông báo|Chương trình|Đề án|Báo cáo|Tờ trình|Quy chế|Quy định"
)
_NUMBER = r"(?P<number>\d{1,5}\s?/\s?(?:(?:19|20)\d{2}\s?/\s?)?[A-ZĐ][A-ZĐƯÀ-Ỹa-z0-9&]*(?:\s?[-/]\s?[A-ZĐ][A-ZĐƯÀ-Ỹ0-9&a-z]*)*)"  # fmt: skip
_CITED = re.compile(rf"(?:(?P<kind>{_KINDS})\s+(?:(?P<so>số):?\s*)?){_NUMBER}")
_NEXT = re.compile(rf"\s*(?:,|;|và)\s*(?:số\s+)?{_NUMBER}(?![\w/])")
_DATED = re.compile(r"^[\s,]*(?:\((?=ngày))?ngày\s+(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>\d{4})", re.I)  # fmt: skip
_ISSUER = re.compile(r"^[\s,)]*của\s+(?P<issuer>[^,;.(“\"]{2,110}?)(?=\s+(?:về|ban hành|quy định|hướng dẫn|sửa đổi|phê duyệt|thành lập|giao|công bố|quy chế|V/v|đã)\b|[,;.(“\"]|$)", re.I)  # fmt: skip
_SUBJECT = re.compile(r"^[\s,)]*(?:về|ban hành|quy định|hướng dẫn|sửa đổi|phê duyệt|thành lập|giao|công bố|quy chế|V/v|đã|[“\"(])", re.I)  # fmt: skip
_NEXT_ACT = re.compile(r"(?:,|\bvà(?: các)?)\s*$")
_UNNUMBERED = re.compile(r"^[-+\s]*(?:Căn cứ|Thực hiện)\s+(?:các\s+)?(?P<kind>Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Công văn)\b(?!\s+(?:này|trên|nêu|nói|Đại hội|Hội nghị)\b)")  # fmt: skip
"""Acts that always bear a number; a resolution of a congress may have none."""
_ANY_NUMBER = re.compile(r"\d\s*/\s*[\dA-ZĐ]|…\s*/|\bsố\b[\s:.…]*/")
_YEAR_OF_NUMBER = re.compile(r"/((?:19|20)\d{2})/")
_BETWEEN = re.compile(r"^\s*(?:,|;|và|\s)*\s*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One act as a paragraph cites it. `kind` is "" in a list where only the first says it."""

    kind: str
    number: str
    issued_on: dt.date | None
    dated: bool
    issuer: str
    subject: bool
    text: str
    start: int
    end: int
    paragraph: Paragraph
    in_title: bool = False
    """Whether it stands in the trích yếu of the act cited before it: "… về triển khai Thông tư số 57/2026/TT-BGDĐT"."""

    @property
    def place(self) -> str:
        """That of its paragraph."""
        return self.paragraph.place

    @property
    def key(self) -> str:
        """Number and symbol for looking up; 9/2024/TT-BGDĐT is 09/2024/TT-BGDĐT."""
        return self.number.upper() if re.match(r"\d\d", self.number) else f"0{self.number.upper()}"

    @property
    def lead(self) -> str:
        """The words before it."""
        return self.paragraph.words[max(0, self.start - 45) : self.start]


def citations_of(paragraph: Paragraph) -> list[Citation]:
    """The citations of a paragraph in reading order; in a list the date and body after the last count for all."""
    found = list(_found(paragraph))
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        between = paragraph.words[here.end : after.start]
        if not here.dated and not here.issuer and _BETWEEN.match(between) is not None:
            found[at] = replace(here, issuer=after.issuer, subject=after.subject)
            if not _of_another_year(here, after.issued_on):
                found[at] = replace(found[at], issued_on=after.issued_on, dated=after.dated)
    for at in range(1, len(found)):
        found[at] = replace(found[at], in_title=_in_title_of(found[at - 1], found[at]))
    return found


def _of_another_year(citation: Citation, day: dt.date | None) -> bool:
    """Whether a date cannot be that of an act because its number names the year: 57/2026/TT-BGDĐT."""
    year = _YEAR_OF_NUMBER.search(citation.number)
    return day is not None and year is not None and int(year[1]) != day.year


def _in_title_of(before: Citation, here: Citation) -> bool:
    """A list goes on as it began; else what follows a title runs to ";", to "và" or to a comma."""
    between = before.paragraph.words[before.end : here.start]
    if ";" in between:
        return False
    if _BETWEEN.match(between):
        return before.in_title
    return (before.subject or before.in_title) and not _NEXT_ACT.search(between)


def unnumbered(paragraph: Paragraph) -> tuple[str, bool, bool] | None:
    """A căn cứ that names a kind of act and no number: (its first words, whether dated, whether it names a body)."""
    found = _UNNUMBERED.match(paragraph.words)
    if found is None:
        return None
    clause = re.split(r"[;:]", paragraph.words[found.start("kind") :], maxsplit=1)[0]
    if _ANY_NUMBER.search(clause):
        return None
    after = clause[found.end("kind") - found.start("kind") :]
    dated = _DATED.match(after)
    issuer = _ISSUER.match(after[dated.end() :] if dated else after)
    return clause, dated is not None, issuer is not None


def _found(paragraph: Paragraph) -> Iterator[Citation]:
    text = paragraph.words
    position = 0
    while match := _CITED.search(text, position):
        citation = _citation(paragraph, match, match["kind"])
        yield citation
        position = citation.end
        while more := _NEXT.match(text, position):
            citation = _citation(paragraph, more, "")
            yield citation
            position = citation.end


def _citation(paragraph: Paragraph, match: re.Match[str], kind: str) -> Citation:
    text, end = paragraph.words, match.end("number")
    dated = _DATED.match(text[end:])
    date = None
    if dated is not None:
        end += dated.end()
        date = _date(dated)
    issuer = _ISSUER.match(text[end:])
    if issuer is not None:
        end += issuer.end()
    subject = _SUBJECT.match(text[end:]) is not None
    start = match.start() if kind else match.start("number")
    return Citation(
        kind, re.sub(r"\s", "", match["number"]), date, dated is not None, issuer["issuer"].strip() if issuer else "",
        subject, text[start : match.end("number")], start, end, paragraph,
    )  # fmt: skip


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def all_citations(paragraphs: Sequence[Paragraph]) -> list[Citation]:
    """Those of many paragraphs."""
    return [citation for paragraph in paragraphs for citation in citations_of(paragraph)]
