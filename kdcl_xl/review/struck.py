"""Words struck out in a Word file: many a clerk cancels a visit so, and the text alone does not show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kdcl_xl.documents.layout.formats import w
from kdcl_xl.documents.layout.paper import Paper, Run
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.text.lists import shortened, some
from kdcl_xl.text.normal import tidy

STRUCK = rule("LDG-005", Severity.WARNING, "Kế hoạch không còn chữ gạch ngang")
_OFF = ("0", "false", "off", "none")
_SHOWN = 40


def struck_out(paper: Paper) -> Iterator[Finding]:
    """One finding for all the words that are struck out; they are read like any others."""
    found = [
        (paragraph.place, tidy("".join(run.text for run in paragraph.runs if _is_struck(run))))
        for paragraph in paper.paragraphs
    ]
    told = [(place, text) for place, text in found if any(ch.isalnum() for ch in text)]
    if told:
        texts = some([f"“{shortened(text, _SHOWN)}” ({place})" for place, text in told], 4)
        finding = STRUCK.at(told[0][0], "", f"{len(told)} chỗ bị gạch ngang: {texts}. Vẫn đọc như chữ thường.", "Nếu đã hủy, xóa hẳn khỏi kế hoạch rồi đọc lại, hoặc xóa dòng ấy trong sổ.")  # fmt: skip
        yield replace(finding, file=paper.name)


def _is_struck(run: Run) -> bool:
    """Whether its own format strikes it out; one given by a style is left alone."""
    find = getattr(run.source, "find", None)
    properties = find(w("rPr")) if find is not None else None
    if properties is None:
        return False
    marks = (properties.find(w(name)) for name in ("strike", "dstrike"))
    return any(mark is not None and mark.get(w("val"), "1") not in _OFF for mark in marks)
