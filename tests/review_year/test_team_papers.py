"""The papers of a panel, made of its workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.review_team import panel
from kdcl_xl.forms.review_team import (
    CriterionFinding,
    ExternalAnswer,
    PreliminaryLine,
    ReviewedSchool,
    SurveyLine,
    TeamMember,
    TeamPassage,
)
from kdcl_xl.text.dates import vn_long_date
from tests.documents.docx_text import lines_of
from tests.review_year.team_books import team_book


def contexts(code: str, source: Source | None = None) -> Iterator[Any]:
    for draft in DOCUMENTS[code].drafts(source or panel()):
        yield draft.context


def blank() -> Source:
    """A panel that has not written anything yet."""
    source = Source(team_book(), dt.date(2025, 5, 5))
    source.submission.rows[TeamMember] = []
    return source


def test_each_member_who_wrote_has_a_preliminary_report() -> None:
    source = panel()
    source.submission.table(PreliminaryLine)[1].member = "Tẩn A Phừ"
    drafts = DOCUMENTS["bao-cao-so-bo"].drafts(source)
    assert [draft.name for draft in drafts] == [
        "bao-cao-so-bo_mac-thi-thu-giang_7901",
        "bao-cao-so-bo_tan-a-phu_7901",
    ]
    reports: list[Any] = [draft.context for draft in drafts]
    assert [(r.member, r.role, [c.code for c in r.criteria]) for r in reports] == [
        ("Mạc Thị Thu Giang", "Trưởng đoàn", ["1.1"]),
        ("Tẩn A Phừ", "Thư ký", ["1.3"]),
    ]


def test_a_clause_of_the_top_level_is_named_by_its_article() -> None:
    source = panel()
    source.submission.table(PreliminaryLine)[1].criterion = "22.1"
    [report] = contexts("bao-cao-so-bo", source)
    assert [criterion.named for criterion in report.criteria] == ["Tiêu chí 1.1", "Khoản 1 Điều 22"]
    assert "Khoản 1 Điều 22: " in "\n".join(lines_of(Template.load("bao-cao-so-bo").render(report)))


def test_without_remarks_there_is_no_preliminary_report_and_the_user_is_told() -> None:
    source = blank()
    assert DOCUMENTS["bao-cao-so-bo"].drafts(source) == []
    assert source.remarks[0].startswith("Trang Báo cáo sơ bộ chưa có nhận xét")


def test_the_report_on_the_dossier_has_seven_sections_and_says_whose_titles_they_are() -> None:
    [report] = contexts("bao-cao-nghien-cuu-ho-so")
    assert len(report.sections) == 7
    assert report.unverified == ("tên bảy mục của báo cáo kết quả nghiên cứu hồ sơ do chương trình đặt",)
    assert report.signer.name == "Mạc Thị Thu Giang"


def test_the_minutes_tell_only_the_preliminary_visit() -> None:
    [minutes] = contexts("bien-ban-khao-sat-so-bo")
    assert [item.method for item in minutes.items] == ["Trao đổi với nhà trường", "Quan sát"]
    assert minutes.official_days == "từ ngày 02/12/2025 đến ngày 04/12/2025"
    assert minutes.copies == "03 (ba) bản"


def test_the_day_of_the_preliminary_visit_is_taken_from_its_journal() -> None:
    source = panel()
    team = source.submission.fields(ReviewedSchool)
    source.submission.values[ReviewedSchool] = team.model_copy(update={"preliminary_on": None})
    days = {line.held_on for line in source.submission.table(SurveyLine) if line.step == "Sơ bộ"}
    [minutes] = contexts("bien-ban-khao-sat-so-bo", source)
    assert len(days) == 1
    assert minutes.held_on == vn_long_date(days.pop())


def test_parts_of_the_report_nobody_wrote_are_named() -> None:
    source = panel()
    source.submission.rows[TeamPassage] = []
    list(contexts("bao-cao-dgn-cua-doan", source))
    assert any(
        "Phần III in “(chưa có nội dung)”: điểm mạnh, điểm yếu, kiến nghị." in r for r in source.remarks
    )


def test_what_is_not_known_is_left_to_fill_and_said() -> None:
    source = blank()
    source.submission.rows[SurveyLine] = []
    [minutes] = contexts("bien-ban-khao-sat-so-bo", source)
    assert minutes.members[0].name.startswith("……")
    assert "khảo sát sơ bộ (trang Khảo sát)" in source.remarks[0]


def test_a_phieu_shows_both_results_and_says_that_requirements_are_a_summary() -> None:
    phieu = {form.criterion.split(":")[0]: form for form in contexts("phieu-danh-gia-ngoai")}
    assert len(phieu) == 28, "the clauses of Mức 4 were not looked at"
    form = phieu["Tiêu chí 1.3"]
    assert (form.own, form.found) == ("Mức\u00a03", "Mức\u00a02")
    assert form.reason == "Minh chứng kiểm tra, giám sát của một năm chưa đủ"
    assert {(i.own, i.found) for i in form.indicators if i.level == "3"} == {("Đạt", "Không đạt")}
    assert "tóm tắt" in form.wording_note


def test_clauses_have_a_phieu_once_they_were_looked_at() -> None:
    source = panel()
    rules = source.submission.edition.rules
    clause = rules.clauses[0]
    for level in clause.levels:
        for indicator in level.indicators:
            source.submission.rows[ExternalAnswer].append(
                ExternalAnswer(
                    criterion=clause.code, level=level.level, indicator=indicator.label, found="Không đạt"
                )
            )
    forms = [form for form in contexts("phieu-danh-gia-ngoai", source) if form.heading == "Mức 4"]
    assert [(form.criterion.split(":")[0], form.own, form.found) for form in forms] == [
        ("Khoản 1 Điều 22", "Chưa đánh giá", "Không đạt")
    ]
    [report] = contexts("bao-cao-dgn-cua-doan", source)
    assert [(c.named, c.own, c.found) for c in report.clauses] == [("Khoản 1 Điều 22", None, "Không đạt")]


def test_the_report_has_the_prose_of_the_panel_and_the_table_of_both_levels() -> None:
    [report] = contexts("bao-cao-dgn-cua-doan")
    rows = {row.code: row for row in report.compared}
    assert (rows["1.3"].own, rows["1.3"].found, rows["1.3"].difference) == (
        "Mức\u00a03",
        "Mức\u00a02",
        "Cao hơn 1 mức",
    )
    assert rows["1.3"].recommendation == "Bổ sung minh chứng, khắc phục trong năm học 2026-2027."
    assert report.standards[0].strengths == "Tổ chức bộ máy đúng quy định."
    assert report.members[3].criteria == "4.1; 4.2"
    assert [step.when for step in report.steps][:2] == ["ngày 10/11/2025", "ngày 18/11/2025"]
    assert (report.level, report.proposed) == ("Mức\u00a02", "Đạt Mức 2")
    assert report.feedback[0].about == "Tiêu chí 3.2, trang 21"


def test_a_level_nobody_concluded_is_left_to_the_panel() -> None:
    source = panel()
    source.submission.fields(ReviewedSchool).found_level = None
    [report] = contexts("bao-cao-dgn-cua-doan", source)
    assert report.level.startswith("……")
    assert report.proposed == "Đạt Mức 2"
    assert any("mức do đoàn kết luận" in remark for remark in source.remarks)


def test_what_the_panel_has_not_written_is_not_invented() -> None:
    source = panel()
    source.submission.rows[CriterionFinding] = []
    [report] = contexts("bao-cao-dgn-cua-doan", source)
    assert not any(row.written for row in report.compared)


def test_a_phieu_does_not_pass_off_the_schools_evidence_as_checked() -> None:
    source = panel()
    rows = [row for row in source.submission.table(ExternalAnswer) if row.criterion == "1.1"]
    rows[0].evidence, rows[0].own_evidence = "[H1-1.1-02]", "[H1-1.1-01]"
    rows[1].evidence, rows[1].own_evidence = "", "[H1-1.1-01]"
    rows[2].evidence, rows[2].own_evidence = "", ""
    form = next(form for form in contexts("phieu-danh-gia-ngoai", source) if "1.1:" in form.criterion)
    assert [i.evidence for i in form.indicators[:3]] == ["[H1-1.1-02]", "(trường nêu) [H1-1.1-01]", ""]
