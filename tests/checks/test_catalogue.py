"""The catalogue of codes: complete, consistent, and the same in the guide."""

from __future__ import annotations

import re

from kdcl_xl.checks import FAMILIES, catalogue_complete
from kdcl_xl.checks.registry import CHECKS
from kdcl_xl.findings import Severity, catalogue
from tools.build_error_catalogue import TARGET, page


def test_the_guide_lists_what_the_program_prints() -> None:
    assert TARGET.read_text("utf-8") == page(), "run: python tools/build_error_catalogue.py"


def test_every_declared_code_of_a_family_is_reported_by_a_check() -> None:
    prefixes = {*FAMILIES, "GT"}
    declared = {code for code in catalogue() if code.partition("-")[0] in prefixes}
    assert declared == set(catalogue_complete())


def test_codes_stand_in_the_module_of_their_family() -> None:
    for prefix, (_, module) in FAMILIES.items():
        for check in CHECKS:
            if check.function.__module__ == module.__name__:
                assert {rule.code[:2] for rule in check.rules} == {prefix}, check.function.__name__


def test_numbers_of_a_family_have_no_gap() -> None:
    for prefix in (*FAMILIES, "GT"):
        numbers = sorted(int(code[3:]) for code in catalogue_complete() if code.startswith(prefix))
        assert numbers == list(range(1, len(numbers) + 1)), prefix


def test_titles_state_the_rule_and_name_no_single_value() -> None:
    for rule in catalogue_complete().values():
        assert rule.title[0].isupper() or rule.title[0] == "“", rule
        assert not rule.title.endswith("."), rule
        assert not re.search(r"[{}]|\bsai\b", rule.title), rule


def test_hints_are_few() -> None:
    rules = catalogue_complete().values()
    assert sum(rule.severity is Severity.HINT for rule in rules) <= len(rules) / 10


def test_every_check_explains_itself() -> None:
    for check in CHECKS:
        assert check.rules and check.function.__doc__, check.function.__name__
