"""Công văn yêu cầu bổ sung: whom it goes to, what it lists, in whose words."""

from __future__ import annotations

import datetime as dt

import pytest
from docx_text import lines_of, rows_of
from summary_workbooks import ward, ward_content

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.office_papers.supplement import letters, places_in_words, supplement_letters
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.supplement import letter
from kdcl_xl.forms.summary import FindingLine, StatusLine
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.content import Content

ON = dt.date(2027, 6, 20)


def with_findings(*rows: FindingLine) -> Content:
    content = ward_content()
    content.rows[FindingLine] = list(rows)
    return content


def finding(number: int = 1, **more: object) -> FindingLine:
    plain = {
        "school_id": "079020",
        "file": "079020.xlsx",
        "severity": "lỗi",
        "code": f"MC-{number:03}",
        "times": 1,
    }
    return FindingLine.model_validate(plain | {"message": f"Điều {number}.", "remedy": "Sửa lại."} | more)


def test_one_letter_to_each_school_with_findings_in_the_order_of_the_list() -> None:
    content = with_findings(finding(), finding(school_id="079010", file="079010.xlsx", severity="cảnh báo"))
    found = dict(supplement_letters(ward(content), ON))
    assert list(found) == ["079010", "079020"]
    assert (found["079010"].to_mend, len(found["079010"].to_review)) == ((), 1)
    assert (len(found["079020"].to_mend), found["079020"].to_review) == (1, ())
    assert found["079020"].addressee == "Trường THCS Nguyễn Thị Lộ & Cộng sự <mới>"


def test_schools_that_owe_the_workbook_itself_get_the_reminder_instead() -> None:
    content = with_findings(finding(school_id="079011", file="079011.xlsx"), finding(school_id="079002"))
    assert list(supplement_letters(ward(content), ON)) == []


def test_files_that_do_not_count_are_not_held_against_a_school() -> None:
    content = with_findings(finding(file="ban-cu.xlsx"))
    assert list(supplement_letters(ward(content), ON)) == []


def test_by_source_where_the_rows_bear_one() -> None:
    content = with_findings(finding(1, source="aaaaaaaaaaaa"), finding(2, source="bbbbbbbbbbbb"))
    for row in content.rows[StatusLine]:
        if isinstance(row, StatusLine) and row.school_id == "079020":
            row.source = "aaaaaaaaaaaa"
    from kdcl_xl.forms.summary import Result

    for result in content.rows[Result]:
        if isinstance(result, Result) and result.school_id == "079020":
            result.source = "aaaaaaaaaaaa"
    ((_, found),) = supplement_letters(ward(content), ON)
    assert [row.fault for row in found.to_mend] == ["Điều 1."]


def test_words_are_turned_to_the_school_and_no_law_is_invented() -> None:
    content = with_findings(
        finding(1, message="Sai. Ý thầy/cô có phải Đạt?", remedy="", law="Điều 9 TT 57/2026", times=3),
        finding(2, remedy="Nếu danh mục sai, thầy/cô phụ trách danh mục thêm dòng có ngày."),
    )
    ((_, found),) = supplement_letters(ward(content), ON)
    first, second = found.to_mend
    assert first.fault == "Sai. Ý nhà trường có phải Đạt? (3 chỗ)"
    assert (first.remedy, first.law) == ("Kiểm tra lại, sửa trong sổ rồi gửi lại.", "Điều 9 TT 57/2026")
    assert second.law == "Quy cách của mẫu sổ"
    assert second.remedy == "Nếu danh mục sai, nhà trường báo để cơ quan quản lý thêm dòng có ngày."


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ("", "Cả sổ"),
        ("Trường", "Trang Trường"),
        ("Minh chứng!B14, Minh chứng!B20", "Trang Minh chứng: B14, B20"),
        ("Minh chứng!B14, Đánh giá!F3…", "Trang Minh chứng: B14; trang Đánh giá: F3 và các ô khác"),
    ],
)
def test_places_as_a_paper_says_them(places: str, words: str) -> None:
    assert places_in_words(places) == words


def test_the_file_is_named_as_the_school_named_it() -> None:
    content = with_findings(finding(file="thu.zip/079020.xlsx"))
    for row in content.rows[StatusLine]:
        if isinstance(row, StatusLine) and row.school_id == "079020":
            row.file, row.revision = "thu.zip/079020.xlsx", 2
    ((_, found),) = supplement_letters(ward(content), ON)
    assert (found.file, found.next_revision) == ("tệp “079020.xlsx” (lần nộp 2)", "lần nộp 3")


def test_deadline_from_the_settings_or_room_for_it_with_a_remark() -> None:
    submission = ward(with_findings(finding()))
    dated = Source(submission, ON, Settings.model_validate({"tong-hop": {"han-bo-sung": "30/06/2027"}}))
    (draft,) = letters(dated)
    assert draft.name == "cong-van-yeu-cau-bo-sung_079020_truong-thcs-nguyen-thi-lo-cong-su-moi"
    assert draft.context.deadline == "trước ngày 30 tháng 6 năm 2027"
    past = Source(submission, ON, Settings.model_validate({"tong-hop": {"han-bo-sung": "01/06/2027"}}))
    (draft,) = letters(past)
    assert draft.context.deadline.endswith("năm\u00a02027")
    assert any("han-bo-sung" in remark for remark in past.remarks)


def test_no_findings_no_letters_and_it_is_said() -> None:
    source = Source(ward(with_findings()), ON)
    assert list(letters(source)) == []
    assert "Không có trường nào còn lỗi" in source.remarks[-1]


@pytest.mark.parametrize("count", [1, 60])
def test_as_printed(count: int) -> None:
    content = with_findings(
        *(finding(n, message=f"A & B <C> {n}.", severity="cảnh báo") for n in range(1, count + 1))
    )
    ((_, context),) = supplement_letters(ward(content), ON, dt.date(2027, 6, 30))
    data = Template.load("cong-van-yeu-cau-bo-sung").render(context)
    rows = [row for row in rows_of(data) if len(row) == 5]
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, count + 1)]
    assert rows[-1][2] == f"A & B <C> {count}."
    text = "\n".join(lines_of(data))
    assert "phải bổ sung, sửa lại" not in text
    assert f"rà soát {count} nội dung sau" in text


def test_both_tables_of_the_sample() -> None:
    text = "\n".join(lines_of(Template.load("cong-van-yeu-cau-bo-sung").render(letter())))
    for needed in (
        "V/v bổ sung, hoàn thiện sổ tự đánh giá năm học 2026-2027",
        "còn 2 nội dung sau phải bổ sung, sửa lại:",
        "Ngoài ra, đề nghị Trường Trung học cơ sở Nguyễn Thị Lộ rà soát 1 nội dung sau",
        "ghi lần nộp 2 và gửi lại trước ngày 30 tháng 6 năm 2027",
        "nghiêm túc thực hiện./.",
    ):
        assert needed in text
