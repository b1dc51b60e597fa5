"""For Phòng and Sở: consolidate a folder, see who has sent what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Ask, Kind, Needs, Press, button

if TYPE_CHECKING:
    from kdcl_xl.workbook.plan import Plan
    from kdcl_xl.workbook.snapshot import Snapshot

_GROUP = "Phòng/Sở"


@button(
    "tong-hop",
    "Tổng hợp thư mục…",
    "Đọc mọi sổ trong một thư mục, kiểm tra và gộp thành một sổ tổng hợp; sổ của các trường giữ nguyên.",
    group=_GROUP,
    icon="tong-hop",
    needs=Needs.NOTHING,
    asks=(
        Ask("thu-muc", Kind.FOLDER, "Chọn thư mục sổ các trường đã nộp."),
        Ask("cap", Kind.CHOICE, "Tổng hợp cho cấp nào?", {"phong": "Phòng, UBND xã", "so": "Sở"}),
        Ask("danh-muc", Kind.FILE, "Danh mục trường (bỏ qua nếu chưa có).", optional=True),
        Ask("ra", Kind.SAVE, "Ghi sổ tổng hợp vào đâu? Bỏ qua: cạnh thư mục đã chọn.", optional=True),
    ),
    long=True,
)
def consolidate(press: Press) -> Plan:
    """One consolidated workbook of a folder; may be stopped until it is written."""
    from pathlib import Path

    from kdcl_xl.jobs.consolidating import consolidate_folder
    from kdcl_xl.jobs.errors import JobError
    from kdcl_xl.text.normal import slug
    from kdcl_xl.workbook.plan import Plan, Result

    folder, level = Path(press.answer("thu-muc")).resolve(), press.answer("cap")
    if level not in ("phong", "so"):
        raise JobError(f"Không có cấp “{level}”; chọn phong hoặc so.")
    usual = folder.parent / f"tong-hop_{level}_{slug(folder.name) or 'thu-muc'}.xlsx"
    result = consolidate_folder(
        folder, level, press.path("danh-muc"), press.on, press.path("ra") or usual, press.settings,
        progress=press.progress,
    )  # fmt: skip
    outcome = result.outcome
    return Plan(
        message=(
            f"Đã tổng hợp {outcome.opened + outcome.unchanged} tệp vào “{outcome.written.name}”: "
            f"{outcome.errors} lỗi, {outcome.warnings} cảnh báo trong các sổ được tính."
        ),
        lines=result.lines(),
        open=[str(outcome.written)],
        result=Result.FOUND_ERRORS if result.errors else Result.DONE,
    )


def _which_summary(snapshot: Snapshot | None) -> tuple[Ask, ...]:
    """Nothing to ask when the open workbook is a consolidated one."""
    return () if _is_summary(snapshot) else (Ask("so", Kind.FILE, "Chọn sổ tổng hợp."),)


def _is_summary(snapshot: Snapshot | None) -> bool:
    from kdcl_xl.forms.summary import SUMMARY

    stamp = snapshot.stamp if snapshot else None
    return stamp is not None and stamp.form == SUMMARY.id


@button(
    "tinh-trang",
    "Tình trạng nộp",
    "Trường nào đã nộp, chưa nộp, nộp sai: đọc từ sổ tổng hợp đang mở hoặc sổ được chọn.",
    group=_GROUP,
    icon="tinh-trang",
    asks=_which_summary,
)
def status(press: Press) -> Plan:
    """Who has sent what, by the open consolidated workbook or the one that was chosen."""
    from kdcl_xl.forms.summary import SUMMARY
    from kdcl_xl.jobs.consolidating import status_in, status_of
    from kdcl_xl.jobs.reading import form_in
    from kdcl_xl.workbook.plan import Plan

    chosen = press.path("so")
    found = status_of(chosen) if chosen else status_in(form_in(press.values, SUMMARY))
    message, *lines = found.lines()
    return Plan(message=f"{message}.", lines=lines)
