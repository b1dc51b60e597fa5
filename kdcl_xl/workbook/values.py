"""What becomes of one value that is not plainly right: converted, taken for a value of its list, or refused.

Shared by tables (`rows`) and named cells (`interpret`); every refusal is a finding with its cell.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.columns import Column, Fields, Row
from kdcl_xl.forms.form import header
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import did_you_mean, listing
from kdcl_xl.workbook.cells import Problem, convert, shown
from kdcl_xl.workbook.snapshot import Submission

NOT_IN_LIST = rule("CT-011", Severity.ERROR, "Giá trị thuộc danh sách của mẫu")
VALUE_KIND = rule("CT-012", Severity.ERROR, "Giá trị đúng kiểu của ô")
CODE_AS_NUMBER = rule("CT-013", Severity.ERROR, "Mã được ghi ở dạng chữ")
DATE_UNREADABLE = rule("CT-014", Severity.ERROR, "Ngày đọc được, dạng dd/mm/yyyy")
NUMBER_UNREADABLE = rule("CT-015", Severity.ERROR, "Số đọc được, không âm")
FORMULA_UNCACHED = rule("CT-016", Severity.ERROR, "Ô công thức đã được tính trước khi nộp")
FORMULA_ERROR = rule("CT-017", Severity.ERROR, "Ô không mang giá trị lỗi của Excel")
NEAR_LIST = rule("CT-018", Severity.WARNING, "Giá trị viết đúng như danh sách của mẫu")

WITHOUT_VALUE = ("uncached", "error")
"""Kinds of formula cells (see `Snapshot.formula_cells`) that give no value to read."""
_RULE_OF_PROBLEM = {
    "kind": VALUE_KIND,
    "code-as-number": CODE_AS_NUMBER,
    "date": DATE_UNREADABLE,
    "number": NUMBER_UNREADABLE,
}
_FOREIGN_D = str.maketrans("Ðð", "Đđ")
"""Eth looks like đ on screen and comes from fonts and converters of other languages."""


class ValueReader:
    """Converts and settles the values of one submission; what it refuses is noted there."""

    def __init__(self, submission: Submission, lists: dict[str, tuple[str, ...]]):
        self.submission, self.lists = submission, lists
        self.options = {name: frozenset(values) for name, values in lists.items()}

    def refuse(self, finding: Finding) -> None:
        """Note a finding whose cell no rule shall say anything more about."""
        self.submission.findings.append(finding)
        self.submission.unreadable.add((finding.sheet, finding.cell))

    def refuse_formula(self, kind: str, sheet: str, cell: str) -> None:
        """Note that a cell of a kind in `WITHOUT_VALUE` cannot be read."""
        if kind == "uncached":
            self.refuse(FORMULA_UNCACHED.at(sheet, cell, "Ô công thức chưa được tính nên chưa có giá trị.", "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nộp; tốt hơn: dán giá trị thay công thức."))  # fmt: skip
        else:
            self.refuse(FORMULA_ERROR.at(sheet, cell, "Ô đang mang giá trị lỗi của Excel (#REF!, #N/A, #DIV/0!…).", "Sửa công thức hoặc gõ lại giá trị."))  # fmt: skip

    def converted(self, column: Column, value: Any, sheet: str, cell: str) -> Any:
        """The converted value, None when blank or refused (with a finding)."""
        converted = convert(column, value)
        if isinstance(converted, Problem):
            self.refuse(_RULE_OF_PROBLEM[converted.kind].at(sheet, cell, converted.message, converted.remedy))
            return None
        return converted

    def settle(self, holder: Row | Fields, column: Column, sheet: str, cell: str) -> None:
        """A value off the list is refused; another spelling of a listed value is read as that value."""
        entry, value = column.entry, getattr(holder, column.field)
        if not value or value in self.options.get(entry.choices, ()):
            return
        same = _loose(self.lists.get(entry.choices, ())).get(match_key(str(value).translate(_FOREIGN_D)))
        if same:
            setattr(holder, column.field, same)
            if str(value).casefold() != same.casefold():
                self.submission.findings.append(NEAR_LIST.at(sheet, cell, f"Ô ghi “{shown(value)}”, không đúng hẳn với danh sách; chương trình hiểu là “{same}”, nhưng công thức của sổ thì không.", f"Chọn lại “{same}” trong danh sách thả xuống."))  # fmt: skip
        elif not entry.open_list:
            self._off_list(column, value, sheet, cell)
            setattr(holder, column.field, "")

    def _off_list(self, column: Column, value: Any, sheet: str, cell: str) -> None:
        options = [str(option) for option in self.lists.get(column.entry.choices, ())]
        guess = did_you_mean(str(value), options)
        label = header(column, self.submission.edition)
        self.refuse(NOT_IN_LIST.at(sheet, cell, f"“{shown(value)}” không có trong danh sách của mục “{label}”.{guess}", f"Chọn một trong: {listing(str(value), options)}."))  # fmt: skip


@cache
def _loose(options: tuple[str, ...]) -> dict[str, str]:
    """The options of a list by their loose spelling."""
    return {match_key(option): str(option) for option in options}
