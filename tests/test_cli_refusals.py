# ruff: noqa: F811 (fixtures are imported by name)
"""What cannot be done ends in one Vietnamese line and exit code 2; nothing is written over its source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kdcl_xl import __version__
from kdcl_xl.jobs import checking
from tests.office_folder import DAY, book, nobodys_settings, office, opened, valid  # noqa: F401
from tests.running import kdcl, kdcl_alone, untouched

# ---- what cannot be done: exit 2, one line, cause and remedy

REFUSED: list[tuple[str, Callable[[Path], list[str | Path]], str]] = [
    ("no such command", lambda d: ["kiem-tr", d], "Ý thầy/cô có phải kiem-tra?"),
    ("no such option", lambda d: ["kiem-tra", "--jso", d], "Ý thầy/cô có phải --json?"),
    ("argument missing", lambda d: ["kiem-tra"], "Còn thiếu tham số TEP"),
    ("option missing", lambda d: ["dong-goi", d / "Sổ tự đánh giá.xlsx"], "Còn thiếu tùy chọn --ra"),
    ("one too many", lambda d: ["doc", d, "thêm"], "Thừa tham số “thêm”"),
    ("off the list", lambda d: ["tong-hop", d, "--cap", "pho", "--ra", d / "x.xlsx"], "Ý thầy/cô có phải phong?"),
    ("option without value", lambda d: ["doc", d, "--ra"], "--ra"),
    ("not a number", lambda d: ["tong-hop", d, "--cap", "so", "--ra", d / "x.xlsx", "--tien-trinh", "0"], "từ 1 trở lên"),
    ("no such file", lambda d: ["kiem-tra", d / "không có.xlsx"], "Không thấy tệp"),
    ("no such file to read", lambda d: ["muc", d / "không có.xlsx"], "Không thấy tệp"),
    ("no such folder", lambda d: ["tong-hop", d / "không có", "--cap", "so", "--ra", d / "x.xlsx"], "Không thấy thư mục"),
    ("no such list", lambda d: ["tong-hop", d, "--cap", "so", "--danh-muc", d / "không.xlsx", "--ra", d / "x.xlsx"], "danh mục"),
    ("list that is none", lambda d: ["tong-hop", d, "--cap", "so", "--danh-muc", d / "Sổ tự đánh giá.xlsx", "--ra", d / "x.xlsx"], "không phải danh mục trường"),
    ("nothing to check", lambda d: ["kiem-tra", d / "trống"], "Không thấy sổ tính nào"),
    ("marked copies among the workbooks", lambda d: ["kiem-tra", d, "--ra", d], "trùng với thư mục đang kiểm tra"),
    ("marked copies above the workbooks", lambda d: ["kiem-tra", d / "Đã nộp", "--ra", d], "trùng với thư mục đang kiểm tra"),
    ("workbook of another program", lambda d: ["muc", d / "lạ.xlsx"], "“lạ.xlsx” không phải sổ do chương trình tạo"),
    ("impossible day", lambda d: ["quy-dinh", "--ngay", "31/02/2026"], "31/02/2026"),
    ("month first", lambda d: ["quy-dinh", "--ngay", "12/25/2026"], "Ý thầy/cô có phải 25/12/2026?"),
    ("no such form", lambda d: ["mau", "tu-danh-gai", "--ra", d / "x.xlsx"], "Ý thầy/cô có phải tu-danh-gia?"),
    ("no such rule set", lambda d: ["quy-dinh", "tt57_2026_tp"], "Ý thầy/cô có phải tt57_2026_pt?"),
    ("no such kind of school", lambda d: ["mau", "tu-danh-gia", "--loai-truong", "thsc", "--ra", d / "x.xlsx"], "Ý thầy/cô có phải thcs?"),
    ("kind of another rule set", lambda d: ["mau", "tu-danh-gia", "--bo-tieu-chuan", "tt57_2026_mn", "--loai-truong", "thpt", "--ra", d / "x.xlsx"], "không dùng cho loại trường"),
    ("no such school year", lambda d: ["mau", "tu-danh-gia", "--nam-hoc", "2026", "--loai-truong", "thcs", "--ra", d / "x.xlsx"], "2026"),
    ("nowhere to write", lambda d: ["mau", "tu-danh-gia", "--loai-truong", "thcs"], "--ra TEP.xlsx"),
    ("no such document", lambda d: ["van-ban", "bao-cao-tu-danh-gai", "--tu", d / "Sổ tự đánh giá.xlsx", "--ra", d / "x.docx"], "Ý thầy/cô có phải bao-cao-tu-danh-gia?"),
    ("document of another suffix", lambda d: ["van-ban", "bao-cao-tu-danh-gia", "--tu", d / "Sổ tự đánh giá.xlsx", "--ra", d / "bc.pdf"], "--ra bc.docx"),
    ("document of another form", lambda d: ["van-ban", "bao-cao-tu-danh-gia", "--tu", d / "Danh mục trường.xlsx", "--ra", d / "x.docx"], "danh-muc-truong"),
    ("no such criterion", lambda d: ["muc", d / "Sổ tự đánh giá.xlsx", "--neu", "9.9=2"], "9.9"),
    ("what-if without level", lambda d: ["muc", d / "Sổ tự đánh giá.xlsx", "--neu", "3.2"], "3.2=2"),
    ("level of another form", lambda d: ["muc", d / "Danh mục trường.xlsx"], "sổ tự đánh giá"),
    ("no data given", lambda d: ["nhap", d / "Sổ tự đánh giá.xlsx", "--ra", d / "x.xlsx"], "--du-lieu"),
    ("broken JSON", lambda d: ["nhap", d / "Sổ tự đánh giá.xlsx", "--du-lieu", d / "hỏng.json", "--ra", d / "x.xlsx"], "dòng 1"),
    ("JSON in another encoding", lambda d: ["nhap", d / "Sổ tự đánh giá.xlsx", "--du-lieu", d / "Danh mục trường.xlsx", "--ra", d / "x.xlsx"], "UTF-8"),
    ("settings missing", lambda d: ["kiem-tra", d / "Sổ tự đánh giá.xlsx", "--thiet-lap", d / "không.toml"], "không.toml"),
    ("settings broken", lambda d: ["kiem-tra", d / "Sổ tự đánh giá.xlsx", "--thiet-lap", d / "hỏng.toml"], "hỏng.toml"),
    ("part of another kind", lambda d: ["chia", d / "Danh mục trường.xlsx", "--ra", d / "phần"], "sổ tự đánh giá"),
    ("nobody assigned", lambda d: ["chia", d / "Đã nộp" / "79100001.xlsx", "--ra", d / "phần"], "phân công"),
    ("status of another form", lambda d: ["tinh-trang", d / "Sổ tự đánh giá.xlsx"], "tong-hop-kdcl"),
    ("unreadable workbook", lambda d: ["muc", d / "cụt.xlsx"], "bị cụt"),
]  # fmt: skip


@pytest.fixture(scope="module")
def odd_office(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder with files that cannot be used."""
    folder = tmp_path_factory.mktemp("lẻ")
    for path in office.glob("*.xlsx"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "Đã nộp").mkdir()
    (folder / "Đã nộp" / "79100001.xlsx").write_bytes((office / "Đã nộp" / "79100001.xlsx").read_bytes())
    (folder / "trống").mkdir()
    (folder / "hỏng.json").write_text("{", encoding="utf-8")
    (folder / "hỏng.toml").write_text("[tong-hop]\nsai = 1\n", encoding="utf-8")
    openpyxl.Workbook().save(folder / "lạ.xlsx")
    (folder / "cụt.xlsx").write_bytes((office / "Sổ tự đánh giá.xlsx").read_bytes()[:9000])
    return folder


