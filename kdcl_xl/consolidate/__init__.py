"""From a folder of school workbooks to one consolidated workbook, for the Phòng/UBND xã and for the Sở."""

from kdcl_xl.consolidate.evidence import export_evidence
from kdcl_xl.consolidate.outcome import Outcome
from kdcl_xl.consolidate.pipeline import run
from kdcl_xl.consolidate.problems import ConsolidationProblem, HeldByAnotherError, NoSuchFolderError

__all__ = [
    "ConsolidationProblem",
    "HeldByAnotherError",
    "NoSuchFolderError",
    "Outcome",
    "export_evidence",
    "run",
]
