"""Row 4 of the cases: files that are not what they seem are recognised, named, and told how to be mended."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import handmade
import pytest

from kdcl_xl.findings import Severity
from kdcl_xl.workbook import guard
from kdcl_xl.workbook.guard import inspect


def ole(*streams: str) -> bytes:
    """A minimal OLE file by hand: header, one FAT sector, one directory sector with these names."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFF] * 126))
    directory = b""
    for kind, name in ((5, "Root Entry"), *((2, stream) for stream in streams)):
        encoded = (name + "\0").encode("utf-16-le")
        directory += encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + bytes(60)
    return bytes(header) + fat + directory.ljust(512, b"\0")


def word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def xlsb() -> bytes:
    parts = handmade.parts()
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("workbook.xml", "workbook.bin")
    del parts["xl/workbook.xml"]
    return handmade.pack({**parts, "xl/workbook.bin": b"\x83\x01\x00"})


def ods() -> bytes:
    return handmade.pack(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"}, method=0
    )


def with_macro() -> bytes:
    return handmade.pack({**handmade.parts(), "xl/vbaProject.bin": ole("VBA")})


def with_macro_type() -> bytes:
    parts = handmade.parts()
    kind = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return handmade.pack({**parts, "[Content_Types].xml": kind})


KINDS = [
    ("rỗng.xlsx", b"", "TEP-001", "0 byte"),
    ("~$Tự đánh giá.xlsx", b"\x05Nga" + bytes(161), "TEP-002", "khóa tạm"),
    (".~lock.Tự đánh giá.xlsx#", b",nga,pc,;", "TEP-002", "khóa tạm"),
    ("bản khai.xlsx.cloud", b"x", "TEP-003", "OneDrive"),
    (".bản khai.xlsx.icloud", b"bplist00", "TEP-003", "iCloud"),
    ("chưa tải.xlsx", bytes(20_000), "TEP-003", "chưa tải"),
    ("mật khẩu.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "TEP-010", "mật khẩu"),
    ("cũ.xls", ole("Workbook"), "TEP-011", ".xls"),
    ("cũ đổi đuôi.xlsx", ole("Book"), "TEP-011", ".xls"),
    ("rất cũ.xlsx", b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(64), "TEP-011", ".xls"),
    ("nhị phân.xlsx", xlsb(), "TEP-012", ".xlsb"),
    ("libre.xlsx", ods(), "TEP-013", ".ods"),
    ("csv.xlsx", "Mã,Tên\r\nH1-1.1-01,Kế hoạch\r\n".encode(), "TEP-014", "CSV"),
    ("csv-bom.xlsx", "\ufeffMã;Tên\r\n".encode(), "TEP-014", "CSV"),
    ("csv-utf16.xlsx", "Mã\tTên\r\n".encode("utf-16"), "TEP-014", ""),
    ("chữ.xlsx", "Kính gửi phòng".encode(), "TEP-014", ".txt"),
    ("web.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "TEP-014", "HTML"),
    ("web2.xlsx", b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html></html>", "TEP-014", "HTML"),
    ("xml2003.xlsx", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "TEP-014", "XML"),
    ("văn bản.xlsx", word(), "TEP-015", "Word (.docx)"),
    ("word cũ.xlsx", ole("WordDocument"), "TEP-015", "Word (.doc)"),
    ("quét.xlsx", b"%PDF-1.7\n%\xe2\xe3", "TEP-016", "PDF"),
    ("ảnh.xlsx", b"\xff\xd8\xff\xe0" + bytes(64), "TEP-016", "JPEG"),
    ("rar.xlsx", b"Rar!\x1a\x07\x01\x00", "TEP-016", "RAR"),
    ("lạ.xlsx", bytes(range(1, 200)), "TEP-016", ""),
    ("ole lạ.xlsx", ole("Contents"), "TEP-016", ""),
    ("nén.xlsx", handmade.pack({"a.txt": "a"}), "TEP-016", ".zip"),
    ("nén rỗng.xlsx", handmade.pack({}), "TEP-016", "rỗng"),
    ("macro.xlsx", with_macro(), "TEP-017", "macro"),
    ("macro2.xlsx", with_macro_type(), "TEP-017", "macro"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code", "word"), KINDS, ids=[kind[0] for kind in KINDS])
def test_kind_is_named_with_a_remedy(tmp_path: Path, name: str, content: bytes, code: str, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for inspection in (inspect(path), inspect(content, name=name)):
        assert inspection.refused is not None
        assert (inspection.refused.code, inspection.refused.severity) == (code, Severity.ERROR)
        assert f'"{name}"' in inspection.refused.message
        assert word in inspection.refused.message
        assert inspection.refused.remedy.strip()
        assert inspection.refused.file == name
        assert str(tmp_path) not in inspection.refused.message
        assert inspection.size == len(content)
        assert "{" not in inspection.refused.message
        with pytest.raises(ValueError, match=code):
            inspection.open()


def test_macro_enabled_under_its_own_name_is_read() -> None:
    inspection = inspect(with_macro(), name="mẫu.xlsm")
    assert inspection.refused is None
    assert [finding.code for finding in inspection.findings] == ["TEP-043"]


def test_name_of_stream_within_data_does_not_count() -> None:
    """A directory entry is aligned to 128 bytes; the same letters elsewhere are only text."""
    content = ole("Workbook") + b"x" + "EncryptedPackage\0".encode("utf-16-le")
    refused = inspect(content, name="cũ.xls").refused
    assert refused is not None
    assert refused.code == "TEP-011"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, word in ((tmp_path / "không có.xlsx", "không có tệp này"), (tmp_path, "thư mục")):
        refused = inspect(path).refused
        assert refused is not None
        assert refused.code == "TEP-004"
        assert word in refused.message


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "khóa.xlsx"
    path.write_bytes(handmade.workbook())

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(guard, "read_settled", refuse)
    refused = inspect(path).refused
    assert refused is not None
    assert refused.code == "TEP-004"
    assert "không có quyền đọc" in refused.message
    assert "Permission" not in refused.message


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    subprocess.run(["mkfifo", str(tmp_path / "ống.xlsx")], check=True)
    refused = inspect(tmp_path / "ống.xlsx").refused
    assert refused is not None
    assert refused.code == "TEP-004"


def test_cloud_placeholder_by_attribute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows marks a file that would be fetched on reading; reading it could hang."""
    path = tmp_path / "mây.xlsx"
    path.write_bytes(handmade.workbook())
    real = path.stat()

    class Status:
        st_mode, st_size, st_mtime_ns = real.st_mode, real.st_size, real.st_mtime_ns
        st_file_attributes = 0x0040_0000

    monkeypatch.setattr(Path, "stat", lambda self: Status)
    refused = inspect(path).refused
    assert refused is not None
    assert refused.code == "TEP-003"


def test_too_big_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "ảnh nhiều.xlsx"
    with path.open("wb") as file:
        file.truncate(3 * 2**30)
    inspection = inspect(path)
    assert inspection.refused is not None
    assert inspection.refused.code == "TEP-005"
    assert "3072 MB" in inspection.refused.message
    assert inspection.size == 3 * 2**30


def test_long_vietnamese_path(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(6):
        folder = folder / ("Trường Tiểu học Nguyễn Thị Minh Khai " * 2).strip()
    folder.mkdir(parents=True)
    path = folder / "Tự đánh giá năm học 2026-2027.xlsx"
    path.write_bytes(handmade.workbook())
    assert len(str(path)) > 260
    inspection = inspect(path)
    assert inspection.refused is None
    assert inspection.sha256 == sha256(path.read_bytes()).hexdigest()


def test_kinds_cover_every_recognised_disguise() -> None:
    assert zipfile.is_zipfile(io.BytesIO(word()))
    assert {kind[2] for kind in KINDS} >= {
        "TEP-001",
        "TEP-002",
        "TEP-003",
        *(f"TEP-0{n}" for n in range(10, 18)),
    }
