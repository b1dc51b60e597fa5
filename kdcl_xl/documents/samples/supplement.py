"""Sample of the công văn yêu cầu bổ sung. People and places are invented."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Receivers
from kdcl_xl.documents.samples.ward_office import HEAD_OF_OFFICE, SCHOOL, office_head
from kdcl_xl.documents.supplement_context import Shortcoming, SupplementLetter


def letter() -> SupplementLetter:
    """To one school, with errors and warnings."""
    return SupplementLetter(
        head=office_head("PVHXH-GDĐT"),
        subject="bổ sung, hoàn thiện sổ tự đánh giá năm học 2026-2027",
        addressee=SCHOOL,
        basis="Thực hiện Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ trưởng Bộ Giáo dục và Đào tạo, "
        "Phòng Văn hóa - Xã hội đã kiểm tra sổ tự đánh giá năm học 2026-2027 của các cơ sở giáo dục.",
        as_of="20/6/2027",
        file="tệp “thcs-nguyen-thi-lo_L1.xlsx” (lần nộp 1)",
        to_mend=(
            Shortcoming(
                place="Trang Minh chứng: B14, B20",
                fault="Mã minh chứng “MC.1.1.1” không đúng dạng: số thứ tự phải có hai chữ số. (2 chỗ)",
                remedy="Viết MC.1.1.01.",
                law="Phụ lục IV TT 57/2026/TT-BGDĐT",
            ),
            Shortcoming(
                place="Trang Đánh giá: F31",
                fault="Tiêu chí 3.3 có nội dung bắt buộc chưa đánh giá.",
                remedy="Chọn Đạt hoặc Không đạt.",
                law="Quy cách của mẫu sổ",
            ),
        ),
        to_review=(
            Shortcoming(
                place="Trang Số liệu: I12",
                fault="Số học sinh tăng 62% so với năm học trước.",
                remedy="Kiểm tra lại số liệu; nếu đúng thì giải trình.",
                law="Quy cách của mẫu sổ",
            ),
        ),
        deadline="trước ngày 30 tháng 6 năm 2027",
        next_revision="lần nộp 2",
        receivers=Receivers(lines=("Như trên", "Chủ tịch, PCT UBND xã (để b/c)"), archive="VT, GDĐT"),
        signer=HEAD_OF_OFFICE,
    )
