"""The closed lists that users choose from, in the words of the circulars."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kdcl_xl.law.regulation import RecognitionKind, SchoolKind


class KindName(StrEnum):
    """Loại trường."""

    PRESCHOOL = "Mầm non"
    PRIMARY = "Tiểu học"
    LOWER_SECONDARY = "THCS"
    UPPER_SECONDARY = "THPT"
    MULTI_LEVEL = "Nhiều cấp học"
    CONTINUING = "GDTX"


KIND_OF_NAME: Mapping[str, SchoolKind] = {
    KindName.PRESCHOOL: SchoolKind.PRESCHOOL,
    KindName.PRIMARY: SchoolKind.PRIMARY,
    KindName.LOWER_SECONDARY: SchoolKind.LOWER_SECONDARY,
    KindName.UPPER_SECONDARY: SchoolKind.UPPER_SECONDARY,
    KindName.MULTI_LEVEL: SchoolKind.MULTI_LEVEL,
    KindName.CONTINUING: SchoolKind.CONTINUING,
}
NAME_OF_KIND = {KIND_OF_NAME[name]: name for name in KindName}


class Ownership(StrEnum):
    """Loại hình."""

    PUBLIC = "Công lập"
    PRIVATE = "Tư thục"
    COMMUNITY = "Dân lập"
    OTHER = "Khác"


class AssessedLevel(StrEnum):
    """Phạm vi đánh giá: one assessment for the whole school unless an office asks for one per level."""

    WHOLE = "Toàn trường"
    PRESCHOOL = "Mầm non"
    PRIMARY = "Tiểu học"
    LOWER_SECONDARY = "THCS"
    UPPER_SECONDARY = "THPT"


class Area(StrEnum):
    """Vùng."""

    ORDINARY = "Bình thường"
    HARD = "Khó khăn"
    VERY_HARD = "Đặc biệt khó khăn"


class YesNo(StrEnum):
    """Có / Không."""

    YES = "Có"
    NO = "Không"


class CouncilRole(StrEnum):
    """Vai trò trong hội đồng tự đánh giá."""

    CHAIR = "Chủ tịch"
    VICE_CHAIR = "Phó Chủ tịch"
    SECRETARY = "Thư ký"
    MEMBER = "Ủy viên"


class Progress(StrEnum):
    """Mức độ thực hiện kế hoạch cải tiến."""

    NOT_STARTED = "Chưa thực hiện"
    UNDER_WAY = "Đang thực hiện"
    DONE = "Hoàn thành"
    PARTLY = "Hoàn thành một phần"
    STOPPED = "Dừng"


ENDED = (Progress.DONE, Progress.STOPPED)
"""Nothing more is expected of such a measure or request: it is neither late nor carried into the next year."""


class Sensitivity(StrEnum):
    """Mức độ bảo mật của minh chứng: "Đỏ" is kept as an index only, never copied or printed in full."""

    OPEN = "Xanh"
    LIMITED = "Vàng"
    PERSONAL = "Đỏ"


class Purpose(StrEnum):
    """Mục đích đăng ký đánh giá ngoài hoặc công nhận."""

    ACCREDITATION = "KĐCLGD"
    NATIONAL_STANDARD = "CQG"
    BOTH = "KĐCLGD và CQG"
    NONE = "Không đăng ký"


KINDS_ASKED: Mapping[str, tuple[RecognitionKind, ...]] = {
    Purpose.ACCREDITATION: ("kdclgd",),
    Purpose.NATIONAL_STANDARD: ("cqg",),
    Purpose.BOTH: ("kdclgd", "cqg"),
    Purpose.NONE: (),
}
"""Purpose → the kinds of recognition it asks for. A bare grade beside "KĐCLGD và CQG" means the first."""
