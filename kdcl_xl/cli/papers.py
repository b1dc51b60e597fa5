"""Documents and law: van-ban, quy-dinh."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_regulation, the_settings
from kdcl_xl.cli.options import AsJson, Day, SettingsFiles
from kdcl_xl.cli.output import finish, print_json, say
from kdcl_xl.jobs.errors import JobError


def document(
    code: Annotated[str, typer.Argument(metavar="MA", help="Ví dụ bao-cao-tu-danh-gia.")] = "",
    source: Annotated[Path | None, typer.Option("--tu", metavar="TEP", help="Sổ làm nguồn.")] = None,
    out: Annotated[Path | None, typer.Option("--ra", metavar="NƠI", help="Tệp .docx hoặc thư mục.")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Xuất thêm PDF bằng LibreOffice.")] = False,
    listing: Annotated[bool, typer.Option("--danh-sach", help="Liệt kê các văn bản.")] = False,
    lint: Annotated[
        Path | None, typer.Option("--kiem-tra-mau", metavar="TEP", help="Kiểm tra một mẫu Word.")
    ] = None,
    day: Day = "",
    settings_files: SettingsFiles = None,
) -> None:
    """Lập văn bản Word từ sổ."""
    from kdcl_xl.jobs.documents import document_list, lint_template, make_documents

    if listing:
        say(*document_list())
        return
    if lint is not None:
        findings = lint_template(lint)
        say(*(finding.as_line() for finding in findings), "" if findings else "Mẫu dùng được.")
        finish(findings)
        return
    if not code or source is None or out is None:
        raise JobError("Cần mã văn bản, --tu SỔ và --ra NƠI GHI (xem kdcl van-ban --danh-sach).")
    settings = the_settings(settings_files)
    made = make_documents(code, source, out, the_day(day), pdf=pdf, settings=settings)
    say(*(f"  {path}" for path in made.paths), *made.remarks, f"Đã lập {len(made.paths)} văn bản.")


def law(
    regulation: Annotated[
        str, typer.Argument(metavar="[ID|nap]", help="Bộ tiêu chuẩn, hoặc 'nap' để nạp lời văn chính thức.")
    ] = "",
    source: Annotated[
        Path | None, typer.Argument(metavar="[TEP]", help="Với 'nap': tệp Word hoặc YAML.")
    ] = None,
    rules: Annotated[
        str, typer.Option("--bo-tieu-chuan", metavar="ID", help="Với 'nap': bộ tiêu chuẩn nhận lời văn.")
    ] = "",
    undo: Annotated[
        bool,
        typer.Option("--bo", help="Với 'nap': bỏ lời văn đã nạp, dùng lại lời tóm tắt của chương trình."),
    ] = False,
    day: Day = "",
    as_json: AsJson = False,
) -> None:
    """Xem các bộ tiêu chuẩn; nạp lời văn chính thức từ tệp Word của chính thông tư, hoặc bỏ lời văn đã nạp."""
    from kdcl_xl.jobs.regulations import describe_law, describe_regulation, load_wording, unload_wording

    if regulation == "nap":
        if not rules or (source is None) != undo:
            raise JobError(
                "Cách dùng: kdcl quy-dinh nap TEP --bo-tieu-chuan tt57_2026_pt; "
                "bỏ lời văn đã nạp: kdcl quy-dinh nap --bo --bo-tieu-chuan tt57_2026_pt"
            )
        # Without the wording loaded so far: one that cannot be read is to be replaced or dropped, not to stop this.
        known = the_regulation(rules, loaded_wording=False)
        say(*(unload_wording(known.id) if source is None else load_wording(source, known)))
        return
    if undo:
        raise JobError("--bo chỉ dùng với nap: kdcl quy-dinh nap --bo --bo-tieu-chuan tt57_2026_pt")
    described = describe_regulation(the_regulation(regulation)) if regulation else describe_law(the_day(day))
    if as_json:
        print_json(described.data)
    else:
        say(*described.lines)
