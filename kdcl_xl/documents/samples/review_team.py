"""A panel at one school in the school year 2025-2026, report under way. People, school and province are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.document import Source
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.review_team import (
    ADVICE,
    PROCESS,
    PROFILE,
    REVIEW_TEAM,
    STRENGTHS,
    WEAKNESSES,
    CriterionFinding,
    DossierPassage,
    ExternalAnswer,
    PreliminaryLine,
    ReviewedSchool,
    SchoolOpinion,
    SurveyLine,
    TeamAssignment,
    TeamMember,
    TeamPassage,
    section_of,
)
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import Stamp

_REGULATION = "tt18_2018_tr"
_HEAD, _SECRETARY = "Mạc Thị Thu Giang", "Tẩn A Phừ"
_PEOPLE = (
    (_HEAD, "Phó Trưởng phòng, Sở Giáo dục và Đào tạo", "Trưởng đoàn", "1"),
    (_SECRETARY, "Hiệu trưởng Trường THCS Bản Mòng", "Thư ký", "2"),
    ("Lường Văn Pánh", "Hiệu trưởng Trường THCS Cò Nòi", "Ủy viên", "3"),
    ("Quàng Thị Dung", "Phó Hiệu trưởng Trường THCS Mường Lái", "Ủy viên", "4"),
    ("Đinh Ngọc Hải Yến", "Giáo viên Ngữ văn Trường THCS và THPT Nậm Pục", "Ủy viên", "5"),
)
"""Name, position, role, the standard looked at."""
_LOWER = {"1.3": 3, "3.2": 3}
"""Criteria in which the panel found the level named not met, the school did."""
_DOSSIER = (
    "Báo cáo trình bày đúng cấu trúc, đủ các phần; mục lục chưa khớp số trang của phần phụ lục.",
    "Mô tả hiện trạng của đa số tiêu chí đúng yêu cầu của chỉ báo. Tiêu chí 1.3 mới mô tả hai trong ba năm học.",
    "Điểm mạnh nêu đúng; điểm yếu của tiêu chí 3.2 còn chung chung.",
    "Kế hoạch cải tiến có thời gian, người thực hiện; kinh phí của tiêu chí 3.2 chưa ghi.",
    "Nhà trường tự đánh giá đạt Mức 2; tiêu chí 1.3 và 3.2 tự đánh giá đạt Mức 3.",
    "Cần kiểm tra [H1-1.3-04], [H9-3.2-02]; bổ sung minh chứng giám sát của năm học 2023-2024.",
    "Phỏng vấn tổ trưởng chuyên môn, nhân viên thiết bị; quan sát phòng học bộ môn, thư viện.",
)


def panel() -> Source:
    """The workbook of the panel as it stands in January 2026."""
    stamp = Stamp(form=REVIEW_TEAM.id, school_year="2025-2026", regulation=_REGULATION, school_id="7901")
    found = Submission("doan-thcs-nguyen-thi-lo.xlsx", "0" * 64, stamp, REVIEW_TEAM, _edition())
    found.values[ReviewedSchool] = _school()
    for row in (*_panel(), *_read(), *_surveyed(), *_answered(), *_written(), *_opinions()):
        found.rows.setdefault(type(row), []).append(row)
    return Source(found, dt.date(2026, 1, 16))


def _edition() -> Edition:
    return edition_of("2025-2026", _REGULATION, "thcs")


def _school() -> ReviewedSchool:
    return ReviewedSchool(
        name="Trường THCS Nguyễn Thị Lộ",
        school_id="7901",
        kind="THCS",
        unit="UBND xã Khê Hạ",
        province="tỉnh Bắc Sơn Hà",
        ward="xã Khê Hạ",
        head="Hoàng Thị Kim Chi",
        purpose="KĐCLGD và CQG",
        self_level=2,
        decision="812/QĐ-SGDĐT",
        decided_on=dt.date(2025, 11, 5),
        issuer="Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà",
        research_on=dt.date(2025, 11, 10),
        preliminary_on=dt.date(2025, 11, 18),
        official_from=dt.date(2025, 12, 2),
        official_to=dt.date(2025, 12, 4),
        draft_on=dt.date(2025, 12, 19),
        sent_on=dt.date(2025, 12, 22),
        answered_on=dt.date(2026, 1, 5),
        final_on=dt.date(2026, 1, 16),
        found_level=2,
        source="7901_tu-danh-gia_2025-2026_L2.xlsx",
        digest="0" * 64,
        revision=2,
    )


def _panel() -> Iterator[Row]:
    rules = _edition().rules
    for name, position, role, _standard in _PEOPLE:
        yield TeamMember(name=name, position=position, role=role)
    for code, criterion in rules.by_code.items():
        name = next((person for person, _, _, standard in _PEOPLE if code.startswith(f"{standard}.")), "")
        yield TeamAssignment(criterion=code, title=criterion.title, member=name)


def _read() -> Iterator[Row]:
    rules = _edition().rules
    for blank, text in zip(REVIEW_TEAM.prefill[DossierPassage](_edition()), _DOSSIER, strict=True):
        yield blank.model_copy(update={"text": text})
    yield PreliminaryLine(
        criterion="1.1",
        title=rules.by_code["1.1"].title,
        member=_HEAD,
        state="Mô tả đủ ba mức, số liệu khớp với phần cơ sở dữ liệu.",
        strengths="Nêu đúng: chiến lược phát triển được công khai, rà soát hằng năm.",
        weaknesses="Chưa nêu việc lấy ý kiến cha mẹ học sinh.",
        plan="Có thời gian và người thực hiện.",
        evidence="[H1-1.1-01], [H1-1.1-05]",
        survey="Phỏng vấn đại diện Hội đồng trường.",
    )
    yield PreliminaryLine(
        criterion="1.3",
        title=rules.by_code["1.3"].title,
        member=_HEAD,
        state="Mới mô tả hai trong ba năm học gần nhất.",
        strengths="Các đoàn thể hoạt động đúng điều lệ.",
        weaknesses="Chưa chỉ ra nguyên nhân.",
        plan="Giải pháp còn chung, chưa có người chịu trách nhiệm.",
        evidence="[H1-1.3-04]",
        survey="Trao đổi với Bí thư Chi đoàn, Tổng phụ trách Đội.",
    )


def _surveyed() -> Iterator[Row]:
    visits = (
        ("Sơ bộ", dt.date(2025, 11, 18), "Trao đổi với nhà trường", "Lãnh đạo nhà trường, thư ký Hội đồng", "Kết quả nghiên cứu hồ sơ, nội dung cần bổ sung", "Nhà trường nhất trí bổ sung minh chứng tiêu chí 1.3 trước ngày 28/11/2025"),
        ("Sơ bộ", dt.date(2025, 11, 18), "Quan sát", "Phòng học bộ môn, thư viện", "Điều kiện phục vụ khảo sát chính thức", "Bố trí một phòng làm việc, hộp minh chứng xếp theo tiêu chuẩn"),
        ("Chính thức", dt.date(2025, 12, 2), "Phỏng vấn", "Tổ trưởng các tổ chuyên môn", "Sinh hoạt chuyên môn, kế hoạch giáo dục của tổ", "Sinh hoạt đủ kỳ, có biên bản"),
    )  # fmt: skip
    for step, day, method, whom, content, result in visits:
        yield SurveyLine(step=step, held_on=day, method=method, whom=whom, content=content, result=result, member=_SECRETARY)  # fmt: skip


def _answered() -> Iterator[Row]:
    rules = _edition().rules
    for criterion in rules.criteria:
        for level in criterion.levels:
            own = "Đạt" if level.level <= 2 or criterion.code in _LOWER else "Không đạt"
            found = "Không đạt" if level.level >= 3 else "Đạt"
            for indicator in level.indicators:
                yield ExternalAnswer(
                    criterion=criterion.code,
                    title=criterion.title,
                    level=level.level,
                    indicator=indicator.label,
                    summary=indicator.wording,
                    own=own,
                    own_evidence=f"[H1-{criterion.code}-01]",
                    found=found,
                    evidence=f"[H1-{criterion.code}-01]" if found == "Đạt" else "",
                )


def _written() -> Iterator[Row]:
    rules = _edition().rules
    reasons = {
        "1.3": "Minh chứng kiểm tra, giám sát của một năm chưa đủ",
        "3.2": "Phòng học bộ môn chưa đủ diện tích",
    }
    for criterion in rules.criteria:
        weak = criterion.code in _LOWER
        yield CriterionFinding(
            criterion=criterion.code,
            title=criterion.title,
            state="Mô tả của nhà trường phù hợp với thực tế khảo sát.",
            strengths="Hồ sơ đầy đủ, cập nhật thường xuyên; việc làm đi vào nền nếp.",
            weaknesses=f"{reasons[criterion.code]}." if weak else "Không.",
            recommendation="Bổ sung minh chứng, khắc phục trong năm học 2026-2027."
            if weak
            else "Tiếp tục phát huy.",
            reason=reasons.get(criterion.code, ""),
        )
    passages = {
        PROFILE: "Trường thành lập năm 2004, có 18 lớp với 642 học sinh và 38 cán bộ, giáo viên, nhân viên.",
        PROCESS: "Đoàn đã kiểm tra 214 minh chứng, phỏng vấn 46 người, dự 6 giờ dạy.",
        STRENGTHS: "Đội ngũ ổn định, đoàn kết; nền nếp dạy học tốt.",
        WEAKNESSES: "Phòng học bộ môn chưa đủ diện tích.",
        ADVICE: "Ủy ban nhân dân xã Khê Hạ bố trí kinh phí cải tạo phòng học bộ môn.",
        section_of(STRENGTHS, "1"): "Tổ chức bộ máy đúng quy định.",
        section_of(WEAKNESSES, "1"): "Công tác giám sát chưa đều giữa các năm.",
    }
    for section, text in passages.items():
        yield TeamPassage(section=section, title=section, text=text)


def _opinions() -> Iterator[Row]:
    yield SchoolOpinion(number=1, criterion="3.2", place="trang 21", opinion="Đề nghị ghi rõ trường đã có kế hoạch cải tạo phòng bộ môn trong năm 2026", received_on=dt.date(2026, 1, 5), reply="Tiếp thu", reason="Bổ sung vào nhận định", answered_on=dt.date(2026, 1, 9))  # fmt: skip
