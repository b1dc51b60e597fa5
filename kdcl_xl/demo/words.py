"""The words and figures that fill the sentences for one school, one rule set and one year."""

from __future__ import annotations

import random
from string import Template

from kdcl_xl.demo.figures import Year
from kdcl_xl.demo.schools import SampleSchool
from kdcl_xl.forms.form import Edition
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.text.numbers import vn_number

Words = dict[str, str]


def words_for(school: SampleSchool, edition: Edition, years: list[Year], rng: random.Random) -> Words:
    """Placeholder → text. The figures are those of the sheet "Số liệu", this year's unless the name says more."""
    rules, year = edition.rules.words, edition.school_year
    here = year_of(years, 0)
    learners, school_word, head = rules.learners, rules.school, rules.head
    teachers = int(here["gv_tong"])
    unit = school.unit_in(year).name
    common = {
        "T": school_word,
        "t": school_word.lower(),
        "hs": learners,
        "Hs": learners.capitalize(),
        "hs_don": learners,
        "ht": head.lower(),
        "Ht": head,
        "Dv": unit,
        "dv": unit,
        "xa": school.ward_in(year),
        "y0": str(year),
        "y1": str(year.shift(-1)),
        "y2": str(year.shift(-2)),
        "giai_doan": f"{year.start - 4}-{year.start + 1}",
        "dv_lop": "nhóm, lớp" if school.kind is SchoolKind.PRESCHOOL else "lớp",
        "hd_truong": "Hội đồng quản trị" if school.private else "Hội đồng trường",
        "gv": str(teachers),
        "gv_nu": _figure(here, "gv_nu"),
        "gv_tren": _figure(here, "gv_tren_chuan"),
        "gv_gioi": str(max(1, teachers // 5)),
        "gv_chuan_pt": "100",
        "cbql": _figure(here, "cbql_tong"),
        "nv": _figure(here, "ho_tro_tong"),
        "tong_nguoi": _figure(here, "doi_ngu_tong"),
        "to": str(max(2, teachers // 9)),
        "hs_tong": _figure(here, "hs_tong"),
        "hs_nu": _figure(here, "hs_nu"),
        "hs_khuyet_tat": _figure(here, "hs_khuyet_tat"),
        "hs_gioi": _figure(here, "hs_gioi_huyen_tinh"),
        "lop": _figure(here, "lop_tong"),
        "siso": _figure(here, "si_so_bq", 1),
        "phong": _figure(here, "phong_hoc_tong"),
        "dat": _figure(here, "dien_tich_dat"),
        "san": _figure(here, "dien_tich_san_choi"),
        "m2": _figure(here, "dien_tich_m2_hs", 2),
    }
    return common | _results(year_of(years, 1), school) | loose_numbers(rng, teachers)


def year_of(years: list[Year], back: int) -> dict[str, float]:
    """The figures of a school year that are numbers; the earliest one known stands in for earlier years."""
    return {
        code: value for code, value in years[min(back, len(years) - 1)].items() if not isinstance(value, str)
    }


def fill(text: str, words: Words) -> str:
    """A sentence with its words. Raises KeyError for a placeholder nobody knows."""
    return Template(text).substitute(words)


def _results(last: dict[str, float], school: SampleSchool) -> Words:
    """Results of the last complete school year, in the words of the kind of school."""
    tot, kha = vn_number(last["ht_tot"], 2), vn_number(last["ht_kha"], 2)
    done = vn_number(last["hoan_thanh_lop"], 2)
    if school.kind is SchoolKind.PRIMARY:
        results = f"{done}% hoàn thành chương trình lớp học"
    else:
        results = f"học tập xếp mức tốt {tot}%, mức khá {kha}%"
    return {"ket_qua": results, "hoan_thanh": done, "vao_lop_1": vn_number(last["vao_lop_1"], 0)}


def loose_numbers(rng: random.Random, teachers: int) -> Words:
    """Small numbers of things that no table holds: meetings, ideas, books."""
    share = rng.randint(181, 197)
    return {
        "a": str(rng.randint(2, 4)),
        "b": str(rng.randint(5, max(6, min(9, teachers // 3)))),
        "c": str(rng.randint(11, 24)),
        "d": str(rng.randint(32, 64)),
        "p": vn_number(share / 2, share % 2),
        "sach": vn_number(rng.randint(41, 92) * 100 + rng.randint(0, 99), 0),
    }


def _figure(figures: dict[str, float], code: str, decimals: int = 0) -> str:
    return vn_number(figures[code], decimals)
