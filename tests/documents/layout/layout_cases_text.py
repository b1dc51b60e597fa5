"""Papers that keep and papers that break the rules of the text. Item of the checklist → (lawful, unlawful)."""

from __future__ import annotations

from dataclasses import replace

from layout_cases_head import LONG, letter, plan
from layout_papers import DECISION, LETTER, MINUTES, PLAN, P, Paper, T, prose

FIRST, LAST = PLAN.bases
INTRO = PLAN.text[0]
AMENDING = (
    "Căn cứ Thông tư số 22/2024/TT-BGDĐT ngày 10 tháng 12 năm 2024 của Bộ trưởng Bộ Giáo dục và Đào tạo"
)
SCHOOLS = (("STT", "Tên trường", "Thời gian"), ("1", "MN Hoa Mai", "Tháng 3/2027"), ("2", "TH Khê Hạ A", "Tháng 10/2026"), ("3", "THCS Nguyễn Thị Lộ", "Tháng 11/2026"))  # fmt: skip
AMENDED = ("“2. Hội đồng họp mỗi tháng một lần.", "3. Hội đồng họp bất thường khi cần.”.")
"""What an act puts in the place of another's words, over two paragraphs."""
TITLE = P("PHỤ LỤC", 14, bold=True, align="center")
NAME = P("DANH SÁCH CÁC TRƯỜNG", 14, bold=True, align="center")
NOTE = P("(Kèm theo Kế hoạch số 05/KH-PVHXH ngày 04 tháng 9 năm 2026 của Phòng Văn hóa - Xã hội)", 14, italic=True, align="center")  # fmt: skip


def rows(*serials: str) -> T:
    return T((("STT", "Tên trường"), *((serial, f"Trường {n}") for n, serial in enumerate(serials))))


def text(*blocks: object) -> Paper:
    return plan(text=(INTRO, *blocks))


def body(**look: object) -> Paper:
    return plan(text=tuple(replace(prose(line), **look) for line in LONG[:3]))  # type: ignore[arg-type]


