"""What a consolidation came to: for the table on the screen and for `--json`. Nothing in it depends on a clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.consolidate.headline import LABELS, KindFigures
from kdcl_xl.findings import Finding

SCHEMA = 2
"""2: schools and files apart, in `states` and in `lines`."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file, or one school without a file, and what became of it."""

    school_id: str
    name: str
    file: str
    state: str
    why: str
    school: bool
    """A line of a school (with the file that counts for it, if one does), not of a file that counts for none."""

    def as_json(self) -> dict[str, str]:
        """With English keys."""
        return {key: getattr(self, key) for key in ("school_id", "name", "file", "state", "why")}


def counted(lines: Iterable[FileLine]) -> dict[str, int]:
    """State → number of lines in it."""
    return dict(Counter(line.state for line in lines))


@dataclass(frozen=True, slots=True)
class Outcome:
    """`written` is the workbook really written (another name when the asked one was open elsewhere)."""

    level: str
    unit: str
    school_year: str
    data_date: str
    written: Path
    denominators_known: bool
    figures: KindFigures
    by_kind: tuple[KindFigures, ...]
    lines: tuple[FileLine, ...]
    errors: int
    warnings: int
    opened: int
    """Files read and checked in this run; the others were unchanged since the last one."""
    unchanged: int
    evidence_rows: int | None
    settings_digest: str
    law_digest: str
    unknown: tuple[str, ...] = ()
    """What these figures cannot tell, and why."""
    notices: tuple[Finding, ...] = ()
    """About the run itself: saved beside, a leftover of a save that was cut off."""

    @property
    def schools(self) -> tuple[FileLine, ...]:
        """One line a school."""
        return tuple(line for line in self.lines if line.school)

    @property
    def files(self) -> tuple[FileLine, ...]:
        """One line for each file that counts for no school: one school may have sent three of those."""
        return tuple(line for line in self.lines if not line.school)

    @property
    def shown(self) -> list[str]:
        """The figures of the line of totals with their headers, for printing; what nobody knows is no nought."""
        hidden = self.figures.unknown(listed=self.denominators_known)
        said = []
        for name, value in self.figures.named().items():
            if name in ("schools", "missing") and not self.denominators_known:
                continue
            most = hidden.get(name, value)
            number = most if isinstance(most, str) else value if most == value else f"từ {value} đến {most}"
            said.append(f"{LABELS[name]} {number}")
        return said

    def as_json(self) -> dict[str, Any]:
        """The published shape (docs/schema/tong-hop.json). Paths are file names only."""
        figures: dict[str, int | None] = {**self.figures.named()}
        if not self.denominators_known:
            figures |= {"schools": None, "missing": None}
        return {
            "schema": SCHEMA,
            "level": self.level,
            "unit": self.unit,
            "school_year": self.school_year,
            "data_date": self.data_date,
            "output": self.written.name,
            "figures": figures,
            "by_kind": [{"kind": kind.kind, **kind.named()} for kind in self.by_kind],
            "states": {"schools": counted(self.schools), "files": counted(self.files)},
            "lines": {
                "schools": [line.as_json() for line in self.schools],
                "files": [line.as_json() for line in self.files],
            },
            "unknown": list(self.unknown),
            "errors": self.errors,
            "warnings": self.warnings,
            "opened": self.opened,
            "unchanged": self.unchanged,
            "evidence_rows": self.evidence_rows,
            "settings": self.settings_digest,
            "law": self.law_digest,
            "notices": [finding.as_json() for finding in self.notices],
        }
