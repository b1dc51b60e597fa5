"""The cost sheet of a review: unknown amounts are never added as nothing."""

from __future__ import annotations

from kdcl_xl.documents.document import Source
from kdcl_xl.documents.review_papers import costs
from kdcl_xl.documents.samples import review_planning as samples
from kdcl_xl.forms.review_people import CostLine
from kdcl_xl.review_year.costs_proposed import BY_SETTING
from kdcl_xl.settings import Settings

SCHOOL = "THCS Nguyễn Thị Lộ"


def sheet(*rows: CostLine, rates: dict[str, float] | None = None) -> tuple[costs.CostSheet, Source]:
    source = samples.department()
    source.submission.rows[CostLine] = list(rows)
    if rates:
        source.settings = Settings.model_validate({"danh-gia-ngoai": {"muc-chi": rates}})
    return costs.cost_sheet(source), source


def test_unknown_amounts_are_named_not_added_as_nothing() -> None:
    made = costs.cost_sheet(samples.department())
    assert made.total == "4.750.000"
    assert made.total_words == "Bốn triệu bảy trăm năm mươi nghìn đồng chẵn"
    assert made.total_label == "Cộng 3 mục đã có số tiền (chưa phải tổng dự toán)"
    assert made.open_note == "Còn 01 (một) mục chưa có số tiền: Viết báo cáo đánh giá ngoài."
    headings = {row.what: row.amount for row in made.rows if row.heading}
    assert headings == {SCHOOL: "", "Chi chung": "500.000"}


def test_a_whole_sheet_has_a_total() -> None:
    made, _ = sheet(CostLine(school="A", what="X", measure="người/ngày", quantity=5, days=2.5, rate=100000))
    assert (made.total_label, made.total, made.open_note) == ("Tổng cộng", "1.250.000", "")


def test_nothing_known_is_no_zero() -> None:
    made, _ = sheet(CostLine(what="X", quantity=2))
    assert (made.total, made.total_words) == (None, "chưa có số liệu")


def test_days_are_needed_only_where_the_measure_speaks_of_them() -> None:
    made, _ = sheet(
        CostLine(what="Thuê xe", measure="ngày", quantity=1, rate=900000), CostLine(what="In báo cáo", measure="bộ", quantity=3, rate=50000)
    )  # fmt: skip
    assert [row.amount for row in made.rows] == [None, "150.000"]


def test_rates_of_the_settings_fill_in_and_a_wrong_product_is_said() -> None:
    made, source = sheet(
        CostLine(what="Viết báo cáo", measure="báo cáo", quantity=2),
        CostLine(what="Nước uống", measure="đợt", quantity=2, rate=100000, amount=150000),
        rates={"viết báo cáo": 300000},
    )
    assert [row.amount for row in made.rows] == ["600.000", "150.000"]
    assert any("Thành tiền khác số lượng" in remark and "Nước uống" in remark for remark in source.remarks)


def test_that_our_settings_gave_a_rate_is_no_basis_to_print() -> None:
    lines = [
        CostLine(school=name, what="Khảo sát", quantity=1, rate=100000, basis=BY_SETTING) for name in "AB"
    ]
    made, source = sheet(*lines)
    assert {row.basis for row in made.rows} == {""}
    assert "Chưa ghi căn cứ mức chi: Khảo sát. Chương trình không có sẵn mức nào." in source.remarks


# ---- what the school itself sends
