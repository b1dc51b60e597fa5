"""Papers of a year of external review, recognition and improvement. A new one: a module here and its entry below."""

from __future__ import annotations

from kdcl_xl.documents.review_papers import (
    certificates,
    costs,
    council,
    dossiers,
    inspections,
    panels,
    petitions,
    planning,
    recognition,
    results,
    results_petition,
    team,
    yearly,
    yearly_building,
    yearly_improvement,
)

DOCUMENTS = (
    *planning.DOCUMENTS,
    *dossiers.DOCUMENTS,
    *petitions.DOCUMENTS,
    *panels.DOCUMENTS,
    *inspections.DOCUMENTS,
    *costs.DOCUMENTS,
    *results.DOCUMENTS,
    *recognition.DOCUMENTS,
    *certificates.DOCUMENTS,
    *results_petition.DOCUMENTS,
    *council.DOCUMENTS,
    *yearly_improvement.DOCUMENTS,
    *yearly_building.DOCUMENTS,
    *yearly.DOCUMENTS,
    *team.DOCUMENTS,
)
