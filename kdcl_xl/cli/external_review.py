"""External review: danh-gia-ngoai."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_settings
from kdcl_xl.cli.options import AsJson, Day, ReviewWorkbook, SettingsFiles
from kdcl_xl.cli.output import finish, tell


def import_schedule(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="TEP", help="Kế hoạch của cơ quan: .docx, .txt hoặc .xlsx; tệp này không đổi."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--ra", metavar="TEP", help="Sổ .xlsx sẽ ghi; không có thì chỉ đọc và in.")
    ] = None,
    year: Annotated[
        str,
        typer.Option(
            "--nam-hoc", metavar="NĂM", help="Năm học của sổ khi kế hoạch không nêu, ví dụ 2026-2027."
        ),
    ] = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Đọc lịch đánh giá ngoài từ kế hoạch của cơ quan vào sổ danh-gia-ngoai. Không tự sửa gì, chỗ lạ được liệt kê."""
    from kdcl_xl.jobs.external_review import import_schedule as read

    result = read(plan, out, the_settings(settings_files), year)
    tell(result, as_json)
    finish(result.findings)


def expiry_board(
    workbook: ReviewWorkbook,
    out: Annotated[
        Path | None, typer.Option("--ra", metavar="TEP", help="Tệp .xlsx sẽ ghi; không có thì chỉ in.")
    ] = None,
    summary: Annotated[
        Path | None,
        typer.Option(
            "--tong-hop",
            metavar="TEP",
            help="Sổ tổng hợp tự đánh giá: xét thêm nguy cơ mất chuẩn về đất, sĩ số, mức đạt.",
        ),
    ] = None,
    day: Day = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Bảng hạn công nhận: hết hạn, phải đăng ký, sắp hết hạn, còn hạn; bậc tiếp theo; trường có nguy cơ mất chuẩn."""
    from kdcl_xl.jobs.review_boards import expiry_board as board

    result = board(workbook, the_day(day), the_settings(settings_files), out, summary)
    tell(result, as_json)


def improvement(
    workbook: ReviewWorkbook,
    day: Day = "",
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Theo dõi cải tiến: tỷ lệ hoàn thành theo trường, đơn vị; quá hạn; vấn đề kéo dài nhiều năm; thiếu lần rà soát."""
    from kdcl_xl.jobs.review_boards import improvement_follow_up

    result = improvement_follow_up(workbook, the_day(day), the_settings(settings_files))
    tell(result, as_json)
