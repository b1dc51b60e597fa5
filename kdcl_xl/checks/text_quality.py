"""CV: the letters themselves: legacy fonts, loose tone marks, control characters, text that Excel may misread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kdcl_xl.checks.context import Context, listed, quoted
from kdcl_xl.checks.quick_look import looks_odd
from kdcl_xl.checks.registry import check
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.text.legacy import detect
from kdcl_xl.text.normal import control_characters
from kdcl_xl.workbook.snapshot import Submission

LEGACY = rule("CV-001", Severity.ERROR, "Chữ tiếng Việt gõ bằng mã Unicode, không dùng phông cũ")
HYBRID = rule("CV-002", Severity.HINT, "Dấu tiếng Việt gõ dựng sẵn (Unicode dựng sẵn)")
CONTROL = rule("CV-003", Severity.ERROR, "Ô không chứa ký tự điều khiển")
FORMULA = rule("CV-004", Severity.WARNING, "Ô chữ không chứa công thức gõ dở")
EXCEL_ERROR = rule("CV-005", Severity.WARNING, "Ô chữ không chứa giá trị lỗi của Excel dán vào")
ETH = rule("CV-006", Severity.WARNING, "Chữ Đ, đ đúng là chữ Việt")

_ETH = re.compile("[Ðð]")
_FORMULA = re.compile(r"=\s*[A-Za-z$(+\-'\d]|\+\$?[A-Z]{1,3}\$?\d+\b|\+\d+[+\-*/]\d")
_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)")


@check(LEGACY, CONTROL, FORMULA, EXCEL_ERROR, ETH)
def letters(s: Submission, c: Context) -> Iterator[Finding]:
    """Column by column: a legacy font is a matter of a column, and in one nothing else is worth saying."""
    if not looks_odd(c.all_text):
        return
    for column in c.columns_of_text:
        encoding = detect(column.texts)
        if encoding:
            cells = [column.place(at)[1] for at in encoding.cells]
            sheet = column.place(encoding.cells[0])[0]
            yield LEGACY.at(sheet, cells[0], f"{column.what} gõ bằng phông cũ {encoding.name} ({encoding.fonts}): {quoted(encoding.raw, 40)} có lẽ là {quoted(encoding.preview, 40)}. Các ô: {listed(cells)}.", "Chuyển mã sang Unicode (UniKey: Công cụ › Chuyển mã) ở bản gốc rồi dán lại; chương trình không tự sửa.")  # fmt: skip
            continue
        if looks_odd("\n".join(column.texts)):
            for position, text in enumerate(column.texts):
                yield from _cell(text, column.place, position)


def _cell(text: str, where: Callable[[int], tuple[str, str]], position: int) -> Iterator[Finding]:
    if names := control_characters(text):
        yield CONTROL.at(*where(position), f"Ô có ký tự điều khiển không nhìn thấy ({', '.join(names)}).", "Gõ lại ô này, hoặc dán qua Notepad để bỏ ký tự lạ.")  # fmt: skip
    if _FORMULA.match(text):
        yield FORMULA.at(*where(position), f"{quoted(text, 40)} là công thức nằm trong ô chữ; chương trình chỉ coi là chữ.", "Gõ kết quả thay cho công thức, hoặc bỏ dấu đứng đầu.")  # fmt: skip
    if found := _ERROR.search(text):
        yield EXCEL_ERROR.at(*where(position), f"Ô có giá trị lỗi {found[0]} của Excel, dán dưới dạng chữ.", "Gõ lại giá trị đúng.")  # fmt: skip
    if found := _ETH.search(text):
        right = "Đ" if found[0] == "Ð" else "đ"
        yield ETH.at(*where(position), f"{quoted(_around(text, found.start()), 40)} dùng chữ “{found[0]}” của tiếng nước ngoài, trông giống “{right}” nhưng tìm và sắp xếp không thấy.", f"Gõ lại chữ “{right}”.")  # fmt: skip


def _around(text: str, at: int) -> str:
    return text[max(0, at - 10) : at + 15]


@check(HYBRID)
def loose_marks(s: Submission, c: Context) -> Iterator[Finding]:
    """One finding a column. The reader has composed the letters; other programs may not find such words."""
    for (sheet, label), cells in s.odd_unicode.items():
        yield HYBRID.at(sheet, cells[0], f"Cột “{label}” có {len(cells)} ô gõ dấu rời (Unicode tổ hợp): {listed(cells)}. Chương trình vẫn đọc đúng.", "Nên gõ bằng Unicode dựng sẵn để máy khác tìm và sắp xếp được; không bắt buộc sửa.")  # fmt: skip
