"""Papers of an office made of its consolidated workbook."""

import datetime as dt
import re
from typing import cast

from docx_text import assert_clean, lines_of, rows_of
from summary_workbooks import ward, ward_content

from kdcl_xl.documents.from_summary import accreditation_summary, reminder_letters
from kdcl_xl.documents.render import Template
from kdcl_xl.forms.summary import NeedLine, RegistrationLine, Result, SourceLine, StatusLine
from kdcl_xl.law.regulation import load
from kdcl_xl.workbook.content import Content

ON = dt.date(2027, 6, 20)


def test_summary_report_of_a_ward() -> None:
    context = accreditation_summary(ward(), ON)
    assert context.head.body == "ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ"
    assert context.addressee == "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh"
    document = Template.load("bao-cao-tong-hop-kdcl").render(context)
    lines, rows = lines_of(document), rows_of(document)
    assert_clean(lines)
    assert ["Mầm non", "2", "1", "1", "1", "50,0%"] in rows
    assert ["Tổng cộng", "5", "4", "2", "1", "80,0%"] in rows
    assert ["1", "Trường Mầm non tư thục Nắng Mai", "Mầm non", "Chưa nộp"] in rows
    assert ["3", "Trường Tiểu học Võ Thị Sáu", "Tiểu học", "Không nhận: Tệp đặt mật khẩu."] in rows
    assert ["4", "Tệp “khong-ten.xlsx”", "chưa rõ", "Không nhận: Tệp hỏng."] in rows
    assert not any("anh.jpg" in line or "Bé Ngoan" in line for line in lines)


def test_levels_are_counted_from_rows_and_unsettled_is_no_failure() -> None:
    context = accreditation_summary(ward(), ON)
    assert context.levels_2018 == ()  # the school of 2018 stands apart
    rows = {row.kind: row for row in context.levels_2026}
    assert (rows["Tiểu học"].unmet, rows["Tiểu học"].undecided) == ("0", "1")
    assert (rows["THCS"].unmet, rows["THCS"].undecided) == ("1", "0")
    total = rows["Tổng cộng"]
    assert (total.assessed, total.unmet, total.level_1, total.level_2, total.undecided) == (
        "3",
        "1",
        "0",
        "1",
        "1",
    )
    assert total.total


def test_a_school_assessed_per_level_counts_once_with_its_lowest() -> None:
    content = ward_content()
    content.rows[Result] = [
        Result(
            school_id="079020",
            name="Trường",
            kind="Nhiều cấp học",
            scope=scope,
            circular=load("tt57_2026_pt").short_title,
            school_year="2026-2027",
            counted="Có",
            level_low=level,
            level_high=level,
            assessed="Có",
        )
        for scope, level in (("THCS", 2), ("THPT", 1))
    ]
    (row, total) = accreditation_summary(ward(content), ON).levels_2026
    assert (row.kind, row.assessed, row.level_1, row.level_2) == ("Nhiều cấp học", "1", "1", "0")
    assert total.assessed == "1"


def test_weak_criteria_needs_and_registrations() -> None:
    context = accreditation_summary(ward(), ON)
    (weak,) = context.weak_criteria
    assert (weak.code, weak.schools, weak.share) == ("3.3", "1", "100,0%")
    assert [(need.content, need.schools, need.cost) for need in context.needs] == [
        ("Tiêu chí 3.3: Hoạt động", "2", "1.250,5 triệu đồng (1 giải pháp chưa có số liệu)"),
        ("Tiêu chí 4.1: Cơ sở vật chất", "1", None),
    ]
    (registration,) = context.registrations
    assert (registration.school, registration.proposed, registration.time) == (
        "Trường Mầm non Hoa Sen",
        "Mức 2",
        "15/11/2027",
    )
    assert "1 cơ sở gửi sổ còn lỗi phải sửa: 1 cơ sở về minh chứng." in context.limitations
    assert "Thiếu diện tích đất: 1 trường hợp" in context.limitations


def test_money_of_zero_is_none_needed_and_unknown_is_not_zero() -> None:
    content = ward_content()
    content.rows[NeedLine] = [
        NeedLine(school_id="1", criterion="1.1", title="A", budget=0, measure="x"),
        NeedLine(school_id="1", criterion="1.10", title="B", budget=0, measure="x"),
        NeedLine(school_id="2", criterion="1.10", title="B", budget="chưa có", measure="y"),
        NeedLine(school_id="1", criterion="22.3", title="C", measure="z"),
    ]
    needs = accreditation_summary(ward(content), ON).needs
    assert [(need.content, need.cost) for need in needs] == [
        ("Tiêu chí 1.10: B", None),
        ("Tiêu chí 1.1: A", "không cần kinh phí"),
        ("Khoản 3 Điều 22: C", None),
    ]


