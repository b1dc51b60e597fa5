"""Citations in running text: what is one, what is not, and replacing them all at once."""

from __future__ import annotations

import pytest

from kdcl_xl.school.citations import bare_drafts, citations, rewrite, usable_draft_id

DRAFTS = {"t1", "t2", "t10", "qđ-12"}
CODES = {"t1": "H1-1.1-01", "t2": "H1-1.1-02", "t10": "H1-1.2-01", "qđ-12": "H2-2.1-01"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Có kế hoạch [H1-1.1-01].", ["H1-1.1-01"]),
        ("Có (MC.1.1.01, MC.1.1.02)", ["MC.1.1.01", "MC.1.1.02"]),
        ("[H1–1.1–01] và H2-22.3-04", ["H1-1.1-01", "H2-22.3-04"]),
        ("[H1-1-01-01]", ["H1-1-01-01"]),
        ("[t1; t10] (QĐ-12)", ["t1", "t10", "qđ-12"]),
        ("([H1-1.1-01]; [t2])", ["H1-1.1-01", "t2"]),
        ("[ T1 ]", ["t1"]),
        ("[t99]", ["t99"]),
        ("lớp t1 có (40 học sinh), (a) và (2024), [1]", []),
        ("mã SH1-1.1-01 là số hiệu", []),
        ("[t1", []),
        ("t1) và (t2", []),
        ("", []),
    ],
)
def test_what_is_a_citation(text: str, keys: list[str]) -> None:
    assert [citation.key for citation in citations(text, DRAFTS)] == keys


def test_a_list_of_evidence_needs_no_brackets() -> None:
    assert [c.key for c in citations("t1; t2, H1-1.1-01", DRAFTS, listing=True)] == ["t1", "t2", "H1-1.1-01"]
    assert [c.key for c in citations("t1; t2, H1-1.1-01", DRAFTS)] == ["H1-1.1-01"]


@pytest.mark.parametrize(
    ("text", "under_2018", "under_2026"),
    [
        ("Đã họp [t1].", "Đã họp [H1-1.1-01].", "Đã họp (MC.1.1.01)."),
        ("(t1; t2)", "[H1-1.1-01]; [H1-1.1-02]", "(MC.1.1.01, MC.1.1.02)"),
        ("[t10, t1]", "[H1-1.2-01]; [H1-1.1-01]", "(MC.1.2.01, MC.1.1.01)"),
        ("(theo biên bản; t1)", "(theo biên bản; [H1-1.1-01])", "(theo biên bản; MC.1.1.01)"),
        ("[theo biên bản; t1]", "[theo biên bản; H1-1.1-01]", "[theo biên bản; MC.1.1.01]"),
        ("[t99; t1]", "[t99; H1-1.1-01]", "[t99; MC.1.1.01]"),
        ("(xem t1) và t1", "(xem t1) và t1", "(xem t1) và t1"),
        ("[H9-1.1-01; t2]", "[H9-1.1-01]; [H1-1.1-02]", None),
    ],
)
def test_final_codes_get_the_brackets_of_their_circular(
    text: str, under_2018: str, under_2026: str | None
) -> None:
    assert rewrite(text, CODES, DRAFTS, "H") == under_2018
    if under_2026 is not None:
        new = {"t1": "MC.1.1.01", "t2": "MC.1.1.02", "t10": "MC.1.2.01"}
        assert rewrite(text, new, DRAFTS, "MC") == under_2026


def test_all_are_replaced_at_once() -> None:
    chain = {"H1-1.1-01": "H1-1.1-02", "H1-1.1-02": "H1-1.1-03", "H1-1.1-03": "H1-1.1-01"}
    text = "[H1-1.1-01]; [H1-1.1-02]; [H1-1.1-03]"
    assert rewrite(text, chain, (), "H") == "[H1-1.1-02]; [H1-1.1-03]; [H1-1.1-01]"
    assert rewrite("[t1; t10]", {"t1": "t10", "t10": "t1"}, {"t1", "t10"}, "H") == "[t10; t1]"


def test_a_code_that_becomes_a_temporary_id_stays_a_citation() -> None:
    new = {"H1-1.1-01": "t5"}
    assert rewrite("Có [H1-1.1-01].", new, (), "H") == "Có [t5]."
    assert rewrite("Có H1-1.1-01.", new, (), "H") == "Có [t5]."
    assert rewrite("(MC.1.1.01, MC.1.1.02)", {"MC.1.1.01": "t1"}, (), "MC") == "(t1, MC.1.1.02)"


def test_text_without_anything_to_replace_is_untouched() -> None:
    text = "Có [ H1 - 1.1 - 01 ] và (t2 ,t1)\n"
    assert rewrite(text, {"H1-1.1-01": "H1-1.1-01"}, DRAFTS, "H") == text
    assert rewrite(text, {"t7": "H1-1.1-01"}, DRAFTS, "H") == text


def test_bare_ids_are_pointed_out() -> None:
    assert bare_drafts("theo t1, [t2], t77 và (xem t10)", DRAFTS) == ["t1", "t10"]


@pytest.mark.parametrize(
    ("typed", "usable"),
    [
        ("t1", True),
        ("QĐ-12", True),
        ("kh", True),
        ("1", False),
        ("2024", False),
        ("a", False),
        ("t1;t2", False),
    ],
)
def test_a_temporary_id_must_not_look_like_a_word_or_a_number(typed: str, usable: bool) -> None:
    assert usable_draft_id(typed) is usable
