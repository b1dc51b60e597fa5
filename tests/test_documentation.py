"""The documentation says what the program does: generated pages are current, every command is in them, links lead somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kdcl_xl.forms.form import columns_of, header
from kdcl_xl.forms.registry import FORMS
from kdcl_xl.settings import Settings, load_settings
from tests.running import kdcl
from tools import build_docs, build_schemas

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
COMMANDS = [path for path, _command in build_docs.leaf_commands()]
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("path", list(build_docs.pages()), ids=lambda path: path.name)
def test_generated_pages_are_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == build_docs.pages()[path], "chạy `make docs` rồi xem lại"


def test_published_schemas_are_current_and_valid() -> None:
    committed = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (DOCS / "schema").glob("*.schema.json")
    }
    assert committed == build_schemas.schemas(), "chạy `make docs` rồi xem lại"
    for schema in committed.values():
        Draft202012Validator.check_schema(schema)


def test_every_command_of_the_help_is_documented() -> None:
    page = (DOCS / "lenh.md").read_text(encoding="utf-8")
    listed = re.findall(r"^  ([a-z-]+) {2,}\S", kdcl("--help").out.split("Lệnh:")[1], re.M)
    assert listed
    for name in listed:
        assert f"## `kdcl {name}" in page, name
    assert re.findall(r"^## `(.*)`$", page, re.M) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_and_page_agree(command: str) -> None:
    """Every option that `--help` shows stands in the section of the command."""
    page = (DOCS / "lenh.md").read_text(encoding="utf-8")
    section = page.split(f"## `{command}`\n")[1].split("\n## ")[0]
    answer = kdcl(*command.split()[1:], "--help")
    assert answer.code == 0
    options = set(re.findall(r"^  (--[a-z-]+)", answer.out, re.M)) - {"--help"}
    assert options == set(re.findall(r"^\| `(--[a-z-]+)", section, re.M))


def test_every_column_is_in_the_dictionary() -> None:
    page = (DOCS / "tu-dien-du-lieu.md").read_text(encoding="utf-8")
    edition = build_docs._SAMPLE
    for form in FORMS.values():
        section = page.split(f"(`{form.id}`,")[1].split("\n## ")[0]
        for fields in form.fields:
            assert all(f"| `{column.entry.name}` |" in section for column in fields.columns)
        for table in form.tables:
            part = section.split(f"bảng `{table.table.name}`")[1].split("\n### ")[0]
            for column in columns_of(table, edition):
                if column.entry.years_back is None:
                    assert f"| {build_docs._cell(header(column, edition))} |" in part


def test_links_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in (*ROOT.glob("*.md"), *DOCS.rglob("*.md"))
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://", "mailto:")) and not (page.parent / target).exists()
    ]
    assert broken == []


def test_settings_in_the_guide_can_be_used(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (DOCS / "huong-dan.md").read_text(encoding="utf-8"), re.S)
    shown = []
    for block in blocks:
        file = tmp_path / "thiet-lap.toml"
        file.write_text(block, encoding="utf-8")
        shown.append(load_settings([file]))
        assert shown[-1].digest != Settings().digest
    assert any(settings.papers.letter_symbol for settings in shown)


def test_commands_in_the_guides_exist() -> None:
    """A guide that names a command or an option that is not there is worse than none."""
    known = {name for path in COMMANDS for name in path.split()[1:]}
    options = {
        option
        for _path, command in build_docs.leaf_commands()
        for parameter in command.params
        for option in parameter.opts
    }
    for page in (ROOT / "README.md", DOCS / "huong-dan.md", DOCS / "kiem-tra-tay.md"):
        for line in re.findall(r"kdcl ([a-z][^`\n]*)", page.read_text(encoding="utf-8")):
            words = line.split()
            if re.fullmatch(r"[a-z-]+", words[0]):
                assert words[0] in known, (page.name, line)
                assert {w for w in words if re.fullmatch(r"--[a-z-]+", w)} <= options | {"--help"}, (
                    page.name,
                    line,
                )
