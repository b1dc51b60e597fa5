"""Samples that a builder itself makes of a sample workbook: what a template prints is then what the program prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic import BaseModel

from kdcl_xl.documents.document import Draft, Source, Variant
from kdcl_xl.documents.letterhead import OfficialPaper

P = TypeVar("P", bound=OfficialPaper)


def variant(
    template: str,
    model: type[BaseModel],
    build: Callable[[Source], BaseModel] | Callable[[Source], Iterable[Draft]],
    source: Callable[[], Source],
    title: str = "",
    *,
    at: int = 0,
    sign: bool = False,
) -> Variant:
    """A variant whose sample the builder makes of the workbook of `source`, the `at`-th paper of the model if several.

    `sign`: with a name below the signature, where the workbook knows none.
    """

    def sample() -> BaseModel:
        made = build(source())
        papers = [made] if isinstance(made, BaseModel) else [draft.context for draft in made]
        chosen = [paper for paper in papers if isinstance(paper, model)][at]
        if not sign:
            return chosen
        assert isinstance(chosen, OfficialPaper)  # noqa: S101 (nobody signs a form)
        return signed(chosen)

    return Variant(template, model, sample, title)


def signed(paper: P) -> P:
    """The paper as a reader sees it, with somebody's name below the signature."""
    return paper.model_copy(update={"signer": paper.signer.model_copy(update={"name": "Mạc Thị Thu Giang"})})
