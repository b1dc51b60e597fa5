"""The compiled path gives what plain docxtpl gives, part by part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx_text import lines_of
from docxtpl import DocxTemplate
from handmade_templates import COMPILED, PLAIN, PNG, Feature, WithFile, WithPicture, template_of, to_bytes
from lxml import etree
from pydantic import BaseModel
from samples import SAMPLES, criterion_form_fourth_level

from kdcl_xl.documents.environment import TemplateEnvironment, values_of
from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.pictures import SubDocument
from kdcl_xl.documents.render import Template


def canonical_parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {
            name: etree.tostring(etree.fromstring(package.read(name)), method="c14n")
            if name.endswith((".xml", ".rels"))
            else package.read(name)
            for name in package.namelist()
        }


def plainly(data: bytes, context: BaseModel) -> bytes:
    template = DocxTemplate(io.BytesIO(data))
    template.render(values_of(context), TemplateEnvironment(docx_template=template))
    saved = io.BytesIO()
    template.save(saved)
    return saved.getvalue()


def assert_same(data: bytes, context: BaseModel) -> None:
    ours = canonical_parts(Template("mẫu.docx", data).render(context))
    theirs = canonical_parts(plainly(data, context))
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


SHIPPED = [*SAMPLES.items(), ("phieu-danh-gia-tieu-chi", criterion_form_fourth_level)]


@pytest.mark.parametrize(("code", "sample"), SHIPPED, ids=[*SAMPLES, "phieu-muc-4"])
def test_every_shipped_template_is_compiled_and_the_same(code, sample):
    data = (reports_folder() / f"{code}.docx").read_bytes()
    assert Template(code, data).why_plain == ""
    assert_same(data, sample())


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("context", [Feature(), Feature(shown=False, items=())], ids=["full", "empty"])
def test_feature_templates_are_compiled_and_the_same(name, context):
    data = to_bytes(COMPILED[name]())
    assert Template(name, data).why_plain == ""
    assert_same(data, context)


@pytest.mark.parametrize("name", PLAIN)
def test_what_cannot_be_compiled_goes_through_plain_docxtpl(name):
    data = to_bytes(PLAIN[name]())
    assert Template(name, data).why_plain != ""
    assert_same(data, Feature())


def test_the_comparison_can_fail():
    data = template_of("{{ title }}")
    one, other = plainly(data, Feature(title="a")), plainly(data, Feature(title="b"))
    assert canonical_parts(one) != canonical_parts(other)


def test_pictures_among_the_values_go_through_plain_docxtpl():
    document = Template("mẫu.docx", template_of("{{ logo }} {{ title }}")).render(WithPicture())
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
        assert b"<w:drawing>" in package.read("word/document.xml")


def test_sub_documents_go_through_plain_docxtpl_and_are_the_same():
    annex = Document()
    annex.add_heading("Phụ lục A & B", 1)
    annex.add_table(rows=2, cols=2).cell(1, 1).text = "ô cuối"
    annex.add_picture(io.BytesIO(PNG))
    annex.add_paragraph("mục", style="List Bullet")
    context = WithFile(annex=SubDocument(to_bytes(annex)))
    data = template_of("Trước {{ title }}", "{{p annex }}", "sau")
    assert_same(data, context)
    assert {"Phụ lục A & B", "ô cuối", "mục"} <= set(lines_of(Template("mẫu.docx", data).render(context)))


@pytest.mark.parametrize("make", [COMPILED["rows"], PLAIN["cell_loop"]], ids=["compiled", "plain"])
def test_same_input_same_bytes(make):
    data = to_bytes(make())
    first, second = (Template("mẫu.docx", data).render(Feature()) for _ in range(2))
    assert first == second


def test_a_template_is_compiled_once_per_run_and_again_when_changed(tmp_path: Path):
    path = tmp_path / "x.docx"
    path.write_bytes(template_of("{{ title }}"))
    once = Template.load(path, tmp_path)
    assert Template.load(path, tmp_path) is once
    path.write_bytes(template_of("{{ lines }}"))
    assert Template.load(path, tmp_path).sha256 != once.sha256


def test_bare_docxtpl_prints_the_same_text():
    """With no environment of ours at all: the hyphens within school years are the only difference, and no text."""
    data = to_bytes(COMPILED["school_years"]())
    bare = DocxTemplate(io.BytesIO(data))
    bare.render(values_of(Feature()), autoescape=True)
    saved = io.BytesIO()
    bare.save(saved)
    ours = Template("mẫu.docx", data).render(Feature())
    assert lines_of(ours) == lines_of(saved.getvalue())
    assert _whole_years(ours) == 7
    assert _whole_years(saved.getvalue()) == 0


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2026-2027", 1),
        ("(2026-2027), 2027-2028.", 2),
        ("so_2026-2027_L1.xlsx", 0),
        ("0903-1234-5678", 0),
        ("12026-2027", 0),
        ("2026-20270", 0),
        ("2026 - 2027", 0),
        ("[H1-1.2-07]", 0),
    ],
)
@pytest.mark.parametrize("make", [template_of("{{ title }}"), None], ids=["compiled", "plain"])
def test_school_years_do_not_end_a_line(make, text, whole):
    data = make or to_bytes(PLAIN["colspan"]())
    document = Template("mẫu.docx", data).render(Feature(title=text))
    assert _whole_years(document) == whole
    assert text in lines_of(document)


def test_properties_of_the_file_are_text():
    document = PLAIN["tagged_properties"]()
    document.core_properties.title = "{{ title }} {{ years }}"
    made = Template("mẫu.docx", to_bytes(document)).render(Feature(title="A & B", years="2026-2027"))
    assert Document(io.BytesIO(made)).core_properties.title == "A & B 2026-2027"


def _whole_years(document: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.read("word/document.xml").count(b"<w:noBreakHyphen/>")
