"""Read one workbook: guard, snapshot, stamp, interpretation. The one door through which files come in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.forms.registry import FORMS, edition_of
from kdcl_xl.law.regulation import UnknownRegulation
from kdcl_xl.text.similar import closest
from kdcl_xl.workbook.cells import drop_unseen
from kdcl_xl.workbook.guard import Inspection, inspect
from kdcl_xl.workbook.guard_rules import HIDDEN_SHEET
from kdcl_xl.workbook.interpret import interpret
from kdcl_xl.workbook.names import cell_names
from kdcl_xl.workbook.snapshot import Grid, LazyGrids, Snapshot, Submission
from kdcl_xl.workbook.stamp import LISTS_SHEET, ORIGIN_SHEET, STAMP_SHEET, WORKINGS_SHEET, Stamp

NO_STAMP = rule("CT-020", Severity.ERROR, "Tệp làm trên mẫu do chương trình tạo")
UNKNOWN_FORM = rule("CT-021", Severity.ERROR, "Mẫu và bộ tiêu chuẩn được chương trình biết")
OTHER_VERSION = rule("CT-022", Severity.WARNING, "Tệp làm trên phiên bản mẫu hiện hành")
UNREADABLE = rule("CT-023", Severity.ERROR, "Tệp đọc được")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why. `stamp` is known when only the form or rule set is not."""

    file: str
    sha256: str
    finding: Finding
    stamp: Stamp | None = None
    hints: tuple[Finding, ...] = field(default=())


def read(source: Path | bytes, *, name: str = "") -> Submission | Refusal:
    """Read a workbook (or the bytes of one, then `name` names it) into typed values with their cells.

    Raises nothing for bad files: whatever is wrong is the Refusal, or among `Submission.findings`.
    """
    inspection = inspect(source, name=name)
    if inspection.refused:
        return Refusal(inspection.name, inspection.sha256, inspection.refused)
    snapshot = snapshot_of(inspection)
    if isinstance(snapshot, Refusal):
        return snapshot
    found = interpreted(snapshot)
    if isinstance(found, Refusal):
        return replace(found, hints=inspection.findings)
    found.findings[:0] = [
        finding
        for finding in inspection.findings
        if not _only_our_hidden_sheets(finding, inspection, found.form)
    ]
    return found


def interpreted(snapshot: Snapshot) -> Submission | Refusal:
    """What the values of a workbook mean, from whichever port they came: a closed file, Excel, LibreOffice."""
    stamp = snapshot.stamp
    if stamp is None:
        return Refusal(snapshot.file, snapshot.sha256, replace(_no_stamp(), file=snapshot.file))
    known = _form_and_edition(stamp)
    if isinstance(known, Finding):
        return Refusal(snapshot.file, snapshot.sha256, replace(known, file=snapshot.file), stamp)
    form, edition = known
    submission = interpret(snapshot, form, edition, stamp)
    if stamp.part and ORIGIN_SHEET in snapshot.grids:
        submission.origin = [tuple(map(str, row)) for row in snapshot.grids[ORIGIN_SHEET]]
    if stamp.version != form.version or (not stamp.part and stamp.digest != form.digest(edition)):
        submission.findings.insert(0, _other_version(stamp, form))
    return submission


def _only_our_hidden_sheets(finding: Finding, inspection: Inspection, form: Form) -> bool:
    """A template shows few sheets at first: those it hides itself are nothing to mention."""
    if finding.code != HIDDEN_SHEET.code:
        return False
    ours = {*form.order, STAMP_SHEET, LISTS_SHEET, ORIGIN_SHEET, WORKINGS_SHEET}
    return all(sheet.state == "visible" or name in ours for name, sheet in inspection.sheets.items())


def snapshot_of(inspection: Inspection) -> Snapshot | Refusal:
    """The values of an inspected workbook; sheets are parsed when first asked for."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(inspection.open())
    except CalamineError as error:
        return Refusal(inspection.name, inspection.sha256, _unreadable(inspection, str(error)))

    def load(sheet: str) -> Grid:
        # skip_empty_area=False: otherwise blank rows at the top vanish and every address shifts.
        grid: Grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        drop_unseen(grid)
        return grid

    return Snapshot(
        file=inspection.name,
        sha256=inspection.sha256,
        grids=LazyGrids([name for name in book.sheet_names if name in inspection.sheets], load),
        names=cell_names(inspection.workbook_xml),
        formula_cells=inspection.special_cells,
        date1904=inspection.date1904,
    )


def _form_and_edition(stamp: Stamp) -> tuple[Form, Edition] | Finding:
    form = FORMS.get(stamp.form)
    if form is None:
        near = closest(stamp.form, FORMS, limit=1)
        guess = f" (gần nhất: {near[0]})" if near else ""
        return UNKNOWN_FORM.at("", "", f"Tệp mang dấu của mẫu “{stamp.form}” mà bản chương trình này không biết{guess}.", "Cập nhật chương trình, hoặc làm lại trên mẫu do cơ quan quản lý gửi.")  # fmt: skip
    try:
        return form, edition_of(stamp.school_year, stamp.regulation, stamp.kind)
    except UnknownRegulation:
        return UNKNOWN_FORM.at("", "", f"Tệp ghi bộ tiêu chuẩn “{stamp.regulation}” mà bản chương trình này không có.", "Cập nhật chương trình; không sửa trang ẩn của tệp.")  # fmt: skip
    except ValueError:
        return UNKNOWN_FORM.at("", "", f"Dấu của tệp bị hỏng: năm học “{stamp.school_year}”, loại trường “{stamp.kind}”.", "Chép dữ liệu sang mẫu trống mới (lệnh kdcl nhap) rồi nộp lại.")  # fmt: skip


def _no_stamp() -> Finding:
    return NO_STAMP.at(
        "",
        "",
        "Tệp là bảng tính đọc được nhưng không phải sổ do chương trình tạo.",
        "Lấy mẫu trống do cơ quan quản lý gửi, chép dữ liệu sang (dán giá trị) rồi nộp lại.",
    )


def _other_version(stamp: Stamp, form: Form) -> Finding:
    now = (
        "khác các cột của mẫu hiện dùng"
        if stamp.version == form.version
        else f"hiện dùng phiên bản {form.version}"
    )
    return OTHER_VERSION.at("", "", f"Tệp làm trên mẫu “{stamp.form}” phiên bản {stamp.version or 'không rõ'}, {now}; vẫn đọc theo tiêu đề cột.", "Nên chuyển sang mẫu mới bằng lệnh kdcl nhap … --tu-tep để không thiếu cột.")  # fmt: skip


def _unreadable(inspection: Inspection, why: str) -> Finding:
    return replace(
        UNREADABLE.at(
            "",
            "",
            f"Không đọc được bảng tính bên trong tệp ({why}).",
            "Mở tệp bằng Excel, lưu lại thành .xlsx rồi nộp lại.",
        ),
        file=inspection.name,
    )
