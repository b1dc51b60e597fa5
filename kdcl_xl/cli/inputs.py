"""From what the user typed to what a job takes. Whatever cannot be used is a JobError, in words for the user."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdcl_xl.jobs.errors import JobError

if TYPE_CHECKING:
    from kdcl_xl.forms.form import Edition, Form
    from kdcl_xl.law.regulation import Regulation
    from kdcl_xl.settings import Settings


def the_form(form_id: str) -> Form:
    """The form of that id."""
    from kdcl_xl.forms.registry import FORMS

    if form_id not in FORMS:
        raise JobError(f"Không có loại sổ “{form_id}”.{_guess(form_id, FORMS)} Các loại: {', '.join(FORMS)}.")
    return FORMS[form_id]


def the_edition(form: Form, rules: str, year: str, kind: str, day: str) -> Edition:
    """The edition a blank workbook is printed for.

    Where no rule set is named: the law in force on the day typed; without one, today in the current and coming
    school years, and the end of lessons in a year gone by (that year was assessed under its own law).
    """
    from kdcl_xl.forms.form import Edition
    from kdcl_xl.law.regulation import SchoolKind, in_force
    from kdcl_xl.text.dates import SchoolYear, SchoolYearError

    on = the_day(day)
    try:
        school_year = SchoolYear(year) if year else SchoolYear.of(on)
    except SchoolYearError as error:
        raise JobError(str(error)) from error
    try:
        school_kind = SchoolKind(kind) if kind else None
    except ValueError:
        raise JobError(
            f"Không có loại trường “{kind}”.{_guess(kind, SchoolKind)} Dùng: {', '.join(SchoolKind)}."
        ) from None
    if not form.needs_rules:
        return Edition(school_year)
    if rules:
        regulation = the_regulation(rules)
        if school_kind is not None and school_kind not in regulation.applies_to:
            allowed = ", ".join(regulation.applies_to)
            raise JobError(f"Bộ tiêu chuẩn {rules} không dùng cho loại trường “{kind}”; dùng cho: {allowed}.")
    elif school_kind is None:
        raise JobError("Cần --bo-tieu-chuan hoặc --loai-truong để chọn bộ tiêu chuẩn (xem kdcl quy-dinh).")
    else:
        if not day and school_year.last_day < on:
            on = school_year.lessons_end
        found = in_force(on, school_kind)
        if found is None:
            raise JobError(
                f"Chưa đủ căn cứ: chưa biết bộ tiêu chuẩn cho loại trường này vào ngày {on:%d/%m/%Y}."
            )
        regulation = the_regulation(found.id)
    return Edition(school_year, regulation, school_kind or regulation.applies_to[0])


def the_regulation(regulation_id: str, *, loaded_wording: bool = True) -> Regulation:
    """The rule set of that id, under the official wording when the office has loaded one and it is wanted."""
    from kdcl_xl.jobs.regulations import regulation_with_wording
    from kdcl_xl.law.load_wording import WordingError
    from kdcl_xl.law.regulation import UnknownRegulation, load, regulation_ids

    try:
        return regulation_with_wording(regulation_id) if loaded_wording else load(regulation_id)
    except UnknownRegulation:
        guess = _guess(regulation_id, regulation_ids())
        raise JobError(f"Không có bộ tiêu chuẩn “{regulation_id}”.{guess} Xem kdcl quy-dinh.") from None
    except WordingError as error:
        raise JobError(str(error)) from error


def the_settings(files: list[Path] | None) -> Settings:
    """The settings in effect; a file that was named must be there."""
    from kdcl_xl.jobs.support import effective_settings
    from kdcl_xl.settings import SettingsError

    for path in files or []:
        if not path.is_file():
            raise JobError(f"Không thấy tệp thiết lập {path}.")
    try:
        return effective_settings(files or [])
    except SettingsError as error:
        raise JobError(str(error)) from error


def the_day(text: str) -> dt.date:
    """The day that was typed; today in Viet Nam when none was."""
    from kdcl_xl.jobs.support import today
    from kdcl_xl.text.dates import parse_date

    if not text:
        return today()
    parsed = parse_date(text)
    if parsed.value is None:
        raise JobError(f"Ngày “{text}” không đọc được. {parsed.explanation}")
    return parsed.value


def json_file(path: Path) -> Any:
    """The content of a JSON file; Windows Notepad's byte order mark is no fault."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise JobError(f"Không thấy tệp {path}.") from None
    except json.JSONDecodeError as error:
        raise JobError(
            f"{path.name} không phải JSON hợp lệ: sai ở dòng {error.lineno}, cột {error.colno}."
        ) from error
    except UnicodeDecodeError as error:
        raise JobError(f"{path.name} không phải văn bản UTF-8; thầy/cô lưu lại với mã hóa UTF-8.") from error


def _guess(word: str, candidates: Iterable[str]) -> str:
    from kdcl_xl.text.similar import did_you_mean

    return did_you_mean(word, map(str, candidates), code=True)
