"""The seal of a document: what goes into it, and `kdcl van-ban --xac-minh`: does the document still agree with it?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kdcl_xl import __version__
from kdcl_xl.documents import problems
from kdcl_xl.documents.catalogue import DOCUMENTS, variants
from kdcl_xl.documents.folders import find_template
from kdcl_xl.documents.making import file_digest
from kdcl_xl.documents.pdf_batch import ATTACHMENT, can_split
from kdcl_xl.documents.printed_text import body_of
from kdcl_xl.documents.problems import TemplateProblem
from kdcl_xl.documents.render import Template
from kdcl_xl.documents.seal import (
    BrokenSealError,
    Manifest,
    SealedSource,
    parts_of,
    read_seal,
    rules_digest,
    values_in,
)
from kdcl_xl.documents.table_rows import TableProblem, context_of, read_rows, row_digest
from kdcl_xl.documents.verification import changed_values, edits, reprinted, signed_for_another
from kdcl_xl.findings import Finding, Severity
from kdcl_xl.findings.rules import Rule
from kdcl_xl.jobs.documents import read_source, template_folder
from kdcl_xl.jobs.errors import JobError, file_words
from kdcl_xl.law.regulation import UnknownRegulation
from kdcl_xl.settings import Settings
from kdcl_xl.text.file_names import is_by_product
from kdcl_xl.text.lists import shortened, some

_DIGEST = re.compile(r"\b[0-9a-f]{8,64}\b")
_SHOWN = 10
"""Changes named one by one in a finding."""
_LONGEST = 160
"""Characters of a change."""


@dataclass(slots=True)
class Verified:
    """What `--xac-minh` says of one document. `code`: 0 agrees, 1 does not, 2 cannot be told."""

    path: Path
    manifest: Manifest | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code this document alone would give."""
        wrong = {finding.code for finding in self.findings if finding.severity is Severity.ERROR}
        if wrong - {problems.NO_SEAL.code, problems.SOURCE_MISSING.code}:
            return 1
        return 2 if wrong else 0

    def as_json(self) -> dict[str, Any]:
        """With English keys."""
        made = (
            json.loads(self.manifest.model_dump_json(exclude={"values", "paragraphs"}))
            if self.manifest
            else None
        )
        return {
            "file": self.path.name,
            "code": self.code,
            "manifest": made,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def lines(self) -> Iterator[str]:
        """For people."""
        word = {0: "khớp", 1: "KHÔNG CÒN KHỚP", 2: "CHƯA XÁC MINH ĐƯỢC"}[self.code]
        yield f"{self.path.name}: {word}"
        if self.manifest is not None:
            who = f", người lập: {self.manifest.who}" if self.manifest.who else ""
            sources = some((source.name for source in self.manifest.sources), _SHOWN, " và {} tệp nữa")
            yield f"  Lập ngày {self.manifest.on:%d/%m/%Y} từ {sources}{who}."
        yield from (f"  {finding.severity} {finding.as_line()}" for finding in self.findings)


# ---- verifying


def verify(paths: Sequence[Path], folders: Sequence[Path], settings: Settings) -> list[Verified]:
    """Each document against its seal and, where they are found, its sources.

    Of a folder, every .docx and .pdf in it. Sources are looked for by name beside the document, one and two folders above,
    and anywhere below `folders`. Raises JobError when a document is not there.
    """
    paths = [paper for path in paths for paper in (_papers_in(path) if path.is_dir() else [path])]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise JobError(f"Không thấy tệp {missing[0].name}.")
    return [_Verification(path, folders, settings).run() for path in paths]


def _papers_in(folder: Path) -> list[Path]:
    found = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in (".docx", ".pdf") and not is_by_product(path.name)
    )
    if not found:
        raise JobError(f"Thư mục {folder.name} không có tệp .docx, .pdf nào để xác minh.")
    return found


