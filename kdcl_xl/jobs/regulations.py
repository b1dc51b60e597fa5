"""Show the rule sets, load the official wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.folders import settings_folder
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.law.load_wording import (
    WordingError,
    load_official_wording,
    load_with_wording,
    require_circular,
)
from kdcl_xl.law.regulation import Question, Regulation, SchoolKind, in_force, load, regulation_ids
from kdcl_xl.law.sourced import Confidence
from kdcl_xl.text.lists import shortened
from kdcl_xl.workbook.atomic import write_atomically

_EXAMPLES = 3
"""Lines of a loaded wording that are shown: enough to see that it is the right text."""
_SHOWN = 100
"""Characters of each."""


@dataclass(frozen=True, slots=True)
class Described:
    """The same description for people (`lines`) and for programs (`data`)."""

    lines: list[str]
    data: dict[str, Any]


def describe_law(on: dt.date) -> Described:
    """Every rule set, and which one a new workbook takes on that day for each kind of school."""
    lines = ["Các bộ tiêu chuẩn đang biết:"]
    sets = []
    for regulation in map(load, regulation_ids()):
        span = f"từ {regulation.valid_from:%d/%m/%Y}" + (
            f" đến {regulation.valid_to:%d/%m/%Y}" if regulation.valid_to else ""
        )
        mark = "" if regulation.confidence is Confidence.FOUND else " · chưa đối chiếu văn bản gốc"
        lines.append(f"  {regulation.id:<24} {regulation.short_title}; {span}{mark}")
        sets.append(
            {
                "id": regulation.id,
                "number": regulation.number,
                "valid_from": regulation.valid_from,
                "valid_to": regulation.valid_to,
                "applies_to": list(regulation.applies_to),
                "confidence": regulation.confidence,
            }
        )
    lines.append(f"Sổ mới lập ngày {on:%d/%m/%Y} dùng:")
    chosen = {}
    for kind in SchoolKind:
        found = in_force(on, kind)
        chosen[str(kind)] = found.id if found else None
        lines.append(f"  {kind:<10} {found.id if found else 'chưa đủ căn cứ'}")
    return Described(lines, {"schema": 1, "date": on, "regulations": sets, "in_force": chosen})


def describe_regulation(regulation: Regulation) -> Described:
    """One rule set: standards, criteria, levels, what is unverified."""
    lines = [
        f"{regulation.title} ({regulation.number}, {regulation.issued_on:%d/%m/%Y}) {regulation.annex}".strip()
    ]
    if not regulation.titles_are_official:
        lines.append("  Tên tiêu chí là nhãn của chương trình, không phải lời văn chính thức.")
    lines += [f"  * {note}" for note in regulation.notes]
    for standard in regulation.standards:
        lines.append(f"Tiêu chuẩn {standard.code}: {standard.title}")
        for criterion in standard.criteria:
            star = "*" if criterion.mandatory else ""
            levels = ", ".join(
                f"{regulation.level_word} {level.level}: {len(level.indicators)}"
                for level in criterion.levels
            )
            lines.append(f"  {criterion.code}{star} {criterion.title} ({levels})")
    lines += [
        f"  {clause.code} {clause.title} ({regulation.level_word} {regulation.top_level})"
        for clause in regulation.clauses
    ]
    return Described(lines, {"schema": 1, **regulation.model_dump(mode="json")})


def wording_folder() -> Path:
    """Where the official wording an office has loaded is kept."""
    return settings_folder() / "quy-dinh"


def regulation_with_wording(regulation_id: str) -> Regulation:
    """The rule set, under the official wording when the office has loaded one. Raises UnknownRegulation."""
    return load_with_wording(regulation_id, wording_folder())[0]


def load_wording(source: Path, regulation: Regulation) -> list[str]:
    """`kdcl quy-dinh nap`: read the official wording and keep it; lines say what matched and what did not.

    Raises JobError when the file holds no wording.
    """
    try:
        require_circular(source, regulation)
        wording = load_official_wording(source)
    except WordingError as error:
        raise JobError(str(error)) from error
    report = wording.compare(regulation)
    target = wording_folder() / f"{regulation.id}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    written = write_atomically(
        target, lambda path: path.write_text(wording.as_yaml(), encoding="utf-8"), keep_every=True
    )
    examples = [
        f"  {_place(question, regulation)}: {_beginning(wording.texts[question])}"
        for question in _spread(report.matched, _EXAMPLES)
    ]
    return [
        *report.as_lines(),
        "Sẽ in ra, ví dụ:",
        *examples,
        f"Đã ghi {written}; sổ trống và văn bản tạo từ nay mang lời văn này.",
        f"Muốn bỏ: kdcl quy-dinh nap --bo --bo-tieu-chuan {regulation.id} (hoặc xóa tệp ấy).",
    ]


def unload_wording(regulation_id: str) -> list[str]:
    """`kdcl quy-dinh nap --bo`: our own words again. Raises JobError when no wording was loaded, OSError."""
    target = wording_folder() / f"{regulation_id}.yaml"
    if not target.is_file():
        raise JobError(f"Bộ tiêu chuẩn {regulation_id} chưa nạp lời văn nào (không có {target}).")
    target.unlink()
    return [f"Đã bỏ {target}; sổ và văn bản tạo từ nay lại mang lời tóm tắt của chương trình."]


def _spread(questions: Sequence[Question], count: int) -> list[Question]:
    """So many of them, from the first to the last."""
    if len(questions) <= count:
        return list(questions)
    return [questions[place * (len(questions) - 1) // (count - 1)] for place in range(count)]


def _place(question: Question, regulation: Regulation) -> str:
    letter = "" if question.indicator == "*" else f" {question.indicator}"
    return f"{question.criterion} {regulation.level_word} {question.level}{letter}"


def _beginning(text: str) -> str:
    return shortened(" ".join(text.split()), _SHOWN)
