"""Cases 18, 19, 20: no document is made from a bad template or an unprintable value."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from handmade_templates import Feature, Item, put, template_of, to_bytes

from kdcl_xl.documents.catalogue import lint, variants
from kdcl_xl.documents.folders import reports_folder
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.samples.office import reminder


def refused(context: Feature, *lines: str) -> TemplateProblem:
    with pytest.raises(TemplateProblem) as caught:
        Template("mau.docx", template_of(*lines)).render(context)
    return caught.value


def texts(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ title.__class__.__mro__ }}",
        "{{ title['__class__'] }}",
        "{{ title|attr('__class__') }}",
        "{% include 'khac.docx' %}",
        "{% import 'khac.docx' as m %}",
    ],
)
def test_tags_that_reach_for_code_are_refused_when_loading(tag):
    with pytest.raises(TemplateProblem) as caught:
        Template("mau.docx", template_of("Mở đầu", tag))
    (finding,) = caught.value.findings[:1]
    assert finding.code == "VB-002"
    assert finding.sheet.startswith("đoạn 2 («")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ items[0].model_dump_json() }}",
        "{{ items[0]['model_dump_json']() }}",
        "{{ items[0].parse_file('/etc/hostname') }}",
        "{{ items|map(attribute='model_dump_json')|join }}",
    ],
)
def test_methods_of_models_are_out_of_reach(tag):
    assert refused(Feature(), tag).findings[0].code in ("VB-001", "VB-002", "VB-007")


def test_misspelt_names_are_all_reported_with_place_and_nearest_name():
    document = Document()
    document.add_paragraph("Kính gửi {{ titel }}")
    document.add_paragraph("{%p for item in items %}")
    document.add_paragraph("{{ item.nane }}")
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(rows=2, cols=3)
    table.cell(1, 2).text = "{{ khong_co }} {{ title }}"
    document.sections[0].header.paragraphs[0].text = "{{ lins }}"
    with pytest.raises(TemplateProblem) as caught:
        Template("mau.docx", to_bytes(document)).render(Feature())
    found = caught.value.findings
    assert [(f.code, f.sheet) for f in found] == [
        ("VB-001", "đoạn 1 («Kính gửi {{ titel }}»)"),
        ("VB-001", "đoạn 3 («{{ item.nane }}»)"),
        ("VB-001", "bảng 1, hàng 2, cột 3"),
        ("VB-001", "đầu trang, đoạn 1 («{{ lins }}»)"),
    ]
    assert "{{ titel }}" in found[0].message
    assert "«title»" in found[0].remedy
    assert "«name»" in found[1].remedy
    assert "«lines»" in found[3].remedy
    assert "Không tạo văn bản từ mẫu mau.docx" in str(caught.value)


def test_a_name_that_may_be_absent_is_not_reported():
    made = Template("mau.docx", template_of("{% if x is defined %}a{% endif %}{{ y|default('b') }}")).render(
        Feature()
    )
    assert texts(made) == ["b"]


def test_what_only_shows_while_printing_is_located_too():
    found = refused(Feature(), "Một", "{{ title }} {{ items[7].name }}").findings
    assert [f.code for f in found] == ["VB-007"]
    assert found[0].sheet.startswith("đoạn 2")
    assert "{{ items[7].name }}" in found[0].message


@pytest.mark.parametrize(
    "text",
    ["A & B <C>", "&amp;", "{{ title }}", "]]>", "“Đ” 'ă' \"ô\"", "  hai dấu cách  ", "=1+1", "{_{ x }_}"],
)
def test_values_are_printed_exactly(text):
    document = Template("mau.docx", template_of("[{{ title }}]")).render(Feature(title=text))
    assert texts(document) == [f"[{text}]"]


@pytest.mark.parametrize(
    "tag",
    [
        "{% filter upper %}{{ title }}{% endfilter %}",
        "{{ '<b>'|safe }}",
        "{{ title|e|truncate(12, True, '') }}",
    ],
)
@pytest.mark.parametrize("also", ["", "{% raw %}{% endraw %}"], ids=["compiled", "plain"])
def test_a_filter_that_breaks_what_is_already_xml_is_refused(tag, also):
    (finding,) = refused(Feature(), f"[{tag}]{also}").findings
    assert finding.code == "VB-007"
    assert "bộ lọc" in finding.message


def test_line_breaks_and_tabs_become_those_of_word():
    document = Template("mau.docx", template_of("[{{ title }}]")).render(Feature(title="a\nb\tc"))
    assert texts(document) == ["[a\nb\tc]"]


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffe", "\ud800"]
)
def test_control_characters_are_refused_with_the_tag(character):
    found = refused(Feature(title=f"Trường{character} A"), "Tên", "{{ title }}").findings
    assert [f.code for f in found] == ["VB-006"]
    assert found[0].sheet.startswith("đoạn 2")
    assert f"U+{ord(character):04X}" in found[0].message
    assert "Trường□ A" in found[0].message


def test_unknown_is_neither_a_hole_nor_none():
    made = Template("mau.docx", template_of("{{ missing }}|{{ items[0].price }}")).render(
        Feature(items=(Item(name="a"),))
    )
    assert texts(made) == ["chưa có số liệu|chưa có số liệu"]


@pytest.mark.parametrize("lines", [("{% if shown %}",), ("{{ title }", "{{ title | }}"), ("{% endfor %}",)])
def test_broken_tags_are_named(lines, tmp_path: Path):
    found = lint(put(tmp_path, "mau.docx", template_of("đầu", *lines)))
    assert [f.code for f in found] == ["VB-003"]


def test_only_trusted_folders(tmp_path: Path):
    outside, office = tmp_path / "ngoai", tmp_path / "mau"
    outside.mkdir()
    office.mkdir()
    stranger = put(outside, "x.docx", template_of("{{ title }}"))
    (office / "duong-tat.docx").symlink_to(stranger)
    for path in (stranger, office / ".." / "ngoai" / "x.docx", office / "duong-tat.docx"):
        with pytest.raises(TemplateProblem) as caught:
            Template.load(path, office)
        assert caught.value.findings[0].code == "VB-005"
    assert Template.load(put(office, "x.docx", template_of("{{ title }}")), office).render(Feature())


def test_the_office_template_wins_over_ours(tmp_path: Path):
    assert Template.load("cong-van-don-doc", tmp_path).sha256 == Template.load("cong-van-don-doc").sha256
    put(tmp_path, "cong-van-don-doc.docx", template_of("{{ addressee }}"))
    assert texts(Template.load("cong-van-don-doc", tmp_path).render(reminder())) == [reminder().addressee]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"khong phai Word"])
def test_what_is_no_word_file(data, tmp_path: Path):
    put(tmp_path, "x.docx", data)
    with pytest.raises(TemplateProblem) as caught:
        Template.load("x", tmp_path)
    assert caught.value.findings[0].code == "VB-004"
    with pytest.raises(TemplateProblem, match="Không có tệp này"):
        Template.load("khong-co", tmp_path)


@pytest.mark.parametrize("code", variants())
def test_our_templates_are_clean_and_a_spoilt_one_is_not(code, tmp_path: Path):
    shipped = reports_folder() / f"{code}.docx"
    assert lint(shipped) == ()
    document = Document(str(shipped))
    document.add_paragraph("{{ khong_co_truong_nay }}")
    spoilt = put(tmp_path, f"{code}.docx", to_bytes(document))
    assert [f.code for f in lint(spoilt)] == ["VB-001"]


@pytest.mark.parametrize(
    "half", ["{{ title", "{{ title }", "{ title }}", "{% if title", "title %}", "{{ title {{ title }}"]
)
def test_half_a_tag_is_refused_where_it_stands(half):
    with pytest.raises(TemplateProblem) as caught:
        Template("mau.docx", template_of("Mở đầu {{ title }}", half, "Kết thúc {{ title }}"))
    finding = caught.value.findings[0]
    assert finding.code == "VB-003"
    assert finding.sheet.startswith("đoạn 2 («")


def test_a_tag_may_run_over_two_paragraphs():
    assert (
        Template("mau.docx", template_of("{% if title", "%} Có {{ title }}{% endif %}")).why_plain is not None
    )


@pytest.mark.parametrize("opened", ["{% if title %}", "{% for item in items %}"])
def test_a_block_without_an_end_is_named_where_it_begins_in_vietnamese(opened):
    with pytest.raises(TemplateProblem) as caught:
        Template("mau.docx", template_of("{{ title }}", opened, "{% if title %}Có{% endif %}", "{{ title }}"))
    (finding,) = caught.value.findings
    assert finding.sheet.startswith("đoạn 2 («")
    assert "mở mà không có thẻ kết thúc" in finding.message
    assert "Jinja" not in finding.message
