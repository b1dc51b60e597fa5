"""The register of numbers: from 01, no repeats, a paper keeps its number, gaps and days out of order are said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kdcl_xl.documents.numbers import Given, NumberProblem, NumberRegister

SCHOOL = "TRƯỜNG THCS NGUYỄN THỊ LỘ"


def paper(name: str, *, body: str = SCHOOL, series: str = "KH", year: int = 2027, day: int = 0) -> Given:
    on = dt.date(year, 3, day) if day else None
    return Given(
        year=year, body=body, series=series, number=0, symbol=f"{series}-X", paper=name, issued_on=on
    )


def test_every_body_kind_and_year_counts_from_one() -> None:
    register = NumberRegister()
    papers = [paper("a"), paper("b"), paper("c", series="QĐ"), paper("d", year=2028), paper("e", body="KHÁC")]
    assert [register.give(p).number for p in papers] == [1, 2, 1, 1, 1]
    assert [e.written for e in register.entries] == ["01/KH-X", "02/KH-X", "01/QĐ-X", "01/KH-X", "01/KH-X"]
    assert register.remarks == []


def test_stray_blanks_do_not_make_another_body() -> None:
    register = NumberRegister()
    register.give(paper("a", body=f" {SCHOOL.replace(' ', '  ')} "))
    assert register.give(paper("b")).number == 2


def test_a_paper_printed_again_keeps_its_number() -> None:
    register = NumberRegister()
    register.give(paper("a"))
    register.give(paper("b"))
    assert register.give(paper("a", day=5)).number == 1
    assert len(register.entries) == 2
    assert "đã có số 01/KH-X" in register.remarks[0]
    assert next(e for e in register.entries if e.paper == "a").issued_on == dt.date(2027, 3, 5)


def test_another_day_under_the_same_number_is_said() -> None:
    register = NumberRegister()
    for day in (5, 5, 6, 0):
        register.give(paper("a", day=day))
    told = [remark.partition("in lại với số ấy")[2] for remark in register.remarks]
    assert told == [".", ", ngày 05/03/2027 đổi thành 06/03/2027.", ", ngày 06/03/2027 đổi thành để trống."]


def test_no_number_twice_and_gaps_are_known() -> None:
    register = NumberRegister()
    register.give(paper("a"))
    assert register.give(paper("b"), 4).number == 4
    assert register.gaps(paper("x")) == (2, 3)
    with pytest.raises(NumberProblem, match="Số 04/KH-X năm 2027 đã cấp cho “b”"):
        register.give(paper("c"), 4)
    assert register.give(paper("c"), 2).number == 2
    assert register.give(paper("c"), 3).number == 3
    assert register.remarks[-1] == "“c” đổi từ số 02/KH-X sang 03/KH-X."
    assert register.gaps(paper("x")) == (2,)
    assert register.lines()[-1].strip() == "Chưa dùng: 02."


def test_days_run_with_the_numbers() -> None:
    register = NumberRegister()
    register.give(paper("a", day=10))
    register.give(paper("b", day=10))
    assert register.remarks == []
    register.give(paper("c", day=9))
    assert "không cùng thứ tự" in register.remarks[0]


def test_the_file_is_read_back_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so-van-ban.json"
    assert NumberRegister.read(path).lines() == ["Chưa cấp số nào."]
    register = NumberRegister()
    register.give(paper("a", day=5))
    path.write_bytes(register.as_bytes())
    assert NumberRegister.read(path).entries == register.entries
    assert NumberRegister.read(path).as_bytes() == register.as_bytes()
    path.write_text("[{", encoding="utf-8")
    with pytest.raises(NumberProblem, match=r"so-van-ban\.json"):
        NumberRegister.read(path)
