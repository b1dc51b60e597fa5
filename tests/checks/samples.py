"""A clean, fully filled self-assessment for any rule set: the ground every case of the suite is an edit of.

All people, schools and numbers are invented.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition, columns_of
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
)
from kdcl_xl.law.regulation import Criterion
from kdcl_xl.workbook.content import Content

EDITIONS: dict[str, Edition] = {
    "tt57": edition_of("2026-2027", "tt57_2026_pt", "thcs"),
    "tt18": edition_of("2024-2025", "tt18_2018_tr", "thcs"),
    "tt18-cuối": edition_of("2025-2026", "tt18_2018_tr", "thcs"),
}
CHECKED_ON = {"tt57": dt.date(2027, 6, 20), "tt18": dt.date(2025, 6, 5), "tt18-cuối": dt.date(2026, 7, 20)}
"""The day of checking, a little after the report was approved."""

_PEOPLE = ("Nguyễn Thị Hải Yến", "Trần Quốc Bảo", "Lê Hoàng Phương", "Phạm Minh Khuê", "Võ Thanh Tâm", "Đặng Ngọc Ánh", "Bùi Gia Hân")  # fmt: skip
_TOPICS = ("kế hoạch", "tổ chuyên môn", "cơ sở vật chất", "chất lượng dạy học", "công tác phối hợp")
_WEAK = ("1.1", "2.2", "3.5")
"""Criteria that have a weakness in the 2018 sample, each with its measure."""


def sample(name: str, evidence_per_level: int = 1) -> Content:
    """The content of the clean workbook of one rule set (`tt57` or `tt18`)."""
    edition = EDITIONS[name]
    content = Content(cells=_cells(name, edition))
    evidence, codes = _evidence(edition, evidence_per_level)
    tables: list[list[Row]] = [
        _members(),
        _assignments(edition),
        _answers(edition, codes),
        _descriptions(edition, codes),
        _analyses(edition),
        _passages(edition),
        evidence,
        _improvements(name, edition),
        _statistics(edition),
    ]
    if edition.rules.improvement.reviews_per_year:
        tables.append(_reviews(edition))
    content.rows = {type(rows[0]): rows for rows in tables}
    return content


def _cells(name: str, edition: Edition) -> dict[str, Any]:
    year = edition.school_year
    common: dict[str, Any] = {
        "ten_truong": "Trường THCS Hoa Sữa",
        "ma_truong": "79-778-0501",
        "loai_truong": "THCS",
        "pham_vi": "Toàn trường",
        "loai_hinh": "Công lập",
        "tinh": "Thành phố Hồ Chí Minh",
        "xa": "Phường Tân Mỹ",
        "nam_thanh_lap": 1998,
        "so_diem_truong": 1,
        "nguoi_dung_dau": "Nguyễn Thị Hải Yến",
        "dien_thoai": "028.37851234",
        "thu_dien_tu": "thcs.hoasua@hcm.edu.vn",
        "co_khoa_hoan_thanh": "Có",
        "so_nam_hoat_dong": 26,
        "so_nam_tu_danh_gia": 4,
        "lan_nop": 1,
        "nguoi_lap": "Trần Quốc Bảo",
        "dk_muc": 2,
        "dk_muc_tu_danh_gia": 2,
        "dk_so_cong_van": 2,
        "dk_so_bao_cao": 2,
    }
    if name == "tt57":
        return common | {
            "co_quan_quan_ly": "UBND phường Tân Mỹ",
            "cqg_muc_do": 1,
            "cqg_quyet_dinh": "1205/QĐ-UBND",
            "cqg_ngay": dt.date(2024, 4, 18),
            "ngay_phe_duyet": dt.date(year.end, 6, 10),
            "dk_muc_dich": "CQG",
            "dk_thoi_gian": dt.date(year.end, 9, 20),
            "dk_ngay_gui": dt.date(year.end, 6, 18),
        }
    return common | {
        "co_quan_quan_ly": "Phòng Giáo dục và Đào tạo Quận 7" if year.end < 2026 else "UBND phường Tân Mỹ",
        "kdcl_cap_do": 1,
        "kdcl_quyet_dinh": "702/QĐ-SGDĐT",
        "kdcl_ngay": dt.date(year.end - 4, 3, 15),
        "cqg_muc_do": 1,
        "cqg_quyet_dinh": "1830/QĐ-UBND",
        "cqg_ngay": dt.date(year.end - 4, 5, 12),
        "ngay_phe_duyet": dt.date(year.end, 5, 20),
        "dk_muc_dich": "KĐCLGD và CQG",
        "dk_thoi_gian": dt.date(year.end, 9, 8),
        "dk_ngay_gui": dt.date(year.end, 6, 2),
    }


def _members() -> list[Row]:
    roles = ("Chủ tịch", "Phó Chủ tịch", "Thư ký", *(["Ủy viên"] * 4))
    positions = ("Hiệu trưởng", "Phó Hiệu trưởng", "Thư ký hội đồng", "Tổ trưởng tổ Toán", "Tổ trưởng tổ Ngữ văn", "Giáo viên", "Kế toán")  # fmt: skip
    return [
        Member(name=person, position=position, role=role, group=f"Nhóm {max(1, number - 1)}")
        for number, (person, position, role) in enumerate(zip(_PEOPLE, positions, roles, strict=True), 1)
    ]


def _assignments(edition: Edition) -> list[Row]:
    # Standards 1–4 under TT 57, 1–5 and the clauses under 2018; six groups stand in the council.
    groups = {"4": "Nhóm 4", "5": "Nhóm 5", "22": "Nhóm 6"}
    rows: list[Row] = []
    for number, code in enumerate(edition.rules.by_code):
        standard = code.partition(".")[0]
        group = groups.get(standard, f"Nhóm {standard}")
        if len(edition.rules.standards) == 4:
            group = f"Nhóm {number % 6 + 1}"
        due = dt.date(edition.school_year.end, 3, 15)
        rows.append(Assignment(criterion=code, group=group, writer=_PEOPLE[number % 7], due=due))
    return rows


def _reached(criterion: Criterion, level: int, edition: Edition) -> str:
    """Everything is met but the last level of 1.1; clauses of the top level stay blank."""
    if criterion in edition.rules.clauses:
        return ""
    return "Không đạt" if criterion.code == "1.1" and level == criterion.levels[-1].level else "Đạt"


def _answers(edition: Edition, codes: dict[tuple[str, int], list[str]]) -> list[Row]:
    rows: list[Row] = []
    for criterion in edition.rules.by_code.values():
        for level in criterion.levels:
            result = _reached(criterion, level.level, edition)
            for indicator in level.indicators:
                main = codes[criterion.code, level.level][0] if result == "Đạt" else ""
                rows.append(
                    AnswerLine(
                        criterion=criterion.code,
                        level=level.level,
                        indicator=indicator.label,
                        result=result,
                        evidence=main,
                    )
                )
    return rows


def _evidence(edition: Edition, per_level: int) -> tuple[list[Row], dict[tuple[str, int], list[str]]]:
    year, style = edition.school_year, edition.rules.evidence_code.style
    rows: list[Row] = []
    codes: dict[tuple[str, int], list[str]] = {}
    for criterion in edition.rules.criteria:
        serial = 0
        for level in criterion.levels:
            for _ in range(per_level):
                serial += 1
                standard, _, number = criterion.code.partition(".")
                code = f"MC.{standard}.{number}.{serial:02}" if style == "MC" else f"H{standard}-{criterion.code}-{serial:02}"  # fmt: skip
                codes.setdefault((criterion.code, level.level), []).append(code)
                rows.append(
                    Evidence(
                        code=code,
                        title=f"Văn bản số {len(rows) + 1} về {criterion.title.lower()}",
                        number=f"{len(rows) + 11}/KH-HS",
                        issued_on=dt.date(year.start, 9 + len(rows) % 4, 1 + len(rows) % 28),
                        issuer="Trường THCS Hoa Sữa",
                        storage=f"Tủ hồ sơ {standard}",
                        sensitivity="Xanh",
                    )
                )
    return rows, codes


def _descriptions(edition: Edition, codes: dict[tuple[str, int], list[str]]) -> list[Row]:
    rows: list[Row] = []
    for number, criterion in enumerate(edition.rules.by_code.values()):
        for level in criterion.levels:
            key = (criterion.code, level.level)
            if key not in codes:
                continue
            cited = "; ".join(f"[{code}]" if code.startswith("H") else code for code in codes[key])
            if not cited.startswith("["):
                cited = f"({cited})"
            rows.append(
                Description(
                    criterion=criterion.code,
                    level=level.level,
                    text=(
                        f"Trong năm học {edition.school_year}, nhà trường thực hiện {criterion.title.lower()} ở mức "
                        f"{level.level} theo kế hoạch đã duyệt; {_TOPICS[number % 5]} được kiểm tra hai lần, kết quả "
                        f"có biên bản, số liệu theo dõi đầy đủ và công khai với cha mẹ học sinh {cited}."
                    ),
                )
            )
    return rows


def _analyses(edition: Edition) -> list[Row]:
    if edition.rules.analysis_by == "criterion":
        return [
            CriterionAnalysis(
                criterion=criterion.code,
                strengths=f"Nền nếp tốt, hồ sơ đầy đủ ở nội dung {criterion.title.lower()}.",
                weaknesses=f"Việc theo dõi {criterion.title.lower()} chưa thường xuyên."
                if criterion.code in _WEAK
                else "Không",
                causes="Nhân sự mới nhận việc." if criterion.code in _WEAK else "",
            )
            for criterion in edition.rules.criteria
        ]
    return [
        StandardAnalysis(
            standard=standard.code,
            strengths=f"Tiêu chuẩn {standard.code} có đội ngũ ổn định, hồ sơ số hóa đầy đủ.",
            weaknesses=f"Ở tiêu chuẩn {standard.code}, việc phân tích số liệu còn chậm.",
            causes="Phần mềm mới dùng từ đầu năm học.",
            trend=f"Các chỉ số của tiêu chuẩn {standard.code} tăng nhẹ qua ba năm học.",
            priorities="Bồi dưỡng kỹ năng phân tích dữ liệu.",
        )
        for standard in edition.rules.standards
    ]


def _passages(edition: Edition) -> list[Row]:
    return [
        Passage(section=row.section, text=f"Phần này trình bày {row.title.lower()} của Trường THCS Hoa Sữa.")
        for row in SELF_ASSESSMENT.prefill[Passage](edition)
        if isinstance(row, Passage)
    ]


def _improvements(name: str, edition: Edition) -> list[Row]:
    year = edition.school_year
    rows: list[Row] = [
        Improvement(
            source_year=str(year),
            criterion=code,
            issue=f"Việc theo dõi tiêu chí {code} chưa thường xuyên",
            goal="Theo dõi đều hằng tháng",
            measure="Giao tổ trưởng kiểm tra hồ sơ vào tuần cuối tháng",
            starts_on=dt.date(year.end, 8, 20),
            ends_on=dt.date(year.end + 1, 5, 25),
            people="Phó Hiệu trưởng, tổ trưởng",
            budget=5,
            funding="Chi thường xuyên",
            monitoring="Hội đồng rà soát cuối mỗi học kỳ",
            indicator="100% tháng có biên bản",
        )
        for code in (("1.1", "3.5") if name == "tt57" else _WEAK)
    ]
    last = year.shift(-1)
    rows.append(
        Improvement(
            source_year=str(last),
            criterion="1.4" if name == "tt57" else "1.6",
            issue="Thư viện ít sách tham khảo",
            measure="Vận động tặng sách, mua bổ sung",
            starts_on=dt.date(year.start, 9, 6),
            ends_on=dt.date(year.end, 5, 20),
            people="Cán bộ thư viện",
            budget=0,
            monitoring="Kiểm kê mỗi học kỳ",
            indicator="Thêm 300 bản sách",
            progress="Hoàn thành",
            outcome="Đã bổ sung 320 bản sách",
        )
    )
    return rows


def _reviews(edition: Edition) -> list[Row]:
    year = edition.school_year
    return [
        Review(
            held_on=day,
            content=f"Rà soát tiến độ kế hoạch {term}",
            result="Đúng tiến độ",
            reviewer="Hội đồng tự đánh giá",
        )
        for term, day in (("học kỳ I", dt.date(year.end, 1, 12)), ("cả năm", dt.date(year.end, 5, 22)))
    ]


_LEAVES: dict[str, float] = {
    "dien_tich_dat": 17_000,
    "dien_tich_san_choi": 6_000,
    "gv_chua_dat_chuan": 2,
    "gv_dat_chuan": 60,
    "gv_tren_chuan": 14,
    "hieu_truong": 1,
    "pho_hieu_truong": 2,
    "ho_tro_tong": 8,
    "hs_dung_tuoi": 1_580,
    "bo_hoc": 0.2,
    "luu_ban": 0.4,
}
_RATIOS = {
    "dien_tich_m2_hs": ("dien_tich_dat", "hs_tong", 1),
    "si_so_bq": ("hs_tong", "lop_tong", 1),
    "ti_le_gv_lop": ("gv_tong", "lop_tong", 1),
    "ti_le_gv_hs": ("gv_tong", "hs_tong", 1),
    "ti_le_dung_tuoi": ("hs_dung_tuoi", "hs_tong", 100),
}


def _statistics(edition: Edition) -> list[Row]:
    known = {row.code: row for row in edition.rules.statistics.rows}
    rows = [row for row in SELF_ASSESSMENT.prefill[StatisticRow](edition) if isinstance(row, StatisticRow)]
    present = {row.code for row in rows}

    def value(code: str) -> float:
        stat = known[code]
        if code in _RATIOS:
            top, bottom, factor = _RATIOS[code]
            return round(value(top) / value(bottom) * factor, stat.decimals)
        parts = [part for part in stat.total_of if part in present]
        if parts:
            return sum(value(part) for part in parts)
        if code in _LEAVES:
            return _LEAVES[code]
        if code.startswith("hs_khoi_"):
            return 400
        if code.startswith("lop_"):
            return 10
        if code.startswith(("ht_", "rl_")):
            return 25
        if stat.unit == "%":
            return 31.5
        if stat.part_of:
            return value(stat.part_of) // 2
        return 6

    years = [c.field for c in columns_of(StatisticRow, edition) if c.entry.years_back is not None]
    return [StatisticRow(code=row.code, **{year: value(row.code) for year in years}) for row in rows]
