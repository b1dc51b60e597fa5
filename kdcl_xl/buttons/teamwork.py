"""Work groups and the codes of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Ask, Kind, Needs, Press, button
from kdcl_xl.text.lists import some

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdcl_xl.workbook.plan import Plan
    from kdcl_xl.workbook.snapshot import Snapshot

_GROUP = "Nhóm công tác"
PARTS_FOLDER = "phan-cua-nhom"


@button(
    "chia-nhom",
    "Chia nhóm",
    "Chia sổ thành phần cho từng nhóm công tác theo trang Phân công, mỗi nhóm một tệp.",
    group=_GROUP,
    icon="chia-nhom",
    needs=Needs.FILE,
)
def split(press: Press) -> Plan:
    """One part per work group into a folder beside the workbook."""
    from kdcl_xl.findings import count_errors
    from kdcl_xl.jobs.teamwork import split_workbook
    from kdcl_xl.workbook.plan import Plan, Result

    found = split_workbook(press.workbook, press.folder / PARTS_FOLDER)
    return Plan(
        message=f"Đã chia thành {len(found.paths)} phần, ở thư mục “{PARTS_FOLDER}” cạnh sổ.",
        lines=found.lines()[:-1],
        open=[str(path) for path in found.paths],
        result=Result.FOUND_ERRORS if count_errors(found.findings) else Result.DONE,
    )


@button(
    "ghep-phan",
    "Ghép phần",
    "Ghép các phần của nhóm công tác vào một sổ mới; sổ này giữ nguyên, chỗ xung đột được liệt kê.",
    group=_GROUP,
    icon="ghep-phan",
    needs=Needs.FILE,
    asks=(Ask("phan", Kind.FILES, "Chọn các phần do nhóm công tác gửi về."),),
)
def join(press: Press) -> Plan:
    """Join the parts into `<sổ>_da-ghep.xlsx` beside the workbook."""
    from kdcl_xl.jobs.teamwork import join_workbook
    from kdcl_xl.workbook.plan import Plan, Result

    out = press.folder / f"{press.workbook.stem}_da-ghep.xlsx"
    joined = join_workbook(press.workbook, press.paths("phan"), out)
    path = joined.saved.path
    received, refused, conflicts = (
        len(each) for each in (joined.report.received, joined.report.refused, joined.report.conflicts)
    )
    words = [f"Đã ghép {received} phần vào “{path.name}”, cạnh sổ này"]
    words += [f"{conflicts} chỗ xung đột cần chọn"] if conflicts else []
    words += [f"{refused} tệp không ghép được"] if refused else []
    return Plan(
        message="; ".join(words) + ".",
        lines=joined.lines(),
        open=[str(path)],
        result=Result.FOUND_ERRORS if joined.unsettled else Result.DONE,
    )


@button(
    "danh-so-minh-chung",
    "Đánh số minh chứng",
    "Đặt mã chính thức cho minh chứng theo thứ tự tiêu chí và sửa mọi chỗ dẫn mã trong sổ.",
    group=_GROUP,
    icon="danh-so-minh-chung",
)
def number(press: Press) -> Plan:
    """Final codes in the open workbook: all cells or none, since a code changed without its citations is lost."""
    from kdcl_xl.findings import count_errors
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.jobs.reading import form_in
    from kdcl_xl.jobs.teamwork import numbers_for
    from kdcl_xl.workbook.plan import Plan, Result, SetValues

    snapshot = press.values
    values, report = numbers_for(form_in(snapshot, SELF_ASSESSMENT))
    _refuse_where_not_writable(snapshot, values)
    *lines, message = report.lines()
    return Plan(
        actions=[SetValues(sheet=sheet, cells=dict(cells)) for sheet, cells in values.items()],
        message=message,
        lines=lines,
        result=Result.FOUND_ERRORS if count_errors(report.findings) else Result.DONE,
    )


def _refuse_where_not_writable(snapshot: Snapshot, values: Mapping[str, Mapping[str, str]]) -> None:
    from kdcl_xl.jobs.errors import JobError

    locked = sorted(snapshot.desk.locked & values.keys())
    if locked:
        names = ", ".join(f"“{sheet}”" for sheet in locked)
        raise JobError(f"Chưa đánh số được: trang {names} đang khóa. Bỏ khóa trang rồi bấm lại.")
    formulas = [
        f"{sheet}!{cell}"
        for sheet, cells in values.items()
        for cell in cells
        if cell in snapshot.formula_cells.get(sheet, {})
    ]
    if formulas:
        places = some(formulas, 5)
        raise JobError(
            f"Chưa đánh số được: ô {places} là công thức. Chép ô rồi dán giá trị vào chính ô ấy, sau đó bấm lại."
        )
