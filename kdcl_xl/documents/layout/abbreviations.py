"""Abbreviations: explained where they first stand, once (Phụ lục I, mục II)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kdcl_xl.documents.layout.lines import key_of
from kdcl_xl.documents.layout.paper import Paragraph
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Confidence, Trouble, View, layout_rule, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.lists import some

KNOWN = frozenset(
    [
        "UBND",
        "HĐND",
        "MTTQ",
        "THCS",
        "THPT",
        "GDTX",
        "GDĐT",
        "GD&ĐT",
        "BGDĐT",
        "CNTT",
        "VT",
        "TP",
        "ATGT",
        "BHXH",
        "BHYT",
        "KT",
        "XH",
        "VH",
        "PDF",
        "THPTQG",
        "PISA",
        "TIMSS",
        "TALIS",
        "SEA-PLM",
        "MN",
        "TH",
        "PT",
        "NQ",
        "NĐ",
        "QĐ",
        "TT",
        "CV",
        "KH",
        "BC",
        "TTr",
        "HD",
        "CT",
        "TB",
        "QH",
        "HSSV",
    ]
)
"""Read by everybody in this field; asking for them would drown the others."""
_TOKEN = re.compile(r"(?<![\w/\-.&–])(?P<short>[A-ZĐƯ][A-ZĐƯ&]*[A-ZĐƯ])(?![\w/\-&]|\.\d)")
_DEFINED = re.compile(r"\((?:sau đây |dưới đây )?(?:được )?(?:gọi |viết )?(?:tắt |chung )?(?:là:? )?[“\"]?(?P<short>[A-ZĐƯ][A-ZĐƯ&]{1,9})[”\"]?\)")  # fmt: skip
_ROMAN = re.compile(r"^[IVXLC]+$")
_LEAST_USES = 2
_MOST = 8
_LONGEST = 8


@dataclass
class _Use:
    """One abbreviation in a paper."""

    first: Paragraph
    count: int = 0
    defined_at: list[tuple[int, Paragraph]] = field(default_factory=list)
    before: bool = False
    """Whether it was used before it was explained."""


@layout_rule("ND13", Severity.WARNING, "Chữ viết tắt được giải thích ở lần dùng đầu, một lần", law=GOOD_ORDER, confidence=Confidence.MEDIUM)  # fmt: skip
def abbreviations(view: View) -> Iterator[Trouble]:
    """One finding for those nobody explained, one for each explained twice or late."""
    if any("chu viet tat" in key_of(paragraph.words) for paragraph in view.paper.paragraphs):
        return  # it has a list of its own
    uses = _uses(view.texts)
    unknown = [
        short
        for short, use in uses.items()
        if not use.defined_at and use.count >= _LEAST_USES and short not in KNOWN
    ]
    if unknown:
        yield Trouble(
            uses[unknown[0]].first.place,
            f"Chữ viết tắt chưa giải thích: {some(unknown, _MOST, ' và {} chữ nữa')}.",
            "Ghi đủ ở lần dùng đầu, chữ viết tắt trong ngoặc đơn ngay sau đó.",
        )
    for short, use in uses.items():
        if len(use.defined_at) > 1:
            again = use.defined_at[1][1]
            yield Trouble(again.place, f"{quoted(short)} được giải thích lại, lần đầu ở {use.defined_at[0][1].place}.", "Chỉ giải thích một lần; các lần sau dùng chữ viết tắt.")  # fmt: skip
        elif use.defined_at and use.before and short not in KNOWN:
            yield Trouble(use.first.place, f"{quoted(short)} dùng trước khi được giải thích ở {use.defined_at[0][1].place}.", "Giải thích ở lần dùng đầu.")  # fmt: skip


def _uses(texts: tuple[Paragraph, ...]) -> dict[str, _Use]:
    uses: dict[str, _Use] = {}
    for number, paragraph in enumerate(texts):
        words = paragraph.words
        if words == words.upper():
            continue
        defined = {match.start("short") for match in _DEFINED.finditer(words) if _explains(words, match)}
        for match in _TOKEN.finditer(words):
            short = match["short"]
            if _ROMAN.match(short) or len(short) > _LONGEST or not _stands_alone(words, match):
                continue
            use = uses.setdefault(short, _Use(paragraph))
            if match.start("short") in defined:
                use.before = use.before or (use.count > 0 and not use.defined_at)
                use.defined_at.append((number, paragraph))
            else:
                use.count += 1
    return uses


def _explains(words: str, match: re.Match[str]) -> bool:
    """Whether the words before the bracket begin with the letters in it: Giáo dục và Đào tạo (GDĐT)."""
    if "tắt" in match[0] or "gọi" in match[0]:
        return True
    letters = match["short"].replace("&", "")
    before = [word[0].upper() for word in re.findall(r"[^\W\d_]+", words[: match.start()])][
        -2 * len(letters) - 2 :
    ]
    position = 0
    for letter in before:
        position += position < len(letters) and letter == letters[position]
    return position >= max(2, len(letters) - 1)


def _stands_alone(words: str, match: re.Match[str]) -> bool:
    """Words written in capitals for weight, in a row, are no abbreviations."""
    after = re.match(r"\s+[A-ZĐÀ-Ỹ]{2,}\b", words[match.end() :])
    before = re.search(r"\b[A-ZĐÀ-Ỹ]{2,}\s+$", words[: match.start()])
    return not (after or before)
