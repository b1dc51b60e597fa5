"""Samples of the papers of công khai. People, places and figures are invented."""

from __future__ import annotations

from kdcl_xl.documents.contexts import LabelledText
from kdcl_xl.documents.disclosure_context import (
    AnnualReport,
    DisclosedRow,
    DisclosedTable,
    DisclosureContent,
    DisclosureForms,
    DisclosureReport,
    OpenSchool,
    PublicationRow,
    SectionCount,
)
from kdcl_xl.documents.letterhead import Letterhead, Receivers, Signer
from kdcl_xl.documents.samples.ward_office import (
    COMMITTEE,
    DEPARTMENT,
    HEAD_OF_OFFICE,
    OFFICE,
    PLACE,
    SCHOOL,
    office_head,
)
from kdcl_xl.law.disclosure import disclosure_law

_YEAR = "2026-2027"
_HEAD_OF_SCHOOL = Signer(lines=("HIỆU TRƯỞNG",), name="Tạ Quang Hưng")


def _table(title: str, unit: str, *rows: tuple[str, str | None, str | None]) -> DisclosedTable:
    last = len(rows) - 1
    return DisclosedTable(
        title=title,
        rows=tuple(
            DisclosedRow(label=label, unit=unit, previous=before, current=now, total=place == last)
            for place, (label, before, now) in enumerate(rows)
        ),
    )


def content() -> DisclosureContent:
    """Everything one school publishes; some figures are not known."""
    law = disclosure_law()
    return DisclosureContent(
        school_year=_YEAR,
        previous_year="2025-2026",
        money_year="Năm 2026",
        previous_money_year="Năm 2025",
        facts=(
            LabelledText(label="Tên trường", text=SCHOOL),
            LabelledText(label="Cơ quan quản lý trực tiếp", text=COMMITTEE),
            LabelledText(label="Loại hình", text="Công lập"),
            LabelledText(label="Trang thông tin điện tử", text="www.thcsnguyenthilo.truong.example"),
            LabelledText(label="Năm thành lập", text="chưa có"),
        ),
        portrait=(
            LabelledText(label="Sứ mạng, tầm nhìn, mục tiêu", text="Nhà trường xây dựng môi trường học tập an toàn, thân thiện; mỗi học sinh được quan tâm và tiến bộ."),
            LabelledText(label="Tổ chức bộ máy"),
        ),
        money=(
            _table("A. Các khoản thu", "triệu đồng", ("Ngân sách nhà nước hoặc hỗ trợ của nhà đầu tư", "9.850", "10.420"), ("Học phí, lệ phí và các khoản thu khác từ người học", "512,5", "498"), ("Kinh phí tài trợ và hợp đồng với bên ngoài", "60", None), ("Cộng các khoản thu", "10.422,5", None)),
            _table("B. Các khoản chi", "triệu đồng", ("Chi tiền lương và thu nhập", "8.240", "8.700"), ("Chi cơ sở vật chất và dịch vụ", "1.320", "1.415"), ("Cộng các khoản chi", "9.560", "10.120")),
        ),
        money_notes=("“Cộng các khoản chi” năm báo cáo ghi 10.120, cộng các dòng được 10.115 triệu đồng.",),
        staff=(_table("Đội ngũ", "người", ("Cán bộ quản lý", "3", "3"), ("Giáo viên", "41", "42"), ("Nhân sự hỗ trợ giáo dục", "6", None), ("Cộng đội ngũ", "50", None)),),
        facilities=(_table("Cơ cấu khối công trình", "phòng", ("Phòng học kiên cố", "22", "22"), ("Phòng học bộ môn", "5", "6"), ("Cộng khối công trình", "27", "28")),),
        quality=(
            LabelledText(label="Kết quả tự đánh giá", text="Mức 1 (Thông tư 57/2026, trường phổ thông, năm học 2026-2027)"),
            LabelledText(label="Kiểm định chất lượng giáo dục", text="chưa có"),
            LabelledText(label="Đạt chuẩn quốc gia", text="Mức độ 1, Quyết định số 1203/QĐ-UBND ngày 15/12/2022"),
        ),
        improvement="Tiêu chí 3.3: Bổ sung thiết bị phòng bộ môn Khoa học tự nhiên.\nTiêu chí 2.2: Bồi dưỡng giáo viên về đánh giá học sinh.",
        plans=(
            LabelledText(label="Kế hoạch tuyển sinh", text="Tuyển 180 học sinh lớp 6 trên địa bàn xã."),
            LabelledText(label="Kế hoạch giáo dục năm học"),
        ),
        results=(_table("Học sinh", "học sinh", ("Học sinh nữ", "389", "402"), ("Học sinh dân tộc thiểu số", None, None), ("Tổng số học sinh", "812", "834")),),
        publications=tuple(
            PublicationRow(
                section=section.code,
                title=section.title,
                law=section.ref,
                due="30/6/2027",
                state="Đúng hạn (ngày 20/6/2027)" if place < 6 else "Chưa ghi",
                place="Trang thông tin điện tử" if place < 6 else "chưa ghi",
                update="Thay đổi ngày 01/3/2027, cập nhật ngày 10/3/2027" if section.code == "III" else "",
            )
            for place, section in enumerate(law.sections)
        ),
        source_note="Số liệu lấy từ sổ công khai “thcs-nguyen-thi-lo_cong-khai.xlsx”, in ngày 21/6/2027.",
        unverified=law.doubts,
    )  # fmt: skip


