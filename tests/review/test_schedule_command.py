"""kdcl danh-gia-ngoai nhap-lich: exit codes, JSON, the workbook, and what it says when there is nothing to read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kdcl_xl.forms.external_review import ImportRemark, ReviewPlan, ScheduledVisit
from kdcl_xl.review.plan import PlanError
from kdcl_xl.review.schedule import read_schedule
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.review import plans_excel, plans_text, word
from tests.review.plans import PLANS, written
from tests.running import kdcl, untouched
from tools.build_schemas import schemas

SCHEMA = Draft202012Validator(schemas()["danh-gia-ngoai.schema.json"])


@pytest.mark.parametrize("name", PLANS)
def test_json_keeps_the_published_shape(name: str, tmp_path: Path) -> None:
    plan = written(name, tmp_path)
    with untouched(plan):
        answer = kdcl("danh-gia-ngoai", "nhap-lich", plan, "--json")
    SCHEMA.validate(answer.json)
    assert answer.code == int(any(finding["severity"] == "lỗi" for finding in answer.json["findings"]))
    assert list(tmp_path.iterdir()) == [plan]


def test_the_workbook_is_written_and_the_same_again(tmp_path: Path) -> None:
    plan, out = written("moi-o-mot-dong.txt", tmp_path), tmp_path / "sổ" / "đgn.xlsx"
    first = kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out)
    assert (first.code, first.err) == (0, "")
    assert "Đã đọc 3 trường: 1 Mầm non, 1 Tiểu học, 1 THCS." in first.out
    assert "LDG-010" in first.out
    before = out.read_bytes()
    assert kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out, "--json").code == 0
    assert out.read_bytes() == before
    found = read(out)
    assert isinstance(found, Submission)
    assert found.stamp.school_year == "2024-2025"
    plan_of = found.fields(ReviewPlan)
    assert plan_of.signer == "Trịnh Thị Minh Châu"
    assert (plan_of.office, plan_of.level) == ("Phòng Giáo dục và Đào tạo huyện An Bình", "Phòng GDĐT")
    assert [row.code for row in found.table(ImportRemark)] == ["LDG-010", "LDG-013", "LDG-036"]
    assert openpyxl.load_workbook(out)["Điểm cần xem"].sheet_state == "visible"


def test_a_workbook_somebody_has_written_in_is_left_alone(tmp_path: Path) -> None:
    plan, out = written("dau-tab.txt", tmp_path), tmp_path / "đgn.xlsx"
    kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out)
    book = openpyxl.load_workbook(out)
    book[ScheduledVisit.table.sheet]["B6"] = "MN Rạng Đông (mới)"
    book.save(out)
    with untouched(out):
        assert "không ghi đè" in kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out).reason
    assert "trùng với" in kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", plan).reason


def test_a_plan_without_a_school_year(tmp_path: Path) -> None:
    plan, out = tmp_path / "lịch.txt", tmp_path / "đgn.xlsx"
    plan.write_text(
        "STT\tTrường\tThời gian\tKĐCL\n1\tMN A\tTháng 3\tx\n2\tTH B\tTháng 4\tx\n", encoding="utf-8"
    )
    assert "--nam-hoc" in kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out).reason
    assert not out.exists()
    assert "hai năm" in kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out, "--nam-hoc", "26-27").reason
    answer = kdcl("danh-gia-ngoai", "nhap-lich", plan, "--ra", out, "--nam-hoc", "2026-2027", "--json")
    assert answer.json["document"]["school_year"] is None
    assert [row["year"] for row in answer.json["rows"]] == [None, None]
    found = read(out)
    assert isinstance(found, Submission)
    assert found.stamp.school_year == "2026-2027"


def test_settings_of_the_office(tmp_path: Path) -> None:
    plan, toml = written("moi-o-mot-dong.txt", tmp_path), tmp_path / "thiet-lap.toml"
    toml.write_text("[dang-ky]\nho-so-truoc-ngay = 80\n", encoding="utf-8")
    found = kdcl("danh-gia-ngoai", "nhap-lich", plan, "--json", "--thiet-lap", toml).json["findings"]
    assert [f["sheet"] for f in found if f["code"] == "LDG-035"] == ["dòng 25", "dòng 32", "dòng 39"]


def plain_docx() -> bytes:
    document = word.new()
    word.text(document, "Báo cáo không có bảng nào.")
    return word.saved(document)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", plans_text.without_schedule(), "đã tìm bảng có cột tên trường cùng cột thời gian"),
        ("a.docx", plain_docx(), "đã tìm bảng có cột tên trường cùng cột thời gian"),
        ("a.xlsx", plans_excel.empty(), "đã tìm bảng có cột tên trường cùng cột thời gian"),
        ("a.txt", b"", "trống rỗng"),
        ("a.docx", b"", "trống rỗng"),
        ("a.xlsx", b"", "0 byte"),
        ("a.txt", b"PK\x03\x04" + bytes(40), "không phải văn bản thuần"),
        ("a.txt", bytes(range(256)) * 40, "không phải văn bản thuần"),
        ("a.docx", b"PK\x03\x04rest", "bị hỏng"),
        ("a.docx", b"\xd0\xcf\x11\xe0rest", "đời cũ"),
        ("a.xlsx", b"STT,Truong", "a.xlsx"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "lưu thành .docx"),
        ("a.pdf", b"%PDF-1.7", "không phải loại tệp đọc được"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in kdcl("danh-gia-ngoai", "nhap-lich", path).reason
    answer = kdcl("danh-gia-ngoai", "nhap-lich", path, "--json")
    assert answer.code == 2
    assert words in answer.json["error"]


def test_no_file(tmp_path: Path) -> None:
    assert "Không thấy tệp" in kdcl("danh-gia-ngoai", "nhap-lich", tmp_path / "không có.docx").reason


SAMPLES = {
    suffix: [PLANS[name]() for name in PLANS if name.endswith(suffix)]
    for suffix in (".docx", ".xlsx", ".txt")
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_file_makes_it_fall(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes cut off, changed, or put into a good file anywhere, XML parts included: an answer or a PlanError."""
    suffix = data.draw(st.sampled_from(sorted(SAMPLES)))
    content = data.draw(st.sampled_from(SAMPLES[suffix]))
    if suffix != ".txt" and data.draw(st.booleans()):
        content = _with_changed_part(content, data)
    else:
        content = _changed(content, data)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    try:
        found = read_schedule(path, lead_days=45)
    except PlanError as error:
        assert str(error)
    else:
        SCHEMA.validate(json.loads(json.dumps(found.as_json())))


