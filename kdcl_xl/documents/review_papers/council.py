"""Papers of the council of the Sở since 07/7/2026 (Điều 16, 17, 19 and Mẫu 4, 5 TT 57/2026/TT-BGDĐT, not seen in full).

The forms are our own after what could be read of them: the properties of the files and a remark to the user say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kdcl_xl.documents.document import Document, Draft, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Context, Letterhead, Prose, Signer
from kdcl_xl.documents.review_papers.desk import ReviewPaper
from kdcl_xl.documents.review_papers.results import level_words, verdict_of
from kdcl_xl.documents.review_papers.results_desk import (
    UNBROKEN,
    ResultsDesk,
    file_name,
    grade_words,
    sentence,
)
from kdcl_xl.documents.samples import review_results as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.writing_desk import FILL, FILL_LINES, by_role, cited, counted, school_word
from kdcl_xl.forms.external_review import EXTERNAL_REVIEW, ReviewPlan
from kdcl_xl.forms.review_people import CouncilSeat
from kdcl_xl.forms.review_results import Appraisal, Comparison
from kdcl_xl.forms.review_words import SeatRole
from kdcl_xl.forms.review_words import Verdict as Conclusion
from kdcl_xl.forms.vocabulary import KindName, YesNo
from kdcl_xl.law.external_review import COUNCIL_PATH, review_law
from kdcl_xl.law.regulation import Regulation, Requirement
from kdcl_xl.review_year.school_files import SchoolFile
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.normal import match_key

_COUNCIL = "Hội đồng thẩm định"
_BODY_KEY = match_key("Hội đồng")
_PAPER = "hoi_dong_tham_dinh"


class Seat(Context):
    """One member of the council."""

    name: str
    position: str = ""
    role: str
    duty: str = ""


class Condition(Context):
    """One condition of khoản 1 Điều 16 with what the workbook says of it."""

    text: str
    stated: str


class CouncilPaper(ReviewPaper):
    """What the papers about one school share."""

    school: str
    school_word: str
    circular: str
    conditions: tuple[Condition, ...]
    level: str
    """The level the council concluded, with dots while it has not."""
    grade: str
    """"Mức độ 1"; "" where none is proposed."""
    verdict: str
    reasons: Prose = ""


class CouncilFormation(ReviewPaper):
    """Quyết định thành lập Hội đồng thẩm định of the Sở, with the list of members."""

    authority: str
    members: tuple[Seat, ...]
    member_count: str
    circular: str
    """For the second mention: "Thông tư số 57/2026/TT-BGDĐT"."""

    @property
    def attached_to(self) -> str:
        """The note under the title of the list."""
        return f"Kèm theo Quyết định {self.head.cited} của {self.office}"


class CouncilMinutes(CouncilPaper):
    """Biên bản họp Hội đồng thẩm định about one school (Mẫu 5 TT 57/2026, not seen in full)."""

    opened: str
    place: str
    member_count: str
    present: str
    absence: str
    """How many were absent, with room for why; "không" when nobody was."""
    votes: str
    proposed: str = ""
    """What the levels of the criteria give: a proposal; "" when they decide nothing."""
    members: tuple[Seat, ...]
    received_on: str
    visited_on: str
    discussion: Prose
    secretary: str


class AppraisalNotice(CouncilPaper):
    """Thông báo kết quả thẩm định to one school (Mẫu 4 TT 57/2026, not seen in full)."""

    met_on: str


# ---- the council


def formation(source: Source) -> Iterator[Draft]:
    """The decision on the council; none before TT 57/2026."""
    desk = ResultsDesk(source)
    if not _of_today(desk):
        return
    members = tuple(_members(desk))
    if not members:
        desk.remark("Trang Hội đồng thẩm định chưa có người nào của Hội đồng thẩm định của Sở: không có quyết định để lập.")  # fmt: skip
        return
    least = desk.number("hoi_dong_it_nhat")
    if len(members) < least:
        desk.remark(f"Trang Hội đồng thẩm định có {len(members)} người của Hội đồng; ít nhất {least} người (chưa đối chiếu Thông tư 57/2026).")  # fmt: skip
    rules = _rules(desk)
    head = desk.head(desk.so, Kind.DECISION)
    signer = desk.signer_of(_PAPER, desk.so)
    subject = f"Về việc thành lập {_COUNCIL} công nhận trường đạt chuẩn quốc gia năm học {desk.year}"
    made = desk.issued(
        CouncilFormation,
        Kind.DECISION,
        head,
        subject,
        signer,
        "Như Điều 3",
        office=desk.so.full,
        grounds=(
            desk.powers_ground(desk.so),
            desk.circular_ground(rules),
            f"Theo đề nghị của {desk.blank('phòng, bộ phận trình của Sở')}",
        ),
        authority=f"{signer.lines[-1]} {desk.so.full}".upper(),
        members=members,
        member_count=counted(len(members), "thành viên"),
        circular=f"Thông tư số {rules.number}" if rules else FILL,
    )
    yield _draft(desk, f"quyet-dinh-hoi-dong-tham-dinh_{source.owner}_{desk.year}", made)
    _tell_form(desk, "quyết định thành lập Hội đồng thẩm định")


def _draft(desk: ResultsDesk, name: str, paper: ReviewPaper) -> Draft:
    """All these papers are the Sở's: an office below takes no number for them."""
    return Draft(name, paper, of_another=not desk.is_province)


