"""Numbers, dates and signers put on papers just before they are printed: `kdcl van-ban --so`, `--ngay-ky`, `--ky-thay`."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from kdcl_xl.documents.document import Document, Draft
from kdcl_xl.documents.kinds import Capacity
from kdcl_xl.documents.letterhead import OfficialPaper
from kdcl_xl.documents.numbers import MOST_GAPS, Given, NumberProblem, NumberRegister
from kdcl_xl.documents.signing_day import day_remarks
from kdcl_xl.folders import settings_folder
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.jobs.support import OFFICE_SETTINGS
from kdcl_xl.text.lists import some
from kdcl_xl.workbook.atomic import write_atomically

NEXT = "tu-dong"
"""What one writes for the next number of the register."""
_DIGITS = 5
"""No office writes more than 99,999 papers of a kind a year; more is a slip of the finger."""
_WAIT = 5
"""Seconds to wait for another officer who is taking a number."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What is put on the papers: a number (digits, `NEXT`, or "" for blank), the day, who signs instead of the head."""

    number: str = ""
    on: dt.date | None = None
    name: str = ""
    capacity: Capacity = Capacity.DEPUTY
    office: str = ""
    """Of the one who signs by order or by authorisation: "Trưởng phòng Quản lý chất lượng"."""

    def __post_init__(self) -> None:
        """Raises JobError when a capacity comes without the person or the office it needs."""
        if not self.name and (self.office or self.capacity is not Capacity.DEPUTY):
            raise JobError("--tu-cach, --chuc-vu đi cùng --ky-thay HỌ TÊN.")
        if self.name and not self.office and self.capacity in (Capacity.BY_ORDER, Capacity.AUTHORISED):
            raise JobError(f"Ký {self.capacity}. cần chức vụ của người ký, ví dụ --chuc-vu \"Trưởng phòng Quản lý chất lượng\".")  # fmt: skip

    def __bool__(self) -> bool:
        return bool(self.number or self.on or self.name)


def numbers_file() -> Path:
    """The register of numbers, beside the settings: the office's shared ones where there are any."""
    office = os.environ.get(OFFICE_SETTINGS)
    return (Path(office).parent if office else settings_folder()) / "so-van-ban.json"


def register_lines() -> list[str]:
    """The numbers given so far, for people, and where they are kept. Raises JobError."""
    try:
        lines = NumberRegister.read(numbers_file()).lines()
    except NumberProblem as problem:
        raise JobError(str(problem)) from problem
    kept = f"Sổ số: {numbers_file()} (dùng được với kdcl the-thuc --so-dang-ky)."
    return [*lines, kept] if numbers_file().exists() else lines


def signed(
    document: Document, drafts: Sequence[Draft], signing: Signing, year: int
) -> tuple[list[Draft], list[str]]:
    """The drafts with number, day and signer, and remarks. `year`: of the numbers, while no day is given.

    The register is saved before anything is printed: a run that fails later leaves the paper its number, and the next
    run prints the same one. Raises JobError, SaveError.
    """
    if not signing:
        return list(drafts), []
    papers = [draft.context for draft in drafts if isinstance(draft.context, OfficialPaper)]
    if len(papers) < len(drafts):
        raise JobError(
            f"{document.title} không ghi số, ngày ký ở đầu văn bản; bỏ --so, --ngay-ky, --ky-thay."
        )
    ours = [draft for draft in drafts if not _is_settled(draft)]
    said = list(_left_alone(drafts))
    if not ours:
        return list(drafts), said
    taken, remarks = _signed(document, ours, signing, year)
    by_name = {draft.name: draft for draft in taken}
    return [by_name.get(draft.name, draft) for draft in drafts], [*remarks, *said]


def _is_settled(draft: Draft) -> bool:
    """Nothing of ours is put on a paper of another body, nor on one that has its number already: that was issued."""
    return draft.of_another or (isinstance(draft.context, OfficialPaper) and bool(draft.context.head.number))


def _left_alone(drafts: Sequence[Draft]) -> Iterator[str]:
    elsewhere = sum(draft.of_another for draft in drafts)
    issued = sum(_is_settled(draft) for draft in drafts) - elsewhere
    if issued:
        yield f"{issued} văn bản đã có số trong sổ: giữ nguyên số, ngày, người ký của sổ."
    if elsewhere:
        yield f"{elsewhere} văn bản do cơ quan khác ban hành: để trống số, ngày; văn thư của cơ quan ấy cấp."


def _signed(
    document: Document, drafts: Sequence[Draft], signing: Signing, year: int
) -> tuple[list[Draft], list[str]]:
    papers = [draft.context for draft in drafts if isinstance(draft.context, OfficialPaper)]
    too_early = day_remarks(papers, signing.on) if signing.on else []
    if not signing.number:
        return [_put(draft, signing, "") for draft in drafts], too_early
    wanted = _wanted(document, signing.number, len(drafts))
    with _held(numbers_file()):
        try:
            register = NumberRegister.read(numbers_file())
            given = [register.give(_entry(document, draft, signing, year), wanted) for draft in drafts]
        except NumberProblem as problem:
            raise JobError(str(problem)) from problem
        data = register.as_bytes()
        write_atomically(numbers_file(), lambda temporary: temporary.write_bytes(data), keep_previous=True)
    numbered = [_put(draft, signing, str(entry.number)) for draft, entry in zip(drafts, given, strict=True)]
    return numbered, [*too_early, *register.remarks, *_gap_remark(register, given)]


def _wanted(document: Document, number: str, papers: int) -> int | None:
    if number == NEXT:
        return None
    if not number.isdecimal() or len(number) > _DIGITS or int(number) == 0:
        raise JobError(f"--so nhận một số từ 1 đến {10**_DIGITS - 1} hoặc {NEXT}, không nhận “{number}”.")
    if document.several and papers > 1:
        raise JobError(f"Có {papers} văn bản, mỗi văn bản một số: dùng --so {NEXT}.")
    return int(number)


def _entry(document: Document, draft: Draft, signing: Signing, year: int) -> Given:
    assert isinstance(draft.context, OfficialPaper)  # noqa: S101 (see `signed`)
    head = draft.context.head
    return Given(
        year=signing.on.year if signing.on else year,
        body=f"{head.body} ({head.parent_body})" if head.parent_body else head.body,
        series=document.kind.series,
        number=0,
        symbol=head.symbol,
        paper=draft.name,
        issued_on=signing.on,
    )


def _put(draft: Draft, signing: Signing, number: str) -> Draft:
    paper = draft.context
    assert isinstance(paper, OfficialPaper)  # noqa: S101 (see `signed`)
    head = paper.head.model_copy(update={"number": number, "issued_on": signing.on or paper.head.issued_on})
    signer = paper.signer
    if signing.name:
        signer = signer.signed_by(signing.name, signing.capacity, signing.office)
    return replace(draft, context=paper.model_copy(update={"head": head, "signer": signer}))


def _gap_remark(register: NumberRegister, given: Sequence[Given]) -> list[str]:
    missing = register.gaps(given[0]) if given else ()
    if not missing:
        return []
    return [
        f"Chưa dùng trong sổ số văn bản: {some((f'{n:02}' for n in missing), MOST_GAPS, ' và {} số nữa')}."
    ]


@contextmanager
def _held(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(f".{path.name}.khoa"), timeout=_WAIT)
    try:
        lock.acquire()
    except Timeout as error:
        raise JobError("Máy khác đang lấy số văn bản. Thầy/cô chạy lại sau ít phút.") from error
    try:
        yield
    finally:
        lock.release()