def _changed(content: bytes, data: st.DataObject) -> bytes:
    at = data.draw(st.integers(0, len(content)))
    return content[:at] + data.draw(st.binary(max_size=12)) + content[at + data.draw(st.integers(0, 60)) :]


def _with_changed_part(content: bytes, data: st.DataObject) -> bytes:
    """The same package with words of one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = data.draw(
        st.sampled_from(
            [
                name
                for name in parts
                if name.endswith(("document.xml", "sheet1.xml", "sharedStrings.xml", "styles.xml"))
            ]
        )
    )
    old, new = data.draw(
        st.sampled_from(
            [
                (b"<w:tr>", b""),
                (b"<w:tc>", b"<w:tc><w:tc>"),
                (b"Th\xc3\xa1ng", b"31/02/"),
                (b"w:val", b"w:x"),
                (b'r="', b'r="A'),
                (b"<v>", b"<v>9"),
                (b"</w:tbl>", b"</w:tbl><w:tbl/>"),
                (b"<w:p>", b"<w:tbl/><w:p>"),
                (b"mm/yyyy", b"\\"),
                (b"2024", b"0"),
            ]
        )
    )
    parts[name] = parts[name].replace(old, new)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for part, held in parts.items():
            package.writestr(part, held)
    return buffer.getvalue()
