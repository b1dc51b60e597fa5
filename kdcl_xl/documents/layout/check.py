"""Check the form of a Word paper, and correct a copy of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from kdcl_xl.documents.layout.acts import Act, register
from kdcl_xl.documents.layout.anatomy import Anatomy, dissect
from kdcl_xl.documents.layout.fixed_forms import FixedForm, form_of
from kdcl_xl.documents.layout.office_register import OfficeRegister
from kdcl_xl.documents.layout.paper import Paper
from kdcl_xl.documents.layout.reading import PaperError, open_parts, paper_of
from kdcl_xl.documents.layout.rules import LayoutRule, Trouble, View, code_of, finding, gathered, layout_rules
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.workbook.archive import rewrite

_MOST_ROUNDS = 4
"""Correcting one thing can bring another to light; after this many rounds whatever is left stays."""
_NO_PAPER = "không phải văn bản hành chính (không thấy quốc hiệu, số và ký hiệu, tên loại), nên không soát theo NĐ 30/2020."


_PARTY = ("dang cong san viet nam", "doan tncs ho chi minh", "doan thanh nien cong san ho chi minh")
_LEGISLATION = {"luat", "bo luat", "phap lenh", "nghi dinh", "thong tu", "thong tu lien tich"}
_WITH_YEAR = re.compile(r"/(19|20)\d{2}/")
UNREADABLE = rule(code_of("MO01"), Severity.ERROR, "Tệp mở được bằng Word (.docx)")


@dataclass(frozen=True)
class Examined:
    """What was found in one paper. `sentence` says what it was taken for; `troubles` keep their corrections."""

    paper: Paper
    sentence: str
    form: FixedForm | None = None
    troubles: tuple[tuple[LayoutRule, Trouble], ...] = ()
    measured: bool = True
    """Whether it is a paper rules apply to."""
    foreign: bool = False
    """Whether it is the paper of another body than the register's, so that nothing was compared with it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in the order of rules."""
        return tuple(finding(layout, trouble, self.paper.name) for layout, trouble in self.troubles)


@dataclass(frozen=True)
class Corrected:
    """A corrected copy: the whole file, what was changed, and what a second check still finds."""

    content: bytes
    changes: tuple[str, ...] = field(default=())
    left: tuple[Finding, ...] = ()


def examine(
    paper: Paper,
    on: dt.date,
    acts: Mapping[str, Act] | None = None,
    office: OfficeRegister | None = None,
) -> Examined:
    """Measure a paper: under NĐ 30, against the Ministry's form it follows, or not at all.

    `on` stands for a blank date of issue; `acts` is the register citations are compared with (default: ours);
    `office` is what the office keeps about its own papers.
    """
    anatomy = dissect(paper)
    other = _beyond_the_decree(anatomy)
    if other:
        return Examined(paper, other, measured=False)
    form = form_of(paper, anatomy)
    rules = layout_rules().values()
    if form is not None:
        sentence = f"{form.title}, soát theo mẫu riêng ({form.law}) và các quy tắc về lời văn."
        chosen = [r for r in rules if r.everywhere or r.item[:2] == "MB" or r.item in form.rules]
    elif anatomy.is_administrative:
        kind = anatomy.kind_name or "chưa rõ tên loại"
        sentence = f"văn bản hành chính ({kind}), soát theo NĐ 30/2020/NĐ-CP."
        chosen = [r for r in rules if r.item[:2] != "MB"]
    else:
        return Examined(paper, _NO_PAPER, measured=False)
    mine = office is not None and office.speaks_of(line.text for line in anatomy.bodies)
    view = View(anatomy, register() if acts is None else acts, on, form, office if mine else None)
    troubles = tuple((r, trouble) for r in chosen for trouble in gathered(r.check(view)))
    return Examined(paper, sentence, form, troubles, foreign=office is not None and not mine)


def _beyond_the_decree(anatomy: Anatomy) -> str:
    """What a paper is that looks administrative and is none; "" for all others."""
    if any(line.key in _PARTY for line in anatomy.head[:12]):
        return "văn bản của tổ chức Đảng hoặc Đoàn, không soát theo NĐ 30/2020."
    dated = anatomy.number is not None and bool(_WITH_YEAR.search(anatomy.number.text))
    if dated and anatomy.kind_name in ("quyết định", "nghị quyết"):
        return "văn bản quy phạm pháp luật (số có năm), không soát theo NĐ 30/2020."
    if any(line.key in _LEGISLATION and line.text == line.text.upper() for line in anatomy.head[:16]):
        return "văn bản quy phạm pháp luật, không soát theo NĐ 30/2020."
    return ""


def check(
    paper: Paper,
    on: dt.date,
    acts: Mapping[str, Act] | None = None,
    office: OfficeRegister | None = None,
) -> list[Finding]:
    """The findings of `examine`."""
    return list(examine(paper, on, acts, office).findings)


def unreadable(name: str, error: PaperError) -> Finding:
    """The finding for a file that is no Word document."""
    return replace(UNREADABLE.at("", "", str(error), ""), file=name)


def correct(
    content: bytes,
    name: str,
    on: dt.date,
    acts: Mapping[str, Act] | None = None,
    office: OfficeRegister | None = None,
) -> Corrected:
    """Correct what is safely mendable: form, never words. Every part but the text keeps its bytes. Raises PaperError."""
    changes: list[str] = []
    for _round in range(_MOST_ROUNDS):
        parts = open_parts(content, name)
        examined = examine(paper_of(parts, name), on, acts, office)
        made = [
            said
            for _rule, trouble in examined.troubles
            if trouble.mend is not None and (said := trouble.mend())
        ]
        if not made:
            break
        changes += made
        text = etree.tostring(parts.document, xml_declaration=True, encoding="UTF-8", standalone=True)
        content = rewrite(parts.package, {"word/document.xml": text})
    left = examine(paper_of(open_parts(content, name), name), on, acts, office).findings
    return Corrected(content, tuple(dict.fromkeys(changes)), left)
