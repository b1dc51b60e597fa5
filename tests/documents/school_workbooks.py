"""Small but realistic school workbooks, built and read back, for the documents made of them. People are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Description,
    Evidence,
    Improvement,
    Member,
    Passage,
    StandardAnalysis,
    StatisticRow,
)
from kdcl_xl.law.regulation import Regulation, load
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

STATE = (
    "Nhà trường ban hành kế hoạch từ đầu năm học, phân công từng bộ phận, thông qua tại hội nghị viên chức và niêm yết "
    "công khai [{code}]. Hằng tháng các tổ rà soát tiến độ; cuối học kỳ lãnh đạo trường đánh giá, điều chỉnh.\n"
    "Tỷ lệ cha mẹ học sinh hài lòng qua khảo sát đạt 92,5%; còn 4 < 12 biên bản chưa ghi rõ người thực hiện & thời hạn."
)
COUNCIL = [
    Member(name="Ngô Thị Bích Vân", position="Thư ký hội đồng trường", role="Thư ký", group="Nhóm 1"),
    Member(
        name="Hà Quang Đĩnh", position="Tổ trưởng", role="Ủy viên", group="Nhóm 1", duty="Nhóm trưởng nhóm 1"
    ),
    Member(name="Đoàn Thị Minh Hạnh", position="Hiệu trưởng", role="Chủ tịch"),
    Member(name="Lục Văn Thắng", position="Phó hiệu trưởng", role="Phó Chủ tịch", group="Nhóm 2"),
    Member(name="Chu Thị Thanh", position="Kế toán", role="Ủy viên", group="Nhóm 2"),
]


_IMPROVEMENTS_2026 = [
    Improvement(
        source_year="2026-2027",
        criterion="3.3",
        issue="Thiếu phòng học bộ môn",
        goal="Đủ phòng theo quy định",
        measure="Lập hồ sơ đề nghị bổ sung phòng",
        starts_on=dt.date(2027, 9, 6),
        ends_on=dt.date(2028, 5, 20),
        people="Lục Văn Thắng",
        budget=1250.5,
        funding="Ngân sách phường",
        monitoring="Hội đồng trường giám sát mỗi học kỳ",
        indicator="Số phòng bộ môn: 6",
        progress="Chưa thực hiện",
    ),
    Improvement(
        source_year="2026-2027",
        criterion="4.3",
        issue="Dữ liệu cập nhật chậm",
        measure="Ban hành quy trình",
        budget=0,
    ),
    Improvement(
        source_year="2025-2026",
        criterion="1.1",
        issue="Việc của năm trước",
        measure="Đã làm xong năm trước",
    ),
]


def read_back(
    regulation: str, year: str, kind: str, content: Content, *, name: str = "so.xlsx"
) -> Submission:
    """A workbook built for the edition and read as a submission."""
    found = read(build(SELF_ASSESSMENT, edition_of(year, regulation, kind), content), name=name)
    assert isinstance(found, Submission), found
    return found


def school_2026(**cells: Any) -> Submission:
    """A THCS under a ward, TT 57/2026: everything written, criterion 3.3 unmet at level 2, 4.3 open at level 2."""
    return read_back("tt57_2026_pt", "2026-2027", "thcs", content_2026(**cells))


def content_2026(**cells: Any) -> Content:
    """What `school_2026` holds."""
    rules = load("tt57_2026_pt")
    content = Content(cells=_identity("UBND phường Tân Mỹ", dt.date(2027, 5, 28)) | cells)
    content.rows = _common(rules, {"3.3": (2, "Không đạt"), "4.3": (2, "")}, "MC.{}.01")
    content.rows[StandardAnalysis] = [
        StandardAnalysis(
            standard=standard.code,
            strengths=f"Điểm mạnh của tiêu chuẩn {standard.code}.",
            weaknesses=f"Hạn chế của tiêu chuẩn {standard.code}.",
            causes=f"Nguyên nhân ở tiêu chuẩn {standard.code}.",
            trend=f"Xu hướng của tiêu chuẩn {standard.code} tăng đều.",
            priorities=f"Ưu tiên của tiêu chuẩn {standard.code}.",
        )
        for standard in rules.standards
    ]
    content.rows[Evidence] = [
        Evidence(code="MC.1.1.10", title="Kế hoạch chiến lược", number="10/KH-THCS", storage="Hộp 1"),
        Evidence(code="MC.1.1.02", title="Nghị quyết hội đồng trường", issued_on=dt.date(2026, 9, 5)),
        Evidence(
            code="MC.3.2.01",
            title="Hồ sơ sức khỏe học sinh",
            storage="D:/ho-so/suc-khoe.xlsx",
            issuer="Tạ Thị Y Tế",
            sensitivity="Đỏ",
            note="có bệnh án",
        ),
        *(
            Evidence(code=f"MC.{c.code}.01", title=f"Hồ sơ tiêu chí {c.code}", storage=f"Kho/{c.code}")
            for c in rules.criteria
            if c.code != "3.2"
        ),
        Evidence(draft_id="t7", title="Biên bản chưa đánh số"),
    ]
    content.rows[Improvement] = list(_IMPROVEMENTS_2026)
    return content


def school_2018(**cells: Any) -> Submission:
    """A THCS under a district office, TT 18/2018, with Mức 4 assessed in part and 3.1 unmet at level 2."""
    rules = load("tt18_2018_tr")
    content = Content(
        cells=_identity("Phòng GD&ĐT Quận 7", dt.date(2025, 5, 12)) | {"xa": "Phường Phú Mỹ"} | cells
    )
    content.rows = _common(rules, {"3.1": (2, "Không đạt"), "5.6": (3, "")}, "H1-{}-01")
    content.rows[AnswerLine] += [
        AnswerLine(criterion="22.1", level=4, indicator="*", result="Đạt"),
        AnswerLine(criterion="22.2", level=4, indicator="*", result="Không đạt"),
    ]
    content.rows[CriterionAnalysis] = [
        CriterionAnalysis(
            criterion=code,
            strengths=f"Điểm mạnh của tiêu chí {code}.",
            weaknesses=f"Điểm yếu của tiêu chí {code}.",
            causes=f"Nguyên nhân ở tiêu chí {code}.",
        )
        for code in rules.by_code
    ]
    content.rows[Passage] += [
        Passage(section=f"{part}-{standard.code}", text=f"{words} tiêu chuẩn {standard.code}.")
        for standard in rules.standards
        for part, words in (("mo-dau", "Mở đầu"), ("ket-luan", "Kết luận về"))
    ]
    content.rows[Evidence] = [
        Evidence(
            code=f"[H{place}-{c.code}-01]",
            title=f"Hồ sơ tiêu chí {c.code}",
            number="5/KH",
            issued_on=dt.date(2024, 9, 5),
            issuer="Nhà trường",
        )
        for place, c in enumerate(rules.criteria, start=1)
    ]
    content.rows[Improvement] = [
        Improvement(
            source_year="2024-2025",
            criterion="3.1",
            issue="Sân chơi hẹp",
            measure="Đề nghị mở rộng sân",
            starts_on=dt.date(2025, 9, 8),
            ends_on=dt.date(2026, 5, 22),
            people="Lục Văn Thắng",
            budget="chưa có",
            monitoring="Ban thanh tra nhân dân giám sát",
        )
    ]
    return read_back("tt18_2018_tr", "2024-2025", "thcs", content)


def blank_school(regulation: str = "tt57_2026_pt", year: str = "2026-2027", kind: str = "thcs") -> Submission:
    """A workbook nobody has written in."""
    return read_back(regulation, year, kind, Content())


def _identity(unit: str, approved_on: dt.date) -> dict[str, Any]:
    return {
        "ten_truong": "Trường THCS Nguyễn Thị Lộ",
        "ma_truong": "0790012345",
        "loai_truong": "THCS",
        "loai_hinh": "Công lập",
        "co_quan_quan_ly": unit,
        "tinh": "Thành phố Hồ Chí Minh",
        "xa": "Phường Tân Mỹ",
        "nguoi_dung_dau": "Đoàn Thị Minh Hạnh",
        "ngay_phe_duyet": approved_on,
        "lan_nop": 2,
        "cqg_muc_do": 1,
        "cqg_quyet_dinh": "12/QĐ-UBND",
        "cqg_ngay": dt.date(2021, 3, 4),
        "dk_muc_tu_danh_gia": 1,
    }


def _common(
    rules: Regulation, exceptions: dict[str, tuple[int, str]], code: str
) -> dict[type[Row], list[Row]]:
    def answer(criterion: str, level: int) -> str:
        from_level, result = exceptions.get(criterion, (99, ""))
        return result if level >= from_level else "Đạt"

    levels = [(c, level) for c in rules.criteria for level in c.levels]
    return {
        Member: list(COUNCIL),
        Assignment: [Assignment(criterion=c, group="Nhóm 1", writer="Chu Thị Thanh") for c in rules.by_code],
        AnswerLine: [
            AnswerLine(criterion=c.code, level=level.level, indicator=i.label, result=answer(c.code, level.level))
            for c, level in levels
            for i in level.indicators
        ],
        Description: [
            Description(
                criterion=c.code,
                level=level.level,
                text=f"Hiện trạng {c.code} mức {level.level}. {STATE.format(code=code.format(c.code))}",
            )
            for c, level in levels
        ],
        Passage: [
            Passage(section="tong-quan", text="Trường thành lập năm 1987.\nĐịa bàn gồm 9 khu phố."),
            Passage(section="muc-dich", text="Xác định mức đạt được và việc cần cải tiến."),
            Passage(section="ket-luan", text="Nhà trường đã hoàn thành tự đánh giá."),
            Passage(section="kien-nghi", text="Đề nghị bố trí kinh phí."),
        ],
        StatisticRow: [
            StatisticRow(code="lop_6", year_0=8, year_1=8, year_2=7),
            StatisticRow(code="lop_tong", year_0=32, year_1=31, year_2="chưa có"),
            StatisticRow(code="dien_tich_dat", year_0=12345.5),
            StatisticRow(code="hieu_truong", year_0=1),
            StatisticRow(code="cbql_tong", year_0=3, year_1=3),
            StatisticRow(code="cbql_nu", year_0=2),
            StatisticRow(code="cbql_chua_dat_chuan", year_0=0),
            StatisticRow(code="gv_tong", year_0=58),
            StatisticRow(code="gv_nu", year_0=41),
            StatisticRow(code="hs_tong", year_0=1298, year_1=1251, year_2=1203),
            StatisticRow(code="si_so_bq", year_0=40.5625),
        ],
    }  # fmt: skip
