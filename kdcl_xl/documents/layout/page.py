"""Page, margins, fonts, page number (Phụ lục I, mục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kdcl_xl.documents.layout.mending import compose, set_black, set_fonts, set_margin, set_page_size
from kdcl_xl.documents.layout.paper import Align, Paper, Paragraph, Section
from kdcl_xl.documents.layout.rules import Trouble, View, layout_rule, places, points, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.normal import is_nfc

_A4 = (210.0, 297.0)
_TOLERANCE = 1.1
_MARGIN_TOLERANCE = 0.3
"""Word rounds millimetres to twips, offices type 2,99 cm."""
_DARKEST = 0x26
"""Of each of red, green and blue in a colour that prints black."""
_BESIDE_NUMBER = re.compile(r"[^\W\d_]|/")
_FONT = "Times New Roman"
_SAME_FONTS = {_FONT.lower(), "times new romans", "tinos", "liberation serif"}
"""Metric twins of Times New Roman that other programs put in its place."""
_SIGNS = re.compile(r"(?i)symbol|wingdings|webdings|segoe ui (symbol|emoji)|ms gothic|cambria math")
"""Fonts of boxes, ticks and formulas: no words are set in them."""


def _where(view: View, number: int) -> str:
    return f"khổ giấy, phần {number}" if len(view.paper.sections) > 1 else "khổ giấy"


def _sections(view: View) -> Iterator[tuple[str, Section]]:
    for number, section in enumerate(view.paper.sections, start=1):
        yield _where(view, number), section


@layout_rule("PG01", Severity.ERROR, "Khổ giấy A4 (210 mm x 297 mm)")
def paper_size(view: View) -> Iterator[Trouble]:
    """A4, upright; landscape only for tables and appendices."""
    for place, section in _sections(view):
        width, height = sorted((section.width, section.height))
        if abs(width - _A4[0]) > _TOLERANCE or abs(height - _A4[1]) > _TOLERANCE:
            yield Trouble(
                place,
                f"Khổ giấy là {section.width:.0f} x {section.height:.0f} mm.",
                "Đặt khổ A4: Layout → Size → A4.",
                set_page_size(section),
            )
        elif section.landscape != (section.width > section.height):
            yield Trouble(
                place, "Chiều giấy ghi trong tệp không khớp kích thước.", "Chọn lại Layout → Orientation."
            )


@layout_rule(
    "PG02", Severity.ERROR, "Lề trên và lề dưới 20 đến 25 mm, lề trái 30 đến 35 mm, lề phải 15 đến 20 mm"
)
def margins(view: View) -> Iterator[Trouble]:
    """Margins of upright pages; on a landscape page the binding side is on top, so only the least is asked for."""
    upright = (("trên", "top", 20, 25), ("dưới", "bottom", 20, 25), ("trái", "left", 30, 35), ("phải", "right", 15, 20))  # fmt: skip
    for place, section in _sections(view):
        if section.landscape:
            continue
        for words, side, least, most in upright:
            size = getattr(section.margins, side)
            if not least - _MARGIN_TOLERANCE <= size <= most + _MARGIN_TOLERANCE:
                yield Trouble(
                    place,
                    f"Lề {words} là {_mm(size)} mm.",
                    f"Đặt lề {words} từ {least} đến {most} mm (Layout → Margins).",
                    set_margin(section, side, least),
                )


def typed_in_legacy_fonts(paper: Paper) -> bool:
    """Whether most of its words are typed in fonts of before Unicode: their letters mean nothing to a reader of the file."""
    letters = {True: 0, False: 0}
    for paragraph in paper.paragraphs:
        for run in paragraph.inked:
            letters[run.legacy] += len(run.text)
    return letters[True] > letters[False]


@layout_rule("PG05", Severity.ERROR, "Phông chữ Times New Roman, bảng mã Unicode, màu đen")
def fonts(view: View) -> Iterator[Trouble]:
    """Every word in Times New Roman; one finding for each other font, with where it begins."""
    found: dict[str, list[Paragraph]] = {}
    legacy_ones: set[str] = set()
    coloured: dict[str, list[tuple[Paragraph, str]]] = {}
    for paragraph in view.paper.paragraphs:
        for run in paragraph.inked:
            plain, accented = run.fonts
            used = [plain] if run.text.isascii() else [plain, accented]
            legacy_ones |= {accented} if run.legacy else set()
            for font in dict.fromkeys(used):
                if font.lower() not in _SAME_FONTS and not _SIGNS.match(font):
                    found.setdefault(font, []).append(paragraph)
            if not _is_black(run.colour):
                coloured.setdefault(run.colour, []).append((paragraph, run.text.strip()))
    for font, paragraphs in found.items():
        legacy = font in legacy_ones
        why = " (bảng mã cũ, máy khác mở ra sẽ sai chữ)" if legacy else ""
        yield Trouble(
            paragraphs[0].place,
            f"Phông “{font}”{why} ở {places(paragraphs)}.",
            f"Đổi sang Unicode rồi chọn phông {_FONT}." if legacy else f"Chọn phông {_FONT}.",
            None if legacy else set_fonts(paragraphs, font, _FONT),
        )
    for colour, words in coloured.items():
        paragraphs = [paragraph for paragraph, _text in words]
        yield Trouble(
            paragraphs[0].place,
            f"Chữ có màu (mã {colour}) ở {places(paragraphs)}: {quoted(words[0][1])}.",
            "Đổi chữ về màu đen.",
            set_black(paragraphs, colour),
        )


@layout_rule(
    "PG06",
    Severity.ERROR,
    "Số trang: chữ số Ả Rập, cỡ 13 đến 14, canh giữa lề trên, không hiện ở trang thứ nhất",
)
def page_number(view: View) -> Iterator[Trouble]:
    """The number in the header, centred, not on page one. A paper of one page needs none, which only Word knows."""
    long_enough = sum(len(paragraph.words) for paragraph in view.paper.paragraphs) > 3000
    for place, section in _sections(view):
        number = section.page_number
        if number is None:
            if long_enough and place in ("khổ giấy", "khổ giấy, phần 1"):
                yield Trouble(place, "Văn bản dài hơn một trang mà không có số trang.", "Insert → Page Number → Top of Page, kiểu giữa; chọn Different First Page.")  # fmt: skip
            continue
        if section.page_number_in_footer:
            yield Trouble(place, "Số trang đặt ở lề dưới.", "Chuyển số trang lên giữa lề trên.")
        elif number.align is not Align.CENTRE:
            yield Trouble(place, "Số trang không canh giữa.", "Canh giữa số trang trong phần đầu trang.")
        elif _BESIDE_NUMBER.search(number.words):
            yield Trouble(place, f"Số trang ghi {quoted(number.words)}.", "Chỉ để chữ số, ví dụ 2.")
        elif any(not 13 <= size <= 14 for size in number.sizes):
            yield Trouble(place, f"Số trang cỡ {points(number.sizes)}.", "Đặt cỡ chữ số trang 13 hoặc 14.")
        if place.endswith(("giấy", "phần 1")) and (
            not section.first_page_differs or section.first_page_numbered
        ):
            yield Trouble(place, "Số trang hiện cả ở trang thứ nhất.", "Trong phần đầu trang chọn Different First Page và để trống trang đầu.")  # fmt: skip


@layout_rule(
    "PG07", Severity.WARNING, "Chữ Việt lưu dạng Unicode dựng sẵn", law="TCVN 6909:2001", everywhere=True
)
def composed(view: View) -> Iterator[Trouble]:
    """NFC, and no text that a legacy font turned into Vietnamese on one machine only."""
    odd = [paragraph for paragraph in view.paper.paragraphs if not is_nfc(paragraph.text)]
    if odd:
        yield Trouble(
            odd[0].place,
            f"Có chữ Việt ở dạng Unicode tổ hợp (dấu tách khỏi chữ) trong {places(odd)}.",
            "Chuyển sang Unicode dựng sẵn bằng công cụ chuyển mã của bộ gõ.",
            compose(odd, f"Chuyển chữ Việt sang Unicode dựng sẵn ở {places(odd)}."),
        )
    if view.garbled is not None:
        paragraphs = [view.paper.paragraphs[at] for at in view.garbled.cells]
        raw, preview = paragraphs[0].words, view.garbled.preview
        yield Trouble(
            paragraphs[0].place,
            f"Nội dung dường như viết bằng bảng mã cũ {view.garbled.name} ở {places(paragraphs)}: {quoted(raw)} là {quoted(preview)}.",
            "Chuyển các đoạn này sang Unicode bằng công cụ chuyển mã của bộ gõ.",
        )


def _is_black(colour: str) -> bool:
    """Automatic, black, or so near to it that print does not tell: Word's own "Text 1, lighter 5 %" is 0D0D0D."""
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return not colour
    return all(int(colour[at : at + 2], 16) <= _DARKEST for at in (0, 2, 4))


def _mm(size: float) -> str:
    return f"{size:.1f}".replace(".", ",").removesuffix(",0")
