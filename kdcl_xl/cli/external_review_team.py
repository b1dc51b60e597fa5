"""External review, the panel's own workbook: doan, ket-qua-doan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.options import AsJson, Out
from kdcl_xl.cli.output import tell


def open_team(
    source: Annotated[
        Path, typer.Option("--tu", metavar="TEP", help="Sổ tự đánh giá của trường; tệp này không đổi.")
    ],
    out: Out,
    office: Annotated[
        Path | None,
        typer.Option(
            "--so-dgn", metavar="TEP", help="Sổ danh-gia-ngoai của cơ quan: thành viên đoàn, ngày các bước."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Lập sổ của đoàn đánh giá ngoài một trường từ sổ tự đánh giá của trường."""
    from kdcl_xl.jobs.review_team import open_team as make

    result = make(source, office, out)
    tell(result, as_json)


def post_results(
    team: Annotated[Path, typer.Argument(metavar="DOAN", help="Sổ của đoàn, đã ghép đủ các phần.")],
    office: Annotated[
        Path,
        typer.Option("--vao", metavar="TEP", help="Sổ danh-gia-ngoai của cơ quan; tệp này không đổi."),
    ],
    out: Out,
    as_json: AsJson = False,
) -> None:
    """Chép kết quả của đoàn vào một bản sao sổ danh-gia-ngoai: đối chiếu, phản hồi, các bước, mức đánh giá ngoài."""
    from kdcl_xl.jobs.review_team import post_results as post

    result = post(team, office, out)
    tell(result, as_json)
