"""The closed lists of the workbook `danh-gia-ngoai`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kdcl_xl.law.regulation import RecognitionKind


class OfficeLevel(StrEnum):
    """Cấp của đơn vị lập sổ."""

    DISTRICT = "Phòng GDĐT"
    COMMUNE = "Xã, phường, đặc khu"
    PROVINCE = "Sở GDĐT"


class Meets(StrEnum):
    """Whether something asked for is there. Blank: nobody has looked."""

    YES = "Đạt"
    NO = "Chưa đạt"


class DossierOutcome(StrEnum):
    """Kết quả thẩm định hồ sơ."""

    COMPLETE = "Đủ điều kiện"
    SUPPLEMENT = "Cần bổ sung"
    REFUSED = "Không tiếp nhận"


class PanelRole(StrEnum):
    """Vai trò trong đoàn đánh giá ngoài."""

    HEAD = "Trưởng đoàn"
    SECRETARY = "Thư ký"
    MEMBER = "Ủy viên"


class SurveyStep(StrEnum):
    """Which of the two visits of the panel."""

    PRELIMINARY = "Sơ bộ"
    OFFICIAL = "Chính thức"


class SurveyMethod(StrEnum):
    """How a panel finds out."""

    INTERVIEW = "Phỏng vấn"
    OBSERVATION = "Quan sát"
    LESSON = "Dự giờ"
    EVIDENCE = "Kiểm tra minh chứng"
    MEETING = "Trao đổi với nhà trường"


class SeatRole(StrEnum):
    """Vai trò trong hội đồng thẩm định của Sở, trong tổ thẩm định hồ sơ."""

    CHAIR = "Chủ tịch"
    VICE_CHAIR = "Phó Chủ tịch"
    LEADER = "Tổ trưởng"
    VICE_LEADER = "Tổ phó"
    SECRETARY = "Thư ký"
    MEMBER = "Ủy viên"


HEADS_A_BODY = frozenset({SeatRole.CHAIR, SeatRole.LEADER})
"""Who heads a hội đồng or a tổ: for a tổ offices write either word."""


class Reply(StrEnum):
    """Đoàn trả lời ý kiến của trường."""

    TAKEN = "Tiếp thu"
    PARTLY = "Tiếp thu một phần"
    KEPT = "Bảo lưu"


class CertificateKind(StrEnum):
    """Loại công nhận."""

    ACCREDITATION = "KĐCLGD"
    NATIONAL_STANDARD = "CQG"


KIND_OF_CERTIFICATE: Mapping[str, RecognitionKind] = {
    CertificateKind.ACCREDITATION: "kdclgd",
    CertificateKind.NATIONAL_STANDARD: "cqg",
}
"""Loại công nhận → what rule sets call it."""
CERTIFICATE_OF_KIND = {
    kind: CertificateKind(certificate) for certificate, kind in KIND_OF_CERTIFICATE.items()
}


class Verdict(StrEnum):
    """Kết luận của hội đồng thẩm định."""

    RECOGNISE = "Đề nghị công nhận"
    NOT_YET = "Chưa đề nghị công nhận"


class Subject(StrEnum):
    """Nội dung chỉ tiêu. Nông thôn mới counts facilities (QĐ 1491/2022), not CQG: counted apart."""

    ACCREDITATION = "KĐCLGD"
    NATIONAL_STANDARD = "CQG"
    NEW_COUNTRYSIDE = "Nông thôn mới (cơ sở vật chất)"


class Scope(StrEnum):
    """Trường nào được tính."""

    PUBLIC = "Công lập"
    ALL = "Tất cả"


class Activity(StrEnum):
    """Tập huấn, điều động."""

    TRAINING = "Tập huấn"
    SERVICE = "Điều động"


class Wish(StrEnum):
    """Kinds of lines of the sheet "Ràng buộc xếp lịch", and what their columns mean."""

    OFFICE_CLOSED = "Cơ quan không đi"
    """Từ ngày–Đến ngày: no visit on these days (besides weekends, holidays and Tết)."""
    SCHOOL_BUSY = "Trường không đón được"
    """Đối tượng = trường, Từ ngày–Đến ngày."""
    SCHOOL_WANTS = "Trường muốn thời gian"
    """Đối tượng = trường, Từ ngày–Đến ngày."""
    PERSON_BUSY = "Người bận"
    """Đối tượng = người, Từ ngày–Đến ngày."""
    NOT_TOGETHER = "Hai người không cùng đoàn"
    """Đối tượng, Đối tượng thứ hai = người."""
    NOT_TO_SCHOOL = "Người không đến trường"
    """Đối tượng = người, Đối tượng thứ hai = trường."""
    ON_PANEL = "Người phải ở đoàn"
    """Đối tượng = người, Đối tượng thứ hai = trường."""
    AFTER = "Trường sau trường"
    """Đối tượng = trường đi sau, Đối tượng thứ hai = trường đi trước."""
    MONTH_LIMIT = "Số trường trong tháng"
    """Số = nhiều nhất; Từ ngày = a day of that month, blank: every month."""


class Weight(StrEnum):
    """Bắt buộc or mong muốn."""

    HARD = "Bắt buộc"
    SOFT = "Mong muốn"
