"""What is built is read back; what people do to a workbook is understood or named with its cell."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.findings import Finding
from kdcl_xl.forms.disclosure import DISCLOSURE
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Evidence,
    Member,
    Registration,
    School,
    StatisticRow,
)
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import Refusal, read
from kdcl_xl.workbook.snapshot import Submission

EDITION = edition_of("2026-2027", "tt57_2026_pt", "thcs")


def sample() -> Content:
    return Content(
        cells={
            "ten_truong": "Trường THCS Nguyễn Hiền",
            "ma_truong": "0790012345",
            "loai_truong": "THCS",
            "ngay_phe_duyet": dt.date(2027, 5, 28),
            "dk_muc_dich": "CQG",
        },
        rows={
            AnswerLine: [
                AnswerLine(criterion="1.1", level=1, indicator="*", result="Đạt", evidence="MC.1.1.01")
            ],
            Evidence: [
                Evidence(code="MC.1.1.01", title="Kế hoạch năm học", issued_on=dt.date(2026, 9, 5)),
                Evidence(code="MC.1.1.02", title="=1+1 không phải công thức", issuer="- Tổ văn phòng"),
            ],
            Member: [Member(name="Trần Thị Bình", position="Hiệu trưởng", role="Chủ tịch")],
            StatisticRow: [StatisticRow(code="hs_tong", year_0=912, year_1=0, year_2="chưa có")],
        },
    )


def submission(data: bytes) -> Submission:
    found = read(data, name="so.xlsx")
    assert isinstance(found, Submission), found
    return found


def edited(change: Callable[[openpyxl.Workbook], None]) -> Submission:
    """The sample workbook after someone worked on it (openpyxl stands in for a person)."""
    book = openpyxl.load_workbook(io.BytesIO(build(SELF_ASSESSMENT, EDITION, sample())))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return submission(buffer.getvalue())


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings if finding.code.startswith("CT")]


def test_round_trip() -> None:
    s = submission(build(SELF_ASSESSMENT, EDITION, sample()))
    assert codes(s.findings) == []
    assert s.fields(School).school_id == "0790012345"
    assert s.fields(School).approved_on == dt.date(2027, 5, 28)
    assert s.fields(Registration).purpose == "CQG"
    assert [row.title for row in s.table(Evidence)] == ["Kế hoạch năm học", "=1+1 không phải công thức"]
    assert s.table(AnswerLine)[0].result == "Đạt"
    figures = next(row for row in s.table(StatisticRow) if row.code == "hs_tong")
    assert (figures.year_0, figures.year_1, figures.year_2) == (912, 0, "chưa có")


def test_same_input_same_bytes() -> None:
    assert build(SELF_ASSESSMENT, EDITION, sample()) == build(SELF_ASSESSMENT, EDITION, sample())


def test_addresses_lead_to_the_cell() -> None:
    data = build(SELF_ASSESSMENT, EDITION, sample())
    s = submission(data)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in s.table(Evidence):
        sheet, cell = s.at(row, "title")
        assert book[sheet][cell].value == row.title
    sheet, cell = s.where(School, "name")
    assert book[sheet][cell].value == "Trường THCS Nguyễn Hiền"


def test_column_moved_is_read() -> None:
    def move(book: openpyxl.Workbook) -> None:
        book["Minh chứng"].insert_cols(2)

    s = edited(move)
    assert [row.code for row in s.table(Evidence)] == ["MC.1.1.01", "MC.1.1.02"]
    assert s.at(s.table(Evidence)[0], "title") == ("Minh chứng", "D6")


def test_renamed_column_is_one_finding_with_the_old_name() -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Minh chứng"]["C5"] = "Tên minh chúng"

    s = edited(rename)
    (finding,) = [f for f in s.findings if f.code == "CT-004"]
    assert (finding.sheet, finding.cell) == ("Minh chứng", "C5")
    assert "Tên minh chứng" in finding.remedy
    assert "CT-005" not in codes(s.findings)


def test_doubled_and_foreign_columns() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book["Minh chứng"]["L5"] = "Tên minh chứng"
        book["Minh chứng"]["M5"] = "Ghi chép riêng của văn thư"

    found = codes(edited(add).findings)
    assert found.count("CT-006") == 1
    assert found.count("CT-005") == 1


def test_renamed_sheet_is_found_by_its_headers() -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Minh chứng"].title = "MC cua truong"

    s = edited(rename)
    assert len(s.table(Evidence)) == 2
    assert codes(s.findings) == ["CT-002"]


def test_missing_sheet_is_one_finding() -> None:
    def delete(book: openpyxl.Workbook) -> None:
        del book["Minh chứng"]

    s = edited(delete)
    assert codes(s.findings) == ["CT-001"]
    assert not s.has(Evidence)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        ("Minh chứng", "A6", 1.1, "CT-013"),
        ("Minh chứng", "E6", "31/02/2026", "CT-014"),
        ("Minh chứng", "E6", 46000, "CT-014"),
        ("Đánh giá", "F7", "Có lẽ đạt", "CT-011"),
        ("Số liệu", "G60", "rất nhiều", "CT-015"),
        ("Số liệu", "G60", "13.824", "CT-015"),
        ("Đánh giá", "F7", "Đạt.", "CT-018"),
        ("Đánh giá", "F7", "Ðạt", "CT-018"),  # eth, not đ
        ("Số liệu", "G60", -4, "CT-015"),
        ("Trường", "B7", 790012345, "CT-013"),
    ],
)
def test_a_bad_value_is_named_with_its_cell(sheet: str, cell: str, value: object, code: str) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book[sheet][cell].number_format = "General"
        book[sheet][cell] = value

    found = [f for f in edited(spoil).findings if f.code.startswith("CT")]
    assert [(f.code, f.sheet, f.cell) for f in found] == [(code, sheet, cell)]
    assert found[0].remedy


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Đánh giá", "F7", "đạt"),
        ("Đánh giá", "F7", "Đạt"),  # NFD, as some keyboards type it
        ("Minh chứng", "E6", "05/09/2026"),
        ("Minh chứng", "E6", "ngày 05 tháng 9 năm 2026"),
        ("Số liệu", "G60", "98,5%"),
        ("Số liệu", "G60", "13.824,5"),
        ("Số liệu", "G60", "Chưa có số liệu"),
        ("Minh chứng", "D6", 15),
        ("Minh chứng", "K300", " "),
    ],
)
def test_what_people_paste_is_understood(sheet: str, cell: str, value: object) -> None:
    def paste(book: openpyxl.Workbook) -> None:
        book[sheet][cell].number_format = "General"
        book[sheet][cell] = value

    assert codes(edited(paste).findings) == []


def test_names_lost_but_labels_kept() -> None:
    def forget(book: openpyxl.Workbook) -> None:
        for name in list(book.defined_names):
            del book.defined_names[name]

    s = edited(forget)
    assert s.fields(School).name == "Trường THCS Nguyễn Hiền"
    assert codes(s.findings) == []


def test_the_label_of_an_older_workbook_of_a_centre_is_known() -> None:
    edition = edition_of("2026-2027", "tt57_2026_gdtx", "gdtx")
    content = Content({"ten_truong": "Trung tâm GDTX Bình Minh"})
    book = openpyxl.load_workbook(io.BytesIO(build(SELF_ASSESSMENT, edition, content)))
    assert book["Trường"]["A6"].value == "Tên trung tâm *"
    book["Trường"]["A6"] = "Tên trường *"
    for name in list(book.defined_names):
        del book.defined_names[name]
    stream = io.BytesIO()
    book.save(stream)
    assert submission(stream.getvalue()).fields(School).name == "Trung tâm GDTX Bình Minh"


def test_formula_never_calculated_is_not_zero() -> None:
    def formula(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["G60"] = "=1+1"

    s = edited(formula)
    assert codes(s.findings) == ["CT-016"]
    assert ("Số liệu", "G60") in s.unreadable


def test_error_cell_is_not_blank() -> None:
    def error(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["G60"] = "#DIV/0!"
        book["Số liệu"]["G60"].data_type = "e"

    assert codes(edited(error).findings) == ["CT-017"]


def test_named_cell_with_an_error_is_said_to_carry_one() -> None:
    def error(book: openpyxl.Workbook) -> None:
        sheet, cell = submission(build(SELF_ASSESSMENT, EDITION, sample())).where(School, "name")
        book[sheet][cell] = "#REF!"

    assert codes(edited(error).findings) == ["CT-017"]


def test_date_1904_workbook_reads_the_same_day() -> None:
    def mac(book: openpyxl.Workbook) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904

    assert edited(mac).table(Evidence)[0].issued_on == dt.date(2026, 9, 5)


def test_without_stamp_is_refused_with_a_remedy() -> None:
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue(), name="ke-toan.xlsx")
    assert isinstance(found, Refusal)
    assert found.finding.code == "CT-020"
    assert found.finding.file == "ke-toan.xlsx"


@pytest.mark.parametrize(
    ("key", "value"), [("mau", "mau-la"), ("bo_tieu_chuan", "tt99_2030"), ("nam_hoc", "năm nay")]
)
def test_unknown_stamp_is_refused(key: str, value: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(SELF_ASSESSMENT, EDITION)))
    for row in book["_kdcl"].iter_rows():
        if row[0].value == key:
            row[1].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue(), name="x.xlsx")
    assert isinstance(found, Refusal)
    assert found.finding.code == "CT-021"
    assert value in found.finding.message


def test_older_version_is_recognised() -> None:
    def age(book: openpyxl.Workbook) -> None:
        for row in book["_kdcl"].iter_rows():
            if row[0].value == "phien_ban":
                row[1].value = "0.9"

    assert codes(edited(age).findings) == ["CT-022"]


def test_only_first_sheets_are_visible() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(SELF_ASSESSMENT, EDITION)))
    visible = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert visible == list(SELF_ASSESSMENT.first_sheets)
    assert book["_kdcl"].sheet_state == "veryHidden"


def test_entry_sheets_have_no_formula_and_no_protection() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(SELF_ASSESSMENT, EDITION)))
    for name in SELF_ASSESSMENT.sheets_of(EDITION):
        sheet = book[name]
        if name in SELF_ASSESSMENT.drawn:
            continue
        assert not sheet.protection.sheet, name
        assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"], name


def test_table_headers_equal_their_cells(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(SELF_ASSESSMENT, EDITION)))
    seen = set()
    for sheet in book:
        for table in sheet.tables.values():
            seen.add(table.displayName)
            cells = [cell.value for cell in sheet[table.ref][0]]
            assert [column.name for column in table.tableColumns] == cells
    assert seen == {table.table.name for table in SELF_ASSESSMENT.tables_of(EDITION)}


@pytest.mark.parametrize("odd", [None, {"title": 12.5}, {"sensitivity": "xanh"}, {"issued_on": "5/9/2026"}])
def test_rows_are_the_same_whether_looked_at_together_or_one_by_one(odd: dict[str, object] | None) -> None:
    """One odd cell makes the reader look closely; the other rows, and the kinds of all values, stay what they are."""
    rows = [
        Evidence(
            code=f"MC.1.1.{n:02}", title=f"Kế hoạch {n}", issued_on=dt.date(2026, 9, n), sensitivity="Xanh"
        )
        for n in range(1, 6)
    ]

    def spoil(book: openpyxl.Workbook) -> None:
        header = {cell.value: cell.column for cell in book["Minh chứng"][5]}
        for field, value in (odd or {}).items():
            book["Minh chứng"].cell(8, header[Evidence.column(field).label]).value = value

    book = openpyxl.load_workbook(
        io.BytesIO(build(SELF_ASSESSMENT, EDITION, Content(rows={Evidence: list(rows)})))
    )
    spoil(book)
    data = io.BytesIO()
    book.save(data)
    found = submission(data.getvalue()).table(Evidence)
    assert [row.line for row in found] == [6, 7, 8, 9, 10]
    assert all(row == Evidence.model_validate(row.model_dump()) for row in found)
    assert [row.model_copy(update={"line": 0}) for row in found if row.line != 8] == rows[:2] + rows[3:]
    assert found[2].sensitivity == "Xanh" and found[2].issued_on is not None


@pytest.mark.parametrize("unseen", ["\xad", "\u200b", "\u2060\ufeff", "\xa0", " "])
def test_a_cell_that_shows_nothing_is_blank(unseen: str) -> None:
    """Pasted from Word or a web page: a cell looks empty, and is."""
    content = Content(
        {"ten_truong": unseen, "ma_truong": "79000001"},
        {
            Evidence: [
                Evidence(code="MC.1.1.01", title=unseen, issuer=f"{unseen}Phòng{unseen}"),
                Evidence(code=unseen, title=unseen),
            ]
        },
    )
    submission = read(build(SELF_ASSESSMENT, EDITION, content), name="a.xlsx")
    assert isinstance(submission, Submission)
    assert submission.fields(School).name == ""
    (row,) = submission.table(Evidence)
    assert (row.title, row.issuer) == ("", f"{unseen}Phòng{unseen}"), (
        "what shows something stays as it was typed"
    )


def test_a_value_off_the_list_is_answered_with_the_nearest_first() -> None:
    submission = read(build(SELF_ASSESSMENT, EDITION, Content({"tinh": "TPHCM"})), name="a.xlsx")
    assert isinstance(submission, Submission)
    (finding,) = [finding for finding in submission.findings if finding.code == "CT-011"]
    assert "Ý thầy/cô có phải “Thành phố Hồ Chí Minh”?" in finding.message
    assert finding.remedy.startswith("Chọn một trong: Thành phố Hồ Chí Minh, ")


def test_rows_of_single_values_are_high_enough_for_what_is_in_them() -> None:
    text = "Nhà trường được thành lập theo quyết định của cơ quan có thẩm quyền. " * 4
    content = Content({"ck_qua_trinh": f"{text}\n{text}", "ck_to_chuc": "Hội đồng trường."})
    book = openpyxl.load_workbook(io.BytesIO(build(DISCLOSURE, edition_of("2026-2027"), content)))
    sheet, heights = book["Nhà trường"], []
    for name in ("ck_qua_trinh", "ck_to_chuc"):
        ((_, cell),) = book.defined_names[name].destinations
        assert sheet[cell].alignment.wrap_text
        heights.append(sheet.row_dimensions[sheet[cell].row].height)
    lines = 2 * -(-len(text) // 53)
    assert heights[0] > lines * 16 > 8 * heights[1] / 2
