"""Findings: what is wrong, in which cell, and what to type instead."""

from kdcl_xl.findings.finding import Finding, Severity, count_errors, folded, in_reading_order, screen_lines
from kdcl_xl.findings.rules import Mode, Rule, catalogue, rule

__all__ = [
    "Finding", "Mode", "Rule", "Severity", "catalogue", "count_errors", "folded", "in_reading_order", "rule", "screen_lines",
]  # fmt: skip
