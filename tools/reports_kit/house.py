"""The look of our Word files: page, styles, paragraphs, fields. Everything else composes these."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

ALIGN = WD_ALIGN_PARAGRAPH
FONT = "Times New Roman"
TEXT_WIDTH_CM = 16.5

BODY, TABLE_TEXT, TABLE_HEAD, TABLE_CENTRE = "Noi dung", "Bang - chu", "Bang - dau cot", "Bang - giua"
CAPTION, NOTE, CENTRE, PLAIN = "Ten bang", "Ghi chu nho", "Giua dong", "Lien dong"


def new_document(base_size: int, title: str) -> Any:
    """An empty A4 document in the house look; margins 20/20/30/15 mm (Phụ lục I NĐ 30/2020)."""
    document = Document()
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        paragraph.getparent().remove(paragraph)
    _drop_unused_parts(document)
    _styles(document, base_size)
    _settings(document)
    section = document.sections[0]
    _page(section)
    properties = document.core_properties
    properties.author = "kdcl_xl"
    properties.title, properties.language, properties.comments = title, "vi-VN", ""
    properties.created = properties.modified = dt.datetime(2026, 1, 1)
    for name, text in (("lastModifiedBy", "kdcl_xl"), ("revision", "1")):
        # not by python-docx: docxtpl's companion docxcompose, once imported, gives the prefix "cp" another meaning
        properties._element.find(f"{{*}}{name}").text = text
    return document


def to_bytes(document: Any) -> bytes:
    """The docx as python-docx saves it (the caller makes the zip stable)."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)


def turn_page(document: Any, *, landscape: bool) -> Any:
    """A new section; landscape for wide tables, binding edge still 30 mm."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section)
    if landscape:
        lay_across(section)
    else:
        section.orientation = WD_ORIENT.PORTRAIT
    section.different_first_page_header_footer = False
    return section


def lay_across(section: Any) -> None:
    """A landscape page, bound at its top edge."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(30), Mm(15)
    section.left_margin = section.right_margin = Mm(20)


def frame(
    section: Any, *, of: str, style: str, width: int, gap: int, colour: str, first_only: bool = False
) -> None:
    """A border around the page, `gap` points from its "text" or "page" (`of`); `width` in eighths of a point."""
    borders = OxmlElement("w:pgBorders")
    if first_only:
        borders.set(qn("w:display"), "firstPage")
    borders.set(qn("w:offsetFrom"), of)
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val=style, sz=str(width), space=str(gap), color=colour))
    section._sectPr.insert_element_before(
        borders, "w:lnNumType", "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid"
    )


def number_pages(section: Any, *, at_top: bool) -> None:
    """Arabic page number, centred, from page 2: in the header for letters, in the footer for reports."""
    section.different_first_page_header_footer = True
    band = section.header if at_top else section.footer
    paragraph = band.paragraphs[0]
    paragraph.style = "Header" if at_top else "Footer"
    paragraph.alignment = ALIGN.CENTER
    field(paragraph, "PAGE", "2")


def _drop_unused_parts(document: Any) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for identifier, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in (
                "thumbnail", "customXml", "stylesWithEffects", "numbering", "webSettings",
            ):  # fmt: skip
                del relations[identifier]


def _settings(document: Any) -> None:
    settings = document.settings.element
    for child in list(settings):
        if child.tag not in (qn("w:zoom"), qn("w:defaultTabStop"), qn("w:characterSpacingControl")):
            settings.remove(child)
    zoom = settings.find(qn("w:zoom"))
    if zoom is not None:
        zoom.set(qn("w:percent"), "100")
    settings.append(element("w:updateFields", val="true"))
    compat = OxmlElement("w:compat")
    mode = element("w:compatSetting", name="compatibilityMode", val="15")
    mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
    compat.append(mode)
    settings.append(compat)
    settings.append(element("w:themeFontLang", val="vi-VN"))
    settings.append(element("w:decimalSymbol", val=","))
    settings.append(element("w:listSeparator", val=";"))


def without_field_update(document: Any) -> None:
    """Letters have no table of contents: spare the reader Word's question about fields."""
    settings = document.settings.element
    settings.remove(settings.find(qn("w:updateFields")))


