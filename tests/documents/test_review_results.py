"""Papers after a review: the report of a team, decisions, certificates, the council of the Sở."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from docx import Document as Word
from docx_text import assert_clean, lines_of, page_text, rows_of

from kdcl_xl.documents import review_papers
from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.review_papers import certificates, council, recognition, results, results_petition
from kdcl_xl.documents.review_papers.certificates import OWN_FORM
from kdcl_xl.documents.review_papers.recognition import (
    AccreditationDecision,
    ProvincialDecision,
    StandardDecision,
)
from kdcl_xl.documents.samples.review_results import province_2025, province_2027
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.review_people import CouncilSeat, PanelMember
from kdcl_xl.forms.review_results import Appraisal, Comparison, Recognised, ReviewProcess
from kdcl_xl.law.regulation import UnknownRegulation, load
from tests.review_year.books import book

IN_2018, SINCE_2026 = dt.date(2026, 6, 22), dt.date(2027, 6, 22)
SO = {"office": "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà", "province": "tỉnh Bắc Sơn Hà", "level": "Sở GDĐT"}
LO: dict[str, Any] = {"school_id": "7901", "school": "Trường THCS Nguyễn Thị Lộ"}
LONG = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Viết Xuân & Cộng sự <mới>"
MINE = (
    "bao-cao-danh-gia-ngoai", "quyet-dinh-cong-nhan", "giay-chung-nhan-kdclgd", "bang-cong-nhan-cqg", "to-trinh-ubnd-cqg",
    "quyet-dinh-hoi-dong-tham-dinh", "bien-ban-hop-hoi-dong-tham-dinh", "thong-bao-ket-qua-tham-dinh",
    "bao-cao-theo-doi-cai-tien", "ke-hoach-truong-chuan", "bao-cao-tong-ket-dgn",
)  # fmt: skip


def source(*rows: Row, on: dt.date = IN_2018, **cells: Any) -> Source:
    year = "2025-2026" if on <= dt.date(2026, 8, 31) else "2026-2027"
    return Source(book(*rows, year=year, **(SO | cells)), on)


def compared(own: int | None, found: int | None, code: str = "1.1", **more: Any) -> Comparison:
    plain = LO | {"criterion": code, "own": own, "found": found, "regulation": "tt18_2018_tr"}
    return Comparison.model_validate(plain | more)


def granted(**more: Any) -> Recognised:
    plain = LO | {"kind": "THCS", "certificate": "CQG", "grade": 1}
    return Recognised.model_validate(plain | more)


def printed(code: str, made_from: Source) -> list[str]:
    document = DOCUMENTS[code]
    return [
        page_text(Template.load(document.variant_of(draft.context).template).render(draft.context))
        for draft in document.drafts(made_from)
    ]


# ---- every paper


@pytest.mark.parametrize("on", [IN_2018, SINCE_2026])
@pytest.mark.parametrize("code", MINE)
def test_an_empty_workbook_prints_clean_or_says_why_not(code: str, on: dt.date) -> None:
    empty = source(on=on, office="", province="")
    for text in printed(code, empty):
        assert_clean(text.splitlines())
    assert empty.remarks


@pytest.mark.parametrize("code", MINE)
def test_names_of_all_kinds_are_printed_as_written(code: str) -> None:
    """Long, with & and <>: in both years, wherever a paper names the school."""
    for sample in (province_2025(), province_2027()):
        for rows in sample.submission.rows.values():
            rows[:] = [
                row.model_copy(update={"school": LONG}) if getattr(row, "school_id", "") == "7901" else row
                for row in rows
            ]
        for text in printed(code, sample):
            assert_clean(text.splitlines())
            assert "Cộng sự" not in text or LONG in text.replace("\u00a0", " ")


# ---- the report of the team


def test_the_table_sets_both_levels_against_each_other() -> None:
    rows = [compared(3, 2), compared(2, 2, "1.2"), compared(1, 3, "1.3"), compared(2, None, "1.4"), compared(1, 0, "1.5")]  # fmt: skip
    (draft,) = results.reports(source(*rows))
    report: Any = draft.context
    lines = {criterion.code: criterion for criterion in report.compared}
    assert [lines[f"1.{n}"].difference for n in range(1, 7)] == ["Cao hơn 1 mức", "Như nhau", "Thấp hơn 2 mức", "", "Cao hơn 1 mức", ""]  # fmt: skip
    assert lines["1.5"].found == "Không đạt Mức\u00a01"
    assert lines["1.6"].own is None
    assert (
        report.differences
        == "Trong 5 tiêu chí có trong bảng đối chiếu: 1 tiêu chí tự đánh giá và đánh giá ngoài như "
        "nhau, 2 tiêu chí tự đánh giá cao hơn, 1 tiêu chí tự đánh giá thấp hơn, 1 tiêu chí chưa đủ hai kết quả."
    )
    assert sum(int(share.found) for share in report.shares) == len(load("tt18_2018_tr").criteria)


def test_the_printed_table_has_every_criterion_of_the_rule_set() -> None:
    (draft,) = results.reports(province_2025())
    data = Template.load("bao-cao-danh-gia-ngoai").render(draft.context)
    codes = [row[0] for row in rows_of(data) if len(row) == 6 and row[0][:1].isdigit() and "." in row[0]]
    assert codes == [criterion.code for criterion in load("tt18_2018_tr").criteria]
    text = "\n".join(lines_of(data))
    for needed in ("TỔNG QUAN", "ĐÁNH GIÁ THEO TIÊU CHÍ", "KẾT LUẬN, KIẾN NGHỊ", "812/QĐ-SGDĐT ngày 05 tháng 11 năm 2024", "kết luận: Mức\u00a02./."):  # fmt: skip
        assert needed in text


def test_the_prose_of_the_team_stands_under_its_criterion() -> None:
    (draft,) = results.reports(source(compared(2, 2)))
    report: Any = draft.context
    first = report.standards[0]
    told = first.criteria[0].model_copy(update={"description": "Nhận định riêng", "recommendation": "Việc nên làm"})  # fmt: skip
    standard = first.model_copy(update={"criteria": (told, *first.criteria[1:]), "strengths": "Mạnh cả tiêu chuẩn"})  # fmt: skip
    full = report.model_copy(update={"standards": (standard, *report.standards[1:]), "recommendations": "Kiến nghị chung"})  # fmt: skip
    lines = lines_of(Template.load("bao-cao-danh-gia-ngoai").render(full))
    assert lines.index("Nhận định riêng") < lines.index("Việc nên làm") < lines.index("Mạnh cả tiêu chuẩn") < lines.index("Kiến nghị chung")  # fmt: skip
    assert lines[lines.index("Nhận định riêng") + 2] == "(chưa có nội dung)"


def test_what_the_team_concluded_against_what_the_criteria_give() -> None:
    every = [compared(2, 2, criterion.code) for criterion in load("tt18_2018_tr").criteria]
    agreed, other = source(*every, granted(found=2)), source(*every, granted(found=3))
    assert next(iter(results.reports(agreed))).context.proposed == "Đạt Mức 2"  # type: ignore[attr-defined]
    list(results.reports(agreed))
    list(results.reports(other))
    assert not any("xem lại trước khi ký" in remark for remark in agreed.remarks)
    assert any("ghi Mức\u00a03, mức của các tiêu chí cho đạt mức 2" in remark for remark in other.remarks)


def test_the_leader_comes_first_and_signs() -> None:
    people = [PanelMember(**LO, name=name, role=role) for name, role in (("A", "Ủy viên"), ("B", "Thư ký"), ("C", "Trưởng đoàn"))]  # fmt: skip
    (draft,) = results.reports(source(compared(1, 1), *people))
    report: Any = draft.context
    assert [member.name for member in report.members] == ["C", "B", "A"]
    assert (report.signer.lines[0], report.signer.name) == ("TM. ĐOÀN ĐÁNH GIÁ NGOÀI", "C")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([compared(1, 1, regulation="tt57_2026_pt")], "không có báo cáo đánh giá ngoài"),
        ([compared(1, 1, school_id="", school="Điểm trường", regulation="")], "chưa rõ cấp học hoặc bộ tiêu chuẩn"),
        ([compared(1, 1), compared(1, 1, "9.9")], "không có tiêu chí 9.9"),
    ],
)  # fmt: skip
def test_what_cannot_be_in_the_report_is_said(rows: list[Row], said: str) -> None:
    made_from = source(*rows)
    drafts = list(results.reports(made_from))
    assert any(said in remark for remark in made_from.remarks)
    assert len(drafts) == (1 if "9.9" in said else 0)


def test_no_report_of_a_school_nobody_has_reviewed() -> None:
    """Its own levels stand in the workbook since it registered."""
    made_from = source(compared(2, None), compared(2, None, "1.2"))
    assert list(results.reports(made_from)) == []
    assert any("chưa lập báo cáo: Trường THCS Nguyễn Thị Lộ" in remark for remark in made_from.remarks)
    assert len(list(results.reports(source(compared(2, None), ReviewProcess(**LO))))) == 1


def test_a_council_without_anybody_has_no_decision() -> None:
    made_from = source(CouncilSeat(body="Tổ thẩm định hồ sơ", name="A", role="Tổ trưởng"), on=SINCE_2026)
    assert list(council.formation(made_from)) == []
    assert any("chưa có người nào" in remark for remark in made_from.remarks)


def test_an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(UnknownRegulation):
        list(results.reports(source(compared(1, 1, regulation="tt99_2099"))))


# ---- recognition


@pytest.mark.parametrize(
    ("more", "on", "model", "authority", "signer"),
    [
        ({"certificate": "KĐCLGD"}, IN_2018, AccreditationDecision, "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BẮC SƠN HÀ", ("GIÁM ĐỐC",)),
        ({}, IN_2018, ProvincialDecision, "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN HÀ", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ({}, dt.date(2026, 7, 6), ProvincialDecision, "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN HÀ", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ({}, dt.date(2026, 7, 7), StandardDecision, "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BẮC SƠN HÀ", ("GIÁM ĐỐC",)),
        # the day of signing rules, not the day of printing
        ({"signed_on": dt.date(2026, 7, 1), "decision": "9/QĐ-UBND"}, dt.date(2026, 8, 3), ProvincialDecision, "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN HÀ", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ],
)  # fmt: skip
def test_who_recognises_goes_by_kind_and_day(
    more: dict[str, Any], on: dt.date, model: type[Any], authority: str, signer: tuple[str, ...]
) -> None:
    (draft,) = recognition.decisions(source(granted(**more), on=on))
    decision: Any = draft.context
    assert model is type(decision)
    assert (decision.authority, decision.signer.lines) == (authority, signer)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (granted(certificate="KĐCLGD"), "không còn cấp độ kiểm định (chưa đối chiếu)"),
        (granted(school="Trung tâm GDTX Khu Nam", kind="GDTX"), "không thuộc diện công nhận chuẩn quốc gia"),
        (granted(grade=None), "chưa rõ loại công nhận hoặc cấp độ"),
        (granted(decision="1/QĐ-UBND", signed_on=dt.date(2024, 1, 5)), "không có quyết định công nhận"),
    ],
)
def test_what_is_not_recognised_is_said(row: Recognised, said: str) -> None:
    made_from = source(row, on=SINCE_2026)
    assert list(recognition.decisions(made_from)) == []
    assert any(said in remark for remark in made_from.remarks)


def test_a_given_number_and_its_day_are_printed() -> None:
    row = granted(decision="412/QĐ-SGDĐT", signed_on=dt.date(2027, 4, 20), valid_until=dt.date(2032, 4, 20))
    (text,) = printed("quyet-dinh-cong-nhan", source(row, on=SINCE_2026))
    for needed in ("Số: 412/QĐ-SGDĐT", "Bắc Sơn Hà, ngày 20 tháng 4 năm 2027", "có giá trị đến hết ngày 20 tháng 4 năm 2032", "Công nhận Trường THCS Nguyễn Thị Lộ đạt chuẩn quốc gia Mức\u00a0độ\u00a01."):  # fmt: skip
        assert needed in text


def test_how_long_it_lasts_comes_from_the_circular_or_stays_open() -> None:
    signed = granted(decision="5/QĐ-SGDĐT", signed_on=dt.date(2027, 2, 28))
    made_from = source(signed, on=SINCE_2026)
    (draft,) = certificates.standard_certificates(made_from)
    assert draft.context.valid_until == "ngày 28 tháng 02 năm 2032"  # type: ignore[attr-defined]
    assert any("tính 5 năm từ ngày ký là 28/02/2032" in remark for remark in made_from.remarks)
    (draft,) = certificates.standard_certificates(source(granted(), on=SINCE_2026))
    assert draft.context.valid_until == "ngày …… tháng …… năm ………"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "made_from"),
    [("giay-chung-nhan-kdclgd", province_2025()), ("bang-cong-nhan-cqg", province_2027())],
)
def test_a_certificate_says_that_its_form_is_our_own(code: str, made_from: Source) -> None:
    drafts = DOCUMENTS[code].drafts(made_from)
    word = Word(io.BytesIO(Template.load(code).render(drafts[-1].context)))
    assert len(drafts) == 2
    section = word.sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)
    assert word.sections[0].footer.paragraphs[0].text == OWN_FORM == word.core_properties.comments
    assert any(OWN_FORM in remark for remark in made_from.remarks)


def test_the_petition_names_who_waits_and_ends_with_the_path_of_2018() -> None:
    made_from = source(
        granted(), granted(school_id="2", school="Trường Tiểu học Bản Mòng", decision="1/QĐ-UBND")
    )
    (draft,) = results_petition.petitions(made_from)
    paper: Any = draft.context
    assert [row.school for row in paper.schools] == ["Trường THCS Nguyễn Thị Lộ"]
    assert (paper.count, paper.addressee) == ("01 (một) trường", "Ủy ban nhân dân tỉnh Bắc Sơn Hà")
    later = source(granted(), on=SINCE_2026)
    assert list(results_petition.petitions(later)) == []
    assert "không lập tờ trình" in later.remarks[0]


# ---- the council of the Sở


def test_the_council_in_its_order_without_the_groups_of_offices() -> None:
    body = "Hội đồng thẩm định của Sở"
    seats = [
        CouncilSeat(body=body, name="A", role="Ủy viên"),
        CouncilSeat(body=body, name="B", role="Chủ tịch"),
        CouncilSeat(body="Tổ thẩm định hồ sơ", name="C", role="Thư ký"),
    ]
    made_from = source(*seats, on=SINCE_2026)
    (draft,) = council.formation(made_from)
    paper: Any = draft.context
    assert [seat.name for seat in paper.members] == ["B", "A"]
    assert any("có 2 người của Hội đồng; ít nhất 5 người (chưa đối chiếu" in remark for remark in made_from.remarks)  # fmt: skip


@pytest.mark.parametrize("build", [council.formation, council.minutes, council.notices])
def test_there_is_no_council_before_its_law(build: Any) -> None:
    made_from = province_2025()
    assert list(build(made_from)) == []
    assert "Trước 07/7/2026 chưa có Hội đồng thẩm định" in made_from.remarks[0]


@pytest.mark.parametrize(
    ("more", "stated"),
    [
        ({}, ["Chưa ghi", "Chưa ghi", "Chưa ghi"]),
        ({"cohort": "Có", "years_of_data": 3, "facilities": "Có"}, ["Có", "03 năm học", "Có"]),
        ({"cohort": "Không", "years_of_data": 2, "facilities": "Không"}, ["Chưa bảo đảm", "02 năm học, chưa đủ", "Chưa bảo đảm"]),
    ],
)  # fmt: skip
def test_conditions_are_those_of_the_circular_and_unknown_stays_unknown(
    more: dict[str, Any], stated: list[str]
) -> None:
    (draft,) = council.minutes(source(Appraisal(**LO, met_on=dt.date(2027, 4, 6), **more), on=SINCE_2026))
    paper: Any = draft.context
    assert [condition.stated for condition in paper.conditions] == stated


def test_minutes_and_notices_of_the_council() -> None:
    made_from = province_2027()
    minutes, notices = printed("bien-ban-hop-hoi-dong-tham-dinh", made_from), printed("thong-bao-ket-qua-tham-dinh", made_from)  # fmt: skip
    assert len(minutes) == len(notices) == 2
    assert "Kết luận: Đề nghị công nhận đạt chuẩn quốc gia Mức\u00a0độ\u00a01." in minutes[0]
    assert "04 phiếu đồng ý trên 05 thành viên có mặt" in minutes[1]
    assert "Kết luận: Chưa đề nghị công nhận." in notices[1]
    assert any("(Mẫu 5) theo Thông tư 57/2026/TT-BGDĐT chưa đọc được đầy đủ" in remark for remark in made_from.remarks)  # fmt: skip


@pytest.mark.parametrize(
    ("seats", "present", "absence"),
    [
        (7, 6, "vắng mặt: 01 (lý do: …………………………)."),
        (7, 7, "vắng mặt: không."),
        (7, None, "vắng mặt: …… (lý do: …………………………)."),
        (5, 6, "vắng mặt: …… (lý do: …………………………)."),
    ],
)
def test_who_was_absent_is_counted_where_it_is_known(seats: int, present: int | None, absence: str) -> None:
    row = Appraisal(**LO, met_on=dt.date(2027, 4, 6), seats=seats, present=present)
    (text,) = printed("bien-ban-hop-hoi-dong-tham-dinh", source(row, on=SINCE_2026))
    assert next(line for line in text.splitlines() if "có mặt:" in line).endswith(absence)


@pytest.mark.parametrize("build", [council.minutes, council.notices])
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"seats": 4, "present": 5, "votes": 4}, ["số có mặt nhiều hơn số thành viên"]),
        ({"seats": 5, "present": 3, "votes": 4}, ["số phiếu đồng ý nhiều hơn số có mặt"]),
        ({"level": 1, "grade": 2}, ["Mức đạt 1 chưa đủ cho Mức độ đề nghị 2"]),
        ({"level": 1, "grade": 2, "verdict": "Chưa đề nghị công nhận"}, []),
        ({"seats": 5, "present": 5, "votes": 5, "level": 2, "grade": 2}, []),
        ({"present": 5, "votes": 4, "grade": 1}, []),
    ],
)
def test_a_council_paper_that_contradicts_itself_is_told(
    build: Any, given: dict[str, Any], told: list[str]
) -> None:
    row = {"met_on": dt.date(2027, 4, 6), "verdict": "Đề nghị công nhận"} | given
    made_from = source(Appraisal(**LO, **row), on=SINCE_2026)
    assert list(build(made_from))
    found = [remark for remark in made_from.remarks if "Văn bản in như trong sổ" in remark]
    assert len(found) == len(told) and all(words in remark for words, remark in zip(told, found, strict=True))
    assert all("trang Thẩm định công nhận)" in remark for remark in found)


def test_a_school_without_a_conclusion_gets_no_notice() -> None:
    made_from = source(Appraisal(**LO, received_on=dt.date(2027, 2, 1)), on=SINCE_2026)
    assert list(council.notices(made_from)) == []
    assert any("không có thông báo kết quả thẩm định" in remark for remark in made_from.remarks)


@pytest.mark.parametrize("template", ["quyet-dinh-hoi-dong-tham-dinh", "bien-ban-hop-hoi-dong-tham-dinh", "thong-bao-ket-qua-tham-dinh", "quyet-dinh-cong-nhan-cqg-2026", "bao-cao-tong-ket-dgn"])  # fmt: skip
def test_forms_not_seen_in_full_say_so_in_their_properties(template: str) -> None:
    properties = Word(str(reports_folder() / f"{template}.docx")).core_properties
    assert "chưa đọc được" in properties.comments


def test_no_paper_of_a_year_of_review_passes_for_an_official_form() -> None:
    """The guide says so for all of them; each file says it of itself."""
    for document in review_papers.DOCUMENTS:
        for variant in document.variants:
            properties = Word(str(reports_folder() / f"{variant.template}.docx")).core_properties
            assert re.search(
                r"[Mm]ẫu (chính thức|của chương trình)|[Bb]ố cục của chương trình", properties.comments
            ), variant.template
