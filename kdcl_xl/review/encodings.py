"""Text files of any age: which encoding, and text typed in the fonts of before Unicode.

Legacy text is decoded so that the plan can be read at all, and the user is told that words may have been misread:
the file itself is to be converted. Text that is Unicode already is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.review.plan import PlanError
from kdcl_xl.text.legacy import detect
from kdcl_xl.text.lists import shortened
from kdcl_xl.text.normal import hybrid_marks

LEGACY = rule("LDG-001", Severity.ERROR, "Kế hoạch gõ bằng phông Unicode")
HYBRID = rule("LDG-002", Severity.HINT, "Chữ trong kế hoạch là Unicode dựng sẵn, không trộn dấu rời")
_BORDER, _SEPARATOR = "|\n", "\n@@\n"
_MOSTLY = 0.6
"""Share of the texts with marks from which on a whole file counts as legacy."""
_MARKS_OF_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The texts as they read, in order, and what is to be said about them."""

    texts: list[str]
    findings: tuple[Finding, ...] = ()


def from_bytes(content: bytes, name: str) -> Decoded:
    """The lines of a text file. Raises PlanError for an empty file and for one that is no text."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise PlanError(f"“{name}” trống rỗng. Xin lại tệp hoặc chép lại từ bản gốc.")
    text = _text(content)
    if "\x00" in text or sum(ch < " " and ch not in "\t\n\r\f\v\x1e" for ch in text) > len(text) // 50:
        raise PlanError(f"“{name}” không phải văn bản thuần. Mở bằng Word, lưu thành .docx rồi chạy lại.")
    lines = re.split("\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
    return decoded(lines, [f"dòng {n}" for n in range(1, len(lines) + 1)], name)


def _text(content: bytes) -> str:
    for mark, encoding in _MARKS_OF_UTF16:
        if content.startswith(mark):
            return content[2:].decode(encoding, "replace")
    if content[1::2].count(0) > len(content) // 5:  # "Unicode" of old Windows programs, without its mark
        return content.decode("utf-16-le", "replace")
    if content[0::2].count(0) > len(content) // 5:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _eight_bits(content)


def _eight_bits(content: bytes) -> str:
    """Windows-1258 (hybrid Unicode once read), or the bytes of TCVN3 and VNI as Windows shows them."""
    western = content.decode("cp1252", "replace")
    vietnamese = content.decode("cp1258", "replace")
    return western if detect(western.split("\n")) is not None else vietnamese


def _legacy_cells(texts: Sequence[str], found: Sequence[int]) -> list[int]:
    """The texts to decode: those found and, in a file that is legacy throughout, all without a letter of Unicode."""
    marked = [n for n, text in enumerate(texts) if not text.isascii()]
    western = [n for n in marked if max(texts[n]) <= "\xff"]
    return western if len(found) >= _MOSTLY * len(marked) else list(found)


def _in_unicode(texts: Sequence[str]) -> list[str]:
    """The texts decoded together: a short one alone is too little to tell its encoding by."""
    whole = detect([_BORDER + _SEPARATOR.join(texts) + _SEPARATOR + _BORDER])
    pieces = whole.preview.removeprefix(_BORDER).split(_SEPARATOR)[:-1] if whole is not None else []
    return pieces if len(pieces) == len(texts) else list(texts)


def decoded(texts: Sequence[str], places: Sequence[str], name: str) -> Decoded:
    """Decode the texts that are legacy, say where; point at hybrid Unicode."""
    result = list(texts)
    findings: list[Finding] = []
    found = detect(result)
    if found is not None:
        cells = _legacy_cells(result, found.cells)
        for n, text in zip(cells, _in_unicode([result[n] for n in cells]), strict=True):
            result[n] = text
        first = places[found.cells[0]] if places else ""
        message = (
            f"{len(cells)} chỗ gõ bằng phông {found.name} ({found.fonts}), ví dụ “{shortened(found.raw, 40)}”. "
            f"Chương trình đã đổi sang Unicode để đọc (“{shortened(found.preview, 40)}”); có thể sai vài chữ, mất chữ hoa."
        )
        remedy = "Chuyển mã tệp gốc sang Unicode (ví dụ bằng UniKey Toolkit) rồi đọc lại; nếu không, đối chiếu từng dòng."
        findings.append(replace(LEGACY.at(first, "", message, remedy), file=name))
    odd = [(place, text) for place, text in zip(places, result, strict=False) if hybrid_marks(text)]
    if odd:
        marks = sum(hybrid_marks(text) for _place, text in odd)
        message = f"{len(odd)} chỗ có dấu thanh gõ rời ({marks} dấu), ví dụ ở {odd[0][0]}. Đã đọc thành Unicode dựng sẵn; tìm kiếm trên tệp gốc có thể không thấy những chữ này."  # fmt: skip
        findings.append(
            replace(HYBRID.at(odd[0][0], "", message, "Đặt bộ gõ ở “Unicode dựng sẵn”."), file=name)
        )
    return Decoded(result, tuple(findings))