TEXT: dict[str, tuple[list[Paper], list[Paper]]] = {
    "ND01": (
        [PLAN, DECISION, plan(bases=(LAST,)), plan(bases=(FIRST, "Căn cứ Quy chế của Phòng;", "Xét năng lực của cán bộ."))],
        [
            plan(bases=(FIRST.replace("trường;", "trường."), LAST)),
            plan(bases=(FIRST, LAST[:-1] + ";")),
            plan(bases=(P(LAST, align="both", indent=28.35, after=6),)),
            plan(bases=(FIRST, "Căn cứ Quy chế của Phòng.", "Xét năng lực của cán bộ.")),
        ],
    ),
    "ND02": (
        [
            PLAN,
            plan(bases=("Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019.",)),
            plan(bases=(LAST.replace("về công tác năm học 2026-2027", "về triển khai Thông tư số 57/2026/TT-BGDĐT"),)),
            plan(bases=(f"{AMENDING} sửa đổi, bổ sung một số điều của Thông tư số 17/2018/TT-BGDĐT, Thông tư số 18/2018/TT-BGDĐT.",)),
            plan(subject="Triển khai Thông tư số 57/2026/TT-BGDĐT năm học 2026-2027"),
            text("Thực hiện Quyết định này, các trường lập kế hoạch."),
            text("Thực hiện Nghị quyết Đại hội Đảng bộ xã, các trường lập kế hoạch."),
        ],
        [
            plan(bases=("Căn cứ Thông tư quy định về kiểm định chất lượng giáo dục;", LAST)),
            plan(bases=("Căn cứ Quyết định ngày 14 tháng 8 năm 2026 của Ủy ban nhân dân xã về công tác năm học.",)),
            plan(
                bases=(LAST.replace("về công tác năm học 2026-2027", "về triển khai Thông tư số 22/2024/TT-BGDĐT"),),
                text=(INTRO, "Thực hiện Thông tư số 22/2024/TT-BGDĐT, các trường tự đánh giá."),
            ),
            plan(bases=(f"{AMENDING} sửa đổi một số điều của các Quy định và Thông tư số 57/2026/TT-BGDĐT.",)),
            plan(bases=("Căn cứ Thông tư số 57/2026/TT-BGDĐT.",)),
            plan(bases=("Căn cứ Kế hoạch số 27/KH-UBND ngày 14 tháng 8 năm 2026 của Ủy ban nhân dân xã.",)),
            text("Thực hiện Quyết định số 12/QĐ-UBND về công tác năm học, các trường lập kế hoạch."),
        ],
    ),
    "ND03": (
        [PLAN, text("Thông tư 17/2018/TT-BGDĐT, Thông tư 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ trưởng.")],
        [
            text("Thực hiện Thông tư số 18/2018/TT-BGDĐT ngày 28 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục và Đào tạo."),
            text("Theo Quyết định số 19/2018/TT-BGDĐT ngày 22/8/2018."),
            text("Kế hoạch số 99/KH-UBND ngày 01/9/2026.", "Kế hoạch số 99/KH-UBND ngày 02/9/2026."),
            text("Theo Thông tư số 18/2018/TT-BGĐT."),
            text("Công khai theo Thông tư số 9/2024/TT-BGDĐT ngày 13 tháng 6 năm 2024."),
        ],
    ),
    "ND04": (
        [
            PLAN,
            text("Giấy chứng nhận cấp trước đây ghi Thông tư 18/2018/TT-BGDĐT."),
            text("Các trường đã tự đánh giá theo Thông tư số 18/2018/TT-BGDĐT (đã hết hiệu lực)."),
            text("Năm học 2024-2025, trường được đánh giá ngoài theo Thông tư số 18/2018/TT-BGDĐT."),
            plan(bases=(f"{AMENDING} sửa đổi, bổ sung một số điều của Thông tư số 18/2018/TT-BGDĐT.",)),
        ],
        [
            plan(bases=("Căn cứ Thông tư số 21/2019/TT-BGDĐT ngày 29 tháng 11 năm 2019 của Bộ trưởng Bộ Giáo dục và Đào tạo về văn bằng.",)),
            text("Các trường tự đánh giá theo Thông tư số 18/2018/TT-BGDĐT."),
            text("Năm học 2026-2027, các trường tự đánh giá theo Thông tư số 18/2018/TT-BGDĐT."),
            plan(place_date="Khê Hạ, ngày 04 tháng 3 năm 2026"),
        ],
    ),
    "ND05": (
        [PLAN, text("Tham khảo Văn bản hợp nhất số 03/VBHN-BGDĐT khi cần.")],
        [
            plan(bases=("Căn cứ Văn bản hợp nhất số 03/VBHN-BGDĐT ngày 12 tháng 5 năm 2025 của Bộ Giáo dục và Đào tạo về kiểm định.",)),
            plan(bases=(FIRST, "Căn cứ Thông tư 03/VBHN-BGDĐT ngày 12 tháng 5 năm 2025 của Bộ Giáo dục và Đào tạo về kiểm định.")),
        ],
    ),
    "ND06": (
        [PLAN, body(size=13), body(indent=36, spacing=1.5)],
        [body(size=12), body(align="left"), body(indent=0), body(after=0), body(spacing=2), body(size=16)],
    ),
    "ND07": (
        [DECISION, text(*(f"{letter}) Nội dung thứ {n};" for n, letter in enumerate("abcdđeg"))), text("V/v đề nghị cấp kinh phí.", "1/3 số trường đã nộp, 20/11 là hạn cuối.")],
        [
            text(*(f"{letter}) Nội dung thứ {n};" for n, letter in enumerate("abcde"))),
            text(*(f"{letter}) Nội dung thứ {n};" for n, letter in enumerate("abcdđef"))),
            text("a. Nội dung thứ nhất;", "b. Nội dung thứ hai."),
            text("1/ Nội dung thứ nhất.", "2/ Nội dung thứ hai."),
            text("Điều 1: Nội dung thứ nhất.", "Điều 2: Nội dung thứ hai."),
        ],
    ),
    "ND08": (
        [
            PLAN,
            DECISION,
            text("I. MỤC ĐÍCH", "II. NỘI DUNG", "1. Việc một", "1.1. Phần một", "1.2. Phần hai", "2. Việc hai", "2.1. Phần một", "III. TỔ CHỨC", "1. Phòng", "2. Trường"),
            text("Đối với Phòng:", "1. Việc một", "2. Việc hai", "Đối với các trường:", "1. Việc một", "2. Việc hai"),
            text("Bảng 1. Số lớp", "Bảng 2. Số học sinh"),
            text("Bảng 1.1. Số lớp", "Bảng 1.2. Số học sinh", "Bảng 2.1. Kết quả", "Hình 2.1. Biểu đồ", "Bảng 2.2: Nhận xét"),
            text("1. Việc một", "1) Phần một", "2) Phần hai", "2. Việc hai"),
            text("1. Khoản 2 Điều 3 được sửa như sau:", *AMENDED, "2. Thay từ “huyện” bằng từ “xã”."),
            text("MỤC LỤC", "I. MỤC ĐÍCH\t1", "II. NỘI DUNG ................ 2", "I. MỤC ĐÍCH", "II. NỘI DUNG"),
            text("I. MỤC ĐÍCH\t1", "II. NỘI DUNG\t2", "I. MỤC ĐÍCH", "II. NỘI DUNG"),
            text("- Trường mầm non", "1. Việc một", "2. Việc hai", "- Trường tiểu học", "1. Việc một", "2. Việc hai"),
        ],
        [
            text("I. MỤC ĐÍCH", "II. NỘI DUNG", "III. TỔ CHỨC THỰC HIỆN", "III. TỔ CHỨC THỰC HIỆN"),
            text("I. MỤC ĐÍCH", "III. NỘI DUNG"),
            text("1. Việc một", "2. Việc hai", "4. Việc bốn"),
            text("1. Khoản 2 Điều 3 được sửa như sau:", *AMENDED, "3. Thay từ “huyện” bằng từ “xã”."),
            text("1. Việc một", "Các trường thực hiện.", "1. Việc hai"),
            text("1. Việc một", "1.1. Phần một", "2.2. Phần hai"),
            text("Bảng 1. Số lớp", "Bảng 3. Số học sinh"),
            text("Bảng 1.1. Số lớp", "Bảng 1.3. Số học sinh"),
        ],
    ),
    "ND09": (
        [text(rows("1", "2", "3")), text(rows("01", "02")), text(rows("1", "1.1", "1.2", "2", "-", "3", "a)", "b)", "4")), text(rows("I", "1", "2", "II", "3", "4", "III", "5")), text(T((("STT", "Trường"), ("I", "Mầm non"), ("1", "A"), ("II", "Tiểu học"), ("1", "B"))))],
        [text(rows("1", "2", "3", "4", "5", "7")), text(rows("1", "2", "2")), text(rows("2", "3")), text(rows("1", "1.1", "3")), text(rows("I", "1", "2", "II", "4"))],
    ),
    "ND10": (
        [
            text("Danh sách gồm 03 trường như sau:", T(SCHOOLS)),
            text("Có 01 trường mầm non, 01 trường tiểu học, 01 trường THCS như sau:", T(SCHOOLS)),
            text(T((("Loại", "Số lớp"), ("Mầm non", "4"), ("Tiểu học", "5"), ("Tổng cộng", "9")))),
            plan(appendix=(TITLE, NAME, NOTE, T((("Nội dung", "Số tiền"), ("Sửa chữa", "1.000.000"), ("Thiết bị", "2.000.000"), ("Tổng cộng", "3.000.000"))))),
            text(T((("Loại", "Tỷ lệ %"), ("Mầm non", "40"), ("Tiểu học", "50"), ("Tổng cộng", "45")))),
        ],
        [
            text("Danh sách gồm 05 trường như sau:", T(SCHOOLS)),
            text("Có 02 trường mầm non, 01 trường tiểu học như sau:", T(SCHOOLS)),
            text(T((("Loại", "Số lớp"), ("Mầm non", "4"), ("Tiểu học", "5"), ("Tổng cộng", "10")))),
            plan(appendix=(TITLE, NAME, NOTE, T((("Nội dung", "Số tiền"), ("Sửa chữa", "1.000.000"), ("Thiết bị", "2.000.000"), ("Tổng cộng", "3.500.000"))))),
        ],
    ),
    "ND11": (
        [
            PLAN,
            LETTER,
            text("Các trường họp vào thứ Sáu, ngày 04/9/2026."),
            letter(text=("Thực hiện kế hoạch, các trường gửi báo cáo trước ngày 15 tháng 6 năm 2026.",)),
            text(T(SCHOOLS)),
            plan(subject="Kiểm định chất lượng giáo dục năm học 9999-0000", text=(T((("STT", "Thời gian"), ("1", "Tháng 3/2027"))),)),
        ],
        [
            text("Các trường gửi báo cáo trước ngày 15/4/2026."),
            text("Hạn nộp chậm nhất là ngày 31 tháng 4 năm 2027."),
            text("Các trường họp vào thứ Hai, ngày 04/9/2026."),
            text(T((("STT", "Tên trường", "Thời gian"), ("1", "MN Hoa Mai", "Tháng 3/2029")))),
        ],
    ),
    "ND12": (
        [PLAN, text("Giai đoạn 2026-2027 và nhiệm kỳ 2026 - 2031."), text("Trẻ sinh năm 2020-2021 vào lớp mẫu giáo."), text("Trong năm học 2025-2026 các trường đã tự đánh giá.")],
        [
            text("Trong năm học 2026-2028 các trường tự đánh giá."),
            text("Trong năm học 2026 - 2027 các trường tự đánh giá."),
            text("Trong năm học 26-27 các trường tự đánh giá."),
            text("Trong năm học 2026-27 các trường tự đánh giá."),
            text("Tốt nghiệp năm 2026-2027 theo quy định."),
        ],
    ),
    "ND13": (
        [PLAN, text("Kiểm định chất lượng giáo dục (KĐCLGD) là việc chung.", "Công tác KĐCLGD và KĐCLGD.")],
        [
            text("Công tác KĐCLGD của xã.", "Việc KĐCLGD của trường."),
            text("Kiểm định chất lượng giáo dục (KĐCLGD).", "Kiểm định chất lượng giáo dục (KĐCLGD) của xã."),
            text("Công tác KĐCLGD của xã.", "Kiểm định chất lượng giáo dục (KĐCLGD)."),
        ],
    ),
    "ND14": (
        [PLAN, plan(end="", text=(INTRO, rows("1", "2")))],
        [plan(end="Đề nghị các trường thực hiện."), plan(end="Đề nghị các trường thực hiện./"), plan(end="Đề nghị các trường thực hiện")],
    ),
    "ND15": (
        [PLAN, text("Các bước: (1) lập kế hoạch; 2) thu thập; a) xử lý (nếu có)."), text("Họ và tên:   ……  Lớp 6."), text(*AMENDED), text("Nửa khoảng [0; 1), khoảng (−∞; 2].")],
        [
            text("Nhằm chuyển đổi số,  nhà trường dùng phần mềm."),
            text("Các trường tự đánh giá , báo cáo kết quả ."),
            text("Các trường (công lập tự đánh giá."),
            text("Quyết định về “Đề án đánh giá diện rộng."),
            text("“Trường học hạnh phúc là phong trào của xã.", "Các trường tham gia."),
        ],
    ),
    "ND16": (
        [PLAN, text("Đạt mức 5* theo đề án."), text("Ghi chú: (*) bắt buộc; (**) tùy chọn.", "*****")],
        [text("[bookmark: bookmark3]Phòng phối hợp."), text("**Công tác khảo thí**"), text("### Nội dung"), text("Xem Error! Reference source not found."), text(T((("STT", "Số lớp"), ("1", "#REF!"))))],
    ),
    "ND18": (
        [PLAN, text("Cuộc thi «Sáng tạo trẻ» và phong trào «Dạy tốt, học tốt».", "Nhiệt độ < 10 độ thì nghỉ học; lớp > 35 trẻ thì tách.")],
        [
            letter(addressees=("Kính gửi: «Ten_truong»",)),
            text("Nhà trường nộp <<số bản>> bản và {{ so_ho_so }} hồ sơ."),
            text(T((("STT", "Trường"), ("1", "«Truong»")))),
            text("Hạn nộp: Click or tap to enter a date."),
        ],
    ),
    "ND19": (
        [PLAN, text(P("Đề nghị các trường thực hiện.", 14, align="both", indent=28.35, after=6))],
        [
            text(replace(prose("Đề nghị các trường thực hiện."), inserted=True)),
            text(replace(prose("Đề nghị các trường thực hiện."), remarked=True)),
            plan(number=P("Số:      /KH-PVHXH", 13, align="center", inserted=True)),
        ],
    ),
    "ND17": (
        [PLAN, text("Các trường luôn luôn dần dần cải tiến, từng bước từng bước một."), text("Phối hợp để các tổ chức tổ chức tuyên truyền.")],
        [text("Tham gia công tác đánh giá đánh giá chất lượng."), text("Đề nghị các các trường thực hiện."), text("Phòng tổ chức tổ chức tập huấn."), text("Gửi về Phòng trước trước và và sau.")],
    ),
    "TN01": (
        [PLAN, text("Số hóa, khóa học, thủy lợi, quý."), text("Hoàn thành chương trình.")],
        [text("Tăng cường số hóa và văn hoá."), text("Ủy ban và uỷ quyền.")],
    ),
    "VH01": (
        [PLAN, text("Sở Giáo dục và Đào tạo, Ủy ban nhân dân xã.")],
        [text("Báo cáo Ủy ban Nhân dân xã."), text("Gửi Phòng giáo dục và Sở giáo dục.")],
    ),
    "PL01": (
        [
            plan(appendix=(TITLE, NAME, NOTE, T(SCHOOLS))),
            plan(appendix=(replace(TITLE, text="PHỤ LỤC I"), NAME, NOTE, T(SCHOOLS), replace(TITLE, text="PHỤ LỤC II"), NAME, NOTE)),
        ],
        [
            plan(appendix=(TITLE, NAME, T(SCHOOLS))),
            plan(appendix=(TITLE, replace(NAME, text="Danh sách các trường"), NOTE)),
            plan(appendix=(replace(TITLE, bold=False), NAME, NOTE)),
            plan(appendix=(TITLE, NAME, replace(NOTE, text=NOTE.text.replace("05/KH", "06/KH")))),
            plan(appendix=(replace(TITLE, text="PHỤ LỤC I"), NAME, NOTE, replace(TITLE, text="PHỤ LỤC III"), NAME, NOTE)),
            replace(MINUTES, appendix=(TITLE, NAME)),
            plan(appendix=(replace(TITLE, text="PHỤ LỤC SỐ 01"), NAME, T(SCHOOLS))),
        ],
    ),
}  # fmt: skip
