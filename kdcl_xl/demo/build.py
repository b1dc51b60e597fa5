"""Write the sample province to a folder: blank workbooks, lists of schools, submissions with their faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kdcl_xl.demo.content import approval_day, school_content
from kdcl_xl.demo.faults import FAULTS, owner_file, zip_of
from kdcl_xl.demo.schools import (
    DISTRICTS_END,
    SampleSchool,
    Unit,
    province,
    school_list_content,
    schools_in,
    unit,
    units_in,
)
from kdcl_xl.demo.submissions import STILL_SENDING, Submitted, planned
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.school_list import SCHOOL_LIST
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
from kdcl_xl.law.regulation import SchoolKind, in_force
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.text.normal import slug
from kdcl_xl.workbook.builder import build, build_to
from kdcl_xl.workbook.stamp import Stamp, stamp_of

HISTORIC_YEAR = SchoolYear("2024-2025")
"""The school year of the plan of Quận 7, the last one under the districts."""
HISTORIC_DAY = dt.date(2025, 6, 10)
BLANKS, LISTS, SENT = "1-so-trong", "2-danh-muc", "3-truong-nop"
FAULT_NOTE = "loi-co-y.md"

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file in a folder of submissions and what is wrong with it on purpose ("" when nothing)."""

    path: Path
    year: str
    school: SampleSchool | None
    fault: str = ""
    expected: str = ""


@dataclass(slots=True)
class Built:
    """What stands in the folder."""

    blanks: list[Path] = field(default_factory=list)
    lists: dict[str, Path] = field(default_factory=dict)
    """Unit id → its list of schools; "" → the list of the whole province."""
    folders: dict[tuple[str, str], Path] = field(default_factory=dict)
    """(school year, unit id) → folder of submissions."""
    sent: list[SentFile] = field(default_factory=list)
    missing: list[tuple[str, SampleSchool]] = field(default_factory=list)
    """(school year, school) that sent nothing."""


def build_province(out: Path, on: dt.date, full: bool = False, step: Step | None = None) -> Built:
    """Write everything under `out`; `on` is the day of the demo, from which all dates derive.

    Without `full` only part of the schools, and of 2024–2025 only Quận 7. `step` is called with each file's name.
    """
    year = SchoolYear.of(on)
    built = Built()
    tell = step or (lambda _name: None)
    _write_blanks(built, out / BLANKS, on, full, tell)
    _write_lists(built, out / LISTS, year, full, tell)
    for school_year, day in ((year, on), (HISTORIC_YEAR, HISTORIC_DAY)):
        if school_year == year and day is not on:
            continue
        for managing in submitting_units(school_year, full):
            _write_unit(built, out / SENT / school_year, school_year, day, managing, full, tell)
    _write_note(built, out)
    return built


def submitting_units(year: SchoolYear, full: bool) -> list[Unit]:
    """The units whose schools send workbooks in that year; the Sở itself for schools that report straight to it."""
    units = [*units_in(year), unit("so")]
    if year == HISTORIC_YEAR and not full:
        return [found for found in units if found.id == "q7"]
    present = {school.unit_in(year).id for school in schools_in(year, full=full)}
    return [found for found in units if found.id in present]


def edition_for(school: SampleSchool, year: SchoolYear, on: dt.date) -> Edition | None:
    """The edition a school uses in a year: the rule set in force when its report is approved.

    None where no rule set is known (GDTX 2023–2026), so such a school sends nothing.
    """
    rules = in_force(on, school.kind)
    if rules is None:
        return None
    day = min(on, approval_day(school, Edition(year, rules, school.kind)))
    rules = in_force(day, school.kind)
    return Edition(year, rules, school.kind) if rules else None


def clean_workbook(school: SampleSchool, edition: Edition, on: dt.date, revision: int = 1) -> bytes:
    """The faultless workbook of a school."""
    content = school_content(school, edition, on=on, revision=revision)
    return build(SELF_ASSESSMENT, edition, content, stamp=_stamp(school, edition))


def _stamp(school: SampleSchool, edition: Edition) -> Stamp:
    return stamp_of(
        SELF_ASSESSMENT, edition, unit=school.unit_in(edition.school_year).name, school_id=school.id
    )


# ---- blank workbooks and lists


def _write_blanks(built: Built, folder: Path, on: dt.date, full: bool, step: Step) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    year = SchoolYear.of(on)
    days = [(year, on), (HISTORIC_YEAR, HISTORIC_DAY)] if full else [(year, on)]
    for school_year, day in days:
        for kind in SchoolKind:
            rules = in_force(day, kind)
            if rules is None:
                continue
            name = f"so-tu-danh-gia_{kind.replace('_', '-')}_{school_year}.xlsx"
            step(name)
            built.blanks.append(build_to(folder / name, SELF_ASSESSMENT, Edition(school_year, rules, kind)))
    step("danh-muc-truong_trong.xlsx")
    built.blanks.append(build_to(folder / "danh-muc-truong_trong.xlsx", SCHOOL_LIST, Edition(year)))


