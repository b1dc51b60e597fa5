"""One finding: a sentence a school secretary can act upon without asking anybody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

_CELL = re.compile(r"([A-Z]+)(\d+)")


class Severity(StrEnum):
    """How much a finding matters. The value is what users read."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"
    HINT = "gợi ý"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one value.

    `sheet` and `cell` are empty only when the whole file or a whole sheet is meant.
    `message` says what is wrong with this value, `remedy` what to do instead, `law` the article it rests on.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    sheet: str = ""
    cell: str = ""
    law: str = ""
    file: str = ""

    @property
    def place(self) -> str:
        """Where to look, as Excel writes it: `Minh chứng!B14`."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet

    def as_line(self) -> str:
        """The finding as one line of text: code · place · message remedy (law)."""
        parts = [self.code, self.place, f"{self.message} {self.remedy}".strip()]
        line = " · ".join(part for part in parts if part)
        return f"{line} ({self.law})" if self.law else line

    def as_json(self) -> dict[str, str]:
        """The published shape, with English keys (see docs/schema)."""
        return {key: str(value) for key, value in asdict(self).items()}


def screen_lines(findings: Iterable[Finding], *, of_many_files: bool = False) -> list[str]:
    """Findings as a command tells them (see `folded`), behind their severity; of many files also behind the file's name."""
    return [
        f"{finding.severity}: {_file(finding) if of_many_files else ''}{finding.as_line()}"
        for finding in folded(findings)
    ]


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """For reading only: one sentence about many rows of a column is one finding, at "D6:D25, D27 (21 ô)"."""
    alike: defaultdict[tuple[Finding, int], list[int]] = defaultdict(list)
    for place, finding in enumerate(findings):
        if match := _CELL.fullmatch(finding.cell):
            alike[replace(finding, cell=match[1]), -1].append(int(match[2]))
        else:
            alike[finding, place] = []
    return [
        replace(finding, cell=_cells(finding.cell, rows)) if rows else finding
        for (finding, _), rows in alike.items()
    ]


def _cells(column: str, rows: Iterable[int]) -> str:
    """The cells of a column, neighbours as ranges, and how many they are."""
    every = sorted(set(rows))
    runs: list[list[int]] = []
    for row in every:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    spans = (f"{column}{run[0]}" + (f":{column}{run[-1]}" if len(run) > 1 else "") for run in runs)
    return ", ".join(spans) + (f" ({len(every)} ô)" if len(every) > 1 else "")


def _file(finding: Finding) -> str:
    return f"{finding.file}: " if finding.file and finding.file not in finding.message else ""


def count_errors(findings: Iterable[Finding]) -> int:
    """How many findings stop a submission."""
    return sum(1 for finding in findings if finding.severity is Severity.ERROR)


def in_reading_order(findings: Iterable[Finding], sheets: Iterable[str] = ()) -> list[Finding]:
    """Findings as a reader meets them: by sheet (in the order given), row, column, then severity."""
    order = {name: position for position, name in enumerate(sheets)}
    severities = list(Severity)

    def key(finding: Finding) -> tuple[int, str, int, int, str, int, str]:
        match = _CELL.fullmatch(finding.cell)
        column, row = (match[1], int(match[2])) if match else ("", 0)
        return (
            order.get(finding.sheet, len(order) if finding.sheet else -1),
            finding.sheet,
            row,
            len(column),
            column,
            severities.index(finding.severity),
            finding.code,
        )

    return sorted(findings, key=key)
