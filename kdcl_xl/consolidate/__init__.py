"""From a folder of school workbooks to one consolidated workbook, for the Phòng/UBND xã and for the Sở."""

from kdcl_xl.consolidate.evidence import export_evidence
from kdcl_xl.consolidate.intake import NoSuchFolderError
from kdcl_xl.consolidate.lock import HeldByAnotherError
from kdcl_xl.consolidate.outcome import Outcome
from kdcl_xl.consolidate.pipeline import ConsolidationProblem, run

__all__ = [
    "ConsolidationProblem",
    "HeldByAnotherError",
    "NoSuchFolderError",
    "Outcome",
    "export_evidence",
    "run",
]
