"""The bundle is built for real, but for Python itself: a stand-in for the archive of python.org."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = {
    "platform_system": "Windows", "sys_platform": "win32", "os_name": "nt", "platform_machine": "AMD64",
    "python_version": "3.12", "python_full_version": "3.12.10", "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}  # fmt: skip


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = spec_from_file_location("build_bundle", ROOT / "windows" / "build_bundle.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    sys.modules["build_bundle"] = module
    spec.loader.exec_module(module)
    return module


def embeddable(path: Path, minor: int = 12, *, left_out: str = "") -> Path:
    names = {f"python3{minor}._pth": b"python312.zip\r\n.\r\n#import site\r\n", "python.exe": b"MZ", "pythonw.exe": b"MZ", f"python3{minor}.dll": b"MZ"}  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in names.items():
            if name != left_out:
                archive.writestr(name, content)
    return path


@pytest.fixture(scope="module")
def bundle(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("goi")
    archive = embeddable(folder / "python-3.12.10-embed-amd64.zip")
    return zipfile.ZipFile(builder.build(archive, folder / "ra"))


def packages_in(bundle: zipfile.ZipFile) -> dict[str, tuple[str, list[Requirement]]]:
    found = {}
    for name in bundle.namelist():
        if name.endswith(".dist-info/METADATA"):
            facts = Parser().parsestr(bundle.read(name).decode())
            needed = [Requirement(line) for line in facts.get_all("Requires-Dist", [])]
            found[canonical(facts["Name"])] = (facts["Version"], needed)
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_nothing_that_windows_needs_is_missing(bundle: zipfile.ZipFile) -> None:
    packages = packages_in(bundle)
    assert "pywin32" in packages, "xlwings cannot reach Excel without it"
    for name, (_version, needed) in packages.items():
        for requirement in needed:
            extras = ("excel", "cua-so", "pdf") if name == "kdcl-xl" else ("",)
            marker = requirement.marker
            if marker is None or any(marker.evaluate(WINDOWS | {"extra": extra}) for extra in extras):
                present = packages.get(canonical(requirement.name))
                assert present, f"{name} needs {requirement}"
                assert requirement.specifier.contains(present[0], prereleases=True), (name, requirement)


def test_every_version_is_the_pinned_one(bundle: zipfile.ZipFile) -> None:
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split())
    known = {canonical(name): version for name, version in pinned.items()}
    for name, (version, _needed) in packages_in(bundle).items():
        assert name == "kdcl-xl" or known.get(name) == version, f"{name} {version} is not in constraints.txt"


def test_compiled_parts_are_for_64_bit_windows(bundle: zipfile.ZipFile) -> None:
    names = bundle.namelist()
    assert not [name for name in names if name.endswith((".so", ".dylib"))]
    tagged = [name for name in names if re.search(r"\.cp3\d+-", name)]
    assert tagged
    assert all(re.search(r"\.cp312-win_amd64\.pyd$", name) for name in tagged), tagged


def test_python_sees_its_packages(bundle: zipfile.ZipFile) -> None:
    lines = bundle.read("kdcl_xl/python/python312._pth").decode("ascii").split("\r\n")
    assert lines[:4] == ["python312.zip", ".", r"Lib\site-packages", "import site"]


def test_the_window_has_what_qt_needs(bundle: zipfile.ZipFile) -> None:
    names = "\n".join(bundle.namelist())
    for part in ("QtWidgets.pyd", "Qt6Widgets.dll", "Qt6Gui.dll", "Qt6Core.dll", "pyside6.abi3.dll", "platforms/qwindows.dll", "shiboken6/shiboken6.abi3.dll"):  # fmt: skip
        assert part in names
    assert "Qt6Quick.dll" not in names


def test_what_users_open_lies_on_top(bundle: zipfile.ZipFile) -> None:
    top = {name.split("/")[1] for name in bundle.namelist()}
    assert top == {"python", "mau", "tai-lieu", "kdcl.xlam", "cai-dat.cmd", "go-cai-dat.cmd", "kdcl.cmd"}
    assert "kdcl_xl/tai-lieu/cai-dat.md" in bundle.namelist()


def test_scripts_are_ascii_with_windows_line_ends(bundle: zipfile.ZipFile) -> None:
    for name in ("cai-dat.cmd", "go-cai-dat.cmd", "kdcl.cmd"):
        content = bundle.read(f"kdcl_xl/{name}")
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n") > 0


def test_nothing_tells_of_the_machine_that_built_it(bundle: zipfile.ZipFile) -> None:
    own = [name for name in bundle.namelist() if "/kdcl_xl" in name and name.endswith((".py", ".json", "METADATA"))]  # fmt: skip
    assert own
    for name in own:
        assert str(ROOT).encode() not in bundle.read(name), name


def test_the_same_inputs_give_the_same_bytes(
    builder: ModuleType, bundle: zipfile.ZipFile, tmp_path: Path
) -> None:
    assert bundle.filename
    again = builder.build(embeddable(tmp_path / "python-3.12.10-embed-amd64.zip"), tmp_path / "ra")
    assert again.read_bytes() == Path(bundle.filename).read_bytes()
    assert again.with_suffix(".zip.sha256").read_text(encoding="ascii").endswith(f"  {again.name}\n")


@pytest.mark.parametrize("left_out", ["python.exe", "python312._pth"])
def test_another_archive_is_refused_by_name(builder: ModuleType, tmp_path: Path, left_out: str) -> None:
    archive = embeddable(tmp_path / "khac.zip", left_out=left_out)
    with pytest.raises(builder.BundleError, match=r"khac\.zip không phải gói"):
        builder.unpack_python(archive, tmp_path / "python")


def test_an_archive_that_is_too_old_or_broken_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(builder.BundleError, match=r"3\.11 trở lên"):
        builder.unpack_python(embeddable(tmp_path / "cu.zip", 9), tmp_path / "cu")
    (tmp_path / "hong.zip").write_bytes(b"khong phai zip")
    with pytest.raises(builder.BundleError, match=r"hong\.zip"):
        builder.unpack_python(tmp_path / "hong.zip", tmp_path / "hong")
    with zipfile.ZipFile(tmp_path / "xau.zip", "w") as archive:
        archive.writestr("../ngoai.txt", b"")
    with pytest.raises(builder.BundleError, match="không hợp lệ"):
        builder.unpack_python(tmp_path / "xau.zip", tmp_path / "xau")


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8").splitlines()


def test_the_installer_is_reached_by_the_scripts() -> None:
    assert any("kdcl_xl.install.windows %*" in line for line in _lines(ROOT / "windows" / "cai-dat.cmd"))
    assert any("kdcl_xl.install.windows /go %*" in line for line in _lines(ROOT / "windows" / "go-cai-dat.cmd"))  # fmt: skip
