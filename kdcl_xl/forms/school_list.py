"""The workbook `danh-muc-truong`: the official list of schools of a unit, with dated names and mergers."""

from __future__ import annotations

from kdcl_xl.forms.columns import Code, Row, Text, VnDate, column
from kdcl_xl.forms.form import Form
from kdcl_xl.forms.vocabulary import KindName, Ownership, YesNo


class ListedSchool(Row, table="tbl_truong", sheet="Danh mục", heading="DANH MỤC TRƯỜNG", spare_rows=100, note="Mỗi tên trong một khoảng thời gian là một dòng; mã trường không đổi khi trường đổi tên hay đổi đơn vị quản lý."):  # fmt: skip
    """One school under one name and one managing unit, for a span of time.

    Independent nursery groups stay on the list but outside the denominators (`counted` = Không).
    """

    school_id: Code = column("Mã trường", width=16, key=True, required=True)
    name: Text = column("Tên trường", width=40, required=True)
    aliases: Text = column("Tên gọi khác", width=36, help="Tên viết tắt, tên cũ còn dùng; cách nhau bằng dấu chấm phẩy.")  # fmt: skip
    kind: Text = column("Loại trường", width=14, required=True, choices=KindName)
    ownership: Text = column("Loại hình", width=12, required=True, choices=Ownership)
    unit: Text = column("Đơn vị quản lý", width=34, required=True)
    province: Text = column("Tỉnh/thành phố", width=22)
    counted: Text = column("Tính vào mẫu số", width=12, choices=YesNo, help="Không: nhóm trẻ, lớp mẫu giáo độc lập. Để trống: Có.")  # fmt: skip
    valid_from: VnDate | None = column("Từ ngày", width=13, key=True, help="Để trống: từ trước đến nay.")
    valid_to: VnDate | None = column("Đến ngày", width=13, help="Để trống: đang còn.")
    successor: Code = column("Mã trường kế tiếp", width=16, help="Khi sáp nhập: mã của trường nhận.")
    head: Text = column("Người đứng đầu", width=24, personal=True)
    address: Text = column("Địa chỉ", width=36)
    note: Text = column("Ghi chú", width=24)


SCHOOL_LIST = Form(
    id="danh-muc-truong",
    version="1.0",
    title="DANH MỤC TRƯỜNG",
    fields=(),
    tables=(ListedSchool,),
    needs_rules=False,
    order=("Danh mục",),
    first_sheets=("Danh mục",),
)
