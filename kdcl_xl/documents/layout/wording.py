"""Words and punctuation: repeats, spaces, brackets, tone marks, capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kdcl_xl.documents.layout.mending import Mend, swap, together
from kdcl_xl.documents.layout.paper import Paragraph
from kdcl_xl.documents.layout.quotations import quotations
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Confidence, Trouble, View, layout_rule, places, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.letters import VOWEL_AND_TONE
from kdcl_xl.text.normal import nfc

_DOUBLE = re.compile(r"(?<=\S)[ \xa0]{2,}(?=\S)")
_ROOM = re.compile(r"(?i)(ngày|tháng|năm|số:?|số|lúc|giờ|phút|ông|bà|họ và tên|[:….])\s*$")
"""After these, wide spaces are room to write in."""
_WIDE = 4
_BEFORE_SIGN = re.compile(r"(?<=[\w)”\"])[ \xa0]+(?P<sign>[,;:]|\.(?![.\d]))(?=\s|$)")
_ENUMERATED = re.compile(r"(?<!\w)(?:[a-zđA-ZĐ]|\d{1,2}|[ivxIVX]{1,4})\)$")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_TWICE = re.compile(r"(?<!\w)(?P<words>[^\W\d_]+(?: [^\W\d_]+){1,3}) (?P=words)(?!\w)", re.I)
_FUNCTION_WORDS = (
    "các|và|của|cho|là|được|với|về|theo|trong|tại|những|để|bằng|từng lớp|do|khi|nhằm|trên|này|có|thì|đã|sẽ"
)
_TWICE_SHORT = re.compile(rf"(?<!\w)(?P<words>{_FUNCTION_WORDS}) (?P=words)(?!\w)", re.I)
_NATURAL = {"từng bước", "ngày càng", "dần dần", "rất nhiều", "hằng ngày", "lần lượt", "khẩn trương"}
_SEVERAL = re.compile(r"(?i)\b(các|những|nhiều|mỗi|mọi|với|do)\s+$")
_INTERVAL = re.compile(r"[\[(]\s*[-−+]?[\w.,∞]+\s*;\s*[-−+]?[\w.,∞]+\s*[\])]")
"""Half-open ones have two kinds of brackets: [0; 1)."""
_OPEN_PAIR = re.compile(r"(?<![qQ])(?P<first>[oOuU]|[òóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤ])(?P<second>[aeyAEY]|[àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?!\w)")  # fmt: skip
_MOST = 5
_CAPITALS = {
    "Ủy ban Nhân dân": "Ủy ban nhân dân", "Uỷ ban Nhân dân": "Ủy ban nhân dân", "ủy ban nhân dân xã": "Ủy ban nhân dân xã",
    "Hội đồng Nhân dân": "Hội đồng nhân dân", "Bộ giáo dục": "Bộ Giáo dục", "Sở giáo dục": "Sở Giáo dục",
    "Phòng giáo dục": "Phòng Giáo dục", "Giáo dục và đào tạo": "Giáo dục và Đào tạo", "Giáo dục & Đào tạo": "Giáo dục và Đào tạo",
    "Giáo Dục và Đào Tạo": "Giáo dục và Đào tạo", "Phòng Văn hóa - xã hội": "Phòng Văn hóa - Xã hội",
}  # fmt: skip


@layout_rule("ND15", Severity.WARNING, "Không có hai dấu cách liền nhau, không cách trước dấu câu, ngoặc đủ cặp", law=GOOD_ORDER, everywhere=True)  # fmt: skip
def punctuation(view: View) -> Iterator[Trouble]:
    """Spaces first, then signs, then brackets: each with its first places."""
    double = [p for p in view.readable if _doubles(p)]
    if double:
        sample = _doubles(double[0])[0]
        yield Trouble(
            double[0].place,
            f"Hai dấu cách liền nhau ở {places(double)}: {_around(double[0].text, sample.start())}.",
            "Để một dấu cách (Ctrl+H, thay hai dấu cách bằng một).",
            together([_single(p) for p in double], f"Bỏ dấu cách thừa ở {places(double)}."),
        )
    early = [p for p in view.readable if _BEFORE_SIGN.search(p.text)]
    if early:
        found = _BEFORE_SIGN.search(early[0].text)
        assert found is not None  # noqa: S101 -- the list holds only those that have one
        yield Trouble(
            early[0].place,
            f"Có dấu cách trước “{found['sign']}” ở {places(early)}: {_around(early[0].text, found.start())}.",
            "Bỏ dấu cách trước dấu câu.",
            together([_closed(p) for p in early], f"Bỏ dấu cách trước dấu câu ở {places(early)}."),
        )
    faults: dict[str, list[Paragraph]] = {}
    quotation = {id(paragraph) for paragraph in quotations(view.texts)}
    for paragraph in view.readable:
        for opening, closing in _PAIRS:
            fault = _unbalanced(paragraph.words, opening, closing)
            if fault and not (opening == "“" and id(paragraph) in quotation):
                faults.setdefault(fault, []).append(paragraph)
    for fault, paragraphs in faults.items():
        first = paragraphs[0]
        yield Trouble(
            first.place, f"{fault} ở {places(paragraphs)}: {quoted(first.words)}.", "Thêm hoặc bỏ cho đủ cặp."
        )


@layout_rule("ND17", Severity.WARNING, "Không lặp từ", law=GOOD_ORDER, everywhere=True)
def repeats(view: View) -> Iterator[Trouble]:
    """ "đánh giá đánh giá", "các các"; words that Vietnamese doubles are left alone."""
    for paragraph in view.readable:
        for pattern in (_TWICE, _TWICE_SHORT):
            for found in pattern.finditer(paragraph.words):
                words = found["words"]
                if words.lower() in _NATURAL or words == words.upper() or (len(set(words.lower().split())) == 1 and pattern is _TWICE):  # fmt: skip
                    continue
                if words.lower() == "tổ chức" and _SEVERAL.search(paragraph.words[: found.start()]):
                    continue  # các tổ chức tổ chức thực hiện
                yield Trouble(paragraph.place, f"Lặp từ: {quoted(found[0])}.", f"Ghi {quoted(words)}.")


@layout_rule(
    "TN01",
    Severity.HINT,
    "Dấu thanh ở oa, oe, uy đặt một kiểu trong cả văn bản",
    law=GOOD_ORDER,
    everywhere=True,
)
def tone_marks(view: View) -> Iterator[Trouble]:
    """hòa or hoà, not both: the rarer style is named."""
    styles: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    where: dict[bool, list[Paragraph]] = {True: [], False: []}
    for paragraph in view.readable:
        for word in re.findall(r"[^\W\d_]+", nfc(paragraph.text)):
            first = _tone_on_first(word)
            if first is not None:
                styles[first][word.lower()] += 1
                where[first].append(paragraph)
    if not (styles[True] and styles[False]):
        return
    rarer = styles[True].total() < styles[False].total()
    words = [word for word, _count in styles[rarer].most_common(_MOST)]
    other = [word for word, _count in styles[not rarer].most_common(2)]
    yield Trouble(
        where[rarer][0].place,
        f"Dấu thanh đặt hai kiểu: {', '.join(words)} ({places(where[rarer])}), các chỗ khác như {', '.join(other)}.",
        "Chọn một kiểu cho cả văn bản.",
    )


@layout_rule("VH01", Severity.HINT, "Viết hoa tên cơ quan: Sở Giáo dục và Đào tạo, Ủy ban nhân dân xã…", law="Phụ lục II NĐ 30/2020/NĐ-CP", confidence=Confidence.MEDIUM, everywhere=True)  # fmt: skip
def capitals(view: View) -> Iterator[Trouble]:
    """A short list of names that are often written otherwise."""
    for wrong, right in _CAPITALS.items():
        found = [p for p in view.readable if re.search(rf"(?<!\w){wrong}(?!\w)", p.words)]
        if found:
            yield Trouble(found[0].place, f"{quoted(wrong)} ở {places(found)}.", f"Viết {quoted(right)}.")


def _doubles(paragraph: Paragraph) -> list[re.Match[str]]:
    """Double spaces between words; wide ones and those after "ngày", "Số:" are room to fill in."""
    return [
        found
        for found in _DOUBLE.finditer(paragraph.text)
        if len(found[0]) < _WIDE and not _ROOM.search(paragraph.text[: found.start()])
    ]


def _single(paragraph: Paragraph) -> Mend:
    olds = [(_context(paragraph.text, found.start(), found.end())) for found in _doubles(paragraph)]

    def mend() -> str:
        done = [swap(paragraph, old, re.sub(r"[ \xa0]{2,}", " ", old)) for old in olds]
        return paragraph.place if any(done) else ""

    return mend


def _closed(paragraph: Paragraph) -> Mend:
    olds = [
        _context(paragraph.text, found.start(), found.end())
        for found in _BEFORE_SIGN.finditer(paragraph.text)
    ]

    def mend() -> str:
        done = [swap(paragraph, old, re.sub(r"[ \xa0]+(?=[,;:.])", "", old)) for old in olds]
        return paragraph.place if any(done) else ""

    return mend


def _context(text: str, start: int, end: int) -> str:
    """The fault with the letter on either side."""
    return text[max(0, start - 1) : end + 1].rstrip("\t\n")


def _around(text: str, at: int) -> str:
    return quoted(f"…{text[max(0, at - 18) : at + 14].strip()}…", 80)


def _unbalanced(words: str, opening: str, closing: str) -> str:
    """What is wrong with the brackets of a paragraph; enumerations a), 1) have no opening one."""
    words = _INTERVAL.sub("", words)
    depth = 0
    for at, letter in enumerate(words):
        if letter == opening:
            depth += 1
        elif letter == closing:
            if not depth and closing == ")" and _ENUMERATED.search(words[: at + 1]):
                continue
            depth -= 1
            if depth < 0:
                return f"Thiếu dấu mở ngoặc “{opening}”"
    return f"Thiếu dấu đóng ngoặc “{closing}”" if depth else ""


def _tone_on_first(word: str) -> bool | None:
    """Whether an open syllable in oa, oe, uy bears its tone on the first vowel; None when it is none of these."""
    found = _OPEN_PAIR.search(word)
    if found is None or found.end() != len(word):
        return None
    first, first_tone = VOWEL_AND_TONE[found["first"].lower()]
    second, second_tone = VOWEL_AND_TONE[found["second"].lower()]
    if first + second not in ("oa", "oe", "uy") or bool(first_tone) == bool(second_tone):
        return None
    return bool(first_tone)
