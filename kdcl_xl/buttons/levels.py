"""The level a school reaches, what keeps it from the next one, and "if … then …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Ask, Kind, Press, button

if TYPE_CHECKING:
    from kdcl_xl.workbook.plan import Action, Plan


@button(
    "tinh-muc",
    "Tính mức đạt",
    "Đề xuất mức đạt, lý do, điều còn vướng và cách cải tiến ít nhất để lên mức sau; thử được “nếu … thì …”.",
    group="Kiểm tra",
    icon="tinh-muc",
    asks=(
        Ask(
            "neu",
            Kind.TEXT,
            "Thử xem nếu tiêu chí đạt mức khác thì sao, ví dụ 3.2=2; 1.3=0. Để trống nếu không thử.",
            optional=True,
        ),
    ),
    in_sheet=True,
)
def level(press: Press) -> Plan:
    """Propose the level; the council concludes (Điều 27 TT 57/2026). A sheet lists reasons and what is in the way."""
    from kdcl_xl.buttons.level_sheet import level_sheet
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.jobs.checking import assumption_line, changes_of, level_lines, verdict_of
    from kdcl_xl.jobs.errors import JobError
    from kdcl_xl.jobs.reading import form_in, unread_remark
    from kdcl_xl.law.levels import UnknownCriterion
    from kdcl_xl.workbook.plan import Plan

    snapshot = press.values
    submission = form_in(snapshot, SELF_ASSESSMENT)
    changes = changes_of(re.findall(r"[^;,\s]+\s*=\s*[^;,\s]+|[^;,\s]+", press.answer("neu")))
    try:
        verdict = verdict_of(submission, changes)
        assumed = assumption_line(submission, changes)
    except UnknownCriterion as error:
        raise JobError(str(error)) from error
    before = [line for line in (assumed, unread_remark(submission)) if line]
    proposal, *lines = level_lines(verdict)
    actions: list[Action] = []
    if not snapshot.desk.structure_locked:
        actions.append(level_sheet(submission, verdict, before))
    return Plan(actions=actions, message=proposal, lines=[*before, *lines])