def forms() -> DisclosureForms:
    """Biểu mẫu công khai of one school."""
    return DisclosureForms(
        parent_body=COMMITTEE.upper(),
        school=SCHOOL,
        place_date="Khê Hạ, ngày 21 tháng 6 năm 2027",
        content=content(),
        signer=_HEAD_OF_SCHOOL,
    )


def annual_report() -> AnnualReport:
    """Báo cáo thường niên of the same school."""
    law = disclosure_law()
    return AnnualReport(
        head=Letterhead(
            parent_body=COMMITTEE.upper(),
            body=SCHOOL.upper(),
            symbol="BC-THCSNTL",
            place=PLACE,
            year=2027,
        ),
        school=SCHOOL,
        subject=f"Thường niên năm học {_YEAR}",
        basis=f"Thực hiện Điều 14 Thông tư số {law.number} ngày 03 tháng 6 năm 2024 của Bộ trưởng Bộ Giáo dục và Đào tạo, "
        f"{SCHOOL} báo cáo thường niên năm học {_YEAR} như sau:",
        content=content(),
        closing=f"Trên đây là báo cáo thường niên năm học {_YEAR} của {SCHOOL}",
        unverified=law.doubts,
        receivers=Receivers(lines=(COMMITTEE, "Trang thông tin điện tử của trường"), archive="VT"),
        signer=_HEAD_OF_SCHOOL,
    )


def office_report() -> DisclosureReport:
    """Báo cáo tổng hợp công khai of a Phòng VH-XH."""
    law = disclosure_law()
    counts = [
        SectionCount(section=s.code, title=s.title, schools="22", on_time="17", late="1", no_date="0", not_published="2", unknown="2")
        for s in law.sections
    ]  # fmt: skip
    counts.append(SectionCount(section="", title="Cộng (lượt nội dung)", schools="176", on_time="136", late="8", no_date="0", not_published="16", unknown="16", total=True))  # fmt: skip
    return DisclosureReport(
        head=office_head("BC-PVHXH"),
        subject=f"Tổng hợp công tác công khai của các cơ sở giáo dục năm học {_YEAR}",
        addressee=DEPARTMENT,
        basis=f"Thực hiện Thông tư số {law.number} ngày 03 tháng 6 năm 2024 của Bộ trưởng Bộ Giáo dục và Đào tạo, {OFFICE} "
        f"báo cáo tổng hợp công tác công khai năm học {_YEAR} như sau:",
        school_year=_YEAR,
        due="30/6/2027",
        summary="Có 22 cơ sở giáo dục tính vào mẫu số; đã nhận sổ công khai của 20 cơ sở. 2 cơ sở chưa gửi sổ nên chưa có "
        "thông tin; không tính là chưa công khai.",
        counts=tuple(counts),
        open_schools=(
            OpenSchool(school=SCHOOL, kind="THCS", not_published="VIII", late="–", unknown="–", note="III: Thay đổi ngày 01/3/2027, cập nhật ngày 20/3/2027, chậm hơn 15/3/2027"),
            OpenSchool(school="Trường Mầm non tư thục Hoa Nắng", kind="Mầm non", not_published="–", late="–", unknown="tất cả", note="Chưa gửi sổ công khai"),
        ),
        unused="Tệp “cong-khai-cu.xlsx”: Đã có bản mới hơn (lần lập 2).",
        closing=f"Trên đây là báo cáo tổng hợp công tác công khai năm học {_YEAR} của {OFFICE}",
        source_note="Số liệu lấy từ sổ tổng hợp công khai, in ngày 02/7/2027.",
        unverified=law.doubts[:1],
        receivers=Receivers(lines=("Như trên", "Các cơ sở giáo dục (để biết)"), archive="VT, VHXH"),
        signer=HEAD_OF_OFFICE,
    )  # fmt: skip
