"""Whom of the sheet "Nhân sự" a seat of a panel means.

In the Sở's workbook every unit has an NS001, and the Sở's own people sit on panels for schools of the units: of several
people of one code the name decides, then the unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kdcl_xl.forms.review_people import PanelMember, Reviewer
from kdcl_xl.text.normal import match_key


def meant_by(member: PanelMember, like: Sequence[Reviewer]) -> Reviewer | None:
    """Of those who answer to its code or name the one a seat means; None when that is nobody, or still several."""
    for field in ("name", "office"):
        if len(like) > 1:
            wanted = match_key(getattr(member, field))
            like = [row for row in like if match_key(getattr(row, field)) == wanted] or like
    return like[0] if len(like) == 1 else None


class Pool:
    """The people by code and by name; two of one name and unit are found by code only."""

    def __init__(self, reviewers: Sequence[Reviewer]):
        self._by: defaultdict[tuple[str, str], list[Reviewer]] = defaultdict(list)
        for row in reviewers:
            self._by["code", row.code.strip()].append(row)
            self._by["name", match_key(row.name)].append(row)

    def all_like(self, member: PanelMember) -> Sequence[Reviewer]:
        """Everybody a seat may mean: by its code, else by its name."""
        code = member.person.strip()
        return self._by.get(("code", code) if code else ("name", match_key(member.name)), ())

    def find(self, member: PanelMember) -> Reviewer | None:
        """The person of a seat, None when nobody, or more than one person, answers to it."""
        return meant_by(member, self.all_like(member))

    def identity(self, member: PanelMember) -> str:
        """Who is meant, for comparing seats: the person of that code, without a code the name with the place."""
        code = member.person.strip()
        if not code:
            return match_key(f"{member.name} {member.position}")
        found = self.find(member)
        if len(self.all_like(member)) < 2:
            return code
        return f"{code} {found.line if found else match_key(member.name)}"
