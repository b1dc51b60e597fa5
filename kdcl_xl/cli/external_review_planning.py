"""External review: danh-gia-ngoai soat-lich, xep-lich, xep-doan, du-toan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_settings
from kdcl_xl.cli.options import AsJson, Day, ReviewWorkbook, SettingsFiles
from kdcl_xl.cli.output import finish, print_json, say, tell

if TYPE_CHECKING:
    from kdcl_xl.jobs.scheduling import Planned

NewWorkbook = Annotated[Path, typer.Option("--ra", metavar="TEP", help="Sổ .xlsx mới sẽ ghi.")]


def look_over(
    workbook: ReviewWorkbook,
    day: Day = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Soát lịch và đoàn: thời hạn, ngày lễ, Tết, số trường mỗi tháng, người bận hoặc quá số đợt, ràng buộc đã ghi."""
    from kdcl_xl.findings import screen_lines
    from kdcl_xl.jobs.scheduling import look_over as looked_over

    findings = looked_over(workbook, the_settings(settings_files), the_day(day))
    if as_json:
        print_json({"schema": 1, "findings": [finding.as_json() for finding in findings]})
    else:
        say(*screen_lines(findings))
        say("" if findings else "Không thấy điều gì cản trở lịch và đoàn.")
    finish(findings)


def schedule_visits(
    workbook: ReviewWorkbook,
    out: NewWorkbook,
    day: Day = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Đề xuất ngày đánh giá ngoài cho các trường chưa có ngày, theo trang Ràng buộc xếp lịch."""
    from kdcl_xl.jobs.scheduling import schedule_visits as planned

    _tell(planned(workbook, out, the_settings(settings_files), the_day(day)), as_json)


def form_panels(
    workbook: ReviewWorkbook,
    out: NewWorkbook,
    day: Day = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Đề xuất người cho các đoàn đánh giá ngoài đã có ngày, theo trang Nhân sự và trang Ràng buộc xếp lịch."""
    from kdcl_xl.jobs.scheduling import form_panels as planned

    _tell(planned(workbook, out, the_settings(settings_files), the_day(day)), as_json)


def propose_costs(
    workbook: ReviewWorkbook,
    out: NewWorkbook,
    day: Day = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Đề xuất các mục dự toán của từng đợt theo đoàn, số ngày khảo sát và mức chi trong thiết lập."""
    from kdcl_xl.jobs.review_costs import propose_costs as costed

    result = costed(workbook, out, the_settings(settings_files), the_day(day))
    tell(result, as_json)


def _tell(planned: Planned, as_json: bool) -> None:
    tell(planned, as_json)
    if planned.failed:
        raise typer.Exit(1)
