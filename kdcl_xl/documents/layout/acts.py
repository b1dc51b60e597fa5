"""The register of acts papers of this field cite. Only what the facts of the project hold; the rest is left unsaid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("acts.yaml")


class Act(BaseModel):
    """One act. `valid_from` and `valid_to` are both days of force; None where the facts do not say.

    `verified` speaks for kind, number and date; `validity_verified` for the days of force.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    kind: str
    issuer: str
    about: str
    issued_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    replaced_by: str = ""
    verified: bool = False
    validity_verified: bool = False
    source: str

    @property
    def name(self) -> str:
        """Thông tư 18/2018/TT-BGDĐT."""
        return f"{self.kind} {self.number}"

    def in_force(self, day: dt.date) -> bool:
        """Whether it is in force on a day, as far as is known."""
        return not (
            (self.valid_from is not None and day < self.valid_from)
            or (self.valid_to is not None and day > self.valid_to)
        )


@cache
def register() -> Mapping[str, Act]:
    """Number and symbol in capitals → the act."""
    import yaml

    acts = [Act.model_validate(each) for each in yaml.safe_load(_FILE.read_text(encoding="utf-8"))["acts"]]
    return {act.number.upper(): act for act in acts}
