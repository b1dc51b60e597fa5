"""A workbook with everything a careless writer loses, for the tests of lossless edits."""

from __future__ import annotations

import datetime as dt
import io
import os
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import xlsxwriter

from kdcl_xl.workbook.archive import Archive

SHEET = "Minh chứng"


def png() -> bytes:
    """A red square, 8 × 8."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\x00\x00" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def rich(*, protected: bool = False) -> bytes:
    """Text box, picture, rich text, validation, conditional formats old and new, table, note, buttons, chart, name."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
    date = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
    entry = book.add_format({"bg_color": "#FFFBE6", "border": 1, "locked": False})
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet("Khác")
    sheet.write_row(0, 0, ["Mã", "Tên", "Ngày"], bold)
    sheet.write(1, 0, "H1-1.1-01", entry)
    sheet.write_rich_string(1, 1, "xin ", bold, "đậm", " chào")
    sheet.write_datetime(1, 2, dt.datetime(2026, 1, 2), date)
    sheet.write(2, 0, "H1-1.1-02", entry)
    sheet.add_table("A1:C6", {"name": "tbl_mc", "columns": [{"header": h} for h in ("Mã", "Tên", "Ngày")]})
    sheet.write_comment("A2", "ghi chú của trường", {"author": "Cô A"})
    sheet.insert_textbox("E2", "Hộp chữ giữ nguyên")
    sheet.insert_image("E12", "a.png", {"image_data": io.BytesIO(png())})
    sheet.insert_button("H2", {"macro": "kiem_tra", "caption": "Kiểm tra"})
    sheet.insert_checkbox("J2", True)
    sheet.data_validation("A3:A6", {"validate": "list", "source": ["H1", "H2"]})
    sheet.conditional_format("C2:C6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "B2:B6", {"type": "text", "criteria": "containing", "value": "x", "format": bold}
    )
    sheet.write_formula("D5", "=COUNTA(A2:A6)", None, 2)
    sheet.merge_range("A8:C9", "Vùng trộn", bold)
    sheet.freeze_panes(1, 0)
    sheet.set_header("&C&P")
    if protected:
        sheet.protect("", {"objects": True})
    sheet.set_column("G:G", 20, entry)
    other.write_column(0, 0, [1, 2, 3])
    other.write_url("B1", "https://moet.gov.vn")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='Khác'!$A$1:$A$3"})
    other.insert_chart("C2", chart)
    book.define_name("don_vi", "='Khác'!$A$1")
    book.close()
    return out.getvalue()


def by_libreoffice(content: bytes, folder: Path, *, to: str = "xlsx", name: str = "tep.xlsx") -> Path:
    """The file as LibreOffice opens and saves it (or prints it, `to="pdf"`)."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / name
    source.write_bytes(content)
    target = folder / "ra"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to,
         "--outdir", str(target), str(source)],
        check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return target / f"{source.stem}.{to}"


def differing_parts(before: bytes, after: bytes) -> set[str]:
    """Parts whose compressed bytes are not the same, new ones included; proves that none is gone or moved."""
    old, new = Archive(before), Archive(after)
    assert new.names[: len(old.names)] == old.names
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None
    same = {
        name
        for name in old.names
        if bytes(old.stream(old.member(name))) == bytes(new.stream(new.member(name)))
    }
    return set(new.names) - same
