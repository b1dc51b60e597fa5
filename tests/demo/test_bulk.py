"""Workbooks for benchmarks: many, different, of realistic size, clean."""

from __future__ import annotations

from kdcl_xl.demo.bulk import many_workbooks
from kdcl_xl.forms.self_assessment import School
from tests.demo.samples import findings, submission


def test_copies_differ_in_code_and_name_and_are_clean() -> None:
    made = dict(many_workbooks(6))
    assert len(made) == len(set(made.values())) == 6
    for name, data in made.items():
        code = submission(data).fields(School).school_id
        assert name.startswith(code)
        assert 120_000 < len(data) < 200_000
    assert findings(made["79-ZZ-000002_tu-danh-gia_2026-2027_L1.xlsx"]) == []
