"""Save what a job made: never onto a file it was made from, and what lay there before is kept as .bak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kdcl_xl.forms.form import Edition, Form
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.workbook.atomic import saved_beside, write_atomically
from kdcl_xl.workbook.content import Content


@dataclass(frozen=True, slots=True)
class Saved:
    """The file really written, and what the user should know about it."""

    path: Path
    remarks: tuple[str, ...] = ()


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
    written = write_atomically(target, lambda temporary: temporary.write_bytes(data), keep_previous=True)
    beside = saved_beside(target, written)
    if beside is not None:
        return Saved(written, (f"{beside.message} {beside.remedy}",))
    return Saved(written, (f"Bản cũ cùng tên được giữ ở {written.name}.bak.",) if replaced else ())


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
