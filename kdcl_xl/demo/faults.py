"""The mistakes that really happen to submitted workbooks, made on purpose: in the content, in the file, in the folder.

Every fault is one function; `FAULTS` says in Vietnamese what was done, and which finding or state must answer it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Description,
    Evidence,
    Registration,
    StatisticRow,
)
from kdcl_xl.forms.summary import State
from kdcl_xl.law.answers import Answer
from kdcl_xl.text.letters import TONES, VOWEL_AND_TONE
from kdcl_xl.workbook.addresses import a1
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.guard import inspect
from kdcl_xl.workbook.names import cell_names
from kdcl_xl.workbook.patch import with_values
from kdcl_xl.workbook.read import Refusal, read

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_ZIP_TIME = (2027, 6, 1, 8, 0, 0)


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of mistake: what was done to the file, and the answer the program must give."""

    key: str
    title: str
    expected: str
    """Code of the finding, or the state of the file in a consolidation."""
    content: Callable[[Content], Content] | None = None
    data: Callable[[bytes], bytes] | None = None


# ---- in the content


def hybrid_unicode(content: Content) -> Content:
    """Tone marks as separate characters after composed vowels, as Windows-1258 keyboards write them."""
    rows = [row for row in content.rows[Description] if isinstance(row, Description)]
    changed: list[Row] = [_with(row, text=to_hybrid(row.text)) if place < 4 else row for place, row in enumerate(rows)]  # fmt: skip
    return _rows(content, Description, changed)


def to_hybrid(text: str) -> str:
    """ "Kế hoạch" with its tones as combining marks: neither NFC nor NFD."""
    return "".join(_loose(letter) for letter in text)


def _loose(letter: str) -> str:
    vowel, tone = VOWEL_AND_TONE.get(letter, (letter, 0))
    return vowel + TONES[tone]


def wrong_evidence_code(content: Content) -> Content:
    """The serial number loses its zero: MC.1.1.1, [H1-1.1-1]."""
    rows = [row for row in content.rows[Evidence] if isinstance(row, Evidence)]
    short = re.sub(r"0(\d\]?)$", r"\1", rows[0].code)
    return _rows(content, Evidence, [_with(rows[0], code=short), *rows[1:]])


def code_given_twice(content: Content) -> Content:
    """The second document bears the code of the first."""
    rows = [row for row in content.rows[Evidence] if isinstance(row, Evidence)]
    return _rows(content, Evidence, [*rows, _with(rows[1], code=rows[0].code, number="77/KH")])


def impossible_zero(content: Content) -> Content:
    """Girls: 0, because the gender column of the other program was empty."""
    changed: list[Row] = [
        _with(row, year_0=0.0) if isinstance(row, StatisticRow) and row.code == "hs_nu" else row
        for row in content.rows[StatisticRow]
    ]
    return _rows(content, StatisticRow, changed)


def level_above_unmet(content: Content) -> Content:
    """Mức 1 of a criterion turned to "Không đạt" while its Mức 2 stays "Đạt"."""
    rows = [row for row in content.rows[AnswerLine] if isinstance(row, AnswerLine)]
    second = {r.criterion for r in rows if r.level == 2} - {
        r.criterion for r in rows if r.level == 2 and r.result != Answer.MET
    }
    chosen = next(row.criterion for row in rows if row.criterion in second)
    changed: list[Row] = [
        _with(row, result=Answer.UNMET) if row.criterion == chosen and row.level == 1 else row for row in rows
    ]
    cells = {key: value for key, value in content.cells.items() if key != _SELF_LEVEL}
    return Content(cells, _rows(content, AnswerLine, changed).rows)


_SELF_LEVEL = Registration.column("self_level").entry.name


def unknown_school(content: Content) -> Content:
    """A school code that is on no list, under a name that nearly is."""
    code = re.sub(r"\d+$", "099", str(content.cells["ma_truong"]))
    name = re.sub(r"^Trường Tiểu học ", "Trường TH ", str(content.cells["ten_truong"]))
    return Content(content.cells | {"ma_truong": code, "ten_truong": name}, dict(content.rows))


def other_content(content: Content) -> Content:
    """Another answer under the same "Lần nộp"."""
    rows = [row for row in content.rows[AnswerLine] if isinstance(row, AnswerLine)]
    last = next(place for place in reversed(range(len(rows))) if rows[place].result == Answer.MET)
    changed: list[Row] = [_with(row, result=Answer.UNMET) if place == last else row for place, row in enumerate(rows)]  # fmt: skip
    cells = {key: value for key, value in content.cells.items() if key != _SELF_LEVEL}
    return Content(cells, _rows(content, AnswerLine, changed).rows)


