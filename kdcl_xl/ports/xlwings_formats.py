"""Formats and lists brought back from another workbook, opened read-only beside the user's and closed again."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from kdcl_xl.ports.xlwings_work import Layout, Work
from kdcl_xl.workbook.addresses import parse_a1
from kdcl_xl.workbook.plan import CopyFormats, FormatsCopy


def copy_formats(work: Work, action: CopyFormats) -> None:
    """Copy formats and validations; values stay. A filtered sheet is left out: Excel pastes into visible rows only."""
    sheet = work.sheet_to_write(action.sheet, (copied.target.first for copied in action.copies))
    if sheet is None:
        return
    if not Path(action.workbook).is_file():
        work.left.sentence(f"Không thấy tệp mẫu “{Path(action.workbook).name}” nên chưa khôi phục định dạng.")
        return
    if _hides_rows(work, sheet, action.copies):
        work.left.sentence(
            f"Trang “{action.sheet}” có dòng đang ẩn hoặc bị lọc nên chưa khôi phục định dạng: bỏ lọc, hiện hết dòng rồi "
            "bấm lại."
        )
        return
    before = _kept(work)
    with _opened(work, Path(action.workbook)) as source:
        if action.sheet not in [each.name for each in source.sheets]:
            work.left.sentence(f"Tệp mẫu không có trang “{action.sheet}” nên chưa khôi phục định dạng.")
            return
        done = [
            copied
            for copied in action.copies
            if work.patient.attempt(partial(_paste, source.sheets[action.sheet], sheet, copied))
        ]
        work.book.app.cut_copy_mode = False
    for copied in action.copies:
        if copied not in done:
            work.left.sentence(
                f"Excel không cho khôi phục định dạng {action.sheet}!{copied.target.first}:{copied.target.last}."
            )
    if done and before is None:
        work.left.sentence("Lần khôi phục định dạng này không hoàn tác được.")
    elif done:
        targets = [FormatsCopy(source=copied.target, target=copied.target) for copied in done]
        work.formats_before.append(CopyFormats(sheet=action.sheet, workbook=str(before), copies=targets))


def _paste(source: Any, sheet: Any, copied: FormatsCopy) -> None:
    source.range(f"{copied.source.first}:{copied.source.last}").copy()
    target = sheet.range(f"{copied.target.first}:{copied.target.last}")
    for kind in ("formats", "validation"):
        target.paste(kind)


def _hides_rows(work: Work, sheet: Any, copies: Iterable[FormatsCopy]) -> bool:
    hidden = Layout(sheet, work).hidden_rows or frozenset()
    for copied in copies:
        top, bottom = parse_a1(copied.target.first)[0], parse_a1(copied.target.last)[0]
        if any(row in hidden for row in range(top, bottom + 1)):
            return True
    return False


def _kept(work: Work) -> Path | None:
    """A copy of the workbook as it was, None where this engine cannot write one."""
    save_copy = work.patient.native(work.book, "SaveCopyAs")
    if save_copy is None:
        return None
    work.folder.mkdir(parents=True, exist_ok=True)
    copy = work.folder / f"dinh-dang-{uuid.uuid4().hex}{Path(work.book.name).suffix or '.xlsx'}"
    return copy if work.patient.attempt(lambda: save_copy(str(copy))) else None


@contextmanager
def _opened(work: Work, path: Path) -> Iterator[Any]:
    """The workbook under a name of its own: Excel opens no two of the same name, and templates share theirs with users."""
    app = work.book.app
    work.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work.folder, prefix="mau-") as folder:
        copy = Path(folder) / f"{uuid.uuid4().hex}{path.suffix}"
        shutil.copyfile(path, copy)
        with app.properties(display_alerts=False, enable_events=False):
            source = work.patient(
                lambda: app.books.open(str(copy), update_links=False, read_only=True, add_to_mru=False)
            )
            try:
                yield source
            finally:
                work.patient(source.close)
