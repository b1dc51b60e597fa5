"""The workbook `phoi-van-bang`: blanks of diplomas and certificates received, used, spoiled and left in a period.

The forms of TT 19/2020/TT-BGDĐT (Điều 20) were not at hand: the quantities are those any stock-taking needs, and how the
report heads them is a setting ([phoi] ten-cot).
"""

from __future__ import annotations

from kdcl_xl.forms.columns import Code, Count, Fields, Row, Text, VnDate, cell, column
from kdcl_xl.forms.form import Form

_PERIOD = "Kỳ báo cáo"


class BlankPeriod(Fields, sheet="Kỳ báo cáo", heading="BÁO CÁO PHÔI VĂN BẰNG, CHỨNG CHỈ"):
    """Who reports, for which period."""

    unit: Text = cell("Đơn vị báo cáo", name="phoi_don_vi", group=_PERIOD, required=True)
    province: Text = cell("Tỉnh/thành phố", name="phoi_tinh", group=_PERIOD)
    from_day: VnDate | None = cell("Từ ngày", name="phoi_tu_ngay", group=_PERIOD, required=True)
    to_day: VnDate | None = cell("Đến ngày", name="phoi_den_ngay", group=_PERIOD, required=True)
    keeper: Text = cell("Người giữ phôi", name="phoi_nguoi_giu", group=_PERIOD, personal=True)


class BlankLine(Row, table="tbl_phoi", sheet="Phôi", heading="SỐ LƯỢNG PHÔI", spare_rows=20, note="Còn lại = tồn đầu kỳ + nhận − đã dùng − hỏng − mất − nộp trả. Ghi 0 khi thật sự bằng 0; để trống là chưa có số liệu."):  # fmt: skip
    """The stock of one kind of blanks. Series and số hiệu stand in words: their form is set by the Ministry."""

    kind: Text = column("Loại văn bằng, chứng chỉ", width=38, key=True, required=True)
    series: Code = column("Ký hiệu, số hiệu", width=24, key=True, help="Ví dụ: từ … đến …")
    opening: Count | None = column("Tồn đầu kỳ", width=11, required=True)
    received: Count | None = column("Nhận trong kỳ", width=11, required=True)
    used: Count | None = column("Đã sử dụng", width=11, required=True)
    spoiled: Count | None = column("Hỏng", width=9, required=True)
    lost: Count | None = column("Mất", width=9, required=True)
    returned: Count | None = column("Nộp trả, hủy theo quy định", width=13, required=True)
    remaining: Count | None = column("Còn lại cuối kỳ", width=11, required=True, help="Kiểm đếm thực tế; chương trình đối chiếu với số tính được.")  # fmt: skip
    minutes: Text = column("Biên bản xử lý phôi hỏng, mất", width=32, help="Số, ngày biên bản.")
    note: Text = column("Ghi chú", width=24)


BLANKS = Form(
    id="phoi-van-bang",
    version="1.0",
    title="SỔ PHÔI VĂN BẰNG, CHỨNG CHỈ",
    fields=(BlankPeriod,),
    tables=(BlankLine,),
    needs_rules=False,
    order=("Kỳ báo cáo", "Phôi"),
    first_sheets=("Kỳ báo cáo", "Phôi"),
)
