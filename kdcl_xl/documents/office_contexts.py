"""What the papers of the Phòng, UBND xã and Sở need: the consolidated report and the reminder letter."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Context, Figure, OfficialPaper, Prose


class SubmissionCount(Context):
    """Who has sent, for one kind of school."""

    kind: str
    schools: Figure
    sent: Figure
    accepted: Figure
    """Sent and readable without structural errors."""
    missing: Figure
    rate: Figure
    total: bool = False


class MissingSchool(Context):
    """A school that has not sent, or whose file could not be read."""

    school: str
    kind: str
    state: str
    """"Chưa nộp", "Tệp không đọc được: …"."""


class LevelCount2018(Context):
    """Schools by proposed level under the circulars of 2018, one kind of school."""

    kind: str
    assessed: Figure
    unmet: Figure
    level_1: Figure
    level_2: Figure
    level_3: Figure
    level_4: Figure
    undecided: Figure
    """Not enough answers to decide a level: neither met nor unmet."""
    total: bool = False


class LevelCount2026(Context):
    """Schools by proposed level under TT 57/2026, one kind of school."""

    kind: str
    assessed: Figure
    unmet: Figure
    level_1: Figure
    level_2: Figure
    undecided: Figure
    total: bool = False


class WeakCriterion(Context):
    """A criterion many schools do not meet."""

    code: str
    title: str
    regulation: str
    schools: Figure
    """Schools that do not meet it at Mức 1."""
    share: Figure
    """Of the schools that assessed it."""


class Registration(Context):
    """A school that asks for external review or recognition."""

    school: str
    purpose: str
    """"KĐCLGD", "CQG", or both."""
    proposed: str
    """Level the school proposes for itself."""
    time: str
    note: str = ""


class Need(Context):
    """Something several schools need to reach the next level."""

    content: str
    schools: Figure
    cost: Figure = None


class Request(Context):
    """Requests to one body."""

    to: str
    items: tuple[str, ...]


class AccreditationSummary(OfficialPaper):
    """Báo cáo tổng hợp kết quả tự đánh giá of a Phòng, a UBND xã or a Sở."""

    subject: str
    """Trích yếu, without full stop."""
    addressee: str
    basis: Prose = ""
    """Căn cứ and the sentence that opens the report."""
    school_year: str
    as_of: str
    """Date of the data: "20/6/2027"."""
    submission_text: Prose = ""
    submissions: tuple[SubmissionCount, ...]
    missing_schools: tuple[MissingSchool, ...] = ()
    result_text: Prose = ""
    levels_2018: tuple[LevelCount2018, ...] = ()
    levels_2026: tuple[LevelCount2026, ...] = ()
    weak_criteria: tuple[WeakCriterion, ...] = ()
    registration_text: Prose = ""
    registrations: tuple[Registration, ...] = ()
    limitations: Prose = ""
    needs: tuple[Need, ...] = ()
    requests: tuple[Request, ...] = ()
    closing: str
    """"Trên đây là báo cáo … của Phòng Văn hóa - Xã hội xã Nghĩa Lộ"; the ./. is added."""
    source_note: str = ""


class MissingItem(Context):
    """One thing a school still owes."""

    name: str
    state: str = "Chưa nộp"


class ReminderLetter(OfficialPaper):
    """Công văn đôn đốc to one school."""

    subject: str
    """After "V/v ", lower case first letter: "nộp báo cáo tự đánh giá năm học 2026-2027"."""
    addressee: str
    """"Trường THCS Nguyễn Bỉnh Khiêm"."""
    school_word: str = "Nhà trường"
    basis: Prose
    """Why the school has to send: plan, letter, article."""
    as_of: str
    missing: tuple[MissingItem, ...]
    deadline: str
    """"trước 17 giờ 00 ngày 30 tháng 6 năm 2027"."""
    how: Prose = ""
    """Where and in which form to send."""
    contact: str = ""
