"""Rows 1, 3 and 4 of the cases: hostile and damaged containers are refused in bounded time and memory."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import handmade
import pytest

from kdcl_xl.workbook.archive import Archive, Limits, rewrite
from kdcl_xl.workbook.guard import inspect

MIB = 2**20


def bounded(
    content: bytes | Path, name: str = "nộp.xlsx", *, memory: int = 24 * MIB, seconds: float = 3.0
) -> str:
    """The code of the refusal; proves that it came fast and without much memory."""
    tracemalloc.start()
    started = time.perf_counter()
    try:
        refused = inspect(content, name=name).refused
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - started < seconds
    assert peak < memory
    assert refused is not None
    assert f'"{name}"' in refused.message
    assert refused.remedy
    return refused.code


def bomb(inflated: int) -> bytes:
    """A part of that many bytes of one letter, compressed without ever holding it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in handmade.parts().items():
            if name != "xl/sharedStrings.xml":
                archive.writestr(name, data)
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{handmade.MAIN}"><si><t>'.encode())
            for _ in range(inflated // MIB):
                part.write(b"a" * MIB)
            part.write(b"</t></si></sst>")
    return out.getvalue()


def test_bomb_of_500_mb_from_the_directory(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    path.write_bytes(bomb(500 * MIB))
    assert path.stat().st_size < MIB
    assert bounded(path, "bom.xlsx", memory=4 * MIB, seconds=0.5) == "TEP-025"


def test_bomb_by_ratio() -> None:
    assert bounded(bomb(20 * MIB), memory=4 * MIB) == "TEP-025"


def test_bomb_by_total() -> None:
    noise = bytes((index * 7919 + index // 251) % 256 for index in range(MIB)) * 50
    members = {f"xl/media/{index}.png": noise for index in range(6)}
    content = handmade.pack({**handmade.parts(), **members})
    total = sum(info.file_size for info in zipfile.ZipFile(io.BytesIO(content)).infolist())
    assert total > Limits().total_bytes
    refused = inspect(content, name="a.xlsx", limits=Limits(ratio=2000)).refused
    assert refused is not None
    assert refused.code == "TEP-025"


def lie_about_size(content: bytes, name: str, size: int) -> bytes:
    """The directory claims another size than the stream has."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    info = archive.getinfo(name)
    changed = bytearray(content)
    struct.pack_into("<I", changed, info.header_offset + 22, size)
    entry = changed.index(b"PK\x01\x02" + content[archive.start_dir + 4 : archive.start_dir + 6])
    while True:
        length = struct.unpack_from("<H", changed, entry + 28)[0]
        if bytes(changed[entry + 46 : entry + 46 + length]) == name.encode():
            struct.pack_into("<I", changed, entry + 24, size)
            return bytes(changed)
        entry = changed.index(b"PK\x01\x02", entry + 4)


def test_bomb_that_lies_about_its_size() -> None:
    content = lie_about_size(bomb(300 * MIB), "xl/sharedStrings.xml", 1000)
    assert bounded(content, memory=4 * MIB) == "TEP-021"


def test_picture_that_lies_about_its_size() -> None:
    content = handmade.pack({**handmade.parts(), "xl/media/a.png": bytes(100 * MIB)})
    assert bounded(lie_about_size(content, "xl/media/a.png", 1000), memory=4 * MIB) == "TEP-021"


def test_too_many_parts() -> None:
    content = handmade.pack({f"xl/media/{index}.png": b"" for index in range(6000)}, method=0)
    assert bounded(content, memory=8 * MIB) == "TEP-024"


def test_directory_of_a_million_entries_is_not_built() -> None:
    entry = struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", *[0] * 18)
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory), 4, 0)
    assert bounded(b"PK\x03\x04" + directory + end, memory=4 * MIB) == "TEP-024"


DTD = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("before", ["", "<!-- dài -->\n", "<?a b?>\r\n", f"<!--{'x' * 200_000}-->"])
def test_dtd_in_any_part(part: str, before: str) -> None:
    parts = handmade.parts()
    parts[part] = str(parts[part]).replace(handmade.HEAD, handmade.HEAD + before + DTD)
    inspection = inspect(handmade.pack(parts), name="nộp.xlsx")
    assert inspection.refused is not None
    assert inspection.refused.code == "TEP-026"
    assert "chứa DTD" in inspection.refused.message
    assert part in inspection.refused.message


def test_dtd_named_in_a_cell_is_only_text() -> None:
    text = handmade.row_xml(1, "&lt;!DOCTYPE html&gt; và <![CDATA[<!ENTITY a>]]>")
    assert inspect(handmade.workbook(text), name="nộp.xlsx").refused is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-7"])
def test_dtd_cannot_hide_in_another_encoding(encoding: str) -> None:
    parts = handmade.parts()
    text = str(parts["xl/worksheets/sheet1.xml"]).replace(handmade.HEAD, "")
    parts["xl/worksheets/sheet1.xml"] = f'<?xml version="1.0" encoding="{encoding}"?>'.encode(
        "ascii" if encoding == "utf-7" else encoding
    ) + (DTD + text).encode(encoding)
    refused = inspect(handmade.pack(parts), name="nộp.xlsx").refused
    assert refused is not None
    assert refused.code in ("TEP-021", "TEP-026")


def test_byte_order_mark_is_harmless() -> None:
    parts = handmade.parts()
    parts["xl/workbook.xml"] = "\ufeff" + str(parts["xl/workbook.xml"])
    assert inspect(handmade.pack(parts), name="nộp.xlsx").refused is None


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_truncated(keep: float) -> None:
    content = handmade.workbook()
    assert bounded(content[: int(len(content) * keep)]) == "TEP-020"


def test_every_damaged_byte_of_a_stream_is_noticed() -> None:
    content = handmade.workbook()
    info = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    for offset in range(start, start + info.compress_size, 7):
        damaged = bytearray(content)
        damaged[offset] ^= 0x55
        refused = inspect(bytes(damaged), name="hỏng.xlsx").refused
        assert refused is not None
        assert refused.code == "TEP-021"
        assert "xl/worksheets/sheet1.xml" in refused.message


def test_damaged_picture_is_noticed() -> None:
    content = handmade.pack({**handmade.parts(), "xl/media/a.png": b"abcdef" * 1000}, method=0)
    damaged = content.replace(b"abcdef" * 2, b"abcdeX" * 2, 1)
    assert bounded(damaged) == "TEP-021"


def test_same_part_twice() -> None:
    out = io.BytesIO(handmade.workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/worksheets/Sheet1.xml", handmade.sheet_xml(""))
    assert bounded(out.getvalue()) == "TEP-022"


@pytest.mark.parametrize("name", ["../../ngoài.xml", "xl/../../a.xml", "/etc/a.xml", "..\\a.xml", "C:/a.xml"])
def test_part_outside_the_folder(name: str) -> None:
    assert bounded(handmade.pack({**handmade.parts(), name: "<a/>"})) == "TEP-023"


def test_encrypted_member_and_odd_method() -> None:
    content = handmade.workbook()
    first = content.index(b"PK\x01\x02")
    encrypted = bytearray(content)
    encrypted[first + 8] |= 1
    assert bounded(bytes(encrypted)) == "TEP-027"
    assert bounded(handmade.pack(handmade.parts(), method=zipfile.ZIP_BZIP2)) == "TEP-027"


def test_overlapping_members() -> None:
    """Every directory entry points at the same stream: small file, huge content."""
    content = handmade.workbook()
    archive = zipfile.ZipFile(io.BytesIO(content))
    info = archive.getinfo("xl/worksheets/sheet1.xml")
    entries = b""
    for index in range(400):
        name = f"xl/{index:04}.xml".encode()
        entries += (
            struct.pack(
                "<4s4B4H3L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 8, 0, 33, info.CRC, info.compress_size,
                info.file_size, len(name), 0, 0, 0, 0, 0, info.header_offset,
            )
            + name
        )  # fmt: skip
    body = content[: archive.start_dir]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 400, 400, len(entries), len(body), 0)
    assert bounded(body + entries + end) == "TEP-021"


def slow_inputs() -> dict[str, str]:
    big = 4 * MIB
    return {
        "thẻ không đóng": "<c " * (big // 3),
        "nháy không đóng": '<c r="' * (big // 6),
        "ô lồng ô": "<c>" * (big // 3) + "</c>",
        "ngoặc nhọn": "<row r='1'><c r='XFD1048576'>" + "<" * big + "</c></row>",
        "dòng không đóng": '<row hidden="1" ' * (big // 16),
        "chú thích": "<!--" * (big // 4),
        "khoảng trắng": "<c" + " " * big + 'r="A1"/>',
        "công thức và ô không đóng": "<f>" + '<c r="A1" ' * (big // 10),
        "công thức và lỗi không đóng": '<c t="e"/><f>' + '<c r="A1" t="e" ' * (big // 16),
        "công thức không đóng": '<c r="A1"><f ' * (big // 13),
        "thuộc tính": "<c " + 'a="b" ' * (big // 6) + "/>",
    }


@pytest.mark.parametrize("name", list(slow_inputs()))
def test_hostile_markup_is_not_slow(name: str) -> None:
    """Regular expressions over raw bytes must stay linear whatever the bytes are."""
    content = handmade.workbook(slow_inputs()[name])
    started = time.perf_counter()
    inspect(content, name="nộp.xlsx", limits=Limits(ratio=5000))
    assert time.perf_counter() - started < 8


def test_unusual_but_honest_containers_pass() -> None:
    """Streamed zips (data descriptors, zip64), stored parts, a comment, folders as members."""
    out = io.BytesIO()

    class Unseekable(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return out.write(data)

    with zipfile.ZipFile(Unseekable(), "w") as archive:  # type: ignore[arg-type]
        archive.comment = "ghi chú".encode()
        for name, data in handmade.parts().items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name.endswith("rels") else zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as part:
                part.write(data if isinstance(data, bytes) else data.encode())
        archive.writestr(zipfile.ZipInfo("xl/media/"), b"")
    assert {info.flag_bits & 8 for info in zipfile.ZipFile(out).infolist() if info.file_size} == {8}
    inspection = inspect(b"tien to" + out.getvalue(), name="nộp.xlsx")
    assert inspection.refused is not None
    inspection = inspect(out.getvalue(), name="nộp.xlsx")
    assert inspection.refused is None
    assert list(inspection.sheets) == ["Minh chứng"]


def test_rewrite_keeps_streams_and_order() -> None:
    content = handmade.pack({**handmade.parts(), "xl/media/á.png": b"\x89PNG" * 50})
    new = rewrite(Archive(content), {"XL/workbook.xml": b"<moi/>", "xl/thêm.xml": b"<them/>"})
    old_zip, new_zip = zipfile.ZipFile(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(new))
    assert new_zip.testzip() is None
    assert new_zip.namelist() == [*old_zip.namelist(), "xl/thêm.xml"]
    assert new_zip.read("xl/workbook.xml") == b"<moi/>"
    before, after = Archive(content), Archive(new)
    for name in before.names:
        if name != "xl/workbook.xml":
            assert bytes(before.stream(before.member(name))) == bytes(after.stream(after.member(name)))
    assert rewrite(Archive(content), {}) == rewrite(Archive(content), {})
    assert zlib.crc32(rewrite(after, {})) == zlib.crc32(new)
