"""Word templates in, documents out: docxtpl's syntax and result at the price of joining strings.

A template is read, checked and compiled once per run. What the compiled path cannot promise to do exactly as
docxtpl does goes through plain docxtpl, decided by looking at the template (`inspection.py`). A document is
made whole or not at all.
"""

from __future__ import annotations

import hashlib
import io
import traceback
import zipfile
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from pydantic import BaseModel

from kdcl_xl.documents import problems
from kdcl_xl.documents.compiled import (
    BrokenTag,
    CompiledParts,
    PartSource,
    open_template,
    parse,
    read_parts,
    sealed,
)
from kdcl_xl.documents.environment import (
    ControlCharacterError,
    TemplateEnvironment,
    values_of,
)
from kdcl_xl.documents.folders import find_template
from kdcl_xl.documents.inspection import check
from kdcl_xl.documents.lint import forbidden_lines, unknown_names
from kdcl_xl.documents.package import repack
from kdcl_xl.documents.pictures import needs_docxtpl
from kdcl_xl.documents.places import TagPlace
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.seal import Making, Manifest, manifest_of
from kdcl_xl.findings.finding import Finding
from kdcl_xl.findings.rules import Rule
from kdcl_xl.text.lists import perhaps


class Template:
    """A Word template, compiled. Get one with `Template.load`."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        """Digest of the template file, for the manifest of what was made with it."""
        self._data = data
        self._sources, fixed, self.why_plain = read_parts(self._opened())
        self._environment = TemplateEnvironment()
        self._trees = self._parsed()
        self._compiled = None if self.why_plain else CompiledParts(self._environment, self._sources, fixed)
        self._findings: dict[type[BaseModel], tuple[Finding, ...]] = {}

    @staticmethod
    def load(path_or_code: str | Path, office_folder: Path | None = None) -> Template:
        """The template of a document code, or of a .docx inside a trusted folder.

        The office's own template wins over the program's. Raises TemplateProblem when the file lies outside
        both folders, is no Word file, or has a tag that cannot be read or may not be run.
        """
        path = find_template(path_or_code, office_folder)
        name = Path(path_or_code).name
        if path is None:
            raise TemplateProblem(name, [_untrusted(name)])
        if not path.is_file():
            raise TemplateProblem(name, [_unreadable(name, "Không có tệp này.")])
        return _compiled_once(path.name, path.read_bytes())

    def findings(self, model: type[BaseModel]) -> tuple[Finding, ...]:
        """Every name in the template that documents of this model cannot fill, with its place."""
        if model not in self._findings:
            self._findings[model] = tuple(
                self._at(
                    problems.UNKNOWN_NAME,
                    part.places.get(unknown.line),
                    f"Trường «{unknown.name}» không có trong dữ liệu của văn bản này.",
                    _suggest(unknown.nearest),
                )
                for part, tree in self._trees
                for unknown in unknown_names(tree, model, self._environment.globals)
            )
        return self._findings[model]

    def render(self, context: BaseModel, making: Making | None = None) -> bytes:
        """The document as bytes of a .docx; the same context gives the same bytes. `making` is sealed into it.

        Raises TemplateProblem, and makes nothing, when a name is unknown, a tag is forbidden or a value
        cannot be printed.
        """
        unknown = self.findings(type(context))
        if unknown:
            raise TemplateProblem(self.name, unknown)
        seal = partial(self._manifest, making, context) if making else None
        try:
            if self._compiled and not needs_docxtpl(type(context)):
                return self._compiled.render(values_of(context), seal)
            printed = self._render_plainly(context)
            return sealed(printed, seal) if seal else printed
        except ControlCharacterError as error:
            raise TemplateProblem(self.name, [self._control_character(error)]) from error
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise TemplateProblem(self.name, [self._failed(error)]) from error

    def _manifest(
        self, making: Making, context: BaseModel, body: Sequence[str], bands: frozenset[str]
    ) -> Manifest:
        return manifest_of(making, self.name, self.sha256, context, body, bands)

    def _opened(self) -> DocxTemplate:
        try:
            return open_template(self._data)
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise TemplateProblem(
                self.name, [_unreadable(self.name, "Tệp hỏng hoặc không phải tệp Word (.docx).")]
            ) from error

    def _parsed(self) -> list[tuple[PartSource, nodes.Template]]:
        findings, trees = [], []
        for part in self._sources:
            findings += [
                self._at(
                    problems.BROKEN_TAG,
                    half,
                    "Thẻ mở mà không đóng, hoặc đóng mà không mở.",
                    "Ghi đủ cặp {{ … }} hoặc {% … %} trong cùng một đoạn, hoặc xóa dấu ngoặc thừa.",
                )
                for half in part.halves
            ]
            if part.halves:
                continue  # what Jinja would say of the rest is not to the point
            tree = parse(self._environment, part)
            if isinstance(tree, BrokenTag):
                findings.append(
                    self._at(
                        problems.BROKEN_TAG,
                        tree.place,
                        f"Thẻ viết sai cú pháp ({tree.message}).",
                        "Xem lại dấu ngoặc {{ }}, {% %} và các cặp if/endif, for/endfor.",
                    )
                )
            else:
                trees.append((part, tree))
                findings += self._forbidden(part, tree)
        if findings:
            raise TemplateProblem(self.name, findings)
        return trees

    def _forbidden(self, part: PartSource, tree: nodes.Template) -> Iterable[Finding]:
        for line, what in forbidden_lines(tree):
            yield self._at(
                problems.FORBIDDEN_TAG,
                part.places.get(line),
                f"Thẻ dùng «{what}», điều mẫu văn bản không được phép làm.",
                "Xóa thẻ này; mẫu chỉ được in các trường dữ liệu của văn bản.",
            )

    def _render_plainly(self, context: BaseModel) -> bytes:
        template = _PlainTemplate(io.BytesIO(self._data))
        template.render(values_of(context), TemplateEnvironment(docx_template=template))
        saved = io.BytesIO()
        template.save(saved)
        return repack(saved.getvalue())

    def _failed(self, error: Exception) -> Finding:
        forbidden = isinstance(error, SecurityError)
        return self._at(
            problems.FORBIDDEN_TAG if forbidden else problems.FAILED_TAG,
            self._place_of(error),
            f"Không tính được thẻ này ({error}).",
            "Sửa thẻ theo danh sách trường của văn bản.",
        )

    def _control_character(self, error: ControlCharacterError) -> Finding:
        return self._at(
            problems.CONTROL_CHARACTER,
            self._place_of(error),
            f"Dữ liệu «{error.excerpt}» chứa ký tự điều khiển {error.character}, Word không lưu được.",
            "Xóa ký tự lạ (hiện bằng □) ở ô dữ liệu gốc, thường do dán từ phần mềm khác.",
        )

    def _place_of(self, error: BaseException) -> TagPlace | None:
        """The tag being evaluated when the error arose (known on the compiled path)."""
        places = {part.filename: part.places for part in self._sources}
        for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
            if frame.f_code.co_filename in places:
                return places[frame.f_code.co_filename].get(line)
        return None

    def _at(self, rule: Rule, place: TagPlace | None, message: str, remedy: str) -> Finding:
        tag = f"Thẻ {place.tag}: " if place else ""
        return Finding(
            rule.code,
            rule.severity,
            f"{tag}{message[0].lower() if tag else message[0]}{message[1:]}",
            remedy,
            sheet=place.place if place else "",
            file=self.name,
        )


class _PlainTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl as it is, but for the properties of the file: those are text, not XML."""

    def build_xml(self, context: dict[str, Any], jinja_env: object = None) -> str:
        """The text of the body, refused where docxtpl would leave out what is no XML."""
        xml: str = super().build_xml(context, jinja_env)
        check(xml.encode())
        return xml

    def render_properties(self, context: dict[str, Any], jinja_env: object = None) -> None:
        """Fill title, author … with the values as written."""
        super().render_properties(context, TemplateEnvironment(is_xml=False))


@lru_cache(maxsize=64)
def _compiled_once(name: str, data: bytes) -> Template:
    return Template(name, data)


def _suggest(names: Iterable[str]) -> str:
    guess = perhaps(f"«{name}»" for name in names)
    return guess.lstrip() or "Sửa lại tên trường theo danh sách trường của văn bản."


def _untrusted(name: str) -> Finding:
    rule = problems.UNTRUSTED_FOLDER
    return Finding(
        rule.code,
        rule.severity,
        "Tệp này nằm ngoài thư mục mẫu được tin cậy.",
        "Chép mẫu vào thư mục mẫu của đơn vị rồi chạy lại.",
        file=name,
    )


def _unreadable(name: str, message: str) -> Finding:
    rule = problems.NOT_A_TEMPLATE
    return Finding(
        rule.code, rule.severity, message, "Chọn lại tệp mẫu .docx lưu bằng Word hoặc LibreOffice.", file=name
    )
