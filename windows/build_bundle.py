"""Build the Windows bundle: private Python, packages, add-in, templates, guide and installer in one zip.

    python windows/build_bundle.py --python python-3.12.10-embed-amd64.zip --ra dist

Runs on Linux and on Windows; uv fetches the win_amd64 wheels pinned in constraints.txt. The archive of Python is the
"Windows embeddable package (64-bit)" of python.org, fetched by whoever builds. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FIXED_TIME = (2026, 1, 1, 0, 0, 0)
_PTH = re.compile(r"python(3)(\d+)\._pth")
_EXTRAS = ("excel", "pdf")
_WINDOW = ("cua-so",)
_SCRIPTS = ("cai-dat.cmd", "go-cai-dat.cmd", "kdcl.cmd")
_GUIDES = ("huong-dan.md", "cai-dat.md", "lenh.md", "ma-loi.md", "thuat-ngu.md", "nut-bam.md")

# Of Qt only what a window of buttons needs: the whole is four times as large.
_QT_KEPT = re.compile(
    r"PySide6/(__init__|_config|_git_pyside_version)\.py$"
    r"|PySide6/(QtCore|QtGui|QtWidgets)\.pyd$"
    r"|PySide6/(Qt6Core|Qt6Gui|Qt6Widgets|pyside6\.abi3|msvcp140.*|vcruntime140.*|concrt140)\.dll$"
    r"|PySide6/plugins/(platforms/qwindows|styles/\w+|imageformats/q(ico|jpeg))\.dll$"
    r"|PySide6/translations/qtbase_\w+\.qm$"
)
_NOT_NEEDED = re.compile(
    r"^(bin|Scripts|pythonwin|adodbapi|isapi|PyWin32\.chm|win32comext/(?!shell/))"
    r"|^xlwings/(html|js|addin|quickstart\w*\.xls[mx]|.*\.xlam)|^xlwings(32|64)-.*\.dll$"
    r"|/(tests?|testing)/|\.pyi$|/__pycache__/"
)


class BundleError(Exception):
    """The bundle cannot be built; the text says why."""


def build(python: Path, out: Path, *, window: bool = True) -> Path:
    """Build `kdcl_xl-<version>-win64.zip` and its .sha256 in the folder `out`; returns the zip. Raises BundleError."""
    number = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "kdcl_xl"
        minor = unpack_python(python, bundle / "python")
        packages = bundle / "python" / "Lib" / "site-packages"
        install_packages(packages, minor, _EXTRAS + _WINDOW if window else _EXTRAS)
        prune(packages)
        add_files(bundle)
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"kdcl_xl-{number}-win64.zip"
        pack(bundle, target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_suffix(".zip.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")
    return target


def unpack_python(archive: Path, target: Path) -> str:
    """Unpack the embeddable Python and let it see its packages; returns its version, e.g. "3.12"."""
    try:
        with zipfile.ZipFile(archive) as packed:
            names = packed.namelist()
            if any(name.startswith(("/", "..")) or ".." in name.split("/") for name in names):
                raise BundleError(f"{archive.name}: đường dẫn trong gói không hợp lệ.")
            packed.extractall(target)
    except (OSError, zipfile.BadZipFile) as error:
        raise BundleError(f"Không đọc được gói Python {archive.name}: {error}") from error
    found = [(name, match) for name in names if (match := _PTH.fullmatch(name))]
    if not found or "python.exe" not in names or "pythonw.exe" not in names:
        raise BundleError(
            f"{archive.name} không phải gói “Windows embeddable package (64-bit)” của python.org: thiếu python.exe, pythonw.exe hoặc python3xx._pth."
        )
    name, match = found[0]
    if int(match[2]) < 11:
        raise BundleError(f"Cần Python 3.11 trở lên; {archive.name} là 3.{match[2]}.")
    # `import site` makes Lib\site-packages and its .pth files count: pywin32 needs them.
    lines = [f"python3{match[2]}.zip", ".", r"Lib\site-packages", "import site", ""]
    (target / name).write_text("\r\n".join(lines), encoding="ascii", newline="")
    return f"3.{match[2]}"


def install_packages(target: Path, minor: str, extras: tuple[str, ...]) -> None:
    """Our own wheel and everything it needs on 64-bit Windows, wheels only, at the pinned versions."""
    with tempfile.TemporaryDirectory() as folder:
        _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, str(ROOT)])
        wheel = next(Path(folder).glob("*.whl"))
        _run([
            sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(target),
            "--python-platform", "x86_64-pc-windows-msvc", "--python-version", minor, "--only-binary", ":all:",
            "--link-mode", "copy", "--constraints", str(ROOT / "constraints.txt"),
            f"kdcl-xl[{','.join(extras)}] @ {wheel.as_uri()}",
        ])  # fmt: skip


def prune(packages: Path) -> None:
    """Drop what never runs on a user's PC, and what tells of the machine that built the bundle."""
    for path in sorted(packages.rglob("*")):
        name = path.relative_to(packages).as_posix()
        superfluous_qt = name.startswith("PySide6/") and not _QT_KEPT.search(name)
        if path.is_file() and (
            superfluous_qt or _NOT_NEEDED.search(name) or path.name in ("direct_url.json", "RECORD", "uv_cache.json")
        ):  # fmt: skip
            path.unlink()
    for path in sorted(packages.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def add_files(bundle: Path) -> None:
    """Add-in, templates, guides and scripts beside Python."""
    add_in = ROOT / "macros" / "kdcl.xlam"
    if not add_in.is_file():
        raise BundleError("Chưa có macros/kdcl.xlam: chạy make macros trước.")
    shutil.copy(add_in, bundle / "kdcl.xlam")
    shutil.copytree(ROOT / "workbooks" / "templates", bundle / "mau")
    (bundle / "tai-lieu").mkdir()
    for name in _GUIDES:
        shutil.copy(ROOT / "docs" / name, bundle / "tai-lieu" / name)
    for name in _SCRIPTS:
        shutil.copy(ROOT / "windows" / name, bundle / name)


def pack(folder: Path, target: Path) -> None:
    """A zip with fixed times and order."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in _files(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"{' '.join(command[1:4])}: {done.stderr.strip()[-2000:]}")


def main() -> int:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="Dựng gói cài đặt cho Windows 64 bit.")
    parser.add_argument(
        "--python", type=Path, required=True, help="python-3.1x.y-embed-amd64.zip của python.org"
    )
    parser.add_argument("--ra", type=Path, default=ROOT / "dist", help="thư mục nhận gói")
    parser.add_argument("--khong-cua-so", action="store_true", help="bỏ cửa sổ KĐCL (gói nhỏ hơn)")
    given = parser.parse_args()
    try:
        bundle = build(given.python, given.ra, window=not given.khong_cua_so)
    except BundleError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{bundle} ({bundle.stat().st_size / 1e6:.0f} MB)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
