"""A school with everything filled that the functions under test move about. People and schools are invented."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.forms.form import Edition
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
    Review,
    StandardAnalysis,
    StatisticRow,
    Waiver,
)
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

TT18 = edition_of("2024-2025", "tt18_2018_tr", "thcs")
TT57 = edition_of("2026-2027", "tt57_2026_pt", "thcs")
TT42 = edition_of("2016-2017", "tt42_2012_tr", "thcs")

CELLS = {
    "ten_truong": "Trường THCS Hoa Sữa",
    "ma_truong": "01234567",
    "loai_truong": "THCS",
    "pham_vi": "Toàn trường",
    "loai_hinh": "Công lập",
    "co_quan_quan_ly": "UBND phường Tân Mỹ",
    "tinh": "Thành phố Hồ Chí Minh",
    "vung": "",
    "nguoi_dung_dau": "Lê Thị Hoa Sữa",
    "dien_thoai": "0280000001",
    "kdcl_cap_do": 2,
    "kdcl_quyet_dinh": "12/QĐ-SGDĐT",
    "kdcl_ngay": dt.date(2022, 5, 20),
    "so_nam_hoat_dong": 21,
    "lan_nop": 2,
    "ngay_phe_duyet": dt.date(2025, 5, 28),
    "dk_muc_dich": "CQG",
    "dk_ngay_gui": dt.date(2025, 6, 2),
}


def opened(content: Content, edition: Edition, name: str = "truong.xlsx") -> Submission:
    """The content after a real workbook has been written and read."""
    submission = read(build(SELF_ASSESSMENT, edition, content), name=name)
    assert isinstance(submission, Submission), submission
    return submission


def filled(edition: Edition) -> Content:
    """Two groups at work: Nhóm 1 on the first half of the criteria, Nhóm 2 on the second."""
    rules = edition.rules
    codes = list(rules.by_code)
    half = len(codes) // 2
    rows = {
        Member: [
            Member(name="Lê Thị Hoa Sữa", position="Hiệu trưởng", role="Chủ tịch"),
            Member(name="Trần Văn Bách", position="Tổ trưởng", role="Thư ký", group="Nhóm 1"),
            Member(name="Phạm Thị Cúc", position="Giáo viên", role="Ủy viên", group="Nhóm 2"),
        ],
        Assignment: [
            Assignment(
                criterion=code, group="Nhóm 1" if place < half else "Nhóm 2", writer=f"Người viết {code}"
            )
            for place, code in enumerate(codes)
        ],
        AnswerLine: [
            AnswerLine(
                criterion=q.criterion, level=q.level, indicator=q.indicator, result="Đạt", evidence="t1; t2"
            )
            for q in rules.questions
            if q.criterion in (codes[0], codes[half])
        ],
        Description: [
            Description(criterion=codes[0], level=1, text="Nhà trường có chiến lược phát triển [t1], [t10]."),
            Description(criterion=codes[1], level=1, text="Hội đồng trường họp đủ kỳ [t2; t1]."),
            Description(criterion=codes[half], level=1, text="Thư viện mở cửa hằng ngày (t3)."),
        ],
        Passage: [
            Passage(section="tong-quan", text="Trường thành lập năm 2004."),
            Passage(section="mo-dau-1", text="Tiêu chuẩn 1 nói về tổ chức."),
        ],
        Evidence: _evidence(),
        Improvement: _improvements(edition),
        StatisticRow: [
            StatisticRow(code=s.code, year_0=30.0 + place, year_1=20.0 + place, year_2="chưa có")
            for place, s in enumerate(
                [r for r in rules.statistics.rows if not r.kinds or edition.kind in r.kinds][:3]
            )
        ],
        Waiver: [Waiver(code="SL-001", place="*", reason="Trường mới tách", approved_by="Lê Thị Hoa Sữa")],
    }
    if rules.analysis_by == "criterion":
        rows[CriterionAnalysis] = [
            CriterionAnalysis(criterion=codes[0], strengths="Chiến lược rõ [t1]", weaknesses="Ít góp ý")
        ]
    else:
        rows[StandardAnalysis] = [
            StandardAnalysis(standard="1", strengths="Quản trị tốt (t1)", trend="Tăng dần")
        ]
        rows[Review] = [Review(held_on=dt.date(2027, 1, 10), content="Cuối học kỳ I", result="Đúng tiến độ")]
    return Content(dict(CELLS), rows)  # type: ignore[arg-type]


def _evidence() -> list[Evidence]:
    return [
        Evidence(draft_id="t10", title="Nghị quyết Hội đồng trường", issued_on=dt.date(2024, 9, 9)),
        Evidence(draft_id="t2", title="Biên bản họp", number="03/BB-HĐT", criteria="1.2"),
        Evidence(draft_id="t1", title="Kế hoạch chiến lược", number="15/KH-THCSHS", storage="ke-hoach.pdf"),
        Evidence(draft_id="t3", title="Sổ thư viện", sensitivity="Xanh"),
    ]


def _improvements(edition: Edition) -> list[Improvement]:
    codes = list(edition.rules.by_code)
    half = len(codes) // 2
    year, last = str(edition.school_year), str(edition.school_year.shift(-1))
    return [
        Improvement(
            source_year=last,
            criterion=codes[0],
            issue="Chưa rà soát chiến lược",
            measure="Rà soát",
            progress="Hoàn thành",
        ),
        Improvement(
            source_year=year,
            criterion=codes[0],
            issue="Ít kênh công khai",
            measure="Mở trang thông tin",
            budget=5.0,
            expected="t1",
        ),
        Improvement(
            source_year=year,
            criterion=codes[half],
            issue="Sách cũ",
            measure="Bổ sung sách",
            budget="chưa có",
            starts_on=dt.date(2025, 9, 5),
        ),
    ]
