"""What is sealed into a document of how it was made: sources, rule set, program, settings, who and when."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from kdcl_xl import __version__
from kdcl_xl.documents.document import Draft, Source
from kdcl_xl.documents.seal import Making, SealedSource, rules_digest
from kdcl_xl.law.regulation import Regulation
from kdcl_xl.settings import Settings


def file_digest(path: Path) -> str:
    """SHA-256 of a file, a piece at a time. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sealed_file(path: Path) -> SealedSource:
    """A whole file as a source. Raises OSError."""
    return SealedSource(name=path.name, sha256=file_digest(path))


def of(
    code: str,
    name: str,
    sources: tuple[SealedSource, ...],
    on: dt.date,
    settings: Settings,
    rules: Regulation | None = None,
) -> Making:
    """How this program, under these settings, makes a document of a code on a day."""
    return Making(
        document=code,
        name=name,
        sources=sources,
        program=__version__,
        on=on,
        rules=rules.id if rules else "",
        rules_sha256=rules_digest(rules) if rules else "",
        settings=settings.digest,
        who=settings.papers.made_by,
    )


def from_workbook(code: str, draft: Draft, source: Source, sealed: SealedSource) -> Making:
    """How a document is made from a workbook."""
    rules = source.submission.edition.regulation
    return of(code, draft.name, (sealed,), source.on, source.settings, rules)
