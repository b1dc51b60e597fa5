"""What a school sends and publishes when its self-assessment is done: công văn nộp hồ sơ, thông báo, tờ trình."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kdcl_xl.documents.bodies import province_of, territory_of
from kdcl_xl.documents.document import Document, Source
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import DAY_TO_FILL, Context
from kdcl_xl.documents.samples import school as samples
from kdcl_xl.documents.samples.made import variant
from kdcl_xl.documents.school_papers.common import SchoolDesk, SchoolPaper
from kdcl_xl.documents.writing_desk import FILL
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Evidence,
    Improvement,
    Registration,
    School,
)
from kdcl_xl.forms.vocabulary import KINDS_ASKED, Purpose
from kdcl_xl.law.regulation import Recognition
from kdcl_xl.text.dates import vn_long_date
from kdcl_xl.text.normal import tidy
from kdcl_xl.text.numbers import percent

_SHORT = {"kdclgd": "kiểm định chất lượng giáo dục", "cqg": "đạt chuẩn quốc gia"}


class Enclosure(Context):
    """One paper of the dossier."""

    name: str
    copies: str


class LevelLine(Context):
    """How many criteria of a standard reach each level."""

    standard: str
    criteria: str
    counts: tuple[str, ...]
    """As many as the paper has `levels`; then those not met, then those not assessed."""
    total: bool = False


class Particular(Context):
    """One line of what a school states when it registers."""

    label: str
    value: str


class CoverLetter(SchoolPaper):
    """Công văn nộp báo cáo tự đánh giá and, where the school registers, công văn đăng ký (Điều 26 TT 17, 18, 19/2018)."""

    report_day: str
    level: str
    circular: str
    enclosures: tuple[Enclosure, ...]
    asks: str = ""
    """What the school registers for; empty when it registers for nothing."""
    particulars: tuple[Particular, ...] = ()
    """Who registers, where it is, when it wishes to be visited; none when it registers for nothing."""
    contact: str


class ResultNotice(SchoolPaper):
    """Thông báo kết quả tự đánh giá (step 6 of the guidance of 2018; khoản 3 Điều 8 TT 09/2024/TT-BGDĐT)."""

    report_day: str
    level: str
    circular: str
    levels: tuple[str, ...]
    """The headings of the counts: "Mức 1", …"""
    lines: tuple[LevelLine, ...]
    strengths: str
    published_at: str
    comments_until: str


class Condition(Context):
    """One condition of recognition with what the workbook says of it."""

    text: str
    stated: str


class Petition(SchoolPaper):
    """Tờ trình đề nghị đánh giá ngoài, công nhận (Điều 26, 34, 37 TT 17, 18, 19/2018; Điều 16 TT 57/2026/TT-BGDĐT)."""

    addressee: str
    level: str
    report_day: str
    asks: str
    """What is asked for: "công nhận trường đạt chuẩn quốc gia Mức độ 1"."""
    conditions: tuple[Condition, ...]
    earlier: tuple[str, ...]
    """Certificates the school holds."""
    visit: str
    enclosures: tuple[Enclosure, ...]


def cover_letter(source: Source) -> CoverLetter:
    """The letter that goes with the dossier."""
    desk = SchoolDesk(source)
    asks = _asked(desk)
    registers = f"đề nghị {_purpose(desk)}, " if desk.is_2026 else "đăng ký đánh giá ngoài, "
    return desk.paper(
        CoverLetter,
        Kind.LETTER,
        f"{registers if asks else ''}nộp báo cáo tự đánh giá năm học {desk.year}",
        desk.head(),
        desk.receivers("Như trên"),
        report_day=_report_day(desk),
        level=desk.concluded_level(),
        circular=desk.circular_dated,
        enclosures=tuple(_enclosures(desk, petition=False)),
        asks=asks,
        particulars=tuple(_particulars(desk)) if asks else (),
        contact=desk.known(desk.registration.contact, "người liên hệ"),
    )


def notice(source: Source) -> ResultNotice:
    """The notice to the school, parents and the public."""
    desk = SchoolDesk(source)
    desk.doubt_levels()
    word = desk.rules.words.school.lower()
    website = desk.school.website
    return desk.paper(
        ResultNotice,
        Kind.NOTICE,
        f"Kết quả tự đánh giá năm học {desk.year}",
        desk.head(),
        desk.receivers(
            f"{desk.superior} (để báo cáo)", f"Toàn thể {word}, cha mẹ {desk.rules.words.learners}"
        ),
        report_day=_report_day(desk),
        level=desk.concluded_level(),
        circular=desk.circular_dated,
        levels=tuple(f"{desk.rules.level_word} {level}" for level in _levels(desk)),
        lines=tuple(_lines(desk)),
        strengths=_met_share(desk),
        published_at=f"bảng tin và trang thông tin điện tử {website}"
        if website
        else f"bảng tin và {desk.blank('trang thông tin điện tử')}",
        comments_until=desk.blank("hạn nhận góp ý", DAY_TO_FILL),
    )


def petition(source: Source) -> Petition:
    """What the school asks the Sở for; the conditions as far as the workbook states them."""
    desk = SchoolDesk(source)
    if not desk.rules.recognitions:
        desk.remark(
            f"{desk.circular} không xét công nhận cho {desk.rules.words.school.lower()}: tờ trình này không dùng được. "
            "Nộp báo cáo bằng công văn: kdcl van-ban cong-van-nop-ho-so."
        )
    elif desk.registration.purpose == Purpose.NONE:
        source.remarks.append(f"Trang Đăng ký ghi “{Purpose.NONE}”: tờ trình không có nội dung để đề nghị, không dùng được. Chọn mục đích đăng ký rồi lập lại.")  # fmt: skip
    asks = _asked(desk) or desk.blank("nội dung đề nghị (trang Đăng ký)")
    desk.doubt_levels()
    return desk.paper(
        Petition,
        Kind.SUBMISSION,
        f"Đề nghị {_purpose(desk)}",
        desk.head(),
        desk.receivers("Như trên"),
        grounds=(desk.circular_ground(),),
        addressee=_addressee(desk),
        level=desk.concluded_level(),
        report_day=_report_day(desk),
        asks=asks,
        conditions=tuple(_conditions(desk)),
        earlier=tuple(_earlier(desk)),
        visit=_visit(desk),
        enclosures=tuple(_enclosures(desk, petition=True)),
    )


# ---- who asks, and what for


def _particulars(desk: SchoolDesk) -> Iterator[Particular]:
    """What offices ask a registration to state exactly."""
    school, words = desk.school, desk.rules.words
    for label, value in (
        ("Mã trường", school.school_id),
        ("Địa chỉ", _whole_address(school)),
        ("Điện thoại", school.phone),
        ("Thư điện tử", school.email),
        (words.head, school.head),
    ):  # fmt: skip
        yield Particular(label=label, value=desk.known(value, label.lower()))
    yield Particular(label="Thời gian đề nghị", value=_visit(desk))


def _whole_address(school: School) -> str:
    """The address with its ward and province, each once: many schools write them into the address already."""
    whole = tidy(school.address)
    said = {_own_name(part) for part in re.split(r"[,;]| - ", whole)}
    missing = (unit for unit in (school.ward, school.province) if unit and _own_name(unit) not in said)
    return ", ".join((whole, *missing)) if whole else ""


def _own_name(unit: str) -> str:
    return territory_of(unit).name.casefold()


def _visit(desk: SchoolDesk) -> str:
    visit = desk.registration.visit_month
    return f"tháng {visit.month} năm {visit.year}" if visit else desk.blank("thời gian đề nghị", "tháng …… năm ………")  # fmt: skip


def _sought(desk: SchoolDesk) -> list[Recognition]:
    """The certificates the school registers for, among those its rule set still gives."""
    wanted = KINDS_ASKED.get(desk.registration.purpose, ())
    return [recognition for recognition in desk.rules.recognitions if recognition.kind in wanted]


def _purpose(desk: SchoolDesk) -> str:
    """ "đánh giá ngoài, công nhận đạt chuẩn quốc gia": for the subject."""
    what = " và ".join(_SHORT[recognition.kind] for recognition in _sought(desk)) or FILL
    return f"công nhận {what}" if desk.is_2026 else f"đánh giá ngoài, công nhận {what}"


def _asked(desk: SchoolDesk) -> str:
    """The certificates with their grades, in one phrase; "" when the school registers for nothing."""
    sought, asked = _sought(desk), []
    for recognition in sought:
        # one cell holds one grade: with two certificates nobody knows which of them it belongs to
        grade = desk.registration.grade if len(sought) == 1 else None
        number = str(grade) if grade else desk.blank(f"{recognition.grade_word.lower()} đề nghị", "……")
        title = recognition.title[0].lower() + recognition.title[1:]
        asked.append(f"{title} {recognition.grade_word} {number}")
    return "; ".join(asked)


def _addressee(desk: SchoolDesk) -> str:
    """The Sở decides, whoever manages the school; before 01/7/2025 a school of a district went through its Phòng."""
    return desk.superior if desk.superior.startswith(("Sở", "Phòng")) else _department_of(desk)


def _department_of(desk: SchoolDesk) -> str:
    province = (
        province_of(desk.school.province, desk.on).full
        if desk.school.province
        else desk.blank("tỉnh, thành phố")
    )
    return f"Sở Giáo dục và Đào tạo {province}"


def _conditions(desk: SchoolDesk) -> Iterator[Condition]:
    """Each condition once, with the figure of the workbook that speaks of it, else room to write."""
    school = desk.school
    stated = {
        "completed_cohorts": school.cohort_completed,
        "years_of_activity": f"{school.years_active:02} năm" if school.years_active else "",
        "years_of_data": f"{school.years_assessed:02} năm học" if school.years_assessed else "",
        "level": f"Tự đánh giá: {desk.concluded_level()}",
        "external_level": "Chờ đánh giá ngoài",
    }
    seen = set()
    for recognition in _sought(desk):
        for text, way in recognition.decided():
            if text in seen:
                continue
            seen.add(text)
            yield Condition(
                text=text, stated=stated.get(way.what if way else "") or desk.blank("từng điều kiện đề nghị")
            )


def _earlier(desk: SchoolDesk) -> Iterator[str]:
    school = desk.school
    for name, word, grade, decision, day in (
        ("Kiểm định chất lượng giáo dục", "Cấp độ", school.accredited_grade, school.accredited_decision, school.accredited_on),
        ("Đạt chuẩn quốc gia", "Mức độ", school.standard_grade, school.standard_decision, school.standard_on),
    ):  # fmt: skip
        if grade:
            number = f", Quyết định số {decision}" if decision else ""
            when = f" {vn_long_date(day)}" if day else ""
            yield f"{name} {word} {grade}{number}{when}"


# ---- the dossier and the results


def _report_day(desk: SchoolDesk) -> str:
    day: dt.date | None = desk.school.approved_on
    return vn_long_date(day) if day else desk.blank("ngày phê duyệt báo cáo", DAY_TO_FILL)


def _enclosures(desk: SchoolDesk, *, petition: bool) -> Iterator[Enclosure]:
    copies = desk.registration.reports
    number = f"{copies:02} quyển" if copies else desk.blank("số bản của từng tài liệu", "……")
    year = desk.year
    if not petition and _sought(desk):
        letters = desk.registration.letters
        yield Enclosure(name="Công văn đăng ký (văn bản này)", copies=f"{letters:02} bản" if letters else desk.blank("số bản của từng tài liệu", "……"))  # fmt: skip
    yield Enclosure(name=f"Báo cáo tự đánh giá năm học {year} đã phê duyệt", copies=number)
    found = sum(1 for row in desk.submission.table(Evidence) if not row.is_blank())
    if found:
        yield Enclosure(name=f"Danh mục minh chứng ({found:02} minh chứng)", copies="01 bản")
    planned = sum(1 for row in desk.submission.table(Improvement) if row.source_year == str(year))
    if planned:
        yield Enclosure(name=f"Kế hoạch cải tiến chất lượng ({planned:02} giải pháp)", copies="01 bản")
    if not petition:
        yield Enclosure(name=f"Sổ tự đánh giá năm học {year} (tệp Excel)", copies="01 tệp")


def _levels(desk: SchoolDesk) -> list[int]:
    return sorted({level.level for criterion in desk.rules.criteria for level in criterion.levels})


def _lines(desk: SchoolDesk) -> Iterator[LevelLine]:
    """A line per standard, then the sum: criteria whose highest level is each, not met, not decided."""
    bounds = {bound.code: bound for bound in desk.source.verdict.criteria}
    sums = [0] * (len(_levels(desk)) + 2)
    for standard in desk.rules.standards:
        own = [bounds[criterion.code] for criterion in standard.criteria]
        settled = [bound.low for bound in own if bound.low == bound.high]
        counts = [settled.count(level) for level in (*_levels(desk), 0)] + [len(own) - len(settled)]
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        title = f"{standard.code}. {desk.assessed.title(standard.title)}"
        yield LevelLine(standard=title, criteria=str(len(own)), counts=tuple(map(str, counts)))
    yield LevelLine(standard="Tổng cộng", criteria=str(len(bounds)), counts=tuple(map(str, sums)), total=True)


def _met_share(desk: SchoolDesk) -> str:
    """ "15/15 tiêu chí đạt Mức 1 trở lên (100,0%)"; no share while some are open."""
    bounds = desk.source.verdict.criteria
    met = sum(1 for bound in bounds if bound.low >= 1)
    open_ = sum(1 for bound in bounds if bound.low < 1 <= bound.high)
    if open_:
        return f"{met}/{len(bounds)} tiêu chí đạt từ {desk.rules.level_word} 1 trở lên, {open_} tiêu chí chưa xác định"
    share = percent(met, len(bounds))
    return f"{met}/{len(bounds)} tiêu chí đạt từ {desk.rules.level_word} 1 trở lên ({share})"


_OF_RESULTS = (School, Registration)
DOCUMENTS = (
    Document(
        "cong-van-nop-ho-so",
        "Công văn đăng ký đánh giá ngoài, nộp báo cáo tự đánh giá",
        Kind.LETTER,
        SELF_ASSESSMENT,
        (variant("cong-van-nop-ho-so", CoverLetter, cover_letter, samples.district_school),),
        build=cover_letter,
        uses=(*_OF_RESULTS, Evidence, Improvement),
    ),
    Document(
        "thong-bao-ket-qua-tdg",
        "Thông báo kết quả tự đánh giá",
        Kind.NOTICE,
        SELF_ASSESSMENT,
        (variant("thong-bao-ket-qua-tdg", ResultNotice, notice, samples.ward_school),),
        build=notice,
        uses=(*_OF_RESULTS, AnswerLine),
    ),
    Document(
        "to-trinh-dgn",
        "Tờ trình đề nghị đánh giá ngoài, công nhận",
        Kind.SUBMISSION,
        SELF_ASSESSMENT,
        (variant("to-trinh-dgn", Petition, petition, samples.ward_school),),
        build=petition,
        uses=(*_OF_RESULTS, AnswerLine, Evidence, Improvement),
    ),
)
