"""Invented statistics that add up: classes, rooms, staff, learners and results of several school years."""

from __future__ import annotations

import random

from kdcl_xl.demo.schools import SampleSchool
from kdcl_xl.forms.columns import NO_DATA
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import StatisticRow
from kdcl_xl.law.regulation import SchoolKind

Year = dict[str, float | str]
"""Code of a statistic → figure of one school year."""

_GRADES = {
    SchoolKind.PRIMARY: range(1, 6),
    SchoolKind.LOWER_SECONDARY: range(6, 10),
    SchoolKind.UPPER_SECONDARY: range(10, 13),
    SchoolKind.MULTI_LEVEL: range(1, 13),
    SchoolKind.CONTINUING: range(10, 13),
}
_PRESCHOOL = (
    ("nhom_3_12_thang", "tre_3_12_thang", 0.0),
    ("nhom_13_24_thang", "tre_13_24_thang", 0.1),
    ("nhom_25_36_thang", "tre_25_36_thang", 0.18),
    ("lop_3_4_tuoi", "tre_3_4_tuoi", 0.24),
    ("lop_4_5_tuoi", "tre_4_5_tuoi", 0.24),
    ("lop_5_6_tuoi", "tre_5_6_tuoi", 0.24),
)
_NURSERY = 3
"""The first three lines of _PRESCHOOL are nursery groups."""
_TEACHERS_A_CLASS = {
    SchoolKind.PRESCHOOL: 2.0,
    SchoolKind.PRIMARY: 1.5,
    SchoolKind.LOWER_SECONDARY: 1.9,
    SchoolKind.UPPER_SECONDARY: 2.25,
    SchoolKind.MULTI_LEVEL: 1.95,
    SchoolKind.CONTINUING: 1.6,
}


def sample_years(
    school: SampleSchool, edition: Edition, rng: random.Random, *, results_known: bool
) -> list[Year]:
    """Figures of the school years the rule set asks for, the current one first.

    `results_known` is False for a report approved before the school year has results: they are "chưa có".
    """
    plan = _class_plan(school)
    pupils_now = _pupils(school, plan, 0)
    land = round(school.area * sum(pupils_now.values()), 1)
    drift = rng.uniform(0.2, 1.0)
    found = []
    for back in range(edition.rules.statistics.years):
        pupils = _pupils(school, plan, back)
        year: Year = {}
        _classes_and_pupils(year, school, plan, pupils)
        _rooms(year, sum(plan.values()))
        _land(year, land)
        _staff(year, school, sum(plan.values()), back)
        _ratios(year)
        _results(year, back, drift, known=results_known or back > 0)
        _totals(year, edition)
        found.append(year)
    return found


def statistic_rows(edition: Edition, years: list[Year]) -> list[StatisticRow]:
    """The rows of the sheet "Số liệu" for an edition; figures of the table that the sample lacks are "chưa có"."""
    rows = []
    for stat in edition.rules.statistics.rows:
        if stat.kinds and edition.kind is not None and edition.kind not in stat.kinds:
            continue
        figures = {f"year_{back}": year.get(stat.code, NO_DATA) for back, year in enumerate(years)}
        rows.append(StatisticRow.model_validate({"code": stat.code, **figures}))
    return rows


def _totals(year: Year, edition: Edition) -> None:
    """Circulars add up different rows under the same name (with or without the Tổng phụ trách Đội)."""
    asked = [s for s in edition.rules.statistics.rows if not s.kinds or edition.kind in s.kinds]
    present = {stat.code for stat in asked}
    for stat in asked:
        parts = [year.get(code, NO_DATA) for code in stat.total_of if code in present]
        if parts and not any(isinstance(part, str) for part in parts):
            year[stat.code] = round(sum(part for part in parts if not isinstance(part, str)), 2)


def _class_plan(school: SampleSchool) -> dict[str, int]:
    """Statistic code of every grade or age → number of classes, the same in all years."""
    if school.kind is SchoolKind.PRESCHOOL:
        plan = {group: int(school.classes * share) for group, _, share in _PRESCHOOL}
        plan["lop_5_6_tuoi"] += school.classes - sum(plan.values())
        return plan
    grades = _GRADES[school.kind]
    each, extra = divmod(school.classes - (2 if school.kind is SchoolKind.CONTINUING else 0), len(grades))
    plan = {f"lop_{grade}": each + (1 if position < extra else 0) for position, grade in enumerate(grades)}
    if school.kind is SchoolKind.CONTINUING:
        plan |= {f"lop_{grade}": 0 for grade in range(6, 10)} | {"lop_khac": 2}
    return plan


