"""Periodic reports: certificates counted as the schools state them, blanks that add up or are said not to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from docx_text import lines_of, rows_of
from summary_workbooks import ward, ward_content

from kdcl_xl.checks.blanks import blank_findings, computed_rest
from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Source
from kdcl_xl.documents.office_papers import blanks, periodic
from kdcl_xl.documents.render import Template
from kdcl_xl.forms.blanks import BLANKS, BlankLine, BlankPeriod
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.summary import Result, RiskLine, StatusLine
from kdcl_xl.settings import Settings
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

ON = dt.date(2027, 6, 20)


def with_certificates(**of_school: dict[str, Any]) -> Content:
    """The ward of the other tests; words name a school by the end of its code: s020 = 079020."""
    content = ward_content()
    content.rows[Result] = [
        row.model_copy(update=of_school.get(f"s{row.school_id[-3:]}", {})) for row in content.rows[Result]
    ]
    return content


def report(content: Content | None = None) -> Any:
    return periodic.periodic_report(Source(ward(content or ward_content()), ON))


# ---- KĐCLGD, chuẩn quốc gia


def test_certificates_by_grade_while_they_hold() -> None:
    day = dt.date(2027, 1, 5)
    context = report(
        with_certificates(
            s001={"accredited_grade": 3, "accredited_on": day, "accredited_until": dt.date(2032, 1, 5)},
            s010={
                "accredited_grade": 2,
                "accredited_on": dt.date(2020, 1, 1),
                "accredited_until": dt.date(2025, 1, 1),
            },
            s020={"accredited_grade": 1},
        )
    )
    rows = {row.kind: row for row in context.accredited}
    assert (rows["Mầm non"].grade_3, rows["Mầm non"].valid, rows["Mầm non"].new) == ("1", "1", "1")
    assert (rows["Tiểu học"].valid, rows["Tiểu học"].expired) == ("0", "1")
    assert (rows["THCS"].valid, rows["THCS"].undated) == ("0", "1")
    total = rows["Tổng cộng"]
    assert (total.received, total.valid, total.expired, total.undated, total.unstated) == (
        "3",
        "1",
        "1",
        "1",
        "0",
    )


def test_a_blank_is_not_stated_and_a_silent_school_is_not_in_the_table() -> None:
    context = report()
    total = context.standard[-1]
    assert (total.received, total.unstated, total.valid) == ("3", "3", "0")
    assert sum(1 for row in ward_content().rows[StatusLine] if isinstance(row, StatusLine) and row.listed and row.counted == "Có") == 5  # fmt: skip
    assert context.assessed[-1].schools == "5"


def test_results_of_other_years_count_for_nothing() -> None:
    context = report(with_certificates(s099={"accredited_grade": 4, "accredited_until": dt.date(2030, 1, 1)}))
    assert context.accredited[-1].grade_4 == "0"


def test_without_a_list_the_denominator_is_unknown() -> None:
    content = ward_content()
    content.rows[StatusLine] = [
        row.model_copy(update={"listed": "Không"}) if isinstance(row, StatusLine) and row.listed else row
        for row in content.rows[StatusLine]
    ]
    total = report(content).assessed[-1]
    assert (total.schools, total.rate) == (None, None)


def test_expiry_and_registrations() -> None:
    content = ward_content()
    content.rows[RiskLine] = [
        RiskLine(school_id="1", name="Trường A & B <C>", danger="Sắp hết hạn", detail="mức độ 1", due=dt.date(2027, 12, 1)),
        RiskLine(school_id="2", name="Khác", danger="Thiếu diện tích đất"),
    ]  # fmt: skip
    context = report(content)
    assert [row.school for row in context.expiring] == ["Trường A & B <C>"]
    assert (
        context.asked == "Có 1 cơ sở giáo dục đăng ký đánh giá ngoài hoặc đề nghị công nhận (CQG: 1 cơ sở)."
    )


@pytest.mark.parametrize("count", [0, 1, 60])
def test_periodic_report_as_printed(count: int) -> None:
    content = ward_content()
    content.rows[RiskLine] = [
        RiskLine(school_id=str(n), name=f"Trường {n}", danger="Sắp hết hạn", due=dt.date(2027, 12, 1)) for n in range(count)
    ]  # fmt: skip
    data = Template.load("bao-cao-dinh-ky-kdcl").render(report(content))
    assert len([row for row in rows_of(data) if len(row) == 5 and row[0].isdecimal()]) == count
    text = "\n".join(lines_of(data))
    assert "ngày ban hành Thông tư số 19/2020/TT-BGDĐT; Điều 21 và các cột của biểu báo cáo" in text
    assert ("Không có công nhận nào hết hạn" in text) is (count == 0)


@pytest.mark.parametrize("code", ["bao-cao-dinh-ky-kdcl", "bao-cao-phoi-van-bang"])
def test_whom_a_periodic_report_goes_to_is_a_proposal_until_the_office_says(code: str) -> None:
    def printed(settings: Settings) -> tuple[str, str]:
        workbook = ward(ward_content()) if code == "bao-cao-dinh-ky-kdcl" else blank_book(line())
        source = Source(workbook, ON, settings)
        (draft,) = DOCUMENTS[code].drafts(source)
        return "\n".join(lines_of(Template.load(code).render(draft.context))), " ".join(source.remarks)

    text, remarks = printed(Settings())
    proposed = next(row for row in text.splitlines() if row.startswith("Kính gửi: ")).removeprefix(
        "Kính gửi: "
    )
    assert f"nơi nhận báo cáo ({proposed})" in text
    assert f"“Kính gửi: {proposed}” là đề xuất, chưa đối chiếu Thông tư số 19/2020/TT-BGDĐT" in remarks
    own = {"van-ban": {"noi-nhan-bao-cao-dinh-ky": "Cục Quản lý chất lượng"}}
    text, remarks = printed(Settings.model_validate(own))
    assert "Kính gửi: Cục Quản lý chất lượng" in text
    assert "nơi nhận báo cáo" not in text
    assert "Kính gửi" not in remarks


# ---- blanks


def blank_book(*rows: BlankLine, **own: Any) -> Submission:
    entries = {"unit": "Sở Giáo dục và Đào tạo", "province": "Thành phố Hồ Chí Minh", "from_day": dt.date(2026, 1, 1),
               "to_day": dt.date(2026, 12, 31)} | own  # fmt: skip
    cells = {BlankPeriod.column(field).entry.name: value for field, value in entries.items()}
    data = build(BLANKS, edition_of("2026-2027"), Content(cells, {BlankLine: list(rows)}))
    found = read(data, name="phoi.xlsx")
    assert isinstance(found, Submission), found
    return found


def line(**more: Any) -> BlankLine:
    plain = {"kind": "Bằng tốt nghiệp THPT", "opening": 10, "received": 100, "used": 80, "spoiled": 2, "lost": 0,
             "returned": 0, "remaining": 28, "minutes": "01/BB"}  # fmt: skip
    return BlankLine.model_validate(plain | more)


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"remaining": 27}, ["PH-001"]),
        ({"used": 200}, ["PH-002"]),
        ({"minutes": ""}, ["PH-003"]),
        ({"lost": None, "remaining": 5}, []),
        ({"spoiled": 0, "remaining": 30, "minutes": ""}, []),
    ],
)
def test_blanks_add_up(more: dict[str, Any], codes: list[str]) -> None:
    found = list(blank_findings(blank_book(line(**more))))
    assert [finding.code for finding in found] == codes
    assert all(finding.cell for finding in found)


def test_nothing_is_computed_from_an_unknown() -> None:
    assert computed_rest(line(received=None)) is None
    context = blanks.report(Source(blank_book(line(), line(kind="Chứng chỉ", received=None)), ON))
    total = context.rows[-1]
    assert (total.total, total.received, total.opening) == (True, None, "20")
    assert context.differences == ()


def test_headings_are_settings_and_a_difference_is_stated_not_mended() -> None:
    settings = Settings.model_validate({"phoi": {"ten-cot": {"hong": "Phôi viết hỏng"}}})
    source = Source(blank_book(line(remaining=27)), ON, settings)
    data = Template.load("bao-cao-phoi-van-bang").render(blanks.report(source))
    header, row = [row for row in rows_of(data) if len(row) == 8][:2]
    assert header[4] == "Phôi viết hỏng"
    assert row[-1] == "27"
    text = "\n".join(lines_of(data))
    assert "Chưa khớp: “Bằng tốt nghiệp THPT” ghi còn lại 27, tính được 28." in text
    assert "từ ngày 01/01/2026 đến ngày 31/12/2026" in text


@pytest.mark.parametrize(
    ("unit", "symbol", "signer"),
    [
        ("Sở Giáo dục và Đào tạo", "BC-SGDĐT", "GIÁM ĐỐC"),
        ("Trường THPT Kênh Tẻ", "BC-THPTKT", "HIỆU TRƯỞNG"),
        ("Trung tâm GDTX Khu Nam", "BC-TTGDTXKN", "GIÁM ĐỐC"),
    ],
)
def test_schools_and_offices_report(unit: str, symbol: str, signer: str) -> None:
    context = blanks.report(Source(blank_book(line(), unit=unit), ON))
    assert (context.head.symbol, context.signer.lines[-1]) == (symbol, signer)


def test_a_so_that_names_its_province_reports_to_its_uy_ban() -> None:
    unit = "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
    context = blanks.report(Source(blank_book(line(), unit=unit, province=""), ON))
    assert context.addressee == "Ủy ban nhân dân thành phố Hồ Chí Minh"


@pytest.mark.parametrize("count", [0, 1, 60])
def test_blank_report_as_printed(count: int) -> None:
    rows = [line(kind=f"Bằng A & B <C> {n}", used=None) for n in range(count)]
    data = Template.load("bao-cao-phoi-van-bang").render(blanks.report(Source(blank_book(*rows), ON)))
    printed = [row for row in rows_of(data) if len(row) == 8 and row[0].startswith("Bằng A & B <C>")]
    assert len(printed) == count
    assert all(row[3] == "chưa có số liệu" for row in printed)
    assert ("Sổ phôi chưa ghi loại" in "\n".join(lines_of(data))) is (count == 0)
