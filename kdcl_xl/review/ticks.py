"""Ticks, and requests in words: what a school asks to be recognised for."""

from __future__ import annotations

import re

from kdcl_xl.text.normal import bare, tidy

_YES = {"x", "xx", "×", "✓", "✔", "√", "v", "☑", "☒", "■", "●", "•", "+", "*", "co", "yes", "đk", "dk", "dang ky", "de nghi", "dat", "ok", "y", "1x", "(x)", "[x]", "✗", "✘"}  # fmt: skip
_NO = {
    "",
    "-",
    "khong",
    "no",
    "0",
    "☐",
    "□",
    "/",
    "n",
    "--",
    "---",
    "…",
    "...",
    "o",
    "[]",
    "[ ]",
    "( )",
    "()",
}
_GRADE = re.compile(
    r"(?:cap do|muc do|muc|cd|md|m)?\s*\.?\s*(?:[1-4]|i{1,3}|iv)(?:\s*[,;/&-]\s*(?:muc do|cap do)?\s*[1-4])?"
)
_KDCL = re.compile(r"\bcncl\b|\bkd ?cl(?:gd)?\b|kiem dinh|\bcap do\b|\bkd\b")
_CQG = re.compile(r"\bt?cqg\b|chuan quoc gia|chuan qg|\bmuc do\b|dat chuan|truong chuan")
_NOT_ASKED = re.compile(r"(?:khong|chua)(?:\s+(?:de nghi|dang ky|xet|cong nhan|dat|co))+")
_ASKED_LEVEL = re.compile(
    rf"(?:(?:dat|dang ky|de nghi|cong nhan|lai|moi|nang len|nang|len|xet)\s+)+({_GRADE.pattern})"
)
_AGAIN = re.compile(
    r"(?:de nghi |dang ky )?(?:tai cong nhan|(?:cong nhan|danh gia|kiem dinh)(?: (?:moi|lai|lan dau|lan \d|lan thu \w+|dat chuan|dat))*)"
)
"""What an office writes in a column of requests instead of a tick: "Công nhận lại", "Đánh giá lại"."""
_REFUSED = re.compile(
    r"\b(?:khong|chua)\s+(?:(?:de nghi|dang ky|cong nhan|xet|dat|truong)\s+)*(?:t?cqg|chuan quoc gia|kd ?cl(?:gd)?|kiem dinh)\b"
)
_BOTH = re.compile(r"ca hai|dong thoi|ca 2")


_SIGNS_YES = {"ü", "û", "þ", "ý", "\uf0fc", "\uf0fb", "\uf0fe", "\uf0fd", "\uf052", "\uf054"}
"""What ticks of Wingdings are when the font is forgotten."""
_SIGNS_NO = {"¨", "\uf0a8", "\uf06f", "\uf071"}


_DITTO = {'"', "''", "nt", "nhutren", "nhudongtren", "//", "nhunhau", "tuongtu", ",,"}
_DITTO_SIGNS = str.maketrans({**dict.fromkeys("”“″‶〃„˝", '"'), **dict.fromkeys("’‘′´`", "'")})


def is_ditto(text: str) -> bool:
    """Whether a cell only says that it is as the one above."""
    return re.sub(r"[\s.()–—-]", "", bare(text.translate(_DITTO_SIGNS)).lower()) in _DITTO


def is_tick(text: str) -> bool:
    """Whether a cell is nothing but a mark."""
    return _plain(text) in _YES and len(_plain(text)) < 4


def read_tick(text: str) -> tuple[bool | None, str]:
    """True, False for a blank or a dash, None for words that are neither; and the level they name, in words."""
    plain = _plain(text)
    if plain in _YES:
        return True, ""
    if plain in _NO:
        return False, ""
    if _GRADE.fullmatch(plain):
        return True, tidy(text)
    if _NOT_ASKED.fullmatch(plain):
        return False, ""
    asked = _ASKED_LEVEL.fullmatch(plain)
    if asked:
        return True, tidy(text)[-len(asked[1]) :].strip(" .,;:")
    if _AGAIN.fullmatch(plain):
        return True, tidy(text)
    marked = re.match(r"(x|v|✓|✔|√|co)\W+(.{1,40})$", plain)
    if marked:
        return True, tidy(text)[len(marked[1]) :].strip(" -–:(),.")
    if _KDCL.search(plain) or _CQG.search(plain):
        return True, tidy(text) if re.search(r"\d", plain) else ""
    return None, ""


def read_purpose(text: str) -> tuple[bool | None, bool | None]:
    """What words ask for: (KĐCL, CQG). One named alone leaves the other out; neither named leaves both open."""
    plain = _plain(text)
    refused = " ".join(found[0] for found in _REFUSED.finditer(plain))
    plain = _REFUSED.sub(" ", plain)
    kdcl, cqg = _KDCL.search(plain) is not None, _CQG.search(plain) is not None
    if refused and not (kdcl or cqg):
        return (False if _KDCL.search(refused) else None), (False if _CQG.search(refused) else None)
    if _BOTH.search(plain):
        return True, True
    return (kdcl, cqg) if kdcl or cqg else (None, None)


def _plain(text: str) -> str:
    return (
        " ".join(bare(tidy(text)).lower().split()).strip(" .,;:") if text.strip() not in ("...", "…") else ""
    )