def _write_lists(built: Built, folder: Path, year: SchoolYear, full: bool, step: Step) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    everybody = [("", "danh-muc-truong_toan-tinh.xlsx")]
    for school_year in (HISTORIC_YEAR, year):
        for managing in submitting_units(school_year, full):
            if managing.id != "so":
                everybody.append((managing.id, f"danh-muc-truong_{managing.folder}.xlsx"))
    everybody.append(("so", "danh-muc-truong_truc-thuoc-so.xlsx"))
    for unit_id, name in everybody:
        step(name)
        content = school_list_content(full=full or unit_id == "q7", unit_id=unit_id)
        built.lists[unit_id] = build_to(folder / name, SCHOOL_LIST, Edition(year), content)


# ---- submissions


def _write_unit(
    built: Built, folder: Path, year: SchoolYear, on: dt.date, managing: Unit, full: bool, step: Step
) -> None:
    place = folder / ("truc-thuoc-so" if managing.id == "so" else managing.folder)
    place.mkdir(parents=True, exist_ok=True)
    built.folders[str(year), managing.id] = place
    zipped: dict[str, bytes] = {}
    historic = year.end <= DISTRICTS_END.year
    for school in _schools_of(managing, year, full):
        edition = edition_for(school, year, on)
        submissions = planned(school.id, historic=historic) if edition else []
        if edition is None or not submissions:
            built.missing.append((str(year), school))
            continue
        for submitted in submissions:
            data = _made(school, edition, on, submitted)
            name = _file_name(school, edition, submitted)
            step(name)
            if submitted.zipped:
                zipped[name] = data
                path = place / _ZIP_NAME / name
            else:
                path = place / name
                path.write_bytes(data)
            built.sent.append(SentFile(path, str(year), school, submitted.title, submitted.expected))
    if zipped:
        (place / _ZIP_NAME).write_bytes(zip_of(zipped))
    if not historic:
        built.sent.extend(_strays(place, year, managing))


def _schools_of(managing: Unit, year: SchoolYear, full: bool) -> list[SampleSchool]:
    """The schools of a unit; all ten of Quận 7 even in the short demo, as its plan names them."""
    everyone = full or year == HISTORIC_YEAR
    present = schools_in(year, full=everyone)
    if year.end > DISTRICTS_END.year:
        present += tuple(s for s in province().schools if s.id in STILL_SENDING)
    return [s for s in present if s.unit_in(year).id == managing.id]


_ZIP_NAME = "nop-qua-thu-dien-tu.zip"


def _made(school: SampleSchool, edition: Edition, on: dt.date, submitted: Submitted) -> bytes:
    """The file a school sends: its content, then its faults."""
    if submitted.last_year:
        year = edition.school_year.shift(-1)
        day = dt.date(year.end, 6, 10)
        edition, on = edition_for(school, year, day) or edition, day
    content = school_content(school, edition, on=on, revision=submitted.revision)
    faults = [FAULTS[key] for key in submitted.faults]
    for fault in faults:
        if fault.content:
            content = fault.content(content)
    data = build(SELF_ASSESSMENT, edition, content, stamp=_stamp(school, edition))
    for fault in faults:
        if fault.data:
            data = fault.data(data)
    return data


def _file_name(school: SampleSchool, edition: Edition, submitted: Submitted) -> str:
    stem = f"{slug(school.short)}_tu-danh-gia_{edition.school_year}_L{submitted.revision}"
    return f"{stem}{submitted.suffix}.xlsx"


def _strays(place: Path, year: SchoolYear, managing: Unit) -> Iterator[SentFile]:
    """What else lies in such folders: Excel's owner file beside a workbook somebody has open."""
    if managing.id == "ben-say":
        path = place / "~$truong-dang-mo.xlsx"
        path.write_bytes(owner_file())
        yield SentFile(
            path, str(year), None, "Tệp ~$ do Excel để lại khi sổ đang mở (không phải bài nộp)", "Bỏ qua"
        )


# ---- the note


def _write_note(built: Built, out: Path) -> None:
    lines = [
        "# Lỗi cố ý trong dữ liệu mẫu",
        "",
        "Dữ liệu là của một tỉnh mẫu. Tên mười trường của Quận 7, tháng đánh giá ngoài và mục đích đăng ký năm học 2024–2025 "
        "lấy từ một kế hoạch công khai của Phòng GDĐT; mã trường, phường quản lý, loại hình, số liệu, mức đạt, người và điện "
        "thoại (0900 000 0xx) đều đặt ra. Không tệp nào nói lên điều gì về trường có thật.",
        "",
        "| Tệp | Trường | Lỗi cố ý | Chương trình trả lời |",
        "| --- | --- | --- | --- |",
    ]
    for sent in built.sent:
        if sent.fault:
            name = sent.path.relative_to(out / SENT).as_posix()
            lines.append(
                f"| {name} | {sent.school.short if sent.school else ''} | {sent.fault} | {sent.expected} |"
            )
    for year, school in built.missing:
        why = "Không gửi tệp nào" if school.kind is not SchoolKind.CONTINUING or year != HISTORIC_YEAR else "Chưa có bộ tiêu chuẩn được biết cho GDTX"  # fmt: skip
        lines.append(f"| (không có tệp, {year}) | {school.short} | {why} | Chưa nộp |")
    clean = sum(1 for sent in built.sent if not sent.fault)
    lines += ["", f"Ngoài các tệp trên, {clean} tệp không có lỗi nào."]
    (out / FAULT_NOTE).write_text("\n".join(lines) + "\n", encoding="utf-8")
