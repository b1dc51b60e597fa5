"""The official list of schools (`danh-muc-truong`), by date, and how a submission finds its place on it.

A school is found by its code only. A name is never enough: near names are offered, an officer decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kdcl_xl.consolidate.record import SchoolRecord
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.school_list import ListedSchool
from kdcl_xl.forms.vocabulary import YesNo
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key
from kdcl_xl.text.similar import closest

UNKNOWN_SCHOOL = rule("TH-001", Severity.ERROR, "Mã trường có trong danh mục trường")
WRONG_UNIT = rule("TH-002", Severity.WARNING, "Cơ quan quản lý đúng như danh mục trường")
CLOSED = rule("TH-003", Severity.WARNING, "Trường đang hoạt động vào ngày số liệu")
OTHER_NAME = rule("TH-004", Severity.WARNING, "Tên trường đúng như danh mục trường")
OTHER_KIND = rule("TH-005", Severity.WARNING, "Loại trường, loại hình đúng như danh mục trường")
NO_CODE = rule("TH-012", Severity.ERROR, "Tệp ghi mã trường")

_KEEP = (
    "Nếu danh mục sai, thầy/cô phụ trách danh mục thêm dòng có ngày; nếu tệp sai, nhà trường sửa rồi nộp lại."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One school as the list has it on one day."""

    school_id: str
    name: str
    kind: str
    ownership: str
    unit: str
    counted: bool = True
    province: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: str = ""
    names: tuple[str, ...] = ()
    """Every other name it has or had."""

    def holds_on(self, on: dt.date) -> bool:
        """Whether this line of the list is true on that day."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)


@dataclass(frozen=True, slots=True)
class Match:
    """What the list says about a submission. `listed` is None for a school that is not on it."""

    listed: Listed | None
    closed: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class SchoolList:
    """The list on one day. `sha256` names the file it came from."""

    on: dt.date
    sha256: str = ""
    current: dict[str, Listed] = field(default_factory=dict)
    """Schools that exist on the day, in the order of the list."""
    past: dict[str, Listed] = field(default_factory=dict)
    """Schools that no longer (or not yet) exist on it: the latest line of each."""
    _names: dict[str, list[str]] = field(default_factory=dict)

    def match(self, record: SchoolRecord) -> Match:
        """Where a submission belongs, and every disagreement between it and the list."""
        school_id = record.key.school_id
        listed = self.current.get(school_id)
        if listed is None and school_id in self.past:
            gone = self.past[school_id]
            return Match(gone, True, (self._closed(gone),))
        if listed is None:
            return Match(None, False, (self._unknown(record),))
        return Match(listed, False, tuple(_disagreements(record, listed)))

    def _closed(self, gone: Listed) -> Finding:
        if gone.valid_from and gone.valid_from > self.on:
            when = f"chỉ có trong danh mục từ ngày {vn_date(gone.valid_from)}"
        else:
            when = f"không còn trong danh mục sau ngày {vn_date(gone.valid_to)}" if gone.valid_to else "không còn trong danh mục"  # fmt: skip
        heir = self.current.get(gone.successor) or self.past.get(gone.successor)
        into = f"; đơn vị kế tiếp là “{heir.name}” (mã {heir.school_id})" if heir else ""
        return CLOSED.at("", "", f"Trường “{gone.name}” {when}{into}. Tệp được đọc nhưng không tính vào tổng số.", "Nếu trường đã sáp nhập, đơn vị kế tiếp nộp sổ chung dưới mã của mình.")  # fmt: skip

    def _unknown(self, record: SchoolRecord) -> Finding:
        if not record.key.school_id:
            return without_code(record, self._guess("", record.name))
        return self.unknown(record.key.school_id, record.name)

    def unknown(self, school_id: str, name: str) -> Finding:
        """The finding on a code that is not on the list, with the schools it may be meant for."""
        named, guess = f" (“{name}”)" if name else "", self._guess(school_id, name)
        return UNKNOWN_SCHOOL.at("Trường", "", f"Mã trường “{school_id}”{named} không có trong danh mục.{guess}", "Nhà trường sửa mã theo danh mục; hoặc bổ sung trường vào danh mục. Chương trình không tự ghép theo tên.")  # fmt: skip

    def _guess(self, school_id: str, name: str) -> str:
        offer = self.near(school_id, name)
        return f" Gần giống: {'; '.join(offer)}." if offer else ""

    def near(self, school_id: str, name: str, limit: int = 3) -> list[str]:
        """Schools with a similar code or name, as "Tên (mã …)". Offered, never taken."""
        found = list(self._names.get(match_key(name), ()))
        found += [
            id_ for alike in closest(name, self._spoken(), limit) for id_ in self._names[match_key(alike)]
        ]
        if school_id:
            found += closest(school_id, self.current, limit)
        return [f"{self.current[id_].name} (mã {id_})" for id_ in list(dict.fromkeys(found))[:limit]]

    def _spoken(self) -> list[str]:
        return [name for listed in self.current.values() for name in (listed.name, *listed.names)]

    @property
    def counted(self) -> list[Listed]:
        """The schools of the denominators."""
        return [listed for listed in self.current.values() if listed.counted]

    @classmethod
    def of(cls, listed: Iterable[Listed], on: dt.date, sha256: str = "") -> SchoolList:
        """The list on a day. Of several lines of one school the one in force counts; the others give names."""
        lines: dict[str, list[Listed]] = {}
        for line in listed:
            lines.setdefault(line.school_id, []).append(line)
        result = cls(on, sha256)
        for school_id, versions in lines.items():
            in_force = next((line for line in versions if line.holds_on(on)), None)
            latest = in_force or max(versions, key=lambda line: line.valid_to or dt.date.max)
            (result.current if in_force else result.past)[school_id] = _with_all_names(latest, versions)
        for listed_now in result.current.values():
            for name in (listed_now.name, *listed_now.names):
                ids = result._names.setdefault(match_key(name), [])
                if listed_now.school_id not in ids:
                    ids.append(listed_now.school_id)
        return result


def without_code(record: SchoolRecord, guess: str = "") -> Finding:
    """A file that does not say which school it is of."""
    whose = f"Tệp của “{record.name}”" if record.name else f"Tệp “{record.origin.file}”"
    if record.code_as_number:
        return NO_CODE.at("Trường", "", f"{whose} ghi mã trường ở dạng số nên không đọc được mã (số 0 đứng đầu có thể đã mất).{guess}", "Đổi ô Mã trường sang dạng chữ (Text), gõ lại mã theo danh mục rồi nộp lại.")  # fmt: skip
    return NO_CODE.at("Trường", "", f"{whose} không ghi mã trường nên không biết tính cho trường nào.{guess}", "Ghi mã trường theo danh mục vào ô Mã trường rồi nộp lại.")  # fmt: skip


def listed_of(row: ListedSchool) -> Listed:
    """One line of the workbook."""
    return Listed(
        row.school_id.strip(),
        row.name.strip(),
        row.kind,
        row.ownership,
        row.unit.strip(),
        row.counted != YesNo.NO,
        row.province,
        row.valid_from,
        row.valid_to,
        row.successor.strip(),
        tuple(alias.strip() for alias in row.aliases.split(";") if alias.strip()),
    )


def _with_all_names(line: Listed, versions: list[Listed]) -> Listed:
    names = [name for version in versions for name in (version.name, *version.names) if name != line.name]
    return replace(line, names=tuple(dict.fromkeys(names)))


def _disagreements(record: SchoolRecord, listed: Listed) -> Iterable[Finding]:
    written = match_key(record.name)
    if written != match_key(listed.name):
        says = f"tệp ghi “{record.name}”" if record.name else "tệp không ghi tên trường"
        if written not in map(match_key, listed.names):
            yield OTHER_NAME.at("Trường", "", f"Mã {listed.school_id} trong danh mục là “{listed.name}”, {says}.", f"Kiểm tra có nhầm mã của trường khác không. {_KEEP}")  # fmt: skip
    if record.unit and listed.unit and match_key(record.unit) != match_key(listed.unit):
        yield WRONG_UNIT.at("Trường", "", f"Tệp ghi cơ quan quản lý “{record.unit}”, danh mục ghi “{listed.unit}”; tổng hợp theo danh mục.", _KEEP)  # fmt: skip
    for word, mine, theirs in (
        ("loại trường", record.kind, listed.kind),
        ("loại hình", record.ownership, listed.ownership),
    ):
        if mine and theirs and mine != theirs:
            yield OTHER_KIND.at("Trường", "", f"Tệp ghi {word} “{mine}”, danh mục ghi “{theirs}”; tổng hợp theo danh mục.", _KEEP)  # fmt: skip
