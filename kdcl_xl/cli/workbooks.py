"""Blank and filled workbooks: mau, nhap, doc."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import json_file, the_edition, the_form
from kdcl_xl.cli.options import AsJson, Day, Out, Workbook
from kdcl_xl.cli.output import finish, print_json, say, tell, warn
from kdcl_xl.jobs.errors import JobError


def blank(
    form_id: Annotated[str, typer.Argument(metavar="LOAI", help="tu-danh-gia, danh-muc-truong…")],
    out: Annotated[Path | None, typer.Option("--ra", metavar="TEP", help="Tệp .xlsx sẽ ghi.")] = None,
    rules: Annotated[
        str,
        typer.Option(
            "--bo-tieu-chuan", metavar="ID", help="Ví dụ tt57_2026_pt; mặc định theo năm học và loại trường."
        ),
    ] = "",
    year: Annotated[str, typer.Option("--nam-hoc", metavar="NĂM", help="Ví dụ 2026-2027.")] = "",
    kind: Annotated[
        str,
        typer.Option("--loai-truong", metavar="LOẠI", help="mam_non, tieu_hoc, thcs, thpt, nhieu_cap, gdtx."),
    ] = "",
    show_all: Annotated[bool, typer.Option("--hien-het", help="Hiện mọi trang ngay từ đầu.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Chỉ in JSON Schema của dữ liệu nhập.")] = False,
    day: Day = "",
) -> None:
    """Tạo sổ trống."""
    from kdcl_xl.jobs.saving import save_new
    from kdcl_xl.workbook.json_schema import json_schema

    form = the_form(form_id)
    edition = the_edition(form, rules, year, kind, day)
    if schema:
        print_json(json_schema(form, edition))
        return
    if out is None:
        raise JobError("Hãy cho biết nơi ghi: --ra TEP.xlsx")
    saved = save_new(out, form, edition, show=form.order if show_all else ())
    rules_named = f" theo {edition.regulation.short_title}" if edition.regulation else ""
    say(f"Đã tạo sổ trống {saved.path}{rules_named}.", *saved.remarks)


def fill(
    template: Annotated[
        Path,
        typer.Argument(metavar="TEP_MAU", help="Sổ trống (mẫu) sẽ nhận dữ liệu; chính tệp này không đổi."),
    ],
    out: Out,
    data: Annotated[Path | None, typer.Option("--du-lieu", metavar="TEP", help="Tệp JSON.")] = None,
    last_year: Annotated[Path | None, typer.Option("--tu-tep", metavar="TEP", help="Sổ năm trước.")] = None,
    as_json: AsJson = False,
) -> None:
    """Điền sổ mới từ JSON hoặc sổ năm trước. Mục không chuyển được liệt kê đủ."""
    from kdcl_xl.jobs.filling import fill_from_json, fill_from_workbook

    if data is not None and last_year is None:
        filled = fill_from_json(template, json_file(data), out, data)
    elif last_year is not None and data is None:
        filled = fill_from_workbook(template, last_year, out)
    else:
        raise JobError("Chọn một trong hai: --du-lieu TEP.json hoặc --tu-tep NAM_TRUOC.xlsx.")
    tell(filled, as_json)
    finish(filled.findings)


def show(workbook: Workbook, as_json: AsJson = False) -> None:
    """Đọc sổ ra JSON, kèm địa chỉ từng ô."""
    from kdcl_xl.findings import count_errors
    from kdcl_xl.jobs.reading import submission_of
    from kdcl_xl.workbook.jsonio import submission_to_json

    submission = submission_of(workbook)
    print_json(submission_to_json(submission))
    errors = count_errors(submission.findings)
    if errors:
        warn(f"Có {errors} lỗi khi đọc, chỗ ấy trong JSON là trống: chạy kdcl kiem-tra để xem từng ô.")
    finish(submission.findings)
