"""What the tests of work groups share: parts as they go out and come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

import pytest
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
)
from kdcl_xl.school.joining_report import JoinReport
from kdcl_xl.school.parts import Part, split
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

R = TypeVar("R", bound=Row)
EDITIONS = pytest.mark.parametrize("edition", [TT18, TT57], ids=["tt18", "tt57"])


def base_of(edition: Edition = TT18) -> Submission:
    return opened(filled(edition), edition)


def parts_of(base: Submission) -> dict[str, Part]:
    return {part.group: part for part in split(base)}


def sent_back(
    part: Part, edition: Edition, work: Callable[[Content], None] | None = None, name: str = ""
) -> Submission:
    """The part as it comes back: built, opened, worked on by the group, saved and read again."""
    content = Content(
        dict(part.content.cells),
        {table: [row.model_copy() for row in rows] for table, rows in part.content.rows.items()},
    )
    if work:
        work(content)
    data = replace(part, content=content).build(SELF_ASSESSMENT, edition)
    submission = read(data, name=name or part.file_name)
    assert isinstance(submission, Submission), submission
    return submission


def rows(content: Content, table: type[R]) -> list[R]:
    return cast(list[R], content.rows[table])


def row(content: Content, table: type[R], **key: Any) -> R:
    found = [r for r in rows(content, table) if all(getattr(r, name) == value for name, value in key.items())]
    assert len(found) == 1, found
    return found[0]


def places(report: JoinReport) -> list[tuple[str, str, str]]:
    return [(conflict.sheet, conflict.key, conflict.column) for conflict in report.conflicts]
