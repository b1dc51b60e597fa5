"""Plans typed as real offices type them, shortened, with invented names: found what readers stumbled over, no more."""

from __future__ import annotations

import datetime as dt
import io

from docx import Document

from kdcl_xl.documents.layout.check import correct, examine
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.rules import code_of

ON = dt.date(2026, 11, 22)
TYPED_IN_LINES = """\
ỦY BAN NHÂN DÂN QUẬN HẢI ĐÔNG
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Số:   1402  /KH-GDĐT
Hải Đông, ngày    04   tháng    9    năm 2024
KẾ HOẠCH
          Thực hiện công tác kiểm định chất lượng giáo dục
năm học 2024-2025
\tCăn cứ Công văn số 398/SGDĐT-KTKĐ ngày 29 tháng 8 năm 2024 của Sở Giáo dục và Đào tạo về việc hướng dẫn kiểm định chất lượng giáo dục năm học 2024-2025.
\tThực hiện phương hướng nhiệm vụ năm học 2024-2025, Phòng Giáo dục và Đào tạo (GDĐT) xây dựng Kế hoạch như sau:
\tI. Mục đích yêu cầu
         - Nâng cao nhận thức của đội ngũ về công tác kiê\u0309m định chất lượng giáo dục.
\tII. Công tác kiểm định chất lượng giáo dục
\t1. Công tác tự đánh giá
\tNhà trường tự đánh giá theo các Thông tư 17/2018/TT-BGDĐT, Thông tư 18/2018/TT-BGDĐT, Thông tư 19/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục và Đào tạo; Văn bản số 5932/BGDĐT-QLCL, 5942/BGDĐT-QLCL ngày 28 tháng 12 năm 2018 của Bộ Giáo dục và Đào tạo về hướng dẫn tự đánh giá.
\t2. Công tác đánh giá ngoài
\tCác trường đăng ký đánh giá ngoài trong năm học 2024 - 2025 (gồm 02 bản công văn đăng ký; 01 quyển báo cáo).
[bookmark: bookmark3]Phòng GDĐT phối hợp tổ chức tập huấn.
Nhằm chuyển đổi số,  nhà trường tiếp tục sử dụng phần mềm kiểm định chất lượng giáo dục.
\tIII. Kế hoạch thực hiện
@table
\tIV. Phân công thực hiện
\t- Đối với các trường: thực hiện và hoàn tất báo cáo tự đánh giá.
\tTrên đây là Kế hoạch năm học 2024-2025, Phòng GDĐT đề nghị Hiệu trưởng triển khai và nghiêm túc thực hiện./.
Nơi nhận:
- Hiệu trưởng trường MN, TiH, THCS (công lập);
- Lưu: VT.
\tKT.TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG
(đã ký)
Phạm Ngọc Nhung"""
COPIED_OUT = """\
Số: /KH-PGDĐT
Thủ Vàm, ngày tháng 10 năm 2023
**KẾ HOẠCH**
**Thực hiện nhiệm vụ Khảo thí và Quản lý chất lượng giáo dục**
**năm học 2023-2024**
Căn cứ Hướng dẫn số 344/HD-SGDĐT ngày 02/10/2023 của Sở GD&ĐT về nhiệm vụ Khảo thí năm học 2023-2024. Phòng Giáo dục và Đào tạo xây dựng kế hoạch như sau:
**I. NHIỆM VỤ TRỌNG TÂM**
1. Xây dựng kế hoạch, tổ chức xét công nhận tốt nghiệp THCS năm 2023-2024 theo quy định.
2. Tập huấn cho đội ngũ làm công tác đánh giá đánh giá chất lượng giáo dục.
**II. NHIỆM VỤ CỤ THỂ**
**1. Công tác khảo thí.**
### **1.1. Lập kế hoạch thực hiện công tác khảo thí**
- Tổ chức các kỳ thi chọn học sinh giỏi (HSG) cấp huyện; thi chọn HSG các bộ môn văn hoá lớp 9; số hóa hồ sơ.
## **2. Công tác đảm bảo và kiểm định chất lượng giáo dục**
- Thực hiện Thông tư số 42/2012/TT-BGDĐT quy định về tiêu chuẩn đánh giá chất lượng giáo dục.
- Cấp phát văn bằng theo Thông tư 21/2019/TT-BGDĐT ngày 29/11/2019 của Bộ trưởng Bộ GD&ĐT.
### **III. TỔ CHỨC THỰC HIỆN**
Phòng GD&ĐT triển khai kế hoạch đến các trường trực thuộc, báo cáo định kỳ đúng thời gian quy định.
### **III. TỔ CHỨC THỰC HIỆN**
## **1. Đối với Phòng Giáo dục và Đào tạo**
- Tăng cường tuyên truyền, nâng cao nhận thức.
## **2. Đối với các đơn vị trường học**
- Đảm bảo đủ kinh phí chi cho hoạt động tự đánh giá của đơn vị.
Trong quá trình thực hiện, nếu có vướng mắc, báo cáo về Phòng GD&ĐT để được hướng dẫn kịp thời./.
### ***Nơi nhận:***
- Sở GD&ĐT;
- Các trường trực thuộc;
- Lưu: VT.
**TRƯỞNG PHÒNG**
**Trần Thị Kim Nhàn**"""
ROWS = (("STT", "TÊN TRƯỜNG", "THỜI GIAN"), ("1", "MN Hoa Nắng", "Tháng 01/2025"), ("2", "MN Mỹ Lộc", "Tháng 3/2025"), ("4", "THCS Nguyễn Thị Lộ", "Tháng 10/2024"))  # fmt: skip


