"""One panel (đoàn đánh giá ngoài) at work: its workbook shared out, filled by the members, joined, put into the office's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kdcl_xl.demo.reviewing_desk import Book, ReviewOffices, dice
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
    TeamMember,
    TeamPassage,
    section_of,
)
from kdcl_xl.forms.review_words import Reply, SurveyMethod, SurveyStep
from kdcl_xl.forms.self_assessment import CriterionAnalysis, Improvement
from kdcl_xl.jobs.review_team import open_team, post_results
from kdcl_xl.jobs.teamwork import join_workbook
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.school.parts import Part, split
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.snapshot import Submission

LOWERED, RAISED = "3.5", "5.2"
"""Criteria in which the panel found one level less than the school, and one level more."""
_WHY = {
    LOWERED: "Minh chứng của ba năm học liền kề chưa đủ: thiếu số liệu năm học đầu.",
    RAISED: "Khảo sát tại trường cho thấy yêu cầu của Mức 3 đã được thực hiện; nhà trường đánh giá thấp hơn thực tế.",
}
_AGREED = "Mô tả đúng thực trạng; minh chứng phù hợp, đối chiếu được tại trường."
_HIGHEST = 3
_CRITERIA_NAMED = 3
"""Criteria of a standard whose strengths and weaknesses are told in its summary."""
_DOSSIER = (
    "Báo cáo trình bày đúng cấu trúc, đủ các phần; bảng tổng hợp kết quả khớp với phần nội dung.",
    f"Mô tả hiện trạng bám các chỉ báo. Tiêu chí {LOWERED} mới có số liệu của hai trong ba năm học.",
    "Điểm mạnh, điểm yếu nêu đúng, có nguyên nhân.",
    "Kế hoạch cải tiến có người thực hiện, thời hạn; một số giải pháp chưa ghi nguồn kinh phí.",
    "Kết quả tự đánh giá thống nhất giữa phiếu và báo cáo.",
    f"Minh chứng được mã hóa đủ; cần kiểm tra bản gốc của tiêu chí {LOWERED}.",
    "Phỏng vấn tổ trưởng chuyên môn, cha mẹ học sinh; quan sát phòng học bộ môn, thư viện, giờ ra chơi.",
)
_SEEN = (
    ("so-bo", SurveyMethod.MEETING, "Hội đồng tự đánh giá", "", "Thống nhất chương trình khảo sát, minh chứng cần chuẩn bị", "Thống nhất; nhà trường bổ sung ba minh chứng trước ngày khảo sát chính thức."),
    ("so-bo", SurveyMethod.EVIDENCE, "Phòng lưu trữ hồ sơ", "1.1; 1.6", "Xem danh mục và cách sắp xếp minh chứng", "Minh chứng xếp theo hộp, dễ tìm."),
    ("dau", SurveyMethod.MEETING, "Lãnh đạo nhà trường", "1.1; 1.4", "Nghe báo cáo, trao đổi về kết quả tự đánh giá", "Làm rõ các nội dung đoàn hỏi."),
    ("dau", SurveyMethod.OBSERVATION, "Khuôn viên, sân chơi, nhà vệ sinh", "3.1; 3.4", "Quan sát điều kiện vệ sinh, an toàn", "Sạch, đủ nước; lối thoát hiểm thông thoáng."),
    ("giua", SurveyMethod.LESSON, "Giờ Ngữ văn lớp 8 và Toán lớp 6", "5.1; 5.6", "Dự giờ hai tiết", "Học sinh hoạt động tích cực; đánh giá thường xuyên rõ."),
    ("giua", SurveyMethod.INTERVIEW, "12 giáo viên, 10 cha mẹ học sinh", "2.2; 4.1", "Hỏi về phối hợp, đánh giá học sinh", "Ý kiến thống nhất với báo cáo tự đánh giá."),
    ("cuoi", SurveyMethod.EVIDENCE, "Phòng đọc", LOWERED, "Đối chiếu số liệu ba năm học", "Thiếu số liệu của năm học đầu."),
    ("cuoi", SurveyMethod.MEETING, "Hội đồng tự đánh giá", "", "Thông báo sơ bộ kết quả khảo sát", "Nhà trường tiếp thu, không có ý kiến khác."),
)  # fmt: skip
_PROSE = {
    PROFILE: "{name} đặt tại {ward}, do {unit} quản lý. Quy mô lớp, học sinh và đội ngũ được nêu ở phần cơ sở dữ liệu của báo cáo tự đánh giá.",
    PROCESS: "Đoàn nghiên cứu hồ sơ, khảo sát sơ bộ, khảo sát chính thức, viết dự thảo, lấy ý kiến nhà trường và hoàn thiện báo cáo theo sáu bước.",
    STRENGTHS: "Nền nếp quản lý tốt; đội ngũ đủ, đạt chuẩn; kết quả giáo dục ổn định qua các năm.",
    WEAKNESSES: f"Số liệu theo dõi nhiều năm của tiêu chí {LOWERED} chưa đủ; nguồn lực bổ sung thiết bị còn chậm.",
    ADVICE: "Nhà trường hoàn thiện số liệu theo dõi ba năm học; ghi kinh phí từng giải pháp cải tiến; báo cáo kết quả trước ngày 30 tháng 5.",
}  # fmt: skip
_PAPERS = ("bao-cao-so-bo", "bao-cao-nghien-cuu-ho-so", "bien-ban-khao-sat-so-bo", "phieu-danh-gia-ngoai", "bao-cao-dgn-cua-doan")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessed:
    """A school's own workbook as the panel reads it, and the days of the six steps."""

    path: Path
    steps: dict[str, dt.date]


