"""Under which rule set and which path to recognition a row of the year stands."""

from __future__ import annotations

import datetime as dt

from kdcl_xl.forms.review_results import Comparison, Recognised
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.forms.vocabulary import KIND_OF_NAME, KindName
from kdcl_xl.law.external_review import TEAM_PATH, ReviewPath, review_law
from kdcl_xl.law.regulation import Regulation, SchoolKind, in_force, load, regulation_ids
from kdcl_xl.review_year.school_files import SchoolFile


def kind_named(name: str) -> SchoolKind | None:
    """ "Mầm non" → its kind; None for anything that is not in the list."""
    return KIND_OF_NAME[KindName(name)] if name in set(KindName) else None


def rules_named(regulation: str, kind: SchoolKind | None, on: dt.date) -> Regulation | None:
    """The rule set of that id; without an id the one in force for that kind of school; None: unknown."""
    if regulation:
        return load(regulation) if regulation in regulation_ids() else None
    return in_force(on, kind) if kind else None


def rules_reviewed_by(file: SchoolFile, on: dt.date) -> Regulation | None:
    """The rule set of a school's external review: that of the sheet "Đối chiếu", else the one in force on the day."""
    named = next((row.regulation for row in file.of(Comparison) if row.regulation), "")
    return rules_named(named, kind_named(file.kind), on)


def rules_when_signed(file: SchoolFile, row: Recognised) -> Regulation | None:
    """The rule set a certificate names, else that in force for the school the day it was signed; None: unknown."""
    if not row.regulation and row.signed_on is None:
        return None
    return rules_named(row.regulation, kind_named(row.kind or file.kind), row.signed_on or dt.date.max)


def offered_on(certificate: str, day: dt.date) -> bool:
    """Whether anyone can register for a kind of certificate that day: KĐCLGD only under the circulars of 2018."""
    return certificate != CertificateKind.ACCREDITATION or is_team_path(review_law().path_on(day))


def is_team_path(path: ReviewPath) -> bool:
    """Whether it is the path of 2018: panels, KĐCLGD and CQG."""
    return path.id == TEAM_PATH
