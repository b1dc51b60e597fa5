"""A consolidated workbook → the office's report and its reminder letters. Totals are counted again from the rows.

What only the office knows (number of its plan, requests, who signs in fact) is left open and visible.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kdcl_xl.consolidate.rollup import Tally, sum_of, total
from kdcl_xl.documents.bodies import doubts_about, letterhead, signer_of
from kdcl_xl.documents.contexts import criterion_named
from kdcl_xl.documents.document import file_named
from kdcl_xl.documents.figures import figure
from kdcl_xl.documents.letterhead import Figure, Receivers, day_or_gap
from kdcl_xl.documents.office_contexts import (
    AccreditationSummary,
    LevelCount2018,
    LevelCount2026,
    MissingItem,
    MissingSchool,
    Need,
    Registration,
    ReminderLetter,
    Request,
    SubmissionCount,
    WeakCriterion,
)
from kdcl_xl.documents.summary_rows import (
    CountedSchool,
    circulars,
    circulars_for,
    counted_schools,
    data_date,
    files_of,
    has_list,
    is_2026,
    kinds_in,
    office_of,
    school_lines,
    unverified,
)
from kdcl_xl.documents.troubles import apart_in_words, faults_in_words, state_in_words, without_address
from kdcl_xl.documents.writing_desk import school_word
from kdcl_xl.forms.summary import (
    Dimension,
    NeedLine,
    RegistrationLine,
    RiskLine,
    SourceLine,
    State,
    StatLine,
    StatusLine,
)
from kdcl_xl.forms.vocabulary import Purpose, YesNo
from kdcl_xl.law.regulation import Regulation, titled
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.names import natural_key
from kdcl_xl.text.numbers import percent
from kdcl_xl.workbook.snapshot import Submission

WRITTEN_BY_OFFICE = "(đơn vị ghi)"
_TOP_ARTICLE = "22."
"""How codes of the clauses of Mức 4 begin (Điều 22 TT 17, 18, 19/2018)."""
_NOT_SENT = (State.MISSING, State.REFUSED, State.APART)
"""Schools of which nothing of this school year could be read."""
_NAMED_BY_THE_FORM = {2018, 2026}
"""Years of the circulars that head the tables of levels; rows under another one say so."""


def accreditation_summary(submission: Submission, on: dt.date, *, symbol: str = "") -> AccreditationSummary:
    """The report of a Phòng, xã or Sở made of its consolidated workbook. `on` is the day of printing.

    `symbol` stands after the number; empty: one is proposed.
    """
    office, year = office_of(submission, on), str(submission.edition.school_year)
    schools = counted_schools(submission)
    signer, doubts = signer_of(office.body, on)
    return AccreditationSummary(
        head=letterhead(office.body, office.province, on, letter=False, symbol=symbol),
        subject=f"Tổng hợp kết quả tự đánh giá của các cơ sở giáo dục năm học {year}",
        addressee=office.superior,
        basis=f"{circulars(schools)}, {office.body.full} báo cáo tổng hợp kết quả tự đánh giá năm học {year} như sau:",
        school_year=year,
        as_of=vn_date(data_date(submission) or on),
        submission_text=_about_the_list(submission),
        submissions=tuple(_submissions(submission)),
        missing_schools=tuple(_missing_schools(submission)),
        result_text=_about_the_results(submission),
        levels_2018=tuple(_levels_2018([s for s in schools if not is_2026(s.rules)])),
        levels_2026=tuple(_levels_2026([s for s in schools if is_2026(s.rules)])),
        weak_criteria=tuple(_weak_criteria(submission)),
        registrations=tuple(_registrations(submission)),
        limitations="\n".join(_limitations(submission)),
        needs=tuple(_needs(submission)),
        requests=(Request(to=office.superior, items=(WRITTEN_BY_OFFICE,)),),
        closing=f"Trên đây là báo cáo tổng hợp kết quả tự đánh giá năm học {year} của {office.body.full}",
        source_note=_source(submission, on),
        unverified=tuple(dict.fromkeys((*unverified(schools), *doubts, *doubts_about(office.body, on)))),
        receivers=Receivers(lines=("Như trên", "Các cơ sở giáo dục (để biết)")),
        signer=signer,
    )


def reminder_letters(
    submission: Submission, on: dt.date, due: dt.date | None = None, *, symbol: str = ""
) -> list[tuple[str, ReminderLetter]]:
    """(Mã trường, letter) for every school of the denominators that has sent nothing usable, in the order of the list.

    `due`: the day printed as deadline; None leaves room for it. `symbol` stands after the number; empty: one is
    proposed. No letters without an official list of schools.
    """
    office, year = office_of(submission, on), str(submission.edition.school_year)
    signer, doubts = signer_of(office.body, on)
    files = files_of(submission)
    schools = counted_schools(submission)
    return [
        (
            row.school_id,
            ReminderLetter(
                head=letterhead(office.body, office.province, on, letter=True, symbol=symbol),
                subject=f"nộp báo cáo tự đánh giá năm học {year}",
                addressee=row.name,
                school_word=school_word(row.kind),
                basis=f"{circulars_for(row.kind, schools, on)}, các cơ sở giáo dục gửi sổ và báo cáo tự đánh giá năm học {year} về {office.body.full}.",
                as_of=vn_date(data_date(submission) or on),
                missing=tuple(_owed(row, files.get(row.school_id, ()), year)),
                deadline=f"trước {day_or_gap(due, on.year)}",
                unverified=(*doubts, *doubts_about(office.body, on)),
                signer=signer,
            ),
        )
        for row in school_lines(submission)
        if row.listed == YesNo.YES and row.counted == YesNo.YES and row.state in _NOT_SENT
    ]


def _source(submission: Submission, on: dt.date) -> str:
    files = len({row.sha256 for row in submission.table(SourceLine)})
    return (
        f"Số liệu lấy từ sổ tổng hợp {file_named(submission)}, lập từ {files} tệp của "
        f"các cơ sở giáo dục, in ngày {vn_date(on)}."
    )


# ---- who has sent


def _about_the_list(submission: Submission) -> str:
    lines = school_lines(submission)
    outside = sum(1 for row in lines if row.counted == YesNo.NO)
    if not has_list(submission):
        return "Sổ tổng hợp lập không có danh mục trường nên chưa biết số cơ sở phải nộp và chưa nộp."
    text = f"Danh mục trường có {len(lines) - outside} cơ sở giáo dục tính vào mẫu số."
    return f"{text} {outside} nhóm, lớp độc lập hoặc cơ sở khác không tính vào mẫu số." if outside else text


def _submissions(submission: Submission) -> Iterator[SubmissionCount]:
    known = has_list(submission)
    lines = [row for row in school_lines(submission) if row.counted == YesNo.YES]
    for kind in kinds_in(row.kind for row in lines):
        yield _submission_count(
            kind or "(không ghi)", [row for row in lines if row.kind == kind], known=known
        )
    yield _submission_count("Tổng cộng", lines, known=known, is_total=True)


def _submission_count(
    kind: str, rows: Sequence[StatusLine], *, known: bool, is_total: bool = False
) -> SubmissionCount:
    sent = sum(1 for row in rows if row.state not in (State.MISSING, State.APART))
    return SubmissionCount(
        kind=kind,
        schools=str(len(rows)) if known else None,
        sent=str(sent),
        accepted=str(sum(1 for row in rows if row.state == State.ACCEPTED)),
        missing=str(len(rows) - sent) if known else None,
        rate=percent(sent, len(rows)) if known and rows else None,
        total=is_total,
    )


def _missing_schools(submission: Submission) -> Iterator[MissingSchool]:
    """Schools without a faultless file, then files nobody could assign to a school of the list."""
    files, lines = files_of(submission), school_lines(submission)
    for row in lines:
        if row.counted == YesNo.YES and row.state != State.ACCEPTED:
            yield MissingSchool(
                school=row.name or row.school_id,
                kind=row.kind or "(không ghi)",
                state=state_in_words(row, files),
            )
    known = {row.school_id for row in lines}
    for row in submission.table(StatusLine):
        stray = not row.listed and row.school_id not in known
        if stray and row.state in (State.REFUSED, State.UNKNOWN_SCHOOL):
            yield MissingSchool(
                school=f"{row.name} (tệp “{row.file}”)" if row.name else f"Tệp “{row.file}”",
                kind=row.kind or "chưa rõ",
                state=f"{row.state}: {without_address(row.why)}".rstrip(": "),
            )


def _owed(row: StatusLine, files: Iterable[StatusLine], year: str) -> Iterator[MissingItem]:
    """What one school still owes, with what was wrong with the files it did send."""
    faults = [f"Tệp “{file.file}”: {file.why} {file.remedy}".strip() for file in files if file.why]
    state = (
        "Chưa nộp" if row.state == State.MISSING else " ".join(faults) or f"{row.why} {row.remedy}".strip()
    )
    yield MissingItem(name=f"Sổ tự đánh giá năm học {year} (tệp Excel theo mẫu)", state=state)
    yield MissingItem(
        name="Báo cáo tự đánh giá đã phê duyệt, có chữ ký các thành viên Hội đồng",
        state="Gửi cùng sổ, nếu chưa gửi",
    )


# ---- levels


def _levels_2018(schools: Sequence[CountedSchool]) -> Iterator[LevelCount2018]:
    for kind, tally, is_total in _by_kind(schools):
        yield LevelCount2018(
            kind=kind,
            assessed=str(tally.assessed),
            unmet=str(tally.unmet),
            level_1=str(tally.level_1),
            level_2=str(tally.level_2),
            level_3=str(tally.level_3),
            level_4=str(tally.level_4),
            undecided=_undecided(tally),
            total=is_total,
        )


def _levels_2026(schools: Sequence[CountedSchool]) -> Iterator[LevelCount2026]:
    for kind, tally, is_total in _by_kind(schools):
        yield LevelCount2026(
            kind=kind,
            assessed=str(tally.assessed),
            unmet=str(tally.unmet),
            level_1=str(tally.level_1),
            level_2=str(tally.level_2),
            undecided=_undecided(tally),
            total=is_total,
        )


def _by_kind(schools: Sequence[CountedSchool]) -> Iterator[tuple[str, Tally, bool]]:
    """One tally a kind and circular, then their sum; nothing for no schools."""
    years = {_year_of(school.rules) for school in schools}
    named = len(years) > 1 or bool(years - _NAMED_BY_THE_FORM)
    for circular in sorted(years):
        mine = [school for school in schools if _year_of(school.rules) == circular]
        for kind in kinds_in(school.kind for school in mine):
            label = f"{kind or '(không ghi)'} (Thông tư năm {circular})" if named else kind or "(không ghi)"
            yield label, total(school.tally for school in mine if school.kind == kind), False
    if schools:
        yield "Tổng cộng", total(school.tally for school in schools), True


def _year_of(rules: Regulation) -> int:
    return rules.issued_on.year


def _undecided(tally: Tally) -> str:
    """Schools without a settled level, whether partly or not at all assessed."""
    return str(tally.undecided + tally.unassessed)


def _about_the_results(submission: Submission) -> str:
    text = "Kết quả dưới đây do chương trình tính từ từng chỉ báo cơ sở tự đánh giá, chưa qua thẩm định; hội đồng và cơ quan có thẩm quyền kết luận."
    return " ".join((text, *apart_in_words(submission)))


def _weak_criteria(submission: Submission) -> Iterator[WeakCriterion]:
    """Criteria that some school does not meet, the most frequent first; clauses of the top level are no minimum."""
    weak = [
        row
        for row in submission.table(StatLine)
        if row.dimension == Dimension.CRITERION and row.unmet and row.code in _minimum(row.circular)
    ]
    for row in sorted(weak, key=lambda row: -(row.unmet or 0)):
        assessed = (row.schools or 0) - (row.unassessed or 0)
        yield WeakCriterion(
            code=row.code,
            title=row.title,
            regulation=row.circular,
            schools=str(row.unmet),
            share=percent(row.unmet or 0, assessed) if assessed else None,
        )


def _minimum(circular: str) -> set[str]:
    return {criterion.code for criterion in titled(circular).criteria}


# ---- registrations, faults, needs


def _registrations(submission: Submission) -> Iterator[Registration]:
    for row in submission.table(RegistrationLine):
        if not row.purpose or row.purpose == Purpose.NONE:
            continue
        yield Registration(
            school=row.name or row.school_id,
            purpose=_asked(row),
            proposed=f"Mức {row.self_level}" if row.self_level else "chưa ghi",
            time=vn_date(row.visit_on) if row.visit_on else "chưa ghi",
            note="; ".join(part for part in (_differing(row), row.remark) if part),
        )


_GRADE_WORDS = {Purpose.ACCREDITATION: "cấp độ", Purpose.NATIONAL_STANDARD: "mức độ"}
"""A KĐCLGD certificate has a cấp độ, a chuẩn quốc gia a mức độ; of both together nobody knows whose grade it is."""


def _asked(row: RegistrationLine) -> str:
    if not row.grade:
        return row.purpose
    word = next((word for purpose, word in _GRADE_WORDS.items() if purpose == row.purpose), "cấp độ, mức độ")
    return f"{row.purpose}, đề nghị {word} {row.grade}"


def _differing(row: RegistrationLine) -> str:
    """The computed level where it is not the one the school wrote."""
    same = row.self_level and row.computed == f"Đạt Mức {row.self_level}"
    return f"Tính được: {row.computed}" if row.computed and not same else ""


def _limitations(submission: Submission) -> Iterator[str]:
    """What the rows show to be wrong: faults of the files, computable risks."""
    yield from faults_in_words(submission)
    for danger, count in Counter(row.danger for row in submission.table(RiskLine)).most_common():
        yield f"{danger}: {count} trường hợp (dấu hiệu tính từ số liệu đã nộp, cần xem lại)."


def _needs(submission: Submission) -> Iterator[Need]:
    """Criteria that keep schools from the next level, with the money their own plans ask for."""
    rows: dict[tuple[str, str], list[NeedLine]] = {}
    for row in submission.table(NeedLine):
        rows.setdefault((row.criterion, row.title), []).append(row)
    for (criterion, title), lines in sorted(
        rows.items(), key=lambda item: (-len(_ids(item[1])), natural_key(item[0][0]))
    ):
        yield Need(content=f"{_named(criterion)}: {title}", schools=str(len(_ids(lines))), cost=_cost(lines))


def _named(code: str) -> str:
    """ "Tiêu chí 3.3", "Khoản 3 Điều 22"."""
    return criterion_named(code, clause=code.startswith(_TOP_ARTICLE))


def _ids(lines: Iterable[NeedLine]) -> set[str]:
    return {line.school_id for line in lines}


def _cost(lines: Sequence[NeedLine]) -> Figure:
    """The known budgets together, saying how many are not known; None when nothing but zeros is known."""
    money = sum_of([line.budget for line in lines])
    if not money.value:
        return "không cần kinh phí" if money.known and not money.unknown else None
    unknown = f" ({money.unknown} giải pháp chưa có số liệu)" if money.unknown else ""
    return f"{figure(money.value)} triệu đồng{unknown}"
