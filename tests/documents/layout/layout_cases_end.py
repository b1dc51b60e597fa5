"""Papers that keep and papers that break the rules of signature, recipients and the Ministry's forms."""

from __future__ import annotations

from dataclasses import replace

from layout_cases_head import JOINT, letter, plan
from layout_papers import COUNCIL, DECISION, LETTER, MINUTES, PLAN, PROPOSAL, P, Paper, T

AUTHORISATION = P("GIẤY ỦY QUYỀN", 14, bold=True, align="center")
NAME = "Mạc Thị Thu Giang"
OFFICE = P("TRƯỞNG PHÒNG", 14, bold=True, align="center")
SIGNER = P(NAME, 14, bold=True, align="center")
RECIPIENTS = P("Nơi nhận:", 12, bold=True, italic=True)
FORM = Paper(
    parent="", body="", country="", motto="", number="", place_date="", kind="", subject="", bases=(), text=(), end="",
    recipients=(), signature=(),
)  # fmt: skip


def signed(*lines: P | str) -> Paper:
    return plan(signature=lines)


def sent(*lines: P | str) -> Paper:
    return plan(recipients=lines)


def form(*lines: P | T | str, **page: object) -> Paper:
    return replace(FORM, text=lines, **page)  # type: ignore[arg-type]


PHIEU = P("PHIẾU ĐÁNH GIÁ TIÊU CHÍ", bold=True, align="center")
PHIEU_PARTS = ("Tiêu chuẩn 1", "Tiêu chí 1.1", "Mức 1", "1. Mô tả hiện trạng", "2. Điểm mạnh", "3. Điểm yếu", "4. Kế hoạch cải tiến chất lượng", "5. Tự đánh giá: đạt Mức 1")  # fmt: skip
REPORT = P("BÁO CÁO TỰ ĐÁNH GIÁ", bold=True, align="center")
REPORT_PARTS = (
    "DANH MỤC CHỮ VIẾT TẮT", "TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ", "Phần I. CƠ SỞ DỮ LIỆU", "Phần II. TỰ ĐÁNH GIÁ", "A. ĐẶT VẤN ĐỀ",
    "B. TỰ ĐÁNH GIÁ", "Phần III. KẾT LUẬN CHUNG", "Phần IV. PHỤ LỤC",
)  # fmt: skip
EVIDENCE = P("DANH MỤC MINH CHỨNG", bold=True, align="center")
COLUMNS = ("TT", "Mã minh chứng", "Tên minh chứng", "Số, ngày ban hành", "Nơi ban hành hoặc nhóm, cá nhân thực hiện", "Ghi chú")  # fmt: skip
LIST = T((COLUMNS, ("1", "[H1-1.1-01]", "Kế hoạch", "Số 11/KH-THCS ngày 05/9/2025", "Trường", "")))
REGISTER = P("SỔ GỐC CẤP BẰNG TỐT NGHIỆP", bold=True, align="center")
WIDE = {"size_mm": (297, 210), "landscape": True}

