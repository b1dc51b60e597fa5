"""kdcl the-thuc: exit codes, JSON, corrected copies beside the paper, never the paper itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from layout_cases_end import FORM, form
from layout_cases_head import plan
from layout_papers import PLAN, Paper, build

from tests.running import kdcl, untouched

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs/schema/the-thuc.schema.json").read_text(encoding="utf-8")
)
BROKEN = plan(motto="Độc lập – Tự do – Hạnh phúc", bases=())
DAY = ("--ngay", "2026-11-22")


def put(path: Path, paper: Paper) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(build(paper))
    return path


def test_a_lawful_paper(tmp_path: Path) -> None:
    answer = kdcl("the-thuc", put(tmp_path / "kế hoạch.docx", PLAN), *DAY)
    assert answer.code == 0
    assert answer.out == (
        "kế hoạch.docx: văn bản hành chính (kế hoạch), soát theo NĐ 30/2020/NĐ-CP.\n  Không có lỗi thể thức nào.\n"
    )


def test_a_broken_paper_ends_with_1_and_is_left_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "kh.docx", BROKEN)
    with untouched(tmp_path):
        answer = kdcl("the-thuc", path, *DAY)
    assert answer.code == 1
    assert "TT-202 · bảng 1, dòng 1, cột 2 · Tiêu ngữ ghi “Độc lập – Tự do – Hạnh phúc”" in answer.out
    assert answer.out.endswith("  1 lỗi, 0 cảnh báo, 0 gợi ý.\n")
    assert [p.name for p in tmp_path.iterdir()] == ["kh.docx"]


def test_a_corrected_copy_beside_the_paper(tmp_path: Path) -> None:
    path = put(tmp_path / "kh.docx", BROKEN)
    with untouched(path):
        answer = kdcl("the-thuc", path, "--sua", *DAY)
    assert answer.code == 0
    assert "đã sửa: bảng 1, dòng 1, cột 2: sửa “Độc lập – Tự do – Hạnh phúc” thành" in answer.out
    assert "Sau khi sửa không còn lỗi thể thức nào." in answer.out
    assert (
        "Độc lập - Tự do - Hạnh phúc" in Document(str(tmp_path / "kh_da-sua.docx")).tables[0].cell(0, 1).text
    )
    again = kdcl("the-thuc", path, "--sua", *DAY)
    assert again.code == 0
    assert "Bản cũ cùng tên được giữ ở" in again.out


def test_corrected_copies_into_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "vào/a/kh.docx", BROKEN)
    put(tmp_path / "vào/b/kh.docx", BROKEN)
    with untouched(tmp_path / "vào"):
        answer = kdcl("the-thuc", tmp_path / "vào", "--sua", "--ra", tmp_path / "ra", *DAY)
    assert answer.code == 0
    assert sorted(p.relative_to(tmp_path / "ra").as_posix() for p in (tmp_path / "ra").rglob("*.docx")) == [
        "a/kh_da-sua.docx",
        "b/kh_da-sua.docx",
    ]
    rest = kdcl("the-thuc", tmp_path / "ra", *DAY)
    assert rest.reason == "Không thấy văn bản Word nào ở nơi đã cho."


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path / "b.docx", PLAN)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    (tmp_path / "~$b.docx").write_bytes(b"x")
    for options in ((), ("--sua",)):
        answer = kdcl("the-thuc", tmp_path, *options, *DAY)
        assert answer.code == 1
        assert "TT-001 · “a.doc” là tệp Word đời cũ (.doc) hoặc có mật khẩu" in answer.out
        assert "b.docx: văn bản hành chính" in answer.out
        assert "~$" not in answer.out


def test_json_has_the_published_shape(tmp_path: Path) -> None:
    put(tmp_path / "a.docx", BROKEN)
    put(tmp_path / "b.docx", PLAN)
    for options in ((), ("--sua", "--ra", str(tmp_path / "ra"))):
        answer = kdcl("the-thuc", tmp_path / "a.docx", tmp_path / "b.docx", "--json", *options, *DAY)
        Draft202012Validator(SCHEMA).validate(answer.json)
        assert [paper["file"] for paper in answer.json["papers"]] == ["a.docx", "b.docx"]
        assert bool(answer.json["papers"][0]["changes"]) is bool(options)
    assert answer.json["findings"] == []


@pytest.mark.parametrize("paper", [form("Đơn xin nghỉ học", "Kính gửi cô giáo chủ nhiệm.")])
def test_what_is_no_administrative_paper_gets_one_sentence(tmp_path: Path, paper: Paper) -> None:
    answer = kdcl("the-thuc", put(tmp_path / "khac.docx", paper), *DAY)
    assert answer.code == 0
    assert answer.out.splitlines()[0].startswith("khac.docx: không phải văn bản hành chính")
    assert len(answer.out.splitlines()) == 1


def test_a_scan_is_not_said_to_be_right(tmp_path: Path) -> None:
    answer = kdcl("the-thuc", put(tmp_path / "quet.docx", FORM), *DAY)
    assert answer.code == 1
    assert "không có chữ nào đọc được" in answer.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["khong-co.docx"], "Không thấy tệp hoặc thư mục khong-co.docx."),
        (["{tep}", "--ra", "ra"], "--ra chỉ dùng với --sua"),
        (["{tep}", "--ngay", "hôm qua"], "Ngày “hôm qua” không đọc được"),
        (["{tep}", "--sua", "--ra", "{tep}"], "là một tệp; bản đã sửa ghi vào một thư mục"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    path = put(tmp_path / "kh.docx", BROKEN)
    with untouched(tmp_path):
        answer = kdcl("the-thuc", *(argument.format(tep=path) for argument in arguments))
    assert words in answer.reason
