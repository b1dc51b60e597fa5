"""Names of the tables and of what is not written, in the report of one school."""

import datetime as dt

from docx_text import lines_of
from school_workbooks import blank_school, school_2018, school_2026

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.figures import open_figures
from kdcl_xl.documents.from_school import self_assessment_report
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.school_reports import report
from kdcl_xl.forms.self_assessment import StatisticRow
from kdcl_xl.jobs.checking import verdict_of

ON = dt.date(2027, 6, 1)


def test_tables_of_the_new_form_do_not_clash_with_its_headings() -> None:
    submission = school_2026()
    context = self_assessment_report(submission, verdict_of(submission), ON)
    titles = [t.title for t in (*context.class_tables, *context.staff_tables, *context.result_tables)]
    assert [title.split(". ")[0] for title in titles] == [f"Bảng {n}" for n in range(1, len(titles) + 1)]
    lines = lines_of(Template.load("bao-cao-tu-danh-gia-2026").render(context))
    assert any(line.startswith("Bảng 1. Số lớp") for line in lines)
    assert next(line for line in lines if line.startswith("1. ")) == "1. Thông tin chung"
    assert not any(line.startswith("1. Số lớp") for line in lines)


def test_cells_nobody_wrote_in_are_counted_and_what_is_said_to_be_absent_is_not() -> None:
    submission = blank_school()
    rows = submission.rows[StatisticRow] = [
        StatisticRow(code="hs_tong", year_0=600, year_1="chưa có"),
        StatisticRow(code="gv_tong", year_0=0, year_1=30, year_2=31),
        StatisticRow(),
    ]
    assert len(rows) == 3
    assert open_figures(submission) == 1
    source = Source(submission, ON)
    report(source)
    assert any("Trang Số liệu còn 1 ô để trống" in remark for remark in source.remarks)


def test_the_form_of_2018_keeps_the_numbers_of_its_circular() -> None:
    submission = school_2018()
    context = self_assessment_report(submission, verdict_of(submission), dt.date(2025, 5, 20))
    assert context.class_tables[0].title.startswith("1. ")


def test_a_text_nobody_wrote_is_unwritten_and_no_missing_figure() -> None:
    submission = blank_school()
    context = self_assessment_report(submission, verdict_of(submission), ON)
    profile = {line.label: line.text for line in context.profile}
    assert profile["Địa chỉ"] == profile["Điện thoại"] == profile["Thư điện tử"] == "chưa ghi"
    assert profile["Số điểm trường"] is None
