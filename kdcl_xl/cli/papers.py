"""Documents and law: van-ban, quy-dinh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kdcl_xl.cli.inputs import the_day, the_regulation, the_settings
from kdcl_xl.cli.options import AsJson, Day, SettingsFiles
from kdcl_xl.cli.output import finish, print_json, say
from kdcl_xl.documents.kinds import Capacity
from kdcl_xl.jobs.errors import JobError

if TYPE_CHECKING:
    from kdcl_xl.jobs.paper_numbers import Signing

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MA|TEP…]", help="Mã văn bản, ví dụ bao-cao-tu-danh-gia; với --xac-minh: tệp, thư mục."
    ),
]
Source = Annotated[
    Path | None,
    typer.Option(
        "--tu",
        metavar="TEP|THU_MUC|BANG",
        help="Nguồn: một sổ; một thư mục sổ; hoặc bảng .xlsx, .csv, .json mỗi dòng một văn bản.",
    ),
]
PaperOut = Annotated[Path | None, typer.Option("--ra", metavar="NƠI", help="Tệp .docx hoặc thư mục.")]
Pdf = Annotated[bool, typer.Option("--pdf", help="Xuất thêm PDF bằng LibreOffice.")]
Merge = Annotated[bool, typer.Option("--gop", help="Có nhiều văn bản: gộp thêm một tệp để in.")]
Verify = Annotated[bool, typer.Option("--xac-minh", help="Xem văn bản có còn khớp với nguồn và với lúc lập.")]
Number = Annotated[
    str,
    typer.Option(
        "--so",
        metavar="SỐ",
        help="Số văn bản: một số, hoặc tu-dong để lấy số kế tiếp; mặc định để trống.",
    ),
]
SignedOn = Annotated[
    str,
    typer.Option("--ngay-ky", metavar="NGÀY", help="Ngày ban hành in trên văn bản; mặc định để trống."),
]
SignedBy = Annotated[
    str,
    typer.Option("--ky-thay", metavar="HỌ TÊN", help="Người ký thay người đứng đầu; mặc định là cấp phó."),
]
InCapacity = Annotated[
    Capacity,
    typer.Option(
        "--tu-cach",
        help="Người ấy ký KT (cấp phó), TL (thừa lệnh), TUQ (thừa ủy quyền) hay Q (quyền).",
        case_sensitive=False,
    ),
]
Office = Annotated[str, typer.Option("--chuc-vu", metavar="CHỨC VỤ", help="Chức vụ của người ký TL, TUQ.")]
Listing = Annotated[bool, typer.Option("--danh-sach", help="Liệt kê các văn bản.")]
Numbers = Annotated[bool, typer.Option("--so-da-cap", help="Xem các số văn bản đã cấp.")]
Lint = Annotated[
    Path | None,
    typer.Option("--kiem-tra-mau", metavar="TEP", help="Kiểm tra một mẫu Word, nêu các trường dùng được."),
]
Templates = Annotated[
    Path | None,
    typer.Option("--mau-cua-don-vi", metavar="THU_MUC", help="Chép các mẫu Word ra thư mục để đơn vị sửa."),
]
Sample = Annotated[
    str,
    typer.Option("--in-thu", metavar="MẪU", help="In thử một mẫu với dữ liệu giả định, ghi vào --ra."),
]


def document(
    words: Words = None,
    source: Source = None,
    out: PaperOut = None,
    pdf: Pdf = False,
    merge: Merge = False,
    verify: Verify = False,
    number: Number = "",
    signed_on: SignedOn = "",
    signer: SignedBy = "",
    capacity: InCapacity = Capacity.DEPUTY,
    office: Office = "",
    listing: Listing = False,
    numbers: Numbers = False,
    lint: Lint = None,
    templates: Templates = None,
    sample: Sample = "",
    day: Day = "",
    settings_files: SettingsFiles = None,
    as_json: AsJson = False,
) -> None:
    """Lập văn bản Word từ sổ, từng bản hoặc hàng loạt; xác minh văn bản đã lập."""
    from kdcl_xl.jobs import documents
    from kdcl_xl.jobs.paper_numbers import Signing, register_lines

    code = words[0] if words else ""
    if as_json and not verify:
        raise JobError("--json chỉ dùng với --xac-minh.")
    if verify:
        _verify(words or [], source, settings_files, as_json=as_json)
    elif words and len(words) > 1:
        raise JobError(f"Mỗi lần một loại văn bản; thừa “{words[1]}”.")
    elif listing:
        say(*documents.document_list())
    elif numbers:
        say(*register_lines())
    elif lint is not None:
        _lint(lint)
    elif templates is not None:
        made = documents.export_templates(templates)
        say(*(f"  {path}" for path in made.paths), *made.remarks, f"Đã chép {len(made.paths)} mẫu.")
    elif sample and out is not None:
        say(f"  {documents.make_sample(sample, out)}", "Số liệu, tên người trong bản in thử là giả định.")
    elif not code or source is None or out is None:
        raise JobError("Cần mã văn bản, --tu SỔ và --ra NƠI GHI (xem kdcl van-ban --danh-sach).")
    elif _is_batch(source):
        if number or signed_on or signer:
            raise JobError("Lập hàng loạt để trống số, ngày ký; bỏ --so, --ngay-ky, --ky-thay.")
        _batch(code, source, out, day, settings_files, pdf=pdf, merge=merge)
    else:
        signing = Signing(number, the_day(signed_on) if signed_on else None, signer, capacity, office)
        _one_source(code, source, out, day, settings_files, signing, pdf=pdf, merge=merge)


def _one_source(
    code: str,
    source: Path,
    out: Path,
    day: str,
    settings_files: list[Path] | None,
    signing: Signing,
    *,
    pdf: bool,
    merge: bool,
) -> None:
    from kdcl_xl.jobs.batches import Order, make_from_one

    order = Order(out, the_day(day), the_settings(settings_files), pdf, merge)
    made = make_from_one(code, source, order, signing)
    say(*(f"  {path}" for path in (*made.paths, *made.merged)), *made.remarks, _made_in_words(made.paths))


def _made_in_words(paths: list[Path]) -> str:
    papers, pdfs = (sum(path.suffix == suffix for path in paths) for suffix in (".docx", ".pdf"))
    return f"Đã lập {papers} văn bản{f', {pdfs} tệp PDF' if pdfs else ''}."


def _is_batch(source: Path) -> bool:
    from kdcl_xl.jobs.batches import is_batch

    return is_batch(source)


def _batch(
    code: str, source: Path, out: Path, day: str, settings_files: SettingsFiles, *, pdf: bool, merge: bool
) -> None:
    from kdcl_xl.jobs.batches import Order, make_batch
    from kdcl_xl.jobs.progress import on_screen

    with on_screen("Lập văn bản") as bar:
        order = Order(out, the_day(day), the_settings(settings_files), pdf, merge, bar)
        made = make_batch(code, source, order)
    say(*made.lines())
    if not made.whole:
        raise typer.Exit(1)


def _verify(files: list[str], folder: Path | None, settings_files: SettingsFiles, *, as_json: bool) -> None:
    from kdcl_xl.jobs.sealing import verify

    if not files:
        raise JobError("Cần ít nhất một tệp để xác minh: kdcl van-ban --xac-minh van-ban.docx")
    if folder is not None and not folder.is_dir():
        folder = folder.parent
    found = verify([Path(file) for file in files], [folder] if folder else [], the_settings(settings_files))
    if as_json:
        print_json({"schema": 1, "documents": [one.as_json() for one in found]})
    else:
        say(*(line for one in found for line in one.lines()))
    code = max(one.code for one in found)
    if code:
        raise typer.Exit(code)


def _lint(template: Path) -> None:
    from kdcl_xl.jobs.documents import is_known_template, lint_template, template_fields

    findings = lint_template(template)
    whole = "Mẫu dùng được." if is_known_template(template) else "Cú pháp không có lỗi."
    say(*(finding.as_line() for finding in findings), "" if findings else whole)
    say(*template_fields(template))
    finish(findings)


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
