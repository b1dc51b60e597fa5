"""Every file of a folder is accounted for, in one order, and nothing stops the rest."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
import schools_made as made

from kdcl_xl.consolidate import NoSuchFolderError
from kdcl_xl.consolidate.intake import cache_path, content_of, survey
from kdcl_xl.forms.summary import State


def test_subfolders_and_zips_in_natural_order(tmp_path: Path) -> None:
    for name in ("truong 10.xlsx", "truong 9.xlsx", "con/a.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "nộp.zip", "w") as archive:
        archive.writestr("lớp 2/b.xlsx", b"noi dung b")
        archive.writestr("a.xlsx", b"noi dung a")

    intake = survey(tmp_path)

    assert [arrival.name for arrival in intake.arrivals] == [
        "con/a.xlsx",
        "nộp.zip/a.xlsx",
        "nộp.zip/lớp 2/b.xlsx",
        "truong 9.xlsx",
        "truong 10.xlsx",
    ]
    assert content_of(intake.arrivals[2]) == b"noi dung b"
    assert not intake.passed_over


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("~$a.xlsx", "tạm"),
        (".~lock.a.xlsx#", "tạm"),
        (".kdcl-tam-00-11.xlsx", "tạm"),
        ("Thumbs.db", "hệ điều hành"),
        (".an.xlsx", "ẩn"),
        ("a.xlsx.bak", "phòng hờ"),
        ("báo cáo.docx", "Không phải sổ tính"),
    ],
)
def test_files_that_are_no_submission_are_named(tmp_path: Path, name: str, word: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    intake = survey(tmp_path)
    assert not intake.arrivals
    assert [passed.name for passed in intake.passed_over] == [name]
    assert word in intake.passed_over[0].why
    assert intake.passed_over[0].finding is None


def test_placeholders_and_other_spreadsheets_reach_the_guard(tmp_path: Path) -> None:
    for name in ("a.xls", "b.csv", "c.xlsx.icloud", "khong duoi"):
        (tmp_path / name).write_bytes(b"x")
    assert len(survey(tmp_path).arrivals) == 4


def test_bad_zips_are_errors_and_their_neighbours_are_read(tmp_path: Path) -> None:
    (tmp_path / "hong.zip").write_bytes(b"PK hong")
    with zipfile.ZipFile(tmp_path / "tot.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trong.zip", b"x")
        archive.writestr("bom.xlsx", b"0" * (9 * 2**20))
        archive.writestr("that.xlsx", b"x")
        archive.writestr("__MACOSX/._that.xlsx", b"x")
    intake = survey(tmp_path)
    assert [arrival.name for arrival in intake.arrivals] == ["tot.zip/that.xlsx"]
    faults = {passed.name: passed.finding.code for passed in intake.passed_over if passed.finding}
    assert faults == {"hong.zip": "TH-015", "tot.zip/trong.zip": "TH-017", "tot.zip/bom.xlsx": "TH-017"}


def test_utf8_names_that_windows_did_not_mark(tmp_path: Path) -> None:
    raw = "Trường Mỹ Phước.xlsx"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(raw, b"x")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        data[place : place + 2] = b"\x00\x00"  # no "this name is UTF-8" flag
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert survey(tmp_path).arrivals[0].name == f"a.zip/{raw}"


def test_two_members_of_one_name_are_two_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.xlsx", b"mot")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.xlsx", b"hai")
    assert [content_of(arrival) for arrival in survey(tmp_path).arrivals] == [b"mot", b"hai"]


def test_links_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "con").mkdir()
    (tmp_path / "con" / "a.xlsx").write_bytes(b"x")
    (tmp_path / "con" / "vong").symlink_to(tmp_path, target_is_directory=True)
    intake = survey(tmp_path)
    assert [arrival.name for arrival in intake.arrivals] == ["con/a.xlsx"]
    assert [passed.name for passed in intake.passed_over] == ["con/vong/"]


def test_no_such_folder() -> None:
    with pytest.raises(NoSuchFolderError, match="Không có thư mục"):
        survey(Path("/khong/co/thu/muc/nay"))


def test_our_own_output_is_passed_over(tmp_path: Path) -> None:
    made.school(tmp_path, "79000001", "Trường THCS Một")
    out = tmp_path / "tong hop.xlsx"
    made.consolidate(tmp_path, out)
    other = tmp_path / "tong hop ban cu.xlsx"
    other.write_bytes(out.read_bytes())

    outcome = made.consolidate(tmp_path, out, cache=True)

    assert made.states(outcome)["tong hop.xlsx"] == State.PASSED_OVER
    assert made.states(outcome)["tong hop ban cu.xlsx"] == State.PASSED_OVER
    assert outcome.figures.received == 1
    before = out.read_bytes()
    made.consolidate(tmp_path, out, cache=True)
    assert out.read_bytes() == before, "cache and backup, there by now, change nothing"
    assert cache_path(out).exists()


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    made.school(folder, "79000001", "Trường THCS Một")
    (folder / "cut.xlsx").write_bytes((folder / "79000001.xlsx").read_bytes()[:5000])
    (folder / "rong.xlsx").write_bytes(b"")
    (folder / "cu.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    made.school_list(folder / "danh muc.xlsx", made.listed("79000001", "Trường THCS Một"))

    outcome = made.consolidate(folder, tmp_path / "ra.xlsx")

    found = made.states(outcome)
    assert [found[name] for name in ("cut.xlsx", "rong.xlsx", "cu.xls")] == [State.REFUSED] * 3
    assert found["danh muc.xlsx"] == State.PASSED_OVER
    assert outcome.figures.received == 1
    assert outcome.errors
    assert {"TEP-001", "TEP-020"} <= {
        row.code for row in made.summary(tmp_path / "ra.xlsx").table(made.FindingLine)
    }


def test_a_crash_is_named_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.school(tmp_path / "nop", "79000001", "Trường THCS Một")
    made.school(tmp_path / "nop", "79000002", "Trường THCS Hai")
    from kdcl_xl.consolidate import process

    real = process.read

    def crash(source: Path, *, name: str) -> object:
        if name == "79000001.xlsx":
            raise ZeroDivisionError("thử")
        return real(source, name=name)

    monkeypatch.setattr(process, "read", crash)
    outcome = made.consolidate(tmp_path / "nop", tmp_path / "ra.xlsx")
    assert outcome.figures.received == 1
    assert made.states(outcome)["79000001.xlsx"] == State.REFUSED
    assert "ZeroDivisionError" in made.why(outcome, "79000001.xlsx")
    assert made.codes(tmp_path / "ra.xlsx", "79000001.xlsx") == {"TH-013"}


def test_a_part_of_a_work_group_is_no_submission(tmp_path: Path) -> None:
    from dataclasses import replace

    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from kdcl_xl.workbook.builder import build
    from kdcl_xl.workbook.stamp import stamp_of

    at = made.edition()
    stamp = replace(stamp_of(SELF_ASSESSMENT, at), part="Nhóm 1", owner="Nhóm 1", school_id="79000001")
    (tmp_path / "nop").mkdir()
    (tmp_path / "nop" / "nhom 1.xlsx").write_bytes(
        build(SELF_ASSESSMENT, at, made.content("79000001", "Một"), stamp=stamp)
    )
    outcome = made.consolidate(tmp_path / "nop", tmp_path / "ra.xlsx")
    assert made.states(outcome) == {"nhom 1.xlsx": State.REFUSED}
    assert made.codes(tmp_path / "ra.xlsx") == {"TH-016"}


@pytest.mark.parametrize("times", [1, 2])
def test_the_order_of_the_disk_does_not_matter(tmp_path: Path, times: int) -> None:
    names = ["b.xlsx", "a.xlsx", "c.xlsx"]
    for name in names[::-1] if times == 2 else names:
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (times, times))
    assert [arrival.name for arrival in survey(tmp_path).arrivals] == ["a.xlsx", "b.xlsx", "c.xlsx"]
