"""`kdcl nut`: the registry from the command line, on closed files."""

import json
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from kdcl_xl.buttons.level_sheet import LEVEL_SHEET
from kdcl_xl.buttons.registry import buttons
from kdcl_xl.forms.self_assessment import Description, Evidence
from kdcl_xl.workbook.plan import Plan
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.buttons.open_workbook import OpenWorkbook, workbook
from tests.running import Answer, kdcl, untouched
from tests.school.school_samples import TT57, filled

ROOT = Path(__file__).parents[2]
ON = ("--ngay", "2027-06-20")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return workbook(tmp_path / "so" / "truong.xlsx")


def _valid(answer: Answer, schema: str) -> None:
    text = (ROOT / "docs" / "schema" / f"{schema}.schema.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(text)).validate(answer.json)


def test_the_list_has_every_button_and_question() -> None:
    listed = kdcl("nut", "--json")
    assert [each["id"] for each in listed.json["buttons"]] == list(buttons())
    _valid(listed, "nut")
    lines = kdcl("nut").out.splitlines()
    for each in buttons().values():
        assert any(
            line.startswith(f"{each.id} ") and line.endswith(f"{each.label}: {each.tip}") for line in lines
        )
    assert any(line.strip().startswith("--tra-loi cap=… Tổng hợp cho cấp nào? phong (") for line in lines)


def test_a_press_changes_a_copy_and_says_so(school: Path) -> None:
    with untouched(school):
        answer = kdcl("nut", "tinh-muc", school, *ON)
    copy = school.with_name("truong_da-kiem-tra.xlsx")
    assert answer.code == 0
    assert answer.out.splitlines()[0] == "Đề xuất: Đạt Mức 2. Hội đồng kết luận, chương trình chỉ đề xuất."
    assert answer.out.splitlines()[-1] == f"Đã ghi {copy}."
    assert LEVEL_SHEET in openpyxl.load_workbook(copy).sheetnames
    other = kdcl(
        "nut", "tinh-muc", school, "--ra", school.with_name("khac.xlsx"), "--tra-loi", "neu=1.1=0", *ON
    )
    assert other.out.splitlines()[-1] == f"Đã ghi {school.with_name('khac.xlsx')}."
    assert "Đề xuất: Đạt Mức 1." in other.out


def test_the_same_press_in_an_open_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx", filled(TT57), TT57)
    answer = kdcl("nut", "danh-so-minh-chung", path, "--json", *ON)
    _valid(answer, "nut-bam")
    live = OpenWorkbook(path)
    plan = live.press("danh-so-minh-chung")
    assert Plan.model_validate({key: answer.json[key] for key in Plan.model_fields}) == plan
    assert answer.json["written"] == "truong_da-kiem-tra.xlsx"
    closed = read(path.with_name("truong_da-kiem-tra.xlsx"))
    assert isinstance(closed, Submission)
    for table, field in ((Evidence, "code"), (Description, "text")):
        assert [getattr(row, field) for row in closed.table(table)] == [
            getattr(row, field) for row in live.submission().table(table)
        ]


def test_what_was_done_to_the_copy_is_undone_in_the_copy(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx", filled(TT57), TT57)
    copy = path.with_name("truong_da-kiem-tra.xlsx")
    kdcl("nut", "danh-so-minh-chung", path, *ON)
    assert any(row.code for row in _rows(copy))
    undone = kdcl("nut", "hoan-tac", copy, *ON)
    assert undone.out.splitlines()[0] == "Đã hoàn tác “Đánh số minh chứng”."
    assert not any(row.code for row in _rows(copy))
    assert [row.draft_id for row in _rows(copy)] == [row.draft_id for row in _rows(path)]
    assert kdcl("nut", "hoan-tac", path, *ON).reason == "Không có bước nào để hoàn tác trên máy này."


def _rows(path: Path) -> list[Evidence]:
    found = read(path)
    assert isinstance(found, Submission)
    return found.table(Evidence)


def test_formats_go_into_the_copy_and_back(school: Path) -> None:
    spoilt = openpyxl.load_workbook(school)
    cell = spoilt["Minh chứng"]["C6"]
    good = cell.fill.fgColor.rgb
    cell.fill = openpyxl.styles.PatternFill("solid", fgColor="FF00FF00")
    spoilt.save(school)
    copy = school.with_name("truong_da-kiem-tra.xlsx")
    answer = kdcl("nut", "khoi-phuc-dinh-dang", school, *ON)
    assert answer.out.startswith("Đã khôi phục định dạng, danh sách chọn và quy tắc nhập ở 13 trang;")
    restored = openpyxl.load_workbook(copy)["Minh chứng"]
    assert restored["C6"].fill.fgColor.rgb == good
    assert restored["C6"].value == cell.value
    assert kdcl("nut", "hoan-tac", copy, *ON).code == 0
    assert openpyxl.load_workbook(copy)["Minh chứng"]["C6"].fill.fgColor.rgb == "FF00FF00"


def test_a_plan_is_shown_before_it_is_applied(school: Path) -> None:
    before = sorted(school.parent.iterdir())
    answer = kdcl("nut", "tinh-muc", school, "--xem-truoc", *ON)
    assert answer.out.splitlines()[-1].startswith("  thêm hoặc làm lại trang “Mức đạt (đề xuất)” (")
    preview = kdcl("nut", "tinh-muc", school, "--xem-truoc", "--json", *ON)
    _valid(preview, "nut-bam")
    assert preview.json["written"] == ""
    assert [action["do"] for action in preview.json["actions"]] == ["sheet"]
    assert sorted(school.parent.iterdir()) == before
    assert kdcl("nut", "chia-nhom", school, "--xem-truoc").reason == (
        "Nút “Chia nhóm” không đổi gì trong sổ nên không có gì để xem trước."
    )


def test_errors_found_are_exit_code_1(school: Path) -> None:
    spoilt = openpyxl.load_workbook(school)
    spoilt["Minh chứng"]["C6"] = None
    spoilt.save(school)
    answer = kdcl("nut", "kiem-tra", school, "--json", *ON)
    assert answer.code == 1
    _valid(answer, "nut-bam")
    assert answer.json["result"] == "found_errors"
    assert answer.json["findings"][0]["cell"] == "C6"
    shown = kdcl("nut", "kiem-tra", school, "--xem-truoc", *ON).out
    assert "  Minh chứng: đổi màu 1 ô (C6)\n" in shown
    assert "  Minh chứng: đổi ghi chú 1 ô (C6)\n" in shown


def test_several_files_answer_one_question(tmp_path: Path) -> None:
    path = workbook(tmp_path / "truong.xlsx", filled(TT57), TT57)
    parts = json.loads(kdcl("nut", "chia-nhom", path, "--json", *ON).out)["open"]
    answer = kdcl(
        "nut", "ghep-phan", path, *(word for part in parts for word in ("--tra-loi", f"phan={part}")), *ON
    )
    assert answer.out.startswith("Đã ghép 2 phần vào “truong_da-ghep.xlsx”, cạnh sổ này")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("nut", "kiemtra"), "Không có nút “kiemtra”. Ý thầy/cô có phải kiem-tra? Xem danh sách: kdcl nut."),
        (("nut", "dong-goi"), "Nút “Đóng gói nộp” cần một sổ: kdcl nut dong-goi TEP.xlsx"),
        (
            ("nut", "tong-hop", "--tra-loi", "thu-muc=x"),
            "Cần trả lời: --tra-loi cap=… Tổng hợp cho cấp nào? phong (Phòng, UBND xã), so (Sở)",
        ),
        (
            ("nut", "tong-hop", "--tra-loi", "cap=xa"),
            "“xa” không có trong các lựa chọn: --tra-loi cap=… Tổng hợp cho cấp nào? phong (Phòng, UBND xã), so (Sở)",
        ),
        (
            ("nut", "tro-giup", "--tra-loi", "cap=xa"),
            "Nút “Trợ giúp” không hỏi “cap” (các câu hỏi: không hỏi gì).",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_pressed_is_one_line(words: tuple[str, ...], reason: str) -> None:
    assert kdcl(*words).reason == reason


def test_a_failed_press_is_exit_code_2_with_its_plan(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "la.xlsx")
    answer = kdcl("nut", "tinh-muc", tmp_path / "la.xlsx", "--json")
    assert answer.code == 2
    assert answer.json["error"].startswith("“la.xlsx” không phải sổ do chương trình tạo.")
    assert answer.json["result"] == "failed"
    gone = kdcl("nut", "tinh-muc", tmp_path / "không có.xlsx")
    assert "không có tệp này" in gone.reason
