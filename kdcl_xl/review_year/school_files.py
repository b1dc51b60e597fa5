"""Everything a workbook `danh-gia-ngoai` says of one school, brought together.

Rows belong together by mã trường where they have one, else by unit, kind and own name ("MN Mỹ Phước" is "Trường Mầm non
Mỹ Phước"); two schools of one name in different levels, or in two units, stay two. A row that names no unit is of the only
school of its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar, cast

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import BuildNeed, Inspection, InspectionItem
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_results import (
    Appraisal,
    Comparison,
    DossierReview,
    Feedback,
    ImprovementTrack,
    Recognised,
    ReviewProcess,
)
from kdcl_xl.forms.school_names import parse_name
from kdcl_xl.forms.vocabulary import NAME_OF_KIND, KindName
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.snapshot import Submission

TABLES: tuple[type[Row], ...] = (
    ScheduledVisit,
    ReviewRegistration,
    DossierReview,
    PanelMember,
    ReviewProcess,
    Feedback,
    Comparison,
    Appraisal,
    Recognised,
    ImprovementTrack,
    Inspection,
    InspectionItem,
    BuildNeed,
)
"""The tables whose rows belong to one school, in the order they name it."""
_FORMAL = ("trường ", "trung tâm ", "nhóm trẻ ", "lớp mẫu giáo ")
"""How the name of an institution begins when it is written out."""
_KINDS = {str(name) for name in KindName}

R = TypeVar("R", bound=Row)
NameKey = tuple[str, str, str]


@dataclass(slots=True)
class SchoolFile:
    """One school. `kind` ("Mầm non" …) is "" while nothing tells it, `school_id` too; `office` is its unit, if named."""

    school_id: str
    name: str
    kind: str = ""
    office: str = ""
    rows: dict[type[Row], list[Row]] = field(default_factory=dict)

    def of(self, table: type[R]) -> list[R]:
        """Its rows of one table."""
        return cast("list[R]", self.rows.get(table, []))

    def first(self, table: type[R]) -> R | None:
        """Its only, or first, row of one table."""
        rows = self.of(table)
        return rows[0] if rows else None


def school_files(submission: Submission) -> list[SchoolFile]:
    """All schools of the workbook, in the order they are first named."""
    return files_of({table: submission.table(table) for table in TABLES})


def files_of(tables: Mapping[type[Row], Sequence[Row]]) -> list[SchoolFile]:
    """The same of rows that stand in no workbook yet."""
    index = SchoolIndex()
    said = [(table, Said.of(row), row) for table in TABLES for row in tables.get(table, ())]
    said = [item for item in said if item[1].name or item[1].school_id]
    for _table, words, _row in sorted(said, key=lambda item: item[1].vagueness):
        index.learn(words)
    found: dict[int, SchoolFile] = {}
    for table, words, row in said:
        file = index.file_of(words)
        file.rows.setdefault(table, []).append(row)
        found.setdefault(id(file), file)
        if _is_fuller(words, file):
            file.name = words.name
    return list(found.values())


def person_called(code: str) -> str:
    """How a finding names somebody: personal names stay in the workbook."""
    code = code.strip()
    return f"Người có mã {code}" if code else "Người ở dòng này"


@lru_cache(maxsize=65536)
def name_key(name: str, kind: str = "", office: str = "") -> NameKey:
    """What two spellings of a school's name share: unit, kind of school, its own part."""
    parsed = parse_name(name)
    told = str(NAME_OF_KIND[parsed.kind]) if parsed.kind else kind
    return match_key(office), told, parsed.own or match_key(name)


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of its school; each part may be ""."""

    school_id: str
    name: str
    kind: str = ""
    office: str = ""

    @classmethod
    def of(cls, row: Row) -> Said:
        """Of a row of the workbook `danh-gia-ngoai`."""
        words = {
            name: str(getattr(row, name, "") or "").strip()
            for name in ("school_id", "school", "kind", "office")
        }
        kind = words["kind"] if words["kind"] in _KINDS else ""
        return cls(words["school_id"], words["school"], kind, words["office"])

    @property
    def key(self) -> NameKey:
        """See `name_key`."""
        return name_key(self.name, self.kind, self.office)

    @property
    def vagueness(self) -> tuple[bool, bool, bool]:
        """Rows that say most are learnt first: a code alone tells nothing, a name without its unit may be of two."""
        return not self.name, not self.office, not self.school_id


def _is_fuller(said: Said, file: SchoolFile) -> bool:
    """Whether this spells the same name out ("Trường Tiểu học Võ Thị Sáu" against "TH Võ Thị Sáu"): papers print it."""
    kind = file.kind or said.kind
    same = name_key(said.name, kind)[1:] == name_key(file.name, kind)[1:]
    formal = said.name.casefold().startswith(_FORMAL) and "(" not in said.name
    return same and formal and len(said.name) > len(file.name)


@dataclass(slots=True)
class SchoolIndex:
    """The schools named so far. A row that could be of two schools is of neither: it opens a file of its own."""

    files: list[SchoolFile] = field(default_factory=list)
    by_id: dict[str, SchoolFile] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[SchoolFile]] = field(default_factory=dict)
    """(kind, own name) → the schools of that name, in whatever unit."""

    def learn(self, said: Said) -> SchoolFile:
        """The file of a school, opened when it is named for the first time; a code and a name seen together join its rows."""
        file = self.known(said)
        if file is None:
            file = SchoolFile(said.school_id, said.name or said.school_id)
            self.files.append(file)
        file.school_id = file.school_id or said.school_id
        file.kind = file.kind or said.kind or said.key[1]
        file.office = file.office or said.office
        if said.school_id:
            self.by_id.setdefault(said.school_id, file)
        if said.name:
            same_name = self.by_name.setdefault(said.key[1:], [])
            if not any(other is file for other in same_name):
                same_name.append(file)
        return file

    def file_of(self, said: Said) -> SchoolFile:
        """The file a row belongs to, once it was learnt."""
        found = self.known(said)
        if found is None:
            raise LookupError(said.name or said.school_id)
        return found

    def known(self, said: Said) -> SchoolFile | None:
        """By code; else the only school of that name, kind and unit, a unit that is not named being any."""
        if said.school_id in self.by_id:
            return self.by_id[said.school_id]
        candidates = self.namesakes(said)
        exact = [file for file in candidates if match_key(file.office) == match_key(said.office)]
        return next((group[0] for group in (exact, candidates) if len(group) == 1), None)

    def namesakes(self, said: Said) -> list[SchoolFile]:
        """The schools a row may be of by its name: two codes are two schools, two units as well."""
        if not said.name:
            return []
        return [
            file
            for file in self.by_name.get(said.key[1:], [])
            if not (said.school_id and file.school_id)
            and (not said.office or not file.office or match_key(file.office) == match_key(said.office))
        ]
