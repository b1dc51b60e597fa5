"""What the papers of an office share: the deadline of the settings, the symbol proposed, one letter to each school."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from kdcl_xl.documents.document import SLUG_LENGTH, Draft, Source
from kdcl_xl.documents.letterhead import Letterhead, proposed_symbol
from kdcl_xl.documents.office_contexts import ReminderLetter
from kdcl_xl.documents.supplement_context import SupplementLetter
from kdcl_xl.text.dates import parse_date
from kdcl_xl.text.normal import slug


def deadline(source: Source, what: str, key: str, written: str) -> dt.date | None:
    """The deadline of the settings while it lies ahead; otherwise the officer writes one by hand, and is told so.

    `what`: as the user calls it ("Hạn nộp"); `key`: its name in [tong-hop]; `written`: what stands there.
    """
    due = parse_date(written).value
    if due is not None and due >= source.on:
        return due
    source.remarks.append(f"{what} để trống trong công văn: thiết lập [tong-hop] {key} chưa ghi hoặc đã qua.")
    return None


def tell_symbol(source: Source, own: str, head: Letterhead, key: str) -> None:
    """Say which symbol the program proposed where the office has none of its `own`; `key`: where to set it."""
    if not own:
        source.remarks.append(proposed_symbol(head.symbol, key))


def letters_to_schools(
    source: Source, name: str, letters: Iterable[tuple[str, ReminderLetter | SupplementLetter]], none: str
) -> Iterator[Draft]:
    """A draft for each (mã trường, letter), its file named by school; `none` is said when there is no letter."""
    found = list(letters)
    if found:
        tell_symbol(source, source.settings.papers.letter_symbol, found[0][1].head, "ky-hieu-cong-van")
    else:
        source.remarks.append(none)
    for school, letter in found:
        yield Draft(f"{name}_{slug(school)}_{slug(letter.addressee)[:SLUG_LENGTH]}", letter)