def review(offices: ReviewOffices, school: Assessed, office: Path, folder: Path, on: dt.date) -> Path:
    """Open, share out, fill, join, conclude, print; the office's workbook with the results is returned.

    Raises JobError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = folder / "1-so-cua-doan.xlsx"
    open_team(school.path, office, common)
    own = Book(school.path).submission
    opened = Book(common).submission
    parts = [_returned(part, own, opened, folder) for part in split(opened)]
    joined = folder / "2-so-da-ghep.xlsx"
    report = join_workbook(common, parts, joined).report
    done = _concluded(joined, own, school, folder / "3-so-cua-doan-da-xong.xlsx")
    offices.finished(done, on)
    offices.papers(_PAPERS, done, folder / "van-ban", on)
    posted = post_results(done, office, folder / "4-so-cua-phong-co-ket-qua.xlsx")
    offices.say("Một đoàn đánh giá ngoài làm việc", f"{len(report.received)} phần của thành viên đã ghép; đối chiếu {posted.laid.compared} tiêu chí, mức đánh giá ngoài {posted.laid.level}", folder)  # fmt: skip
    return posted.saved.path


# ---- members


def _returned(part: Part, own: Submission, opened: Submission, folder: Path) -> Path:
    """What a member sends back: báo cáo sơ bộ, what was seen, results and remarks of the member's own criteria."""
    rows = dict(part.content.rows)
    rules = opened.edition.rules
    rows[PreliminaryLine] = [
        _preliminary(row, rules) for row in part.content.rows[PreliminaryLine] if isinstance(row, PreliminaryLine)
    ]  # fmt: skip
    answers = [row for row in part.content.rows[ExternalAnswer] if isinstance(row, ExternalAnswer)]
    rows[ExternalAnswer] = [_found(row) for row in answers]
    rows[CriterionFinding] = [
        _finding(row, own) for row in part.content.rows[CriterionFinding] if isinstance(row, CriterionFinding)
    ]  # fmt: skip
    filled = replace(part, content=Content(dict(part.content.cells), rows))
    path = folder / part.file_name.replace(".xlsx", " (1).xlsx")
    path.write_bytes(filled.build(REVIEW_TEAM, opened.edition))
    return path


def _preliminary(row: PreliminaryLine, rules: Regulation) -> PreliminaryLine:
    lowered = row.criterion == LOWERED
    return row.model_copy(
        update={
            "state": "Mô tả đủ các chỉ báo nhưng số liệu mới có của hai năm học." if lowered else _AGREED,
            "strengths": "Nêu đúng, có minh chứng.",
            "weaknesses": "Chưa nêu việc thiếu số liệu." if lowered else "Nêu đúng, có nguyên nhân.",
            "plan": "Khả thi; cần ghi rõ kinh phí." if lowered else "Khả thi, có thời hạn và người làm.",
            "evidence": f"Minh chứng của {rules.level_word} {rules.top_level - 1}, bản gốc."
            if lowered
            else "Chọn xem hai minh chứng.",
            "survey": "Trao đổi với tổ trưởng chuyên môn, giáo viên."
            if dice(row.criterion).random() < 0.5
            else "Quan sát tại trường.",
        }
    )


def _found(row: ExternalAnswer) -> ExternalAnswer:
    """What the school answered, but for the highest level of two criteria."""
    seen_there = {LOWERED: Answer.UNMET, RAISED: Answer.MET}.get(row.criterion)
    changed = seen_there if row.level == _HIGHEST else None
    result = str(changed or row.own)
    seen = row.own_evidence or ("Quan sát, phỏng vấn tại trường" if changed else "")
    return row.model_copy(update={"found": result, "evidence": seen if result == Answer.MET else ""})


