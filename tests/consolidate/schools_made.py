"""Schools for these tests: workbooks built as schools get them, filled with content, saved in a folder."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kdcl_xl.consolidate import Outcome, run
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.school_list import SCHOOL_LIST, ListedSchool
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Description,
    Evidence,
    Improvement,
    StatisticRow,
)
from kdcl_xl.forms.summary import FindingLine
from kdcl_xl.forms.vocabulary import NAME_OF_KIND
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

YEAR, PT, MN, OLD_PT = "2026-2027", "tt57_2026_pt", "tt57_2026_mn", "tt18_2018_tr"
UNIT = "UBND phường Tân Mỹ"
ON = dt.date(2027, 6, 20)
_PROSE = "Nhà trường đã xây dựng kế hoạch, phân công rõ người, rõ việc và có minh chứng theo từng năm học. "


def edition(regulation: str = PT, kind: str = "thcs", year: str = YEAR) -> Edition:
    return edition_of(year, regulation, kind)


def answers(
    rules_edition: Edition, level: int | None, unmet: Mapping[str, int] | None = None
) -> list[AnswerLine]:
    """Everything met up to `level` (None: nothing assessed); `unmet`: criterion → level it fails."""
    rows = []
    for question in rules_edition.rules.questions:
        failed = (unmet or {}).get(question.criterion)
        if level is None:
            word = ""
        elif failed is not None and question.level >= failed:
            word = "Không đạt"
        else:
            word = "Đạt" if question.level <= level else "Không đạt"
        rows.append(
            AnswerLine(
                criterion=question.criterion, level=question.level, indicator=question.indicator, result=word
            )
        )
    return rows


def content(
    school_id: str,
    name: str,
    *,
    at: Edition | None = None,
    level: int | None = 1,
    unmet: Mapping[str, int] | None = None,
    revision: int = 1,
    figures: Mapping[str, float] | None = None,
    improvements: list[Improvement] | None = None,
    cells: Mapping[str, Any] | None = None,
    evidence: int = 3,
    prose: str = "",
) -> Content:
    """The content of one school's workbook; `cells` overrides named cells."""
    at = at or edition()
    assert at.kind is not None
    values: dict[str, Any] = {
        "ten_truong": name,
        "ma_truong": school_id,
        "loai_truong": str(NAME_OF_KIND[at.kind]),
        "loai_hinh": "Công lập",
        "co_quan_quan_ly": UNIT,
        "tinh": "Thành phố Hồ Chí Minh",
        "xa": "phường Tân Mỹ",
        "nguoi_dung_dau": "Trần Thị Mẫu",
        "lan_nop": revision,
        "ngay_phe_duyet": dt.date(at.school_year.end, 6, 5),
        "dk_muc_dich": "Không đăng ký",
    }
    values |= dict(cells or {})
    stats = {"lop_tong": 20.0, "hs_tong": 800.0, "gv_tong": 40.0, "dien_tich_dat": 9000.0} | dict(
        figures or {}
    )
    return Content(
        values,
        {
            AnswerLine: answers(at, level, unmet),
            StatisticRow: [StatisticRow(code=code, year_0=value) for code, value in stats.items()],
            Improvement: improvements or [],
            Evidence: [
                Evidence(code=f"MC.1.1.{n:02}", title=f"Kế hoạch số {n}", issuer=name, number=f"{n}/KH")
                for n in range(1, evidence + 1)
            ],
            Description: [
                Description(criterion=c.code, level=lv.level, text=prose)
                for c in at.rules.by_code.values()
                for lv in c.levels
            ]
            if prose
            else [],
        },
    )


def save(folder: Path, file: str, school: Content, *, at: Edition | None = None) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_built(at or edition(), school))
    return path


_known: dict[str, bytes] = {}


def _built(at: Edition, school: Content) -> bytes:
    """Building takes most of the time of these tests, and many of them want the same school."""
    key = repr((at.school_year, at.regulation and at.regulation.id, at.kind, school))
    if key not in _known:
        _known[key] = build(SELF_ASSESSMENT, at, school)
    return _known[key]


