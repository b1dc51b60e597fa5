"""Evidence codes as people type them, explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcl_xl.checks.codes import canonical, citations_in, drafts_in, drafts_listed, fault_of, serial_of
from kdcl_xl.law.regulation import load

H = load("tt18_2018_tr").evidence_code
MC = load("tt57_2026_pt").evidence_code
OLD = load("tt42_2012_th").evidence_code


@pytest.mark.parametrize("typed", ["[H1-1.1-01]", "H1-1.10-01", "[H12-22.6-15]", "H1-2.1-100"])
def test_right_codes_of_2018(typed: str) -> None:
    assert fault_of(typed, H) is None


@pytest.mark.parametrize("typed", ["MC.1.1.01", "MC.4.3.12"])
def test_right_codes_of_2026(typed: str) -> None:
    assert fault_of(typed, MC) is None


def test_right_code_of_2012() -> None:
    assert fault_of("[H1-1-01-01]", OLD) is None


@pytest.mark.parametrize(
    ("typed", "said", "meant"),
    [
        ("H1-1.1-1", "thiếu số 0", "[H1-1.1-01]"),
        ("[H1-1.1-1]", "thiếu số 0", "[H1-1.1-01]"),
        ("H1 - 1.1 - 01", "dấu cách", "[H1-1.1-01]"),
        ("[H1-1.1-01", "dấu ngoặc", "[H1-1.1-01]"),
        ("h1-1.1-01", "chữ thường", "[H1-1.1-01]"),
        ("[H1.1.1.01]", "dấu ngăn", "[H1-1.1-01]"),
        ("[H01-1.1-01]", "thừa số 0", "[H1-1.1-01]"),
        ("[H1-7.1-01]", "tiêu chuẩn 7", ""),
        ("[H1-1.1]", "thiếu phần", ""),
        ("[H1-1.1-01-02]", "thừa phần", ""),
        ("[H1-1-01-01]", "thông tư cũ", "[H1-1.1-01]"),
        ("MC.1.1.01", "Thông tư 57/2026", ""),
        ("KH 12", "không theo dạng", ""),
    ],
)
def test_wrong_codes_of_2018(typed: str, said: str, meant: str) -> None:
    fault = fault_of(typed, H)
    assert fault is not None
    assert said in fault.message and typed in fault.message
    assert fault.meant == meant


@pytest.mark.parametrize(
    ("typed", "said", "meant"),
    [
        ("MC.1.1.1", "thiếu số 0", "MC.1.1.01"),
        ("MC 1.1.01", "dấu cách", "MC.1.1.01"),
        ("MC-1.1-01", "dấu ngăn", "MC.1.1.01"),
        ("mc.1.1.01", "chữ thường", "MC.1.1.01"),
        ("MC.5.1.01", "tiêu chuẩn 5", ""),
        ("[H1-1.1-01]", "thông tư cũ", ""),
    ],
)
def test_wrong_codes_of_2026(typed: str, said: str, meant: str) -> None:
    fault = fault_of(typed, MC)
    assert fault is not None
    assert said in fault.message
    assert fault.meant == meant


def test_a_code_of_2018_under_the_rules_of_2012() -> None:
    fault = fault_of("[H1-1.1-01]", OLD)
    assert fault is not None and fault.other_circular and fault.meant == "[H1-1-01-01]"


def test_one_point_ten_is_not_one_point_one() -> None:
    first, second = serial_of("H1-1.10-01", H.pattern), serial_of("H1-1.1-01", H.pattern)
    assert first and second
    assert (first.criterion, second.criterion) == ("1.10", "1.1")


def test_citations_in_prose() -> None:
    text = "Có kế hoạch [H1-1.1-01]; [H1-1.1-02], xem H2–2.1–03. Học sinh khối H1 và năm H2 không phải mã."
    assert [code for code, _ in citations_in(text)] == ["H1-1.1-01", "H1-1.1-02", "H2-2.1-03"]
    assert citations_in("theo MC.1.1.01, MC 1.2.3.") == [("MC.1.1.01", "MC.1.1.01"), ("MC1.2.3", "MC 1.2.3")]


def test_temporary_ids_are_citations_only_in_brackets_or_lists() -> None:
    assert drafts_in("Biên bản [t1], số liệu (t2; T13) và lớp t4.") == ["t1", "t2", "t13"]
    assert drafts_in("Tổ t1 họp đều.") == []
    assert drafts_listed("t1; t2, MC.1.1.01") == ["t1", "t2"]


@given(
    box=st.integers(1, 99),
    standard=st.integers(1, 5),
    criterion=st.integers(1, 99),
    number=st.integers(1, 99),
)
def test_a_code_without_its_zero_is_always_understood(
    box: int, standard: int, criterion: int, number: int
) -> None:
    right = f"H{box}-{standard}.{criterion}-{number:02}"
    assert fault_of(right, H) is None
    fault = fault_of(f"H{box}-{standard}.{criterion}-{number}", H)
    assert fault is None if number > 9 else fault is not None and fault.meant == f"[{right}]"


@given(st.text(max_size=30))
def test_no_text_breaks_the_explanation(text: str) -> None:
    for rule in (H, MC, OLD):
        fault = fault_of(text, rule)
        assert fault is None or fault.message
    assert canonical(canonical(text)) == canonical(text)
