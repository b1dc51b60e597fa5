"""The workbook as a whole: next year's, and the copy that is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Ask, Kind, Needs, Press, button

if TYPE_CHECKING:
    from kdcl_xl.workbook.plan import Plan
    from kdcl_xl.workbook.snapshot import Snapshot

_GROUP = "Sổ"
_YES, _NO = "co", "khong"


def _which_rules(snapshot: Snapshot | None) -> tuple[Ask, ...]:
    """Asked only where one circular replaces another within the next school year."""
    from kdcl_xl.jobs.filling import rules_of_next_year
    from kdcl_xl.jobs.reading import submission_in

    if snapshot is None:
        return ()
    rules = rules_of_next_year(submission_in(snapshot))
    if len(rules) < 2:
        return ()
    choices = {each.id: each.short_title for each in rules}
    return (Ask("bo-tieu-chuan", Kind.CHOICE, "Năm học sau đánh giá theo bộ tiêu chuẩn nào?", choices),)


@button(
    "mo-mau-nam-sau",
    "Mở mẫu năm sau",
    "Lập sổ mới của năm học sau từ sổ này: giữ thông tin trường, minh chứng, số liệu; việc đánh giá làm lại.",
    group=_GROUP,
    icon="mo-mau-nam-sau",
    needs=Needs.FILE,
    asks=_which_rules,
)
def next_year(press: Press) -> Plan:
    """Roll over into a new workbook beside this one; what was not carried is listed."""
    from kdcl_xl.buttons.places import refuse_onto_open
    from kdcl_xl.findings import count_errors
    from kdcl_xl.jobs.filling import next_year_name, open_next_year, rules_of_next_year
    from kdcl_xl.jobs.reading import submission_in
    from kdcl_xl.workbook.plan import Plan, Result

    submission = submission_in(press.values)
    rules_of_next_year(submission)
    out = press.folder / next_year_name(submission)
    refuse_onto_open(out, press.place)
    filled = open_next_year(press.workbook, out, press.answer("bo-tieu-chuan"))
    path, year = filled.saved.path, submission.edition.school_year.shift(1)
    return Plan(
        message=f"Đã lập sổ năm học {year}: “{path.name}”, cạnh sổ này.",
        lines=filled.lines(),
        open=[str(path)],
        result=Result.FOUND_ERRORS if count_errors(filled.findings) else Result.DONE,
    )


def _whether_draft(snapshot: Snapshot | None) -> tuple[Ask, ...]:
    """Asked only where errors stand in the way of a package to hand in."""
    from kdcl_xl.findings import Mode, count_errors
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.jobs.checking import findings_of
    from kdcl_xl.jobs.reading import form_in
    from kdcl_xl.jobs.support import effective_settings, today

    if snapshot is None:
        return ()
    submission = form_in(snapshot, SELF_ASSESSMENT)
    errors = count_errors(findings_of(submission, Mode.SUBMIT, effective_settings(()), today()))
    if not errors or submission.stamp.part:
        return ()
    choices = {_NO: "Dừng lại để sửa", _YES: "Đóng gói bản nháp, không dùng để nộp"}
    words = f"Sổ còn {errors} lỗi. Thầy/cô muốn làm gì?"
    return (Ask("ban-nhap", Kind.CHOICE, words, choices, optional=True, default=_NO),)


@button(
    "dong-goi",
    "Đóng gói nộp",
    "Kiểm tra rồi lưu bản nộp cạnh sổ, đặt tên đúng quy định theo mã trường và lần nộp, kèm mã băm SHA-256.",
    group=_GROUP,
    icon="dong-goi",
    needs=Needs.FILE,
    asks=_whether_draft,
    in_sheet=True,
)
def pack(press: Press) -> Plan:
    """The checked copy `<mã trường>_<mẫu>_<năm học>_L<lần>.xlsx` beside the workbook; its slip bears the hash."""
    from kdcl_xl.buttons.places import refuse_onto_open
    from kdcl_xl.findings import count_errors
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.jobs.errors import JobError
    from kdcl_xl.jobs.packing import pack_file
    from kdcl_xl.jobs.reading import form_in
    from kdcl_xl.school.packing import package_name
    from kdcl_xl.workbook.plan import Plan, Result

    submission = form_in(press.values, SELF_ASSESSMENT)
    draft = press.answer("ban-nhap") == _YES
    try:
        refuse_onto_open(press.folder / package_name(submission, draft=draft), press.place)
    except JobError:
        raise JobError("Sổ đang mở chính là bản đã đóng gói; thầy/cô mở sổ gốc rồi đóng gói.") from None
    packed = pack_file(press.workbook, press.folder, press.settings, press.on, draft=draft)
    findings = [finding.as_line() for finding in packed.findings if finding.message not in packed.sentence]
    if packed.path is None:
        return Plan(message=packed.sentence, lines=findings, result=Result.FAILED)
    return Plan(
        message=packed.sentence,
        lines=[f"Bản nộp: {packed.path}", *packed.remarks, *findings],
        open=[str(packed.path)],
        result=Result.FOUND_ERRORS if count_errors(packed.findings) else Result.DONE,
    )