def _of_today(desk: ResultsDesk) -> bool:
    if review_law().path_on(desk.on).id == COUNCIL_PATH:
        return True
    desk.remark(
        "Trước 07/7/2026 chưa có Hội đồng thẩm định của Sở theo Thông tư 57/2026/TT-BGDĐT: lập văn bản theo các Thông tư 17, "
        "18, 19/2018."
    )
    return False


def _rules(desk: ResultsDesk) -> Regulation | None:
    """The circular of the day; it is one for all kinds of schools that can be recognised."""
    return desk.rules_of("", KindName.LOWER_SECONDARY)


def _members(desk: ResultsDesk) -> Iterator[Seat]:
    rows = [row for row in desk.submission.table(CouncilSeat) if match_key(row.body).startswith(_BODY_KEY)]  # fmt: skip
    for row in by_role(rows, SeatRole):
        yield Seat(name=row.name, position=row.position, role=row.role, duty=row.duty)


def _nobody(desk: ResultsDesk) -> Seat:
    return Seat(name=desk.blank("thành viên Hội đồng (trang Hội đồng thẩm định)"), position=FILL, role=FILL)


def _tell_form(desk: ResultsDesk, paper: str) -> None:
    desk.remark(
        f"Mẫu {paper} theo Thông tư 57/2026/TT-BGDĐT chưa đọc được đầy đủ: bố cục là của chương trình, thầy/cô đối chiếu mẫu "
        "chính thức trước khi ký."
    )
    desk.tell_drafts(paper)
    desk.tell_all()


# ---- one school


def minutes(source: Source) -> Iterator[Draft]:
    """Minutes for every school before the council."""
    desk = ResultsDesk(source)
    if not _of_today(desk):
        return
    members = tuple(_members(desk)) or (_nobody(desk),)
    found = list(_before_council(desk))
    for file, row in found:
        yield _draft(desk, f"bien-ban-hop-hoi-dong-tham-dinh_{file_name(file)}", _minutes(desk, file, row, members))  # fmt: skip
    _tell_contradictions(desk, found)
    _tell_papers(desk, found, "biên bản họp Hội đồng thẩm định (Mẫu 5)")


def notices(source: Source) -> Iterator[Draft]:
    """A notice to every school the council has concluded about."""
    desk = ResultsDesk(source)
    if not _of_today(desk):
        return
    found = [(file, row) for file, row in _before_council(desk) if row.verdict]
    for file, row in found:
        yield _draft(desk, f"thong-bao-ket-qua-tham-dinh_{file_name(file)}", _notice(desk, file, row))
    _tell_contradictions(desk, found)
    _tell_papers(desk, found, "thông báo kết quả thẩm định (Mẫu 4)")


