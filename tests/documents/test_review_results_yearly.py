"""Papers of a whole year: figures that are known, bars that show them, money that is not added as 0."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from docx_text import page_text, rows_of
from PIL import Image

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.review_papers import yearly, yearly_building, yearly_improvement
from kdcl_xl.documents.review_papers.yearly_charts import bars
from kdcl_xl.documents.review_papers.yearly_figures import money_words
from kdcl_xl.documents.samples.review_results import province_2025, province_2027
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.external_review import ReviewRegistration, ScheduledVisit
from kdcl_xl.forms.review_oversight import BuildNeed, Inspection, InspectionItem, Target
from kdcl_xl.forms.review_results import Comparison, ImprovementTrack, Recognised
from kdcl_xl.workbook.cells import convert
from tests.review_year.books import book

ON = dt.date(2027, 6, 22)
WARD = {"office": "UBND phường Mường Lái", "province": "tỉnh Bắc Sơn Hà", "level": "Xã, phường, đặc khu"}
LO: dict[str, Any] = {"school_id": "7901", "school": "Trường THCS Nguyễn Thị Lộ"}


def source(*rows: Row, **cells: Any) -> Source:
    return Source(book(*rows, **(WARD | cells)), ON)


def pixels(picture: Any) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image.convert("L")


def dark_share(image: Image.Image, row: int) -> float:
    """How much of a row of pixels is darker than the track."""
    values = [image.getpixel((x, row)) for x in range(image.width)]
    return sum(1 for value in values if isinstance(value, int) and value < 220) / image.width


# ---- bars


@pytest.mark.parametrize("share", [0.0, 33.3, 50.0, 100.0, 140.0])
def test_a_bar_is_as_long_as_its_share(share: float) -> None:
    picture = bars([share])
    assert picture is not None
    image = pixels(picture)
    assert dark_share(image, image.height // 2) == pytest.approx(min(share, 100) / 100, abs=0.01)


def test_years_grow_darker_and_the_target_is_a_black_line_that_shows_on_every_bar() -> None:
    picture = bars([80.0, 80.0, 80.0], 50.0)
    assert picture is not None
    image = pixels(picture)
    thirds = [image.height * n // 6 for n in (1, 3, 5)]
    shades = [image.getpixel((10, row)) for row in thirds]
    assert shades == sorted(shades, reverse=True)  # type: ignore[type-var]
    assert len(set(shades)) == 3
    for row in thirds:
        around = [image.getpixel((image.width // 2 + step, row)) for step in (-6, 0, 5)]
        assert around == [255, 0, 255]


def test_what_a_bar_shows_is_also_said_and_nothing_known_is_no_bar() -> None:
    picture = bars([None, 48.25, 51.7], 55)
    assert picture is not None
    assert picture.said == "Thanh tỷ lệ: chưa có số liệu, 48,3%, 51,7%; chỉ tiêu 55,0%"
    assert bars([None, 48.25, 51.7], 55) == picture
    assert bars([None, None, None]) is None
    with pytest.raises(KeyError):
        bars([1.0, 2.0, 3.0, 4.0])


def test_bars_stand_in_the_document_with_their_words_and_without_a_margin() -> None:
    data = Template.load("bao-cao-tong-ket-dgn").render(yearly.report(province_2027()))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
    # two lines of one picture share its file
    assert body.count("<wp:inline ") == body.count('distL="0"') == body.count('descr="Thanh tỷ lệ')
    assert body.count("<wp:inline ") >= len(pictures) > 5


# ---- báo cáo tổng kết


def test_what_was_done_is_counted_by_kind_of_school() -> None:
    rows = [
        ScheduledVisit(**LO, kind="THCS", source="1"),
        ReviewRegistration(school_id="2", school="Trường Mầm non Hoa Sen", kind="Mầm non", purpose="Không đăng ký", source="1"),
        Recognised(**LO, kind="THCS", certificate="CQG", grade=1, decision="1/QĐ", signed_on=dt.date(2026, 8, 1)),
        Recognised(**LO, kind="THCS", certificate="KĐCLGD", grade=1, decision="2/QĐ", signed_on=dt.date(2026, 7, 31)),
        Recognised(**LO, kind="THCS", certificate="CQG", grade=1, decision="", signed_on=dt.date(2026, 9, 1)),
    ]  # fmt: skip
    report = yearly.report(source(*rows))
    counts = {row.kind: (row.registered, row.accredited, row.standard) for row in report.done}
    assert counts == {"Mầm non": ("0", "0", "0"), "THCS": ("1", "0", "1"), "Tổng cộng": ("1", "0", "1")}
    assert [row.decision for row in report.recognised] == ["1/QĐ, ngày 01/08/2026"]


def test_shares_with_targets_and_new_countryside_apart() -> None:
    report = yearly.report(province_2027())
    assert [row.what for row in report.countryside] == ["Nông thôn mới, mọi cấp học"]
    rows = {(row.what, row.scope): row for row in report.targets}
    known = rows["CQG, mọi cấp học", "Công lập"]
    assert (known.before, known.last, known.share, known.target) == (
        "45,0%",
        "48,3%",
        "51,7% (62/120)",
        "55,0%",
    )
    assert known.verdict == "Chưa đạt chỉ tiêu"
    unknown = rows["CQG, THCS", "Công lập"]
    assert (unknown.last, unknown.share, unknown.verdict) == (None, "chưa có số liệu", "Chưa đủ số liệu")


def test_a_target_that_nobody_set_is_none() -> None:
    report = yearly.report(source(Target(subject="CQG", scope="Tất cả", schools=10, holding=4)))
    assert [(row.target, row.verdict) for row in report.targets] == [(None, "Không có chỉ tiêu")]


def test_certificates_that_end_are_named_most_urgent_first() -> None:
    report = yearly.report(province_2027())
    assert [(row.school, row.standing, row.register_by) for row in report.expiring] == [
        ("Trường THPT Nậm Pục", "hết hạn", "không còn đăng ký"),
        ("Trường Mầm non Hoa Sen", "phải đăng ký", "20/06/2027"),
        ("Trường Mầm non Hoa Sen", "sắp hết hạn", "không còn đăng ký"),
    ]
    assert report.expiring[0].what == "KĐCLGD cấp\u00a0độ\u00a01"


def test_who_has_registered_is_not_said_to_have_left_the_day_blank() -> None:
    ended = Recognised(**LO, kind="THCS", certificate="KĐCLGD", grade=2, signed_on=dt.date(2021, 3, 1))
    asked = ReviewRegistration(school_id="7902", school="Trường THCS Hoa Sữa", kind="THCS", purpose="CQG")
    unclear = Recognised(school_id="7903", school="Trường THCS Tân Quy", kind="THCS", certificate="CQG")
    both = ReviewRegistration(
        school_id="7904", school="Trường THCS Lê Lợi", kind="THCS", purpose="KĐCLGD và CQG"
    )
    report = yearly.report(source(ended, asked, unclear, both))
    assert {row.school: (row.asks, row.register_by) for row in report.candidates} == {
        "Trường THCS Nguyễn Thị Lộ": ("KĐCLGD", "không còn đăng ký"),
        "Trường THCS Hoa Sữa": ("CQG", "đã đăng ký"),
        "Trường THCS Tân Quy": ("CQG", "(chưa ghi)"),
        "Trường THCS Lê Lợi": ("CQG", "đã đăng ký"),
    }


def test_inspections_and_what_they_asked_for() -> None:
    rows = [
        Inspection(**LO, planned_on=dt.date(2027, 1, 5), held_on=dt.date(2027, 1, 6)),
        Inspection(**LO, planned_on=dt.date(2027, 3, 5)),
        InspectionItem(**LO, number=1, item="Hồ sơ", request="Bổ sung", due=dt.date(2027, 2, 1)),
        InspectionItem(**LO, number=2, item="Công khai", request="Đăng lại", due=dt.date(2027, 7, 1)),
        InspectionItem(**LO, number=3, item="Lưu trữ", request="Sắp xếp", state="Hoàn thành"),
        InspectionItem(**LO, number=4, item="Khác"),
        InspectionItem(**LO, number=5, item="Sân", request="Kẻ vạch", due=dt.date(2027, 2, 1), state="Dừng"),
    ]
    report = yearly.report(source(*rows))
    assert report.inspection_text == (
        "Đã kiểm tra 1/2 cuộc theo kế hoạch, ra kết luận 0 cuộc; 4 yêu cầu sau kiểm tra, đã xong 1."
    )
    assert [(row.request, row.due) for row in report.requests] == [
        ("Bổ sung", "01/02/2027, quá hạn"),
        ("Đăng lại", "01/07/2027"),
    ]


def test_a_school_without_a_level_found_is_not_compared_and_not_zero() -> None:
    own = Comparison(**LO, criterion="1.1", own=3, regulation="tt18_2018_tr")
    report = yearly.report(source(own))
    assert report.ratings == () and "chưa so sánh được" in report.rating_text
    other = {"school_id": "8", "school": "THCS B", "criterion": "1.1", "regulation": "tt18_2018_tr"}
    report = yearly.report(source(own, Comparison(**other, own=2, found=2)))
    assert [row.name for row in report.ratings] == ["THCS B"]
    assert (
        "của 1 trường" in report.rating_text and "1 trường chưa có mức đánh giá ngoài" in report.rating_text
    )


def test_who_rates_itself_higher() -> None:
    rows = [
        Comparison(**LO, criterion=code, own=own, found=found, regulation="tt18_2018_tr")
        for code, own, found in (("1.1", 3, 2), ("1.2", 2, 2), ("1.3", 2, None), ("1.4", 1, 2))
    ]
    report = yearly.report(source(*rows))
    (rating,) = report.ratings
    assert (rating.compared, rating.above, rating.below, rating.share) == ("3", "1", "1", "33,3%")
    assert [row.name for row in report.criteria] == ["1.1"]
    assert "1 tiêu chí chưa có đủ mức của hai bên" in report.rating_text


def test_the_department_is_told_about_the_form_it_did_not_see_and_a_ward_is_not() -> None:
    so, ward = province_2027(), source()
    assert yearly.report(so).addressee == "Ủy ban nhân dân tỉnh Bắc Sơn Hà"
    assert yearly.report(ward).addressee == "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà"
    assert any("Mẫu 7 Thông tư 57/2026/TT-BGDĐT" in remark for remark in so.remarks)
    assert not any("Mẫu 7" in remark for remark in ward.remarks)


def test_the_work_has_the_name_its_law_gives_it() -> None:
    assert "kiểm định chất lượng giáo dục" in yearly.report(province_2025()).subject
    assert "bảo đảm chất lượng giáo dục" in yearly.report(province_2027()).subject


# ---- improvement


def test_shares_done_by_school_and_unit_and_what_is_late() -> None:
    report = yearly_improvement.report(province_2027())
    shares = {row.name: row.share for row in report.schools}
    assert shares["Trường THCS Nguyễn Thị Lộ"] == "50,0% (1/2)"
    assert [row.name for row in report.units] == ["UBND xã Khê Hạ", "UBND phường Mường Lái"]
    assert [(row.days, row.state) for row in report.overdue] == [("173", "Hoàn thành một phần"), ("22", "Đang thực hiện")]  # fmt: skip
    assert [row.school for row in report.reviews_missing] == ["Trường Mầm non Hoa Sen"]
    assert "Phòng học bộ môn chưa đủ diện tích" not in {row.issue for row in report.threads}


def test_one_unit_needs_no_table_of_units_and_stopped_measures_count_in_no_share() -> None:
    rows = [
        ImprovementTrack(**LO, source_year="2025-2026", measure=measure, state=state)
        for measure, state in (("A", "Dừng"), ("B", "Hoàn thành"), ("C", ""))
    ]
    report = yearly_improvement.report(source(*rows))
    assert report.units == ()
    (row,) = report.schools
    assert row.share == "50,0% (1/2, 1 chưa ghi tình trạng)"
    only_stopped = yearly_improvement.report(source(rows[0]))
    assert (only_stopped.schools[0].share, only_stopped.schools[0].chart) == ("chưa có giải pháp", None)


# ---- plan of schools up to the national standard


@pytest.mark.parametrize(
    ("money", "words"),
    [
        ([640, 2400], "3.040 triệu đồng"),
        ([640, None], "640 triệu đồng; 1 nhu cầu chưa có số"),
        (["chưa có", None], "2 nhu cầu chưa có số"),
        ([0.5], "0,5 triệu đồng"),
        ([], ""),
    ],
)
def test_unknown_money_is_not_added_as_nothing(money: list[Any], words: str) -> None:
    assert money_words([BuildNeed(**LO, need="Đất", money=amount) for amount in money]) == words


def test_the_plan_by_kind_year_and_source_with_every_need_in_its_annex() -> None:
    plan = yearly_building.plan(province_2027())
    assert [(row.label, row.money) for row in plan.years] == [
        ("2027", "640 triệu đồng"),
        ("2028", "2.400 triệu đồng; 1 nhu cầu chưa có số"),
    ]
    assert plan.funding[-1].label == "(chưa ghi)"
    assert [(row.school, row.criteria) for row in plan.goals] == [
        ("Trường THCS Nguyễn Thị Lộ", "3.2"),
        ("Trường Tiểu học Bản Mòng", "3.1, 3.4"),
    ]
    data = Template.load("ke-hoach-truong-chuan").render(plan)
    annex = [row for row in rows_of(data) if len(row) == 10]
    assert [row[1] for row in annex] == ["Tiêu chí", "3.2", "3.1", "3.4"]
    assert [row[0] for row in annex[1:]] == ["Trường THCS Nguyễn Thị Lộ", "Trường Tiểu học Bản Mòng", ""]
    assert "(Kèm theo Kế hoạch số ……/KH-SGDĐT ngày …… tháng …… năm ……… của Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà)" in page_text(data)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({"required_amount": 30.0, "has": 22.0}, "8 phòng"),
        ({"required_amount": 30.0, "has": 22.0, "lacking": 7.0}, "7 phòng"),
        ({"required_amount": 20.0, "has": 22.0}, "0 phòng"),
        ({"required_amount": 30.0}, None),
        ({"required_amount": 30.0, "has": "chưa có"}, None),
    ],
)
def test_what_is_lacking_follows_from_the_two_columns_before_it(
    given: dict[str, Any], lacking: str | None
) -> None:
    row = BuildNeed(**LO, need="Phòng học", detail="Xây mới", measure="phòng", **given)
    (line,) = yearly_building.plan(source(row)).lines
    assert line.lacking == lacking


def test_a_year_pasted_as_a_number_is_a_year() -> None:
    """It is no code: nothing is lost when Excel keeps 2028 as a number."""
    assert convert(BuildNeed.column("year"), 2028) == "2028"
    assert convert(BuildNeed.column("year"), "2027-2028") == "2027-2028"


@pytest.mark.parametrize("count", [0, 1, 60])
def test_long_lists_are_printed_whole(count: int) -> None:
    rows = [
        BuildNeed(
            school_id=str(n), school=f"Trường THCS Số {n}", criterion="3.1", need="Đất", detail=f"Thửa {n}"
        )
        for n in range(count)
    ]
    data = Template.load("ke-hoach-truong-chuan").render(yearly_building.plan(source(*rows)))
    assert len([row for row in rows_of(data) if len(row) == 10 and row[3].startswith("Thửa")]) == count
    assert ("Chưa có nhu cầu nào trong sổ." in page_text(data)) is (count == 0)


def test_tables_without_rows_take_no_number() -> None:
    rows = [Target(subject="CQG", scope="Công lập", schools=4, holding=1, target=60.0, kind="THCS"), BuildNeed(need="Đất", detail="Mở rộng khuôn viên", **LO)]  # fmt: skip
    for name, paper in (
        ("bao-cao-tong-ket-dgn", yearly.report(source(*rows))),
        ("ke-hoach-truong-chuan", yearly_building.plan(source(*rows))),
    ):
        text = page_text(Template.load(name).render(paper))
        numbers = [int(number) for number in re.findall(r"Bảng (\d+)\.", text)]
        assert len(numbers) >= 2
        assert numbers == list(range(1, len(numbers) + 1))
