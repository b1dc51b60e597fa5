"""The answers a submission gives, as the engines take them."""

from __future__ import annotations

from kdcl_xl.forms.self_assessment import AnswerLine
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.regulation import Question
from kdcl_xl.workbook.snapshot import Submission

_ANSWERS = {str(answer): answer for answer in Answer}


def answers_of(submission: Submission) -> dict[Question, Answer]:
    """Question → answer of the sheet "Đánh giá"; a blank line has none.

    Lines the rule set does not have are left out, and of a line that stands twice the first counts: the checks
    report both, so the level never rests on a line nobody was told about.
    """
    known = frozenset(submission.edition.rules.questions)
    found: dict[Question, Answer] = {}
    for row in submission.table(AnswerLine):
        if row.result and row.question in known:
            found.setdefault(row.question, _ANSWERS[row.result])
    return found
