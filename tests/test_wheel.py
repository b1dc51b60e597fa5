"""The wheel installed elsewhere does the main job: templates, law and reports travel with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def kdcl(site: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    code = f"import sys; sys.path.insert(0, {str(site)!r}); from kdcl_xl.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, cwd=site.parent, check=False
    )


def test_main_job_from_the_wheel(elsewhere: Path) -> None:
    made = kdcl(
        elsewhere, "mau", "tu-danh-gia", "--loai-truong", "thcs", "--ngay", "2026-11-22", "--ra", "so.xlsx"
    )
    assert made.returncode == 0, made.stderr.decode()
    checked = kdcl(elsewhere, "kiem-tra", "so.xlsx", "--ngay", "2026-11-22", "--che-do", "dang-lam")
    assert checked.returncode in (0, 1), checked.stderr.decode()
    report = kdcl(
        elsewhere,
        "van-ban",
        "bao-cao-tu-danh-gia",
        "--tu",
        "so.xlsx",
        "--ra",
        "bc.docx",
        "--ngay",
        "2026-11-22",
    )
    assert report.returncode == 0, report.stderr.decode()
    assert (elsewhere.parent / "bc.docx").read_bytes()[:2] == b"PK"


def test_no_machine_path_travels(elsewhere: Path) -> None:
    for path in elsewhere.rglob("*"):
        if path.suffix in (".py", ".yaml", ".md", ".txt"):
            assert str(ROOT) not in path.read_text(encoding="utf-8"), path
