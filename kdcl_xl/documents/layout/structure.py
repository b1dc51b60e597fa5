"""Parts, chapters, sections, articles, clauses, points: their numbers follow each other (Phụ lục I, mục II, khoản 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kdcl_xl.documents.layout.anatomy import PHRASES
from kdcl_xl.documents.layout.lines import key_of
from kdcl_xl.documents.layout.numbering import point_letter
from kdcl_xl.documents.layout.paper import Align, Paragraph
from kdcl_xl.documents.layout.quotations import quotations
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Trouble, View, layout_rule, places, quoted
from kdcl_xl.findings import Severity

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NAMED = re.compile(r"^(?P<word>Phần|Chương|Mục|Tiểu mục|Điều)\s+(?P<number>thứ \w+|[IVXLC]+|\d+)\b(?!\s+(?:và|của|Quy|Luật|Thông|Nghị|này|trên|đến))", re.I)  # fmt: skip
_ROMAN = re.compile(r"^(?!V/v)(?P<number>[IVXLC]+)(?P<end>[.)/]|\s?-)\s*\S")
_DECIMAL = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<end>[.)/])\s*(?=[^\d\s])")
_NESTED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[A-ZĐÀ-Ỹ])")
_LETTER = re.compile(r"^(?P<number>[a-zđ])(?P<end>[.)/])\s*(?=\S)")
_CAPITAL = re.compile(r"^(?P<number>[A-ZĐ])(?P<end>[.)/])\s+(?=\S)")
_CAPTION = re.compile(r"^(?P<word>Bảng|Biểu|Biểu đồ|Hình|Sơ đồ)\s+(?:(?P<chapter>\d{1,2})\.)?(?P<number>\d{1,3})\s*[.:](?!\d)", re.I)  # fmt: skip
_ARTICLE_END = re.compile(r"^Điều\s+\d+[a-zđ]?\s*[:/](?=\s)")
_OF_CONTENTS = re.compile(r"(?:\S\t[\s.…]*+|[^.…][.…]{4,}+\s*+)\d{1,3}\s*$")
"""A heading, then dots or a tab, then its page. A run of dots is tried once, from its start."""
_MARKDOWN = re.compile(r"^[#*_\s]+")
_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_CAPITALS = "ABCDĐEGHIKLMNOPQRSTUVXY"
_MOST_OF_ONE_KIND = 4
_ITEM = re.compile(r"^(điểm|khoản)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number before a paragraph. `kind`: "Điều", "I", "1", "1.1", "a", "A"; `value` counts from 1."""

    kind: str
    value: int
    shown: str
    paragraph: Paragraph
    above: tuple[int, ...] = ()
    """Of 2.1.3: (2, 1)."""
    end: str = ""


@dataclass
class _Sequence:
    """Walks the marks of a paper and says where one does not follow the other."""

    open: list[Mark] = field(default_factory=list)
    articles: Mark | None = None
    fresh: bool = True
    """Whether a new list may begin: a heading without number or a sentence ending with ":" came before."""
    between: bool = False
    """Whether text without a number came before: after two items or more a list may begin anew below it."""

    def next(self, mark: Mark) -> Mark | None:
        """The mark before this one in its series, when this one does not follow it. Its value 0: it begins wrong."""
        if mark.kind == "Điều":
            before, self.articles = self.articles, mark
            self.open = [each for each in self.open if each.kind in ("Phần", "Chương", "Mục", "Tiểu mục")] + [
                mark
            ]
            return before if before is not None and mark.value not in (before.value + 1, 1) else None
        kinds = [each.kind for each in self.open]
        if mark.kind in kinds:
            at = kinds.index(mark.kind)
            before = self.open[at]
            self.open[at:] = [mark]
            if mark.value == before.value + 1 and (not mark.above or mark.above == before.above):
                return None
            anew = self.between and before.value > 1 and mark.kind[0] in "1a"
            restarts = mark.value == 1 and (self.fresh or anew or mark.above != before.above)
            return None if restarts and self._belongs(mark) else before
        self.open.append(mark)
        if mark.above and not self._belongs(mark):
            return self._parent(mark)
        return None

    def _parent(self, mark: Mark) -> Mark | None:
        kind = ".".join("1" for _ in mark.above)
        return next((each for each in self.open if each.kind == kind), None)

    def _belongs(self, mark: Mark) -> bool:
        """Whether 2.1 stands below 2."""
        parent = self._parent(mark) if mark.above else None
        return parent is None or parent.value == mark.above[-1]


@layout_rule(
    "ND07",
    Severity.ERROR,
    "Khoản ghi chữ số Ả Rập và dấu chấm; điểm ghi chữ cái tiếng Việt a, b, c, d, đ, e, g… và ngoặc đơn “a)”",
)
def points_and_clauses(view: View) -> Iterator[Trouble]:
    """The letters of điểm in Vietnamese order: đ follows d; f, j, w, z are left out. Word's own lists do not know that."""
    for texts in _numbered_texts(view):
        yield from _points_and_clauses(texts)


