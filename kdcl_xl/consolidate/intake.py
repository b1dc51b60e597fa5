"""What lies in a folder of submissions: every file once, in one order on every machine, nothing silently left out.

Nothing is read here but directories of folders and of zip files. A zip of submissions is a folder like any other.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kdcl_xl.consolidate.lock import lock_files
from kdcl_xl.consolidate.problems import NoSuchFolderError
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.text.names import natural_key
from kdcl_xl.text.normal import nfc
from kdcl_xl.workbook.archive import Limits

BAD_ZIP = rule("TH-015", Severity.ERROR, "Tệp nén đọc được")
ZIP_MEMBER = rule("TH-017", Severity.ERROR, "Tệp trong tệp nén đọc được")

_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".xltx", ".xltm")
_PLACEHOLDERS = (".cloud", ".cloudf", ".icloud")
_TEMPORARY = (".kdcl-tam-", "~$", ".~lock.", "~wrl")
_CACHE_SUFFIX = ".kdcl-cache"
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
_SYSTEM_FOLDERS = {"__macosx", "$recycle.bin", "system volume information"}
_DRAFT = re.compile(r"_l\d+_nhap(\W.*)?\.xls[xm]$")
"""As packing names a draft, also a copy of it ("… (1)"); a workbook merely called "nhap" is none."""
_UTF8_NAME = 0x800
_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file to read. `name` is its path inside the folder with "/", also through a zip.

    `size` and `mtime_ns` are those of the file on disk (of the zip, for a member): enough to know it unchanged.
    """

    name: str
    path: str
    size: int
    mtime_ns: int
    member: int = -1
    """Place in the directory of a zip (two members may bear one name); -1 for a file of its own."""

    @property
    def file_name(self) -> str:
        """The name without its folders."""
        return self.name.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that is no submission. `finding` is set when that is somebody's mistake."""

    name: str
    why: str
    remedy: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything in the folder: what to read and what not, both in reading order."""

    arrivals: tuple[Arrival, ...]
    passed_over: tuple[PassedOver, ...]


def survey(folder: Path, *, output: Path | None = None) -> Intake:
    """List a folder and its subfolders. `output` is recognised as our own; the lock, cache and backup beside it, which
    come and go with every run, are not listed at all.

    Raises NoSuchFolderError when the folder itself cannot be opened; subfolders that cannot are reported instead.
    """
    if not folder.is_dir():
        raise NoSuchFolderError(f"Không có thư mục “{folder.name}”. Thầy/cô kiểm tra lại đường dẫn.")
    own, companions = _own_files(output)
    found: list[Arrival | PassedOver] = []
    for path in _files(folder, found):
        name = nfc(path.relative_to(folder).as_posix())
        real = os.path.realpath(path)
        if real in companions:
            continue
        if real == own:
            found.append(PassedOver(name, "Kết quả của lần tổng hợp trước, không phải bài nộp."))
            continue
        found.extend(_look_at(path, name))
    # Without the ending: "so.xlsx" comes before its copy "so (1).xlsx", and the original is the one that counts.
    found.sort(key=lambda item: (natural_key(item.name.rpartition(".")[0]), item.name))
    return Intake(
        tuple(item for item in found if isinstance(item, Arrival)),
        tuple(item for item in found if isinstance(item, PassedOver)),
    )


def _own_files(output: Path | None) -> tuple[str, set[str]]:
    """The real path of the output, and of what lies beside it."""
    if output is None:
        return "", set()
    real = Path(os.path.realpath(output))
    return str(real), {str(path) for path in (_backup(real), cache_path(real), *lock_files(real))}


def _backup(output: Path) -> Path:
    return output.with_name(f"{output.name}.bak")


def cache_path(output: Path) -> Path:
    """Where the cache of a consolidated workbook lies."""
    return output.with_name(f".{output.name}{_CACHE_SUFFIX}")


def _files(folder: Path, found: list[Arrival | PassedOver]) -> Iterator[Path]:
    """All files below a folder. Links to folders are not followed: they may lead in circles."""

    def trouble(error: OSError) -> None:
        place = Path(error.filename) if error.filename else folder
        name = nfc(place.relative_to(folder).as_posix()) if place != folder else "."
        found.append(
            PassedOver(name, "Không mở được thư mục này.", "Thầy/cô kiểm tra quyền đọc rồi làm lại.")
        )

    for parent, folders, files in os.walk(folder, onerror=trouble):
        kept = []
        for name in sorted(folders):
            path = Path(parent, name)
            if name.startswith(".") or name.lower() in _SYSTEM_FOLDERS:
                why = "Thư mục ẩn hoặc của hệ thống."
            elif path.is_symlink():
                why = "Lối tắt tới thư mục khác; không đi theo."
            else:
                kept.append(name)
                continue
            found.append(PassedOver(f"{nfc(path.relative_to(folder).as_posix())}/", why))
        folders[:] = kept
        yield from (Path(parent, name) for name in sorted(files))


def _look_at(path: Path, name: str) -> Iterator[Arrival | PassedOver]:
    reason = _no_submission(path.name)
    if reason:
        yield PassedOver(name, reason)
        return
    try:
        status = path.stat()
    except OSError:
        status = None
    arrival = Arrival(name, str(path), status.st_size if status else 0, status.st_mtime_ns if status else 0)
    if path.suffix.lower() == ".zip":
        yield from _members(arrival)
    else:
        yield arrival


def _no_submission(name: str) -> str:
    """Why a file of that name is not read at all; empty when it is."""
    lower = name.lower()
    if lower.startswith(_TEMPORARY):
        return "Tệp tạm hoặc tệp khóa của chương trình đang mở sổ tính."
    if lower in _SYSTEM_FILES:
        return "Tệp của hệ điều hành."
    if lower.endswith(_PLACEHOLDERS):
        return ""  # the guard explains what to do with a file that was never downloaded
    if lower.startswith("."):
        return "Tệp ẩn."
    if lower.endswith((_CACHE_SUFFIX, ".bak")):
        return "Bản lưu phòng hờ của chương trình."
    if _DRAFT.search(lower):
        return "Bản nháp, không phải bài nộp."
    suffix = Path(lower).suffix
    if suffix in _SPREADSHEETS or suffix in (".zip", ""):
        return ""
    return "Không phải sổ tính (báo cáo Word, ảnh, PDF… nộp kèm)."


# ---- zip files


def _members(arrival: Arrival) -> Iterator[Arrival | PassedOver]:
    try:
        with zipfile.ZipFile(arrival.path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        finding = BAD_ZIP.at("", "", f"Không mở được tệp nén “{arrival.name}” ({_brief(error)}).", "Thầy/cô giải nén thử bằng máy mình, nén lại dạng .zip rồi nộp lại; hoặc nộp thẳng các tệp .xlsx.")  # fmt: skip
        yield PassedOver(arrival.name, finding.message, finding.remedy, replace(finding, file=arrival.name))
        return
    if len(members) > _LIMITS.parts:
        finding = BAD_ZIP.at("", "", f"Tệp nén “{arrival.name}” chứa tới {len(members)} tệp.", "Thầy/cô chia thành nhiều tệp nén nhỏ hơn.")  # fmt: skip
        yield PassedOver(arrival.name, finding.message, finding.remedy, replace(finding, file=arrival.name))
        return
    for place, member in enumerate(members):
        if not member.is_dir():
            yield _member(arrival, member, place)


def _member(arrival: Arrival, member: zipfile.ZipInfo, place: int) -> Arrival | PassedOver:
    inner = nfc(_readable_name(member))
    name = f"{arrival.name}/{inner}"
    parts = [part for part in inner.replace("\\", "/").split("/") if part]
    if any(part.lower() in _SYSTEM_FOLDERS or part.startswith(".") for part in parts[:-1]):
        return PassedOver(name, "Thư mục ẩn hoặc của hệ thống.")
    reason = _no_submission(parts[-1] if parts else inner)
    if reason:
        return PassedOver(name, reason)
    fault = _member_fault(member, inner)
    if fault:
        finding = ZIP_MEMBER.at("", "", f"Tệp “{name}” {fault}.", "Thầy/cô giải nén rồi nộp thẳng tệp .xlsx.")
        return PassedOver(name, finding.message, finding.remedy, replace(finding, file=name))
    return Arrival(name, arrival.path, arrival.size, arrival.mtime_ns, place)


def _member_fault(member: zipfile.ZipInfo, name: str) -> str:
    if name.lower().endswith(".zip"):
        return "là tệp nén nằm trong tệp nén"
    if member.flag_bits & 0x1:
        return "nằm trong tệp nén có mật khẩu"
    if member.file_size > _LIMITS.file_bytes:
        return f"lớn {member.file_size // 2**20} MB, quá mức một sổ tính số liệu cần"
    if member.file_size > max(_LIMITS.ratio_from, _LIMITS.ratio * member.compress_size):
        return "phình quá lớn khi giải nén"
    return ""


def _readable_name(member: zipfile.ZipInfo) -> str:
    """Windows writes UTF-8 names without saying so; zipfile then reads them as code page 437."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def content_of(arrival: Arrival) -> bytes | Path:
    """What `workbook.read` takes: the path of a file, or the bytes of a zip member.

    Raises OSError or zipfile.BadZipFile when the member cannot be inflated.
    """
    if arrival.member < 0:
        return Path(arrival.path)
    with zipfile.ZipFile(arrival.path) as archive, archive.open(archive.infolist()[arrival.member]) as stream:
        return stream.read(_LIMITS.file_bytes + 1)


def _brief(error: Exception) -> str:
    return "không phải tệp nén .zip" if isinstance(error, zipfile.BadZipFile) else "không đọc được"
