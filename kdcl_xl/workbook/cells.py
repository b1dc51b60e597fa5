"""From the value of a cell to the value of a column, when the straight way failed: explain, never guess.

The straight way is pydantic's (see `reader`); this module is asked only about the cells it refused.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from kdcl_xl.forms.columns import NO_DATA, Column
from kdcl_xl.text.dates import DateProblem, parse_date, vn_date
from kdcl_xl.text.lists import shortened
from kdcl_xl.text.normal import looks_blank, match_key, tidy
from kdcl_xl.text.numbers import vn_number

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_PLAUSIBLE_DATE_SERIALS = range(29_221, 55_153)
"""1/1/1980 to 31/12/2050: a bare number in this range in a date column has lost its format."""
_NO_DATA_KEYS = {match_key(word) for word in ("chưa có", "chưa có số liệu", "không có số liệu")}
_VN_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_VN_DECIMAL = re.compile(r"-?\d+(,\d+)?")
_POINT_DECIMAL = re.compile(r"-?\d+\.\d{1,2}")
_LEVEL_LABEL = ("mức", "cấp độ")
_LEVEL = re.compile(r"(?:đạt )?(?:mức|mức độ|cấp độ) (\d)")
"""A level as people write it, compared by `match_key`: "Mức 2", "mức độ 2", "Cấp độ 1", "Đạt Mức 2"."""

_QUOTED = 60
"""Characters of a value that messages repeat."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value was refused. `kind` picks the code, the two sentences are for the user."""

    kind: str
    message: str
    remedy: str


def drop_unseen(grid: list[list[Any]]) -> None:
    """Make blank, in place, the texts of a sheet that show nothing: lone spaces, soft hyphens, zero-width characters."""
    for line in grid:
        for place, value in enumerate(line):
            if type(value) is str and value and not value[0].isalnum() and looks_blank(value):
                line[place] = ""


def convert(column: Column, value: Any) -> Any | Problem:
    """The column's value, or the Problem with it. Raises nothing."""
    if isinstance(value, str) and looks_blank(value):
        return None
    return _CONVERTERS[column.type.name](column, value)


def shown(value: Any) -> str:
    """A cell value as the user sees it, for messages."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, dt.date):
        return vn_date(value)
    text = tidy(str(value))
    return shortened(text, _QUOTED)


def _text(_column: Column, value: Any) -> Any | Problem:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text_from_date(value)
    return str(int(value)) if float(value).is_integer() else vn_number(value, 2)


def _text_from_date(value: Any) -> Any | Problem:
    if isinstance(value, dt.date):
        return vn_date(value)
    return Problem("kind", f"Ô đang chứa giá trị “{shown(value)}”, không phải chữ.", "Hãy gõ lại bằng chữ.")


def _code(column: Column, value: Any) -> Any | Problem:
    if isinstance(value, str):
        return value
    return Problem(
        "code-as-number",
        f"Cột “{column.label}” là mã, phải ở dạng chữ, nhưng ô đang là số {shown(value)}: số 0 ở đầu hoặc cuối "
        "có thể đã mất.",
        "Định dạng ô kiểu Text (Văn bản) rồi gõ lại mã đầy đủ.",
    )


def _date(_column: Column, value: Any) -> Any | Problem:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        parsed = parse_date(value)
        if parsed.value is not None:
            return parsed.value
        why = "." if parsed.problem is DateProblem.NOT_A_DATE else f": {parsed.cause}"
        return Problem("date", f"“{shown(value)}” không đọc được thành ngày{why}", "Hãy gõ ngày dạng dd/mm/yyyy, ví dụ 05/09/2026.")  # fmt: skip
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and int(value) in _PLAUSIBLE_DATE_SERIALS
    ):
        day = _EXCEL_EPOCH + dt.timedelta(days=int(value))
        return Problem(
            "date",
            f"Ô đang là số {int(value)}: ngày đã mất định dạng khi dán. Có phải {day:%d/%m/%Y}?",
            f"Nếu đúng, gõ lại {day:%d/%m/%Y}; hoặc chọn ô và đặt định dạng dd/mm/yyyy.",
        )
    return Problem("date", f"“{shown(value)}” không phải là ngày.", "Hãy gõ ngày dạng dd/mm/yyyy.")


def _number(value: Any) -> float | Problem:
    """A number from what people type: 98,5 % · 1.234,5 · 12. `1.234` is refused: it may be either."""
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return Problem(
            "number", f"Ô đang là “{shown(value)}”, không phải số.", "Định dạng ô kiểu số rồi gõ lại."
        )
    if isinstance(value, int | float):
        return float(value)
    text = tidy(value).removesuffix("%").strip()
    if _VN_DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if _VN_THOUSANDS.fullmatch(text) and ("," in text or text.count(".") > 1):
        return float(text.replace(".", "").replace(",", "."))
    if _POINT_DECIMAL.fullmatch(text):
        return float(text)
    if _VN_THOUSANDS.fullmatch(text):
        whole = text.replace(".", "")
        return Problem("number", f"“{text}” có thể là {whole} hoặc {text.replace('.', ',')}.", f"Gõ {whole} nếu là số nguyên.")  # fmt: skip
    return Problem("number", f"“{shown(value)}” không phải là số.", "Chỉ gõ chữ số, ví dụ 12 hoặc 98,5; bỏ chữ và đơn vị đi kèm.")  # fmt: skip


def _not_negative(_column: Column, value: Any) -> float | Problem:
    number = _number(value)
    if not isinstance(number, Problem) and number < 0:
        return Problem("number", f"Số {shown(number)} là số âm.", "Hãy kiểm tra lại và gõ số không âm.")
    return number


def _count(column: Column, value: Any) -> int | Problem:
    level = _level(column, value)
    if level is not None:
        return level
    number = _not_negative(column, value)
    if isinstance(number, Problem):
        return number
    if not number.is_integer():
        return Problem(
            "number", f"“{shown(value)}” phải là số nguyên.", "Hãy gõ số nguyên, không có phần thập phân."
        )
    return int(number)


def _level(column: Column, value: Any) -> int | None:
    """The number in "Mức độ 2" in a column of levels: other sheets ask for it in these words. None for anything else."""
    if not isinstance(value, str) or not match_key(column.label).startswith(_LEVEL_LABEL):
        return None
    told = _LEVEL.fullmatch(match_key(value))
    return int(told[1]) if told else None


def _figure(column: Column, value: Any) -> float | str | Problem:
    if isinstance(value, str) and match_key(value) in _NO_DATA_KEYS:
        return NO_DATA
    return _not_negative(column, value)


_CONVERTERS = {
    "text": _text,
    "long": _text,
    "code": _code,
    "date": _date,
    "count": _count,
    "number": _not_negative,
    "figure": _figure,
}
