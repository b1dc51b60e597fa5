"""Jobs name commands and options; people who press buttons read the names of buttons."""

import ast
import re
from pathlib import Path

import pytest

import kdcl_xl
from kdcl_xl.buttons.words import in_button_words

_ROOT = Path(kdcl_xl.__file__).parent
_OUT_OF_REACH = {
    f"jobs/{name}.py"
    for name in (
        "regulations",
        "watching",
        "not_workbooks",
        "batches",
        "sealing",
        "external_review",
        "layout",
        "disclosure",
        "review_boards",
        "review_books",
        "scheduling",
    )
}
"""What no button does: loading the wording, the watched folder, batches and seals, a year of external review, layout, công khai."""
_LEFT = re.compile(r"kdcl (?!nhap)[a-z]|--[a-z]")
_ONLY_COMMANDS = re.compile(
    r"--so\b|--ngay-ky|--ky-thay|--tu-cach|--chuc-vu|--xac-minh|--gop|--sua|ví dụ --ra|thêm --pdf|Nơi ghi --ra \(|kdcl nhap … --tu-tep"
)
"""Said about options that buttons do not take, and the one command without a button."""


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Chạy kdcl kiem-tra để xem từng ô.", "Bấm “Kiểm tra trước khi nộp” để xem từng ô."),
        ("chỗ ấy tính là chưa có; chạy kdcl kiem-tra để xem", "chỗ ấy tính là chưa có; bấm “Kiểm tra trước khi nộp” để xem"),
        ("Đánh số chính thức (lệnh kdcl minh-chung danh-so), hoặc gõ mã.", "Đánh số chính thức (nút “Đánh số minh chứng”), hoặc gõ mã."),
        ("ghép các phần (kdcl ghep) rồi", "ghép các phần (nút “Ghép phần”) rồi"),
        ("Chưa có danh mục trường (--danh-muc) nên", "Chưa có danh mục trường nên"),
        ("Không có văn bản “x”. Xem kdcl van-ban --danh-sach.", "Không có văn bản “x”. Xem nút “Xuất văn bản”."),
        ("(lệnh kdcl nhap … --tu-tep)", "(lệnh kdcl nhap … --tu-tep)"),
    ],
)  # fmt: skip
def test_commands_become_buttons(said: str, read: str) -> None:
    assert in_button_words(said) == read
    assert in_button_words(read) == read


def _sentences(path: Path) -> list[str]:
    """String constants of a module but for docstrings; the literal pieces of an f-string as one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(v.value if isinstance(v, ast.Constant) else "x" for v in node.values))  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            found.append(node.value)
    return found


def test_no_sentence_a_button_can_say_names_a_command() -> None:
    """A new sentence of a job either fits both doors or gets its words in `buttons/words.py`."""
    modules = [
        path
        for floor in ("jobs", "school", "consolidate", "checks", "documents")
        for path in sorted((_ROOT / floor).rglob("*.py"))
        if path.relative_to(_ROOT).as_posix() not in _OUT_OF_REACH and path.name != "pdf.py"
    ]
    named = [text for path in modules for text in _sentences(path) if _LEFT.search(text)]
    left = [
        text for text in map(in_button_words, named) if _LEFT.search(text) and not _ONLY_COMMANDS.search(text)
    ]
    assert len(named) > 10
    assert left == []
