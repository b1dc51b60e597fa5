"""Which files cannot be joined to a workbook, and why."""

from __future__ import annotations

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.school.parts import sharing_of
from kdcl_xl.text.normal import match_key
from kdcl_xl.workbook.snapshot import Submission

NOT_A_PART = rule("NHO-010", Severity.ERROR, "Tệp ghép là phần do lệnh chia tạo ra")
OTHER_SCHOOL = rule("NHO-011", Severity.ERROR, "Phần thuộc đúng trường")
OTHER_EDITION = rule("NHO-012", Severity.ERROR, "Phần thuộc đúng năm học và bộ tiêu chuẩn")
OTHER_BASE = rule("NHO-013", Severity.ERROR, "Phần được chia từ đúng lần nộp của tệp gốc")


def why_not(base: Submission, part: Submission) -> Finding | None:
    """Why a file cannot be joined to this workbook."""
    stamp, ours = part.stamp, base.stamp
    sharing = sharing_of(base.form)
    if not stamp.part or not stamp.base or not part.origin:
        return NOT_A_PART.at("", "", "Tệp này là sổ đầy đủ hoặc không còn dấu của phần đã chia, nên không ghép được.", f"Ghép các tệp do lệnh kdcl chia tạo ra; nếu {sharing.words.one} đã chép sang sổ khác, chép ngược về tệp phần.")  # fmt: skip
    if stamp.form != ours.form:
        return OTHER_EDITION.at("", "", f"Phần này chia từ {part.form.title.lower()}; tệp gốc là {base.form.title.lower()}.", "Chọn đúng tệp gốc của phần này.")  # fmt: skip
    if (stamp.regulation, stamp.school_year) != (ours.regulation, ours.school_year):
        return OTHER_EDITION.at("", "", f"Phần này thuộc năm học {stamp.school_year}, bộ tiêu chuẩn {stamp.regulation}; tệp gốc là năm học {ours.school_year}, bộ tiêu chuẩn {ours.regulation}.", "Chọn đúng tệp gốc của phần này.")  # fmt: skip
    school = sharing.identity(base)
    if stamp.school_id and school.school_id and match_key(stamp.school_id) != match_key(school.school_id):
        return OTHER_SCHOOL.at("", "", f"Phần này của trường có mã {stamp.school_id}; tệp gốc là {school.name or 'trường'} mã {school.school_id}.", "Chọn đúng tệp gốc của trường đó.")  # fmt: skip
    revision = stamp.base.rpartition("-L")[2]
    if revision != str(school.revision):
        return OTHER_BASE.at("", "", f"Phần này chia từ lần nộp {revision}; tệp gốc đang là lần nộp {school.revision}.", "Ghép vào tệp của lần nộp đó, hoặc chia lại từ tệp gốc hiện nay.")  # fmt: skip
    return None
