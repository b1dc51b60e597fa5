"""Measure the form of Word papers and write corrected copies: `kdcl the-thuc`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.documents.layout.check import Examined, correct, examine, unreadable
from kdcl_xl.documents.layout.office_register import OfficeRegister
from kdcl_xl.documents.layout.package import PaperError
from kdcl_xl.documents.layout.paper import Paper
from kdcl_xl.documents.layout.reading import read_paper
from kdcl_xl.documents.layout.register_files import RegisterProblem, read_register
from kdcl_xl.findings import Finding, Severity, count_errors
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.saving import save
from kdcl_xl.text.file_names import is_by_product

CORRECTED = "_da-sua"
"""Put after the name of a paper for its corrected copy."""
_PAPERS = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".rtf", ".odt")
"""Looked for in folders: what cannot be read is to be named, not passed over."""
_NO_WORDS = "Tệp không có chữ nào đọc được (tệp trống, hoặc bản chụp, bản quét), nên chưa soát được. Soát trên bản Word gốc."
_FOREIGN = "Văn bản của cơ quan khác với sổ đăng ký nên không so số, người ký, địa danh."


@dataclass(frozen=True, slots=True)
class Given:
    """One paper to measure and the name users know it by."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One paper. `findings` are those left after correcting; `corrected` is the copy, "" when none was written."""

    file: str
    taken_for: str
    findings: tuple[Finding, ...]
    changes: tuple[str, ...] = ()
    corrected: str = ""
    remarks: tuple[str, ...] = ()
    measured: bool = True
    """Whether there was anything to measure: not for what cannot be read or is no administrative paper."""

    @property
    def lines(self) -> Iterator[str]:
        """For the screen: what it is, what was changed, what is wrong."""
        yield f"{self.file}: {self.taken_for}"
        yield from (f"  đã sửa: {change}" for change in self.changes)
        if self.corrected:
            yield f"  bản đã sửa: {self.corrected}"
        yield from (f"  {remark}" for remark in self.remarks)
        yield from (f"  {finding.severity}: {finding.as_line()}" for finding in self.findings)
        if self.measured:
            yield f"  {self.summary}"

    @property
    def summary(self) -> str:
        """Counts in one sentence."""
        errors = count_errors(self.findings)
        warnings = sum(1 for finding in self.findings if finding.severity is Severity.WARNING)
        if not self.findings:
            return (
                "Không có lỗi thể thức nào."
                if not self.changes
                else "Sau khi sửa không còn lỗi thể thức nào."
            )
        left = "Còn " if self.changes else ""
        return f"{left}{errors} lỗi, {warnings} cảnh báo, {len(self.findings) - errors - warnings} gợi ý."

    def as_json(self) -> dict[str, Any]:
        """The published shape, see docs/schema."""
        return {
            "file": self.file,
            "taken_for": self.taken_for,
            "corrected": self.corrected,
            "changes": list(self.changes),
        }


def papers_in(paths: Iterable[Path]) -> list[Given]:
    """The papers meant by files and folders, each with a name of its own. Raises JobError for a path that is not there."""
    found: list[Given] = []
    names: Counter[str] = Counter()
    for path in paths:
        if not path.exists():
            raise JobError(f"Không thấy tệp hoặc thư mục {path}.")
        for paper in _inside(path) if path.is_dir() else [path]:
            name = paper.relative_to(path).as_posix() if path.is_dir() else paper.name
            names[name] += 1
            stem, dot, suffix = name.rpartition(".")
            found.append(Given(paper, name if names[name] == 1 else f"{stem} ({names[name]}){dot}{suffix}"))
    if not found:
        raise JobError("Không thấy văn bản Word nào ở nơi đã cho.")
    return found


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        corrected = path.stem.endswith(CORRECTED)
        if path.suffix.lower() in _PAPERS and not is_by_product(path.name) and not corrected:
            yield path


def _paper(content: bytes, name: str) -> Paper:
    """A paper with words in it: of a scan nobody can say that it is right. Raises PaperError."""
    paper = read_paper(content, name)
    if not any(paragraph.words for paragraph in paper.paragraphs):
        raise PaperError(_NO_WORDS)
    return paper


def office_register(paths: Iterable[Path]) -> OfficeRegister | None:
    """What the office keeps about its own papers, from its files; None for no file. Raises JobError."""
    parts = []
    for path in paths:
        if not path.is_file():
            raise JobError(f"Không thấy sổ đăng ký {path}.")
        try:
            parts.append(read_register(path))
        except RegisterProblem as problem:
            raise JobError(str(problem)) from problem
    if not parts:
        return None
    office = OfficeRegister.joined(parts)
    if not (office.numbers or office.officers or office.seats):
        raise JobError(" ".join(["Sổ đăng ký không có số, người ký hay địa danh nào.", *office.remarks]))
    return office


def measure(given: Given, on: dt.date, office: OfficeRegister | None = None) -> Measured:
    """The findings of one paper; `on` stands for a blank date of issue. A file that cannot be read is a finding.

    `office`: rules that need the register of an office apply to the parts it has.
    """
    try:
        examined = examine(_paper(given.path.read_bytes(), given.name), on, office=office)
    except PaperError as error:
        return Measured(given.name, "không đọc được.", (unreadable(given.name, error),), measured=False)
    return Measured(
        given.name,
        examined.sentence,
        examined.findings,
        remarks=_remarks(examined),
        measured=examined.measured,
    )


def _remarks(examined: Examined) -> tuple[str, ...]:
    return (_FOREIGN,) if examined.foreign else ()


def _suffix(paper: Path) -> str:
    """That of the paper where Word insists on it: it opens no macros or template under the name of a document."""
    return paper.suffix if paper.suffix.lower() in (".docm", ".dotx", ".dotm") else ".docx"


def mend(given: Given, on: dt.date, out: Path | None, office: OfficeRegister | None = None) -> Measured:
    """Write a corrected copy beside the paper or into `out`, and measure what is left. The paper stays as it is.

    Raises JobError when `out` is a file, OSError when the copy cannot be written.
    """
    if out is not None and out.exists() and not out.is_dir():
        raise JobError(f"--ra {out} là một tệp; bản đã sửa ghi vào một thư mục, ví dụ --ra da-sua.")
    content = given.path.read_bytes()
    try:
        examined = examine(_paper(content, given.name), on, office=office)
        corrected = correct(content, given.name, on, office=office)
    except PaperError as error:
        return Measured(given.name, "không đọc được.", (unreadable(given.name, error),), measured=False)
    if not corrected.changes:
        remark = "Không có gì để tự sửa." if corrected.left else ""
        remarks = ((remark,) if remark else ()) + _remarks(examined)
        return Measured(
            given.name, examined.sentence, corrected.left, remarks=remarks, measured=examined.measured
        )
    relative = Path(given.name)
    folder = given.path.parent if out is None else out / relative.parent
    target = folder / f"{relative.stem}{CORRECTED}{_suffix(relative)}"
    saved = save(target, corrected.content, sources=[given.path])
    return Measured(
        given.name,
        examined.sentence,
        corrected.left,
        corrected.changes,
        str(saved.path),
        (*saved.remarks, *_remarks(examined)),
    )
