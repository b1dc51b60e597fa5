"""Read an office's register: TOML, tables (.xlsx, .csv), or the program's own sổ số (.json of `kdcl van-ban --so`).

Tables are known by their headings, those of sổ đăng ký văn bản đi (Phụ lục IV NĐ 30/2020/NĐ-CP) among them. A row that
cannot be read is a remark: registers are kept by hand.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kdcl_xl.documents.layout.lines import key_of
from kdcl_xl.documents.layout.office_register import Officer, OfficeRegister, Registered, Seat
from kdcl_xl.documents.numbers import NumberProblem, NumberRegister
from kdcl_xl.documents.table_rows import TableProblem, csv_grid, open_sheets, require_calculated
from kdcl_xl.text.dates import parse_date, vn_date
from kdcl_xl.text.normal import nfc
from kdcl_xl.text.similar import did_you_mean

_HEADINGS = {
    "so-ky-hieu": ("so ky hieu", "so va ky hieu", "so ky hieu van ban", "so va ky hieu van ban"),
    "so": ("so", "so van ban", "so di", "so van ban di"),
    "ky-hieu": ("ky hieu", "ky hieu van ban"),
    "ngay": ("ngay", "ngay thang", "ngay ban hanh", "ngay van ban", "ngay thang van ban", "ngay thang nam", "ngay thang nam van ban"),
    "trich-yeu": ("trich yeu", "ten loai va trich yeu noi dung van ban", "ten loai va trich yeu noi dung", "ten loai va trich yeu", "trich yeu noi dung", "noi dung", "ve viec"),
    "ngay-ky": ("ngay ky",),
    "ngay-gui": ("ngay gui", "ngay chuyen", "ngay phat hanh"),
    "nguoi-ky": ("nguoi ky",),
    "nam": ("nam",),
    "loai": ("loai so", "so dang ky", "quyen so"),
    "co-quan": ("co quan", "co quan ban hanh", "don vi"),
    "ho-ten": ("ho ten", "ho va ten", "ho va ten nguoi ky", "ho ten nguoi ky"),
    "chuc-vu": ("chuc vu", "chuc danh"),
    "tu": ("tu", "tu ngay"),
    "den": ("den", "den ngay", "den het ngay"),
    "dia-danh": ("dia danh", "ten dia danh"),
}  # fmt: skip
"""Field of the register → headings it stands under, as `key_of` gives them."""
_FIELDS = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_NUMBER_FIELDS = {"so", "ngay", "trich-yeu", "ngay-ky", "ngay-gui", "nguoi-ky", "nam", "loai"}
_TOP = {"co-quan", "cach-danh-so", "so-van-ban", "dia-danh", "nguoi-ky", "van-ban"}
_SERIES = {"chung": True, "tung-loai": False}
_WRITTEN = re.compile(r"(?:số:?\s*)?(?P<number>\d{1,6})\s*/\s*(?P<symbol>\S.*)", re.I)
_HEADING_WITHIN = 15
_FORMS = (
    "Sổ đăng ký là tệp .toml, bảng .xlsx hoặc .csv (tiêu đề cột như sổ đăng ký văn bản đi, hoặc Họ và tên, Chức vụ, Từ ngày, "
    "Đến ngày), hoặc sổ số .json của chương trình."
)


class RegisterProblem(ValueError):  # noqa: N818 (named for what the user reads)
    """A register that cannot be used; the text says where and what to do, in Vietnamese."""


def read_register(path: Path) -> OfficeRegister:
    """The register in one file. Raises RegisterProblem, OSError."""
    suffix = path.suffix.lower()
    if suffix == ".toml":
        return _from_toml(path)
    if suffix == ".json":
        return _from_own(path)
    try:
        if suffix == ".csv":
            return _from_tables(path.name, {"": csv_grid(path)})
        if suffix == ".xlsx":
            book = open_sheets(path)
            return _from_tables(path.name, book.grids, lambda sheet: require_calculated(book, sheet))
    except TableProblem as problem:
        raise RegisterProblem(str(problem)) from problem
    raise RegisterProblem(f"{path.name}: {_FORMS}")


def _from_own(path: Path) -> OfficeRegister:
    try:
        given = NumberRegister.read(path).entries
    except NumberProblem as problem:
        raise RegisterProblem(f"{path.name} không phải sổ số của chương trình. {_FORMS}") from problem
    return OfficeRegister(
        tuple(
            Registered(
                one.number, one.symbol, one.year, one.issued_on, series=one.series, body=one.body,
            )
            for one in given
        )
    )  # fmt: skip


# ---- TOML


def _from_toml(path: Path) -> OfficeRegister:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterProblem(f"{path.name} không phải TOML (UTF-8) đọc được: {error}.") from error
    _known(path.name, data, _TOP)
    tables = [_tables_beside(path, name) for name in _listed(data.get("so-van-ban", []))]
    seats = data.get("dia-danh", [])
    seats = [{"ten": seats}] if isinstance(seats, str) else seats
    made = _Rows(path.name)
    for name, rows, allowed in (
        ("van-ban", data.get("van-ban", []), _NUMBER_FIELDS),
        ("nguoi-ky", data.get("nguoi-ky", []), {"ho-ten", "chuc-vu", "tu", "den"}),
        ("dia-danh", seats, {"ten", "tu", "den"}),
    ):
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RegisterProblem(f"{path.name}: {name} ghi thành các bảng [[{name}]].")
        for at, row in enumerate(rows, 1):
            _known(f"{path.name}, [[{name}]] thứ {at}", row, allowed)
            made.add({"dia-danh" if key == "ten" else key: row[key] for key in row}, f"[[{name}]] thứ {at}")
    own = OfficeRegister(
        tuple(made.numbers), tuple(made.officers), tuple(made.seats), str(data.get("co-quan", "")), _series(path.name, data), tuple(made.remarks)
    )  # fmt: skip
    return OfficeRegister.joined([own, *tables])


def _series(name: str, data: Mapping[str, Any]) -> bool | None:
    said = data.get("cach-danh-so")
    if said is not None and said not in _SERIES:
        raise RegisterProblem(f"{name}: cach-danh-so là “chung” hoặc “tung-loai”, không phải “{said}”.")
    return None if said is None else _SERIES[said]


def _tables_beside(path: Path, name: str) -> OfficeRegister:
    beside = path.parent / name
    if not beside.is_file():
        raise RegisterProblem(f"{path.name}: so-van-ban nêu tệp “{name}” nhưng không thấy tệp ấy.")
    if beside.suffix.lower() == ".toml":
        raise RegisterProblem(f"{path.name}: so-van-ban là bảng .xlsx, .csv hoặc sổ số .json.")
    return read_register(beside)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value]


def _known(where: str, data: Mapping[str, Any], allowed: set[str]) -> None:
    strange = next((key for key in data if key not in allowed), None)
    if strange is not None:
        guess = did_you_mean(strange, sorted(allowed)) or f" Dùng: {', '.join(sorted(allowed))}."
        raise RegisterProblem(f"{where}: không có mục “{strange}”.{guess}")


# ---- tables


def _from_tables(
    name: str,
    grids: Mapping[str, Sequence[Sequence[Any]]],
    require: Callable[[str], None] = lambda sheet: None,
) -> OfficeRegister:
    """`require`: called for each sheet that is used; may raise TableProblem."""
    made, known = _Rows(name), False
    for sheet, grid in grids.items():
        top, fields = _heading(grid)
        if top is None:
            continue
        known = True
        require(sheet)
        for number, row in enumerate(grid[top + 1 :], top + 2):
            values = {f: cell for f, cell in zip(fields, row, strict=False) if f and str(cell).strip()}
            if values and not _between_months(values):
                made.add(values, f"trang {sheet}, dòng {number}" if sheet else f"dòng {number}")
    if not known:
        raise RegisterProblem(f"{name}: không thấy bảng nào của sổ đăng ký. {_FORMS}")
    return OfficeRegister(
        tuple(made.numbers), tuple(made.officers), tuple(made.seats), remarks=tuple(made.remarks)
    )


def _between_months(row: Mapping[str, Any]) -> bool:
    """Whether a row only says "Tháng 9"."""
    return len(row) == 1 and all(name in ("so", "so-ky-hieu") and "/" not in str(row[name]) for name in row)


def _heading(grid: Sequence[Sequence[Any]]) -> tuple[int | None, list[str]]:
    """The row of headings of one of the three tables, with the field of each column."""
    for at, row in enumerate(grid[:_HEADING_WITHIN]):
        fields = [_FIELDS.get(key_of(nfc(str(cell))), "") for cell in row]
        found = set(fields)
        numbers = "so-ky-hieu" in found or ("so" in found and found & {"ky-hieu", "ngay", "trich-yeu"})
        if not numbers and {"nguoi-ky", "chuc-vu"} <= found:
            fields = ["ho-ten" if name == "nguoi-ky" else name for name in fields]
            return at, fields
        if numbers or {"ho-ten", "chuc-vu"} <= found or "dia-danh" in found:
            return at, fields
    return None, []


class _UnreadableError(Exception):
    """Why a row cannot be used."""


class _Rows:
    """Rows on their way into a register; what cannot be read is remarked with its place."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.numbers: list[Registered] = []
        self.officers: list[Officer] = []
        self.seats: list[Seat] = []
        self.remarks: list[str] = []

    def add(self, row: Mapping[str, Any], where: str) -> None:
        """A row, known by its fields."""
        try:
            if "ho-ten" in row or "chuc-vu" in row:
                self.officers.append(_officer(row))
            elif "dia-danh" in row:
                self.seats.append(Seat(_text(row["dia-danh"]), _day(row, "tu"), _day(row, "den")))
            elif "so-ky-hieu" in row or "so" in row:
                self.numbers.append(_number(row))
            else:
                raise _UnreadableError("không có số văn bản")
        except _UnreadableError as why:
            self.remarks.append(f"{self.file}, {where}: {why}; dòng này không dùng để so.")


