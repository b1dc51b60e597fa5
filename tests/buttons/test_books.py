"""Mở mẫu năm sau, Đóng gói nộp: the files of `kdcl nhap --tu-tep` and `kdcl dong-goi`."""

import shutil
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl.buttons.registry import Kind, buttons, questions
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine, Evidence, School
from kdcl_xl.jobs.saving import save_new
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.marks import RESULT_SHEET
from kdcl_xl.workbook.plan import Result
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.buttons.open_workbook import TT57, OpenWorkbook, workbook
from tests.running import kdcl, untouched

NEXT = "79-778-0501_tu-danh-gia_2027-2028.xlsx"
PACKED = "79-778-0501_tu-danh-gia_2026-2027_L1.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> OpenWorkbook:
    return OpenWorkbook(workbook(tmp_path / "so" / "truong.xlsx"))


def _read(path: str | Path) -> Submission:
    found = read(Path(path))
    assert isinstance(found, Submission), found
    return found


# ---- next year


def test_next_year_is_what_the_command_writes(book: OpenWorkbook, tmp_path: Path) -> None:
    with untouched(book.path):
        plan = book.press("mo-mau-nam-sau")
    assert plan.message == f"Đã lập sổ năm học 2027-2028: “{NEXT}”, cạnh sổ này."
    assert plan.open == [str(book.path.parent / NEXT)]
    template = tmp_path / "mau.xlsx"
    save_new(template, SELF_ASSESSMENT, edition_of("2027-2028", "tt57_2026_pt", "thcs"))
    command = kdcl("nhap", template, "--tu-tep", book.path, "--ra", tmp_path / "lenh.xlsx")
    assert (tmp_path / "lenh.xlsx").read_bytes() == Path(plan.open[0]).read_bytes()
    assert plan.lines[:-1] == command.out.splitlines()[:-1]
    new = _read(plan.open[0])
    assert new.table(Evidence)
    assert not any(row.result for row in new.table(AnswerLine))


def test_pressing_again_is_no_matter_but_a_years_work_is_never_replaced(book: OpenWorkbook) -> None:
    path = Path(book.press("mo-mau-nam-sau").open[0])
    assert book.press("mo-mau-nam-sau").result is Result.DONE
    begun = openpyxl.load_workbook(path)
    begun["Đánh giá"]["F6"] = "Đạt"
    begun.save(path)
    with untouched(path):
        plan = book.press("mo-mau-nam-sau")
    assert plan.result is Result.FAILED
    assert plan.message == (
        f"Đã có “{NEXT}” và tệp ấy có dữ liệu hoặc không phải sổ trống, nên không ghi đè. "
        "Chọn tên hoặc thư mục khác, hoặc chuyển tệp cũ đi nơi khác."
    )


def test_the_rule_set_is_asked_only_where_two_are_possible(tmp_path: Path) -> None:
    button = buttons()["mo-mau-nam-sau"]
    one = OpenWorkbook(workbook(tmp_path / "mot.xlsx"))
    assert questions(button, one.snapshot()) == ()

    nursery = edition_of("2023-2024", "tt19_2018_mn", "mam_non")
    two = OpenWorkbook(workbook(tmp_path / "hai.xlsx", Content({"ma_truong": "01"}), nursery))
    (ask,) = questions(button, two.snapshot())
    assert (ask.kind, ask.optional) == (Kind.CHOICE, False)
    assert list(ask.choices) == ["tt19_2018_mn", "tt19_2018_mn+tt22_2024"]
    assert two.press("mo-mau-nam-sau").message == ("Chưa chọn: Năm học sau đánh giá theo bộ tiêu chuẩn nào?")
    plan = two.press("mo-mau-nam-sau", bo_tieu_chuan="tt19_2018_mn")
    assert _read(plan.open[0]).stamp.regulation == "tt19_2018_mn"
    wrong = two.press("mo-mau-nam-sau", bo_tieu_chuan="tt57_2026_pt")
    assert wrong.message == (
        "Bộ tiêu chuẩn “tt57_2026_pt” không dùng được cho năm học sau; chọn: tt19_2018_mn, tt19_2018_mn+tt22_2024."
    )


def test_the_circular_in_force_next_year_is_taken(tmp_path: Path) -> None:
    old = edition_of("2025-2026", "tt18_2018_tr", "thcs")
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx", Content({"ma_truong": "01"}), old))
    plan = book.press("mo-mau-nam-sau")
    assert plan.message == "Đã lập sổ năm học 2026-2027: “01_tu-danh-gia_2026-2027.xlsx”, cạnh sổ này."
    assert _read(plan.open[0]).stamp.regulation == "tt57_2026_pt"


def test_a_year_before_any_known_circular_is_refused(tmp_path: Path) -> None:
    old = edition_of("2010-2011", "tt42_2012_tr", "thcs")
    book = OpenWorkbook(workbook(tmp_path / "truong.xlsx", Content(), old))
    assert book.press("mo-mau-nam-sau").message == (
        "Chưa đủ căn cứ: chưa biết bộ tiêu chuẩn cho loại trường này trong năm học 2011-2012."
    )


# ---- the package


def test_the_package_is_what_the_command_writes(book: OpenWorkbook, tmp_path: Path) -> None:
    with untouched(book.path):
        plan = book.press("dong-goi")
    assert questions(buttons()["dong-goi"], book.snapshot()) == ()
    path = book.path.parent / PACKED
    digest = sha256(path.read_bytes()).hexdigest()
    assert plan.result is Result.DONE
    assert plan.message.startswith(
        f"Đã đóng gói “truong.xlsx” thành “{PACKED}” (bản để nộp); mã băm nội dung"
    )
    assert plan.message.endswith(f"SHA-256 của tệp {digest}.")
    assert plan.lines == [f"Bản nộp: {path}"]
    command = kdcl("dong-goi", book.path, "--ra", tmp_path / "lenh", "--ngay", "2027-06-20")
    assert (tmp_path / "lenh" / PACKED).read_bytes() == path.read_bytes()
    assert command.out == plan.message + "\n"


