"""What a readable workbook carries beside its data, and the user should know: links, hidden sheets, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from kdcl_xl.findings import Finding
from kdcl_xl.text.lists import some
from kdcl_xl.workbook import guard_rules as rules
from kdcl_xl.workbook.archive import Archive
from kdcl_xl.workbook.package import ATTRIBUTES, attributes, relationships

_NAME = re.compile(rb"<(?:[\w.\-]+:)?definedName(?=\s)" + ATTRIBUTES + rb">([^<]*)</")
_FOREIGN = re.compile(r"(?<![\w\]])\[(?:[1-9]\d*|[^\[\]]+\.xl\w{1,3})\]", re.I)
_SHOWN = 3


def advise(
    archive: Archive, workbook: bytes, *, sheets: Mapping[str, str], hidden_rows: Mapping[str, list[int]]
) -> list[Finding]:
    """Hints and warnings of a workbook that may be read. `workbook` is the main part, `sheets` name → state."""
    return [
        *_external_links(archive),
        *_foreign_names(workbook),
        *_threaded_comments(archive),
        *_macros(archive),
        *_hidden_sheets(sheets),
        *_hidden_rows(sheets, hidden_rows),
    ]


def _some(names: list[str]) -> str:
    return some((f'"{name}"' for name in names), _SHOWN, " và {} mục khác")


def _external_links(archive: Archive) -> Iterator[Finding]:
    targets: dict[str, None] = {}
    for part in archive.names:
        if part.lower().startswith("xl/externallinks/") and part.lower().endswith(".xml"):
            for pointer in relationships(archive, part).values():
                if pointer.external:
                    targets[re.split(r"[/\\]", pointer.target)[-1]] = None
    if targets:
        yield rules.EXTERNAL_LINK.at(
            "",
            "",
            f"Sổ tính lấy số liệu từ tệp khác: {_some(list(targets))}. Số đang thấy có thể đã cũ.",
            "Thầy/cô chọn Dữ liệu ▸ Sửa liên kết ▸ Ngắt liên kết (Break Link) để giữ lại giá trị, rồi lưu.",
        )


def _foreign_names(workbook: bytes) -> Iterator[Finding]:
    if b"[" not in workbook and b"&#" not in workbook:
        return
    names = []
    for inside, text in _NAME.findall(workbook):
        if _FOREIGN.search(unescape(text.decode("utf-8", "replace"))):
            names.append(attributes(inside).get("name", ""))
    if names:
        yield rules.FOREIGN_NAME.at(
            "",
            "",
            f"Có tên đã đặt trỏ sang tệp khác: {_some(names)}. Chương trình không dùng các tên này.",
            "Thầy/cô có thể xóa trong Công thức ▸ Trình quản lý tên (Name Manager).",
        )


def _threaded_comments(archive: Archive) -> Iterator[Finding]:
    if any(name.lower().startswith("xl/threadedcomments/") for name in archive.names):
        yield rules.THREADED_COMMENT.at(
            "",
            "",
            "Trong tệp có trao đổi (Comments) giữa những người soạn; chương trình không đọc phần này.",
            "Nếu trong đó có số liệu, thầy/cô ghi vào ô của bảng.",
        )


def has_macros(archive: Archive) -> bool:
    """Whether the workbook carries VBA or Excel 4 macros."""
    return any(
        name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in archive.names
    )


def _macros(archive: Archive) -> Iterator[Finding]:
    if has_macros(archive):
        yield rules.MACROS.at(
            "",
            "",
            "Tệp có macro; chương trình chỉ đọc dữ liệu, không chạy macro.",
            "Thầy/cô không cần làm gì thêm.",
        )


def _hidden_sheets(sheets: Mapping[str, str]) -> Iterator[Finding]:
    # Sheets whose name begins with _ are the program's own.
    hidden = [name for name, state in sheets.items() if state != "visible" and not name.startswith("_")]
    if hidden:
        yield rules.HIDDEN_SHEET.at(
            "",
            "",
            f"Có trang bị ẩn: {_some(hidden)}. Dữ liệu ở đó vẫn được đọc nếu thuộc mẫu.",
            "Thầy/cô bấm chuột phải vào thẻ trang, chọn Bỏ ẩn (Unhide) để xem lại.",
        )


def _hidden_rows(sheets: Mapping[str, str], hidden_rows: Mapping[str, list[int]]) -> Iterator[Finding]:
    for sheet, rows in hidden_rows.items():
        if sheets[sheet] != "visible":
            continue
        span = (
            f"dòng {rows[0]}"
            if len(rows) == 1
            else f"{len(rows)} dòng, từ dòng {rows[0]} đến dòng {rows[-1]}"
        )
        yield rules.HIDDEN_ROWS.at(
            sheet,
            "",
            f'Trang "{sheet}" có dữ liệu ở dòng đang ẩn ({span}); vẫn được đọc.',
            "Nếu đang lọc, thầy/cô chọn Dữ liệu ▸ Xóa bộ lọc để thấy đủ các dòng.",
        )
