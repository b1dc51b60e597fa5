"""Every xlsx and docx we ship or make is sound, says nothing about the machine that made it, and comes out the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kdcl_xl.forms.registry import FORMS, edition_of
from kdcl_xl.forms.summary import SUMMARY
from kdcl_xl.workbook.builder import build
from tests import ooxml
from tests.parts import differing_parts
from tests.workbook import handmade

ROOT = Path(__file__).parent.parent
MAKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.test_ooxml import make
make(Path(sys.argv[2]))
"""


def make(folder: Path) -> None:
    """One of everything the program writes, into the folder."""
    from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT
    from tests.checks.samples import EDITIONS, sample
    from tests.consolidate import schools_made as made
    from tests.running import kdcl

    day = ("--ngay", "2027-06-20")
    work, sent = folder / "Việc", folder / "Việc" / "Đã nộp"
    folder.mkdir(parents=True, exist_ok=True)
    work.mkdir()
    book, old = work / "Sổ tự đánh giá.xlsx", work / "Sổ 2018.xlsx"
    book.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt57"], sample("tt57")))
    old.write_bytes(build(SELF_ASSESSMENT, EDITIONS["tt18"], sample("tt18")))
    for number, name in ((1, "Hoa Sữa"), (2, "A & B <C>")):
        made.school(sent, f"7910000{number}", f"Trường THCS {name}", level=number)
    names = [made.listed(f"7910000{n}", f"Trường THCS {n}") for n in (1, 2, 3)]
    listed = made.school_list(work / "Danh mục trường.xlsx", *names)
    ward, above = work / "sở" / "phường.xlsx", work / "Sở.xlsx"
    commands: list[list[str | Path]] = [
        ["kiem-tra", sent, *day, "--ra", work / "đánh dấu"],
        ["chia", book, "--ra", work / "phần"],
        ["chia", old, "--word", "--ra", work / "phiếu"],
        ["minh-chung", "danh-so", old, "--danh-lai", "--ra", work / "đánh số.xlsx"],
        ["dong-goi", book, *day, "--ra", work / "gói"],
        ["nhap", book, "--tu-tep", old, "--ra", work / "chuyển sang.xlsx"],
        ["tong-hop", sent, "--cap", "phong", "--danh-muc", listed, *day, "--ra", ward, "--minh-chung", work / "minh chứng.xlsx"],
        ["tong-hop", ward.parent, "--cap", "so", *day, "--ra", above],
        ["van-ban", "bao-cao-tu-danh-gia", "--tu", book, "--ra", work / "2026.docx", *day],
        ["van-ban", "bao-cao-tu-danh-gia", "--tu", old, "--ra", work / "2018.docx", *day],
        ["van-ban", "bao-cao-tong-hop-kdcl", "--tu", above, "--ra", work / "tổng hợp.docx", *day],
        ["van-ban", "cong-van-don-doc", "--tu", ward, "--ra", work / "công văn", *day],
    ]  # fmt: skip
    for command in commands:
        answer = kdcl(*command)
        assert answer.code in (0, 1), (command, answer)
    parts = [str(path) for path in sorted((work / "phần").glob("*.xlsx"))]
    assert kdcl("ghep", book, *parts, "--ra", work / "ghép.xlsx").code == 0
    (work / "tổng hợp trống.xlsx").write_bytes(build(SUMMARY, edition_of("2026-2027")))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("một")
    make(folder)
    return folder


def office_files(folder: Path) -> list[Path]:
    """All workbooks and documents below the folder, hidden ones left out."""
    files = [
        path for path in sorted(folder.rglob("*")) if path.suffix in (".xlsx", ".xlsm", ".xlam", ".docx")
    ]
    return [path for path in files if not path.name.startswith(".")]


SHIPPED = office_files(ROOT / "workbooks") + office_files(ROOT / "reports") + office_files(ROOT / "macros")


