"""The plan of the year: the law of the day leads, numbers are the office's, nothing unknown becomes no or 0."""

from __future__ import annotations

import datetime as dt

import pytest
from docx_text import assert_clean, lines_of, rows_of

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.review_papers.desk import OfficeDesk, spelt_school
from kdcl_xl.documents.review_papers.planning import time_of, year_plan
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.forms.external_review import ReviewPlan, ScheduledVisit
from kdcl_xl.forms.review_oversight import ReviewTerm, Target
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import SchoolYear

YEAR = SchoolYear("2024-2025")


def text_of(source: Source) -> str:
    lines = lines_of(Template.load("ke-hoach-kdcl").render(year_plan(source)))
    assert_clean(lines)
    return "\n".join(lines)


def test_the_law_of_2018_leads_before_july_2026() -> None:
    text = text_of(samples.district())
    for said in (
        "2. Công tác đánh giá ngoài",
        "Thông tư số 18/2018/TT-BGDĐT",
        "từ 05 đến 07 người",
        "10 (mười) ngày làm việc",
    ):
        assert said in text
    assert "57/2026" not in text
    assert "trình Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh thành lập đoàn" in text


def test_tt57_leads_since() -> None:
    source = samples.ward()
    text = text_of(source)
    assert "2. Công tác thẩm định, công nhận đạt chuẩn quốc gia" in text
    assert "Hội đồng thẩm định của Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh" in text
    assert "Thông tư số 18/2018" not in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert any("Chưa đối chiếu" in remark and "57/2026" in remark for remark in source.remarks)


def test_the_day_decides_not_the_school_year() -> None:
    source = samples.district()
    source.on = dt.date(2026, 7, 7)
    plan = year_plan(source)
    assert plan.when_word == "THỜI GIAN THẨM ĐỊNH"
    assert plan.asks_kdcl  # schools still ask for it: shown, and said
    assert any(remark.startswith("Còn đề nghị KĐCL: MN Hoa Sen") for remark in source.remarks)
    source.on = dt.date(2026, 7, 6)
    assert year_plan(source).when_word == "THỜI GIAN ĐÁNH GIÁ NGOÀI"


def test_counts_are_those_of_the_table_in_figures_and_words() -> None:
    first, second = year_plan(samples.district()).schedule_text
    assert first.endswith("gồm: 02 (hai) trường mầm non; 02 (hai) trường tiểu học; 01 (một) trường THCS.")
    assert "05 (năm) trường đề nghị công nhận đạt kiểm định chất lượng giáo dục (KĐCL)" in second
    assert "02 (hai) trường đề nghị công nhận đạt chuẩn quốc gia (CQG)" in second


def test_the_table_has_two_header_rows_and_every_school() -> None:
    rows = rows_of(Template.load("ke-hoach-kdcl").render(year_plan(samples.district())))
    header = next(place for place, row in enumerate(rows) if row[0] == "STT")
    assert rows[header + 1][4:6] == ["KĐCL", "CQG"]
    assert rows[header + 4] == [
        "3",
        "Tiểu học Võ Trường Toản",
        "Tiểu học",
        "18/11/2024",
        "X",
        "X",
        "CQG mức độ 1",
    ]


def test_terms_of_the_office_stand_and_customs_of_others_are_named() -> None:
    source = samples.district()
    year_plan(source)
    assert any("thông lệ" in r and "45 ngày" in r and "Quận 7" in r for r in source.remarks)
    own = samples.district()
    own.submission.rows[ReviewTerm] = [
        ReviewTerm(id="ho_so_truoc_ngay", title="", value="30", default="45"),
        ReviewTerm(id="so_cong_van", title="", value="1", default="2"),
        ReviewTerm(id="so_bao_cao", title="", value="2", default="1"),
        ReviewTerm(id="bao_cao_cai_tien_truoc", title="", value="25/5", default="30/5"),
    ]
    text = text_of(own)
    assert "30 (ba mươi) ngày trước ngày đón đoàn" in text
    assert "01 (một) bản công văn" in text
    assert "trước ngày 25 tháng 5 năm 2025" in text
    assert not any("thông lệ" in remark for remark in own.remarks)


