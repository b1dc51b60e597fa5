"""Tables as sources of documents: every fault with its row and column, nothing repaired silently."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
from pydantic import BaseModel, ConfigDict

from kdcl_xl.documents.table_rows import TableProblem, context_of, field_paths, read_rows, row_digest


class Head(BaseModel):
    model_config = ConfigDict(extra="forbid")
    body: str
    number: str = ""


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    count: int | None = None


class Letter(BaseModel):
    model_config = ConfigDict(extra="forbid")
    head: Head
    addressee: str
    lines: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    on: dt.date | None = None
    urgent: bool = False


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_columns_are_the_names_templates_use() -> None:
    assert list(field_paths(Letter)) == [
        "head.body", "head.number", "addressee", "lines", "items[1].name", "items[1].count", "on", "urgent",
    ]  # fmt: skip


def test_csv_of_excel_in_vietnamese(tmp_path: Path) -> None:
    table = csv(
        tmp_path / "b.csv",
        "tep;head.body;addressee;lines;items[1].name;items[2].name;items[2].count;on;urgent\n"
        'a;UBND XÃ;Trường A;"một\nhai";Bàn;Ghế;3;05/02/2027;Có\n'
        ";;;;;;;;\n"
        ";UBND XÃ;Trường B & C;;;;;;\n",
    )
    first, second = read_rows(table, Letter)
    assert (first.number, first.file, second.number, second.file) == (2, "a", 4, "")
    assert context_of(first, Letter) == Letter(
        head=Head(body="UBND XÃ"),
        addressee="Trường A",
        lines=("một", "hai"),
        items=(Item(name="Bàn"), Item(name="Ghế", count=3)),
        on=dt.date(2027, 2, 5),
        urgent=True,
    )
    assert context_of(second, Letter) == Letter(head=Head(body="UBND XÃ"), addressee="Trường B & C")
    assert row_digest(first) != row_digest(second)


def test_xlsx_with_numbers_and_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([])
    sheet.append(["head.body", "addressee", "head.number", "on", "items[1].name", "items[1].count"])
    sheet.append(["Sở", "Trường A", 12, dt.date(2027, 2, 5), "Bàn", 4])
    book.save(tmp_path / "b.xlsx")
    (row,) = read_rows(tmp_path / "b.xlsx", Letter)
    context = context_of(row, Letter)
    assert isinstance(context, Letter)
    assert (row.number, context.head.number, context.on) == (3, "12", dt.date(2027, 2, 5))
    assert context.items == (Item(name="Bàn", count=4),)


def test_xlsx_with_formulas_never_computed_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["head.body", "addressee"])
    book.active.append(["Sở", '=CONCAT("a","b")'])
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(TableProblem, match="ô B2: công thức chưa được tính"):
        read_rows(tmp_path / "b.xlsx", Letter)


def test_json_holds_the_values_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(json.dumps([{"tep": "x", "head": {"body": "Sở"}, "addressee": "A", "lines": ["1", "2"]}]))
    (row,) = read_rows(path, Letter)
    assert row.file == "x"
    assert context_of(row, Letter) == Letter(head=Head(body="Sở"), addressee="A", lines=("1", "2"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "head.bodi,addressee\nA,B\n",
            "cột “head.bodi” không phải trường của văn bản này (gần nhất: head.body",
        ),
        ("head,addressee\nA,B\n", "cột “head” không phải trường"),
        ("items[1],addressee\nA,B\n", "cột “items[1]” không phải trường"),
        ("addressee,addressee\nA,B\n", "cột lặp lại: addressee"),
        ("\n\n", "bảng trống"),
    ],
)
def test_headings_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TableProblem) as caught:
        read_rows(csv(tmp_path / "b.csv", text), Letter)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("addressee\nA\n", "dòng 2: thiếu «head»"),
        ("head.body,addressee,on\nA,B,31/02/2027\n", "dòng 2: «on»: giá trị “31/02/2027” không đúng kiểu"),
        ("head.body,addressee,items[1].name,items[1].count\nA,B,C,ba\n", "«items[1].count»: giá trị “ba”"),
        ("head.body,addressee,urgent\nA,B,có lẽ\n", "«urgent»: giá trị “có lẽ”"),
    ],
)
def test_rows_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    (row,) = read_rows(csv(tmp_path / "b.csv", text), Letter)
    with pytest.raises(TableProblem) as caught:
        context_of(row, Letter)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("b.csv", b"addressee\n\xd0\xc0", "không phải UTF-8"),
        ("b.json", b"{", "không phải JSON"),
        ("b.json", b"{}", "cần một danh sách"),
        ("b.txt", b"", "bảng là tệp"),
        ("b.xlsx", b"PK", "b.xlsx: "),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TableProblem) as caught:
        read_rows(tmp_path / name, Letter)
    assert said in str(caught.value)


def test_json_with_an_unknown_field_names_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(json.dumps([{"head": {"body": "Sở"}, "adressee": "A"}]))
    (row,) = read_rows(path, Letter)
    with pytest.raises(TableProblem, match=r"không có trường «adressee» \(ý thầy/cô có phải «addressee»\?\)"):
        context_of(row, Letter)
