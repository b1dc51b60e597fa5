"""External review, the workbook as a whole: danh-gia-ngoai lap, tong-hop, so-sanh, nam-sau."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_settings
from kdcl_xl.cli.options import AsJson, Day, ReviewWorkbook, SettingsFiles
from kdcl_xl.cli.output import finish, say, tell

OutFile = Annotated[Path, typer.Option("--ra", metavar="TEP", help="Sổ .xlsx sẽ ghi.")]


def fill(
    out: OutFile,
    summary: Annotated[
        Path | None, typer.Option("--tu", metavar="TEP", help="Sổ tổng hợp (kdcl tong-hop) của đơn vị.")
    ] = None,
    schedule: Annotated[
        Path | None, typer.Option("--lich", metavar="TEP", help="Lịch đã nhập (danh-gia-ngoai nhap-lich).")
    ] = None,
    last_year: Annotated[
        Path | None, typer.Option("--nam-truoc", metavar="TEP", help="Sổ danh-gia-ngoai của năm học trước.")
    ] = None,
    schools: Annotated[
        Path | None,
        typer.Option(
            "--truong", metavar="THU_MUC", help="Sổ tự đánh giá các trường: lấy thêm tình trạng cải tiến."
        ),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option("--vao", metavar="TEP", help="Sổ hiện có của đơn vị: chỉ thêm, ghi ra tệp mới."),
    ] = None,
    day: Day = "",
    settings_files: SettingsFiles = None,
) -> None:
    """Lập sổ danh-gia-ngoai từ những gì đơn vị đã có. Không ghi đè giá trị nào; chỗ khác nhau được nêu kèm hai nơi."""
    from kdcl_xl.jobs.review_books import fill_workbook

    result = fill_workbook(
        out, summary=summary, schedule=schedule, last_year=last_year, schools=schools, base=base,
        on=the_day(day) if day else None, settings=the_settings(settings_files),
    )  # fmt: skip
    say(*result.lines())
    finish(result.findings)


def merge(
    folder: Annotated[
        Path, typer.Argument(metavar="THU_MUC", help="Thư mục sổ danh-gia-ngoai của các đơn vị.")
    ],
    out: OutFile,
    unit: Annotated[
        str, typer.Option("--don-vi", metavar="TÊN", help="Tên Sở, khi trong thư mục không có sổ của Sở.")
    ] = "",
    school_list: Annotated[
        Path | None,
        typer.Option("--danh-muc", metavar="TEP", help="Danh mục trường: nêu đơn vị nào chưa gửi sổ."),
    ] = None,
    day: Day = "",
    as_json: AsJson = False,
) -> None:
    """Sở gộp sổ danh-gia-ngoai của các Phòng, xã, phường. Một tệp hỏng không làm dừng các tệp khác."""
    from kdcl_xl.jobs.review_books import merge_folder

    result = merge_folder(folder, out, the_day(day), unit=unit, school_list=school_list)
    tell(result, as_json)
    if result.refused:
        raise typer.Exit(1)
    finish(result.findings)


def compare(book: ReviewWorkbook, as_json: AsJson = False) -> None:
    """So sánh tự đánh giá với đánh giá ngoài: từng trường, tiêu chí, đơn vị; ai tự đánh giá cao hơn."""
    from kdcl_xl.jobs.review_books import compare_book

    compared = compare_book(book)
    tell(compared, as_json)


def next_year(
    book: ReviewWorkbook,
    day: Day = "",
    as_json: AsJson = False,
    out: Annotated[
        Path | None,
        typer.Option("--ra", metavar="TEP", help="Ghi danh sách thành sổ danh-gia-ngoai năm sau."),
    ] = None,
    summary: Annotated[
        Path | None,
        typer.Option("--tong-hop", metavar="TEP", help="Sổ tổng hợp: xét cả trường chưa đăng ký lần nào."),
    ] = None,
    settings_files: SettingsFiles = None,
) -> None:
    """Danh sách trường cần xếp lịch năm học sau: vì sao, đăng ký chậm nhất ngày nào."""
    from kdcl_xl.jobs.review_books import list_next_year

    result = list_next_year(book, the_day(day), the_settings(settings_files), summary=summary, out=out)
    tell(result, as_json)
