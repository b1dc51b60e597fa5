"""Two schools whose workbooks are full: one under a ward (TT 57/2026), one under a district (2018). All invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from kdcl_xl.documents.document import Source
from kdcl_xl.forms.columns import Row
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import (
    SELF_ASSESSMENT,
    AnswerLine,
    Assignment,
    CriterionAnalysis,
    Evidence,
    Improvement,
    Member,
    Registration,
    Review,
    School,
    StandardAnalysis,
)
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import Stamp

_COUNCIL = (
    ("Đoàn Thị Minh Hạnh", "Hiệu trưởng", "Chủ tịch", "", "Chỉ đạo chung, phê duyệt báo cáo"),
    ("Lục Văn Thắng", "Phó Hiệu trưởng", "Phó Chủ tịch", "Nhóm 1", "Nhóm trưởng Nhóm 1"),
    ("Ngô Thị Bích Vân", "Thư ký hội đồng trường", "Thư ký", "Nhóm thư ký", "Tổng hợp, viết báo cáo"),
    ("Hà Quang Đĩnh", "Tổ trưởng Tổ Khoa học tự nhiên", "Ủy viên", "Nhóm 2", "Nhóm trưởng Nhóm 2"),
    ("Nguyễn Hoàng Thị Quỳnh Hương Giang", "Tổ phó Tổ Ngữ văn - Giáo dục công dân", "Ủy viên", "Nhóm 1", ""),
    ("Chu Thị Thanh", "Kế toán", "Ủy viên", "Nhóm 2", "Minh chứng về tài chính, cơ sở vật chất"),
    ("Vi Văn Én", "Tổng phụ trách Đội", "Ủy viên", "Nhóm 1", ""),
)


def ward_school() -> Source:
    """A public THCS under a ward, school year 2026-2027."""
    submission = _submission("tt57_2026_pt", "2026-2027")
    submission.values[School] = School(
        **_IDENTITY, unit="UBND phường Tân Mỹ", approved_on=dt.date(2027, 5, 28), cohort_completed="Có", years_assessed=3
    )  # fmt: skip
    submission.values[Registration] = Registration(
        purpose="CQG", grade=2, self_level=2, visit_month=dt.date(2027, 10, 15), letters=2, reports=2, contact="Ngô Thị Bích Vân"
    )  # fmt: skip
    rules = submission.edition.rules
    submission.rows |= {
        AnswerLine: list(_answers(rules, {"3.3": (2, "Không đạt")})),
        Evidence: list(_evidence(rules, "MC.{code}.{serial:02}")),
        StandardAnalysis: [
            StandardAnalysis(standard=standard.code, causes="Phòng học bộ môn xây từ năm 2004, diện tích nhỏ.")
            for standard in rules.standards
        ],
        Improvement: [*_measures("2026-2027", ""), *_measures("2025-2026", "Hoàn thành")],
        Review: [
            Review(held_on=dt.date(2027, 1, 15), content="Tiến độ cải tiến học kỳ I", result="02 việc đúng hạn", adjustment="Lùi việc sửa phòng bộ môn sang tháng 3", reviewer="Đoàn Thị Minh Hạnh"),
            Review(held_on=dt.date(2027, 5, 20), content="Kết quả cả năm", result="Đạt mục tiêu", reviewer="Lục Văn Thắng"),
        ],
    }  # fmt: skip
    return Source(submission, dt.date(2027, 6, 1))


def district_school() -> Source:
    """The same school under a Phòng GDĐT, TT 18/2018, school year 2024-2025."""
    submission = _submission("tt18_2018_tr", "2024-2025")
    submission.values[School] = School(
        **_IDENTITY, unit="Phòng Giáo dục và Đào tạo Quận 7", approved_on=dt.date(2025, 5, 12), cohort_completed="Có"
    )  # fmt: skip
    submission.values[Registration] = Registration(
        purpose="KĐCLGD và CQG", self_level=2, visit_month=dt.date(2025, 9, 15), letters=2, reports=2, contact="Ngô Thị Bích Vân"
    )  # fmt: skip
    rules = submission.edition.rules
    submission.rows |= {
        AnswerLine: list(_answers(rules, {"3.1": (3, "Không đạt")})),
        Evidence: list(_evidence(rules, "[H{box}-{code}-{serial:02}]")),
        CriterionAnalysis: [CriterionAnalysis(criterion="3.1", causes="Khuôn viên không thể mở rộng.")],
        Improvement: [*_measures("2024-2025", ""), *_measures("2023-2024", "Đang thực hiện")],
    }
    return Source(submission, dt.date(2025, 6, 1))


_IDENTITY = {
    "name": "Trường THCS Nguyễn Thị Lộ", "school_id": "0790012345", "kind": "THCS", "ownership": "Công lập",
    "province": "Thành phố Hồ Chí Minh", "ward": "Phường Tân Mỹ", "address": "12 đường số 5", "phone": "02839990303", "head": "Đoàn Thị Minh Hạnh",
    "email": "thcsnguyenthilo@example.vn",
    "website": "thcsnguyenthilo.example.vn", "standard_grade": 1, "standard_decision": "12/QĐ-UBND",
    "standard_on": dt.date(2021, 3, 4),
}  # fmt: skip


def _submission(regulation: str, year: str) -> Submission:
    edition = edition_of(year, regulation, "thcs")
    stamp = Stamp(form=SELF_ASSESSMENT.id, regulation=regulation, kind="thcs", school_year=year)
    found = Submission("so-mau.xlsx", "0" * 64, stamp, SELF_ASSESSMENT, edition)
    found.rows = dict(_people(edition.rules, int(year[5:])))
    return found


def _people(rules: Regulation, year: int) -> Iterator[tuple[type[Row], list[Row]]]:
    yield Member, [Member(name=n, position=p, role=r, group=g, duty=d) for n, p, r, g, d in _COUNCIL]
    half = len(rules.standards) // 2
    rows: list[Row] = []
    for place, standard in enumerate(rules.standards):
        group = "Nhóm 1" if place < half else "Nhóm 2"
        for criterion in standard.criteria:
            rows.append(Assignment(criterion=criterion.code, group=group, due=dt.date(year, 3, 31)))
    yield Assignment, rows


def _answers(rules: Regulation, exceptions: dict[str, tuple[int, str]]) -> Iterable[AnswerLine]:
    for question in rules.questions:
        if question.criterion in {clause.code for clause in rules.clauses}:
            continue
        level, other = exceptions.get(question.criterion, (99, ""))
        yield AnswerLine(
            criterion=question.criterion,
            level=question.level,
            indicator=question.indicator,
            result=other if question.level >= level else "Đạt",
        )


def _evidence(rules: Regulation, pattern: str) -> Iterable[Evidence]:
    for criterion in rules.criteria:
        for serial in (1, 2, 3):
            code = pattern.format(code=criterion.code, serial=serial, box=criterion.code.partition(".")[0])
            private = serial == 3 and criterion.code.endswith(".2")
            yield Evidence(
                code=code,
                title=f"Hồ sơ về {criterion.title[0].lower()}{criterion.title[1:]}",
                number=f"{serial * 7:02}/KH-THCSNTL",
                issued_on=dt.date(2024, 9, 5),
                issuer="Nhà trường",
                storage=f"Kho điện tử/TDG/{criterion.code}/tep-{serial:02}.pdf",
                sensitivity="Đỏ" if private else "Xanh",
            )


def _measures(year: str, progress: str) -> Iterable[Improvement]:
    end = int(year[5:])
    done = {"progress": progress, "outcome": "Đã sửa 02 phòng, bổ sung 30 bộ thiết bị"} if progress else {}
    yield Improvement(
        source_year=year,
        criterion="3.3",
        issue="Phòng học bộ môn chưa đủ diện tích, thiết bị thí nghiệm hỏng nhiều",
        goal="02 phòng học bộ môn đạt chuẩn trước năm học mới",
        measure="Cải tạo 02 phòng, mua bổ sung thiết bị; lập sổ theo dõi sử dụng",
        starts_on=dt.date(end, 6, 15),
        ends_on=dt.date(end, 8, 25),
        people="Lục Văn Thắng, Phó Hiệu trưởng",
        budget=1250.5,
        funding="ngân sách phường",
        monitoring="Ban thanh tra nhân dân kiểm tra hằng tháng",
        indicator="02 phòng đạt chuẩn",
        expected="Biên bản nghiệm thu",
        **done,
    )
    yield Improvement(
        source_year=year,
        criterion="1.2",
        issue="Cập nhật số liệu lên cơ sở dữ liệu của ngành còn chậm",
        goal="Không chậm kỳ nào",
        measure="Ban hành quy trình, phân công người rà soát",
        starts_on=dt.date(end, 9, 6),
        ends_on=dt.date(end + 1, 5, 31),
        people="Ngô Thị Bích Vân",
        budget=0,
        monitoring="Hiệu trưởng kiểm tra cuối mỗi học kỳ",
        indicator="Số lần chậm: 0",
        expected="Sổ theo dõi",
        **(done | {"outcome": "Đúng hạn cả năm học"} if done else {}),
    )
