"""Small rule sets for tests, and short ways to write answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from kdcl_xl.law.levels import Answer
from kdcl_xl.law.regulation import Question, Regulation

Asked = Mapping[str, Mapping[int, str]]
"""Code → level → labels of its indicators, as in {"1.1": {1: "ab", 2: "*"}}."""

CUMULATIVE = {"kind": "cumulative", "top_level": 2}
QUOTA = {"kind": "quota", "top_level": 2, "others_required": 2, "rest_at_least": {2: 1}}
PERCENTAGE = {
    "kind": "percentage",
    "top_level": 3,
    "shares": {1: 60, 2: 70, 3: 85},
    "required": {2: [], 3: []},
}


def small(
    engine: Mapping[str, object] | None,
    criteria: Asked,
    *,
    mandatory: Iterable[str] = (),
    clauses: Asked | None = None,
    may_not_apply: Iterable[Question] = (),
    **more: object,
) -> Regulation:
    """A rule set whose standards are the first figures of its codes."""
    mandatory, exempt = set(mandatory), list(may_not_apply)

    def criterion(code: str, levels: Mapping[int, str]) -> dict[str, object]:
        return {
            "code": code,
            "title": f"Tên {code}",
            "mandatory": code in mandatory,
            "may_not_apply": [question for question in exempt if question.criterion == code],
            "levels": [
                {"level": level, "indicators": [{"label": label} for label in labels]}
                for level, labels in levels.items()
            ],
        }

    standards = sorted({code.split(".")[0] for code in criteria})
    data: dict[str, object] = {
        "id": "thu",
        "number": "00/2000/TT-THU",
        "issued_on": dt.date(2000, 1, 1),
        "title": "Bộ thử",
        "short_title": "Bộ thử",
        "applies_to": ["thcs"],
        "valid_from": dt.date(2000, 1, 1),
        "engine": engine,
        "standards": [
            {
                "code": standard,
                "title": f"Tiêu chuẩn {standard}",
                "criteria": [
                    criterion(code, levels)
                    for code, levels in criteria.items()
                    if code.split(".")[0] == standard
                ],
            }
            for standard in standards
        ],
        "clauses": [criterion(code, levels) for code, levels in (clauses or {}).items()],
        "evidence_code": {"style": "H", "pattern": "x", "example": "x"},
        "council": {},
        "statistics": {"years": 5, "rows": []},
    }
    return Regulation.model_validate(data | more)


def at_level(regulation: Regulation, code: str, level: int) -> dict[Question, Answer]:
    """The answers of a criterion that meets everything up to a level and nothing above."""
    return {
        question: Answer.MET if question.level <= level else Answer.UNMET
        for question in regulation.questions
        if question.criterion == code
    }


def all_at(regulation: Regulation, level: int, **other: int) -> dict[Question, Answer]:
    """Every criterion and clause at one level; `other` sets single ones apart, written c1_2 for 1.2."""
    apart = {key.removeprefix("c").replace("_", "."): value for key, value in other.items()}
    answers: dict[Question, Answer] = {}
    for code in regulation.by_code:
        answers |= at_level(regulation, code, apart.get(code, level))
    return answers
