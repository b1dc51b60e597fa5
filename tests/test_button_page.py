"""docs/nut-bam.md says what the buttons are called and do, as the registry has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kdcl_xl.buttons.registry import buttons
from kdcl_xl.window.panels import KEYS
from kdcl_xl.workbook.marks import MOST_MARKS
from tests.test_documentation import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "nut-bam.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table() -> Iterator[str]:
    yield "| Nhóm | Nút | Làm gì |"
    yield "|---|---|---|"
    before = ""
    for button in buttons().values():
        group = button.group if button.group != before else ""
        sign = " (•)" if button.in_sheet else ""
        yield f"| {group} | **{button.label}**{sign} | {button.tip} |"
        before = button.group


def test_the_table_is_that_of_the_registry() -> None:
    shown = re.search(r"<!-- nút:.*?-->\n(.*?)\n<!-- hết nút -->", PAGE, re.S)
    assert shown
    assert shown[1] == "\n".join(table())


def test_commands_of_the_page_exist() -> None:
    known = {path.split()[1] for path in COMMANDS}
    named = set(re.findall(r"\bkdcl ([a-z][a-z-]+)", PAGE))
    assert named
    assert named <= known


def test_keys_and_numbers_are_those_of_the_program() -> None:
    assert all(key in PAGE for key in KEYS.values())
    assert f"Quá {MOST_MARKS} ô" in PAGE


def test_three_commands_are_the_same_in_both_places_and_open_a_file_that_is_there() -> None:
    (three,) = re.findall(r"```sh\n(make demo\n.*?)```", PAGE, re.S)
    assert three in README
    commands = three.splitlines()
    assert len(commands) == 3
    assert (ROOT / commands[2].split()[1]).is_file()