def _points_and_clauses(texts: Sequence[Paragraph]) -> Iterator[Trouble]:
    before: Mark | None = None
    passed = 0  # letters there should have been so far: e, f after d are đ, e
    wrong_end: list[Mark] = []
    slashed: list[Mark] = []
    for mark in _marks(texts):
        if mark.kind != "a":
            slashed += [mark] if mark.shown.endswith("/") or _ARTICLE_END.match(mark.paragraph.words) else []
            before = None if mark.kind in ("1", "Điều", "I", "A") or "." in mark.kind else before
            continue
        if mark.end in (".", "/"):
            wrong_end.append(mark)
        passed = 0 if before is None or mark.value == 1 else passed
        follows = mark.value == 1 if before is None else mark.value in (before.value + 1, passed + 1, 1)
        letter, wanted = mark.shown[0], point_letter(passed + 1)
        passed = mark.value if follows or before is None else passed + 1
        if before is not None and not follows and wanted:
            auto = " Word tự đánh số không có chữ đ: gõ tay chữ cái." if mark.paragraph.label else ""
            yield Trouble(
                mark.paragraph.place,
                f"Sau điểm {before.shown[0]}) là điểm {letter}): {quoted(mark.paragraph.words)}.",
                f"Ghi điểm {wanted}).{auto}",
            )
        before = mark
    if slashed:
        yield _wrong_end(slashed)
    if wrong_end:
        first = wrong_end[0]
        more = f", tất cả {len(wrong_end)} chỗ" if len(wrong_end) > 1 else ""
        yield Trouble(
            first.paragraph.place,
            f"Điểm ghi {quoted(first.shown)}{more}: {quoted(first.paragraph.words)}.",
            f"Ghi {quoted(first.shown[0] + ')')}.",
        )


def _wrong_end(marks: Sequence[Mark]) -> Trouble:
    """1/, I/, Điều 1: for what ends with a full stop."""
    first = marks[0]
    article = _ARTICLE_END.match(first.paragraph.words)
    shown = article[0].strip() if article else first.shown
    more = (
        f", tất cả {len(marks)} chỗ ({places([mark.paragraph for mark in marks])})" if len(marks) > 1 else ""
    )
    return Trouble(
        first.paragraph.place,
        f"Sau số thứ tự ghi {quoted(shown)}, không phải dấu chấm{more}: {quoted(first.paragraph.words)}.",
        f"Ghi {quoted(shown.rstrip(' :/') + '.')}.",
    )


@layout_rule(
    "ND08",
    Severity.ERROR,
    "Số thứ tự đề mục, bảng, hình liền nhau, không trùng",
    law=GOOD_ORDER,
)
def consecutive(view: View) -> Iterator[Trouble]:
    """Headings at each level, then captions. A new list may begin after an unnumbered heading."""
    for texts in _numbered_texts(view):
        yield from _headings(texts)
    yield from _captions(view)


def _headings(texts: Sequence[Paragraph]) -> Iterator[Trouble]:
    sequence = _Sequence()
    told, contents = 0, False
    for paragraph in texts:
        contents = contents or key_of(paragraph.words) == "muc luc"
        mark = mark_of(paragraph, sequence.open)
        if mark is None:
            sequence.fresh, sequence.between = _opens_a_list(paragraph), True
            if sequence.fresh and _stands_alone(paragraph):
                sequence.open = [
                    each for each in sequence.open if each.kind not in ("1", "a") and "." not in each.kind
                ]
            continue
        before = sequence.next(mark)
        if before is not None and contents and mark.value == 1:  # the text after its table of contents
            sequence, contents, before = _Sequence([mark]), False, None
        sequence.fresh, sequence.between = mark.kind != "a" and paragraph.words.endswith(":"), False
        if before is None or mark.kind == "a" or told >= _MOST_OF_ONE_KIND:
            continue
        told += 1
        yield _out_of_order(mark, before)


def _numbered_texts(view: View) -> Iterator[list[Paragraph]]:
    """The text, then each regulation, plan or the like issued with it: every one has numbers of its own."""
    yield _own_words(view.texts)
    for attachment in view.anatomy.attachments:
        if attachment.title and attachment.title[0].key in PHRASES:
            yield _own_words(attachment.texts)


def _own_words(texts: Sequence[Paragraph]) -> list[Paragraph]:
    """The text without what it quotes and without the lines of a table of contents, which number themselves."""
    quoted_ones = {id(paragraph) for paragraph in quotations(texts)}
    return [p for p in texts if id(p) not in quoted_ones and not _OF_CONTENTS.search(p.text)]


