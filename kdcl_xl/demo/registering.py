"""What a sample school asks for (sheet "Đăng ký") and what it was last recognised for (sheet "Trường")."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kdcl_xl.demo.schools import DISTRICTS_END, SampleSchool
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.vocabulary import KINDS_ASKED, Purpose
from kdcl_xl.law.levels import Verdict
from kdcl_xl.law.recognition import add_months

_FILED_BEFORE = 55
"""Days between the dossier and the visit; the office of Quận 7 asks for 45."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The answers of the sheet "Đăng ký"."""

    purpose: Purpose
    grade: int | None = None
    self_level: int | None = None
    visit_on: dt.date | None = None
    filed_on: dt.date | None = None

    def cells(self, contact: str) -> dict[str, Any]:
        """By defined name."""
        cells: dict[str, Any] = {"dk_muc_dich": str(self.purpose), "dk_muc_tu_danh_gia": self.self_level}
        if self.purpose is not Purpose.NONE:
            cells |= {
                "dk_muc": self.grade,
                "dk_thoi_gian": self.visit_on,
                "dk_ngay_gui": self.filed_on,
                "dk_so_cong_van": 2,
                "dk_so_bao_cao": 2,
                "dk_lien_he": contact,
            }
        return cells


def registration(
    school: SampleSchool, edition: Edition, verdict: Verdict | None, approved_on: dt.date | None
) -> Registered:
    """What the school registers for in that year; its grade and level only with a verdict.

    `approved_on`: the dossier goes a week later even when the sample was cut short by the day of the demo.
    """
    level = verdict.level_low if verdict is not None and verdict.settled else None
    purpose, visit = _asked(school, edition)
    recognition = next(iter(_recognitions(edition, purpose)), None)
    if recognition is None or visit is None or (verdict is not None and not recognition.grade_at(level or 0)):
        return Registered(Purpose.NONE, self_level=level)
    if approved_on:
        visit = max(visit, approved_on + dt.timedelta(days=7 + _FILED_BEFORE))
    grade = recognition.grade_at(level or 0) or None
    return Registered(purpose, grade, level, visit, visit - dt.timedelta(days=_FILED_BEFORE))


def _asked(school: SampleSchool, edition: Edition) -> tuple[Purpose, dt.date | None]:
    year = edition.school_year
    if year.start == 2024 and school.visit:
        first = dt.date.fromisoformat(f"{school.visit}-15")
        tuesday = first + dt.timedelta(days=(1 - first.weekday()) % 7)
        return Purpose(school.purpose), tuesday
    if year.end > DISTRICTS_END.year and school.asks_2026:
        return Purpose.NATIONAL_STANDARD, dt.date(year.end, 5, 25)
    return Purpose.NONE, None


def _recognitions(edition: Edition, purpose: Purpose) -> list[Any]:
    return [one for one in edition.rules.recognitions if one.kind in KINDS_ASKED[purpose]]


def certificates(school: SampleSchool, edition: Edition, approved_on: dt.date) -> dict[str, Any]:
    """Last recognitions as the school states them; those of 2024–2025 came out of the visits of that year."""
    cells: dict[str, Any] = {}
    if school.visit and school.level_2024:
        signed = add_months(dt.date.fromisoformat(f"{school.visit}-20"), 3)
        if signed <= approved_on:
            cells |= {
                "kdcl_cap_do": school.level_2024,
                "kdcl_quyet_dinh": f"{school.number + 410}/QĐ-SGDĐT",
                "kdcl_ngay": signed,
            }
    if school.standard and school.standard[1] <= approved_on:
        grade, signed = school.standard
        cells |= {
            "cqg_muc_do": grade,
            "cqg_quyet_dinh": f"{school.number + 2100}/QĐ-UBND",
            "cqg_ngay": signed,
        }
    return cells
