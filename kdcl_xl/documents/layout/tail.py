"""The end of a paper: recipients and signature, on either side of each other or one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kdcl_xl.documents.layout.lines import Line, key_of
from kdcl_xl.documents.layout.paper import Paragraph

AUTHORITY = re.compile(r"^(T[./]?UQ|T[./]?M|K[./]?T|T[./]?L|Q)(?![\w&-])\s*[./]?\s*")
"""The prefix of a signature, however it is typed: KT., KT/, K/T, K.T."""
_SHORT_DEPUTY = re.compile(r"^(?:P\.\s*(?=\w)|PHÓ\s+(?=(?:HT|TP|CT|GĐ|P\.|H\.)))(?P<rest>.+)$")
_SHORT_OFFICES = {"HT": "HIỆU TRƯỞNG", "TP": "TRƯỞNG PHÒNG", "CT": "CHỦ TỊCH", "GĐ": "GIÁM ĐỐC"}

OFFICES = (
    "chu tich", "pho chu tich", "truong phong", "pho truong phong", "giam doc", "pho giam doc", "hieu truong",
    "pho hieu truong", "chanh van phong", "pho chanh van phong", "chanh thanh tra", "thu truong", "bo truong", "thu ky",
    "truong ban", "pho truong ban", "nguoi lap", "chu tri", "chu toa", "ke toan", "to truong", "to pho", "cuc truong",
    "pho cuc truong", "vu truong", "vien truong", "quyen hieu truong", "quyen truong phong", "quyen giam doc", "quyen chu tich", "phu trach", "truong doan", "nguoi ghi", "dai dien",
    "pho truong", "bi thu", "tong phu trach", "nguoi uy quyen", "nguoi duoc uy quyen", "nguoi giao", "nguoi nhan", "ben giao",
    "ben nhan", "nguoi de nghi", "nguoi bao cao", "nguoi kiem tra", "nguoi duyet", "nguoi dai dien",
)  # fmt: skip
_FAMILIES = frozenset(
    [
        "NGUYỄN",
        "TRẦN",
        "LÊ",
        "PHẠM",
        "HOÀNG",
        "HUỲNH",
        "PHAN",
        "VŨ",
        "VÕ",
        "ĐẶNG",
        "BÙI",
        "ĐỖ",
        "HỒ",
        "NGÔ",
        "DƯƠNG",
        "LÝ",
        "ĐINH",
        "LÂM",
        "TRỊNH",
        "TRƯƠNG",
        "LƯƠNG",
        "PHÙNG",
        "TÔ",
        "LƯU",
        "MẠC",
        "QUÁCH",
        "TRIỆU",
        "ĐÀO",
        "VƯƠNG",
        "NÔNG",
        "HỨA",
        "THẠCH",
        "TẠ",
        "MAI",
        "CAO",
        "KIỀU",
    ]
)
_BULLETS = ("-", "–", "+", "•", "\uf02d", "\uf0b7")
_MOST_BETWEEN = 8
"""Lines of a signature that may stand between two recipients typed on tab stops."""
_NEAR = 14
_NOT_A_NAME = re.compile(r"[\d/:;()“”\"]")


def recipients_of(lines: Sequence[Line]) -> tuple[Line, ...]:
    """From the first "Nơi nhận:" to its last line; lines of a signature beside it are passed over."""
    start = next(
        (n for n, line in enumerate(lines) if line.key.startswith("noi nhan") and len(line.key) < 30), None
    )
    if start is None:
        return ()
    found, between = [lines[start]], 0
    for line in lines[start + 1 :]:
        same_cell = lines[start].place.startswith("bảng") and line.place == lines[start].place
        if line.text.startswith(_BULLETS) or same_cell:
            found.append(line)
            between = 0
            if key_of(line.text).startswith("luu"):
                break
            continue
        between += 1
        if between > _MOST_BETWEEN or line.key.startswith("phu luc"):
            break
    return tuple(found)


def signature_of(
    lines: Sequence[Line], recipients: Sequence[Line], appendices: Iterable[Paragraph]
) -> tuple[Line, ...]:
    """Authority, offices and names of the signature that belongs to the recipients; without those, the last one."""
    ends = {id(paragraph) for paragraph in appendices}
    stop = next((n for n, line in enumerate(lines) if id(line.paragraph) in ends), len(lines))
    mine = {id(line) for line in recipients}
    offices = [n for n, line in enumerate(lines[:stop]) if is_office(line) and id(line) not in mine]
    if recipients:
        at = next(n for n, line in enumerate(lines) if line is recipients[0])
        end = next(n for n, line in enumerate(lines) if line is recipients[-1])
        offices = [n for n in offices if at - _NEAR <= n <= end + _NEAR]
        after = [n for n in offices if n > at]
        offices = after or offices
        start = offices[0] if after else _first_of_last(offices)
    else:
        offices = [n for n in offices if n >= len(lines[:stop]) // 3]
        start = _first_of_last(offices)
    if start is None:
        return ()
    found: list[Line] = []
    strange = 0
    for line in lines[start:stop]:
        if id(line) in mine:
            continue
        if is_office(line) or is_name(line.text) or (found and is_name_in_capitals(line.text)):
            found.append(line)
        else:
            strange += not line.text.startswith("(")
        if strange > 2 or len(found) > 8:
            break
    return tuple(found)


def is_office(line: Line) -> bool:
    """Whether a line names an office in capitals, or bold and alone, or begins with TM., KT., TL., TUQ., Q."""
    if len(line.text) > 90 or line.text.endswith((",", ";")):
        return False
    authority = AUTHORITY.match(line.text)
    words = key_of(AUTHORITY.sub("", line.text))
    if authority:
        return bool(words)
    if deputy_in_full(line.text):
        return True
    return words.startswith(OFFICES) and (line.text == line.text.upper() or is_office_typed_small(line))


def prefix_of(authority: re.Match[str]) -> str:
    """KT for KT., K/T and K.T: what `AUTHORITY` found, in letters."""
    return re.sub(r"[./]", "", authority[1])


def deputy_in_full(text: str) -> str:
    """ "P.HIỆU TRƯỞNG", "PHÓ HT" → "PHÓ HIỆU TRƯỞNG"; "" for what is no deputy cut short."""
    found = _SHORT_DEPUTY.match(text)
    if found is None:
        return ""
    rest = _SHORT_OFFICES.get(found["rest"].strip(), found["rest"].strip())
    return f"PHÓ {rest}" if key_of(rest).startswith(OFFICES) else ""


def is_office_typed_small(line: Line) -> bool:
    """An office that should be in capitals and is not: bold, and nothing else on the line ("Hiệu trưởng")."""
    return line.bold and line.key in OFFICES and line.text != line.text.upper()


def is_name(text: str) -> bool:
    """Two to six words that begin with capitals: a name, or a name after a title."""
    words = text.split()
    if not 2 <= len(words) <= 7 or text == text.upper() or _NOT_A_NAME.search(text):
        return False
    return all(word[0].isupper() for word in words) and not text.endswith((".", ","))


def is_name_in_capitals(text: str) -> bool:
    """A name typed in capitals, known by its family name."""
    words = text.split()
    return 2 <= len(words) <= 5 and text == text.upper() and words[0] in _FAMILIES and text.replace(" ", "").isalpha()  # fmt: skip


def _first_of_last(offices: Sequence[int]) -> int | None:
    """The first line of the last group of offices under each other."""
    if not offices:
        return None
    at = len(offices) - 1
    while at and offices[at] - offices[at - 1] <= 2:
        at -= 1
    return offices[at]
