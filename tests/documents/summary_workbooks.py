"""A consolidated workbook of one ward, built and read back, for the papers made of it. Schools are invented."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.summary import (
    SUMMARY,
    FindingLine,
    NeedLine,
    RegistrationLine,
    Result,
    RiskLine,
    SourceLine,
    StatLine,
    StatusLine,
)
from kdcl_xl.law.regulation import load
from kdcl_xl.text.dates import SchoolYear
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

UNIT = "UBND phường Tân Mỹ"
_SCHOOLS = (
    ("079001", "Trường Mầm non Hoa Sen", "Mầm non", "Đã nhận", "Có"),
    ("079002", "Trường Mầm non tư thục Nắng Mai", "Mầm non", "Chưa nộp", "Có"),
    ("079003", "Nhóm trẻ độc lập Bé Ngoan", "Mầm non", "Chưa nộp", "Không"),
    ("079010", "Trường Tiểu học Phú Thuận", "Tiểu học", "Đã nhận, còn lỗi", "Có"),
    ("079011", "Trường Tiểu học Võ Thị Sáu", "Tiểu học", "Không nhận", "Có"),
    ("079020", "Trường THCS Nguyễn Thị Lộ & Cộng sự <mới>", "THCS", "Đã nhận", "Có"),
)


def ward_content() -> Content:
    """Six schools on the list (one outside the denominator): three received, one refused, two missing."""
    content = Content()
    content.rows[StatusLine] = [
        StatusLine(
            school_id=id_, name=name, kind=kind, ownership="Công lập", unit=UNIT, listed="Có", counted=counted,
            state=state, why="Có tệp của trường nhưng không đọc được; xem dòng của tệp." if state == "Không nhận" else "",
            file=f"{id_}.xlsx" if state.startswith("Đã nhận") else "",
        )
        for id_, name, kind, state, counted in _SCHOOLS
    ]  # fmt: skip
    content.rows[StatusLine] += [
        StatusLine(
            school_id="079011",
            name="Trường Tiểu học Võ Thị Sáu",
            kind="Tiểu học",
            state="Không nhận",
            why="Tệp đặt mật khẩu.",
            remedy="Bỏ mật khẩu rồi nộp lại.",
            file="vts.xlsx",
        ),
        StatusLine(state="Bỏ qua", why="Không phải sổ tính", file="anh.jpg"),
        StatusLine(state="Không nhận", why="Tệp hỏng.", file="khong-ten.xlsx"),
    ]
    content.rows[Result] = [
        _result("079001", "Trường Mầm non Hoa Sen", "Mầm non", "tt57_2026_mn", 2, 2),
        _result("079010", "Trường Tiểu học Phú Thuận", "Tiểu học", "tt57_2026_pt", 0, 2),
        _result("079020", "Trường THCS Nguyễn Thị Lộ", "THCS", "tt57_2026_pt", 0, 0),
        _result("079099", "Trường THCS cũ", "THCS", "tt18_2018_tr", 3, 3, counted="Tính riêng"),
    ]
    content.rows[StatLine] = [
        StatLine(circular=load("tt57_2026_pt").short_title, dimension="Tiêu chí", code="3.3", title="Hoạt động", schools=2, unmet=1, unassessed=1),
        StatLine(circular=load("tt57_2026_pt").short_title, dimension="Tiêu chí", code="1.1", title="Tầm nhìn", schools=2, unmet=0),
    ]  # fmt: skip
    content.rows[NeedLine] = [
        NeedLine(school_id="079020", name="THCS", criterion="3.3", title="Hoạt động", budget=1250.5, measure="Mua thiết bị"),
        NeedLine(school_id="079010", name="TH", criterion="3.3", title="Hoạt động", budget="chưa có", measure="Tập huấn"),
        NeedLine(school_id="079010", name="TH", criterion="4.1", title="Cơ sở vật chất", measure="Sửa phòng"),
    ]  # fmt: skip
    content.rows[RegistrationLine] = [
        RegistrationLine(school_id="079001", name="Trường Mầm non Hoa Sen", purpose="CQG", grade=1, self_level=2, computed="Đạt Mức 2", visit_on=dt.date(2027, 11, 15)),
        RegistrationLine(school_id="079010", name="Trường Tiểu học Phú Thuận", purpose="Không đăng ký"),
    ]  # fmt: skip
    content.rows[RiskLine] = [
        RiskLine(school_id="079020", name="THCS", danger="Thiếu diện tích đất", detail="5 m²")
    ]
    content.rows[FindingLine] = [
        FindingLine(school_id="079010", file="079010.xlsx", severity="lỗi", code="MC-001", times=3, message="Mã minh chứng sai.")
    ]  # fmt: skip
    content.rows[SourceLine] = [
        SourceLine(
            source=f"{id_:0>12}", file=f"{id_}.xlsx", sha256=f"{id_:0>64}", province="Thành phố Hồ Chí Minh"
        )
        for id_ in ("079001", "079010", "079020")
    ]
    return content


def ward(content: Content | None = None, *, unit: str = UNIT, year: str = "2026-2027") -> Submission:
    """The workbook read back. Its drawn sheets are left out: papers are made from the rows."""
    found = read(ward_bytes(content, unit=unit, year=year), name="tong-hop.xlsx")
    assert isinstance(found, Submission), found
    return found


def ward_bytes(content: Content | None = None, *, unit: str = UNIT, year: str = "2026-2027") -> bytes:
    """The workbook."""
    edition = Edition(SchoolYear(year))
    sheets = tuple(sheet for sheet in SUMMARY.order if sheet not in SUMMARY.drawn)
    stamp = stamp_of(SUMMARY, edition, unit=unit)
    return build(SUMMARY, edition, content or ward_content(), stamp=stamp, only=sheets)


def _result(
    id_: str, name: str, kind: str, rules: str, low: int, high: int, *, counted: str = "Có"
) -> Result:
    return Result(
        school_id=id_,
        name=name,
        kind=kind,
        unit=UNIT,
        scope="Toàn trường",
        circular=load(rules).short_title,
        school_year="2026-2027",
        counted=counted,
        level_low=low,
        level_high=high,
        assessed="Có",
    )
