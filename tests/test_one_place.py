"""Sentences of the design, proven by doing them: a new column is one line, a new circular one YAML file, a new button
one function, a new document one .docx and one model."""

import datetime as dt
import shutil
import sys
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pytest

from kdcl_xl.buttons import registry as button_registry
from kdcl_xl.documents import catalogue
from kdcl_xl.documents.document import Document, Source, Variant
from kdcl_xl.documents.kinds import Kind
from kdcl_xl.documents.letterhead import Letterhead, OfficialPaper, Signer
from kdcl_xl.forms import registry
from kdcl_xl.forms.columns import Code, Text, column
from kdcl_xl.forms.form import Form
from kdcl_xl.forms.registry import edition_of
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT, AnswerLine, Evidence, Member
from kdcl_xl.jobs.documents import documents_of
from kdcl_xl.law import data_file, regulation
from kdcl_xl.law.answers import Answer
from kdcl_xl.law.levels import assess
from kdcl_xl.workbook.builder import build
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.json_schema import json_schema
from kdcl_xl.workbook.jsonio import submission_to_json
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from tests.running import kdcl


class ShelvedEvidence(Evidence, table="tbl_minh_chung", sheet="Minh chứng", heading="DANH MỤC MINH CHỨNG"):
    """Evidence with one more column."""

    shelf: Text = column("Kệ hồ sơ", width=12)


def test_a_new_column_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tuple(ShelvedEvidence if table is Evidence else table for table in SELF_ASSESSMENT.tables)
    fields = {name: getattr(SELF_ASSESSMENT, name) for name in Form.__dataclass_fields__}
    form = Form(**(fields | {"tables": tables}))
    monkeypatch.setitem(registry.FORMS, form.id, form)
    edition = edition_of("2026-2027", "tt57_2026_pt", "thcs")
    row = ShelvedEvidence(code="MC.1.1.01", title="Kế hoạch", shelf="Kệ 3")

    found = read(build(form, edition, Content(rows={ShelvedEvidence: [row]})), name="x.xlsx")

    assert isinstance(found, Submission)
    assert [f.as_line() for f in found.findings] == []
    assert found.table(ShelvedEvidence)[0].shelf == "Kệ 3"
    assert submission_to_json(found)["tables"]["tbl_minh_chung"][0]["Kệ hồ sơ"] == "Kệ 3"
    assert "Kệ hồ sơ" in str(json_schema(form, edition))
    assert form.digest(edition) != SELF_ASSESSMENT.digest(edition)


def test_a_new_circular_is_one_yaml_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    shutil.copytree(Path(data_file.__file__).parent / "data", folder)
    text = (folder / "tt57_2026_pt.yaml").read_text(encoding="utf-8")
    changed = (
        text.replace("id: tt57_2026_pt", "id: tt01_2031_pt")
        .replace("number: 57/2026/TT-BGDĐT", "number: 01/2031/TT-BGDĐT")
        .replace("valid_from: 2026-07-07", "valid_from: 2031-01-01")
        .replace("others_required: 5", "others_required: 7")
    )
    (folder / "tt01_2031_pt.yaml").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(data_file, "_FOLDER", folder)
    _forget()
    try:
        edition = edition_of("2031-2032", "tt01_2031_pt", "thcs")
        assert (
            regulation.in_force(dt.date(2031, 9, 5), regulation.SchoolKind.LOWER_SECONDARY) is edition.rules
        )
        data = build(SELF_ASSESSMENT, edition, Content(rows={AnswerLine: _all_but("1.1")}))
        found = read(data, name="x.xlsx")
        assert isinstance(found, Submission)
        answers = {row.question: Answer(row.result) for row in found.table(AnswerLine) if row.result}
        assert assess(answers, edition.rules).level_low == 0  # six of the seven others are no longer enough
    finally:
        _forget()


def test_a_new_button_is_one_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of an area with one function: the command line, the worker and the window read the registry."""
    area = ModuleType("kdcl_xl.buttons.trial_area")
    source = """
from kdcl_xl.buttons.registry import button
from kdcl_xl.workbook.plan import Plan, SetValues

@button("dem-dong", "Đếm dòng", "Đếm số trang của sổ.", group="Thi", icon="dem-dong")
def count(press):
    return Plan(message=f"Sổ có {len(press.values.grids)} trang.")
