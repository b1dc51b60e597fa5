"""Word templates of a few lines, each showing one feature of docxtpl."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import RichText
from pydantic import BaseModel, ConfigDict

from kdcl_xl.documents.pictures import Picture

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000"
    "0301010018dd8db00000000049454e44ae426082"
)


class Item(BaseModel):
    name: str
    price: str | None = None


class Feature(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    title: str = "Trường A & B <C> \"D\" 'Đ'"
    lines: str = "dòng một\ndòng hai\r\ndòng ba\tsau tab"
    items: tuple[Item, ...] = (Item(name="Bàn & ghế", price="1.250"), Item(name="Bảng\nđen"))
    empty: tuple[Item, ...] = ()
    shown: bool = True
    missing: str | None = None
    years: str = "Năm học 2026-2027 & 2027-2028\n(2024-2025)"
    rich: RichText = RichText("đậm & nghiêng\nhai dòng", bold=True, italic=True)


class WithPicture(Feature):
    logo: Picture = Picture(PNG, 10)


def _document() -> Any:
    return Document()


def paragraphs() -> Any:
    document = _document()
    for text in (
        "Tên: {{ title }}, {{ missing }}.",
        "{%p if shown %}",
        "Có: {{ lines }}",
        "{%p else %}",
        "Không",
        "{%p endif %}",
        "{%p for item in items %}",
        "{{ loop.index }}) {{ item.name }}: {{ item.price }}",
        "{%p endfor %}",
        "{# ghi chú #}Giá trị {_{ không phải thẻ }_}",
    ):
        document.add_paragraph(text)
    return document


def split_runs() -> Any:
    document = _document()
    paragraph = document.add_paragraph()
    for piece in ("Chào {", "{ ti", "tle", " }", "} và {% if sho", "wn %}có{% else %}không{% endif %}", "."):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    tabbed = document.add_paragraph()
    tabbed.add_run("Trước\tsau {{ lines }}").italic = True
    return document


def spanning_paragraphs() -> Any:
    document = _document()
    for text in (
        "{% for item in items %}Mở {{ item.name }}",
        "giữa",
        "đóng{% endfor %}",
        "{%- if shown %} nối{% endif -%}",
        "tiếp",
    ):
        document.add_paragraph(text)
    return document


def rows() -> Any:
    document = _document()
    table = document.add_table(rows=4, cols=3)
    for row, texts in enumerate(
        (
            ("TT", "Tên", "Giá"),
            ("{%tr for item in items %}", "", ""),
            ("{{ loop.index }}", "{{ item.name }}", "{{ item.price }}"),
            ("{%tr endfor %}", "", ""),
        )
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    inner = document.add_table(rows=1, cols=2).cell(0, 0)
    for text in ("{%p for item in empty %}", "{{ item.name }}", "{%p endfor %}", "hết {{ title }}"):
        inner.add_paragraph(text)
    return document


def rich_text() -> Any:
    document = _document()
    document.add_paragraph("Trước {{r rich }} sau")
    document.add_paragraph("{% set gap = title %}{{ gap|upper }}{{ items|length }}")
    return document


def bands() -> Any:
    document = paragraphs()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Đầu trang {{ title }}"
    section.footer.paragraphs[0].text = "Chân trang {% if shown %}{{ lines }}{% endif %}"
    section.first_page_header.paragraphs[0].text = "Trang đầu {{ missing }}"
    return document


def school_years() -> Any:
    document = _document()
    document.add_paragraph("{{ years }}|{{ years|upper }}|{{ title ~ ' 2026-2027' }}").runs[0].bold = True
    return document


def static_drawing() -> Any:
    document = _document()
    document.add_picture(io.BytesIO(PNG))
    document.add_paragraph("{{ title }}")
    document.add_picture(io.BytesIO(PNG))
    return document


COMPILED: dict[str, Callable[[], Any]] = {
    make.__name__: make
    for make in (
        paragraphs,
        split_runs,
        spanning_paragraphs,
        rows,
        rich_text,
        bands,
        school_years,
        static_drawing,
    )
}


def cell_loop() -> Any:
    document = _document()
    table = document.add_table(rows=1, cols=3)
    for column, text in enumerate(("{%tc for item in items %}", "{{ item.name }}", "{%tc endfor %}")):
        table.cell(0, column).text = text
    return document


def colspan() -> Any:
    document = _document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "{% colspan items|length %}{{ title }}"
    table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
    return document


def repeated_drawing() -> Any:
    document = _document()
    document.add_paragraph("{%p for item in items %}")
    document.add_picture(io.BytesIO(PNG))
    document.add_paragraph("{%p endfor %}")
    return document


def tagged_properties() -> Any:
    document = paragraphs()
    document.core_properties.title = "{{ items[0].price }}"
    return document


def unequal_rows() -> Any:
    document = _document()
    table = document.add_table(rows=2, cols=3)
    table.rows[1]._tr.remove(table.rows[1]._tr.tc_lst[-1])
    table.cell(0, 0).text = "{{ title }}"
    return document


PLAIN: dict[str, Callable[[], Any]] = {
    make.__name__: make for make in (cell_loop, colspan, repeated_drawing, tagged_properties, unequal_rows)
}


def to_bytes(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def template_of(*lines: str) -> bytes:
    """A template of plain paragraphs."""
    document = _document()
    for line in lines:
        document.add_paragraph(line)
    return to_bytes(document)


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