@pytest.mark.parametrize(("arguments", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_in_one_line(
    odd_office: Path, arguments: Callable[[Path], list[str | Path]], word: str
) -> None:
    before = sorted(odd_office.rglob("*"))
    with untouched(odd_office):
        answer = kdcl(*arguments(odd_office))
        told = kdcl(*arguments(odd_office), "--json")
    assert word in answer.reason
    assert answer.out == ""
    assert told.code == 2
    assert told.json["error"]
    assert f"{told.json['error']}\n" == told.err
    assert sorted(odd_office.rglob("*")) == before


def test_nothing_is_written_over_its_source(office: Path, book: Path) -> None:
    folder = book.parent
    commands: list[list[str | Path]] = [
        ["kiem-tra", book, *DAY, "--ra", folder],
        ["ghep", book, book, "--ra", book],
        ["minh-chung", "danh-so", book, "--ra", book],
        ["nhap", book, "--tu-tep", folder / "Sổ năm trước.xlsx", "--ra", folder / "Sổ năm trước.xlsx"],
        ["tong-hop", folder / "Đã nộp", "--cap", "phong", *DAY, "--ra", folder / "Đã nộp" / "79100001.xlsx"],
    ]
    with untouched(office):
        for command in commands:
            assert "--ra" in kdcl(*command).reason
    assert not list(office.rglob("*.bak"))


def test_a_sealed_package_is_not_packed_onto_itself(book: Path, tmp_path: Path) -> None:
    kdcl("dong-goi", book, *DAY, "--ra", tmp_path)
    (packed,) = tmp_path.iterdir()
    with untouched(packed):
        assert "--ra" in kdcl("dong-goi", packed, *DAY, "--ra", tmp_path).reason


def test_the_unforeseen_ends_in_one_line_and_a_log(
    book: Path, nobodys_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Nguyễn Thị Bí Mật"

    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(checking, "check_file", fail)
    reason = kdcl("kiem-tra", book, *DAY).reason
    assert "không lường trước" in reason
    (log,) = nobodys_settings.rglob("*.log")
    assert str(log) in reason
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert Path(__file__).name in written
    assert name not in written  # a log holds no personal data


def test_a_log_that_cannot_be_written_is_no_traceback(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError

    def no_log(_error: BaseException) -> Path:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(checking, "check_file", fail)
    monkeypatch.setattr("kdcl_xl.jobs.support.write_log", no_log)
    assert "không ghi được nhật ký" in kdcl("kiem-tra", book, *DAY).reason


def test_stopped_by_the_user(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check_file", stop)
    assert "Đã dừng" in kdcl("kiem-tra", book, *DAY).reason


# ---- the real thing, in a process of its own


def test_vietnamese_comes_out_of_an_ascii_terminal(office: Path, tmp_path: Path) -> None:
    answer = kdcl_alone("kiem-tra", "Sổ tự đánh giá.xlsx", *DAY, cwd=office)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Sổ tự đánh giá.xlsx: không có lỗi nào")
    refused = kdcl_alone("muc", "không có.xlsx", cwd=office)
    assert refused.reason == "Không thấy tệp không có.xlsx."
    errors = kdcl_alone("kiem-tra", "Đã nộp", *DAY, "--json", cwd=office)
    assert (errors.code, errors.err) == (1, "")
    valid(errors, "findings")


def test_help_is_vietnamese_and_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    answer = kdcl_alone("--help", cwd=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert answer.code == 0
    assert answer.out.startswith("Cách dùng: kdcl")
    assert not any(word in answer.out for word in ("Usage", "Options", "Show this message", "Commands"))
    heavy = (
        "pandas",
        "openpyxl",
        "xlsxwriter",
        "docxtpl",
        "lxml",
        "pydantic",
        "kdcl_xl.workbook",
        "kdcl_xl.law",
    )
    assert [name for name in heavy if f"| {name}\n" in answer.err.replace("  ", " ")] == []


def test_version(tmp_path: Path) -> None:
    assert kdcl_alone("--version", cwd=tmp_path).out == f"kdcl_xl {__version__}\n"


def test_without_arguments_the_help_is_shown() -> None:
    assert kdcl().out.startswith("Cách dùng: kdcl")
    assert kdcl().code == 0
    assert "danh-so" in kdcl("minh-chung").out
