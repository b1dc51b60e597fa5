"""Answers and figures encoded: small enough to keep for every school and to carry up, exact enough to work out
the level again and to show what changed."""

from __future__ import annotations

from collections.abc import Mapping

from kdcl_xl.consolidate.record import FigureValue
from kdcl_xl.forms.columns import NO_DATA
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.regulation import Question, Regulation, Statistic

_LETTER = {Answer.MET: "1", Answer.UNMET: "0", Answer.NOT_APPLICABLE: "n"}
_ANSWER = {letter: answer for answer, letter in _LETTER.items()}
_WORD = {"1": str(Answer.MET), "0": str(Answer.UNMET), "n": str(Answer.NOT_APPLICABLE), ".": "chưa đánh giá"}


def answers_code(answers: Mapping[Question, Answer], rules: Regulation) -> str:
    """One letter per question of the rule set: 1 đạt, 0 không đạt, n không áp dụng, . chưa đánh giá."""
    return "".join([_LETTER[answers[q]] if q in answers else "." for q in rules.questions])


def decoded_answers(code: str, rules: Regulation) -> dict[Question, Answer] | None:
    """The answers behind their code; None when it is not one of this rule set."""
    if len(code) != len(rules.questions) or not set(code) <= _WORD.keys():
        return None
    return {q: _ANSWER[letter] for q, letter in zip(rules.questions, code, strict=True) if letter != "."}


def answer_words(letter: str) -> str:
    """The answer behind a letter."""
    return _WORD.get(letter, letter)


def figures_code(stats: Mapping[str, FigureValue], rules: Regulation) -> str:
    """This year's figure of every row of the rule set's tables: blank, x (chưa có) or the number."""
    return ";".join(_figure_code(stats.get(row.code)) for row in rules.statistics.rows)


def _figure_code(value: FigureValue) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return "x"
    return f"{value:.12g}"


def decoded_figures(code: str, rules: Regulation) -> list[tuple[Statistic, FigureValue]]:
    """The figures behind their code, with their rows; rows beyond the code are blank."""
    parts = code.split(";")
    return [
        (row, _figure(parts[place]) if place < len(parts) else None)
        for place, row in enumerate(rules.statistics.rows)
    ]


def _figure(text: str) -> FigureValue:
    if not text:
        return None
    return NO_DATA if text == "x" else float(text)
