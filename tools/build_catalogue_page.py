"""docs/van-ban.md: the documents of the catalogue, what each is made from, its first page. Part of `make docs`."""

from __future__ import annotations

from collections.abc import Iterator

from kdcl_xl.documents.catalogue import DOCUMENTS
from kdcl_xl.documents.document import Document, Variant


def catalogue(note: str) -> str:
    """The page; `note` says that it is generated."""
    lines = [
        "# Các văn bản chương trình lập\n",
        note,
        "Hình là trang đầu của bản in thử với dữ liệu giả định (`kdcl van-ban --in-thu MẪU --ra TỆP`). Chỗ để chấm “……” là "
        "điều sổ không có, đơn vị tự điền; khi lập văn bản, chương trình nêu rõ những chỗ ấy. Cách dùng: "
        "[Hướng dẫn](huong-dan.md#văn-bản-word), tham số: [Các lệnh](lenh.md).\n",
    ]
    for document in DOCUMENTS.values():
        lines += _entry(document)
    return "\n".join(lines)


def _entry(document: Document) -> Iterator[str]:
    symbol = f", ký hiệu {document.kind.abbreviation}" if document.kind.abbreviation else ""
    number = "; có số, ngày ký" if document.kind.series else ""
    yield f"## {document.title}\n"
    yield f"`kdcl van-ban {document.code}` · {document.kind}{symbol}{number}.\n"
    place = "một thư mục, mỗi văn bản một tệp" if document.several else "một tệp .docx"
    yield (
        f"Lập từ {document.form.title.lower()} (`{document.form.id}`), trang {', '.join(document.sheets)}; ghi ra {place}.\n"
    )
    for variant in document.variants:
        yield f"- Mẫu `{variant.template}.docx`{_when(variant)}"
    yield ""
    for variant in document.variants:
        yield f"![{variant.title or document.title}](hinh/van-ban/{variant.template}.png)"
    yield ""


def _when(variant: Variant) -> str:
    return f": {variant.title}" if variant.title else ""
