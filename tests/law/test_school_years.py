"""The school years a rule set may serve."""

from __future__ import annotations

import pytest

from kdcl_xl.law.regulation import load
from kdcl_xl.law.school_years import serves
from kdcl_xl.text.dates import SchoolYear


@pytest.mark.parametrize(
    ("regulation", "years"),
    [
        ("tt57_2026_pt", {"2024-2025": False, "2025-2026": True, "2026-2027": True}),
        ("tt18_2018_tr", {"2017-2018": False, "2018-2019": True, "2026-2027": True, "2027-2028": False}),
        ("tt42_2012_tr", {"2018-2019": True, "2019-2020": True, "2020-2021": False}),
        ("tt19_2018_mn", {"2024-2025": True, "2025-2026": True, "2026-2027": False}),
    ],
)
def test_in_force_in_the_year_or_the_one_before(regulation: str, years: dict[str, bool]) -> None:
    rules = load(regulation)
    assert {year: serves(rules, SchoolYear(year)) for year in years} == years
