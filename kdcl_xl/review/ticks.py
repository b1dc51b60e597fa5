"""Ticks, and requests in words: what a school asks to be recognised for."""

from __future__ import annotations

import re

from kdcl_xl.text.normal import bare, tidy

_YES = {"x", "xx", "×", "✓", "✔", "√", "v", "☑", "☒", "■", "●", "•", "+", "*", "co", "yes", "đk", "dk", "dang ky", "de nghi", "dat", "ok", "y", "1x", "(x)", "[x]", "✗", "✘", "✕", "✅", "ⓧ", "х"}  # fmt: skip
_NO = {
    "",
    "-",
    "–",
    "—",
    "−",
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
_ANSWERED = re.compile(
    r"\b(?:kd ?cl(?:gd)?|t?cqg|chuan quoc gia|kiem dinh(?: chat luong(?: giao duc)?)?)\s*"
    r"(?:[:=(]\s*(?:khong|chua|o\b|0\b|-)|\s(?:khong|chua)(?=\W*$))"
)
"""What is refused behind its name: "CQG: không"."""
_BOTH = re.compile(r"ca hai|dong thoi|ca 2")
_BOX = re.compile(r"[☐□▢☑☒■✓✔✗✘√\uf0fe\uf0fd\uf0a8\uf06f]|[\[(]\s?[xXvV]?\s?[\])]")
_OPEN_BOX = re.compile(r"[☐□▢\uf0a8\uf06f]|[\[(]\s*[\])]")

_SIGNS_YES = {"ü", "û", "þ", "ý", "\uf0fc", "\uf0fb", "\uf0fe", "\uf0fd", "\uf052", "\uf054"}
_SIGNS_NO = {"¨", "\uf0a8", "\uf06f", "\uf071"}
"""What ticks and empty boxes of Wingdings are when the font is forgotten: one of them is all there is in the cell."""
_DITTO = {'"', "''", "nt", "nhutren", "nhudongtren", "//", "nhunhau", "tuongtu", ",,"}
_DITTO_SIGNS = str.maketrans({**dict.fromkeys("”“″‶〃„˝", '"'), **dict.fromkeys("’‘′´`", "'")})


def is_ditto(text: str) -> bool:
    """Whether a cell only says that it is as the one above."""
    return re.sub(r"[\s.()–—-]", "", bare(text.translate(_DITTO_SIGNS)).lower()) in _DITTO


def is_tick(text: str) -> bool:
    """Whether a cell is nothing but a mark."""
    return text.strip() in _SIGNS_YES or (_plain(text) in _YES and len(_plain(text)) < 4)


def read_tick(text: str) -> tuple[bool | None, str]:
    """True, False for a blank or a dash, None for words that are neither; and the level they name, in words."""
    plain, sign = _plain(text), text.strip()
    if plain in _YES or sign in _SIGNS_YES:
        return True, ""
    if plain in _NO or sign in _SIGNS_NO:
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
    if len(_BOX.findall(text)) > 1:
        return _boxes(text)
    plain = _plain(text)
    refused = " ".join(found[0] for each in (_REFUSED, _ANSWERED) for found in each.finditer(plain))
    plain = _ANSWERED.sub(" ", _REFUSED.sub(" ", plain))
    kdcl, cqg = _KDCL.search(plain) is not None, _CQG.search(plain) is not None
    if refused and not (kdcl or cqg):
        return (False if _KDCL.search(refused) else None), (False if _CQG.search(refused) else None)
    if _BOTH.search(plain):
        return True, True
    return (kdcl, cqg) if kdcl or cqg else (None, None)


def _boxes(text: str) -> tuple[bool | None, bool | None]:
    """ "☒ KĐCL ☐ CQG": each name with the box on its side; boxes on both sides of the names leave both open."""
    boxes = list(_BOX.finditer(text))
    before, after = text[: boxes[0].start()], text[boxes[-1].end() :]
    leading, closing = read_purpose(before) != (None, None), read_purpose(after) != (None, None)
    if leading == closing:
        return None, None
    asked: dict[str, bool] = {}
    for n, box in enumerate(boxes):
        end = boxes[n + 1].start() if n + 1 < len(boxes) else len(text)
        start = boxes[n - 1].end() if n else 0
        named = text[box.end() : end] if closing else text[start : box.start()]
        kdcl, cqg = read_purpose(named)
        for name, said in (("kdcl", kdcl), ("cqg", cqg)):
            if said:
                asked[name] = asked.get(name, False) or _OPEN_BOX.fullmatch(box[0]) is None
    if not any(asked.values()):
        return None, None
    return asked.get("kdcl", False), asked.get("cqg", False)


def _plain(text: str) -> str:
    return (
        " ".join(bare(tidy(text)).lower().split()).strip(" .,;:") if text.strip() not in ("...", "…") else ""
    )
