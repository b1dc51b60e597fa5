"""Kind and subject, "V/v", Kính gửi (Phụ lục I, mục II; Điều 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kdcl_xl.documents.layout.anatomy import KINDS, PHRASES, is_joint
from kdcl_xl.documents.layout.lines import Line
from kdcl_xl.documents.layout.looks import Look, not_in_capitals, off_look
from kdcl_xl.documents.layout.mending import replace_end, replace_text, together
from kdcl_xl.documents.layout.paper import Align
from kdcl_xl.documents.layout.rules import Trouble, View, layout_rule, quoted
from kdcl_xl.findings import Severity
from kdcl_xl.text.similar import did_you_mean

_NO_SUBJECT = {"hợp đồng", "giấy giới thiệu", "giấy nghỉ phép", "giấy ủy quyền", "phiếu gửi", "phiếu chuyển", "phiếu báo", "công điện", "giấy mời"}  # fmt: skip
_LETTER = re.compile(r"^V/v [^:\s]")
_VERB = re.compile(r"^V/v\s*:?\s*([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_PROPER = {"Kế", "Quyết", "Nghị", "Thông", "Luật", "Hội", "Ngày", "Đại", "Tết", "Chương", "Đề", "Dự", "Quốc"}
"""First words of names that may follow V/v in capitals."""
_VERBS = {"đề nghị", "đề xuất", "đề cử", "thông báo", "thông tin", "dự họp", "dự thi", "dự kiến", "hội ý"}
"""Which begin with the same syllables and are no names."""
_TO_A_SUPERIOR = ("công văn", "tờ trình")


@layout_rule(
    "TL01", Severity.ERROR, "Tên loại: chữ in hoa, cỡ 13 đến 14, đứng, đậm, canh giữa, riêng một dòng"
)
def kind(view: View) -> Iterator[Trouble]:
    """The kind on a line of its own; a công văn has none."""
    line, anatomy = view.anatomy.kind, view.anatomy
    if line is None:
        if anatomy.kind_name != "công văn" and _strange_title(view) is None:
            yield Trouble(
                "đầu văn bản",
                "Không thấy tên loại văn bản, cũng không thấy “V/v” của công văn.",
                "Ghi tên loại (KẾ HOẠCH, QUYẾT ĐỊNH…) bằng chữ in hoa trên dòng riêng, hoặc “V/v …” dưới số, ký hiệu.",
            )
        return
    if line.text.strip(" *#_.:") != line.text or not (line.key in PHRASES or is_joint(line)):
        name = anatomy.kind_name.upper()
        rest = line.text[len(name) :].strip(" *#_.:") if line.key not in PHRASES else ""
        what = "viết chung dòng với trích yếu" if rest else "có dấu thừa"
        then = f", xuống dòng ghi trích yếu {quoted(rest)} bằng chữ thường" if rest else ""
        yield Trouble(
            line.place, f"Tên loại {quoted(line.text)} {what}.", f"Ghi riêng dòng {quoted(name)}{then}."
        )
    else:
        yield from not_in_capitals("Tên loại", line)
    yield from off_look("Tên loại", [line], Look(13, 14, bold=True, italic=False, centred=True))


@layout_rule(
    "TL02",
    Severity.WARNING,
    "Trích yếu dưới tên loại: chữ thường, cỡ 13 đến 14, đứng, đậm, canh giữa, không chấm cuối",
)
def subject(view: View) -> Iterator[Trouble]:
    """The subject of a paper with a kind."""
    title, lines = view.anatomy.kind, view.anatomy.subject
    if title is None:
        return
    if not lines:
        if view.anatomy.kind_name not in _NO_SUBJECT and title.key in PHRASES:
            yield Trouble(
                title.place,
                "Không thấy trích yếu dưới tên loại.",
                "Ghi trích yếu đậm, canh giữa, dưới tên loại.",
            )
        return
    letters = "".join(line.text for line in lines)
    if letters == letters.upper() and len(letters) > 12:
        yield Trouble(
            lines[0].place, f"Trích yếu {quoted(letters)} viết in hoa.", "Viết trích yếu bằng chữ thường."
        )
    last = lines[-1]
    if last.text.endswith(".") and not last.text.endswith("..") and last.alone:
        yield Trouble(
            last.place,
            f"Trích yếu có dấu chấm cuối: {quoted(last.text)}.",
            "Bỏ dấu chấm cuối trích yếu.",
            replace_end(last.paragraph, ".", ""),
        )
    yield from off_look("Trích yếu", lines, Look(13, 14, bold=True, italic=False, centred=True))


@layout_rule(
    "TL03",
    Severity.ERROR,
    "Trích yếu công văn ghi “V/v …” dưới số, ký hiệu: cỡ 12 đến 13, đứng, không đậm, không có dấu hai chấm, không viết hoa",
)
def letter_subject(view: View) -> Iterator[Trouble]:
    """The "V/v" of a công văn."""
    anatomy = view.anatomy
    if anatomy.kind_name != "công văn":
        return
    if not anatomy.subject:
        yield Trouble(
            "đầu văn bản",
            "Công văn không có trích yếu.",
            "Ghi “V/v …” dưới số, ký hiệu, cỡ 12 hoặc 13, không đậm.",
        )
        return
    line = anatomy.subject[0]
    lead = None if _LETTER.match(line.text) else re.match(r"(?i)(v\s*/\s*v|về việc)\s*[:.]?\s*", line.raw)
    word = _VERB.match(line.text)
    if lead:
        rest = line.raw[lead.end() :]
        yield Trouble(
            line.place,
            f"Trích yếu công văn ghi {quoted(line.text, 40)}.",
            f"Ghi {quoted(f'V/v {_small(rest)}', 40)}.",
            replace_text(line.paragraph, line.raw, f"V/v {rest}"),
        )
    elif word and _is_large(word[1], word[2] or ""):
        right = _small(line.text[word.start(1) :])
        yield Trouble(
            line.place, f"Sau “V/v” viết hoa {quoted(word[1])}.", f"Ghi {quoted(f'V/v {right}', 40)}."
        )
    in_cell = line.place.startswith(
        "bảng"
    )  # outside a table centring would move it away from below its number
    yield from off_look(
        "Trích yếu công văn", anatomy.subject, Look(12, 13, bold=False, italic=False, centred=in_cell)
    )


def _is_large(word: str, following: str) -> bool:
    """Whether a word that is no name stands in capitals after V/v."""
    verb = f"{word} {following}".lower() in _VERBS
    return word.istitle() and len(word) > 1 and (verb or word not in _PROPER)


def _small(words: str) -> str:
    """The words as they follow V/v."""
    found = _VERB.match(f"V/v {words}")
    large = found is not None and _is_large(found[1], found[2] or "")
    return words[:1].lower() + words[1:] if large else words


@layout_rule(
    "TL04", Severity.ERROR, "Tên loại là một trong 29 loại văn bản hành chính", law="Điều 7 NĐ 30/2020/NĐ-CP"
)
def known_kind(view: View) -> Iterator[Trouble]:
    """A title that is no kind of the decree."""
    line = _strange_title(view)
    if line is None:
        return
    guess = did_you_mean(line.text, [kind.upper() for kind in KINDS], code=True)
    yield Trouble(
        line.place,
        f"{quoted(line.text)} không phải tên loại văn bản hành chính.{guess}",
        "Dùng tên loại của Điều 7 (kế hoạch, quyết định, thông báo, báo cáo, tờ trình…), phần còn lại là trích yếu.",
    )


def _strange_title(view: View) -> Line | None:
    """The first line in capitals, centred and bold, where the kind should stand."""
    anatomy = view.anatomy
    if anatomy.kind_name or anatomy.number is None:
        return None
    header = {id(line) for line in anatomy.header}
    after = [
        line for line in anatomy.head[anatomy.head.index(anatomy.number) + 1 :] if id(line) not in header
    ]
    for line in after[:6]:
        capitals = line.text == line.text.upper() and sum(letter.isalpha() for letter in line.text) > 3
        if capitals and line.paragraph.align is Align.CENTRE and not line.paragraph.place.startswith("bảng"):
            return line
    return None


@layout_rule(
    "KG01",
    Severity.WARNING,
    "Kính gửi: cỡ 13 đến 14, đứng, có dấu hai chấm; một nơi thì cùng dòng, nhiều nơi thì mỗi nơi một dòng “- …;”, cuối là “.”",
)
def addressees(view: View) -> Iterator[Trouble]:
    """To whom: of a công văn or tờ trình always, of other papers where it stands."""
    lines = view.anatomy.addressees
    if not lines:
        if view.anatomy.kind_name in _TO_A_SUPERIOR:
            yield Trouble("đầu văn bản", "Không thấy “Kính gửi:”.", "Ghi “Kính gửi: …” trước phần nội dung.")
        return
    first = lines[0]
    if not re.match(r"Kính gửi ?:", first.text):
        lead = re.match(r"(?i)kính gửi\s*:?\s*", first.raw)
        rest = first.raw[lead.end() :] if lead else ""
        new = f"Kính gửi: {rest}".strip()
        yield Trouble(first.place, f"Ghi {quoted(first.text, 40)}.", f"Ghi {quoted(new, 40)}.", replace_text(first.paragraph, first.raw, new))  # fmt: skip
    alone = first.key == "kinh gui"
    others = lines[1:]
    if alone and not others and _next_in_cell(view, first) is None:
        yield Trouble(first.place, "Sau “Kính gửi:” để trống.", "Ghi tên nơi nhận cùng dòng với “Kính gửi:”.")
    elif alone and len(others) == 1:
        yield Trouble(others[0].place, f"Chỉ gửi một nơi mà xuống dòng: {quoted(others[0].text)}.", "Ghi cùng dòng với “Kính gửi:”, không gạch đầu dòng.")  # fmt: skip
    elif alone and len(others) > 1:
        yield from _ends(others)
    yield from off_look("Kính gửi", lines, Look(13, 14, bold=False, italic=False))


def _next_in_cell(view: View, first: Line) -> Line | None:
    """Whom it is for, where it stands in the cell beside or on the line below."""
    at = view.anatomy.head.index(first) + 1
    return view.anatomy.head[at] if at < len(view.anatomy.head) else None


def _ends(lines: tuple[Line, ...]) -> Iterator[Trouble]:
    wrong = [line for line in lines[:-1] if not line.text.endswith(";")]
    wrong += [lines[-1]] if not lines[-1].text.endswith(".") else []
    if wrong:

        def end(line: Line) -> str:
            return line.text[-1] if line.text[-1] in ";.,:" else ""

        yield Trouble(
            wrong[0].place,
            f"Dấu cuối dòng trong danh sách Kính gửi chưa đúng: {quoted(wrong[0].text)}.",
            "Cuối mỗi dòng ghi “;”, cuối dòng cuối ghi “.”.",
            together(
                [
                    replace_end(line.paragraph, end(line), "." if line is lines[-1] else ";")
                    for line in wrong
                    if line.alone
                ]
            ),
        )
