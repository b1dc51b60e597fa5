"""A document against its seal: which words were changed by hand, which values its source would give today."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from kdcl_xl.documents.letterhead import DAY_TO_FILL, NUMBER_TO_FILL
from kdcl_xl.documents.printed_text import bands_of, body_of
from kdcl_xl.documents.seal import Manifest, short_digest, text_digest, values_in

_BY_HAND = re.compile(r"head\.(?:number|issued_on)")
"""Values the officer gives when making the document (`--so`, `--ngay-ky`), not the source."""
_SIGNER = "signer."
_FOR_ANOTHER = re.compile(r"(?:KT|TL|TUQ|Q)\. |PHÓ ")
_NUMBER = re.compile(r"^(Số:) ?\d+ ?(?=/)")
_ATTACHED = re.compile(r"^(\(Kèm theo .*?\bsố) \d+(/\S+) ngày \d{1,2} tháng \d{1,2} năm \d{4}")
"""The note of an appendix, which names number and day of its paper."""
_DATE = re.compile(r"(ngày) \d{1,2} (tháng) (\d{1,2}) (năm)")


@dataclass(slots=True)
class Edits:
    """What was changed by hand since the document was made. False when nothing was."""

    changed: list[str] = field(default_factory=list)
    """Paragraphs as they read now."""
    removed: int = 0
    bands: bool = False
    """Headers, footers or footnotes differ."""
    filled: list[str] = field(default_factory=list)
    """Number and day that were left blank and have been written in: what a văn thư does to every paper."""

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed or self.bands)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of the document that its source gives otherwise today; `now` is None when it gives none."""

    path: str
    now: str | None


def edits(manifest: Manifest, parts: Mapping[str, bytes]) -> Edits:
    """What was changed by hand. `parts`: the docx taken apart."""
    body, bands = body_of(parts), bands_of(parts)
    if text_digest(body, bands) == manifest.text_sha256:
        return Edits()
    found = Edits()
    then, now = manifest.paragraph_digests, list(map(short_digest, body))
    restored = list(body)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        missing, changed = then[a:b], 0
        for at in range(c, d):
            blank = next((text for text in _as_blank(body[at]) if short_digest(text) in missing), None)
            if blank is None:
                found.changed.append(body[at])
                changed += 1
            else:
                missing.remove(short_digest(blank))
                found.filled.append(body[at])
                restored[at] = blank
        found.removed += max(len(missing) - changed, 0)
    if not found.changed and not found.removed:
        found.bands = text_digest(restored, bands) != manifest.text_sha256
    return found


def _as_blank(text: str) -> Iterator[str]:
    """How the paragraph may have read before number, day and month were written in."""
    number = _NUMBER.sub(r"\1 ", text)
    if number != text:
        yield number
    attached = _ATTACHED.sub(rf"\1 {NUMBER_TO_FILL}\2 {DAY_TO_FILL}", text)
    if attached != text:
        yield attached
    for month in (r"\3", ""):
        date = " ".join(_DATE.sub(rf"\1 \2 {month} \4", text).split())
        if date != text:
            yield date


def changed_values(manifest: Manifest, context: BaseModel) -> list[ValueChange]:
    """The values that differ between the sealed document and a context made today."""
    now = dict(values_in(context))
    then = manifest.values
    changed = [ValueChange(path, text) for path, text in now.items() if then.get(path) != short_digest(text)]
    gone = [ValueChange(path, None) for path in then if path not in now]
    found = [change for change in (*changed, *gone) if not _BY_HAND.fullmatch(change.path)]
    if signed_for_another(manifest, now):
        found = [change for change in found if not change.path.startswith(_SIGNER)]
    return found


def signed_for_another(manifest: Manifest, now: Mapping[str, str]) -> bool:
    """Whether somebody else than the source's signer was named (`--ky-thay`): capacity or office then differ.

    Under the same lines the name is the source's own, unless a deputy signs: there only the person may be changed.
    `now`: the values of the context made today.
    """
    lines = {path: text for path, text in now.items() if path.startswith(f"{_SIGNER}lines")}
    then = {path for path in manifest.values if path.startswith(f"{_SIGNER}lines")}
    same = then == set(lines) and all(manifest.values[path] == short_digest(lines[path]) for path in then)
    return not same or any(_FOR_ANOTHER.match(text) for text in lines.values())


def reprinted(
    then: Sequence[str], now: Sequence[str], signature: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Paragraphs that would read otherwise if the document were made today: (as it is, as it would be).

    `signature`: the lines of a signature block not to be compared, because the officer named the signer.
    """
    pairs = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind == "equal" or not signature.isdisjoint(now[c:d]):
            continue
        for at in range(max(b - a, d - c)):
            old = then[a + at] if a + at < b else ""
            new = now[c + at] if c + at < d else ""
            if old not in _as_blank(new) and new not in _as_blank(old):
                pairs.append((old, new))
    return pairs
