"""A panel's workbook: opened from a school's self-assessment, its results laid into the office's workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.forms.external_review import EXTERNAL_REVIEW
from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_team import REVIEW_TEAM, TeamAssignment, TeamMember
from kdcl_xl.forms.self_assessment import School
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.reading import form_of, self_assessment_of, whole_form_of
from kdcl_xl.jobs.saving import Saved, refuse_onto, save_continued, save_new
from kdcl_xl.review_year.school_files import Said, SchoolFile, school_files
from kdcl_xl.review_year.team_opening import file_of, not_understood, team_content
from kdcl_xl.review_year.team_results import Laid, lay_in
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.stamp import stamp_of

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A new workbook `doan-danh-gia-ngoai`."""

    saved: Saved
    school: str
    members: int
    assigned: int
    """Criteria with a member."""
    criteria: int
    remarks: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """For the screen."""
        return [
            f"Đã lập sổ của đoàn đánh giá ngoài {self.school}: {self.members} thành viên, "
            f"phân công {self.assigned}/{self.criteria} tiêu chí.",
            *self.remarks,
            "Ghi xong trang Phân công thì chia cho thành viên: kdcl chia.",
            *self.saved.lines(),
        ]

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        return {
            "schema": 1,
            "output": self.saved.path.name,
            "school": self.school,
            "members": self.members,
            "assigned": self.assigned,
            "criteria": self.criteria,
            "remarks": list(self.remarks),
        }


def open_team(source: Path, office: Path | None, out: Path) -> Opened:
    """The panel's workbook of a school; never over one somebody has written in.

    `office`: the workbook `danh-gia-ngoai` that names the panel. Raises JobError, also when the school is not in it, and
    SaveError.
    """
    found = self_assessment_of(source)
    if found.stamp.part:
        raise JobError(f"“{source.name}” là phần của {found.stamp.part}; lập sổ của đoàn từ sổ chung của trường.")  # fmt: skip
    sources = [source, *([office] if office else [])]
    refuse_onto(out, sources)
    panel = _panel(found, form_of(office, EXTERNAL_REVIEW)) if office else None
    content = team_content(found, panel)
    school = found.fields(School)
    stamp = stamp_of(
        REVIEW_TEAM,
        found.edition,
        unit=found.stamp.unit,
        school_id=school.school_id or found.stamp.school_id,
    )
    saved = save_new(out, REVIEW_TEAM, found.edition, content, sources=sources, stamp=stamp)
    assigned = [row for row in content.rows[TeamAssignment] if isinstance(row, TeamAssignment) and row.member]
    return Opened(
        saved,
        school.name,
        len(content.rows[TeamMember]),
        len(assigned),
        len(content.rows[TeamAssignment]),
        tuple(_remarks(found, panel)),
    )


def _panel(school: Submission, office: Submission) -> SchoolFile:
    own = school.fields(School)
    file = file_of(
        school_files(office), Said(own.school_id or school.stamp.school_id, own.name, own.kind, "")
    )
    if file is None:
        raise JobError(f"Sổ đánh giá ngoài “{office.file}” chưa có {own.name or 'trường này'} (mã {own.school_id or 'chưa ghi'}). Ghi trường ở trang Đoàn đánh giá ngoài, hoặc bỏ --so-dgn để tự ghi thành viên.")  # fmt: skip
    return file


def _remarks(school: Submission, panel: SchoolFile | None) -> list[str]:
    remarks = []
    if panel is not None and not panel.of(PanelMember):
        remarks.append(
            "Sổ đánh giá ngoài chưa có thành viên đoàn của trường này: ghi ở trang Thành viên đoàn."
        )
    if panel is not None:
        remarks += not_understood(panel, school.edition.rules)
    if school.unreadable:
        places = sorted(f"{sheet}!{cell}" for sheet, cell in school.unreadable)
        remarks.append(f"Sổ tự đánh giá còn {len(places)} ô không đọc được, coi như trống: {some(places, _MOST_NAMED)}.")  # fmt: skip
    return remarks


@dataclass(frozen=True, slots=True)
class Posted:
    """The office's workbook with a panel's results."""

    saved: Saved
    laid: Laid

    def lines(self) -> list[str]:
        """For the screen."""
        laid = self.laid
        level = f", mức đánh giá ngoài: {laid.level_in_words}" if laid.level is not None else ""
        return [
            f"{laid.school}: đối chiếu {laid.compared} tiêu chí, {laid.feedback} ý kiến phản hồi{level}; thêm {laid.added} dòng.",
            *laid.remarks,
            *self.saved.lines(),
        ]

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        laid = self.laid
        return {
            "schema": 1,
            "output": self.saved.path.name,
            "school": laid.school,
            "compared": laid.compared,
            "feedback": laid.feedback,
            "added": laid.added,
            "level": laid.level,
            "remarks": [*laid.remarks, *self.saved.remarks],
        }


def post_results(team: Path, office: Path, out: Path) -> Posted:
    """A copy of the office's workbook with what the panel found. Raises JobError and SaveError.

    Refused when either workbook has cells that cannot be read: the copy would not have them.
    """
    refuse_onto(out, [team, office])
    found, base = whole_form_of(team, REVIEW_TEAM), whole_form_of(office, EXTERNAL_REVIEW)
    if found.stamp.part:
        raise JobError(f"“{team.name}” là phần của {found.stamp.part}; ghép các phần (kdcl ghep) rồi chuyển kết quả.")  # fmt: skip
    try:
        laid = lay_in(found, base)
    except LookupError as error:
        raise JobError(f"Sổ đánh giá ngoài “{base.file}” chưa có {error.args[0] or 'trường của đoàn này'}, hoặc có nhiều trường cùng tên mà không ghi mã. Ghi mã trường ở hai sổ rồi làm lại.") from error  # fmt: skip
    return Posted(save_continued(out, base, laid.content, sources=[team, office]), laid)