"""
    monkeypatch.setitem(sys.modules, area.__name__, area)
    monkeypatch.setattr(button_registry, "_AREAS", (*button_registry._AREAS, "trial_area"))
    monkeypatch.setattr(button_registry, "_BUTTONS", dict(button_registry.buttons()))
    monkeypatch.setenv("KDCL_HOME", str(tmp_path / "nha"))
    button_registry.buttons.cache_clear()
    try:
        exec(source, area.__dict__)
        assert list(button_registry.buttons())[-1] == "dem-dong"
        path = tmp_path / "so.xlsx"
        path.write_bytes(build(SELF_ASSESSMENT, edition_of("2026-2027", "tt57_2026_pt", "thcs")))
        sheets = len(openpyxl.load_workbook(path).sheetnames)
        assert kdcl("nut", "dem-dong", path).out == f"Sổ có {sheets} trang.\n"
        assert "dem-dong" in kdcl("nut").out
        assert button_registry.buttons()["dem-dong"].macro == "KDCL_DemDong"
    finally:
        button_registry.buttons.cache_clear()


class Acknowledgement(OfficialPaper):
    """A new document: one model …"""

    council: tuple[str, ...]


def _acknowledgement(source: Source) -> Acknowledgement:
    names = tuple(row.name for row in source.submission.table(Member))
    return _a_sample().model_copy(update={"council": names})


def _a_sample() -> Acknowledgement:
    head = Letterhead(body="TRƯỜNG THCS A", symbol="TB-THCSA", place="Tân Mỹ", year=2027)
    return Acknowledgement(head=head, signer=Signer(lines=("HIỆU TRƯỞNG",)), council=("Nguyễn Văn A",))


def test_a_new_document_is_a_docx_and_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """… and one .docx: listed, offered by the buttons, linted, numbered, printed."""
    monkeypatch.setenv("KDCL_HOME", str(tmp_path))
    templates = tmp_path / "thiet-lap" / "mau-van-ban"
    templates.mkdir(parents=True)
    word = docx.Document()
    for text in ("{{ head.number_line }}", "{%p for name in council %}", "{{ name }}", "{%p endfor %}"):
        word.add_paragraph(text)
    word.save(str(templates / "loi-cam-on.docx"))
    variant = Variant("loi-cam-on", Acknowledgement, _a_sample)
    document = Document("loi-cam-on", "Lời cảm ơn", Kind.NOTICE, SELF_ASSESSMENT, (variant,), build=_acknowledgement, uses=(Member,))  # fmt: skip
    monkeypatch.setitem(catalogue.DOCUMENTS, document.code, document)
    path = tmp_path / "so.xlsx"
    rows = {Member: [Member(name="Lò Thị Én"), Member(name="A & B <C>")]}
    path.write_bytes(
        build(SELF_ASSESSMENT, edition_of("2026-2027", "tt57_2026_pt", "thcs"), Content(rows=rows))
    )

    assert "Lời cảm ơn (thông báo, ký hiệu TB)" in kdcl("van-ban", "--danh-sach").out
    assert "council" in kdcl("van-ban", "--kiem-tra-mau", templates / "loi-cam-on.docx").out
    assert kdcl("van-ban", "loi-cam-on", "--tu", path, "--ra", tmp_path, "--so", "tu-dong").code == 0
    (made,) = tmp_path.glob("loi-cam-on_*.docx")
    lines = [paragraph.text for paragraph in docx.Document(str(made)).paragraphs]
    assert lines == ["Số: 01/TB-THCSA", "Lò Thị Én", "A & B <C>"]
    found = read(path)
    assert isinstance(found, Submission)
    assert documents_of(found)["loi-cam-on"] == "Lời cảm ơn"


def _all_but(criterion: str) -> list[AnswerLine]:
    questions = regulation.load("tt57_2026_pt").questions
    return [
        AnswerLine(
            criterion=q.criterion,
            level=q.level,
            indicator=q.indicator,
            result="Không đạt" if q.criterion == criterion else "Đạt",
        )
        for q in questions
    ]


def _forget() -> None:
    regulation.load.cache_clear()
    regulation.regulation_ids.cache_clear()


def test_codes_are_text() -> None:
    assert Evidence.column("code").type.name == "code"
    assert Evidence.model_fields["code"].annotation is not None
    assert Code.__metadata__[0].number_format == "@"
