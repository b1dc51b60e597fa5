"""Codes of evidence: the spellings people use for them, and what is wrong with one.

A code is compared without its brackets, in capitals, with plain hyphens and no blanks (`canonical`); it is
never rewritten in the workbook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kdcl_xl.law.regulation import EvidenceCode
from kdcl_xl.text.lists import perhaps, shortened

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\xa0": " "})
_OUTSIDE = re.compile(r"^[\s\[\](){}.,;:]+|[\s\[\](){}.,;:]+$")
_SPACES = re.compile(r"\s+")
_NUMBERS = re.compile(r"\d+")
# Begins with a fixed letter so that the search skips plain prose at the speed of memchr.
_H_CITATION = re.compile(r"H[ ]?\d{1,2}(?:[ ]?[-–—.][ ]?\d{1,3}){2,4}")
_MC_CITATION = re.compile(r"MC[ ]?[.\-–]?[ ]?\d{1,2}(?:[ ]?[.\-–][ ]?\d{1,3}){1,3}")
_DRAFT = re.compile(r"(?:(?<=[\[(;,])|(?<=[;,] ))\s*([tT]\d{1,4})(?=\s*[\]);,])")
_LIST_CUT = re.compile(r"[;,\s\[\]()]+")
_DRAFT_ID = re.compile(r"[tT]\d{1,4}")


Citation = tuple[str, str]
"""A code met in a text: as compared, and as typed. A plain pair: a report holds a thousand."""


class Serial(NamedTuple):
    """A well-formed code taken apart: box (0 under TT 57), criterion, serial number."""

    box: int
    criterion: str
    number: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a code, as a sentence, and the code that was probably meant ("" when unclear)."""

    message: str
    meant: str = ""
    other_circular: bool = False

    @property
    def with_guess(self) -> str:
        """The sentence, followed by the code that was probably meant."""
        return self.message + perhaps(filter(None, [self.meant]))


@lru_cache(maxsize=65536)
def canonical(code: str) -> str:
    """The code as compared: H1-1.1-01, MC.1.1.01."""
    text = _SPACES.sub("", _OUTSIDE.sub("", code.translate(_DASHES)))
    return text.upper()


def citations_in(text: str) -> list[Citation]:
    """Every evidence code in a text, well-formed or not, in order of appearance within each style."""
    found: list[Citation] = []
    if "H" in text:
        found = [(canonical(typed), typed) for typed in _H_CITATION.findall(text)]
    if "MC" in text:
        found += [(canonical(typed), typed) for typed in _MC_CITATION.findall(text)]
    return found


def drafts_in(text: str) -> list[str]:
    """Temporary ids cited in brackets, [t1] or (t1; t2)."""
    return [draft.lower() for draft in _DRAFT.findall(text)]


def drafts_listed(text: str) -> list[str]:
    """Temporary ids of a cell that lists evidence: t1; t2."""
    parts = (part.strip() for part in _LIST_CUT.split(text))
    return [part.lower() for part in parts if _DRAFT_ID.fullmatch(part)]


def is_draft_id(text: str) -> bool:
    """Whether a text is a temporary id such as t1."""
    return _DRAFT_ID.fullmatch(text.strip()) is not None


@lru_cache(maxsize=65536)
def serial_of(code: str, pattern: str) -> Serial | None:
    """A canonical code taken apart, None when it does not follow the pattern of the circular."""
    match = _match(code, pattern)
    if match is None:
        return None
    parts = match.groupdict()
    criterion = f"{int(parts['std'])}.{int(parts['crit'])}"
    return Serial(int(parts.get("box") or 0), criterion, int(parts["seq"]))


def shown_as(code: str, rule: EvidenceCode) -> str:
    """A canonical code as the circular prints it: in square brackets where its example has them."""
    return f"[{code}]" if rule.style == "H" else code


def fault_of(typed: str, rule: EvidenceCode) -> Fault | None:
    """What is wrong with a code as typed, None when it follows the circular."""
    code = canonical(typed)
    text = typed.strip()
    if _match(code, rule.pattern) and not _SPACES.search(text):
        if _lone_bracket(text):
            return Fault(f"Mã {_q(text)} thiếu một dấu ngoặc vuông.", shown_as(code, rule))
        if text.upper() != text:
            return Fault(f"Mã {_q(text)} viết chữ thường: phần chữ của mã viết hoa.", shown_as(code, rule))
        return None
    return _other_style(text, code, rule) or _same_style(text, code, rule)