class _Verification:
    def __init__(self, path: Path, folders: Sequence[Path], settings: Settings) -> None:
        here = path.resolve().parent
        self.places = dict.fromkeys((path.parent, here, here.parent, here.parent.parent))
        self.folders = folders
        self.settings = settings
        self.said = Verified(path)
        self.parts: dict[str, bytes] = {}

    def run(self) -> Verified:
        manifest = self._manifest()
        if manifest is None:
            return self.said
        self.said.manifest = manifest
        untouched = self._text(manifest) if self.parts else True
        template = self._template(manifest)
        for sealed in manifest.sources:
            self._source(manifest, sealed, template if untouched else None)
        self._circumstances(manifest)
        return self.said

    def _say(self, rule: Rule, message: str, remedy: str) -> None:
        finding = rule.at("", "", message, remedy)
        self.said.findings.append(replace(finding, file=self.said.path.name))

    def _manifest(self) -> Manifest | None:
        path = self.said.path
        try:
            if path.suffix.lower() == ".pdf":
                manifest = _manifest_of_pdf(path)
            else:
                self.parts = parts_of(path.read_bytes())
                manifest = read_seal(self.parts)
        except BrokenSealError:
            self._say(
                problems.NO_SEAL, "Thông tin xác minh trong tệp đã hỏng hoặc bị sửa.", "Lập lại văn bản."
            )
            return None
        except (ValueError, OSError) as error:
            why = file_words(error) if isinstance(error, OSError) else str(error)
            self._say(
                problems.NO_SEAL,
                f"Không đọc được tệp này ({why}).",
                "Chọn tệp .docx hoặc .pdf do chương trình lập.",
            )
            return None
        if manifest is None:
            self._say(
                problems.NO_SEAL,
                "Tệp không mang thông tin xác minh: không do chương trình lập, hoặc đã lưu sang dạng khác.",
                "Dùng tệp gốc do kdcl van-ban ghi ra.",
            )
        return manifest

    def _text(self, manifest: Manifest) -> bool:
        """Whether nobody changed the words; number and day written in by the văn thư are no change."""
        found = edits(manifest, self.parts)
        if found.filled:
            self._say(problems.NUMBERED, f"Đã điền số, ngày: {_few(found.filled)}.", "Không phải làm gì.")
        if not found:
            return True
        pieces = []
        if found.changed:
            pieces.append(f"{len(found.changed)} đoạn khác bản đã lập: {_few(found.changed)}")
        if found.removed:
            pieces.append(f"{found.removed} đoạn của bản đã lập không còn")
        if found.bands:
            pieces.append("đầu trang, chân trang hoặc chú thích khác bản đã lập")
        self._say(
            problems.TEXT_EDITED,
            f"Nội dung đã được sửa bằng tay: {'; '.join(pieces).removesuffix('.')}.",
            "Sửa ở sổ nguồn rồi lập lại, hoặc giữ bản sửa và ghi rõ ai sửa, vì sao.",
        )
        return False

    def _template(self, manifest: Manifest) -> Template | None:
        """The template as it is now, when it is still the same; a merged file has none of its own."""
        if not manifest.template:
            return None
        name = Path(manifest.template).stem
        path = find_template(name, template_folder())
        if path is not None and path.is_file():
            if file_digest(path) == manifest.template_sha256:
                return Template.load(name, template_folder())
            what = "đã khác mẫu lúc lập"
        else:
            what = "không còn"
        self._say(
            problems.OTHER_TEMPLATE, f"Mẫu {manifest.template} {what}.", "Lập lại nếu cần theo mẫu hiện nay."
        )
        return None

    def _source(self, manifest: Manifest, sealed: SealedSource, template: Template | None) -> None:
        path = self._find(sealed)
        if path is None:
            self._say(
                problems.SOURCE_MISSING,
                f"Không thấy nguồn {sealed.name} cạnh văn bản hay ở hai thư mục trên nó.",
                "Chép tệp nguồn vào cùng thư mục, hoặc thêm --tu THU_MUC chứa nó.",
            )
            return
        if sealed.row is None and file_digest(path) == sealed.sha256:
            return
        if not manifest.template:
            self._say(
                problems.SOURCE_CHANGED,
                f"Văn bản {sealed.name} đã khác lúc gộp.",
                "Gộp lại bằng --gop nếu cần in bản mới.",
            )
            return
        try:
            now = (
                self._made_now(manifest, path)
                if sealed.row is None
                else self._row_now(manifest, sealed, path)
            )
        except (JobError, TableProblem) as error:
            self._say(
                problems.SOURCE_CHANGED,
                f"Nguồn {path.name} đã khác lúc lập và nay không đọc được: {error}",
                "Xem lại tệp nguồn.",
            )
            return
        if now is None:
            self._say(
                problems.SOURCE_CHANGED,
                f"Nguồn {path.name} đã khác lúc lập và nay không còn cho văn bản này ({manifest.name}).",
                "Kiểm tra xem văn bản còn cần không.",
            )
            return
        self._compare(manifest, path, now, template, told=sealed.row is None)

    def _compare(
        self, manifest: Manifest, path: Path, now: BaseModel, template: Template | None, *, told: bool
    ) -> None:
        """`told`: say also when the source changed without changing a value (of a table it is other rows)."""
        digest = file_digest(path)
        changed = [one for one in changed_values(manifest, now) if not _tells(one.now or "", digest)]
        if not changed and not told:
            return
        if not changed:
            self._say(
                problems.SOURCE_SAVED,
                f"Nguồn {path.name} đã được lưu lại, nhưng mọi giá trị in trong văn bản vẫn như cũ.",
                "Không phải làm gì.",
            )
            return
        said = [
            f"{one.path} nay là “{one.now}”" if one.now is not None else f"{one.path} nay không còn"
            for one in changed
        ]
        if template is not None and self.parts:
            try:
                new = body_of(parts_of(template.render(now)))
            except TemplateProblem:
                new = []
            values = dict(values_in(now))
            signer = frozenset(text for path, text in values.items() if path.startswith("signer.") and text)
            signature = signer if signed_for_another(manifest, values) else frozenset()
            pairs = reprinted(body_of(self.parts), new, signature) if new else []
            said = [f"“{then}” → “{today}”" for then, today in pairs] or said
        self._say(
            problems.SOURCE_CHANGED,
            f"Nguồn {path.name} đã khác lúc lập; {len(said)} chỗ in trong văn bản thay đổi: {_few(said)}.",
            "Lập lại văn bản, hoặc nếu đã ban hành thì ban hành văn bản sửa đổi.",
        )

    def _find(self, sealed: SealedSource) -> Path | None:
        name = Path(sealed.name).name  # whatever the seal says, nothing outside these folders is opened
        # documents that were merged may lie in folders of their own
        below = [place / sealed.name for place in self.places]
        found = [path for path in below if path.is_file() and _lies_in(path, self.places)]
        found += [place / name for place in self.places if (place / name).is_file()]
        found += [path for folder in self.folders for path in sorted(folder.rglob("*")) if path.name == name]
        same = [path for path in found if sealed.row is None and file_digest(path) == sealed.sha256]
        return next(iter([*same, *found]), None)

    def _made_now(self, manifest: Manifest, path: Path) -> BaseModel | None:
        """What the workbook gives today for this document."""
        document = DOCUMENTS.get(manifest.document)
        if document is None:
            raise JobError(f"bản chương trình này không có văn bản {manifest.document}.")
        try:
            drafts = document.drafts(read_source(path, document, manifest.on, self.settings))
        except UnknownRegulation as error:
            raise JobError(f"không có bộ tiêu chuẩn {error}.") from error
        return next((draft.context for draft in drafts if draft.name == manifest.name), None)

    def _row_now(self, manifest: Manifest, sealed: SealedSource, path: Path) -> BaseModel | None:
        """What the table gives today: the row that is the same, wherever it stands now, else the one in its place."""
        variant = variants().get(Path(manifest.template).stem)
        if variant is None:
            raise JobError(f"bản chương trình này không có mẫu {manifest.template}.")
        rows = read_rows(path, variant.model)
        same = (row for row in rows if row_digest(row) == sealed.sha256)
        there = (row for row in rows if row.number == sealed.row)
        row = next(same, None) or next(there, None)
        return context_of(row, variant.model) if row else None

    def _circumstances(self, manifest: Manifest) -> None:
        if manifest.program != __version__:
            self._say(
                problems.OTHER_PROGRAM,
                f"Lập bằng bản chương trình {manifest.program}, nay là {__version__}.",
                "Không phải làm gì.",
            )
        if manifest.settings != self.settings.digest:
            self._say(
                problems.OTHER_PROGRAM,
                f"Thiết lập nay ({self.settings.digest}) khác lúc lập ({manifest.settings}).",
                "Xem lại thiết lập nếu lập lại văn bản.",
            )
        if manifest.rules and _rules_now(manifest.rules) != manifest.rules_sha256:
            self._say(
                problems.OTHER_TEMPLATE,
                f"Bộ tiêu chuẩn {manifest.rules} (kể cả lời văn đã nạp) đã khác lúc lập.",
                "Lập lại nếu cần theo lời văn hiện nay.",
            )


