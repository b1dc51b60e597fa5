"""Tables of our Word files: fixed widths, a header on every page, a row for every item of a loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from reports_kit.house import TABLE_CENTRE, TABLE_HEAD, TABLE_TEXT, element, write

HEADER_SHADE = "EDEDED"
NUMBER = "{{ loop.index }}"
"""What a cell prints in the column "TT"."""


def table(
    container: Any, widths_cm: Sequence[float], header: Sequence[str] = (), *, grid: bool = True
) -> Any:
    """A table of fixed widths; its header row repeats on every page."""
    made = container.add_table(rows=1 if header else 0, cols=len(widths_cm))
    if grid:
        made.style = "Table Grid"
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths_cm, strict=True):
        column.set(qn("w:w"), str(round(width * 567)))
    properties = made._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(round(sum(widths_cm) * 567)))
    if header:
        header_row(made.rows[0], widths_cm, header)
    return made


def header_row(row: Any, widths_cm: Sequence[float], header: Sequence[str]) -> None:
    """Shade and repeat a header row."""
    fill(row, widths_cm, header, TABLE_HEAD)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=HEADER_SHADE))
        cell.vertical_alignment = 1


def add_row(made: Any, widths_cm: Sequence[float], texts: Sequence[str], styles: str | Sequence[str]) -> Any:
    """A row that does not break across pages."""
    row = made.add_row()
    fill(row, widths_cm, texts, styles)
    return row


def long_row(made: Any, widths_cm: Sequence[float]) -> Any:
    """A row of empty cells that may break across pages (for prose)."""
    row = made.add_row()
    for cell, width in zip(row.cells, widths_cm, strict=True):
        cell.width = Cm(width)
        clear(cell)
    return row


def fill(row: Any, widths_cm: Sequence[float], texts: Sequence[str], styles: str | Sequence[str]) -> None:
    """Texts into the cells of a row, one style for all or one each."""
    each = [styles] * len(texts) if isinstance(styles, str) else styles
    keep_whole(row)
    for cell, width, text, style in zip(row.cells, widths_cm, texts, each, strict=True):
        cell.width = Cm(width)
        clear(cell)
        write(cell, text, style)


def keep_whole(row: Any) -> None:
    """The row does not break across pages."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def keep_together(made: Any) -> None:
    """A short table stays on one page."""
    *others, last = made._tbl.tr_lst
    for row in (*others, last):
        for paragraph in row.iter(qn("w:p")):
            Paragraph(paragraph, made).paragraph_format.keep_with_next = row is not last


def row_tag(made: Any, widths_cm: Sequence[float], statement: str) -> None:
    """A row that only carries a `{%tr … %}` tag and vanishes."""
    add_row(made, widths_cm, [f"{{%tr {statement} %}}"] + [""] * (len(widths_cm) - 1), TABLE_TEXT)


def looped(
    made: Any,
    widths_cm: Sequence[float],
    loop: str,
    texts: Sequence[str],
    styles: str | Sequence[str],
    *,
    total: str = "",
) -> None:
    """A row for every item of a loop; `total` is a condition under which the row is printed bold."""
    row_tag(made, widths_cm, f"for {loop}")
    if total:
        row_tag(made, widths_cm, f"if {total}")
        add_row(made, widths_cm, [f"**{text}**" for text in texts], styles)
        row_tag(made, widths_cm, "else")
    add_row(made, widths_cm, texts, styles)
    if total:
        row_tag(made, widths_cm, "endif")
    row_tag(made, widths_cm, "endfor")


Column = tuple[str, str, float]
"""Heading, field of the item (a cell's own tags where it prints more than one, "" for a cell to write in), centimetres."""


def listing(
    container: Any,
    loop: str,
    columns: Sequence[Column],
    *,
    number: float = 0,
    centre: Sequence[str] = (),
    total: str = "",
) -> Any:
    """A table with a row for every item of a loop ("row in members").

    `number`: centimetres of a column "TT" before the others; `centre`: fields in the middle of their cells; `total`: a
    condition under which a row is printed bold.
    """
    if number:
        columns = (("TT", NUMBER, number), *columns)
    item = loop.partition(" in ")[0]
    widths = [width for _, _, width in columns]
    made = table(container, widths, [heading for heading, _, _ in columns])
    cells = [text if "{" in text or not text else f"{{{{ {item}.{text} }}}}" for _, text, _ in columns]
    styles = [TABLE_CENTRE if text == NUMBER or text in centre else TABLE_TEXT for _, text, _ in columns]
    looped(made, widths, loop, cells, styles, total=total)
    return made


def merge_header(made: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merge header cells, keeping the text of the first."""
    merged = made.cell(*first).merge(made.cell(*last))
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def clear(cell: Any) -> None:
    """Take all paragraphs out of a cell; the caller writes at least one."""
    for paragraph in list(cell.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
