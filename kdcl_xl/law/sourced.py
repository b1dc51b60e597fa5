"""What every statement of law in `law/data` is: fixed once read, with its article and how sure we are of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from kdcl_xl.findings import Finding, Severity


class Confidence(StrEnum):
    """Whether a number was read in a source or is only remembered; the latter is printed with every result."""

    FOUND = "found"
    UNVERIFIED = "unverified"


UNVERIFIED = "chưa đối chiếu văn bản chính thức"
"""How everything printed says `Confidence.UNVERIFIED`."""


class LawData(BaseModel):
    """Data of a file of law: nobody changes them, and a key the program does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(LawData):
    """A statement of law with its article and the confidence it deserves."""

    ref: str = ""
    confidence: Confidence = Confidence.FOUND
    note: str = ""

    def cited(self, number: str = "") -> str:
        """The article as a finding names it, marked when nobody has compared it with the official text.

        `number`: of the circular, added to an article or annex that does not name one, and all there is without an article.
        """
        text = self.ref
        if number and (not text or "Điều" in text or "Phụ lục" in text) and "Thông tư" not in text:
            text = f"{text} Thông tư {number}".strip()
        return f"{text}; {UNVERIFIED}" if text and self.confidence is Confidence.UNVERIFIED else text


class Dated(Sourced):
    """True from the day `from` to the day `to`, both included; open where absent."""

    model_config = ConfigDict(populate_by_name=True)

    valid_from: dt.date | None = Field(default=None, alias="from")
    valid_to: dt.date | None = Field(default=None, alias="to")

    def holds_on(self, on: dt.date) -> bool:
        """Whether it is true on that day."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)


def softened(finding: Finding, source: Sourced) -> Finding:
    """An error that rests on an unverified statement is only a warning: people must be able to overrule it."""
    if source.confidence is Confidence.UNVERIFIED and finding.severity is Severity.ERROR:
        return replace(finding, severity=Severity.WARNING)
    return finding
