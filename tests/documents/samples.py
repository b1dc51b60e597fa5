"""The sample of every template of the catalogue, by template."""

from __future__ import annotations

from kdcl_xl.documents.catalogue import variants
from kdcl_xl.documents.contexts import CriterionForm
from kdcl_xl.documents.samples.reports import criterion_form, report_2018

SAMPLES = {template: variant.sample for template, variant in variants().items()}


def criterion_form_fourth_level() -> CriterionForm:
    """The second face of the phiếu: Mức 4."""
    clause = next(clause for clause in report_2018().clauses if clause.code == "22.4")
    return criterion_form().model_copy(update={"criterion": clause, "fourth_level": True})