def test_everything_is_looked_at(made: Path) -> None:
    """The shipped templates of every form, and one file of each command."""
    assert {path.name for path in SHIPPED} >= {"danh-muc-truong.xlsx", "cong-van-don-doc.docx"}
    assert {form for form in FORMS if any(path.name.startswith(form) for path in SHIPPED)} >= {
        "tu-danh-gia",
        "danh-muc-truong",
    }
    assert len([path for path in office_files(made) if path.suffix == ".xlsx"]) >= 18
    assert len([path for path in office_files(made) if path.suffix == ".docx"]) >= 20


def test_the_sdk_finds_nothing(made: Path) -> None:
    # One phiếu stands for the others: same template, other words.
    produced = [path for path in office_files(made) if path.parent.name != "phiếu"]
    produced += sorted((made / "Việc" / "phiếu").glob("*.docx"))[-1:]
    assert ooxml.sdk_violations([*SHIPPED, *produced]) == {}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_packages_are_sound(path: Path) -> None:
    assert ooxml.own_violations(path) == []


def test_produced_packages_are_sound(made: Path) -> None:
    found = {str(path.relative_to(made)): ooxml.own_violations(path) for path in office_files(made)}
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_the_same_input_gives_the_same_files_elsewhere(made: Path, tmp_path: Path) -> None:
    """Another process, folder, time zone, hash seed and locale: no part of any file differs."""
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}
    other = tmp_path / "hai"
    subprocess.run(
        [sys.executable, "-c", MAKER, str(ROOT), str(other)], check=True, env=environment, timeout=300
    )
    first, second = office_files(made), office_files(other)
    assert [path.relative_to(made) for path in first] == [path.relative_to(other) for path in second]
    differing = {
        str(one.relative_to(made)): differing_parts(one.read_bytes(), two.read_bytes())
        for one, two in zip(first, second, strict=True)
    }
    assert {name: parts for name, parts in differing.items() if parts} == {}


# ---- the checks themselves can fail


def test_a_missing_validator_is_one_clear_line(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ooxml, "VALIDATOR", made / "không có.js")
    with pytest.raises(ooxml.ValidatorMissingError, match=r"install_office\.sh"):
        ooxml.sdk_violations(SHIPPED[:1])


def test_the_sdk_sees_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(handmade.workbook(workbook_extra="<definedNames/><fileVersion/>"))
    assert ooxml.sdk_violations([path])["hỏng.xlsx"]


@pytest.mark.parametrize(
    ("part", "before", "after", "said"),
    [
        ("xl/workbook.xml", "</definedNames>", '<definedName name="TEN_TRUONG">1</definedName></definedNames>', "defined twice"),
        ("xl/tables/table2.xml", 'id="2"', 'id="1"', "table id 1 twice"),
        ("xl/tables/table2.xml", 'displayName="', 'displayName="ten_truong" x="', "also a defined name"),
        ("xl/tables/table1.xml", '<tableColumn id="1" name="', '<tableColumn id="1" name="Khác ', "stands over a cell"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/sheet99.xml", "points nowhere"),
        ("[Content_Types].xml", '/xl/worksheets/sheet1.xml"', '/xl/worksheets/sheet98.xml"', "is not there"),
        ("docProps/core.xml", "kdcl_xl", "/home/thay/kdcl", "names a machine"),
    ],
)  # fmt: skip
def test_our_own_checks_see_a_fault(tmp_path: Path, part: str, before: str, after: str, said: str) -> None:
    source = ROOT / "workbooks" / "templates" / "tu-danh-gia_tt57_2026_pt_thcs.xlsx"
    path = tmp_path / "hỏng.xlsx"
    shutil.copy(source, path)
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(path, "w") as target:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == part:
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode(), 1)
            target.writestr(zipfile.ZipInfo(item.filename), data)
    assert any(said in violation for violation in ooxml.own_violations(path)), ooxml.own_violations(path)
