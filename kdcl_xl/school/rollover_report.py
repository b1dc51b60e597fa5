"""What became of every value of last year's workbook."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from kdcl_xl.findings import Finding


@dataclass(frozen=True, slots=True)
class Item:
    """One old value: where it stood, what it was, what became of it ("" when it was left out), and why."""

    sheet: str
    cell: str
    key: str
    column: str
    value: str
    now: str
    why: str


@dataclass(slots=True)
class Report:
    """What became of every value of the old workbook."""

    carried: Counter[str] = field(default_factory=Counter)
    """Sheet → number of values taken over as they were."""
    changed: list[Item] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """What could not be read in the old workbook, so could not be carried either."""

    def lines(self) -> list[str]:
        """A summary for the screen, one line per sheet and reason."""
        lines = [f"{sheet}: chuyển {count} giá trị." for sheet, count in self.carried.items() if count]
        for word, items in (("đổi", self.changed), ("không chuyển", self.left)):
            groups: dict[tuple[str, str], list[str]] = {}
            for item in items:
                groups.setdefault((item.sheet, item.why), []).append(item.column)
            lines += [
                f"{sheet}: {word} {len(labels)} giá trị ({', '.join(dict.fromkeys(labels))}). {why}"
                for (sheet, why), labels in groups.items()
            ]
        return lines + [finding.as_line() for finding in self.findings]

    def as_json(self) -> dict[str, Any]:
        """Everything, with English keys."""
        return {
            "carried": dict(self.carried),
            "changed": [asdict(item) for item in self.changed],
            "left": [asdict(item) for item in self.left],
            "findings": [finding.as_json() for finding in self.findings],
        }
