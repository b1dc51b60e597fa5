"""Papers about dossiers, panels, inspections and costs: what is asked, what is refused, what nobody has said."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx_text import assert_clean, lines_of

from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.layout.check import examine
from kdcl_xl.documents.layout.package import open_parts
from kdcl_xl.documents.layout.reading import paper_of
from kdcl_xl.documents.letterhead import OfficialPaper
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.review_papers import costs, dossiers, inspections, panels, petitions, planning
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.documents.samples import school as schools
from kdcl_xl.documents.samples.made import signed
from kdcl_xl.documents.school_papers.results import cover_letter
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_people import CouncilSeat, PanelMember, Reviewer
from kdcl_xl.forms.review_results import DossierReview, ReviewProcess
from kdcl_xl.forms.self_assessment import Registration
from tests.documents.sample_offices import changed, first

OURS = [
    document.code
    for module in (planning, dossiers, petitions, panels, inspections, costs)
    for document in module.DOCUMENTS
]
SCHOOL = "THCS Nguyễn Thị Lộ"


def bare(source: Source) -> Source:
    """An office with no row anywhere."""
    source.submission.rows = {}
    return source


# ---- all of them


@pytest.mark.parametrize("office", [samples.district, samples.department, samples.ward])
@pytest.mark.parametrize("code", OURS)
def test_every_paper_of_every_office_is_lawful_and_whole(code: str, office: Callable[[], Source]) -> None:
    source = office()
    source.on = signed_on = dt.date(source.on.year, 12, 22)
    for draft in DOCUMENTS[code].drafts(source):
        context = draft.context
        if isinstance(context, OfficialPaper):
            head = context.head.model_copy(update={"number": "5", "issued_on": signed_on})
            context = signed(context.model_copy(update={"head": head}))
        template = DOCUMENTS[code].variant_of(context).template
        data = Template.load(template).render(context)
        assert_clean(lines_of(data))
        found = examine(paper_of(open_parts(data, template), template), signed_on).findings
        assert [finding.as_line() for finding in found] == []


@pytest.mark.parametrize("code", OURS)
def test_an_empty_workbook_makes_papers_with_room_to_write_or_says_why_not(code: str) -> None:
    source = bare(samples.department())
    for draft in DOCUMENTS[code].drafts(source):
        template = DOCUMENTS[code].variant_of(draft.context).template
        assert_clean(lines_of(Template.load(template).render(draft.context)))
    assert source.remarks


@pytest.mark.parametrize("code", OURS)
def test_file_names_of_a_folder_differ(code: str) -> None:
    names = [draft.name for draft in DOCUMENTS[code].drafts(samples.department())]
    assert len(set(names)) == len(names)


# ---- dossiers


def test_the_group_is_listed_with_its_leader_first() -> None:
    source = samples.district()
    source.submission.rows[CouncilSeat].reverse()
    source.submission.rows[CouncilSeat].append(
        CouncilSeat(body="Hội đồng thẩm định của Sở", name="Ai Khác", role="Chủ tịch")
    )
    decision = dossiers.group_decision(source)
    assert [member.role for member in decision.members] == ["Tổ trưởng", "Thư ký", "Thành viên"]
    assert decision.member_count == "03 (ba) thành viên"


def test_the_leader_of_a_group_may_be_called_by_the_word_for_one() -> None:
    source = changed(samples.district(), CouncilSeat, 0, role="Tổ trưởng")
    decision = dossiers.group_decision(source)
    assert [member.role for member in decision.members] == ["Tổ trưởng", "Thư ký", "Thành viên"]
    assert not any("tổ trưởng" in remark for remark in source.remarks)


@pytest.mark.parametrize(("grade", "purpose", "asked"), [
    ("3", "KĐCLGD và CQG", "(cấp độ 3)"), ("2", "CQG", "(mức độ 2)"), ("Cấp độ 2, mức độ 1", "KĐCLGD và CQG", "(Cấp độ 2, mức độ 1)"),
])  # fmt: skip
def test_a_bare_number_is_not_printed_as_a_grade_of_nothing(grade: str, purpose: str, asked: str) -> None:
    source = samples.district()
    for place in range(len(source.submission.rows[ReviewRegistration])):
        changed(source, ReviewRegistration, place, grade=grade, purpose=purpose)
    paper = petitions.petition(source)
    assert all(school.asks.endswith(asked) for school in (*paper.ready, *paper.waiting))
    assert paper.ready


def test_two_leaders_and_a_person_twice_are_said() -> None:
    source = changed(samples.district(), CouncilSeat, 1, role="Chủ tịch", name="Chu Thị Thanh")
    dossiers.group_decision(source)
    said = "\n".join(source.remarks)
    assert "có 2 tổ trưởng" in said
    assert "ghi trùng: Chu Thị Thanh" in said


def test_copies_are_counted_against_the_offices_number_and_blank_is_not_met() -> None:
    source = changed(samples.district(), DossierReview, 2, letters=1, reports=None, content="")
    slip = next(draft.context for draft in dossiers.slips(source) if draft.name.endswith("hoa-sen"))
    assert isinstance(slip, dossiers.DossierSlip)
    assert [(item.received, item.outcome) for item in slip.items] == [
        ("01 bản", "Thiếu 01 bản"),
        ("Chưa ghi", "Chưa xem"),
        ("Theo hồ sơ", "Chưa xem"),
        ("Theo hồ sơ", "Chưa đạt"),
        ("Theo hồ sơ", "Chưa xem"),
    ]
    assert slip.outcome == "Cần bổ sung"


def test_tt57_invents_no_number_of_copies() -> None:
    slip = first(dossiers.slips(samples.ward()), dossiers.DossierSlip)
    assert {item.wanted for item in slip.items[:2]} == {"Theo hướng dẫn của Sở"}


def test_a_whole_dossier_has_no_term_to_fill_in() -> None:
    for outcome, term in (("Đủ điều kiện", "không"), ("Cần bổ sung", "ngày …… tháng …… năm ………")):
        for papers in (dossiers.slips, dossiers.minutes):
            more = {"outcome": outcome, "to_supplement": "", "supplement_by": None}
            source = changed(samples.district(), DossierReview, 2, **more)
            paper: Any = next(draft.context for draft in papers(source) if draft.name.endswith("hoa-sen"))
            assert paper.supplement_by == term


def test_a_school_that_sent_twice_has_two_papers() -> None:
    source = samples.district()
    rows = source.submission.rows[DossierReview]
    rows.append(rows[2].model_copy(update={"received_on": dt.date(2024, 11, 2), "outcome": "Đủ điều kiện"}))
    names = [draft.name for draft in DOCUMENTS["bien-ban-tham-dinh-ho-so"].drafts(source)]
    assert names.count("bien-ban-tham-dinh-ho-so_079701_mn-hoa-sen") == 1
    assert "bien-ban-tham-dinh-ho-so_079701_mn-hoa-sen_lan-2" in names


def test_the_petition_asks_for_complete_dossiers_only() -> None:
    petition = petitions.petition(samples.district())
    assert [school.school for school in petition.ready] == ["Tiểu học Võ Trường Toản", SCHOOL]
    assert {school.school: school.dossier for school in petition.waiting} == {
        "MN Hoa Sen": "Cần bổ sung ngày 16/10/2024",
        "MN Sao Mai": "Chưa nhận hồ sơ",
        "Tiểu học Phú Khê": "Chưa nhận hồ sơ",
    }
    assert petition.addressee == "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh"


def test_schools_already_under_review_are_said_before_they_are_asked_for_again() -> None:
    source = samples.district()
    petitions.petition(source)
    (said,) = [remark for remark in source.remarks if "vẫn còn trong danh sách đề nghị" in remark]
    assert SCHOOL in said and "Võ Trường Toản" not in said
    source = samples.district()
    source.submission.rows[ReviewProcess] = []
    petitions.petition(source)
    assert not any("vẫn còn trong danh sách" in remark for remark in source.remarks)


def test_the_last_dossier_counts_and_who_does_not_register_is_left_out() -> None:
    source = changed(samples.district(), ReviewRegistration, 1, purpose="Không đăng ký")
    rows = source.submission.rows[DossierReview]
    rows.append(
        rows[0].model_copy(update={"received_on": dt.date(2024, 12, 1), "outcome": "", "reviewed_on": None})
    )
    petition = petitions.petition(source)
    assert [school.school for school in petition.ready] == ["Tiểu học Võ Trường Toản"]
    assert (SCHOOL, "Đã nhận, chưa kết luận") in [
        (school.school, school.dossier) for school in petition.waiting
    ]
    assert "MN Sao Mai" not in [school.school for school in petition.waiting]


def test_tt57_asks_for_recognition_and_names_who_still_asks_for_kdcl() -> None:
    source = changed(samples.ward(), ReviewRegistration, 4, purpose="KĐCLGD và CQG")
    petition = petitions.petition(source)
    assert petition.subject.startswith("Đề nghị thẩm định, công nhận đạt chuẩn quốc gia")
    assert any(
        "hồ sơ qua cơ quan quản lý trực tiếp rồi trình Sở (Điều 16, 17, 19" in remark
        for remark in source.remarks
    )
    assert [remark for remark in source.remarks if remark.startswith("Còn đề nghị KĐCL")] == [
        f"Còn đề nghị KĐCL: {SCHOOL}. Từ 07/7/2026 Thông tư 57/2026/TT-BGDĐT chỉ còn công nhận đạt chuẩn quốc gia (suy ra từ Điều "
        "16, 17, 19, chưa đối chiếu)."
    ]


# ---- panels


def test_the_decision_lists_members_and_the_six_steps() -> None:
    decision = first(panels.panel_decisions(samples.department()), panels.PanelDecision)
    assert [member.role for member in decision.members][:2] == ["Trưởng đoàn", "Thư ký"]
    assert [step.when for step in decision.steps] == [
        "04/11/2024",
        "25/11/2024",
        "Từ 09/12/2024 đến 11/12/2024",
        "18/12/2024",
        "Theo lịch của đoàn",
        "Theo lịch của đoàn",
    ]
    assert decision.signer.lines == ("GIÁM ĐỐC",)
    assert "Thông tư số 18/2018" in "".join(decision.grounds)
    assert "Thông tư số 19/2018" not in "".join(decision.grounds)  # the school is a THCS


def test_only_the_so_makes_panels() -> None:
    source = samples.district()
    assert list(panels.panel_decisions(source)) == []
    assert any("do Sở ban hành" in remark for remark in source.remarks)


@pytest.mark.parametrize("build", [panels.panel_decisions, panels.call_letters, panels.opinion_letters])
def test_no_panel_since_july_2026_unless_it_had_begun(build: Callable[..., object]) -> None:
    begun = samples.department()
    begun.on = dt.date(2026, 7, 7)
    assert list(build(begun))  # type: ignore[call-overload]
    assert any("57/2026" in remark and SCHOOL in remark for remark in begun.remarks)
    late = dict.fromkeys(
        ("submitted_on", "decided_on", "research_on", "preliminary_on", "official_from", "official_to")
    )
    new = changed(samples.department(), ReviewProcess, 0, **late, draft_on=dt.date(2026, 7, 8))
    new.on = dt.date(2026, 7, 10)
    assert list(build(new)) == []  # type: ignore[call-overload]
    assert any("57/2026" in remark and "không lập" in remark for remark in new.remarks)


def test_a_panel_too_small_or_without_secretary_is_said() -> None:
    source = samples.department()
    del source.submission.rows[PanelMember][1:3]
    list(panels.panel_decisions(source))
    said = "\n".join(source.remarks)
    assert f"Đoàn của {SCHOOL} có 3 người; mốc của cơ quan là 5 đến 7." in said
    assert "có 0 thư ký" in said


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (dt.date(2024, 12, 20), "06 tháng 01 năm 2025"),  # 01/01 is a holiday
        (dt.date(2025, 1, 20), "10 tháng 02 năm 2025"),  # over Tết
    ],
)
def test_the_school_answers_within_working_days(sent: dt.date, due: str) -> None:
    source = changed(samples.department(), ReviewProcess, 0, sent_on=sent)
    letter = first(panels.opinion_letters(source), panels.OpinionLetter)
    assert letter.deadline == f"chậm nhất ngày {due}, trong 10 (mười) ngày làm việc kể từ ngày gửi"


def test_who_has_answered_is_not_asked_again() -> None:
    source = changed(samples.department(), ReviewProcess, 0, answered_on=dt.date(2024, 12, 30))
    assert list(panels.opinion_letters(source)) == []
    assert any("không có công văn để lập" in remark for remark in source.remarks)


def test_people_are_called_by_their_place_of_work() -> None:
    source = samples.department()
    letters = [draft.context for draft in panels.call_letters(source)]
    assert all(isinstance(letter, panels.CallLetter) for letter in letters)
    called = {letter.place: [person.name for person in letter.people] for letter in letters}  # type: ignore[attr-defined]
    assert called["Trường THCS Lê Văn Hưu"] == ["Đoàn Thị Minh Hạnh", "Ngô Thị Bích Vân"]
    assert len(called) == 4


@pytest.mark.parametrize(("unit", "last", "when"), [
    ("ngày", dt.date(2024, 11, 29), "Từ 27/11/2024 đến 29/11/2024"),
    ("tháng", dt.date(2024, 12, 26), "……"),
])  # fmt: skip
def test_people_are_called_for_the_days_of_the_schedule_while_the_steps_name_none(
    unit: str, last: dt.date, when: str
) -> None:
    source = changed(samples.department(), ReviewProcess, 0, official_from=None, official_to=None)
    days = {"unit": unit, "first": dt.date(2024, 11, 27), "last": last}
    source.submission.rows[ScheduledVisit] = [ScheduledVisit(school=SCHOOL, **days)]
    called = [draft.context.people[0] for draft in panels.call_letters(source)]  # type: ignore[attr-defined]
    assert {person.when for person in called} == {when}


def test_no_call_is_sent_to_the_own_office() -> None:
    source = samples.department()
    for row in source.submission.rows[Reviewer]:
        row.school = "Sở GD&ĐT TP. Hồ Chí Minh"  # type: ignore[attr-defined]
    assert list(panels.call_letters(source)) == []
    assert any(remark.startswith("Người của Sở Giáo dục và Đào tạo") for remark in source.remarks)


def test_who_works_nowhere_known_is_named_not_called() -> None:
    source = changed(samples.department(), Reviewer, 0, school="")
    letters = list(panels.call_letters(source))
    assert all("Đoàn Thị Minh Hạnh" not in str(draft.context) for draft in letters)
    assert any(
        remark.startswith("Chưa biết nơi công tác") and "Đoàn Thị Minh Hạnh" in remark
        for remark in source.remarks
    )


@pytest.mark.parametrize(
    ("office", "subject", "asked"),
    [
        (schools.district_school, "đăng ký đánh giá ngoài, nộp báo cáo tự đánh giá năm học 2024-2025", "Cấp độ"),
        (schools.ward_school, "đề nghị công nhận đạt chuẩn quốc gia, nộp báo cáo tự đánh giá năm học 2026-2027", "Mức độ 2"),
    ],
)  # fmt: skip
def test_the_school_registers_with_address_time_and_number_of_copies(
    office: Callable[[], Source], subject: str, asked: str
) -> None:
    letter = cover_letter(office())
    assert letter.subject == subject
    assert asked in letter.asks
    assert {line.label for line in letter.particulars} >= {
        "Mã trường",
        "Địa chỉ",
        "Điện thoại",
        "Thời gian đề nghị",
    }
    assert letter.enclosures[0].copies == "02 bản"


def test_a_school_that_registers_for_nothing_only_sends_its_report() -> None:
    source = schools.ward_school()
    source.submission.values[Registration] = Registration(purpose="Không đăng ký", self_level=1, contact="A")
    letter = cover_letter(source)
    assert letter.subject == "nộp báo cáo tự đánh giá năm học 2026-2027"
    assert letter.particulars == ()
    assert not any("Công văn" in enclosure.name for enclosure in letter.enclosures)


@pytest.mark.parametrize("code", OURS)
def test_a_form_of_our_own_says_so_in_the_file_and_to_the_user(code: str) -> None:
    source = samples.department()
    DOCUMENTS[code].drafts(source)
    assert any(remark.startswith("Mẫu chính thức của văn bản này") for remark in source.remarks)
    variant = DOCUMENTS[code].variants[0]
    made = Document(io.BytesIO(Template.load(variant.template).render(variant.sample())))
    assert made.core_properties.comments.startswith(
        "Mẫu chính thức của văn bản này chưa có trong chương trình"
    )


def test_files_are_named_by_the_office() -> None:
    (draft,) = DOCUMENTS["ke-hoach-kdcl"].drafts(samples.district())
    assert draft.name == "ke-hoach-kdcl_phong-gddt-quan-7_2024-2025"
