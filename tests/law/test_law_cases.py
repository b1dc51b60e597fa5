"""The cases of law written for specialists: `*.yaml` beside this file, one test per case."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kdcl_xl.law import Regulation, load
from kdcl_xl.law.levels import Answer, Verdict, assess
from kdcl_xl.law.recognition import Certificate, SchoolFacts, State, propose
from kdcl_xl.law.regulation import Question

BLANK = "chua danh gia"
LEVEL_FILES = ("muc_2018.yaml", "muc_2026.yaml", "muc_2012.yaml")
FACTS = {
    "khoa_hoan_thanh": "completed_cohorts",
    "nam_hoat_dong": "years_of_activity",
    "nam_du_lieu": "years_of_data",
    "co_so_vat_chat": "facilities",
    "danh_gia_ngoai": "external_level",
}


def cases(*names: str) -> list[Any]:
    found = []
    for name in names:
        for case in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8")):
            assert {"ten", "bo_tieu_chuan", "dau_vao", "ket_qua", "can_cu"} <= case.keys(), case.get("ten")
            found.append(pytest.param(case, id=f"{case['bo_tieu_chuan']}: {case['ten']}"))
    return found


def test_every_yaml_file_is_run() -> None:
    files = {path.name for path in Path(__file__).parent.glob("*.yaml")}
    assert files == {*LEVEL_FILES, "thoi_han.yaml", "cong_nhan.yaml"}


def lines_of(regulation: Regulation, code: str, level: int | str) -> Iterator[tuple[Question, Answer]]:
    """`level` is a level, `chua danh gia`, or "1 va de trong": met up to 1, blank above."""
    match = re.fullmatch(r"(\d) va de trong", str(level))
    for question in regulation.questions:
        if question.criterion != code or level == BLANK:
            continue
        if question.level <= int(match[1] if match else level):
            yield question, Answer.MET
        elif not match:
            yield question, Answer.UNMET


def answers_of(given: dict[str, Any], regulation: Regulation) -> dict[Question, Answer]:
    given = dict(given)
    answers: dict[Question, Answer] = {}
    every, apart = given.pop("moi_tieu_chi", None), given.pop("tieu_chi", {})
    met = given.pop("so_tieu_chi_dat", None)
    assert (every is None) != (met is None)
    assert apart.keys() <= regulation.by_code.keys()
    for place, criterion in enumerate(regulation.criteria):
        level = every if met is None else int(place < met)
        answers |= lines_of(regulation, criterion.code, apart.get(criterion.code, level))
    if clauses := given.pop("dieu_22", None):
        level = {"dat": 4, "khong dat": 0}[clauses]
        for clause in regulation.clauses:
            answers |= lines_of(regulation, clause.code, level)
    for line, answer in given.pop("chi_bao", {}).items():
        code, level, label = re.fullmatch(r"(\S+) Mức (\d) (\S+)", line).groups()
        answers.pop(Question(code, int(level), label), None)
        if answer != BLANK:
            answers[Question(code, int(level), label)] = Answer(answer)
    assert not given, f"not understood: {given}"
    return answers


def check_level(verdict: Verdict, expected: dict[str, Any]) -> None:
    expected = dict(expected)
    bounds = {row.code: (row.low, row.high) for row in (*verdict.criteria, *verdict.clauses)}
    standards = {row.code: (row.low, row.high) for row in verdict.standards}
    assert (verdict.level_low, verdict.level_high) == (expected.pop("thap"), expected.pop("cao"))
    assert verdict.settled is expected.pop("chac_chan")
    assert verdict.headline == expected.pop("tieu_de", verdict.headline)
    for name, found in (("tieu_chi", bounds), ("tieu_chuan", standards)):
        for code, level in expected.pop(name, {}).items():
            assert found[code] == (tuple(level) if isinstance(level, list) else (level, level)), code
    if "con_thieu" in expected:
        assert (verdict.gap.changes if verdict.gap else None) == expected.pop("con_thieu")
    if "chan" in expected:
        assert [str(blocker.kind) for blocker in verdict.blockers] == expected.pop("chan")
    assert expected.pop("cau_chan", "") in " ".join(blocker.message for blocker in verdict.blockers)
    assert expected.pop("nhan_xet", "") in " ".join(verdict.remarks)
    assert not expected, f"not understood: {expected}"


@pytest.mark.parametrize("case", cases(*LEVEL_FILES))
def test_level(case: dict[str, Any]) -> None:
    regulation = load(case["bo_tieu_chuan"])
    start = int(re.fullmatch(r"(\d{4})-\d{4}", case["nam_hoc"])[1])
    assert regulation.valid_from <= dt.date(start + 1, 7, 31), "the school year is before the circular"
    check_level(assess(answers_of(case["dau_vao"], regulation), regulation), case["ket_qua"])


@pytest.mark.parametrize("case", cases("thoi_han.yaml"))
def test_dates(case: dict[str, Any]) -> None:
    given, expected = case["dau_vao"], dict(case["ket_qua"])
    certificate = Certificate(
        1, given["ngay_ky"], load(case["bo_tieu_chuan"]).validity, given.get("ngay_in_tren_bang")
    )
    assert certificate.expires_on == expected.pop("het_han")
    assert certificate.register_by == expected.pop("dang_ky", certificate.register_by)
    assert certificate.higher_grade_from == expected.pop("nang_muc_tu", certificate.higher_grade_from)
    for day, standing in expected.pop("tinh_trang", {}).items():
        assert certificate.standing(day) == standing, day
    for day, state in expected.pop("nang_muc", {}).items():
        first = certificate.higher_grade_from
        reached = State.UNKNOWN if first is None else State.MET if day >= first else State.UNMET
        assert reached == state, day
    assert not expected, f"not understood: {expected}"


@pytest.mark.parametrize("case", cases("cong_nhan.yaml"))
def test_recognition(case: dict[str, Any]) -> None:
    regulation, given = load(case["bo_tieu_chuan"]), dict(case["dau_vao"])
    answers = answers_of(
        {"moi_tieu_chi": given.pop("muc"), "dieu_22": given.pop("dieu_22", None)}, regulation
    )
    facts = SchoolFacts(**{FACTS[name]: value for name, value in given.items()})
    found = {
        p.recognition.kind: [p.grade_low, str(p.state)] for p in propose(assess(answers, regulation), facts)
    }
    assert found == case["ket_qua"]
