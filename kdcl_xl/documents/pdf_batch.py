"""Hundreds of documents to PDF: merged into one Word file, converted once, split again at the end of each.

Starting LibreOffice costs more than a hundred certificates. Documents that cannot be merged, and those of a merged
file that failed, are converted as files; what still fails is reported by itself and holds up nothing else.
"""

from __future__ import annotations

import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdcl_xl.documents.batch import Progress
from kdcl_xl.documents.merging import START, Merger, NotMergeable
from kdcl_xl.documents.pdf import (
    ABSENT,
    NO_SOURCE,
    PdfResult,
    convert_marked,
    find_libreoffice,
    targets,
    to_pdf,
)
from kdcl_xl.documents.seal import BrokenSealError, parts_of, read_seal

if TYPE_CHECKING:
    import pikepdf

_MOST = 300
"""Documents in a merged file: LibreOffice is linear up to some 500 pages."""
_MOST_XML = 6_000_000
"""… and characters of XML, about as many pages."""
_FILES = 40
"""Files in one run, where they are converted as files."""
_START_SECONDS, _SECONDS_EACH = 90, 3
ATTACHMENT = "kdcl.json"
"""Name under which a PDF carries the manifest of its document."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Positions of documents, and the file they are merged into (None: they go as files)."""

    places: list[int]
    document: bytes | None


def can_split() -> bool:
    """Whether pikepdf (extra `pdf`) is installed."""
    try:
        import pikepdf
    except ImportError:
        return False
    return bool(pikepdf.__version__)


def to_pdf_batch(
    sources: Sequence[Path],
    folder: Path | None = None,
    *,
    progress: Progress | None = None,
    program: Path | None = None,
    limit: float | None = None,
) -> list[PdfResult]:
    """One result for each document, in the same order; see `to_pdf`. Each PDF carries the manifest of its document.

    `limit`: seconds for each run of LibreOffice. Without pikepdf the files are converted one by one, some to a run.
    Raises OSError only when a PDF cannot be put in its place; `progress` may raise to stop.
    """
    program = program or find_libreoffice()
    if program is None:
        return [PdfResult(source, None, ABSENT) for source in sources]
    batch = _Batch(sources, targets(sources, folder), program, limit, progress)
    batch.run()
    return [
        batch.results.get(place, PdfResult(source, None, NO_SOURCE)) for place, source in enumerate(sources)
    ]


