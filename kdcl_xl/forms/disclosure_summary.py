"""The workbook `tong-hop-cong-khai`: who published what, by when, for the schools of a Phòng, xã or Sở.

Filled by the program from the workbooks `cong-khai` it received and the list of schools; unknown is never counted as no.
"""

from __future__ import annotations

from enum import StrEnum

from kdcl_xl.forms.columns import Code, Row, ShortCode, Text, VnDate, column
from kdcl_xl.forms.form import Form


class DisclosureState(StrEnum):
    """What is known about one section of one school."""

    ON_TIME = "Đúng hạn"
    LATE = "Công khai muộn"
    NO_DATE = "Đã công khai, chưa ghi ngày"
    NOT_PUBLISHED = "Chưa công khai"
    UNSAID = "Chưa ghi"
    """The school sent its workbook and says nothing about this section."""
    NO_WORKBOOK = "Chưa có thông tin"
    """Nothing was received from the school."""


class DisclosureLine(Row, table="tbl_ck_tinh_trang", sheet="Tình trạng công khai", heading="TÌNH TRẠNG CÔNG KHAI THEO TRƯỜNG", note="Mỗi trường mỗi nội dung một dòng. “Chưa ghi”, “Chưa có thông tin” là chưa biết, không phải chưa công khai.", tab="result"):  # fmt: skip
    """One section of one school."""

    school_id: Code = column("Mã trường", width=14, key=True, fixed=True)
    name: Text = column("Tên trường", width=34, fixed=True)
    kind: Text = column("Loại trường", width=14, fixed=True)
    ownership: Text = column("Loại hình", width=12, fixed=True)
    unit: Text = column("Đơn vị quản lý", width=28, fixed=True)
    counted: Text = column("Tính vào mẫu số", width=11, fixed=True)
    section: ShortCode = column("Mục", width=8, key=True, fixed=True)
    title: Text = column("Nội dung", width=40, fixed=True)
    state: Text = column("Tình trạng", width=24, fixed=True)
    due: VnDate | None = column("Công khai trước ngày", width=14, fixed=True)
    published_on: VnDate | None = column("Ngày công khai", width=14, fixed=True)
    place: Text = column("Nơi công khai", width=26, fixed=True)
    address: Text = column("Đường dẫn", width=36, fixed=True)
    update: Text = column("Cập nhật", width=40, fixed=True)
    file: Text = column("Tệp", width=34, fixed=True)
    source: Code = column("Nguồn", width=15, fixed=True)
    province: Text = column("Tỉnh/thành phố", width=20, fixed=True)


class UnusedFile(Row, table="tbl_ck_tep", sheet="Tệp không tính", heading="TỆP KHÔNG TÍNH", note="Không tệp nào bị bỏ sót.", tab="list"):  # fmt: skip
    """A file that counts for no school."""

    file: Text = column("Tệp", width=50, key=True, fixed=True)
    why: Text = column("Vì sao", width=70, fixed=True)
    remedy: Text = column("Việc cần làm", width=60, fixed=True)


DISCLOSURE_SUMMARY = Form(
    id="tong-hop-cong-khai",
    version="1.0",
    title="SỔ TỔNG HỢP CÔNG KHAI",
    fields=(),
    tables=(DisclosureLine, UnusedFile),
    needs_rules=False,
    order=("Tình trạng công khai", "Tệp không tính"),
    first_sheets=("Tình trạng công khai", "Tệp không tính"),
)