def school(
    folder: Path, school_id: str, name: str, *, file: str = "", at: Edition | None = None, **more: Any
) -> Path:
    """Build and save one school's workbook."""
    return save(folder, file or f"{school_id}.xlsx", content(school_id, name, at=at, **more), at=at)


def listed(school_id: str, name: str, **more: Any) -> ListedSchool:
    given = {"kind": "THCS", "ownership": "Công lập", "unit": UNIT, "province": "Thành phố Hồ Chí Minh"}
    return ListedSchool(school_id=school_id, name=name, **(given | more))


def school_list(path: Path, *rows: ListedSchool) -> Path:
    path.write_bytes(build(SCHOOL_LIST, edition_of(YEAR), Content(rows={ListedSchool: list(rows)})))
    return path


def realistic(number: int, *, at: Edition) -> Content:
    """A workbook of real size: long prose, hundreds of rows of evidence, all figures."""
    luck = random.Random(number)
    made = content(
        f"7910{number:04}", f"Trường THCS Số {number}", at=at, level=luck.choice([1, 1, 2, None]), evidence=0
    )
    codes = [c.code for c in at.rules.criteria]
    made.rows[Evidence] = [
        Evidence(
            code=f"MC.{codes[n % len(codes)]}.{n // len(codes) + 1:02}",
            title=f"Kế hoạch thực hiện nhiệm vụ số {n} năm học {at.school_year}",
            number=f"{n}/KH-THCS",
            issued_on=dt.date(2026, 9, 1) + dt.timedelta(days=n % 200),
            issuer=f"Trường THCS Số {number}",
            storage=f"Tủ hồ sơ {n % 9}, hộp {n % 30}",
            sensitivity="Xanh",
        )
        for n in range(1100)
    ]
    made.rows[Description] = [
        Description(criterion=c.code, level=lv.level, text=_PROSE * luck.randint(3, 9))
        for c in at.rules.by_code.values()
        for lv in c.levels
    ]
    made.rows[StatisticRow] = [
        StatisticRow(code=row.code, **{f"year_{y}": float(luck.randint(1, 900)) for y in range(3)})
        for row in at.rules.statistics.rows
        if not row.kinds or at.kind in row.kinds
    ]
    made.rows[Improvement] = [
        Improvement(
            source_year=str(at.school_year),
            criterion=codes[n % len(codes)],
            issue=f"Vấn đề {n}",
            measure=_PROSE,
            starts_on=dt.date(2026, 9, 5),
            ends_on=dt.date(2027, 5, 20),
            people="Tổ văn phòng",
            budget=float(luck.randint(0, 90)),
            monitoring="Ban giám hiệu kiểm tra hằng tháng",
        )
        for n in range(25)
    ]
    return made


def consolidate(folder: Path, out: Path, **options: Any) -> Outcome:
    """Run at level "phong" on the day of these tests, unless told otherwise."""
    given: dict[str, Any] = {
        "level": "phong",
        "school_list": None,
        "on": ON,
        "settings": Settings(),
        "cache": False,
    }
    return run(folder, out=out, **(given | options))


def summary(path: Path) -> Submission:
    """The consolidated workbook as the level above reads it."""
    read_back = read(path)
    assert isinstance(read_back, Submission), read_back.finding
    return read_back


def states(outcome: Outcome) -> dict[str, str]:
    """File (or school code where there is none) → state."""
    return {line.file or line.school_id: line.state for line in outcome.lines}


def why(outcome: Outcome, file: str) -> str:
    return next(line.why for line in outcome.lines if line.file == file)


def codes(path: Path, file: str = "") -> set[str]:
    """The codes of consolidation on the sheet "Lỗi"."""
    return {
        row.code
        for row in summary(path).table(FindingLine)
        if row.code.startswith("TH-") and file in ("", row.file)
    }
