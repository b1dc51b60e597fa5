"""The buttons in the real LibreOffice, headless, in a fresh profile: each ends in the extension with its own id."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kdcl_xl.buttons.registry import buttons
from kdcl_xl.jobs.reading import submission_of
from kdcl_xl.ports.uno_office import clean_environment
from tests.office import Office, _python, _soffice, office
from tools import build_macros
from tools.macros_kit import books, modules, office_template
from tools.macros_kit.words import WORDS, escaped

__all__ = ["office"]
pytestmark = [pytest.mark.office, pytest.mark.slow]

HERE = Path(__file__).parent
NAMES = ("tu-danh-gia_tt57_2026_pt_thcs", "tu-danh-gia_tt18_2018_tr_nhieu_cap")
IN_SHEET = {button.label: [button.id] for button in buttons().values() if button.in_sheet}
SUBS = {f"modBookButtons.{b.macro}": [b.id] for b in buttons().values() if b.in_sheet}
ALWAYS, NEVER = 4, 0
_LIMIT = 180
_UNHEARD = 3
"""Seconds after which a press that cannot arrive is given up."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-component;type=Python" manifest:full-path="stand_in.py"/>
</manifest:manifest>
"""
_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="vn.kdcl.stand-in"/><version value="1.0"/>
</description>
"""
Ask = Callable[..., list[Any]]


def stand_in(folder: Path) -> Path:
    path = folder / "stand-in.oxt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("description.xml", _DESCRIPTION)
        archive.write(HERE / "stand_in.py", "stand_in.py")
    return path


def stop(process: subprocess.Popen[bytes]) -> None:
    """LibreOffice ends by itself when asked to; one that does not is killed with its children."""
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Requests → answers of one LibreOffice with the stand-in installed. Files are copied first: no lock files."""

    def session(*requests: tuple[Any, ...]) -> list[Any]:
        folder = tmp_path_factory.mktemp("office")
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        pipe, pressed = f"kdcl-macros-{os.getpid()}-{folder.name}", folder / "pressed"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
        command = [
            _soffice(),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
        process = subprocess.Popen(
            [*command, *options],
            env={**clean_environment(), "KDCL_PRESSED": str(pressed)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            done = subprocess.run(
                [_python(), str(HERE / "presser.py"), pipe, str(pressed)],
                input=json.dumps([("install", str(stand_in(folder))), *requests]).encode(),
                capture_output=True,
                timeout=_LIMIT,
                check=False,
            )
            assert done.returncode == 0, done.stderr.decode()[-2000:]
        finally:
            stop(process)
        answers: list[Any] = json.loads(done.stdout)
        return answers[1:]

    return session


def copied(folder: Path, name: str) -> str:
    path = folder / name
    path.write_bytes((build_macros.TEMPLATES / name).read_bytes())
    return str(path)


def test_workbooks_with_macros(ask: Ask, tmp_path: Path) -> None:
    files = [copied(tmp_path, f"{name}.xlsm") for name in NAMES]
    answers = ask(
        *[("run_subs", file, list(SUBS)) for file in files],
        *[("press_buttons", file, ALWAYS) for file in files],
    )
    assert answers == [SUBS, SUBS, IN_SHEET, IN_SHEET]


def test_vba_reads_our_words_back(ask: Ask, tmp_path: Path) -> None:
    """Also as Python writes them to stderr on a PC whose ANSI page lacks the letters."""
    said = list(WORDS.values())
    plain = [escaped(text).replace('""', '"') for text in said]
    from_python = [text.encode("cp1252", "backslashreplace").decode("cp1252") for text in said]
    assert from_python != said
    (found,) = ask(("letters", copied(tmp_path, f"{NAMES[0]}.xlsm"), plain + from_python))
    assert found == said + said


def test_a_module_that_libreoffice_cannot_compile_is_seen(ask: Ask, tmp_path: Path) -> None:
    """Why the workbooks do without xlwings: one such module disables every macro of the workbook."""
    _name, form, edition = next(books.chosen())
    broken = modules.read(modules.BOOK_MODULES) | {modules.XLWINGS: modules.xlwings_module()}
    path = tmp_path / "broken.xlsm"
    path.write_bytes(books.with_macros(form, edition, build_macros.every(), broken))
    (found,) = ask(("run_subs", str(path), list(SUBS)[:2], _UNHEARD))
    assert all(found[name] != SUBS[name] for name in found)


def test_office_templates_work_where_macros_are_forbidden(ask: Ask, tmp_path: Path) -> None:
    files = [copied(tmp_path, f"{name}.ots") for name in NAMES]
    pressed_1, pressed_2, shown = ask(
        *[("press_buttons", file, NEVER) for file in files],
        ("shown", files[0]),
    )
    assert pressed_1 == pressed_2 == IN_SHEET
    assert shown["new"], "a template opens as a new workbook"
    assert shown["front"] == "Hướng dẫn"
    frozen = {"Hướng dẫn": False, "Trường": True, "Đánh giá": True, "Kết quả": False}
    assert shown["frozen"] == frozen


def test_office_template_saved_as_xlsx_is_still_our_workbook(office: Office, tmp_path: Path) -> None:
    with office.load(Path(copied(tmp_path, f"{NAMES[0]}.ots"))) as document:
        saved = document.save(tmp_path / "so.xlsx")
    one = submission_of(build_macros.ROOT / "workbooks" / "templates" / f"{NAMES[0]}.xlsx")
    other = submission_of(saved)
    assert (one.stamp, one.values, one.rows) == (other.stamp, other.values, other.rows)
    assert {finding.code for finding in other.findings} <= {finding.code for finding in one.findings}


def test_office_template_is_rebuilt_to_the_same_cells_and_buttons() -> None:
    name, form, edition = next(each for each in books.chosen() if each[0] == NAMES[0])
    committed = office_template.essence((build_macros.TEMPLATES / f"{name}.ots").read_bytes())
    made = office_template.template(*books.for_office(form, edition, build_macros.every()))
    assert office_template.essence(made) == committed
    assert len(committed["buttons"]) == 2 * len(IN_SHEET)
    other = build_macros.every()[1:]
    fewer = office_template.template(*books.for_office(form, edition, other))
    assert office_template.essence(fewer) != committed