def _before_council(desk: ResultsDesk) -> Iterator[tuple[SchoolFile, Appraisal]]:
    for file in desk.files:
        rows = file.of(Appraisal)
        if rows:
            yield file, rows[-1]


def _tell_contradictions(desk: ResultsDesk, found: Iterable[tuple[SchoolFile, Appraisal]]) -> None:
    """A paper with five present of four members, or a grade above the level, is printed as the sheet says: told first."""
    for file, row in found:
        pairs = [
            (words, field)
            for words, field, larger, smaller in (
                ("số có mặt nhiều hơn số thành viên", "present", row.seats, row.present),
                ("số phiếu đồng ý nhiều hơn số có mặt", "votes", row.present, row.votes),
            )
            if larger is not None and smaller is not None and smaller > larger
        ]
        if _grade_too_high(desk, file, row):
            pairs.append((f"Mức đạt {row.level} chưa đủ cho Mức độ đề nghị {row.grade}", "grade"))
        for words, field in pairs:
            sheet, cell = desk.submission.at(row, field)
            desk.remark(f"{file.name}: {words} (ô {cell} trang {sheet}). Văn bản in như trong sổ; sửa ô ghi nhầm rồi lập lại.")  # fmt: skip


def _grade_too_high(desk: ResultsDesk, file: SchoolFile, row: Appraisal) -> bool:
    rules = desk.rules_of("", file.kind) or _rules(desk)
    offered = rules.recognition("cqg") if rules else None
    if offered is None or row.level is None or not row.grade or row.verdict != Conclusion.RECOGNISE:
        return False
    return offered.grade_at(row.level) < row.grade


def _tell_papers(desk: ResultsDesk, found: Iterable[object], paper: str) -> None:
    if list(found):
        _tell_form(desk, paper)
    else:
        desk.remark(f"Trang Thẩm định công nhận chưa có trường nào đủ nội dung: không có {paper}.")


def _shared(desk: ResultsDesk, file: SchoolFile, row: Appraisal) -> dict[str, Any]:
    rules = desk.rules_of("", file.kind) or _rules(desk)
    recognises = row.verdict == Conclusion.RECOGNISE
    level = level_words(rules, row.level) if rules else None
    return {
        "school": file.name,
        "school_word": school_word(file.kind),
        "circular": cited(rules) if rules else FILL,
        "conditions": tuple(_conditions(row, rules)) if rules else (),
        "level": level or desk.blank("mức đạt do Hội đồng kết luận (trang Thẩm định công nhận)"),
        "grade": grade_words("Mức độ", row.grade) if row.grade and recognises else "",
        "verdict": row.verdict or desk.blank("kết luận của Hội đồng (trang Thẩm định công nhận)"),
        "reasons": sentence(row.reasons),
    }


def _conditions(row: Appraisal, rules: Regulation) -> Iterator[Condition]:
    """The conditions of the circular besides the level, which is printed by itself."""
    for recognition in rules.recognitions:
        for text, way in recognition.decided():
            if way is None or way.what != "level":
                yield Condition(text=text, stated=_stated(row, way))


def _stated(row: Appraisal, way: Requirement | None) -> str:
    """What the sheet says of a condition; what it does not know stays unknown."""
    if way is None:
        return "Chưa ghi"
    if way.what == "years_of_data" and row.years_of_data is not None:
        years = f"{row.years_of_data:02} năm học"
        return years if row.years_of_data >= way.at_least else f"{years}, chưa đủ"
    answer = {"completed_cohorts": row.cohort, "facilities": row.facilities}.get(way.what, "")
    return {YesNo.YES: "Có", YesNo.NO: "Chưa bảo đảm"}.get(YesNo(answer), answer) if answer else "Chưa ghi"


