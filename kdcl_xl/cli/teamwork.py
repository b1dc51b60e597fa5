"""Work groups and evidence: chia, ghep, minh-chung."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.options import AsJson, Out, Workbook
from kdcl_xl.cli.output import finish, print_json, say, tell


def split(
    workbook: Workbook,
    out: Annotated[Path, typer.Option("--ra", metavar="THU_MUC", help="Thư mục nhận các phần.")],
    as_word: Annotated[
        bool,
        typer.Option(
            "--word",
            help="Phiếu Word cho từng tiêu chí, để viết trên giấy (không ghép lại được), thay vì sổ Excel.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Chia sổ tự đánh giá cho các nhóm công tác, sổ đoàn đánh giá ngoài cho các thành viên."""
    from kdcl_xl.jobs.teamwork import split_workbook

    result = split_workbook(workbook, out, as_word=as_word)
    tell(result, as_json)
    finish(result.findings)


def join(
    workbook: Workbook,
    parts: Annotated[list[Path], typer.Argument(metavar="PHAN...", help="Các phần đã viết.")],
    out: Out,
    as_json: AsJson = False,
) -> None:
    """Ghép các phần của nhóm công tác, của thành viên đoàn. Sổ chung không bị ghi đè, chỗ xung đột được liệt kê."""
    from kdcl_xl.jobs.teamwork import join_workbook

    result = join_workbook(workbook, parts, out)
    tell(result, as_json)
    if result.unsettled:
        raise typer.Exit(1)


def number(
    workbook: Workbook,
    out: Out,
    renumber: Annotated[bool, typer.Option("--danh-lai", help="Đánh lại cả mã đã chính thức.")] = False,
    as_json: AsJson = False,
) -> None:
    """Đặt mã chính thức cho minh chứng và sửa mọi chỗ viện dẫn, vào một bản sao của sổ."""
    from kdcl_xl.jobs.teamwork import number_workbook

    result = number_workbook(workbook, out, renumber=renumber)
    tell(result, as_json)
    finish(result.findings)


def labels(workbook: Workbook, as_json: AsJson = False) -> None:
    """In nội dung nhãn dán từng hộp minh chứng."""
    from kdcl_xl.jobs.teamwork import box_labels_of

    found = box_labels_of(workbook)
    tell(found, as_json)


def files(
    workbook: Workbook,
    folder: Annotated[
        Path, typer.Option("--thu-muc", metavar="THU_MUC", help="Thư mục để các tệp minh chứng.")
    ],
    as_json: AsJson = False,
) -> None:
    """Soát nơi lưu trữ của từng minh chứng với thư mục tệp: chưa ghi nơi, thiếu tệp, đường dẫn sai. Không mở mạng."""
    from kdcl_xl.findings import screen_lines
    from kdcl_xl.jobs.evidence_files import compare_with_folder

    findings = compare_with_folder(workbook, folder)
    if as_json:
        print_json({"schema": 1, "findings": [finding.as_json() for finding in findings]})
    else:
        say(*screen_lines(findings))
        say("" if findings else "Mọi minh chứng có nơi lưu trữ và tệp.")
    finish(findings)
