"""Check, level, pack: kiem-tra, muc, dong-goi."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_settings
from kdcl_xl.cli.options import AsJson, Day, ModeOption, SettingsFiles, Workbook
from kdcl_xl.cli.output import finish, print_json, say
from kdcl_xl.jobs.errors import JobError


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="TEP|THU_MUC...", help="Sổ hoặc thư mục.")],
    mode: Annotated[
        ModeOption,
        typer.Option(
            "--che-do", metavar="CHẾ_ĐỘ", help="dang-lam (không nhắc mục còn trống) hoặc truoc-khi-nop."
        ),
    ] = ModeOption.SUBMIT,
    out: Annotated[
        Path | None, typer.Option("--ra", metavar="THU_MUC", help="Thư mục ghi bản sao có đánh dấu lỗi.")
    ] = None,
    as_json: AsJson = False,
    day: Day = "",
    settings_files: SettingsFiles = None,
) -> None:
    """Kiểm tra sổ. Mỗi lỗi nêu ô, nguyên nhân, cách sửa, căn cứ. Sổ của thầy/cô không bị sửa."""
    from kdcl_xl.findings import Mode, screen_lines
    from kdcl_xl.jobs.checking import check_file, workbooks_in

    settings, on = the_settings(settings_files), the_day(day)
    results = [
        check_file(given.path, Mode(mode.value), settings, on, out and out / given.name, name=given.name)
        for given in workbooks_in(paths, leave_out=out)
    ]
    if not results:
        raise JobError("Không thấy sổ tính nào ở nơi đã cho.")
    findings = [finding for result in results for finding in result.findings]
    if as_json:
        print_json({"schema": 1, "findings": [finding.as_json() for finding in findings]})
    else:
        for result in results:
            say(
                f"{result.file}: {result.sentence}",
                *(f"  {line}" for line in screen_lines(result.findings)),
            )
    finish(findings)


def level(
    workbook: Workbook,
    as_json: AsJson = False,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--neu",
            metavar="TC=MỨC",
            help="Thử: 3.2=2 (tiêu chí 3.2 đạt Mức 2), 1.3=0 (tiêu chí 1.3 không đạt mức nào); dùng được nhiều lần.",
        ),
    ] = None,
) -> None:
    """Tính mức đạt, khoảng cách, thử “nếu … thì …”."""
    from kdcl_xl.jobs.checking import assumption_line, changes_of, level_lines, verdict_of
    from kdcl_xl.jobs.reading import self_assessment_of, unread_remark
    from kdcl_xl.law.levels import UnknownCriterion

    submission = self_assessment_of(workbook)
    changes = changes_of(what_if or [])
    try:
        verdict = verdict_of(submission, changes)
    except UnknownCriterion as error:
        raise JobError(str(error)) from error
    if as_json:
        print_json({"schema": 1, **({"what_if": changes} if changes else {}), **verdict.as_json()})
    else:
        say(assumption_line(submission, changes))
        say(unread_remark(submission), *level_lines(verdict))


def pack(
    workbook: Workbook,
    out: Annotated[Path, typer.Option("--ra", metavar="THU_MUC", help="Thư mục nhận bản nộp.")],
    day: Day = "",
    draft: Annotated[
        bool, typer.Option("--ban-nhap", help="Đóng gói dù còn lỗi (tên tệp ghi rõ là bản nháp).")
    ] = False,
    as_json: AsJson = False,
    settings_files: SettingsFiles = None,
) -> None:
    """Kiểm tra rồi lưu bản nộp. Tên tệp: <mã trường>_<mẫu>_<năm học>_L<lần>.xlsx; mã băm ghi trên Phiếu nộp."""
    from kdcl_xl.findings import folded
    from kdcl_xl.jobs.packing import pack_file

    packed = pack_file(workbook, out, the_settings(settings_files), the_day(day), draft=draft)
    if packed.path is None:
        if not as_json:
            told = [finding for finding in packed.findings if finding.message not in packed.sentence]
            say(*(finding.as_line() for finding in folded(told)))
        raise JobError(packed.sentence, packed.as_json())
    if as_json:
        print_json(packed.as_json())
    else:
        say(*(finding.as_line() for finding in folded(packed.findings)), packed.sentence, *packed.remarks)
    finish(packed.findings)
