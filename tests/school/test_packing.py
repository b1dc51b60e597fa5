"""Packing: the user's bytes, the official name, the hash on the slip."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import openpyxl
from school_samples import TT18, TT57, filled, opened

from kdcl_xl.findings import Finding, Severity
from kdcl_xl.forms.form import Edition
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, Evidence
from kdcl_xl.school.digest import content_digest
from kdcl_xl.school.packing import pack, package_name, short_digest
from kdcl_xl.school.parts import split
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.live.slip import HASH_CELL
from kdcl_xl.workbook.names import cell_names
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission

ERROR = Finding("XX-001", Severity.ERROR, "Sai.", "Sửa.")
WARNING = Finding("XX-002", Severity.WARNING, "Lạ.", "Xem.")


def saved(path: Path, edition: Edition = TT57, content: Content | None = None) -> Submission:
    path.write_bytes(build(SELF_ASSESSMENT, edition, content or filled(edition)))
    submission = read(path)
    assert isinstance(submission, Submission)
    return submission


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def slip_hash(path: Path) -> str:
    names = cell_names(members(path.read_bytes())["xl/workbook.xml"])
    sheet, row, column = names[HASH_CELL]
    value = openpyxl.load_workbook(path)[sheet].cell(row + 1, column + 1).value
    return str(value)


def test_a_checked_workbook_is_packed_under_its_official_name(tmp_path: Path) -> None:
    path = tmp_path / "bản của tôi.xlsx"
    submission = saved(path)
    packed = pack(path, tmp_path / "nop", submission, [WARNING])
    assert packed.path is not None
    assert packed.path.name == "01234567_tu-danh-gia_2026-2027_L2.xlsx"
    assert packed.sha256 == sha256(packed.path.read_bytes()).hexdigest()
    assert packed.sha256 in packed.sentence
    assert packed.digest in packed.sentence
    assert packed.findings == ()
    assert slip_hash(packed.path) == packed.digest == short_digest(submission)
    again = read(packed.path)
    assert isinstance(again, Submission)
    assert content_digest(again) == content_digest(submission)


def test_all_but_the_slip_is_the_users_file_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    packed = pack(path, tmp_path / "nop", saved(path), [])
    assert packed.path is not None
    before, after = members(path.read_bytes()), members(packed.path.read_bytes())
    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    sheets = {name for name in differing if name.startswith("xl/worksheets/")}
    assert len(sheets) == 1
    assert differing - sheets <= {"xl/workbook.xml"}  # asks the next program to recalculate


def test_errors_refuse_the_package_unless_it_is_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    submission = saved(path)
    refused = pack(path, tmp_path / "nop", submission, [ERROR, ERROR, WARNING])
    assert refused.path is None
    assert "còn 2 lỗi" in refused.sentence
    assert not (tmp_path / "nop").exists()
    draft = pack(path, tmp_path / "nop", submission, [ERROR], draft=True)
    assert draft.path is not None
    assert draft.path.name.endswith("_L2_NHAP.xlsx")
    assert "bản nháp" in draft.sentence


def test_a_file_changed_since_the_check_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    submission = saved(path)
    saved(path, TT18)
    assert [f.code for f in pack(path, tmp_path, submission, []).findings] == ["DGN-002"]


def test_a_part_or_a_school_without_a_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "phan.xlsx"
    part = split(opened(filled(TT57), TT57))[0]
    path.write_bytes(part.build(SELF_ASSESSMENT, TT57))
    submission = read(path)
    assert isinstance(submission, Submission)
    assert [f.code for f in pack(path, tmp_path, submission, []).findings] == ["DGN-005"]
    nameless = saved(path, TT57, Content({"ten_truong": "Trường A"}))
    assert [f.code for f in pack(path, tmp_path, nameless, []).findings] == ["DGN-003"]
    assert package_name(nameless) == "chua-co-ma_tu-danh-gia_2026-2027_L1.xlsx"


def test_a_slip_without_the_cell_is_copied_whole_and_said(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    saved(path)
    book = openpyxl.load_workbook(path)
    del book.defined_names[HASH_CELL]
    book.save(path)
    submission = read(path)
    assert isinstance(submission, Submission)
    packed = pack(path, tmp_path / "nop", submission, [])
    assert packed.path is not None
    assert packed.path.read_bytes() == path.read_bytes()
    assert [f.code for f in packed.findings] == ["DGN-004"]
    assert "chưa ghi được" in packed.sentence


def test_the_package_of_an_earlier_day_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    first = pack(path, tmp_path, saved(path), [])
    content = filled(TT57)
    content.cells["ten_truong"] = "Trường THCS Hoa Mai"
    second = pack(path, tmp_path, saved(path, TT57, content), [])
    assert first.path == second.path
    assert first.digest != second.digest
    assert second.path is not None
    assert sha256(second.path.with_name(f"{second.path.name}.bak").read_bytes()).hexdigest() == first.sha256


def test_the_digest_is_of_what_is_typed_not_of_how_it_is_kept() -> None:
    content = filled(TT57)
    sorted_differently = filled(TT57)
    sorted_differently.rows[Evidence].reverse()
    digest = content_digest(opened(content, TT57))
    assert content_digest(opened(sorted_differently, TT57)) == digest
    changed = filled(TT57)
    changed.rows[Evidence][0].title += "."  # type: ignore[attr-defined]
    assert content_digest(opened(changed, TT57)) != digest
    assert len(digest) == 64