def _with_error(path: Path) -> OpenWorkbook:
    spoilt = openpyxl.load_workbook(workbook(path))
    spoilt["Trường"][_read(path).where(School, "name")[1]] = None
    spoilt.save(path)
    return OpenWorkbook(path)


def test_errors_refuse_the_package_and_a_draft_is_offered(tmp_path: Path) -> None:
    book = _with_error(tmp_path / "truong.xlsx")
    plan = book.press("dong-goi")
    assert plan.result is Result.FAILED
    assert plan.message == (
        "“truong.xlsx” còn 1 lỗi nên chưa đóng gói. "
        "Sửa các lỗi (xem nút “Kiểm tra trước khi nộp”), hoặc chọn đóng gói bản nháp."
    )
    assert len(plan.lines) == 1
    assert "Tên trường" in plan.lines[0]
    assert not list(tmp_path.glob("*_L1*"))

    (ask,) = questions(buttons()["dong-goi"], book.snapshot())
    assert (ask.key, ask.prompt) == ("ban-nhap", "Sổ còn 1 lỗi. Thầy/cô muốn làm gì?")
    assert ask.optional
    assert ask.choices[ask.default] == "Dừng lại để sửa", (
        "nothing is called “bỏ qua” where errors are asked about"
    )
    draft = book.press("dong-goi", ban_nhap="co")
    assert draft.result is Result.FOUND_ERRORS
    assert [Path(made).name for made in draft.open] == [PACKED.replace(".xlsx", "_NHAP.xlsx")]
    assert "bản nháp, còn lỗi, không dùng để nộp" in draft.message
    assert book.press("dong-goi", ban_nhap="khong").result is Result.FAILED


def test_another_content_under_the_same_revision_is_pointed_out(book: OpenWorkbook) -> None:
    book.press("dong-goi")
    first = (book.path.parent / PACKED).read_bytes()
    changed = openpyxl.load_workbook(book.path)
    changed["Minh chứng"]["H6"] = "Tủ 3"
    changed.save(book.path)
    plan = OpenWorkbook(book.path).press("dong-goi")
    assert plan.lines[1] == (
        "Trước đây đã đóng gói lần nộp 1 với nội dung khác; bản ấy được giữ lại với đuôi .bak. "
        "Nếu bản ấy đã gửi đi, thầy/cô ghi “Lần nộp” là 2 rồi đóng gói lại."
    )
    assert (book.path.parent / f"{PACKED}.bak").read_bytes() == first
    assert OpenWorkbook(book.path).press("dong-goi").lines == [plan.lines[0]]


def test_the_package_itself_is_not_packed_onto_itself(book: OpenWorkbook) -> None:
    book.press("dong-goi")
    opened = OpenWorkbook(book.path.parent / PACKED)
    with untouched(opened.path):
        plan = opened.press("dong-goi")
    assert plan.result is Result.FAILED
    assert plan.message == "Sổ đang mở chính là bản đã đóng gói; thầy/cô mở sổ gốc rồi đóng gói."


def test_a_part_is_neither_packed_nor_rolled_over(book: OpenWorkbook) -> None:
    part = OpenWorkbook(Path(book.press("chia-nhom").open[0]))
    packed = part.press("dong-goi")
    assert packed.result is Result.FAILED
    assert "chỉ là phần của Nhóm 1" in packed.message
    assert questions(buttons()["dong-goi"], part.snapshot()) == ()
    assert (
        "là phần của Nhóm 1; hãy mở mẫu năm sau từ sổ chung của trường."
        in part.press("mo-mau-nam-sau").message
    )


def test_a_workbook_on_the_net_gives_its_files_to_the_documents_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Tài liệu"
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: documents)
    book = OpenWorkbook(
        workbook(tmp_path / "truong.xlsx"), address="https://truong.sharepoint.com/so/truong.xlsx"
    )
    assert book.press("dong-goi").open == [str(documents / PACKED)]


def test_a_year_end_school_without_code_is_named_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "truong.xlsx"
    path.write_bytes(build(SELF_ASSESSMENT, TT57, Content({"ten_truong": "Trường THCS Hoa Sữa"})))
    plan = OpenWorkbook(path).press("mo-mau-nam-sau")
    assert [Path(made).name for made in plan.open] == ["truong-thcs-hoa-sua_tu-danh-gia_2027-2028.xlsx"]
    shutil.rmtree(tmp_path / ".ban-sao")


def test_a_check_that_can_colour_nothing_says_where_to_look(tmp_path: Path) -> None:
    spoilt = _with_error(tmp_path / "truong.xlsx")
    book = OpenWorkbook(spoilt.path, locked=SELF_ASSESSMENT.sheets_of(TT57))
    assert book.press("kiem-tra").message == f"Kiểm tra xong: 1 lỗi. Xem trang “{RESULT_SHEET}”."
    led = book.press("loi-ke-tiep")
    assert led.result is Result.DONE
    assert led.message.startswith("Lần kiểm tra gần nhất không đánh dấu ô nào.")

    nowhere = OpenWorkbook(spoilt.path, locked=SELF_ASSESSMENT.sheets_of(TT57), structure_locked=True).press(
        "kiem-tra"
    )
    assert nowhere.message == "Kiểm tra xong: 1 lỗi."