class _Batch:
    def __init__(
        self,
        sources: Sequence[Path],
        places: Sequence[Path],
        program: Path,
        limit: float | None,
        progress: Progress | None,
    ) -> None:
        self.sources, self.targets = sources, places
        self.program, self.limit, self.progress = program, limit, progress
        self.results: dict[int, PdfResult] = {}

    def run(self) -> None:
        left: list[int] = []
        split = can_split()
        for group in _groups(self.sources, merge=split):
            if group.document is None or not self._merged(group):
                left += group.places
            self._tell()
        for start in range(0, len(left), _FILES):
            self._as_files(left[start : start + _FILES])
            self._tell()
        again = [place for place in left if not self.results[place].made and self.sources[place].is_file()]
        if len(left) > 1:
            for place in again:  # one bad file may have taken the others with it
                self._as_files([place])
        if split:
            for place in left:
                self._attach(place)

    def _tell(self) -> None:
        if self.progress:
            self.progress(len(self.results), len(self.sources), "PDF")

    def _merged(self, group: _Group) -> bool:
        assert group.document is not None  # noqa: S101 (see `run`)
        seconds = self.limit or _START_SECONDS + _SECONDS_EACH * len(group.places)
        for _attempt in range(2):
            with tempfile.TemporaryDirectory(prefix="kdcl-pdf-") as temporary:
                copy = Path(temporary) / "gop.docx"
                copy.write_bytes(group.document)
                begun = time.monotonic()
                made = convert_marked(self.program, copy, seconds)
                if made is not None:
                    return self._split(made, group.places)
                if time.monotonic() - begun >= seconds:
                    return False  # what took too long once will again: as files each has its own time
        return False

    def _split(self, merged: Path, places: Sequence[int]) -> bool:
        """Put the pages of each document in their place. False when the first pages are not all found, in order."""
        import pikepdf

        with pikepdf.open(merged) as whole:
            number = {page.objgen: at for at, page in enumerate(whole.pages)}
            marks = whole.Root.get("/Dests", pikepdf.Dictionary())
            starts = [_page_of(marks, START.format(at), number) for at in range(len(places))]
            ends = [*starts[1:], len(number)]
            if starts[0] != 0 or any(end <= start for start, end in zip(starts, ends, strict=True)):
                return False
            for place, start, end in zip(places, starts, ends, strict=True):
                with pikepdf.new() as one:
                    one.pages.extend(whole.pages[start:end])
                    self._save(one, place)
        return True

    def _save(self, pdf: pikepdf.Pdf, place: int) -> None:
        source, target = self.sources[place], self.targets[place]
        manifest = _manifest(source)
        if manifest is not None:
            attach_manifest(pdf, manifest)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.tam")
        pdf.save(partial, deterministic_id=True)
        partial.replace(target)
        self.results[place] = PdfResult(source, target)

    def _as_files(self, places: Sequence[int]) -> None:
        """Through `to_pdf`, into a folder of our own: names may repeat across folders."""
        with tempfile.TemporaryDirectory(prefix="kdcl-pdf-") as temporary:
            sources = [self.sources[place] for place in places]
            made = to_pdf(sources, Path(temporary), program=self.program, limit=self.limit)
            for place, result in zip(places, made, strict=True):
                if result.pdf is not None:
                    target = self.targets[place]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(result.pdf.read_bytes())
                    result = replace(result, pdf=target)
                self.results[place] = result

    def _attach(self, place: int) -> None:
        import pikepdf

        made = self.results[place].pdf
        if made is None or _manifest(self.sources[place]) is None:
            return
        with pikepdf.open(made, allow_overwriting_input=True) as pdf:
            self._save(pdf, place)


def attach_manifest(pdf: pikepdf.Pdf, manifest: bytes) -> None:
    """Let a PDF carry a manifest (JSON) as an attached file without a date."""
    from pikepdf import AttachedFileSpec

    no_clock = {"creation_date": "", "mod_date": ""}
    pdf.attachments[ATTACHMENT] = AttachedFileSpec(
        pdf, manifest, filename=ATTACHMENT, description="", mime_type="application/json", **no_clock
    )


def _page_of(marks: pikepdf.Object, name: str, number: Mapping[pikepdf.Object, int]) -> int:
    """The page of a named destination, -1 when there is none."""
    found: Any = marks.get(f"/{name}")
    return number.get(found[0].objgen, -1) if found is not None else -1


def _groups(sources: Sequence[Path], *, merge: bool) -> Iterator[_Group]:
    """The documents in order, as many of one template together as one run takes."""
    merger, places = Merger(), list[int]()
    alone: list[int] = []
    for place, source in enumerate(sources):
        try:
            document = source.read_bytes() if merge and source.suffix.lower() == ".docx" else b""
        except FileNotFoundError:
            continue
        if merger.count and (merger.count >= _MOST or merger.size >= _MOST_XML):
            yield _finished(merger, places)
            merger, places = Merger(), []
        if not _takes(merger, document) and merger.count:
            yield _finished(merger, places)
            merger, places = Merger(), []
            if not _takes(merger, document):
                alone.append(place)
                continue
        elif not merger.count:
            alone.append(place)
            continue
        places.append(place)
    if places:
        yield _finished(merger, places)
    if alone:
        yield _Group(alone, None)


def _finished(merger: Merger, places: list[int]) -> _Group:
    return _Group(places, merger.result() if len(places) > 1 else None)


def _takes(merger: Merger, document: bytes) -> bool:
    try:
        merger.add(document)
    except (NotMergeable, zipfile.BadZipFile, KeyError, ValueError):
        return False
    return True


def _manifest(source: Path) -> bytes | None:
    try:
        manifest = read_seal(parts_of(source.read_bytes()))
    except (BrokenSealError, ValueError):
        return None
    return manifest.model_dump_json().encode() if manifest else None
