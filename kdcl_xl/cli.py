"""The command line: each command reads, calls and prints. Exit 0 done, 1 done with errors found, 2 not done.

Everything heavy is imported inside the command that needs it: `kdcl --help` must be quick on an old PC.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from kdcl_xl.forms.form import Edition, Form
    from kdcl_xl.settings import Settings
    from kdcl_xl.workbook.snapshot import Submission

app = typer.Typer(
    help="Khảo thí và kiểm định chất lượng giáo dục: sổ Excel, kiểm tra, tổng hợp, văn bản.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
evidence_app = typer.Typer(help="Minh chứng: đánh số, nhãn hộp.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(evidence_app, name="minh-chung")

VIETNAM = dt.timezone(dt.timedelta(hours=7))


class CannotDoError(Exception):
    """The job could not be done; the text is the one line the user reads."""


class ModeOption(StrEnum):
    """--che-do."""

    DRAFT = "dang-lam"
    SUBMIT = "truoc-khi-nop"


class LevelOption(StrEnum):
    """--cap."""

    WARD = "phong"
    PROVINCE = "so"


Out = Annotated[Path, typer.Option("--ra", help="Nơi ghi kết quả.")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON (UTF-8) ra màn hình, không in gì khác.")]
Day = Annotated[str, typer.Option("--ngay", help="Ngày tính, dạng 2026-11-22 hoặc 22/11/2026; mặc định hôm nay.")]
Workbook = Annotated[Path, typer.Argument(help="Sổ tự đánh giá (.xlsx).")]


# --- blank and filled workbooks --------------------------------------------------------------------------


@app.command("mau")
def blank(
    form_id: Annotated[str, typer.Argument(metavar="LOAI", help="tu-danh-gia, danh-muc-truong…")],
    out: Annotated[Path | None, typer.Option("--ra", help="Tệp .xlsx sẽ ghi.")] = None,
    rules: Annotated[str, typer.Option("--bo-tieu-chuan", help="Ví dụ tt57_2026_pt; mặc định theo ngày và loại trường.")] = "",
    year: Annotated[str, typer.Option("--nam-hoc", help="Ví dụ 2026-2027.")] = "",
    kind: Annotated[str, typer.Option("--loai-truong", help="mam_non, tieu_hoc, thcs, thpt, nhieu_cap, gdtx.")] = "",
    show_all: Annotated[bool, typer.Option("--hien-het", help="Hiện mọi trang ngay từ đầu.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Chỉ in JSON Schema của dữ liệu nhập.")] = False,
    day: Day = "",
) -> None:
    """Tạo sổ trống."""
    from kdcl_xl.workbook.builder import build_to
    from kdcl_xl.workbook.jsonio import json_schema

    form = _form(form_id)
    edition = _edition(form, rules, year, kind, _day(day))
    if schema:
        _print_json(json_schema(form, edition))
        return
    if out is None:
        raise CannotDoError("Hãy cho biết nơi ghi: --ra TEP.xlsx")
    written = build_to(out, form, edition, show=form.order if show_all else ())
    _say(f"Đã tạo sổ trống {written}.")


@app.command("nhap")
def fill(
    template: Annotated[Path, typer.Argument(help="Sổ trống (mẫu) sẽ nhận dữ liệu.")],
    out: Out,
    data: Annotated[Path | None, typer.Option("--du-lieu", help="Tệp JSON.")] = None,
    last_year: Annotated[Path | None, typer.Option("--tu-tep", help="Sổ năm trước.")] = None,
    as_json: AsJson = False,
) -> None:
    """Đưa dữ liệu vào sổ mới: từ JSON hoặc từ sổ năm trước."""
    from kdcl_xl.school.rollover import roll_over
    from kdcl_xl.workbook.builder import build_to
    from kdcl_xl.workbook.jsonio import content_from_json

    target = _submission(template)
    if (data is None) == (last_year is None):
        raise CannotDoError("Chọn một trong hai: --du-lieu TEP.json hoặc --tu-tep NAM_TRUOC.xlsx.")
    if data is not None:
        content, findings = content_from_json(_read_json(data), target.form, target.edition)
        lines = [finding.as_line() for finding in findings]
    else:
        content, report = roll_over(_submission(last_year or template), target.form, target.edition)
        findings, lines = [], report.lines()
    written = build_to(out, target.form, target.edition, content)
    if as_json:
        _print_json({"schema": 1, "output": str(written), "left_out": lines})
    else:
        _say(*lines, f"Đã ghi {written}; {len(lines)} mục không chuyển được nguyên vẹn (liệt kê ở trên)." if lines else f"Đã ghi {written}.")
    _exit(findings)


@app.command("doc")
def show(workbook: Workbook, as_json: AsJson = False) -> None:
    """Đọc sổ ra JSON, kèm địa chỉ từng ô."""
    from kdcl_xl.workbook.jsonio import submission_to_json

    submission = _submission(workbook)
    _print_json(submission_to_json(submission), compact=as_json)


# --- check and level -------------------------------------------------------------------------------------


@app.command("kiem-tra")
def check(
    paths: Annotated[list[Path], typer.Argument(help="Sổ hoặc thư mục.")],
    mode: Annotated[ModeOption, typer.Option("--che-do", help="Đang làm: không nhắc mục còn trống.")] = ModeOption.SUBMIT,
    out: Annotated[Path | None, typer.Option("--ra", help="Thư mục ghi bản có đánh dấu lỗi.")] = None,
    as_json: AsJson = False,
    day: Day = "",
    settings_files: Annotated[list[Path] | None, typer.Option("--thiet-lap", help="Tệp thiết lập TOML.")] = None,
) -> None:
    """Kiểm tra sổ; mỗi lỗi nêu ô, nguyên nhân, cách sửa, căn cứ."""
    from kdcl_xl.findings import Mode
    from kdcl_xl.jobs.checking import check_file, workbooks_in

    settings, on = _settings(settings_files), _day(day)
    results = [check_file(path, Mode(mode.value), settings, on, out) for path in workbooks_in(paths)]
    if not results:
        raise CannotDoError("Không thấy sổ .xlsx nào ở nơi đã cho.")
    findings = [finding for result in results for finding in result.findings]
    if as_json:
        _print_json({"schema": 1, "findings": [finding.as_json() for finding in findings]})
    else:
        for result in results:
            _say(f"{result.file}: {result.sentence}", *(f"  {finding.as_line()}" for finding in result.findings))
    _exit(findings)


@app.command("muc")
def level(
    workbook: Workbook,
    as_json: AsJson = False,
    what_if: Annotated[list[str] | None, typer.Option("--neu", help="Thử: 3.2=2 (tiêu chí 3.2 đạt Mức 2).")] = None,
) -> None:
    """Tính mức đạt, khoảng cách tới mức sau, thử 'nếu … thì …'."""
    from kdcl_xl.jobs.checking import level_lines, verdict_of
    from kdcl_xl.law.levels import UnknownCriterion

    submission = _submission(workbook)
    try:
        verdict = verdict_of(submission, _changes(what_if or []))
    except UnknownCriterion as error:
        raise CannotDoError(str(error)) from error
    if as_json:
        _print_json(verdict.as_json())
    else:
        _say(*level_lines(verdict))


# --- work groups and evidence ----------------------------------------------------------------------------


@app.command("chia")
def split(workbook: Workbook, out: Out, as_word: Annotated[bool, typer.Option("--word", help="Phiếu Word cho từng tiêu chí.")] = False) -> None:
    """Chia sổ cho các nhóm công tác."""
    from kdcl_xl.jobs.documents import criterion_forms
    from kdcl_xl.school.groups import write_parts

    submission = _submission(workbook)
    written = criterion_forms(submission, out) if as_word else write_parts(submission, out)
    _say(*(f"  {path}" for path in written), f"Đã chia thành {len(written)} phần trong {out}.")


@app.command("ghep")
def join(workbook: Workbook, parts: Annotated[list[Path], typer.Argument(help="Các phần đã viết.")], out: Out, as_json: AsJson = False) -> None:
    """Ghép các phần của nhóm công tác về sổ chung; không ghi đè, chỗ xung đột được liệt kê."""
    from kdcl_xl.school.groups import join as join_parts
    from kdcl_xl.workbook.builder import build_to
    from kdcl_xl.workbook.read import read

    base = _submission(workbook)
    content, report = join_parts(base, [read(path) for path in parts])
    written = build_to(out, base.form, base.edition, content)
    if as_json:
        _print_json({"schema": 1, "output": str(written), **report.as_json()})
    else:
        _say(*report.lines(), f"Đã ghi {written}.")
    if report.conflicts:
        raise typer.Exit(1)


@evidence_app.command("danh-so")
def number(
    workbook: Workbook,
    out: Out,
    renumber: Annotated[bool, typer.Option("--danh-lai", help="Đánh lại cả mã đã chính thức.")] = False,
    as_json: AsJson = False,
) -> None:
    """Đặt mã chính thức cho minh chứng và sửa mọi chỗ viện dẫn."""
    from kdcl_xl.school.coding import number_evidence
    from kdcl_xl.workbook.builder import build_to

    submission = _submission(workbook)
    content, report = number_evidence(submission, renumber=renumber)
    written = build_to(out, submission.form, submission.edition, content)
    if as_json:
        _print_json({"schema": 1, "output": str(written), **report.as_json()})
    else:
        _say(*report.lines(), f"Đã ghi {written}.")
    _exit(report.findings)


@app.command("dong-goi")
def pack(workbook: Workbook, out: Out, day: Day = "", force: Annotated[bool, typer.Option("--ban-nhap", help="Đóng gói dù còn lỗi (ghi rõ là bản nháp).")] = False) -> None:
    """Kiểm tra rồi lưu bản nộp <mã trường>_<mẫu>_<năm học>_L<lần>.xlsx."""
    from kdcl_xl.jobs.packing import pack_file

    packed = pack_file(workbook, out, _settings(None), _day(day), draft=force)
    _say(packed.sentence)
    _exit(packed.findings)


# --- consolidate -----------------------------------------------------------------------------------------


@app.command("tong-hop")
def consolidate(
    folder: Annotated[Path, typer.Argument(help="Thư mục sổ của các trường (hoặc của các Phòng/xã).")],
    level_: Annotated[LevelOption, typer.Option("--cap", help="phong hoặc so.")],
    out: Annotated[Path, typer.Option("--ra", help="Tệp .xlsx tổng hợp.")],
    schools: Annotated[Path | None, typer.Option("--danh-muc", help="Danh mục trường (danh-muc-truong).")] = None,
    day: Day = "",
    as_json: AsJson = False,
    processes: Annotated[int, typer.Option("--tien-trinh", min=1, help="Số tiến trình chạy song song.")] = 1,
    no_cache: Annotated[bool, typer.Option("--khong-cache", help="Đọc lại mọi tệp.")] = False,
    evidence: Annotated[Path | None, typer.Option("--minh-chung", help="Xuất thêm toàn bộ minh chứng ra tệp này.")] = None,
    settings_files: Annotated[list[Path] | None, typer.Option("--thiet-lap", help="Tệp thiết lập TOML.")] = None,
) -> None:
    """Tổng hợp một thư mục thành một sổ."""
    from kdcl_xl.jobs.consolidating import consolidate_folder

    if not folder.is_dir():
        raise CannotDoError(f"Không thấy thư mục {folder}.")
    outcome = consolidate_folder(
        folder, level_.value, schools, _day(day), out, _settings(settings_files),
        processes=processes, cache=not no_cache, evidence=evidence, show_progress=not as_json,
    )  # fmt: skip
    if as_json:
        _print_json(outcome.as_json())
    else:
        _say(*outcome.lines())
    _exit(outcome.findings)


# --- documents, law, demo --------------------------------------------------------------------------------


@app.command("van-ban")
def document(
    code: Annotated[str, typer.Argument(metavar="MA", help="Ví dụ bao-cao-tu-danh-gia.")] = "",
    source: Annotated[Path | None, typer.Option("--tu", help="Sổ làm nguồn.")] = None,
    out: Annotated[Path | None, typer.Option("--ra", help="Tệp .docx hoặc thư mục.")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Xuất thêm PDF bằng LibreOffice.")] = False,
    listing: Annotated[bool, typer.Option("--danh-sach", help="Liệt kê các văn bản.")] = False,
    lint: Annotated[Path | None, typer.Option("--kiem-tra-mau", help="Kiểm tra một mẫu Word.")] = None,
    day: Day = "",
) -> None:
    """Lập văn bản Word từ sổ."""
    from kdcl_xl.jobs.documents import document_list, lint_template, make_documents

    if listing:
        _say(*document_list())
        return
    if lint is not None:
        findings = lint_template(lint)
        _say(*(finding.as_line() for finding in findings), "Mẫu dùng được." if not findings else "")
        _exit(findings)
        return
    if not code or source is None or out is None:
        raise CannotDoError("Cần mã văn bản, --tu SỔ và --ra NƠI GHI (xem kdcl van-ban --danh-sach).")
    made = make_documents(code, source, out, _day(day), pdf=pdf)
    _say(*(f"  {path}" for path in made.paths), *made.remarks, f"Đã lập {len(made.paths)} văn bản.")


@app.command("quy-dinh")
def law(
    regulation: Annotated[str, typer.Argument(metavar="[ID|nap]", help="Bộ tiêu chuẩn, hoặc 'nap' để nạp lời văn chính thức.")] = "",
    source: Annotated[Path | None, typer.Argument(help="Với 'nap': tệp Word hoặc YAML.")] = None,
    rules: Annotated[str, typer.Option("--bo-tieu-chuan", help="Với 'nap': bộ tiêu chuẩn nhận lời văn.")] = "",
    day: Day = "",
    as_json: AsJson = False,
) -> None:
    """Xem các bộ tiêu chuẩn đang biết; nạp lời văn chính thức của thông tư."""
    from kdcl_xl.jobs.regulations import describe_law, describe_regulation, load_wording

    if regulation == "nap":
        if source is None or not rules:
            raise CannotDoError("Cách dùng: kdcl quy-dinh nap TEP --bo-tieu-chuan tt57_2026_pt")
        _say(*load_wording(source, _regulation(rules)))
    elif regulation:
        described = describe_regulation(_regulation(regulation))
        _print_json(described.data) if as_json else _say(*described.lines)
    else:
        described = describe_law(_day(day))
        _print_json(described.data) if as_json else _say(*described.lines)


@app.command("demo")
def demo(
    out: Out = Path("demo"),
    full: Annotated[bool, typer.Option("--day-du", help="Làm đủ mọi đơn vị, mọi bộ tiêu chuẩn, cả PDF.")] = False,
    day: Day = "2027-06-10",
) -> None:
    """Chạy cả chuỗi việc trên một tỉnh mẫu."""
    from kdcl_xl.demo.chain import run_demo

    run_demo(out, on=_day(day), full=full)


# --- helpers ---------------------------------------------------------------------------------------------


def _submission(path: Path) -> Submission:
    from kdcl_xl.workbook.read import Refusal, read

    if not path.exists():
        raise CannotDoError(f"Không thấy tệp {path}.")
    found = read(path)
    if isinstance(found, Refusal):
        raise CannotDoError(f"{path.name}: {found.finding.message} {found.finding.remedy}")
    return found


def _form(form_id: str) -> Form:
    from kdcl_xl.forms.registry import FORMS
    from kdcl_xl.text.similar import closest

    if form_id not in FORMS:
        near = closest(form_id, FORMS, limit=1)
        guess = f" Ý thầy/cô có phải {near[0]}?" if near else ""
        raise CannotDoError(f"Không có loại sổ “{form_id}”.{guess} Các loại: {', '.join(FORMS)}.")
    return FORMS[form_id]


def _edition(form: Form, rules: str, year: str, kind: str, on: dt.date) -> Edition:
    from kdcl_xl.forms.form import Edition
    from kdcl_xl.law.regulation import SchoolKind, in_force
    from kdcl_xl.text.dates import SchoolYear

    try:
        school_year = SchoolYear(year) if year else SchoolYear.of(on, first_month=8)
        school_kind = SchoolKind(kind) if kind else None
    except ValueError as error:
        raise CannotDoError(str(error) if year else f"Không có loại trường “{kind}”: dùng {', '.join(SchoolKind)}.") from error
    if not form.needs_rules:
        return Edition(school_year)
    if rules:
        regulation = _regulation(rules)
    elif school_kind is None:
        raise CannotDoError("Cần --bo-tieu-chuan hoặc --loai-truong để chọn bộ tiêu chuẩn (xem kdcl quy-dinh).")
    else:
        found = in_force(on, school_kind)
        if found is None:
            raise CannotDoError(f"Chưa đủ căn cứ: chưa biết bộ tiêu chuẩn cho loại trường này vào ngày {on:%d/%m/%Y}.")
        regulation = found
    return Edition(school_year, regulation, school_kind or regulation.applies_to[0])


def _regulation(regulation_id: str) -> Any:
    from kdcl_xl.jobs.regulations import regulation_with_wording
    from kdcl_xl.law.regulation import UnknownRegulation, regulation_ids
    from kdcl_xl.text.similar import closest

    try:
        return regulation_with_wording(regulation_id)
    except UnknownRegulation:
        near = closest(regulation_id, regulation_ids(), limit=1)
        guess = f" Ý thầy/cô có phải {near[0]}?" if near else ""
        raise CannotDoError(f"Không có bộ tiêu chuẩn “{regulation_id}”.{guess} Xem kdcl quy-dinh.") from None


def _settings(files: list[Path] | None) -> Settings:
    from kdcl_xl.jobs.support import effective_settings

    return effective_settings(files or [])


def _changes(pairs: list[str]) -> dict[str, int]:
    changes = {}
    for pair in pairs:
        code, _, level_ = pair.partition("=")
        if not level_.isdigit():
            raise CannotDoError(f"“{pair}” chưa đúng: viết như 3.2=2 (tiêu chí 3.2 đạt Mức 2).")
        changes[code.strip()] = int(level_)
    return changes


def _day(text: str) -> dt.date:
    from kdcl_xl.text.dates import parse_date

    if not text:
        return dt.datetime.now(VIETNAM).date()
    parsed = parse_date(text)
    if parsed.value is None:
        raise CannotDoError(f"Ngày “{text}” không đọc được. {parsed.explanation}")
    return parsed.value


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CannotDoError(f"Không thấy tệp {path}.") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CannotDoError(f"{path.name} không phải JSON UTF-8 hợp lệ: {error}") from error


def _print_json(data: Any, *, compact: bool = False) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=None if compact else 2, default=str)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")


def _say(*lines: str) -> None:
    for line in lines:
        if line:
            sys.stdout.buffer.write(line.encode("utf-8") + b"\n")


def _exit(findings: Any) -> None:
    from kdcl_xl.findings import count_errors

    if count_errors(findings):
        raise typer.Exit(1)


def _stop(message: str) -> NoReturn:
    sys.stderr.buffer.write(message.encode("utf-8") + b"\n")
    raise SystemExit(2)


def main() -> None:
    """Entry point of `kdcl`. Whatever goes wrong ends in one Vietnamese line and exit code 2, never a traceback."""
    try:
        app()
    except CannotDoError as error:
        _stop(str(error))
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        _stop(f"Không đọc hoặc ghi được tệp{place}: {error.strerror or error}")
    except Exception:
        from kdcl_xl.jobs.support import write_log

        _stop(f"Chương trình gặp lỗi không lường trước; chi tiết kỹ thuật ở {write_log()}. Dữ liệu của thầy/cô không bị thay đổi.")


if __name__ == "__main__":
    main()
