"""Why the workbook itself says that a school may not be recognised as a row of "Kết quả, công nhận" would have it.

The level found outside is too low for the grade, or the council does not propose it. No decision, certificate or petition
is printed then, unless the office recorded the number of the decision: what an authority signed is its own to print. A
level the office wrote into the row goes before that of the criteria: then the doubt is said, and the paper made.
"""

from __future__ import annotations

import datetime as dt

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_results import Comparison, Recognised
from kdcl_xl.forms.review_words import KIND_OF_CERTIFICATE, CertificateKind, Verdict
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.law.regulation import Recognition, Regulation
from kdcl_xl.review_year.proposals import SchoolProposal, found_levels, latest_appraisal, proposal_for
from kdcl_xl.review_year.rule_sets import kind_named, rules_named
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.workbook.snapshot import Submission


def obstacle(book: Submission, file: SchoolFile, row: Recognised, day: dt.date) -> str:
    """What stands against the grade of a row, with its cells; "" when nothing does or too little is known.

    `day` decides the law. A row whose kind of certificate or grade is not filled in has none.
    """
    if row.certificate not in KIND_OF_CERTIFICATE or not row.grade:
        return ""
    found = (
        _by_the_row(book, file, row, day) if row.found is not None else _by_the_review(book, file, row, day)
    )
    return found or _by_the_council(book, file, row, day)


def left_out_for(book: Submission, row: Recognised, why: str) -> str:
    """The sentence on a row that is left out, with what to do."""
    return (
        f"{why}; không lập văn bản công nhận. Nếu gõ nhầm thì sửa các ô đó; nếu cơ quan đã công nhận thì ghi số quyết định "
        f"vào ô {book.at(row, 'decision')[1]} trang {Recognised.table.sheet}, rồi lập lại"
    )


def signed_all_the_same(book: Submission, row: Recognised, why: str) -> str:
    """The sentence on a row that has its decision although the workbook speaks against it."""
    sheet, cell = book.at(row, "decision")
    return f"ô {cell} trang {sheet} đã ghi quyết định {row.decision} nên vẫn lập, mà {why}"


def _by_the_row(book: Submission, file: SchoolFile, row: Recognised, day: dt.date) -> str:
    if row.found is None or not row.grade:
        return ""
    rules = rules_named(row.regulation, kind_named(row.kind or file.kind), day)
    asked = _asked(rules, row.certificate)
    enough = row.found > 0 if asked is None else asked.grade_at(row.found) >= row.grade
    if enough:
        return ""
    sheet, cell = book.at(row, "found")
    none = " (không đạt Mức 1)" if not row.found else ""
    return f"ô {cell} trang {sheet} ghi mức đánh giá ngoài {row.found}{none}, {_too_low(book, row)}"


def _by_the_review(book: Submission, file: SchoolFile, row: Recognised, day: dt.date) -> str:
    proposal = proposal_for(file, day)
    asked = _asked(proposal.rules, row.certificate)
    if proposal.verdict is None or proposal.rules is None or asked is None or not row.grade:
        return ""
    if row.regulation not in ("", proposal.rules.id):  # another review than the one recognised here
        return ""
    level = proposal.verdict.level_high
    if not proposal.verdict.assessed or level is None or asked.grade_at(level) >= row.grade:
        return ""
    needed = asked.grades.get(row.grade, proposal.rules.top_level + 1)
    reached = f"cho cao nhất Mức {level}" if level else "cho không đạt Mức 1"
    return f"{where_found(book, file, proposal, needed)} {reached}, {_too_low(book, row)}"


def where_found(book: Submission, file: SchoolFile, proposal: SchoolProposal, needed: int) -> str:
    """What a level comes from, with its cells: the criteria below the level needed, else what the council wrote."""
    levels = found_levels(file, proposal.rules) if proposal.rules else {}
    low = {code for code, level in levels.items() if level < needed}
    rows: list[Row] = [
        row for row in file.of(Comparison) if row.criterion in low and row.found == levels[row.criterion]
    ]
    held = latest_appraisal(file)
    if not levels and held is not None:
        return f"kết quả đánh giá ngoài ({_cell(book, held, 'level')})"
    more = f" và {len(rows) - 1} tiêu chí khác" if len(rows) > 1 else ""
    place = _cell(book, rows[0], "found") if rows else f"trang {Comparison.table.sheet}"
    return f"kết quả đánh giá ngoài ({place}{more})"


def _by_the_council(book: Submission, file: SchoolFile, row: Recognised, day: dt.date) -> str:
    if row.certificate != CertificateKind.NATIONAL_STANDARD or review_law().path_on(day).id != COUNCIL_PATH:
        return ""
    held = latest_appraisal(file)
    if held is None or held.verdict != Verdict.NOT_YET:
        return ""
    return f"{_cell(book, held, 'verdict')} ghi “{held.verdict}”, {_asked_here(book, row)}"


def _asked(rules: Regulation | None, certificate: str) -> Recognition | None:
    kind = KIND_OF_CERTIFICATE[CertificateKind(certificate)]
    return next((one for one in rules.recognitions if one.kind == kind), None) if rules else None


def _too_low(book: Submission, row: Recognised) -> str:
    return f"chưa đủ cho {_asked_here(book, row)}"


def _asked_here(book: Submission, row: Recognised) -> str:
    sheet, cell = book.at(row, "grade")
    return f"cấp độ, mức độ {row.grade} ở ô {cell} trang {sheet}"


def _cell(book: Submission, row: Row, field: str) -> str:
    sheet, cell = book.at(row, field)
    return f"ô {cell} trang {sheet}"