def earlier_draft(content: Content) -> Content:
    """The revision before: not yet assessed to the end, some descriptions missing."""
    rows = [row for row in content.rows[AnswerLine] if isinstance(row, AnswerLine)]
    answers: list[Row] = [_with(row, result="", evidence="") if place % 6 == 5 else row for place, row in enumerate(rows)]  # fmt: skip
    cells = {key: value for key, value in content.cells.items() if key != _SELF_LEVEL}
    cells["lan_nop"] = 1
    return Content(cells, _rows(content, AnswerLine, answers).rows)


def _rows(content: Content, table: type[Row], rows: list[Row]) -> Content:
    return Content(dict(content.cells), {**content.rows, table: rows})


def _with(row: Row, **changes: object) -> Row:
    return row.model_copy(update=changes)


# ---- in the file


def renamed_column(data: bytes) -> bytes:
    """ "Tên minh chứng" became "Tên tài liệu" in the header of the catalogue of evidence."""
    old, new = Evidence.column("title").label, "Tên tài liệu minh chứng"

    def change(name: str, text: str) -> str:
        if name == "xl/sharedStrings.xml" or name.startswith("xl/tables/"):
            return text.replace(f">{old}<", f">{new}<").replace(f'name="{old}"', f'name="{new}"')
        return text

    return _rezip(data, change)


def old_template(data: bytes) -> bytes:
    """The stamp of an earlier version of the form."""

    def change(name: str, text: str) -> str:
        version = f"<t>{SELF_ASSESSMENT.version}</t>"
        return text.replace(version, "<t>0.9</t>") if name == "xl/sharedStrings.xml" else text

    return _rezip(data, change)


def typed_over_formula(data: bytes) -> bytes:
    """The level on the sheet "Kết quả" typed by hand: the highest there is."""
    inspection = inspect(data, name="x.xlsx")
    names = cell_names(inspection.workbook_xml)
    cells = {a1(names[name][1], names[name][2]) for name in ("kq_muc_thap", "kq_muc_cao")}
    part = inspection.sheets[names["kq_muc_thap"][0]].part

    def change(name: str, text: str) -> str:
        if name != part:
            return text
        for cell in cells:
            text = re.sub(rf'(<c r="{cell}"[^>]*?)(?: t="\w+")?>.*?</c>', r"\1><v>4</v></c>", text)
        return text

    return _rezip(data, change)


def code_as_number(data: bytes) -> bytes:
    """The telephone number stored as a number: its leading zero is gone."""
    sheet, row, column = cell_names(inspect(data, name="x.xlsx").workbook_xml)["dien_thoai"]
    return with_values(data, {sheet: {a1(row, column): 900000018.0}})


def impossible_date(data: bytes) -> bytes:
    """ "31/02/2026" as text in a column of dates."""
    submission = read(data, name="x.xlsx")
    if isinstance(submission, Refusal):
        raise ValueError(submission.finding.message)
    sheet, cell = submission.at(submission.table(Evidence)[2], "issued_on")
    return with_values(data, {sheet: {cell: "31/02/2026"}})


def pasted_formats(data: bytes) -> bytes:
    """Pasted from Word over the template: other fonts and fills, validations and conditional formats dead."""
    from openpyxl import load_workbook
    from openpyxl.styles import Font, PatternFill

    book = load_workbook(io.BytesIO(data))
    for sheet in (book["Đánh giá"], book["Minh chứng"]):
        sheet.data_validations.dataValidation.clear()
        for row in sheet.iter_rows(min_row=6, max_row=26):
            for cell in row:
                cell.font = Font(name="Arial", size=10, color="C00000")
                cell.fill = PatternFill("solid", fgColor="FFF200")
                if isinstance(cell.value, str):
                    cell.number_format = "General"
    book.properties.created = book.properties.modified = dt.datetime(*_ZIP_TIME)
    buffer = io.BytesIO()
    book.save(buffer)
    return _rezip(buffer.getvalue(), _fixed_properties)


def _fixed_properties(name: str, text: str) -> str:
    """Openpyxl writes the time of saving; samples must come out the same every time."""
    if name != "docProps/core.xml":
        return text
    return re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2027-06-01T08:00:00Z", text)