def typed(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        if line == "@table":
            table = document.add_table(len(ROWS), 3)
            table.style = "Table Grid"
            for row, cells in zip(table.rows, ROWS, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        else:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def items(data: bytes) -> dict[str, str]:
    """Code → first message."""
    found: dict[str, str] = {}
    for finding in examine(read_paper(data, "ke-hoach.docx"), ON).findings:
        found.setdefault(finding.code, finding.message)
    return found


def test_a_plan_typed_in_lines() -> None:
    found = items(typed(TYPED_IN_LINES))
    expected = {
        "PG07": "Unicode tổ hợp", "QH02": "gạch dài", "SO04": "“Số: 1402 /KH-GDĐT”", "ND09": "Sau STT 2 là 4",
        "ND12": "“năm học 2024 - 2025”", "ND15": "Hai dấu cách", "ND16": "[bookmark: bookmark3]", "KY01": "“KT.TRƯỞNG PHÒNG”",
    }  # fmt: skip
    for item, words in expected.items():
        assert words in found[code_of(item)], item
    for item in ("SO01", "SO03", "ND01", "ND02", "ND03", "ND04", "ND07", "ND08", "ND11", "ND13", "ND14", "KY02", "KY07", "NN02", "TL04", "CQ02"):  # fmt: skip
        only_look = found.get(code_of(item), "")
        assert "cỡ chữ" in only_look or "in nghiêng" in only_look or not only_look, (item, only_look)


def test_a_plan_copied_out_of_another_format() -> None:
    found = items(typed(COPIED_OUT))
    expected = {
        "ND08": "trùng số và nội dung", "ND12": "“năm 2023-2024”", "ND16": "“**”", "ND17": "“đánh giá đánh giá”",
        "TN01": "hoá", "QH01": "Không thấy quốc hiệu", "CQ01": "Không thấy tên cơ quan",
    }  # fmt: skip
    for item, words in expected.items():
        assert words in found[code_of(item)], item
    for item in ("SO02", "SO04", "DD02", "DD04", "TL04", "ND01", "ND03", "ND04", "ND11", "ND13", "ND14", "KY02", "KY07", "NN02"):  # fmt: skip
        assert code_of(item) not in found, found.get(code_of(item))


def test_both_can_be_corrected_and_stay_readable() -> None:
    for text in (TYPED_IN_LINES, COPIED_OUT):
        result = correct(typed(text), "ke-hoach.docx", ON)
        assert result.changes
        left = {finding.code for finding in result.left}
        assert left < items(typed(text)).keys() | {code_of("ND06")}
        assert correct(result.content, "ke-hoach.docx", ON).changes == ()


def test_no_flood() -> None:
    """A page of faults is read in a minute: each kind once, with its places."""
    for text in (TYPED_IN_LINES, COPIED_OUT):
        assert len(examine(read_paper(typed(text)), ON).findings) < 40
