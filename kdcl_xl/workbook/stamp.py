"""The stamp: what a workbook says of itself on the very hidden sheet `_kdcl`.

LibreOffice rewrites files and turns very hidden into hidden, so the digest covers names and headers, not XML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from kdcl_xl.forms.form import Edition, Form

STAMP_SHEET = "_kdcl"
LISTS_SHEET = "_danh_muc"
WORKINGS_SHEET = "_tinh"
ORIGIN_SHEET = "_goc"
"""Very hidden, in parts for work groups only: what each cell was when the part was made."""

_KEYS = {
    "form": "mau",
    "version": "phien_ban",
    "regulation": "bo_tieu_chuan",
    "kind": "loai_truong",
    "school_year": "nam_hoc",
    "unit": "don_vi",
    "school_id": "ma_truong",
    "digest": "cau_truc",
    "part": "phan",
    "owner": "nguoi_phu_trach",
    "base": "ban_goc",
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Identity of a workbook. `part`, `owner` and `base` are set on slices given to work groups only."""

    form: str = ""
    version: str = ""
    regulation: str = ""
    kind: str = ""
    school_year: str = ""
    unit: str = ""
    school_id: str = ""
    digest: str = ""
    part: str = ""
    owner: str = ""
    base: str = ""

    def rows(self) -> list[tuple[str, str]]:
        """Key and value as they stand on the sheet."""
        return [(_KEYS[key], value) for key, value in asdict(self).items()]


def stamp_of(form: Form, edition: Edition, **more: str) -> Stamp:
    """The stamp of a workbook of this form and edition; `more` are the other fields of `Stamp`."""
    return Stamp(
        form=form.id,
        version=form.version,
        regulation=edition.regulation.id if edition.regulation else "",
        kind=edition.kind or "",
        school_year=str(edition.school_year),
        digest=form.digest(edition),
        **more,
    )


def from_rows(rows: Sequence[Sequence[Any]]) -> Stamp | None:
    """The stamp on the rows of a `_kdcl` sheet, None when they hold none."""
    found = {str(row[0]).strip(): str(row[1]).strip() for row in rows if len(row) > 1 and row[0]}
    known = {field.name: found.get(_KEYS[field.name], "") for field in fields(Stamp)}
    return Stamp(**known) if known["form"] else None
