"""The register of an office as its files hold it, and `kdcl the-thuc --so-dang-ky`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from layout_cases_head import plan
from layout_papers import LETTER, PLAN, Paper, build
from openpyxl import Workbook

from kdcl_xl.documents.layout.office_register import OfficeRegister, Registered
from kdcl_xl.documents.layout.register_files import RegisterProblem, read_register
from kdcl_xl.documents.numbers import Given, NumberRegister
from tests.running import kdcl

DAY = ("--ngay", "2026-11-22")
OFFICIAL = (
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
    "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú",
)  # fmt: skip
"""The columns of sổ đăng ký văn bản đi."""
TOML = """
co-quan = "Phòng VH-XH"
cach-danh-so = "tung-loai"
dia-danh = "Khê Hạ"

[[nguoi-ky]]
ho-ten = "Mạc Thị Thu Giang"
chuc-vu = "Phó Trưởng phòng"
tu = "01/7/2025"

[[van-ban]]
so = "05/KH-PVHXH"
ngay = 2026-09-04
trich-yeu = "Kế hoạch kiểm định chất lượng giáo dục"
"""


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def paper(path: Path, of: Paper = PLAN) -> Path:
    path.write_bytes(build(of))
    return path


def book(path: Path, *sheets: tuple[tuple[object, ...], ...]) -> Path:
    workbook = Workbook()
    for number, rows in enumerate(sheets):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


# ---- files


def test_a_register_as_the_decree_prints_it(tmp_path: Path) -> None:
    rows = (
        ("SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM 2026",),
        OFFICIAL,
        ("Tháng 9",),
        ("05/KH-PVHXH", dt.datetime(2026, 9, 4), "Kế hoạch kiểm định", "Mạc Thị Thu Giang", "Các trường", "", 3, ""),
        ("06/KH-PVHXH", "9/9/2026", "Kế hoạch dự giờ", "", "", "", "", ""),
        ("06a/KH-PVHXH", "9/9/2026", "chèn", "", "", "", "", ""),
        ("07/KH-PVHXH", "hôm qua", "Kế hoạch", "", "", "", "", ""),
    )  # fmt: skip
    signers = (
        ("Họ và tên", "Chức vụ", "Từ ngày", "Đến ngày"),
        ("Lục Văn Thắng", "Trưởng phòng", "", "31/8/2026"),
    )
    found = read_register(book(tmp_path / "sổ.xlsx", rows, signers, (("ghi chú",),)))
    assert [one.written for one in found.numbers] == ["05/KH-PVHXH", "06/KH-PVHXH"]
    assert found.numbers[0].signer == "Mạc Thị Thu Giang"
    assert found.numbers[1].issued_on == dt.date(2026, 9, 9)
    assert found.officers[0].until == dt.date(2026, 8, 31)
    assert len(found.remarks) == 2
    assert "dòng 6: số “06a/KH-PVHXH” không có dạng 05/KH-PVHXH" in found.remarks[0]
    assert "dòng 7: " in found.remarks[1]
    assert "“hôm qua”" in found.remarks[1] or '"hôm qua"' in found.remarks[1]


def test_a_table_with_number_and_symbol_apart(tmp_path: Path) -> None:
    path = put(tmp_path / "so.csv", "Số;Ký hiệu;Ngày;Trích yếu;Ngày ký;Ngày gửi\n5;KH-PVHXH;04/9/2026;Kiểm định;04/9/2026;07/9/2026\n")  # fmt: skip
    (one,) = read_register(path).numbers
    assert (one.written, one.year, one.sent_on) == ("05/KH-PVHXH", 2026, dt.date(2026, 9, 7))
    places = read_register(put(tmp_path / "dia-danh.csv", "Địa danh,Từ ngày\nKhê Hạ,01/7/2025\n"))
    assert (places.seats[0].place, places.seats[0].since) == ("Khê Hạ", dt.date(2025, 7, 1))


def test_toml_names_its_tables(tmp_path: Path) -> None:
    put(tmp_path / "so.csv", "Số;Ký hiệu;Ngày\n6;KH-PVHXH;09/9/2026\n")
    found = read_register(put(tmp_path / "co-quan.toml", 'so-van-ban = "so.csv"\n' + TOML))
    assert [one.number for one in found.numbers] == [5, 6]
    assert (found.body, found.one_series) == ("Phòng VH-XH", False)
    assert found.summary == "Sổ đăng ký: 2 số văn bản, 1 người ký, địa danh Khê Hạ."


def test_the_own_register_of_numbers_is_read(tmp_path: Path) -> None:
    register = NumberRegister()
    register.give(Given(year=2026, body="PHÒNG VĂN HÓA - XÃ HỘI (ỦY BAN NHÂN DÂN XÃ KHÊ HẠ)", series="KH", number=0, symbol="KH-PVHXH", paper="kh", issued_on=dt.date(2026, 9, 4)))  # fmt: skip
    path = tmp_path / "so-van-ban.json"
    path.write_bytes(register.as_bytes())
    (one,) = read_register(path).numbers
    assert (one.written, one.series) == ("01/KH-PVHXH", "KH")
    lawful = paper(tmp_path / "kh.docx", plan(number="Số: 01/KH-PVHXH"))
    answer = kdcl("the-thuc", lawful, "--so-dang-ky", path, *DAY)
    assert answer.code == 0, answer.out
    assert "Sổ đăng ký: 1 số văn bản." in answer.out
    strange = paper(tmp_path / "kh2.docx", plan(number="Số: 02/KH-PVHXH"))
    assert "không có số 02/KH-PVHXH" in kdcl("the-thuc", strange, "--so-dang-ky", path, *DAY).out
    other = paper(tmp_path / "kh3.docx", plan(number="Số: 02/KH-PVHXH", body="PHÒNG KINH TẾ"))
    assert "TT-225" not in kdcl("the-thuc", other, "--so-dang-ky", path, *DAY).out


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.toml", "dia-danhh = 'x'", "Ý thầy/cô có phải “dia-danh”?"),
        ("a.toml", "[[nguoi-ky]]\nho-tenn = 'x'", "[[nguoi-ky]] thứ 1: không có mục “ho-tenn”"),
        ("a.toml", "cach-danh-so = 'loạn'", "là “chung” hoặc “tung-loai”"),
        ("a.toml", "so-van-ban = 'khong-co.xlsx'", "không thấy tệp ấy"),
        ("a.toml", "van-ban = 5", "ghi thành các bảng [[van-ban]]"),
        ("a.toml", "= 5", "không phải TOML"),
        ("a.csv", "Họ tên;Tuổi\nA;5\n", "không thấy bảng nào của sổ đăng ký"),
        ("a.json", "{}", "không phải sổ số của chương trình"),
        ("a.docx", "x", "Sổ đăng ký là tệp .toml, bảng .xlsx hoặc .csv"),
        ("a.xlsx", "x", "a.xlsx"),
    ],
)
def test_what_is_no_register(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(RegisterProblem) as caught:
        read_register(put(tmp_path / name, text))
    assert words in str(caught.value)


# ---- series


def numbers(*written: str) -> OfficeRegister:
    made = []
    for each in written:
        number, _, symbol = each.partition("/")
        made.append(Registered(int(number), symbol, 2026))
    return OfficeRegister(tuple(made))


@pytest.mark.parametrize(
    ("written", "said", "series"),
    [
        (("1/KH-A", "2/A-GD", "3/QĐ-A", "4/KH-A"), None, [1, 2, 3, 4]),
        (("1/KH-A", "1/A-GD", "2/KH-A", "4/KH-A"), None, [1, 2, 4]),
        (("1/A-GD", "4/KH-A"), None, [4]),
        (("1/A-GD", "4/KH-A"), True, [1, 4]),
        (("1/KH-A", "2/A-GD", "3/QĐ-A", "4/KH-A"), False, [1, 4]),
    ],
)
def test_one_series_or_one_for_each_kind(
    written: tuple[str, ...], said: bool | None, series: list[int]
) -> None:
    office = OfficeRegister(numbers(*written).numbers, one_series=said)
    assert [one.number for one in office.in_series(Registered(4, "KH-A", 2026), [])] == series


def test_years_and_bodies_are_series_of_their_own() -> None:
    office = OfficeRegister(
        (
            Registered(1, "KH-A", 2025),
            Registered(1, "KH-A", 2026, body="TRƯỜNG A (UBND XÃ B)"),
            Registered(1, "KH-A", 2026, body="TRƯỜNG C (UBND XÃ B)"),
        )
    )
    found = office.in_series(Registered(1, "KH-A", 2026), ["ỦY BAN NHÂN DÂN XÃ B", "TRƯỜNG A"])
    assert [one.body for one in found] == ["TRƯỜNG A (UBND XÃ B)"]


# ---- the command


def test_the_command_says_what_the_register_holds_and_what_disagrees(tmp_path: Path) -> None:
    register = put(tmp_path / "co-quan.toml", TOML + '\n[[van-ban]]\nso = "x"\n')
    lawful = paper(tmp_path / "kh.docx")
    answer = kdcl("the-thuc", lawful, "--so-dang-ky", register, *DAY)
    assert answer.code == 0
    assert answer.out.startswith("Sổ đăng ký: 1 số văn bản, 1 người ký, địa danh Khê Hạ.\n")
    assert "[[van-ban]] thứ 2: số “x” không có dạng" in answer.out
    other = paper(tmp_path / "khac.docx", plan(number="Số: 06/KH-PVHXH", place_date="Khê, ngày 09 tháng 9 năm 2026", signature=("TRƯỞNG PHÒNG", "Lục Văn Thắng")))  # fmt: skip
    answer = kdcl("the-thuc", other, "--so-dang-ky", register, *DAY)
    assert answer.code == 1
    assert all(code in answer.out for code in ("TT-225", "TT-235", "TT-510"))
    assert kdcl("the-thuc", other, *DAY).code == 0


def test_papers_of_other_bodies_are_not_compared_and_that_is_said(tmp_path: Path) -> None:
    register = put(tmp_path / "co-quan.toml", TOML.replace("Phòng VH-XH", "Trường THCS Nguyễn Thị Lộ"))
    answer = kdcl("the-thuc", paper(tmp_path / "cv.docx", LETTER), "--so-dang-ky", register, *DAY)
    assert answer.code == 0
    assert "Văn bản của cơ quan khác với sổ đăng ký" in answer.out
    assert "TT-2" not in answer.out


def test_several_files_are_one_register_and_json_keeps_its_shape(tmp_path: Path) -> None:
    numbers_file = put(
        tmp_path / "so.csv", "Số, ký hiệu;Ngày;Trích yếu\n05/KH-PVHXH;04/9/2026;Tuyển sinh lớp 6\n"
    )
    people = put(tmp_path / "nguoi-ky.csv", "Họ và tên;Chức vụ\nLục Văn Thắng;Trưởng phòng\n")
    answer = kdcl(
        "the-thuc", paper(tmp_path / "kh.docx"), "--so-dang-ky", numbers_file, "--so-dang-ky", people, "--json", *DAY
    )  # fmt: skip
    schema = json.loads((Path(__file__).parents[3] / "docs/schema/the-thuc.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(answer.json)
    assert [finding["code"] for finding in answer.json["findings"]] == ["TT-225", "TT-225", "TT-510"]


def test_corrected_copies_are_compared_too(tmp_path: Path) -> None:
    register = put(tmp_path / "co-quan.toml", TOML)
    broken = paper(tmp_path / "kh.docx", plan(motto="Độc lập – Tự do – Hạnh phúc", number="Số: 09/KH-PVHXH"))
    answer = kdcl("the-thuc", broken, "--sua", "--so-dang-ky", register, *DAY)
    assert "TT-202" not in answer.out
    assert "TT-225" in answer.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "Không thấy sổ đăng ký"),
        ("", "không có số, người ký hay địa danh nào"),
        ("x = 1", "không có mục “x”"),
    ],
)
def test_a_register_that_cannot_be_used_stops_the_command(
    tmp_path: Path, text: str | None, words: str
) -> None:
    path = tmp_path / "co-quan.toml"
    if text is not None:
        put(path, text)
    assert words in kdcl("the-thuc", paper(tmp_path / "kh.docx"), "--so-dang-ky", path).reason