def _out_of_order(mark: Mark, before: Mark) -> Trouble:
    words = quoted(mark.paragraph.words)
    if mark.above and before.kind != mark.kind:
        return Trouble(
            mark.paragraph.place, f"Đề mục {words} nằm dưới mục {before.shown}.", "Xem lại số của đề mục."
        )
    if mark.value == before.value and mark.above == before.above:
        same = " và nội dung" if mark.paragraph.words == before.paragraph.words else ""
        return Trouble(
            mark.paragraph.place,
            f"Đề mục {words} trùng số{same} với đề mục ở {before.paragraph.place} ({quoted(before.paragraph.words)}).",
            "Bỏ đề mục thừa hoặc đánh lại số.",
        )
    return Trouble(
        mark.paragraph.place, f"Sau {before.shown} là {mark.shown}: {words}.", "Đánh lại số cho liền nhau."
    )


def _captions(view: View) -> Iterator[Trouble]:
    last: dict[str, int] = {}
    for paragraph in view.readable:
        found = _CAPTION.match(paragraph.words)
        if found is None:
            continue
        word, number = found["word"].capitalize(), int(found["number"])
        series = (
            f"{word} {found['chapter']}." if found["chapter"] else f"{word} "
        )  # numbered anew in each chapter
        before = last.get(series, 0)
        if before and number != before + 1:
            what = "trùng số" if number == before else f"đứng sau {series}{before}"
            yield Trouble(paragraph.place, f"{quoted(paragraph.words)} {what}.", f"Đánh lại số {word.lower()} cho liền nhau.")  # fmt: skip
        last[series] = number


def _opens_a_list(paragraph: Paragraph) -> bool:
    """Whether a list of its own may follow: a heading without number, "Đối với nhà trường:"."""
    return paragraph.words.endswith(":") or _stands_alone(paragraph)


def _stands_alone(paragraph: Paragraph) -> bool:
    heading = paragraph.bold or paragraph.heading is not None or paragraph.align is Align.CENTRE
    return heading and len(paragraph.words) < 160 and not paragraph.words.startswith(("-", "+", "•"))


def _marks(paragraphs: Sequence[Paragraph]) -> Iterator[Mark]:
    seen: list[Mark] = []
    for paragraph in paragraphs:
        mark = mark_of(paragraph, seen)
        if mark is not None:
            seen = [each for each in seen if each.kind != mark.kind] + [mark]
            yield mark


def mark_of(paragraph: Paragraph, before: Sequence[Mark]) -> Mark | None:
    """The number a paragraph begins with, typed or put there by Word; `before` are the marks still open."""
    text = _MARKDOWN.sub("", f"{paragraph.label} {paragraph.words}" if paragraph.label else paragraph.words)
    named = _NAMED.match(text)
    if named is not None:
        value = _value(named["number"])
        kind = named["word"].capitalize()
        return Mark(kind, value, f"{kind} {named['number']}", paragraph) if value else None
    numbered = _DECIMAL.match(text) or _NESTED.match(text)
    if numbered is not None:
        parts = [int(part) for part in numbered["number"].split(".")]
        if 0 in parts:
            return None
        end = numbered.groupdict().get("end", "")
        kind = ".".join("1" for _ in parts) + (end if len(parts) == 1 and end != "." else "")
        shown = numbered["number"] + end
        mark = Mark(kind, parts[-1], shown, paragraph, tuple(parts[:-1]))
        known = any(each.kind == ".".join("1" for _ in parts[:-1]) for each in before)
        return mark if len(parts) == 1 or known else None
    letter = _LETTER.match(text)
    if letter is not None:
        value = _point(letter["number"])
        return Mark("a", value, f"{letter['number']}{letter['end']}", paragraph, end=letter["end"])
    return _upper(text, paragraph, before)


def _upper(text: str, paragraph: Paragraph, before: Sequence[Mark]) -> Mark | None:
    """I. or A.; C., D., I., V., X. are letters where the letter before them is open."""
    capital, roman = _CAPITAL.match(text), _ROMAN.match(text)
    if capital is not None:
        at = _CAPITALS.find(capital["number"]) + 1
        open_letter = next((each.value for each in before if each.kind == "A"), 0)
        follows = at and (at == open_letter + 1 or (capital["number"] == "E" and open_letter == 4))
        if at and (roman is None or (follows and open_letter)):
            value = open_letter + 1 if follows else at
            return Mark("A", value, capital["number"] + capital["end"], paragraph)
    value = _value(roman["number"]) if roman is not None else 0
    return (
        Mark("I", value, f"{roman['number']}{roman['end']}", paragraph)
        if roman is not None and value
        else None
    )


def _point(letter: str) -> int:
    """The place of a letter among those of điểm; f, j, w, z stand beyond all of them."""
    return next((n for n in range(1, 30) if point_letter(n) == letter), 99)


def _value(number: str) -> int:
    """A number in digits, Roman numerals or words; 0 for none."""
    if number.isdigit():
        return int(number)
    if number.lower().startswith("thứ "):
        return _ORDINALS.get(number.lower()[4:], 0)
    total, highest = 0, 0
    for letter in reversed(number.upper()):
        value = _ROMAN_VALUES.get(letter, 0)
        total += value if value >= highest else -value
        highest = max(highest, value)
    return total
