"""The sample of every template of the catalogue, by template."""

from __future__ import annotations

from kdcl_xl.documents.catalogue import variants

SAMPLES = {template: variant.sample for template, variant in variants().items()}
