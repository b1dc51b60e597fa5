"""One report written by work groups comes out as if one person had written it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kdcl_xl.demo.content import school_content
from kdcl_xl.demo.schools import school
from kdcl_xl.demo.teamwork import with_draft_ids, write_together
from kdcl_xl.forms.self_assessment import AnswerLine, Description, Evidence
from tests.demo.samples import ON, edition, findings, submission


@pytest.mark.parametrize("regulation", ["tt57_2026_pt", "tt18_2018_tr"])
def test_joined_and_numbered_workbook_is_clean(regulation: str, tmp_path: Path) -> None:
    one = school("79-Q7-009")
    made_for = edition(regulation, one.kind)
    done = write_together(one, made_for, ON, tmp_path)
    assert done.numbered is not None
    assert len(done.parts) >= 3
    assert done.conflicts == 1
    assert findings(done.numbered.read_bytes()) == []
    final, direct = submission(done.numbered.read_bytes()), school_content(one, made_for, on=ON)
    assert done.coded == len(direct.rows[Evidence]) == len(final.table(Evidence))
    answers = {row.question: row.result for row in final.table(AnswerLine) if row.result}
    assert answers == {
        row.question: row.result for row in direct.rows[AnswerLine] if isinstance(row, AnswerLine)
    }


def test_while_writing_only_temporary_ids_are_cited() -> None:
    one = school("79-Q7-009")
    content = with_draft_ids(school_content(one, edition("tt57_2026_pt", one.kind)))
    assert not any("MC." in row.text for row in content.rows[Description] if isinstance(row, Description))
    assert all(row.draft_id and not row.code for row in content.rows[Evidence] if isinstance(row, Evidence))