def _styles(document: Any, base: int) -> None:
    styles = document.styles
    keep = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Footer"}
    keep |= {f"Heading {level}" for level in range(1, 5)}
    latent = styles.element.find(qn("w:latentStyles"))
    if latent is not None:
        styles.element.remove(latent)
    for style in list(styles):
        if style.name not in keep:
            styles.element.remove(style.element)
    for style in styles:
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)
    _document_defaults(styles.element, base)
    normal = _style(styles, "Normal", base, after=0)
    normal.paragraph_format.widow_control = True
    for name in ("Header", "Footer"):
        _style(styles, name, 13, align=ALIGN.CENTER)
    _style(styles, "Heading 1", 14, bold=True, align=ALIGN.CENTER, before=12, after=6, next_too=True)
    _style(styles, "Heading 2", 14, bold=True, before=12, after=6, next_too=True)
    _style(styles, "Heading 3", base, bold=True, before=10, after=4, next_too=True)
    _style(styles, "Heading 4", base, bold=True, italic=True, before=6, after=3, next_too=True)
    body = _style(styles, BODY, base, align=ALIGN.JUSTIFY, after=6, line=1.15)
    body.paragraph_format.first_line_indent = Cm(1)
    _style(styles, PLAIN, base, after=4, line=1.15)
    _style(styles, CENTRE, base, align=ALIGN.CENTER)
    _style(styles, TABLE_TEXT, 12, before=2, after=2)
    _style(styles, TABLE_CENTRE, 12, align=ALIGN.CENTER, before=2, after=2)
    _style(styles, TABLE_HEAD, 12, bold=True, align=ALIGN.CENTER, before=3, after=3, next_too=True)
    _style(styles, CAPTION, base, bold=True, before=10, after=4, next_too=True)
    _style(styles, NOTE, 11, italic=True, align=ALIGN.JUSTIFY, before=3, after=3)
    for level, indent in ((1, 0.0), (2, 0.5), (3, 1.0)):
        contents = _style(
            styles, f"toc {level}", base, bold=level == 1, before=2 if level == 1 else 0, after=2
        )
        contents.paragraph_format.left_indent = Cm(indent)
        contents.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), 2, 1)


def _document_defaults(styles: Any, base: int) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(run):
        run.remove(child)
    run.append(_fonts())
    run.append(element("w:sz", val=str(base * 2)))
    run.append(element("w:szCs", val=str(base * 2)))
    run.append(element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    paragraph = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
    for child in list(paragraph):
        paragraph.remove(child)


def _style(
    styles: Any,
    name: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    next_too: bool = False,
) -> Any:
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, 1, name.startswith("toc "))
    for properties in (style.element.find(qn("w:rPr")), style.element.find(qn("w:pPr"))):
        if properties is not None:
            outline = properties.find(qn("w:outlineLvl"))
            for child in list(properties):
                if child is not outline:
                    properties.remove(child)
    if name != "Normal":
        style.base_style = styles["Normal"]
    style.quick_style, style.hidden = True, False
    style.element.get_or_add_rPr().insert(0, _fonts())
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    layout = style.paragraph_format
    layout.alignment = align
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    layout.keep_with_next = next_too
    return style


def _fonts() -> Any:
    return element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)


def write(container: Any, text: str, style: str = BODY, **look: Any) -> Any:
    """A paragraph. `**…**` in the text is bold; look: bold, italic, size, align, keep, before, after."""
    paragraph = container.add_paragraph(style=style)
    for number, piece in enumerate(text.split("**")):
        if piece:
            run = paragraph.add_run(piece)
            if number % 2 or look.get("bold"):
                run.bold = True
            if look.get("italic"):
                run.italic = True
            if look.get("size"):
                run.font.size = Pt(look["size"])
    if look.get("align") is not None:
        paragraph.alignment = look["align"]
    if look.get("keep"):
        paragraph.paragraph_format.keep_with_next = True
    if look.get("indent") is not None:
        paragraph.paragraph_format.first_line_indent = Cm(look["indent"])
    for side in ("before", "after"):
        if look.get(side) is not None:
            setattr(paragraph.paragraph_format, f"space_{side}", Pt(look[side]))
    return paragraph


def tag(container: Any, statement: str) -> None:
    """A paragraph tag on a line of its own; the line vanishes when the document is made."""
    write(container, f"{{%p {statement} %}}", PLAIN)


def prose(container: Any, field_name: str, style: str = BODY, **look: Any) -> None:
    """A text field, one paragraph per line."""
    tag(container, f"for line in {field_name}|paragraphs")
    write(container, "{{ line }}", style, **look)
    tag(container, "endfor")


def heading(container: Any, text: str, level: int, *, new_page: bool = False, anchor: str = "") -> Any:
    """A heading the table of contents finds; `anchor` is an expression or a name in quotes."""
    paragraph = container.add_paragraph(style=f"Heading {level}")
    if anchor:
        paragraph.add_run(f"{{{{r {anchor}|bookmark }}}}")
    paragraph.add_run(text)
    paragraph.paragraph_format.page_break_before = new_page or None
    return paragraph


def field(paragraph: Any, instruction: str, shown: str = "") -> None:
    """A Word field with the text shown until it is updated."""
    for kind in ("begin", "instr", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "instr":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run._r.append(text)
        elif kind != "shown":
            run._r.append(element("w:fldChar", fldCharType=kind))


def line_below(container: Any, width_cm: float, cell_cm: float) -> None:
    """A solid line centred in a cell, as a bordered sliver of a paragraph (drawings do not survive editing)."""
    paragraph = container.add_paragraph(style=CENTRE)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Cm((cell_cm - width_cm) / 2)
    layout.space_before, layout.line_spacing = Pt(3), Pt(3)
    border = OxmlElement("w:pBdr")
    border.append(element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def element(tag_name: str, /, **attributes: str) -> Any:
    """A new element of Word's own namespace."""
    made = OxmlElement(tag_name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
