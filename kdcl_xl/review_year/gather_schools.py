"""Which rows of several files are of one school, and what is doubtful about it.

Schools come together as in `school_files`: by code, else by unit, kind and own name. Names that are merely alike are told
and never joined: a school that was merged, or spelt wrongly, is for the office to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kdcl_xl.findings import Finding, Rule, Severity, rule
from kdcl_xl.review_year.school_files import Said, SchoolFile, SchoolIndex
from kdcl_xl.text.similar import closest

NEAR_NAMES = rule("DGT-002", Severity.WARNING, "Mỗi trường chỉ có một tên trong các tệp được gộp")
NAMESAKES = rule("DGT-003", Severity.WARNING, "Trường cùng tên ở nhiều đơn vị được ghi kèm mã hoặc đơn vị")
TWO_NAMES = rule("DGT-004", Severity.HINT, "Mỗi mã trường chỉ có một tên trong các tệp được gộp")
TWO_CODES = rule("DGT-005", Severity.WARNING, "Mỗi trường của một đơn vị chỉ có một mã")
TWO_UNITS = rule("DGT-009", Severity.WARNING, "Mỗi trường chỉ ở một đơn vị")


@dataclass(frozen=True, slots=True)
class Mention:
    """A school as one place of one file names it."""

    said: Said
    place: str


@dataclass(slots=True)
class Schools:
    """Every school of the files at hand. Learn all mentions first: those that say most decide."""

    index: SchoolIndex = field(default_factory=SchoolIndex)
    findings: list[Finding] = field(default_factory=list)
    _first: dict[int, Mention] = field(default_factory=dict)
    """id of a file → the mention that opened it."""
    _by_numbers: dict[tuple[str, ...], dict[tuple[str, str], list[SchoolFile]]] = field(default_factory=dict)
    """Part of `index.by_name` for the numbers in the name: "Mỹ Phước 1" is no slip of "Mỹ Phước 2"."""
    _told: set[tuple[object, ...]] = field(default_factory=set)

    def learn(self, mentions: Iterable[Mention]) -> None:
        """Take in all mentions, and note what is doubtful about them."""
        named = [one for one in mentions if one.said.name or one.said.school_id]
        for one in sorted(named, key=lambda one: one.said.vagueness):
            known = self.index.known(one.said)
            if known is None:
                self._doubts(one)
            else:
                self._compare(known, one)
            file = self.index.learn(one.said)
            self._first.setdefault(id(file), one)
            if one.said.name:
                key = one.said.key[1:]
                self._by_numbers.setdefault(_numbers(key[1]), {})[key] = self.index.by_name[key]

    def file_of(self, said: Said) -> SchoolFile:
        """The school a row is of. Raises LookupError for one that was not learnt."""
        return self.index.file_of(said)

    def _compare(self, file: SchoolFile, one: Mention) -> None:
        """A code seen under another name or in another unit than before."""
        first, said = self._first[id(file)], one.said
        if not said.school_id or said.school_id != file.school_id:
            return
        if said.name and first.said.name and said.key[1:] != first.said.key[1:]:
            self._tell(TWO_NAMES, ("name", said.school_id, said.key[1:]), f"Mã {said.school_id} là “{first.said.name}” ở {first.place} và “{said.name}” ở {one.place}; gộp theo mã.", "Xem lại mã hoặc tên trường ở hai chỗ.")  # fmt: skip
        if said.office and file.office and said.key[0] != unit_key(file):
            self._tell(TWO_UNITS, ("unit", said.school_id, said.key[0]), f"“{said.name or file.name}” (mã {said.school_id}) thuộc {file.office} ở {first.place} và {said.office} ở {one.place}.", "Xem trường thuộc đơn vị nào vào ngày số liệu.")  # fmt: skip

    def _doubts(self, one: Mention) -> None:
        said = one.said
        same = self.index.by_name.get(said.key[1:], []) if said.name else []
        candidates = self.index.namesakes(said)
        if len(candidates) > 1:
            units = "; ".join(f"{file.name} ({file.school_id or file.office})" for file in candidates)
            self._tell(NAMESAKES, ("names", said.key), f"“{said.name}” ở {one.place} có thể là một trong {len(candidates)} trường: {units}. Chưa gộp với trường nào.", "Ghi mã trường hoặc đơn vị vào dòng ấy.")  # fmt: skip
            return
        twins = [file for file in same if unit_key(file) == said.key[0] and file.school_id and said.school_id]
        for file in twins:
            self._tell(TWO_CODES, ("codes", said.school_id, file.school_id), f"“{said.name}” có mã {said.school_id} ở {one.place} và mã {file.school_id} ở {self._first[id(file)].place}: đang coi là hai trường.", "Nếu là một trường, sửa mã cho giống nhau.")  # fmt: skip
        if not same:
            self._near(one)

    def _near(self, one: Mention) -> None:
        """A name like another one, where a code does not tell them apart."""
        kind, own = one.said.key[1:]
        if not own:
            return
        coded, group = bool(one.said.school_id), self._by_numbers.get(_numbers(own), {})
        near = [
            key
            for key, files in group.items()
            if (not kind or not key[0] or kind == key[0]) and not (coded and all(f.school_id for f in files))
        ]
        for name in closest(own, (name for _, name in near), limit=1):
            for file in (file for key in near if key[1] == name for file in group[key] if not (coded and file.school_id)):  # fmt: skip
                self._tell(NEAR_NAMES, ("near", one.said.key, id(file)), f"“{one.said.name}” ở {one.place} gần giống “{file.name}” ở {self._first[id(file)].place}: chưa gộp, đang coi là hai trường.", "Nếu là một trường (viết khác, đổi tên, sáp nhập), ghi cùng mã trường ở hai chỗ.")  # fmt: skip

    def _tell(self, code: Rule, once: tuple[object, ...], message: str, remedy: str) -> None:
        if once not in self._told:
            self._told.add(once)
            self.findings.append(code.at("", "", message, remedy))


def unit_key(file: SchoolFile) -> str:
    """The unit of a school as it is compared."""
    return Said("", "", "", file.office).key[0]


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", text))
