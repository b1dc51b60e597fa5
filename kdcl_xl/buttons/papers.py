"""Word documents from the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Ask, Kind, Needs, Press, button

if TYPE_CHECKING:
    from kdcl_xl.jobs.documents import Made
    from kdcl_xl.workbook.plan import Plan
    from kdcl_xl.workbook.snapshot import Snapshot

_GROUP = "Văn bản"
_REPORT = "bao-cao-tu-danh-gia"
_YES, _NO = "co", "khong"


@button(
    "lap-bao-cao",
    "Lập báo cáo (Word)",
    "Lập Báo cáo tự đánh giá bằng Word theo mẫu của thông tư, đặt cạnh sổ.",
    group=_GROUP,
    icon="lap-bao-cao",
    needs=Needs.FILE,
    in_sheet=True,
)
def report(press: Press) -> Plan:
    """The self-assessment report beside the workbook."""
    from kdcl_xl.jobs.documents import make_documents
    from kdcl_xl.jobs.reading import submission_in

    submission_in(press.values)
    made = make_documents(_REPORT, press.workbook, press.folder, press.on, settings=press.settings)
    return _plan(made)


def _which_document(snapshot: Snapshot | None) -> tuple[Ask, ...]:
    from kdcl_xl.jobs.documents import documents_of
    from kdcl_xl.jobs.reading import submission_in

    fitting = documents_of(submission_in(snapshot) if snapshot is not None else None)
    return (
        Ask("van-ban", Kind.CHOICE, "Xuất văn bản nào?", fitting),
        Ask("pdf", Kind.CHOICE, "Xuất thêm PDF?", {_NO: "Không", _YES: "Có"}, optional=True, default=_NO),
    )


@button(
    "xuat-van-ban",
    "Xuất văn bản…",
    "Chọn một loại văn bản lập được từ sổ này, xuất ra Word và PDF nếu cần.",
    group=_GROUP,
    icon="xuat-van-ban",
    needs=Needs.FILE,
    asks=_which_document,
    long=True,
)
def documents(press: Press) -> Plan:
    """Any document of the catalogue that fits the workbook; several go into a folder of their own."""
    from kdcl_xl.jobs.documents import documents_of, is_several, make_documents
    from kdcl_xl.jobs.errors import JobError
    from kdcl_xl.jobs.reading import submission_in

    submission, code = submission_in(press.values), press.answer("van-ban")
    if not documents_of(submission):
        raise JobError(f"Chưa có văn bản nào lập được từ {submission.form.title.lower()}.")
    out = press.folder
    if is_several(code):
        out /= f"{code}_{submission.edition.school_year}"
    made = make_documents(
        code, press.workbook, out, press.on,
        pdf=press.answer("pdf") == _YES, settings=press.settings, progress=press.progress,
    )  # fmt: skip
    return _plan(made)


def _plan(made: Made) -> Plan:
    from kdcl_xl.workbook.plan import Plan, Result

    names = [path.name for path in made.paths]
    if not names:
        return Plan(message="Không lập được văn bản nào.", lines=made.remarks, result=Result.FAILED)
    message = (
        f"Đã lập “{names[0]}”." if len(names) == 1 else f"Đã lập {len(names)} tệp ở {made.paths[0].parent}."
    )
    return Plan(
        message=message,
        lines=[*(str(path) for path in made.paths), *made.remarks],
        open=[str(path) for path in made.paths],
    )
