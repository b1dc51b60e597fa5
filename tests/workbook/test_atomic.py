"""Rows 21, 22 and 24 of the cases: saves survive an open Excel, a cut, a full disk; long Vietnamese names."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kdcl_xl.workbook import atomic
from kdcl_xl.workbook.atomic import (
    SaveError,
    backups,
    leftover_findings,
    leftovers,
    read_settled,
    saved_beside,
    write_atomically,
)


def held(code: int = 32) -> OSError:
    """What Windows raises when Excel holds the file."""
    error = PermissionError(errno.EACCES, "being used by another process")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "Trường Tiểu học Đỗ Nhuận – tự đánh giá.xlsx"
    path.write_bytes(b"cu")
    return path


def hold(monkeypatch: pytest.MonkeyPatch, target: Path, times: int, code: int = 32) -> list[Path]:
    """Let the first `times` renames onto `target` fail as on Windows; returns the list of attempts."""
    attempts: list[Path] = []
    real = Path.replace

    def replace(self: Path, to: Path) -> Path:
        if to == target:
            attempts.append(to)
            if len(attempts) <= times:
                raise held(code)
        return real(self, to)

    monkeypatch.setattr(Path, "replace", replace)
    return attempts


def test_new_file_gets_ordinary_rights(tmp_path: Path) -> None:
    path = tmp_path / "mới.xlsx"
    reference = tmp_path / "thường"
    reference.write_bytes(b"")
    assert write_atomically(path, lambda temporary: temporary.write_bytes(b"a")) == path
    assert path.read_bytes() == b"a"
    assert path.stat().st_mode == reference.stat().st_mode
    assert leftovers(tmp_path) == []


def test_writer_sees_same_folder_and_suffix(target: Path) -> None:
    seen: list[Path] = []

    def writer(temporary: Path) -> None:
        seen.append(temporary)
        assert target.read_bytes() == b"cu"
        temporary.write_bytes(b"moi")

    write_atomically(target, writer)
    assert seen[0].parent == target.parent
    assert seen[0].suffix == ".xlsx"
    assert target.read_bytes() == b"moi"


def test_previous_kept_and_rights_kept(target: Path) -> None:
    target.chmod(0o640)
    write_atomically(target, lambda temporary: temporary.write_bytes(b"moi"), keep_previous=True)
    assert target.with_name(f"{target.name}.bak").read_bytes() == b"cu"
    assert target.stat().st_mode & 0o777 == 0o640
    assert leftovers(target.parent) == []


def test_every_previous_content_has_a_name_of_its_own(target: Path) -> None:
    for content in (b"hai", b"hai", b"ba", b"cu"):
        write_atomically(
            target, lambda temporary, content=content: temporary.write_bytes(content), keep_every=True
        )
    kept = backups(target)
    assert [path.read_bytes() for path in kept] == [b"cu", b"hai", b"ba"]
    assert [path.name.removeprefix(target.name) for path in kept] == [".bak", ".2.bak", ".3.bak"]
    kept[0].unlink()
    target.with_name(f"{target.name}.10.bak").write_bytes(b"x")
    write_atomically(target, lambda temporary: temporary.write_bytes(b"a"), keep_every=True)
    assert backups(target)[-1].name == f"{target.name}.11.bak"
    assert backups(target)[-1].read_bytes() == b"cu"


@pytest.mark.parametrize("code", [5, 32, 33])
def test_short_hold_is_waited_for(target: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    attempts = hold(monkeypatch, target, times=2, code=code)
    written = write_atomically(target, lambda temporary: temporary.write_bytes(b"moi"), pause=0.001)
    assert written == target
    assert saved_beside(target, written) is None
    assert len(attempts) == 3
    assert target.read_bytes() == b"moi"


def test_long_hold_writes_beside_and_says_so(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = hold(monkeypatch, target, times=999)
    first = write_atomically(target, lambda temporary: temporary.write_bytes(b"moi"), pause=0.001)
    second = write_atomically(target, lambda temporary: temporary.write_bytes(b"moi 2"), pause=0.001)
    assert len(attempts) == 10
    assert first.name == "Trường Tiểu học Đỗ Nhuận – tự đánh giá (bản mới).xlsx"
    assert second.name == "Trường Tiểu học Đỗ Nhuận – tự đánh giá (bản mới 2).xlsx"
    assert (target.read_bytes(), first.read_bytes(), second.read_bytes()) == (b"cu", b"moi", b"moi 2")
    notice = saved_beside(target, first)
    assert notice is not None
    assert notice.code == "TEP-060"
    assert first.name in notice.message
    assert target.name in notice.remedy
    assert leftovers(target.parent) == []


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "đĩa đã đầy"), (errno.EACCES, "không có quyền ghi"), (errno.EIO, "Input/output error")],
)
def test_failure_while_writing_keeps_old_file(target: Path, number: int, word: str) -> None:
    def writer(temporary: Path) -> None:
        temporary.write_bytes(b"nua chung")
        raise OSError(number, os.strerror(number))

    with pytest.raises(SaveError) as caught:
        write_atomically(target, writer)
    assert caught.value.finding.code == "TEP-061"
    assert word in caught.value.finding.message
    assert target.name in caught.value.finding.message
    assert target.read_bytes() == b"cu"
    assert leftovers(target.parent) == []


def test_programming_errors_pass_through(target: Path) -> None:
    def writer(temporary: Path) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        write_atomically(target, writer)
    assert target.read_bytes() == b"cu"
    assert leftovers(target.parent) == []


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="không có thư mục này"):
        write_atomically(tmp_path / "không có" / "a.xlsx", lambda temporary: temporary.write_bytes(b"a"))


def test_name_too_long_is_named(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="quá dài"):
        write_atomically(tmp_path / ("ễ" * 200 + ".xlsx"), lambda temporary: temporary.write_bytes(b"a"))


def test_longest_legal_name_works(tmp_path: Path) -> None:
    path = tmp_path / ("ễ" * 83 + ".xlsx")
    assert write_atomically(path, lambda temporary: temporary.write_bytes(b"a")) == path


def test_link_stays_a_link(target: Path) -> None:
    link = target.with_name("lối tắt.xlsx")
    link.symlink_to(target)
    written = write_atomically(link, lambda temporary: temporary.write_bytes(b"moi"))
    assert link.is_symlink()
    assert target.read_bytes() == b"moi"
    assert saved_beside(link, written) is None


def test_cut_save_is_detected(target: Path) -> None:
    """A kill between write and rename leaves the temporary file; the next start tells which file it belonged to."""
    process = os.fork()
    if process == 0:
        write_atomically(target, lambda temporary: os._exit(7))
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 7
    assert target.read_bytes() == b"cu"
    (found,) = leftover_findings(target)
    assert found.code == "TEP-062"
    assert leftovers(target.parent)[0].name in found.message
    assert leftover_findings(target.with_name("khác.xlsx")) == []


def test_read_while_being_written_is_repeated(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes
    growing = iter([b"cu va", b"cu va moi"])

    def read_bytes(self: Path) -> bytes:
        content = real(self)
        later = next(growing, None)
        if later is not None:
            self.write_bytes(later)
        return content

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert read_settled(target, pause=0.001) == b"cu va moi"


def test_read_gives_up_on_a_file_that_never_rests(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        content = real(self)
        self.write_bytes(content + b"+")
        return content

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(BlockingIOError):
        read_settled(target, pause=0.001)


def test_content_is_on_disk_before_the_rename(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        order.append("sync")
        real_sync(handle)

    def replace(self: Path, to: Path) -> Path:
        order.append("rename")
        return real_replace(self, to)

    monkeypatch.setattr(atomic.os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_atomically(target, lambda temporary: temporary.write_bytes(b"moi"))
    assert order == ["sync", "rename", "sync"]