def _pupils(school: SampleSchool, plan: dict[str, int], back: int) -> dict[str, int]:
    """Code of every grade or age → learners; a little fewer each year back."""
    names = {group: pupils for group, pupils, _ in _PRESCHOOL}
    found = {}
    for place, (code, classes) in enumerate(plan.items()):
        target = names.get(code) or code.replace("lop_", "hs_" if code == "lop_khac" else "hs_khoi_")
        smaller = 4 if code.startswith("nhom_") else 0
        found[target] = max(0, classes * (school.size - smaller) - back * classes // 2 - (place * back) % 3) if classes else 0  # fmt: skip
    return found


def _classes_and_pupils(
    year: Year, school: SampleSchool, plan: dict[str, int], pupils: dict[str, int]
) -> None:
    year.update(plan)
    year.update(pupils)
    classes, total = sum(plan.values()), sum(pupils.values())
    women = round(total * 0.48)
    year |= {"lop_tong": classes, "hs_tong": total, "hs_nu": women, "hs_dtts": total // 55 + 1}
    day_care = total if school.kind is SchoolKind.PRESCHOOL else total * 6 // 10
    in_age = total - total // 90
    year |= {
        "hs_chinh_sach": total // 60 + 1,
        "hs_chinh_sach_nu": total // 130,
        "hs_chinh_sach_dtts": total // 400,
        "hs_khuyet_tat": total // 160 + 1,
        "hs_hoan_canh": total // 45 + 1,
        "hs_tuyen_moi": total // len([n for n in plan.values() if n]),
        "hs_2_buoi": total if school.kind in (SchoolKind.PRESCHOOL, SchoolKind.PRIMARY) else total // 2,
        "hs_ban_tru": day_care,
        "hs_noi_tru": 0,
        "hs_truc_tuyen": total // 8,
        "hs_dung_tuoi": in_age,
        "hs_dung_tuoi_nu": min(women, in_age * 48 // 100),
        "hs_dung_tuoi_dtts": total // 60,
        "hs_gioi_cac_cap": total // 25 + 2,
        "hs_gioi_huyen_tinh": total // 30 + 2,
        "hs_gioi_quoc_gia": 0,
        "si_so_bq": round(total / classes, 1),
        "ti_le_dung_tuoi": round(in_age / total * 100, 2),
    }
    if school.kind is SchoolKind.PRESCHOOL:
        _preschool_averages(year)


def _preschool_averages(year: Year) -> None:
    groups = sum(_n(year, group) for group, _, _ in _PRESCHOOL[:_NURSERY])
    babies = sum(_n(year, code) for _, code, _ in _PRESCHOOL[:_NURSERY])
    classes, children = _n(year, "lop_tong") - groups, _n(year, "hs_tong") - babies
    year["si_so_nhom"] = round(babies / groups, 1) if groups else 0
    year["si_so_lop"] = round(children / classes, 1)
    year["ti_le_tre_gv_nha_tre"] = round(babies / (groups * 2.5), 1) if groups else 0
    year["ti_le_tre_gv_ban_tru"] = round(children / (classes * 2), 1)


def _rooms(year: Year, classes: int) -> None:
    blocks = {
        "phong_hoc": classes,
        "phong_bo_mon": max(2, classes // 6),
        "phuc_vu_hoc_tap": max(3, classes // 6),
        "hanh_chinh": max(5, classes // 5),
        "to_chuc_an": 3,
    }
    for block, rooms in blocks.items():
        partly = 1 if block == "phong_hoc" and rooms > 10 else 0
        year |= {
            f"{block}_kien_co": rooms - partly,
            f"{block}_ban_kien_co": partly,
            f"{block}_tam": 0,
            f"{block}_tong": rooms,
        }
    year |= {"thu_vien": 1, "cong_trinh_khac": 2}


def _land(year: Year, land: float) -> None:
    year["dien_tich_dat"] = land
    year["dien_tich_san_choi"] = round(land * 0.42, 1)
    year["dien_tich_m2_hs"] = round(land / _n(year, "hs_tong"), 2)


def _staff(year: Year, school: SampleSchool, classes: int, back: int) -> None:
    deputies = 2 if classes >= 12 else 1
    leaders = 1 + deputies
    head = "giam_doc" if school.kind is SchoolKind.CONTINUING else "hieu_truong"
    year |= {head: 1, f"pho_{head}": deputies, "cbql_tong": leaders, "cbql_nu": leaders - 1, "cbql_dtts": 0}
    year |= {"cbql_chua_dat_chuan": 0, "cbql_dat_chuan": 1, "cbql_tren_chuan": leaders - 1}
    teachers = round(classes * _TEACHERS_A_CLASS[school.kind])
    above = max(1, teachers * (30 - 3 * back) // 100)
    year |= {
        "gv_tong": teachers,
        "gv_nu": teachers * (9 if school.kind is SchoolKind.PRESCHOOL else 7) // 10,
        "gv_dtts": teachers // 40,
        "gv_chua_dat_chuan": 0,
        "gv_dat_chuan": teachers - above,
        "gv_tren_chuan": above,
        "gv_co_huu": teachers - teachers // 4,
        "gv_hop_dong": teachers // 8,
        "gv_thinh_giang": teachers // 4 - teachers // 8,
        "gv_gioi_cac_cap": max(1, teachers // 5),
        "gv_gioi_huyen": max(1, teachers // 6),
        "gv_gioi_tinh": teachers // 20,
    }
    others = 5 + classes // 6
    year |= {
        "ho_tro_tong": others,
        "ho_tro_nu": others // 2,
        "ho_tro_dtts": 0,
        "ho_tro_chua_dat_chuan": 0,
        "ho_tro_dat_chuan": others - 2,
        "ho_tro_tren_chuan": 1,
        "tong_phu_trach_doi": 1,
        "doi_ngu_tong": leaders + teachers + others,
    }


def _ratios(year: Year) -> None:
    teachers = _n(year, "gv_tong")
    year["ti_le_gv_lop"] = round(teachers / _n(year, "lop_tong"), 2)
    year["ti_le_gv_hs"] = round(teachers / _n(year, "hs_tong"), 3)


def _results(year: Year, back: int, drift: float, *, known: bool) -> None:
    """Shares of results in percent with two decimals; a little lower each year back."""
    step = round(drift * back, 2)
    learning = _shares((34.5 - step, 40.25, 24.0 + step), ("tot", "kha", "dat", "chua_dat"))
    conduct = _shares((86.4 - step, 12.1 + step, 1.5), ("tot", "kha", "dat", "chua_dat"))
    old = _shares((38.25 - step, 41.5, 19.0 + step), ("gioi", "kha", "tb", "yeu_kem"))
    old_conduct = _shares((88.5 - step, 10.4 + step, 1.1), ("tot", "kha", "tb", "yeu"))
    results: Year = {}
    for prefix, shares in (("ht", learning), ("rl", conduct), ("hl", old), ("hk", old_conduct)):
        results |= {f"{prefix}_{name}": share for name, share in shares.items()}
    results |= {
        "ht_cong": 100,
        "rl_cong": 100,
        "hl_cong": 100,
        "hk_cong": 100,
        "hoan_thanh_lop": round(99.2 - step / 3, 2),
        "chuyen_cap": round(99.6 - step / 4, 2),
        "vao_lop_1": 100,
        "htct_11_tuoi": round(98.9 - step / 3, 2),
        "htct_14_tuoi": round(99.4 - step / 4, 2),
        "tot_nghiep_thcs": round(99.5 - step / 4, 2),
        "tot_nghiep_thpt": round(98.7 - step / 3, 2),
        "bo_hoc": round(0.1 + step / 20, 2),
        "luu_ban": round(0.6 + step / 10, 2),
        "ngung_hoc": round(2.1 + step / 5, 2),
    }
    year.update(results if known else dict.fromkeys(results, NO_DATA))


def _shares(first: tuple[float, ...], names: tuple[str, ...]) -> dict[str, float]:
    """Rounded shares; the last name takes what is left of 100."""
    values = [round(value, 2) for value in first]
    return dict(zip(names, [*values, round(100 - sum(values), 2)], strict=True))


def _n(year: Year, code: str) -> float:
    value = year[code]
    if isinstance(value, str):
        raise TypeError(f"{code} has no figure")
    return value