def csv_in_disguise(_data: bytes) -> bytes:
    """A CSV export renamed .xlsx."""
    lines = ["Tiêu chí;Mức;Kết quả", *(f"1.{n};1;Đạt" for n in range(1, 5))]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode("utf-8")


def password_protected(_data: bytes) -> bytes:
    """What Excel writes with a password: an OLE container with an encrypted package."""
    return _ole("EncryptedPackage")


def old_excel(_data: bytes) -> bytes:
    """A workbook of Excel 97–2003, whatever its name says."""
    return _ole("Workbook")


def empty(_data: bytes) -> bytes:
    """0 bytes: the copy to the USB stick was cut off."""
    return b""


def owner_file() -> bytes:
    """The `~$` file that Excel leaves beside an open workbook: the user's name, short and long."""
    user = "Van thu"
    short = bytes([len(user)]) + user.encode("latin-1")
    long = struct.pack("<H", len(user)) + user.encode("utf-16-le").ljust(108, b" ")
    return short.ljust(55, b" ") + long


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Several submissions in one zip file, as they come by e-mail."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _ole(stream: str) -> bytes:
    """The smallest container the guard must recognise: header, directory with one named stream."""
    directory = b"".join(_entry(name, kind) for name, kind in (("Root Entry", 5), (stream, 2)))
    return _OLE_HEADER.ljust(_SECTOR, b"\0") + directory.ljust(_SECTOR, b"\0") + bytes(_SECTOR)


def _entry(name: str, kind: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1).ljust(64, b"\0")


def _rezip(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """The same container with the texts of some parts changed; all other parts byte for byte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith((".xml", ".rels")):
                content = change(part.filename, content.decode("utf-8")).encode("utf-8")
            info = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_ALL = (
    Fault("unicode-lai", "Bốn đoạn mô tả gõ dấu rời (Unicode lai như bàn phím Windows-1258)", "CV-002", content=hybrid_unicode),
    Fault("ma-minh-chung-sai", "Một mã minh chứng thiếu số 0", "MC-001", content=wrong_evidence_code),
    Fault("mot-ma-hai-tai-lieu", "Một mã minh chứng dùng cho hai tài liệu", "MC-004", content=code_given_twice),
    Fault("so-khong-the-bang-0", "Số nữ ghi 0 vì cột giới tính để trống", "SL-003", content=impossible_zero),
    Fault("muc-2-tren-muc-1", "Một tiêu chí ghi đạt Mức 2 trong khi Mức 1 không đạt", "DG-003", content=level_above_unmet),
    Fault("truong-la", "Mã trường không có trong danh mục, tên gần giống một trường", State.UNKNOWN_SCHOOL, content=unknown_school),
    Fault("cung-lan-nop", "Hai tệp cùng Lần nộp nhưng khác nội dung", State.CHOOSE, content=other_content),
    Fault("lan-nop-truoc", "Bản Lần nộp 1 chưa xong, đã có Lần nộp 2 thay", State.SUPERSEDED, content=earlier_draft),
    Fault("doi-ten-cot", "Tiêu đề cột “Tên minh chứng” bị đổi tên", "CT-004", data=renamed_column),
    Fault("mau-cu", "Làm trên phiên bản mẫu cũ (0.9)", "CT-022", data=old_template),
    Fault("go-de-cong-thuc", "Gõ tay mức đạt đè lên công thức của trang Kết quả", "DG-008", data=typed_over_formula),
    Fault("ma-thanh-so", "Số điện thoại bị đổi thành số, mất số 0 đầu", "CT-013", data=code_as_number),
    Fault("ngay-khong-co", "Ngày ghi chữ “31/02/2026”", "CT-014", data=impossible_date),
    Fault("dan-dinh-dang", "Dán từ Word: phông, màu lạ, mất danh sách chọn (vẫn đọc được)", State.ACCEPTED, data=pasted_formats),
    Fault("csv-doi-duoi", "Tệp CSV đổi đuôi thành .xlsx", State.REFUSED, data=csv_in_disguise),
    Fault("dat-mat-khau", "Tệp đặt mật khẩu", State.REFUSED, data=password_protected),
    Fault("excel-cu", "Tệp Excel 97–2003 đổi đuôi thành .xlsx", State.REFUSED, data=old_excel),
    Fault("tep-rong", "Tệp 0 byte", State.REFUSED, data=empty),
)  # fmt: skip

FAULTS: dict[str, Fault] = {fault.key: fault for fault in _ALL}
"""Faults of one file by key; faults of folders (missing, doubled, zipped, another year) are made by `build`."""