def test_odd_schedules_are_said_and_printed_as_they_are() -> None:
    source = samples.district()
    rows = source.submission.table(ScheduledVisit)
    rows[4] = rows[4].model_copy(
        update={"stt": 6, "kdcl": "", "cqg": "", "when_text": "", "year": None, "month": None}
    )
    plan = year_plan(source)
    assert [line.number for line in plan.lines] == ["1", "2", "3", "4", "6"]
    assert (plan.lines[4].kdcl, plan.lines[4].cqg, plan.lines[4].when) == ("chưa rõ", "chưa rõ", "")
    said = "\n".join(source.remarks)
    for piece in (
        "STT của lịch không liên tục",
        "Chưa ghi trường đề nghị KĐCL hay CQG",
        "Chưa có thời gian: THCS Nguyễn Thị Lộ",
    ):
        assert piece in said


def test_rows_without_numbers_are_numbered_and_no_schedule_is_said() -> None:
    source = samples.district()
    rows = source.submission.table(ScheduledVisit)
    rows[0] = rows[0].model_copy(update={"stt": None})
    assert [line.number for line in year_plan(source).lines] == ["1", "2", "3", "4", "5"]
    empty = samples.district()
    empty.submission.rows[ScheduledVisit] = []
    assert "Chưa có trường nào trong lịch đánh giá ngoài" in text_of(empty)
    assert any("lịch của các trường" in remark for remark in empty.remarks)


def test_a_centre_has_no_national_standard() -> None:
    source = samples.district()
    rows = source.submission.table(ScheduledVisit)
    rows[0] = rows[0].model_copy(update={"school": "TT GDNN-GDTX Quận 7", "kind": "GDTX", "cqg": "Có"})
    year_plan(source)
    assert any(
        remark.startswith("Trung tâm giáo dục thường xuyên không có công nhận chuẩn quốc gia: TT GDNN-GDTX")
        for remark in source.remarks
    )


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ({"when_text": "Tuần 2 tháng 11/2024", "year": 2024, "month": 11}, "Tuần 2 tháng 11/2024"),
        ({"when_text": "Tháng 3", "year": 2025, "month": 3}, "Tháng 3"),
        ({"when_text": "Tháng 3", "year": 2024, "month": 3}, "Tháng 3/2024"),
        ({"when_text": "Tháng 11/2024", "year": 2025, "month": 2}, "Tháng 02/2025"),
        ({"year": 2024, "month": 11, "day": 5}, "05/11/2024"),
        ({"year": 2024, "month": 11, "day": 5, "first": dt.date(2024, 11, 5), "last": dt.date(2024, 11, 7)}, "từ 05/11/2024 đến 07/11/2024"),
        ({"when_text": "Tháng 3/2025", "year": 2025, "month": 3, "day": 3, "first": dt.date(2025, 3, 3), "last": dt.date(2025, 3, 5)}, "từ 03/03/2025 đến 05/03/2025"),
        ({"when_text": "03/3/2025", "year": 2025, "month": 3, "day": 3}, "03/3/2025"),
        ({"year": 2025}, "Năm 2025"),
        ({"when_text": "Quý IV/2024", "year": 2024}, "Quý IV/2024"),
        ({}, ""),
    ],
)  # fmt: skip
def test_times_say_what_the_row_says(row: dict[str, object], printed: str) -> None:
    assert time_of(ScheduledVisit(school="MN A", **row), YEAR) == printed


