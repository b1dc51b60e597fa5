"""Why a consolidation cannot start. Each message is one Vietnamese line for the user (exit code 2)."""

from __future__ import annotations


class ConsolidationProblem(ValueError):  # noqa: N818 (its message is read by users, its name by nobody else)
    """The consolidation cannot start; nothing was written."""


class NoSuchFolderError(ConsolidationProblem):
    """The folder to consolidate cannot be opened."""


class HeldByAnotherError(ConsolidationProblem):
    """Somebody else is writing the same output."""
