"""One finding: a sentence a school secretary can act upon without asking anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
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
    """Findings as a command tells them, each behind its severity; of many files also behind the name of its file."""
    return [
        f"{finding.severity}: {_file(finding) if of_many_files else ''}{finding.as_line()}"
        for finding in findings
    ]


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
