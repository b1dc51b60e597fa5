"""The documents the program makes: code, title, model. A new one is one .docx, one model and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from kdcl_xl.documents import contexts, office_contexts
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document; its template is `<code>.docx`."""

    code: str
    title: str
    model: type[BaseModel]


DOCUMENTS = {
    document.code: document
    for document in (
        Document(
            "bao-cao-tu-danh-gia-2018",
            "Báo cáo tự đánh giá (Thông tư 17, 18, 19/2018/TT-BGDĐT)",
            contexts.SelfAssessmentReport2018,
        ),
        Document(
            "bao-cao-tu-danh-gia-2026",
            "Báo cáo tự đánh giá (Thông tư 57/2026/TT-BGDĐT)",
            contexts.SelfAssessmentReport2026,
        ),
        Document("phieu-danh-gia-tieu-chi", "Phiếu đánh giá tiêu chí", contexts.CriterionForm),
        Document(
            "bao-cao-tong-hop-kdcl",
            "Báo cáo tổng hợp kết quả tự đánh giá",
            office_contexts.AccreditationSummary,
        ),
        Document(
            "cong-van-don-doc",
            "Công văn đôn đốc nộp báo cáo tự đánh giá",
            office_contexts.ReminderLetter,
        ),
    )
}


def lint(path: Path, model: type[BaseModel] | None = None) -> tuple[Finding, ...]:
    """Everything wrong with a template file, with paragraph or table cell; empty when it can be used.

    `model` defaults to the one of the document whose code is the file's name; without either, only the
    syntax is checked. The file is read, not run, so it may lie anywhere. Raises OSError.
    """
    try:
        template = Template(path.name, path.read_bytes())
    except TemplateProblem as problem:
        return problem.findings
    known = DOCUMENTS.get(path.stem)
    model = model or (known.model if known else None)
    return template.findings(model) if model else ()