def _other_style(text: str, code: str, rule: EvidenceCode) -> Fault | None:
    example = rule.example
    if rule.style == "MC" and code.startswith("H"):
        return Fault(
            f"Mã {_q(text)} viết theo thông tư cũ (hộp minh chứng); sổ này dùng mã dạng {example}.",
            other_circular=True,
        )
    if rule.style == "H" and code.startswith("MC"):
        return Fault(
            f"Mã {_q(text)} viết theo Thông tư 57/2026; bộ tiêu chuẩn của sổ này dùng mã dạng {example}.",
            other_circular=True,
        )
    old = re.fullmatch(r"H(\d{1,2})-(\d)-(\d{2})-(\d{2,})", code)
    new = re.fullmatch(r"H(\d{1,2})-(\d{1,2})\.(\d{1,2})-(\d{2,})", code)
    if old and not _match(code, rule.pattern):
        meant = f"H{int(old[1])}-{old[2]}.{int(old[3])}-{old[4]}"
        return Fault(
            f"Mã {_q(text)} viết theo thông tư cũ (trước năm 2018).", _sure(meant, rule), other_circular=True
        )
    meant = f"[H{int(new[1])}-{new[2]}-{int(new[3]):02}-{new[4]}]" if new else ""
    if new and _match(meant, rule.pattern):
        return Fault(
            f"Mã {_q(text)} viết theo các thông tư năm 2018, không phải bộ tiêu chuẩn của sổ này.",
            meant,
            other_circular=True,
        )
    return None


def _same_style(text: str, code: str, rule: EvidenceCode) -> Fault:
    numbers = _NUMBERS.findall(code)
    letters = "H" if rule.style == "H" else "MC"
    if not code.startswith(letters) or not numbers:
        return Fault(f"Mã {_q(text)} không theo dạng {rule.example}.")
    meant = _sure(_rebuilt(numbers, rule), rule)
    if _SPACES.search(text.strip("[]() ")) and meant:
        return Fault(f"Mã {_q(text)} có dấu cách ở giữa; mã viết liền.", meant)
    parts = 4 if rule.style == "H" else 3
    if len(numbers) < parts:
        return Fault(f"Mã {_q(text)} thiếu phần: cần đủ như {rule.example}.")
    if len(numbers) > parts:
        return Fault(f"Mã {_q(text)} thừa phần: chỉ gồm như {rule.example}.")
    if meant and len(numbers[-1]) == 1:
        return Fault(f"Mã {_q(text)} thiếu số 0: số thứ tự gồm hai chữ số.", meant)
    if meant:
        return Fault(f"Mã {_q(text)} dùng sai dấu ngăn hoặc thừa số 0: dạng đúng như {rule.example}.", meant)
    standard = numbers[1 if rule.style == "H" else 0]
    return Fault(
        f"Mã {_q(text)} ghi tiêu chuẩn, tiêu chí không có trong bộ tiêu chuẩn (tiêu chuẩn {int(standard)})."
    )


def _rebuilt(numbers: list[str], rule: EvidenceCode) -> str:
    n = [int(number) for number in numbers]
    if rule.style == "MC" and len(n) == 3:
        return f"MC.{n[0]}.{n[1]}.{n[2]:02}"
    if rule.style == "H" and len(n) == 4:
        dotted = f"H{n[0]}-{n[1]}.{n[2]}-{n[3]:02}"
        return dotted if _match(dotted, rule.pattern) else f"[H{n[0]}-{n[1]}-{n[2]:02}-{n[3]:02}]"
    return ""


def _sure(code: str, rule: EvidenceCode) -> str:
    """The suggestion as printed, or nothing when it would be wrong as well."""
    return shown_as(code.strip("[]"), rule) if code and _match(code.strip("[]"), rule.pattern) else ""


def _lone_bracket(text: str) -> bool:
    return text.startswith("[") != text.endswith("]")


def _match(code: str, pattern: str) -> re.Match[str] | None:
    """Patterns of 2012 ask for the brackets that `canonical` has taken off."""
    compiled = _compiled(pattern)
    return compiled.match(code) or compiled.match(f"[{code}]")


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _q(text: str) -> str:
    return f"“{shortened(text, 40)}”"
