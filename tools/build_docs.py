"""Write what is generated under docs/: commands, codes, data dictionary, JSON Schemas. Run with `make docs`.

A test compares the committed pages with what this script would write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from typer.main import get_command  # noqa: E402

from kdcl_xl.cli.app import app  # noqa: E402
from kdcl_xl.forms.columns import Column, Fields, Row  # noqa: E402
from kdcl_xl.forms.form import Edition, Form, fill_words, header  # noqa: E402
from kdcl_xl.forms.registry import FORMS, edition_of  # noqa: E402
from kdcl_xl.law.regulation import load, regulation_ids  # noqa: E402
from kdcl_xl.text.dates import SchoolYear  # noqa: E402
from tools import build_catalogue_page, build_error_catalogue, build_layout_page, build_schemas  # noqa: E402

DOCS = ROOT / "docs"
_MADE = "Trang này do `tools/build_docs.py` sinh ra từ chương trình (`make docs`); không sửa bằng tay.\n"
_SAMPLE = edition_of(*build_schemas.SAMPLE_EDITION)
_TYPES = {
    "text": "chữ",
    "long": "đoạn văn",
    "code": "mã (dạng chữ)",
    "date": "ngày dd/mm/yyyy",
    "count": "số nguyên ≥ 0",
    "number": "số ≥ 0",
    "figure": "số ≥ 0 hoặc “chưa có”",
}
_LONGEST_LIST = 12
"""Longer lists are counted, not printed."""


# ---- commands


def commands() -> str:
    """docs/lenh.md: every command with its arguments and options, as `--help` has them."""
    lines = [
        "# Các lệnh\n",
        _MADE,
        "Mã thoát: **0** làm xong, không có lỗi; **1** làm xong nhưng tìm thấy lỗi (hoặc xung đột) cần xử lý; **2** không làm "
        "được, một dòng nói rõ vì sao. Với `--json`, màn hình chỉ có JSON (UTF-8) theo [lược đồ đã công bố](schema/); "
        "khi không làm được thì JSON ấy có `error`.\n",
        "Không lệnh nào ghi đè lên tệp nguồn; tệp cũ trùng tên với kết quả được giữ thành `.bak`, `.2.bak`, `.3.bak`… "
        "`mau` và `chia` không ghi đè lên sổ đã có dữ liệu.\n",
    ]
    for path, command in leaf_commands():
        lines += _command(path, command)
    return "\n".join(lines)


def leaf_commands() -> Iterator[tuple[str, Any]]:
    """("kdcl minh-chung danh-so", the command), for every command one can run."""

    def walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield path, command
            return
        for name, child in inner.items():
            yield from walk(f"{path} {name}", child)

    yield from walk("kdcl", get_command(app))


def _command(path: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    words = [
        path,
        *(_metavar(p) for p in arguments),
        *(f"{p.opts[0]} {_metavar(p)}" for p in options if p.required),
    ]
    more = " [tùy chọn]" if any(not p.required for p in options) else ""
    yield f"## `{path}`\n"
    yield f"{' '.join((command.help or '').split())}\n"
    yield f"```\n{' '.join(words)}{more}\n```\n"
    yield "| Tham số | Ý nghĩa |"
    yield "|---|---|"
    for parameter in (*arguments, *options):
        name = _metavar(parameter) if parameter in arguments else _option(parameter)
        yield f"| `{_cell(name)}` | {_cell(' '.join((parameter.help or '').split()))}{_remark(parameter)} |"
    yield ""


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _option(parameter: Any) -> str:
    return parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {_metavar(parameter)}"


def _remark(parameter: Any) -> str:
    if parameter.required:
        return " **Bắt buộc.**"
    default = getattr(parameter.default, "value", parameter.default)
    return f" Mặc định: `{default}`." if default not in (None, "", False, (), []) else ""


# ---- data dictionary


def dictionary() -> str:
    """docs/tu-dien-du-lieu.md: every form, sheet, table and column."""
    lines = [
        "# Từ điển dữ liệu\n",
        _MADE,
        f"Tiêu đề và lời nhắc in theo {_SAMPLE.rules.short_title}, năm học {_SAMPLE.school_year}; bộ tiêu chuẩn khác chỉ khác vài từ. "
        "Cột “Tên” là tên ô, tên cột dùng trong JSON (`kdcl doc`, `kdcl nhap`). “Khóa” nhận ra một dòng; “mẫu điền” là cột do "
        "chương trình điền sẵn hoặc tính; “cá nhân” là dữ liệu cá nhân, không in vào nhật ký.\n",
    ]
    for form in FORMS.values():
        lines += _form(form)
    return "\n".join(lines)


def _form(form: Form) -> Iterator[str]:
    edition = _SAMPLE if form.needs_rules else Edition(SchoolYear(str(_SAMPLE.school_year)))
    yield f"## {form.title} (`{form.id}`, phiên bản {form.version})\n"
    yield f"Các trang: {', '.join(form.order)}.\n"
    lists = form.lists_of(edition)
    for sheet in form.order:
        for fields in form.fields:
            if fields.sheet == sheet:
                yield from _fields(fields, edition, lists)
        for table in form.tables:
            if table.table.sheet == sheet:
                yield from _table(form, table, edition, lists)


def _fields(fields: type[Fields], edition: Edition, lists: dict[str, tuple[str, ...]]) -> Iterator[str]:
    yield f"### Trang {fields.sheet}: các ô có tên\n"
    yield "| Tên | Nhãn | Kiểu | Yêu cầu | Danh sách | Lời nhắc |"
    yield "|---|---|---|---|---|---|"
    for column in fields.columns:
        yield _line(f"`{column.entry.name}`", header(column, edition), column, edition, lists)
    yield ""


def _table(
    form: Form, table: type[Row], edition: Edition, lists: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    yield f"### Trang {table.table.sheet}: bảng `{table.table.name}`\n"
    notes = [table.table.note, _where_it_applies(form, table)]
    yield from (f"{note}\n" for note in notes if note)
    yield "| Tên | Kiểu | Yêu cầu | Danh sách | Lời nhắc |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        years = column.entry.years_back
        name = header(column, edition) if years is None else f"năm học của sổ{f' − {years}' if years else ''}"
        yield _line(_cell(name), "", column, edition, lists)
    yield ""


def _where_it_applies(form: Form, table: type[Row]) -> str:
    if not form.needs_rules:
        return ""
    rules = [load(regulation_id) for regulation_id in regulation_ids()]
    with_it = [r.id for r in rules if form.applies(table, Edition(_SAMPLE.school_year, r, r.applies_to[0]))]
    return "" if len(with_it) == len(rules) else f"Chỉ có ở: {', '.join(f'`{name}`' for name in with_it)}."


def _line(name: str, label: str, column: Column, edition: Edition, lists: dict[str, tuple[str, ...]]) -> str:
    entry = column.entry
    flags = {
        "khóa": entry.key,
        "bắt buộc": entry.required,
        "mẫu điền": entry.fixed,
        "cá nhân": entry.personal,
    }
    demands = ", ".join(word for word, on in flags.items() if on)
    help_text = _cell(fill_words(entry.help, edition))
    cells = [
        name,
        *([_cell(label)] if label else []),
        _TYPES[column.type.name],
        demands,
        _list(column, lists),
        help_text,
    ]
    return f"| {' | '.join(cells)} |"


def _list(column: Column, lists: dict[str, tuple[str, ...]]) -> str:
    entry = column.entry
    if not entry.choices:
        return ""
    values = entry.options or lists.get(entry.choices, ())
    whose = "" if entry.options else " (theo bộ tiêu chuẩn, năm học)"
    shown = "; ".join(map(_cell, values)) if len(values) <= _LONGEST_LIST else f"{len(values)} giá trị"
    return f"{shown}{whose}{', nhận cả giá trị khác' if entry.open_list else ''}"


def _cell(text: str) -> str:
    """Text that cannot break a Markdown table."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


# ---- all of it


def pages() -> dict[Path, str]:
    """File → text of every generated page."""
    return {
        DOCS / "lenh.md": commands(),
        DOCS / "tu-dien-du-lieu.md": dictionary(),
        DOCS / "van-ban.md": build_catalogue_page.catalogue(_MADE),
        build_error_catalogue.TARGET: build_error_catalogue.page(),
        build_layout_page.TARGET: build_layout_page.page(),
    }


def main() -> None:
    """Write every page and schema."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    build_schemas.build(DOCS / "schema")


if __name__ == "__main__":
    main()
