"""What a paper must not go out with: blanks nobody filled in, errors of fields, leftovers of another format, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from kdcl_xl.documents.layout.formats import Element, w
from kdcl_xl.documents.layout.paper import Paragraph, Run
from kdcl_xl.documents.layout.rules import GOOD_ORDER, Trouble, View, layout_rule, places, quoted
from kdcl_xl.findings import Severity

_LEFTOVERS = re.compile(
    r"\[bookmark:[^\]]*\]|★|(?<![(*])\*{2,3}(?=[^\s*)])|(?<=[^\s*(])\*{2,3}(?![*)])|^#{1,6} |\ufffd|&(?:nbsp|amp|lt|gt|quot);|</?(?:br|p|b|i|div|span)\s*/?>|_x000[Dd]_",
    re.M,
)
_FIELD_ERRORS = re.compile(r"(?:Error!|Lỗi!) [^.]{1,80}\.")
_CELL_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_MERGED = re.compile(
    r"«[^\W\d]\w*»|«(?:Next|Next Record|Record #)[^»]*»|<<[^<>\n]{1,40}>>|\{\s*MERGEFIELD\b[^}\n]*\}"
)
"""A field of a mail merge is one word: «Ten_truong»; words quoted between the same signs are several."""
_TAGS = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")
_PROMPTS = re.compile(r"(?:Click|Tap|Click or tap) (?:here )?to enter [\w ]+\.|Choose an item\.")
_MOST_SHOWN = 3
_CHANGES = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo"))
_REMARKS = (w("commentReference"),)


@layout_rule(
    "ND16", Severity.WARNING, "Không còn ký hiệu rơi lại khi chuyển tệp", law=GOOD_ORDER, everywhere=True
)
def leftovers(view: View) -> Iterator[Trouble]:
    """Bookmarks, asterisks, tags; errors of Word's fields and of Excel's cells."""
    yield from _found(view, _LEFTOVERS, "ký hiệu", "Xóa các ký hiệu này.")
    yield from _found(
        view,
        _FIELD_ERRORS,
        "lỗi của trường tự động",
        "Chọn cả văn bản (Ctrl+A), bấm F9 để cập nhật; vẫn còn thì gõ lại số bảng, số mục được dẫn.",
    )
    yield from _found(
        view,
        _CELL_ERRORS,
        "lỗi của công thức Excel",
        "Sửa công thức trong tệp Excel rồi dán lại, hoặc gõ số đúng.",
    )


@layout_rule(
    "ND18",
    Severity.ERROR,
    "Không còn chỗ chưa điền: trường trộn thư «…», khung nhập của Word, thẻ của mẫu",
    law=GOOD_ORDER,
    everywhere=True,
)
def blanks(view: View) -> Iterator[Trouble]:
    """What a mail merge, a content control or a template should have put there."""
    for trouble in _found(
        view,
        _MERGED,
        "trường trộn thư chưa có nội dung",
        "Trộn thư lại (Mailings → Finish & Merge) hoặc gõ nội dung thật vào chỗ này.",
    ):
        merged = any(_is_merge_field(p) for p in view.paper.paragraphs)
        words = "".join(match[0] for p in view.paper.paragraphs for match in _MERGED.finditer(p.text))
        yield replace(trouble, doubtful=not merged and not re.search(r"[\d_<{ ]", words))
    yield from _found(
        view, _TAGS, "thẻ của mẫu", "Lập lại văn bản từ mẫu, hoặc gõ nội dung thật vào chỗ này."
    )
    prompts = [
        (paragraph, words)
        for paragraph in view.paper.paragraphs
        for words in dict.fromkeys([*_PROMPTS.findall(paragraph.text), *_prompts(paragraph)])
    ]
    if prompts:
        yield _one(prompts, "khung nhập chưa điền", "Bấm vào khung và gõ nội dung thật, hoặc xóa khung.")


@layout_rule(
    "ND19",
    Severity.WARNING,
    "Không còn dấu vết sửa (Track Changes) và ghi chú (Comments)",
    law=GOOD_ORDER,
    everywhere=True,
)
def traces(view: View) -> Iterator[Trouble]:
    """Whoever opens the file sees them; while a draft has no number they may be wanted."""
    number = view.anatomy.number
    draft = number is None or not re.search(r"\d", number.text.partition("/")[0])
    kinds: tuple[tuple[Callable[[Paragraph], bool], str, str], ...] = (
        (
            _is_changed,
            "Còn dấu vết sửa (Track Changes) ở {}; chương trình soát bản đã nhận các chỗ sửa.",
            "Chọn Review → Accept hoặc Reject cho từng chỗ trước khi trình ký.",
        ),
        (_is_remarked, "Còn ghi chú (Comments) ở {}.", "Xử lý xong thì chọn Review → Delete."),
    )
    for has, words, remedy in kinds:
        found = [paragraph for paragraph in view.paper.paragraphs if has(paragraph)]
        if found:
            yield Trouble(found[0].place, words.format(places(found)), remedy, doubtful=draft)


def _found(view: View, pattern: re.Pattern[str], what: str, remedy: str) -> Iterator[Trouble]:
    found = [(p, match[0].strip()) for p in view.paper.paragraphs for match in pattern.finditer(p.text)]
    if found:
        yield _one(found, what, remedy)


def _one(found: list[tuple[Paragraph, str]], what: str, remedy: str) -> Trouble:
    signs = list(dict.fromkeys(words for _paragraph, words in found))
    shown = ", ".join(quoted(sign, 40) for sign in signs[:_MOST_SHOWN])
    more = f" và {len(signs) - _MOST_SHOWN} thứ nữa" if len(signs) > _MOST_SHOWN else ""
    return Trouble(found[0][0].place, f"Còn {what} {shown}{more} ở {places([p for p, _ in found])}.", remedy)


def _is_merge_field(paragraph: Paragraph) -> bool:
    """Whether Word itself says so; a single plain word between « and » may be quoted."""
    source = cast(Element, paragraph.source)
    codes = [each.text or "" for each in source.iter(w("instrText"))]
    codes += [each.get(w("instr"), "") for each in source.iter(w("fldSimple"))]
    return any("MERGEFIELD" in code for code in codes)


def _prompts(paragraph: Paragraph) -> Iterator[str]:
    """What content controls say in whatever language; dots to write on are none."""
    words = (run.text.strip() for run in paragraph.inked if _is_prompt(run))
    return (each for each in words if any(letter.isalpha() for letter in each))


def _is_prompt(run: Run) -> bool:
    """Whether a content control shows its prompt, in whatever language, because nothing was entered."""
    source = cast(Element, run.source)
    return any(
        parent.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None
        for parent in source.iterancestors(w("sdt"))
    )


def _is_changed(paragraph: Paragraph) -> bool:
    return _has(paragraph, _CHANGES)


def _is_remarked(paragraph: Paragraph) -> bool:
    return _has(paragraph, _REMARKS)


def _has(paragraph: Paragraph, tags: tuple[str, ...]) -> bool:
    """Whether a paragraph holds one of these elements, the text boxes that hang on it apart."""
    source = cast(Element, paragraph.source)
    return any(next(found.iterancestors(w("p")), source) is source for found in source.iter(*tags))
