"""The catalogue: every code the program can print, declared once beside the function that finds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kdcl_xl.findings.finding import Finding, Severity


class Mode(StrEnum):
    """When the user asks. While a school is still writing, what is merely missing is not held against it."""

    DRAFT = "dang-lam"
    SUBMIT = "truoc-khi-nop"


@dataclass(frozen=True, slots=True)
class Rule:
    """One code of the catalogue.

    `title` is the rule in the affirmative, as the guide prints it; `law` its article or letter, empty for
    rules of good order; `only_when_submitting` keeps "chưa có" quiet while the school is still writing.
    """

    code: str
    severity: Severity
    title: str
    law: str = ""
    only_when_submitting: bool = False

    def at(self, sheet: str, cell: str, message: str, remedy: str, *, law: str | None = None) -> Finding:
        """The finding for one cell (or a whole sheet when `cell` is empty)."""
        return Finding(
            self.code, self.severity, message, remedy, sheet, cell, self.law if law is None else law
        )


_catalogue: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity, title: str, *, law: str = "", only_when_submitting: bool = False
) -> Rule:
    """Declare a code. Raises ValueError for one declared before with another meaning: a programming error."""
    new = Rule(code, severity, title, law, only_when_submitting)
    known = _catalogue.setdefault(code, new)
    if known != new:
        raise ValueError(f"rule {code} is declared twice")
    return new


def catalogue() -> dict[str, Rule]:
    """All codes declared by the modules imported so far, in order of code."""
    return dict(sorted(_catalogue.items()))