@pytest.mark.parametrize(
    ("issuer", "superior", "office", "above"),
    [
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "ỦY BAN NHÂN DÂN QUẬN 7", "Phòng Giáo dục và Đào tạo Quận 7", "ỦY BAN NHÂN DÂN QUẬN 7"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "ỦY BAN NHÂN DÂN XÃ KHÊ HẠ", "Phòng Văn hóa - Xã hội xã Khê Hạ", "ỦY BAN NHÂN DÂN XÃ KHÊ HẠ"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ", "", "Ủy ban nhân dân phường Tân Mỹ", ""),
        ("Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà", "", "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà", "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN HÀ"),
    ],
)  # fmt: skip
def test_an_imported_plan_names_the_office_by_issuer_and_superior(
    issuer: str, superior: str, office: str, above: str
) -> None:
    source = samples.district()
    source.submission.values[ReviewPlan] = ReviewPlan(issuer=issuer, superior=superior)
    plan = year_plan(source)
    assert (plan.office, plan.head.parent_body) == (office, above)


def test_symbols_of_the_office_are_used() -> None:
    source = samples.district()
    source.settings = Settings.model_validate({"van-ban": {"ky-hieu-don-vi": "GDĐT"}})
    assert year_plan(source).head.symbol == "KH-GDĐT"
    assert not any("Ký hiệu đề xuất" in remark for remark in source.remarks)


def test_a_phong_after_june_2025_is_doubted() -> None:
    source = samples.district()
    source.on = dt.date(2025, 9, 4)
    year_plan(source)
    assert any(
        "không có trong các loại đơn vị quản lý vào ngày 04/09/2025" in remark for remark in source.remarks
    )


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("MN Hoa Sen", "Trường Mầm non Hoa Sen"),
        ("Tiểu học Phú Khê", "Trường Tiểu học Phú Khê"),
        ("TiH Phú Khê", "Trường Tiểu học Phú Khê"),
        ("TH&THCS Đinh Bộ Lĩnh", "Trường TH&THCS Đinh Bộ Lĩnh"),
        ("THCS Lê Lợi", "Trường THCS Lê Lợi"),
        ("Trường THCS Lê Lợi", "Trường THCS Lê Lợi"),
        ("Trung tâm GDTX Quận 7", "Trung tâm GDTX Quận 7"),
    ],
)
def test_letters_spell_schools_out(typed: str, spelt: str) -> None:
    assert spelt_school(typed) == spelt


def test_authority_of_a_phong_names_the_word_once() -> None:
    desk = OfficeDesk(samples.district())
    assert desk.authority(desk.signer()) == "TRƯỞNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 7"
    ward = OfficeDesk(samples.ward())
    assert ward.authority(ward.signer()) == "ỦY BAN NHÂN DÂN PHƯỜNG TÂN MỸ"
    so = OfficeDesk(samples.department())
    assert so.authority(so.signer()) == "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH"


@pytest.mark.parametrize(
    ("kind", "scope", "said"),
    [
        ("", "Công lập", "Chỉ tiêu trường đạt chuẩn quốc gia (công lập): 60%."),
        ("Mầm non", "Tất cả", "Chỉ tiêu trường đạt chuẩn quốc gia (cấp học mầm non): 60%."),
        ("THCS", "Công lập", "Chỉ tiêu trường đạt chuẩn quốc gia (cấp học THCS công lập): 60%."),
        ("", "Tất cả", "Chỉ tiêu trường đạt chuẩn quốc gia: 60%."),
    ],
)
def test_targets_are_said_as_people_speak(kind: str, scope: str, said: str) -> None:
    source = samples.district()
    source.submission.rows[Target] = [Target(subject="CQG", kind=kind, scope=scope, target=60)]
    assert said in str(year_plan(source))


def test_a_certificate_of_old_law_is_not_said_to_hold_where_nobody_knows() -> None:
    source = samples.ward()
    told = str(year_plan(source))
    assert (
        "Bằng công nhận đạt chuẩn quốc gia đã cấp theo quy định cũ còn giá trị đến ngày ghi trên bằng" in told
    )
    assert "giấy chứng nhận kiểm định chất lượng giáo dục đã cấp: theo hướng dẫn của Sở" in told
    assert any("khoản 2 Điều 27" in remark for remark in source.remarks)