def _minutes(desk: ResultsDesk, file: SchoolFile, row: Appraisal, members: tuple[Seat, ...]) -> CouncilMinutes:  # fmt: skip
    people = [seat.name for seat in members]
    chair = next((seat.name for seat in members if seat.role == SeatRole.CHAIR), "")
    secretary = next((seat.name for seat in members if seat.role == SeatRole.SECRETARY), "")
    head = Letterhead(
        parent_body=desk.so.full.upper(),
        body=_COUNCIL.upper(),
        symbol="BB-HĐTĐ",
        place=desk.territory.seat or FILL,
        year=desk.on.year,
    )
    seats = row.seats if row.seats is not None else len(people)
    return desk.issued(
        CouncilMinutes,
        Kind.MINUTES,
        head,
        f"Họp {_COUNCIL} công nhận {file.name} {UNBROKEN}",
        Signer(lines=("CHỦ TỊCH HỘI ĐỒNG",), name=chair),
        f"{desk.so.full} (để báo cáo)",
        "Các thành viên Hội đồng",
        **_shared(desk, file, row),
        opened=f"ngày {vn_date(row.met_on)}" if row.met_on else desk.day(None, "ngày họp Hội đồng"),
        place=desk.blank("địa điểm họp"),
        member_count=counted(seats, "thành viên"),
        present=_number(row.present),
        absence=_absence(seats, row.present),
        votes=_number(row.votes),
        proposed=_proposed(desk, file),
        members=members,
        received_on=f"ngày {vn_date(row.received_on)}" if row.received_on else "(chưa ghi)",
        visited_on=f"ngày {vn_date(row.visited_on)}" if row.visited_on else "không kiểm tra hoặc chưa ghi",
        discussion=FILL_LINES,
        secretary=secretary,
    )


def _number(count: int | None) -> str:
    return f"{count:02}" if count is not None else "……"


def _absence(seats: int, present: int | None) -> str:
    absent = seats - present if present is not None and present <= seats else None
    return "không" if absent == 0 else f"{_number(absent)} (lý do: {'…' * 10})"


def _proposed(desk: ResultsDesk, file: SchoolFile) -> str:
    rows = file.of(Comparison)
    rules = desk.rules_of(rows[0].regulation if rows else "", file.kind)
    if rules is None or not rows:
        return ""
    verdict = verdict_of(rules, {row.criterion: row.found for row in rows})
    return verdict.headline if verdict.assessed else ""


def _notice(desk: ResultsDesk, file: SchoolFile, row: Appraisal) -> AppraisalNotice:
    return desk.issued(
        AppraisalNotice,
        Kind.NOTICE,
        desk.head(desk.so, Kind.NOTICE, paper=row.notice, signed_on=row.notified_on),
        f"Kết quả thẩm định công nhận {file.name} {UNBROKEN}",
        desk.signer_of(_PAPER, desk.so),
        file.name,
        *([file.office] if file.office else []),
        office=desk.so.full,
        **_shared(desk, file, row),
        met_on=f"ngày {vn_date(row.met_on)}" if row.met_on else desk.day(None, "ngày họp Hội đồng"),
    )


_USES = (ReviewPlan, CouncilSeat, Appraisal, Comparison)

DOCUMENTS = (
    Document(
        "quyet-dinh-hoi-dong-tham-dinh",
        "Quyết định thành lập Hội đồng thẩm định của Sở (từ 07/7/2026)",
        Kind.DECISION,
        EXTERNAL_REVIEW,
        (variant("quyet-dinh-hoi-dong-tham-dinh", CouncilFormation, formation, samples.province_2027),),
        build_all=formation,
        uses=(ReviewPlan, CouncilSeat),
    ),
    Document(
        "bien-ban-hop-hoi-dong-tham-dinh",
        "Biên bản họp Hội đồng thẩm định, mỗi trường một biên bản (từ 07/7/2026)",
        Kind.MINUTES,
        EXTERNAL_REVIEW,
        (variant("bien-ban-hop-hoi-dong-tham-dinh", CouncilMinutes, minutes, samples.province_2027),),
        build_all=minutes,
        uses=_USES,
    ),
    Document(
        "thong-bao-ket-qua-tham-dinh",
        "Thông báo kết quả thẩm định, mỗi trường một thông báo (từ 07/7/2026)",
        Kind.NOTICE,
        EXTERNAL_REVIEW,
        (variant("thong-bao-ket-qua-tham-dinh", AppraisalNotice, notices, samples.province_2027),),
        build_all=notices,
        uses=(ReviewPlan, Appraisal),
    ),
)  # fmt: skip
