"""FilePort: a closed workbook on disk. Reads it through the guard, writes a copy that loses nothing."""

from __future__ import annotations

import secrets
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.folders import undo_folder
from kdcl_xl.ports.port import PortError
from kdcl_xl.workbook.atomic import SaveError, read_settled, saved_beside, write_atomically
from kdcl_xl.workbook.guard import Inspection, inspect
from kdcl_xl.workbook.patch import PatchError, Session
from kdcl_xl.workbook.patch_desk import desk_of
from kdcl_xl.workbook.patch_plan import carry_out
from kdcl_xl.workbook.plan import Applied, Plan
from kdcl_xl.workbook.read import Refusal, snapshot_of
from kdcl_xl.workbook.snapshot import Snapshot

COPY_SUFFIX = "_da-kiem-tra"
CHANGED_MEANWHILE = rule("TEP-070", Severity.ERROR, "Tệp không đổi trong lúc đang kiểm tra")
READ_ONLY = rule("TEP-071", Severity.ERROR, "Tệp cần ghi không đặt chế độ chỉ đọc")


def copy_beside(path: Path) -> Path:
    """Where marks of a closed workbook go: `Sổ.xlsx` → `Sổ_da-kiem-tra.xlsx`; such a copy is marked again in place."""
    return (
        path if path.stem.endswith(COPY_SUFFIX) else path.with_name(f"{path.stem}{COPY_SUFFIX}{path.suffix}")
    )


class FilePort:
    """A workbook on disk. `apply` writes to `out`: `copy_beside` unless given; the workbook itself only if so given.

    What lay at `out` before is kept as `.bak` (see `atomic.write_atomically`), unless `keep` is False.
    `written` is the file really written, None before the first `apply`.
    """

    def __init__(self, path: Path, out: Path | None = None, *, keep: bool = True) -> None:
        self.path, self.out = path, out or copy_beside(path)
        self.written: Path | None = None
        self._keep = keep
        self._seen: str | None = None

    def snapshot(self) -> Snapshot:
        """Values and desk of the file as it lies there now. Raises PortError with the guard's reason."""
        _content, session = self._open()
        found = snapshot_of(session.inspection)
        if isinstance(found, Refusal):
            raise PortError(found.finding)
        found.desk = desk_of(session, str(self.path))
        self._seen = found.sha256
        return found

    def apply(self, plan: Plan) -> Applied:
        """Write the copy. Raises PortError when the file cannot be read, has changed since `snapshot`, or `out` cannot
        be written; then nothing was changed."""
        content, session = self._open()
        digest = session.inspection.sha256
        if self._seen not in (None, digest):
            raise PortError(_changed(self.path))
        copy = _Copy(content, self.path.suffix)
        try:
            applied = carry_out(session, plan.actions, copy.keep)
            written = self._write(session.book.save())
        except BaseException as error:
            copy.discard()
            if isinstance(error, PatchError | SaveError):
                raise PortError(error.finding) from error
            raise
        beside = saved_beside(self.out, written)
        remarks = [f"{beside.message} {beside.remedy}"] if beside else []
        if written.resolve() == self.path.resolve():
            self._seen = None
        self.written = written
        elsewhere = "" if written.resolve() == self.path.resolve() else str(written)
        return applied.model_copy(update={"left_out": [*applied.left_out, *remarks], "place": elsewhere})

    def as_file(self) -> Path:
        """The file itself. Raises PortError when it is not there."""
        self._inspected()
        return self.path

    def _open(self) -> tuple[bytes, Session]:
        found = self._inspected()
        try:
            content = read_settled(self.path)
        except OSError as error:
            raise PortError(inspect(self.path).refused or _changed(self.path)) from error
        if sha256(content).hexdigest() != found.sha256:  # saved again between the two readings
            found = inspect(content, name=self.path.name)
        try:
            return content, Session(found, content)
        except PatchError as error:
            raise PortError(replace(error.finding, file=self.path.name)) from error

    def _inspected(self) -> Inspection:
        found = inspect(self.path)
        if found.refused is not None:
            raise PortError(found.refused)
        return found

    def _write(self, data: bytes) -> Path:
        if self.out.exists() and not self.out.stat().st_mode & stat.S_IWUSR:
            raise PortError(
                READ_ONLY.at(
                    "",
                    "",
                    f"Tệp “{self.out.name}” đặt chế độ chỉ đọc nên không ghi được.",
                    "Thầy/cô bỏ dấu Chỉ đọc (Read-only) trong Thuộc tính của tệp, hoặc chọn nơi ghi khác.",
                )
            )
        return write_atomically(
            self.out, lambda temporary: temporary.write_bytes(data), keep_every=self._keep
        )


def _changed(path: Path) -> Finding:
    return CHANGED_MEANWHILE.at(
        "",
        "",
        f"Tệp “{path.name}” vừa được lưu lại trong lúc kiểm tra, nên chưa ghi gì.",
        "Thầy/cô bấm lại.",
    )


class _Copy:
    """A copy of the workbook as it was, for undoing formats: whoever keeps the undo step removes it with the step."""

    def __init__(self, content: bytes, suffix: str) -> None:
        self._content = content
        self._path = undo_folder() / f"dinh-dang-{secrets.token_hex(8)}{suffix}"

    def keep(self) -> Path:
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(self._content)
        return self._path

    def discard(self) -> None:
        self._path.unlink(missing_ok=True)
