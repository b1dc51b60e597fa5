"""Save what a job made: never onto a file it was made from, and what lay there before is kept, every version of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.school.digest import content_digest
from kdcl_xl.workbook.atomic import backups, saved_beside, write_atomically
from kdcl_xl.workbook.content import Content
from kdcl_xl.workbook.read import read
from kdcl_xl.workbook.snapshot import Submission
from kdcl_xl.workbook.structure import COLUMN_UNKNOWN


@dataclass(frozen=True, slots=True)
class Saved:
    """The file really written, and what the user should know about it."""

    path: Path
    remarks: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """How every job ends what it says on the screen."""
        return [f"Đã ghi {self.path}.", *self.remarks]


def refuse_onto(target: Path, sources: Iterable[Path]) -> None:
    """Raise JobError when the result would replace a file it is made from."""
    for source in sources:
        if target.exists() and source.exists() and target.samefile(source):
            raise JobError(
                f"Nơi ghi --ra trùng với “{source.name}”; chọn tên khác để tệp của thầy/cô còn nguyên."
            )


def save(target: Path, data: bytes, *, sources: Iterable[Path] = ()) -> Saved:
    """Write a whole file, making its folder. Raises JobError (see `refuse_onto`) and SaveError."""
    refuse_onto(target, sources)
    target.parent.mkdir(parents=True, exist_ok=True)
    replaced = target.exists()
    written = write_atomically(target, lambda temporary: temporary.write_bytes(data), keep_every=True)
    beside = saved_beside(target, written)
    if beside is not None:
        return Saved(written, (f"{beside.message} {beside.remedy}",))
    return Saved(written, (f"Bản cũ cùng tên được giữ ở {backups(written)[-1].name}.",) if replaced else ())


def refuse_onto_filled(target: Path, data: bytes, advice: str = "") -> None:
    """Raise JobError when `data` would replace a workbook somebody has written in, or a file we cannot read.

    A blank workbook, and one that says what `data` says, may be replaced. `advice`: a sentence more on what to do.
    """
    if not target.exists() or target.read_bytes() == data:
        return
    found, new = read(target), read(data, name=target.name)
    if isinstance(found, Submission) and isinstance(new, Submission) and not found.unreadable:
        same = found.stamp == new.stamp and content_digest(found) == content_digest(new)
        if same or _is_blank(found):
            return
    raise JobError(
        f"Đã có “{target.name}” và tệp ấy có dữ liệu hoặc không phải sổ trống, nên không ghi đè. "
        f"Chọn tên hoặc thư mục khác cho --ra, hoặc chuyển tệp cũ đi nơi khác."
        + (f" {advice}" if advice else "")
    )


def _is_blank(found: Submission) -> bool:
    """Whether nobody has written anything since the workbook was printed: a new one holds its school year as well."""
    from kdcl_xl.workbook.builder import build

    blank = read(build(found.form, found.edition), name=found.file)
    return isinstance(blank, Submission) and content_digest(found) == content_digest(blank)


def save_built(
    target: Path,
    form: Form,
    edition: Edition,
    content: Content | None = None,
    *,
    sources: Iterable[Path] = (),
    **options: Any,
) -> Saved:
    """Build a workbook (see `workbook.builder.build`) and save it."""
    from kdcl_xl.workbook.builder import build  # XlsxWriter: checking starts without it

    sources = tuple(sources)
    refuse_onto(target, sources)
    return save(target, build(form, edition, content, **options), sources=sources)


def save_continued(
    target: Path, base: Submission, content: Content, *, sources: Iterable[Path], show: tuple[str, ...] = ()
) -> Saved:
    """A workbook that goes on as a new file of the same form and stamp; what of its own cannot come along is said."""
    saved = save_built(target, base.form, base.edition, content, sources=sources, stamp=base.stamp, show=show)
    return Saved(saved.path, (*saved.remarks, *not_ours(base)))


def not_ours(found: Submission) -> Iterator[str]:
    """Sheets and columns that the office added stay in its file: the new one has those of the form."""
    own = [sheet for sheet in found.sheets if sheet not in found.form.order and not sheet.startswith("_")]
    if own:
        yield f"Trang không thuộc mẫu, không chép sang tệp mới: {', '.join(own)}."
    columns = [finding.place for finding in found.findings if finding.code == COLUMN_UNKNOWN.code]
    if columns:
        yield f"Cột không thuộc mẫu, không chép sang tệp mới: {', '.join(columns)}."


def save_new(
    target: Path,
    form: Form,
    edition: Edition,
    content: Content | None = None,
    *,
    sources: Iterable[Path] = (),
    advice: str = "",
    **options: Any,
) -> Saved:
    """As `save_built`, for a workbook people will write in: never over one that somebody has written in (see `advice`)."""
    from kdcl_xl.workbook.builder import build  # XlsxWriter: checking starts without it

    sources = tuple(sources)
    refuse_onto(target, sources)
    data = build(form, edition, content, **options)
    refuse_onto_filled(target, data, advice)
    return save(target, data, sources=sources)