def _finding(row: CriterionFinding, own: Submission) -> CriterionFinding:
    """The panel takes over what the school saw rightly, and asks for what is still to be done."""
    written = next(
        (a for a in own.table(CriterionAnalysis) if a.criterion == row.criterion), CriterionAnalysis()
    )
    plan = next((p.measure for p in own.table(Improvement) if p.criterion == row.criterion), "")
    weak = written.weaknesses or "Không"
    lowered = row.criterion == LOWERED
    advice = "Bổ sung số liệu đủ ba năm học, cập nhật hằng quý." if lowered else f"{plan}." if plan else "Duy trì kết quả; xử lý điểm yếu đã nêu trong năm học tới."  # fmt: skip
    return row.model_copy(
        update={
            "state": "Nhà trường thực hiện tốt các yêu cầu của tiêu chí." if not lowered else "Nhà trường đạt các yêu cầu cơ bản của tiêu chí; yêu cầu cao nhất chưa đủ minh chứng.",
            "strengths": written.strengths or "Thực hiện đủ các yêu cầu.",
            "weaknesses": weak,
            "recommendation": advice if weak != "Không" or lowered else "",
            "reason": _WHY.get(row.criterion, ""),
        }
    )  # fmt: skip


# ---- the panel


def _concluded(joined: Path, own: Submission, school: Assessed, target: Path) -> Path:
    """What secretary and head of the panel add to the joined workbook."""
    book = Book(joined)
    reviewed = book.submission.fields(ReviewedSchool)
    issuer = f"Sở Giáo dục và Đào tạo {reviewed.province}"
    book.write(ReviewedSchool, **school.steps, issuer=issuer, found_level=reviewed.self_level)
    for row, text in zip(book.rows(DossierPassage), _DOSSIER, strict=True):
        row.text = text
    members = [row.name for row in book.rows(TeamMember)]
    book.add(*_survey(school.steps, members), *_opinions(school.steps))
    by_standard = _of_standards(own)
    for passage in book.rows(TeamPassage):
        passage.text = by_standard.get(passage.section) or _PROSE[passage.section].format(
            name=reviewed.name, ward=reviewed.ward, unit=reviewed.unit
        )
    return book.save(target)


def _survey(steps: dict[str, dt.date], members: list[str]) -> Iterator[SurveyLine]:
    """One line for most of what a panel does at a school."""
    first, last = steps["official_from"], steps["official_to"]
    days = {"so-bo": steps["preliminary_on"], "dau": first, "giua": first + (last - first) / 2, "cuoi": last}
    for place, (day, method, whom, criteria, content, result) in enumerate(_SEEN):
        step = SurveyStep.PRELIMINARY if day == "so-bo" else SurveyStep.OFFICIAL
        yield SurveyLine(
            step=str(step), held_on=days[day], method=str(method), whom=whom, criteria=criteria, content=content,
            result=result, member=members[place % len(members)],
        )  # fmt: skip


def _opinions(steps: dict[str, dt.date]) -> Iterator[SchoolOpinion]:
    days = {"received_on": steps["answered_on"], "answered_on": steps["final_on"]}
    yield SchoolOpinion(
        number=1, criterion=LOWERED, place="Phần II, mục II", opinion="Nhà trường gửi thêm sổ theo dõi của năm học đầu; đề nghị đoàn xem lại kết quả.",
        reply=str(Reply.KEPT), reason="Sổ gửi thêm chưa có số liệu học kỳ I nên vẫn chưa đủ ba năm học.", **days,
    )  # fmt: skip
    yield SchoolOpinion(
        number=2, criterion="1.4", place="Phần II, mục II", opinion="Đề nghị ghi đúng tên các tổ chuyên môn theo quyết định đầu năm.",
        reply=str(Reply.TAKEN), **days,
    )  # fmt: skip


def _of_standards(own: Submission) -> dict[str, str]:
    """Strengths and weaknesses of each standard, as the school saw them and the panel confirms: section → text."""
    found: dict[str, str] = {}
    for standard in own.edition.rules.standards:
        codes = {criterion.code for criterion in standard.criteria[:_CRITERIA_NAMED]}
        written = [row for row in own.table(CriterionAnalysis) if row.criterion in codes]
        for kind, texts in (
            (STRENGTHS, [row.strengths for row in written]),
            (WEAKNESSES, [row.weaknesses for row in written]),
        ):
            found[section_of(kind, standard.code)] = " ".join(filter(None, texts))
    return found