END: dict[str, tuple[list[Paper], list[Paper]]] = {
    "KY01": (
        [PLAN, COUNCIL, PROPOSAL, signed("Q. TRƯỞNG PHÒNG", NAME), signed("TM. HỘI ĐỒNG", "Chủ tịch", NAME)],
        [
            signed("KT.TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", NAME),
            signed("KT TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", NAME),
            signed("T/M HỘI ĐỒNG", "CHỦ TỊCH", NAME),
            signed("TM. HỘI ĐỒNG", NAME),
            signed("KT. Trưởng phòng", "PHÓ TRƯỞNG PHÒNG", NAME),
            signed("KT/ TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", NAME),
            signed("T.M HỘI ĐỒNG", "CHỦ TỊCH", NAME),
            signed("QUYỀN TRƯỞNG PHÒNG", NAME),
        ],
    ),
    "KY02": (
        [PLAN, signed("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", NAME), signed("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", NAME), signed("PHÓ HIỆU TRƯỞNG PHỤ TRÁCH", NAME)],
        [
            signed("KT. TRƯỞNG PHÒNG", "CHUYÊN VIÊN", "TRƯỞNG PHÒNG", NAME),
            signed("PHÓ TRƯỞNG PHÒNG", NAME),
            signed("KT. PHÓ TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", NAME),
            signed("KT. TRƯỞNG PHÒNG", "P.TRƯỞNG PHÒNG", NAME),
            signed("KT. HIỆU TRƯỞNG", "PHÓ HT", NAME),
        ],
    ),
    "KY04": (
        [COUNCIL, signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", NAME)],
        [signed("TM. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", NAME), signed("TM. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", NAME), signed("TM. NHÀ TRƯỜNG", "HIỆU TRƯỞNG", NAME), signed("TM. BAN GIÁM HIỆU", "HIỆU TRƯỞNG", NAME)],
    ),
    "KY05": (
        [PLAN, signed(replace(OFFICE, size=13), replace(SIGNER, size=13))],
        [signed(replace(OFFICE, bold=False), NAME), signed("Trưởng phòng", NAME), signed("TRƯỞNG PHÒNG", replace(SIGNER, bold=False)), signed("TRƯỞNG PHÒNG", replace(SIGNER, italic=True)), signed("TRƯỞNG PHÒNG", NAME.upper())],
    ),
    "KY06": (
        [PLAN, replace(DECISION, signature=("HIỆU TRƯỞNG", "ThS. Đoàn Thị Minh Hạnh"))],
        [signed("TRƯỞNG PHÒNG", f"ThS. {NAME}"), signed("TRƯỞNG PHÒNG", f"TS. {NAME}")],
    ),
    "KY07": (
        [PLAN, MINUTES, signed("Trưởng Phòng", NAME), *(replace(signed("GIÁM ĐỐC", NAME, "Lục Văn Thắng"), kind=kind) for kind in (JOINT, AUTHORISATION)), replace(signed("NGƯỜI ĐƯỢC ỦY QUYỀN", NAME), kind=AUTHORISATION)],
        [signed("TRƯỞNG PHÒNG", NAME, "Lục Văn Thắng"), signed()],
    ),
    "NN01": (
        [PLAN, LETTER, MINUTES],
        [
            sent(replace(RECIPIENTS, italic=False), "- Các trường;", "- Lưu: VT."),
            sent("Nơi nhận:", P("- Các trường;", 13), "- Lưu: VT."),
            sent("Nơi nhận:", "- Các trường", "- Lưu: VT."),
            sent("Nơi nhận", "- Các trường;", "- Lưu: VT."),
            sent("Nơi nhận:", "Các trường", "Lưu: VT."),
            sent(),
        ],
    ),
    "NN02": (
        [PLAN, sent("Nơi nhận:", "- Các trường;", "- Lưu: VT.")],
        [
            sent("Nơi nhận:", "- Các trường;", "- Lưu: VT, GDĐT;"),
            sent("Nơi nhận:", "- Các trường;", "- Lưu VT."),
            sent("Nơi nhận:", "- Các trường;", "- Lưu: VP."),
            sent("Nơi nhận:", "- Các trường;", "- Ủy ban nhân dân xã."),
        ],
    ),
    "NN03": (
        [LETTER, PLAN],
        [
            letter(recipients=("Nơi nhận:", "- Các trường;", "- Lưu: VT.")),
            letter(recipients=("Nơi nhận:", "- UBND xã (để b/c);", "- Như trên;", "- Lưu: VT.")),
        ],
    ),
    "MB01": (
        [form(PHIEU, *PHIEU_PARTS), form(REPORT, *REPORT_PARTS), form(REPORT, *REPORT_PARTS[1:])],
        [form(PHIEU, *PHIEU_PARTS[:4]), form(REPORT, *REPORT_PARTS[:-1])],
    ),
    "MB02": (
        [form(REPORT, *REPORT_PARTS), form(REPORT, "Phần I. Tổng quan", "Phần II", "Phần III", "Phần IV")],
        [form(REPORT, *REPORT_PARTS[:3], *REPORT_PARTS[6:], *REPORT_PARTS[3:6]), form(REPORT, "Phần I. Tổng quan", "Phần III", "Phần II", "Phần IV")],
    ),
    "MB03": (
        [form(EVIDENCE, LIST, **WIDE), form(EVIDENCE, "Theo Thông tư 57/2026/TT-BGDĐT", LIST)],
        [form(EVIDENCE, LIST), form(EVIDENCE, LIST, size_mm=(216, 279))],
    ),
    "MB04": (
        [form(EVIDENCE, LIST, **WIDE), form(REGISTER, T((("STT", "Họ và tên", "Ngày sinh", "Số hiệu văn bằng", "Số vào sổ gốc", "Người nhận ký"), ("1", "A", "", "", "", ""))))],
        [
            form(EVIDENCE, T((COLUMNS[:3], ("1", "[H1-1.1-01]", "Kế hoạch"))), **WIDE),
            form(REGISTER, T((("STT", "Họ và tên"), ("1", "A")))),
            form(EVIDENCE, **WIDE),
        ],
    ),
}  # fmt: skip
