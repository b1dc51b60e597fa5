"""The form of Word papers: the-thuc."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day
from kdcl_xl.cli.options import AsJson, Day
from kdcl_xl.cli.output import finish, print_json, say
from kdcl_xl.jobs.errors import JobError


def check_form(
    paths: Annotated[
        list[Path], typer.Argument(metavar="TEP|THU_MUC...", help="Văn bản Word (.docx) hoặc thư mục.")
    ],
    mend: Annotated[
        bool,
        typer.Option("--sua", help="Ghi bản đã sửa <tên>_da-sua.docx: chỉ sửa hình thức, không sửa lời văn."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--ra", metavar="THU_MUC", help="Với --sua: thư mục nhận bản đã sửa; mặc định cạnh tệp gốc."
        ),
    ] = None,
    register: Annotated[
        list[Path] | None,
        typer.Option(
            "--so-dang-ky",
            metavar="TEP",
            help="Sổ của cơ quan (.toml, .xlsx, .csv, sổ số .json): soát thêm số, ngày cấp, người ký, địa danh; "
            "dùng được nhiều lần.",
        ),
    ] = None,
    as_json: AsJson = False,
    day: Day = "",
) -> None:
    """Soát thể thức văn bản theo NĐ 30/2020, của chương trình hay không. Văn bản của thầy/cô không bị sửa."""
    from kdcl_xl.jobs import layout

    if out is not None and not mend:
        raise JobError("--ra chỉ dùng với --sua: kdcl the-thuc TEP.docx --sua --ra da-sua")
    on = the_day(day)
    office = layout.office_register(register or [])
    results = [
        layout.mend(given, on, out, office) if mend else layout.measure(given, on, office)
        for given in layout.papers_in(paths)
    ]
    findings = [finding for result in results for finding in result.findings]
    if as_json:
        print_json(
            {
                "schema": 1,
                "papers": [result.as_json() for result in results],
                "findings": [finding.as_json() for finding in findings],
            }
        )
    else:
        if office is not None:
            say(office.summary, *office.remarks)
        for result in results:
            say(*result.lines)
    finish(findings)
