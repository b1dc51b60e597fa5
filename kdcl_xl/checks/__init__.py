"""Checks: one rule = one function with its code; each family registers its own.

`run` gives the findings of a submission, `examine` also the waived ones and the verdict.
"""

from __future__ import annotations

from kdcl_xl.checks import (
    assessment,
    council,
    evidence,
    identity,
    improvement,
    prefilled,
    prose,
    registration,
    statistics,
    text_quality,
)
from kdcl_xl.checks.registry import CHECKS
from kdcl_xl.checks.run import Examination, examine, run
from kdcl_xl.checks.waivers import RULES as WAIVER_RULES
from kdcl_xl.checks.waivers import Accepted
from kdcl_xl.findings import Rule

FAMILIES = {
    "TR": ("Thông tin nhà trường", identity),
    "HD": ("Hội đồng, phân công", council),
    "DM": ("Dòng in sẵn của mẫu", prefilled),
    "DG": ("Tự đánh giá, mức đạt", assessment),
    "MT": ("Lời văn của báo cáo", prose),
    "MC": ("Minh chứng", evidence),
    "KH": ("Kế hoạch cải tiến, rà soát", improvement),
    "SL": ("Số liệu", statistics),
    "DK": ("Đăng ký", registration),
    "CV": ("Chữ viết", text_quality),
}
"""Prefix of the code → title of the family and its module."""


def catalogue_complete() -> dict[str, Rule]:
    """Every rule this floor can report, by code: those of the checks and those about waivers."""
    rules = [rule for check in CHECKS for rule in check.rules]
    return {rule.code: rule for rule in sorted({*rules, *WAIVER_RULES}, key=lambda rule: rule.code)}


__all__ = ["FAMILIES", "Accepted", "Examination", "catalogue_complete", "examine", "run"]
