"""Căn cứ, the look of the text, its end, appendices (Phụ lục I, mục II, khoản 6 and mục III)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from kdcl_xl.documents.layout.attachments import NOTE
from kdcl_xl.documents.layout.lines import Line, lines_of
from kdcl_xl.documents.layout.looks import Look, off_look
from kdcl_xl.documents.layout.mending import replace_end, set_alignment, set_size, set_toggle, together
from kdcl_xl.documents.layout.paper import Align, Paragraph
from kdcl_xl.documents.layout.rules import Trouble, View, layout_rule, places, points, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.dates import vn_date

_PROSE = 100
"""Characters from which a paragraph surely runs over a line."""
_INDENTS = (27.0, 37.5)
"""1 cm and 1,27 cm in points, with what Word rounds off."""
_LEAST_SPACE = 6.0
_MOST_LINES = 1.55
_NO_END_MARK = {"hợp đồng", "giấy giới thiệu", "giấy nghỉ phép", "giấy ủy quyền", "phiếu gửi", "phiếu chuyển", "phiếu báo", "bản ghi nhớ", "bản thỏa thuận"}  # fmt: skip
_NEARLY_END = re.compile(r"[\s./]*[./]$")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_NOTE_NUMBER = re.compile(r"số:?\s*(?P<number>\d+\s*/\s*[\w&/-]+)", re.I)
_NOTE_DAY = re.compile(r"ngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})", re.I)
_FAR = 4


@layout_rule(
    "ND01",
    Severity.ERROR,
    "Căn cứ: chữ nghiêng, cỡ 13 đến 14; mỗi dòng kết thúc bằng “;”, dòng cuối bằng “.”",
)
def bases(view: View) -> Iterator[Trouble]:
    """The căn cứ at the beginning."""
    lines = view.anatomy.bases
    if not lines:
        return
    wrong = [p for p in lines[:-1] if not p.words.endswith(";")]
    last = lines[-1]
    wrong += [] if last.words.endswith(".") and not last.words.endswith("/.") else [last]
    if wrong:
        first = wrong[0]
        shown = quoted("…" + first.words[-30:])
        yield Trouble(
            first.place,
            f"Dấu cuối dòng căn cứ chưa đúng: {shown}" + (f", tất cả {len(wrong)} dòng ({places(wrong)})." if len(wrong) > 1 else "."),
            "Cuối mỗi căn cứ ghi “;”, cuối căn cứ cuối cùng ghi “.”.",
            together([replace_end(p, _mark(p), "." if p is last else ";") for p in wrong]),
        )  # fmt: skip
    upright = [p for p in lines if not p.italic]
    if upright:
        runs = [run for p in upright for run in p.inked]
        yield Trouble(
            upright[0].place,
            f"Căn cứ chưa in nghiêng ({places(upright)}).",
            "Đặt chữ nghiêng cho các dòng căn cứ.",
            set_toggle(places(upright), runs, "i", True),
        )


def _mark(paragraph: Paragraph) -> str:
    found = re.search(r"[;.,:/\s]+$", paragraph.words)
    return found[0].strip() if found else ""


@layout_rule(
    "ND06",
    Severity.WARNING,
    "Nội dung: cỡ 13 đến 14, canh đều hai lề, lùi đầu dòng 1 hoặc 1,27 cm, cách đoạn từ 6 pt, cách dòng từ đơn đến 1,5",
)
def text_look(view: View) -> Iterator[Trouble]:
    """How the paragraphs of the text are set; each aspect is one finding with its first places."""
    texts = [p for p in view.texts if not _is_note(p, view)]
    prose = [p for p in texts if len(p.words) >= _PROSE and p.align is not Align.CENTRE]
    sized = [p for p in texts if len(p.words) >= 40]
    bad = [p for p in sized if any(not 12.95 <= size <= 14.05 for size in p.sizes)]
    if bad:
        yield Trouble(
            bad[0].place,
            f"Nội dung cỡ chữ {points(bad[0].sizes)} ở {places(bad)}.",
            "Đặt cỡ chữ 13 hoặc 14.",
            together([_resize(p) for p in bad], f"Đặt cỡ chữ nội dung từ 13 đến 14 ở {places(bad)}."),
        )
    ragged = [p for p in prose if p.align is not Align.JUSTIFIED]
    if ragged:
        mends = [set_alignment(p, "both", "canh đều hai lề") for p in ragged]
        yield Trouble(
            ragged[0].place,
            f"Nội dung chưa canh đều hai lề ở {places(ragged)}.",
            "Bấm Ctrl+J.",
            together(mends, f"Canh đều hai lề ở {places(ragged)}."),
        )
    yield from _aspect(prose, _off_indent, "Đầu dòng chưa lùi 1 cm hoặc 1,27 cm", "Paragraph → Special → First line, 1 cm hoặc 1,27 cm; không lùi bằng dấu cách.")  # fmt: skip
    yield from _aspect(prose, lambda p: p.space_before + p.space_after < _LEAST_SPACE - 0.05, "Khoảng cách giữa các đoạn dưới 6 pt", "Paragraph → Spacing → Before hoặc After từ 6 pt.")  # fmt: skip
    yield from _aspect(prose, lambda p: not 0.95 <= p.line_spacing <= _MOST_LINES, "Khoảng cách dòng ngoài khoảng từ đơn đến 1,5", "Paragraph → Line spacing từ Single đến 1.5 lines.")  # fmt: skip


def _is_note(paragraph: Paragraph, view: View) -> bool:
    """Remarks in italics or after "Ghi chú" are set smaller by custom; căn cứ are no remarks."""
    remark = paragraph.italic or re.match(r"(?i)\W*(ghi chú|nguồn|chú thích)\b", paragraph.words)
    return bool(remark) and paragraph not in view.anatomy.bases


def _resize(paragraph: Paragraph) -> Callable[[], str]:
    small = any(size < 12.95 for size in paragraph.sizes)
    return set_size(
        paragraph.place, [r for r in paragraph.inked if not 12.95 <= r.size <= 14.05], 13 if small else 14
    )


def _off_indent(paragraph: Paragraph) -> bool:
    """A tab at the start indents as well; numbered and dashed paragraphs of a list hang instead."""
    if (
        paragraph.label
        or paragraph.text.startswith("\t")
        or paragraph.left_indent > 0 > paragraph.first_indent
    ):
        return False
    total = paragraph.first_indent + max(paragraph.left_indent, 0)
    return not (
        _INDENTS[0] <= paragraph.first_indent <= _INDENTS[1] or _INDENTS[0] <= total <= 2 * _INDENTS[1]
    )


def _aspect(
    prose: Sequence[Paragraph], wrong: Callable[[Paragraph], bool], fault: str, remedy: str
) -> Iterator[Trouble]:
    found = [paragraph for paragraph in prose if wrong(paragraph)]
    if found:
        yield Trouble(found[0].place, f"{fault} ở {places(found)}.", remedy)


@layout_rule("ND14", Severity.WARNING, "Hết phần nội dung có dấu “./.”")
def end_mark(view: View) -> Iterator[Trouble]:
    """The last sentence before signature and recipients; where a table ends the text nothing is asked."""
    if view.anatomy.kind_name in _NO_END_MARK or not view.anatomy.content:
        return
    blocks = [b for b in view.anatomy.content if not isinstance(b, Paragraph) or b.words]
    if (
        not blocks
        or not isinstance(blocks[-1], Paragraph)
        or not (view.anatomy.recipients or view.anatomy.signature)
    ):
        return
    last = blocks[-1]
    apart = last.words.endswith(" ./.")
    if last.words.endswith("./.") and not apart:
        return
    nearly = _NEARLY_END.search(last.words[-8:])
    old = nearly[0] if apart and nearly else nearly[0].strip() if nearly else ""
    yield Trouble(
        last.place,
        f"Nội dung kết thúc bằng {quoted('…' + last.words[-30:])}, "
        + ("có dấu cách trước “./.”." if apart else "chưa có “./.”."),
        "Ghi “./.” liền sau chữ cuối cùng." if apart else "Ghi “./.” sau câu cuối cùng.",
        None if last.words.endswith(("!", "?")) else replace_end(last, old, "./."),
    )


@layout_rule(
    "PL01",
    Severity.ERROR,
    "“Phụ lục” canh giữa, đậm, đánh số La Mã khi có từ hai; tên phụ lục in hoa; dưới có “(Kèm theo … số … ngày … của …)” chữ nghiêng",
)
def appendices(view: View) -> Iterator[Trouble]:
    """Each appendix names itself and the paper it belongs to."""
    titles = view.anatomy.appendices
    if not view.anatomy.is_administrative:
        return
    told: set[int] = set()
    lines = list(lines_of(view.paper))
    at = {id(line.paragraph): n for n, line in enumerate(lines)}
    yield from _numbers(titles)
    for title in titles:
        here = at[id(title)]
        yield from off_look(
            "Chữ “Phụ lục”", [lines[here]], Look(13, 14, bold=True, italic=False, centred=True)
        )
        below = lines[here + 1 : here + 1 + _FAR]
        note = next((line for line in below if NOTE.match(line.text)), None)
        name = below[0] if below and below[0] is not note else None
        if name is not None and name.text != name.text.upper():
            yield Trouble(name.place, f"Tên phụ lục {quoted(name.text)} chưa in hoa.", f"Ghi {quoted(name.text.upper())}.")  # fmt: skip
        if note is None:
            yield Trouble(
                title.place,
                f"Dưới {quoted(title.words)} không có dòng “(Kèm theo …)”.",
                "Ghi “(Kèm theo <loại văn bản> số …/… ngày … tháng … năm … của …)”, chữ nghiêng, dưới tên phụ lục.",
            )
        else:
            told.add(id(note.paragraph))
            yield from _note_look(note)
            yield from _note(view, note)
    for attachment in view.anatomy.attachments:
        if id(attachment.note.paragraph) not in told:
            yield from _note(view, attachment.note)


def _note_look(note: Line) -> Iterator[Trouble]:
    if not note.italic:
        yield from off_look("Dòng “(Kèm theo …)”", [note], Look(13, 14, italic=True))


def _note(view: View, note: Line) -> Iterator[Trouble]:
    number, mine = _NOTE_NUMBER.search(note.text), view.anatomy.number
    if number is None or mine is None:
        return
    said = re.sub(r"\s", "", number["number"])
    own = re.sub(r"(?i)^số:?|\s", "", mine.text)
    if not re.match(r"\d", own):
        return
    day, issued = _note_day(note), view.anatomy.issued_on
    if said.lstrip("0") != own.lstrip("0"):
        others = said.partition("/")[2] != own.partition("/")[2]  # a form another body issued may be attached
        yield Trouble(
            note.place,
            f"Phụ lục ghi kèm theo văn bản số {said}, văn bản này là {own}.",
            f"Ghi số {own}" + (", trừ khi đây là mẫu của văn bản khác." if others else "."),
            doubtful=others,
        )
    elif day is not None and issued is not None and day != issued:
        yield Trouble(
            note.place,
            f"Phụ lục ghi kèm theo văn bản ngày {vn_date(day)}, văn bản này ban hành ngày {vn_date(issued)}.",
            f"Ghi ngày {vn_date(issued)}.",
        )


def _note_day(note: Line) -> dt.date | None:
    """The date a note gives; None for a blank one and for none that can be."""
    found = _NOTE_DAY.search(note.text)
    try:
        return dt.date(*(int(part) for part in reversed(found.groups()))) if found else None
    except ValueError:
        return None


def _numbers(titles: Sequence[Paragraph]) -> Iterator[Trouble]:
    said = [re.sub(r"(?i)^phụ lục|[\s.:]", "", title.words) for title in titles]
    if len(titles) == 1:
        return
    for title, number, wanted in zip(titles, said, _ROMAN, strict=False):
        if number.upper() != wanted:
            yield Trouble(
                title.place,
                f"Phụ lục thứ {_ROMAN.index(wanted) + 1} ghi {quoted(title.words)}.",
                f"Ghi “Phụ lục {wanted}”.",
            )
            return
