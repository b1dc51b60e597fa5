"""Check the form of a Word paper, and correct a copy of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kdcl_xl.documents.layout.acts import Act, register
from kdcl_xl.documents.layout.anatomy import AGREEMENTS, Anatomy, dissect
from kdcl_xl.documents.layout.fixed_forms import FixedForm, form_of
from kdcl_xl.documents.layout.mending import second_copies
from kdcl_xl.documents.layout.office_register import OfficeRegister
from kdcl_xl.documents.layout.package import PaperError, open_parts
from kdcl_xl.documents.layout.page import typed_in_legacy_fonts
from kdcl_xl.documents.layout.paper import Paper
from kdcl_xl.documents.layout.reading import paper_of
from kdcl_xl.documents.layout.rules import (
    GOOD_ORDER,
    LayoutRule,
    Trouble,
    View,
    code_of,
    finding,
    gathered,
    layout_rules,
)
from kdcl_xl.documents.layout.several import Several, named, papers_in
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.text.dates import vn_date

_MOST_ROUNDS = 4
"""Correcting one thing can bring another to light; after this many rounds whatever is left stays."""
_IN_FORCE_FROM = dt.date(2020, 3, 5)
"""Of NĐ 30/2020: what was issued before is not measured by it."""
_OF_THE_PAGE = ("PG01", "PG02", "PG05")
_NO_FORM_OF = ("CQ", "SO", "TL", "KG", "KY", "NN")
"""What the decree says of papers one body issues; for agreements of two parties it has no form."""
_NOT_OF_AGREEMENTS = {"DD01", "DD04", "ND01", "ND14"}
_PARTY = ("dang cong san viet nam", "doan tncs ho chi minh", "doan thanh nien cong san ho chi minh")
_AWARDS = ("giay khen", "bang khen")
_LEGISLATION = {"luat", "bo luat", "phap lenh", "nghi dinh", "thong tu", "thong tu lien tich"}
_WITH_YEAR = re.compile(
    r"/\s*(19|20)\d{2}\s*/\s*(QĐ|NQ)\s*-\s*(UBND|HĐND|TTg|CTN|CP|QH\d*|UBTVQH\d*|HĐTP|KTNN|(?!BCĐ|BGH)B[A-ZĐ]{1,9})\b"
)
"""Of whoever makes laws; a school that writes the year into its number is told to leave it out."""
_LEGACY = "văn bản gõ bằng phông của bảng mã cũ (VNI, TCVN3) nên chưa đọc được lời văn: đổi sang Unicode rồi soát lại."
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
    known = register() if acts is None else acts
    anatomy = dissect(paper)
    several = papers_in(paper) if form_of(paper, anatomy) is None else Several((paper,))
    anatomies = [anatomy if one is paper else dissect(one) for one in several.papers]
    each = [
        _examined(one, own, on, known, office) for one, own in zip(several.papers, anatomies, strict=True)
    ]
    troubles: dict[LayoutRule, list[Trouble]] = {}
    for n, one in enumerate(each, start=1):
        for layout, trouble in one.troubles:
            troubles.setdefault(layout, []).append(_of_paper(n, trouble) if len(each) > 1 else trouble)
    rules = [layout for layout in layout_rules().values() if layout in troubles]
    return Examined(
        paper,
        _sentence(each, anatomies, several.unjudged),
        each[0].form if len(each) == 1 else None,
        tuple((layout, trouble) for layout in rules for trouble in gathered(troubles[layout])),
        any(one.measured for one in each),
        all(one.foreign for one in each),
    )


def _sentence(each: list[Examined], anatomies: list[Anatomy], unjudged: tuple[str, ...]) -> str:
    """What the file was taken for, paper by paper when it holds several."""
    said = each[0].sentence
    if len(each) > 1:
        what = named([(_short(one, own), own) for one, own in zip(each, anatomies, strict=True)])
        said = f"tệp có {len(each)} văn bản, soát riêng từng văn bản: {what}."
    if unjudged:
        where = ", ".join(unjudged)
        said += f" Phần từ {where} có quốc hiệu riêng mà chưa có số nên chưa soát riêng: tách thành tệp riêng để soát."
    return said


def _short(one: Examined, anatomy: Anatomy) -> str:
    """What one of several papers is: its kind, or why it is measured otherwise."""
    plain = one.sentence == _under_the_decree(anatomy, [])[0]
    return anatomy.kind_name if plain and anatomy.kind_name else one.sentence.rstrip(".")


def _of_paper(number: int, trouble: Trouble) -> Trouble:
    """Its place, where that is named by the parts every paper has: "cuối văn bản" of which one?"""
    vague = trouble.place.endswith("văn bản")
    return replace(trouble, place=f"{trouble.place} thứ {number}") if vague else trouble


def _examined(
    paper: Paper, anatomy: Anatomy, on: dt.date, acts: Mapping[str, Act], office: OfficeRegister | None
) -> Examined:
    """One paper, with its troubles one by one."""
    other = _beyond_the_decree(anatomy)
    if other:
        return Examined(paper, other, measured=False)
    form = form_of(paper, anatomy)
    rules = layout_rules().values()
    if typed_in_legacy_fonts(paper):
        form, sentence = None, _LEGACY
        chosen = [r for r in rules if r.item in _OF_THE_PAGE]
    elif form is not None:
        sentence = f"{form.title}, soát theo mẫu riêng ({form.law}) và các quy tắc về lời văn."
        if anatomy.number is not None and anatomy.recipients and anatomy.kind_name not in ("", "báo cáo"):
            sentence += (
                f" Phần đầu là {anatomy.kind_name}, chưa soát theo NĐ 30/2020: tách thành tệp riêng để soát."
            )
        chosen = [r for r in rules if r.everywhere or r.item[:2] == "MB" or r.item in form.rules]
    elif anatomy.is_administrative:
        sentence, chosen = _under_the_decree(anatomy, [r for r in rules if r.item[:2] != "MB"])
    else:
        return Examined(paper, _no_paper(anatomy), measured=False)
    mine = office is not None and office.speaks_of(line.text for line in anatomy.bodies)
    view = View(anatomy, acts, on, form, office if mine else None)
    troubles = tuple((r, trouble) for r in chosen for trouble in r.check(view))
    return Examined(paper, sentence, form, troubles, foreign=office is not None and not mine)


def _under_the_decree(anatomy: Anatomy, rules: list[LayoutRule]) -> tuple[str, list[LayoutRule]]:
    """What the paper is called, and the rules that bind one of its kind and day."""
    kind = anatomy.kind_name or "chưa rõ tên loại"
    if anatomy.issued_on is not None and anatomy.issued_on < _IN_FORCE_FROM:
        when = f"ban hành ngày {vn_date(anatomy.issued_on)}, trước ngày NĐ 30/2020 có hiệu lực ({vn_date(_IN_FORCE_FROM)})"
        return (
            f"văn bản hành chính ({kind}) {when}: chỉ soát lời văn, số liệu và viện dẫn.",
            [r for r in rules if r.rule.law == GOOD_ORDER],
        )
    if kind in AGREEMENTS:
        return (
            f"{kind}: NĐ 30/2020 không định mẫu cho loại này, chỉ soát trang giấy, quốc hiệu và lời văn.",
            [r for r in rules if r.item[:2] not in _NO_FORM_OF and r.item not in _NOT_OF_AGREEMENTS],
        )
    return f"văn bản hành chính ({kind}), soát theo NĐ 30/2020/NĐ-CP.", rules


def _no_paper(anatomy: Anatomy) -> str:
    """Why a paper is not measured: the marks of an administrative paper it does not have."""
    marks = {
        "quốc hiệu": anatomy.country or anatomy.motto,
        "số và ký hiệu": anatomy.number,
        "tên loại": anatomy.kind,
    }
    missing = [words for words, line in marks.items() if line is None]
    why = f" (không thấy {', '.join(missing)})" if missing else ""
    return f"không phải văn bản hành chính{why}, nên không soát theo NĐ 30/2020."


def _beyond_the_decree(anatomy: Anatomy) -> str:
    """What a paper is that looks administrative and is none; "" for all others."""
    if any(line.key in _PARTY for line in anatomy.head[:12]):
        return "văn bản của tổ chức Đảng hoặc Đoàn, không soát theo NĐ 30/2020."
    if any(line.key in _AWARDS and line.text == line.text.upper() for line in anatomy.head[:16]):
        return "giấy khen, bằng khen: mẫu theo quy định về thi đua, khen thưởng, không soát theo NĐ 30/2020."
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
        copies = second_copies(parts.document)
        examined = examine(paper_of(parts, name), on, acts, office)
        made = [
            said
            for _rule, trouble in examined.troubles
            if trouble.mend is not None and (said := trouble.mend())
        ]
        if not made:
            break
        changes += made
        for copy in copies:
            copy.follow()
        content = parts.with_changes()
    left = examine(paper_of(open_parts(content, name), name), on, acts, office).findings
    return Corrected(content, tuple(dict.fromkeys(changes)), left)
