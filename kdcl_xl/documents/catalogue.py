"""The documents the program makes, and what their templates may hold.

A new document is one .docx and one model:

- the template in `reports/`, made in Word from a copy of one that is there, or by `tools/build_reports.py`;
- in a module of its area, the model the template prints, the builder that fills it from a `Source`, and a `Document` in
  `DOCUMENTS` with its sample (`samples.made.variant`: the builder on a sample workbook). A new module is named in the
  area's `__init__`.

Lists, buttons, `--in-thu`, the number register, the seal and the tests that hold for every document follow by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from kdcl_xl.documents import disclosure, office_papers, review_papers, school_papers, school_reports
from kdcl_xl.documents.document import Document, Variant
from kdcl_xl.documents.environment import names_of
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.findings.finding import Finding
from kdcl_xl.text.lists import shortened

DOCUMENTS: dict[str, Document] = {
    document.code: document
    for document in (
        *school_reports.DOCUMENTS,
        *school_papers.DOCUMENTS,
        *disclosure.DOCUMENTS,
        *office_papers.DOCUMENTS,
        *review_papers.DOCUMENTS,
    )
}
"""Code → document, in the order lists print them."""
_SHOWN = 60
"""Characters of a value in the list of fields."""


def variants() -> dict[str, Variant]:
    """Name of a template, without suffix → what it prints."""
    return {v.template: v for document in DOCUMENTS.values() for v in document.variants}


def document_of(template: str) -> Document:
    """The document a template belongs to. Raises LookupError."""
    for document in DOCUMENTS.values():
        if any(variant.template == template for variant in document.variants):
            return document
    raise LookupError(template)


def lint(path: Path) -> tuple[Finding, ...]:
    """Everything wrong with a template file, with paragraph or table cell; empty when it can be used.

    A file with the name of one of our templates is checked against its model, any other for its syntax only. It is read,
    not run, so it may lie anywhere. Raises OSError.
    """
    try:
        template = Template(path.name, path.read_bytes())
    except TemplateProblem as problem:
        return problem.findings
    known = variants().get(path.stem)
    return template.findings(known.model) if known else ()


def usable_fields(template: str) -> Iterator[tuple[str, str]]:
    """(field as a tag writes it, what it prints in the sample) for everything a template may use. Raises LookupError.

    Items of a list are written `name[…].field`: a tag reaches them inside a loop over the list.
    """
    known = variants()
    if template not in known:
        raise LookupError(template)
    yield from _fields_of(known[template].sample(), "")


def _fields_of(value: BaseModel, prefix: str) -> Iterator[tuple[str, str]]:
    declared = list(type(value).model_fields)
    derived = sorted(names_of(type(value)).difference(declared))
    for name in (*declared, *derived):
        yield from _field(f"{prefix}{name}", getattr(value, name))


def _field(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        yield from _fields_of(value, f"{name}.")
    elif isinstance(value, tuple):
        yield name, f"danh sách, mẫu có {len(value)} mục"
        if value and isinstance(value[0], BaseModel):
            yield from _fields_of(value[0], f"{name}[…].")
    else:
        text = " ".join(str("" if value is None else value).split())
        yield name, shortened(text, _SHOWN)