def _lies_in(path: Path, folders: Iterable[Path]) -> bool:
    resolved = path.resolve()
    return any(resolved.is_relative_to(folder.resolve()) for folder in folders)


def _tells(text: str, digest: str) -> bool:
    """Whether a value is a note of provenance: it prints the digest of the source, so it changes with every saving."""
    return any(digest.startswith(word) for word in _DIGEST.findall(text))


def _rules_now(identity: str) -> str:
    from kdcl_xl.jobs.regulations import regulation_with_wording

    try:
        return rules_digest(regulation_with_wording(identity))
    except UnknownRegulation:
        return ""


def _manifest_of_pdf(path: Path) -> Manifest | None:
    if not can_split():
        raise ValueError("xác minh PDF cần cài thêm phần pdf của chương trình")
    import pikepdf
    from pydantic import ValidationError

    try:
        with pikepdf.open(path) as pdf:
            if ATTACHMENT not in pdf.attachments:
                return None
            data = pdf.attachments[ATTACHMENT].get_file().read_bytes()
    except pikepdf.PdfError as error:
        raise ValueError("không phải tệp PDF") from error
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise BrokenSealError(str(error)) from error


def _few(items: Iterable[str]) -> str:
    return some((shortened(item, _LONGEST) for item in items), _SHOWN, " … và {} chỗ khác", "; ")
