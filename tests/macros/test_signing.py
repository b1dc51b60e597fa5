"""Signing is done by the office's own command; here a stand-in for it, since no tool on Linux signs VBA."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests import ooxml
from tools import build_macros

SIGNER = """
import sys, zipfile
path, how = sys.argv[2], sys.argv[1]
kind = "http://schemas.microsoft.com/office/2014/relationships/vbaProjectSignatureAgile"
if how == "fail":
    sys.exit("no certificate")
if how == "sign":
    with zipfile.ZipFile(path) as archive:
        parts = {item: archive.read(item) for item in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for item, data in parts.items():
            archive.writestr(item, data)
        archive.writestr("xl/_rels/vbaProject.bin.rels", (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="vbaProjectSignatureAgile.bin"/></Relationships>'))
        archive.writestr("xl/vbaProjectSignatureAgile.bin", b"signature")
"""


@pytest.fixture
def signer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The command, one word short; the add-in alone is built, to be quick."""
    (tmp_path / "signer.py").write_text(SIGNER, encoding="utf-8")
    add_in = next(build_macros.macro_files())
    monkeypatch.setattr(build_macros, "macro_files", lambda: iter([add_in]))
    return shlex.join([sys.executable, str(tmp_path / "signer.py")])


def test_signed_copies_go_to_their_own_folder(signer: str, tmp_path: Path) -> None:
    before = (build_macros.MACROS / "kdcl.xlam").read_bytes()
    assert build_macros.main(["--ky", f"{signer} sign", "--ra", str(tmp_path / "ra")]) == 0
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["kdcl.xlam"]
    assert (tmp_path / "ra" / "kdcl.xlam").read_bytes() != before
    assert (build_macros.MACROS / "kdcl.xlam").read_bytes() == before
    assert not [fault for fault in ooxml.own_violations(tmp_path / "ra" / "kdcl.xlam") if "time" not in fault]


@pytest.mark.parametrize(
    ("how", "said"), [("fail", "no certificate"), ("nothing", "kdcl.xlam chưa có chữ ký")]
)
def test_an_unsigned_file_is_never_taken_for_a_signed_one(
    signer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str, said: str
) -> None:
    assert build_macros.main(["--ky", f"{signer} {how}", "--ra", str(tmp_path / "ra")]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_must_be_named() -> None:
    with pytest.raises(SystemExit):
        build_macros.main(["--ky", "signtool sign"])
