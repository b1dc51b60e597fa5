"""Word templates of a few lines, each showing one feature of docxtpl."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import RichText
from pydantic import BaseModel, ConfigDict

from kdcl_xl.documents.pictures import Picture, SubDocument

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


class WithFile(Feature):
    annex: SubDocument


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


def merged_cells() -> Any:
    document = _document()
    table = document.add_table(rows=5, cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "{{ title }}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "{% if shown %}{{ missing }}{% endif %}"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "{{ years }}"
    table.cell(2, 1).text, table.cell(2, 2).text = "{{ lines }}", "{{ items|length }}"
    return _row_loop(document, table)


def _row_loop(document: Any, table: Any) -> Any:
    """Last two rows of the table: a loop over rows of merged cells."""
    table.add_row().cells[0].text = "{%tr endfor %}"
    table.cell(3, 0).text = "{%tr for item in items %}"
    table.cell(4, 0).merge(table.cell(4, 1)).text = "{{ item.name }}"
    table.cell(4, 2).text = "{{ item.price }}"
    return document


def nested_tables() -> Any:
    document = _document()
    outer = document.add_table(rows=3, cols=1)
    outer.cell(0, 0).text, outer.cell(2, 0).text = "{%tr for item in items %}", "{%tr endfor %}"
    inner = outer.cell(1, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "{{ item.name }}", "{{ item.price }}"
    outer.cell(1, 0).add_paragraph("{{ loop.index }}")
    return document


def run_tags() -> Any:
    document = _document()
    paragraph = document.add_paragraph("Trước ")
    for text in ("{%r if shown %}", "có {{ title }}", "{%r else %}", "không", "{%r endif %}", " sau"):
        paragraph.add_run(text).italic = "có" in text
    return document


def macros_and_filters() -> Any:
    document = _document()
    for text in (
        "{% macro giá(x) %}[{{ x.price }}]{% endmacro %}{% for item in items %}{{ giá(item) }}{% endfor %}",
        "{% set named %}{{ title }} & b{% endset %}{{ named }}",
        "{% with n = items|length %}{{ n }}{% endwith %}",
        "{% filter upper %}{{ shown }}{% endfilter %}",
        "{{ items|map(attribute='name')|join(', ') }} {{ lines|replace('một', 'mốt') }}",
        "{{ 'chuỗi <b> & “ngoặc”' }} {{ title|e }} {{ 3.5 * 2 }} {{ shown }}",
        "{%- for item in items if item.price -%} {{ item.name }} {%- else -%} hết {%- endfor %}",
    ):
        document.add_paragraph(text)
    return document


def static_breaks() -> Any:
    document = _document()
    paragraph = document.add_paragraph("Cột một\tcột hai {{ title }}")
    paragraph.runs[0]._r.t_lst[0].text = "giữ\ttab và\nxuống dòng"
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
        merged_cells,
        run_tags,
        macros_and_filters,
        static_breaks,
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


def background() -> Any:
    document = _document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{% cellbg 'FF0000' %}{{ title }}"
    return document


def vertical_merge() -> Any:
    document = _document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for item in items %}", "{%tr endfor %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{% vm %}{{ title }}", "{{ item.name }}"
    return document


def horizontal_merge() -> Any:
    document = _document()
    table = document.add_table(rows=1, cols=3)
    for column, text in enumerate(("{%tc for item in items %}", "{% hm %}{{ title }}", "{%tc endfor %}")):
        table.cell(0, column).text = text
    return document


def raw_block() -> Any:
    document = _document()
    document.add_paragraph("{% raw %}{{ giữ nguyên }}{% endraw %} {{ title }}")
    return document


PLAIN: dict[str, Callable[[], Any]] = {
    make.__name__: make
    for make in (
        cell_loop,
        colspan,
        background,
        vertical_merge,
        horizontal_merge,
        repeated_drawing,
        tagged_properties,
        unequal_rows,
        raw_block,
        nested_tables,
    )
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