def test_a_registration_is_remarked_on_when_the_levels_differ() -> None:
    content = ward_content()
    content.rows[RegistrationLine] = [
        RegistrationLine(school_id="1", name="A", purpose="CQG", self_level=2, computed="Đạt Mức 2"),
        RegistrationLine(school_id="2", name="B", purpose="CQG", self_level=2, computed="Đạt Mức 1"),
    ]
    notes = [row.note for row in accreditation_summary(ward(content), ON).registrations]
    assert notes == ["", "Tính được: Đạt Mức 1"]


def test_without_a_list_nobody_is_missing_and_nothing_is_zero() -> None:
    content = ward_content()
    for row in content.rows[StatusLine]:
        assert isinstance(row, StatusLine)
        if row.listed:
            row.listed = "Không"
    context = accreditation_summary(ward(content), ON)
    assert {(row.schools, row.missing, row.rate) for row in context.submissions} == {(None, None, None)}
    assert "không có danh mục" in context.submission_text
    assert reminder_letters(ward(content), ON) == []


def test_the_office_of_a_province_is_its_so() -> None:
    content = ward_content()
    for row in content.rows[StatusLine][:3]:
        assert isinstance(row, StatusLine)
        row.unit = "UBND phường Phú Mỹ"
    context = accreditation_summary(ward(content, unit=""), ON)
    assert context.head.body == "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    assert context.head.parent_body == "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"
    assert context.addressee == "Ủy ban nhân dân thành phố Hồ Chí Minh"
    assert context.signer.lines == ("GIÁM ĐỐC",)


def test_an_empty_summary_is_printed_without_inventing_anything() -> None:
    submission = ward(Content(), unit="")
    context = accreditation_summary(submission, ON)
    lines = lines_of(Template.load("bao-cao-tong-hop-kdcl").render(context))
    assert_clean(lines)
    assert "(CHƯA GHI ĐƠN VỊ LẬP SỔ)" in lines
    assert reminder_letters(submission, ON) == []
    assert submission.table(SourceLine) == []


def test_one_letter_per_school_that_has_not_sent() -> None:
    letters = dict(reminder_letters(ward(), ON, dt.date(2027, 6, 30)))
    assert list(letters) == ["079002", "079011"]  # the nursery group outside the denominators gets none
    missing = letters["079002"]
    assert missing.addressee == "Trường Mầm non tư thục Nắng Mai"
    assert missing.missing[0].state == "Chưa nộp"
    assert missing.deadline == "trước ngày 30 tháng 6 năm 2027"
    refused = letters["079011"]
    assert refused.missing[0].state == "Tệp “vts.xlsx”: Tệp đặt mật khẩu. Bỏ mật khẩu rồi nộp lại."
    lines = lines_of(Template.load("cong-van-don-doc").render(refused))
    assert_clean(lines)
    assert "Kính gửi: Trường Tiểu học Võ Thị Sáu" in lines
    assert any(line.startswith("Nội dung chưa đối chiếu văn bản gốc") for line in lines)


def test_a_letter_names_the_circular_of_its_school_and_none_that_came_later() -> None:
    content = ward_content()
    results = cast("list[Result]", content.rows[Result])
    named = (
        load("tt19_2018_mn").short_title,
        load("tt17_2018_th").short_title,
        load("tt18_2018_tr").short_title,
    )
    for row, title in zip(results, named, strict=False):
        row.circular = title
    late = results[0].model_copy(update={"school_id": "079008", "circular": load("tt57_2026_mn").short_title})
    results.append(late)
    letters = dict(reminder_letters(ward(content, year="2024-2025"), dt.date(2025, 6, 10)))
    assert "19/2018/TT-BGDĐT" in letters["079002"].basis
    assert not re.findall(r"(?:17|18)/2018|57/2026", letters["079002"].basis)
    assert "17/2018/TT-BGDĐT" in letters["079011"].basis


def test_a_certificate_has_its_own_word_for_its_grade() -> None:
    content = ward_content()
    content.rows[RegistrationLine] = [
        RegistrationLine(school_id="1", name="A", purpose="KĐCLGD", grade=2),
        RegistrationLine(school_id="2", name="B", purpose="CQG", grade=1),
        RegistrationLine(school_id="3", name="C", purpose="KĐCLGD và CQG", grade=1),
    ]
    assert [row.purpose for row in accreditation_summary(ward(content), ON).registrations] == [
        "KĐCLGD, đề nghị cấp độ 2",
        "CQG, đề nghị mức độ 1",
        "KĐCLGD và CQG, đề nghị cấp độ, mức độ 1",
    ]


def test_no_deadline_leaves_room_for_one() -> None:
    (_, letter), *_ = reminder_letters(ward(), ON)
    assert letter.deadline.split() == ["trước", "ngày", "tháng", "năm", "2027"]