def _number(row: Mapping[str, Any]) -> Registered:
    written = _text(row.get("so-ky-hieu", "")) or _text(row.get("so", ""))
    symbol, year = _text(row.get("ky-hieu", "")), _text(row.get("nam", ""))
    found = _WRITTEN.fullmatch(f"{written}/{symbol}" if symbol and "/" not in written else written)
    issued = _day(row, "ngay")
    if found is None:
        raise _UnreadableError(f"số “{written}” không có dạng 05/KH-PVHXH")
    if issued is None and not re.fullmatch(r"\d{4}", year):
        raise _UnreadableError(f"số {written} không ghi ngày")
    return Registered(
        number=int(found["number"]),
        symbol=" ".join(found["symbol"].split()).rstrip(" .,;"),
        year=issued.year if issued else int(year),
        issued_on=issued,
        subject=_text(row.get("trich-yeu", "")),
        signed_on=_day(row, "ngay-ky"),
        sent_on=_day(row, "ngay-gui"),
        signer=_text(row.get("nguoi-ky", "")),
        series=_text(row.get("loai", "")),
        body=_text(row.get("co-quan", "")),
    )


def _officer(row: Mapping[str, Any]) -> Officer:
    name, office = _text(row.get("ho-ten", "")), _text(row.get("chuc-vu", ""))
    if not (name and office):
        raise _UnreadableError("người ký cần cả họ tên và chức vụ")
    return Officer(name, office, _day(row, "tu"), _day(row, "den"))


def _day(row: Mapping[str, Any], name: str) -> dt.date | None:
    value = row.get(name, "")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not _text(value):
        return None
    read = parse_date(_text(value))
    if read.value is None:
        raise _UnreadableError(read.explanation.rstrip("."))
    return read.value


def _text(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return vn_date(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(nfc(str(value)).split())
