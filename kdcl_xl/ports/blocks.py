"""Scattered cells as few rectangles: hosts are slow by the call, not by the cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kdcl_xl.workbook.addresses import span

Place = tuple[int, int]
"""Zero-based row and column."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells, zero-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """`B2:C5`, or `B2` for one cell."""
        return span(self.top, self.left, self.bottom, self.right)

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    def places(self) -> Iterator[Place]:
        """Its cells in reading order."""
        return ((row, column) for row in self.rows for column in self.columns)


def blocks_of(places: Iterable[Place]) -> list[Block]:
    """Rectangles that hold exactly these cells: runs along each row, equal runs of following rows joined."""
    open_runs: dict[tuple[int, int], Block] = {}
    done: list[Block] = []
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(set(places)):
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        runs = set(_runs(columns))
        for run, block in list(open_runs.items()):
            if run not in runs or block.bottom != row - 1:
                done.append(open_runs.pop(run))
        for left, right in runs:
            above = open_runs.get((left, right))
            top = above.top if above else row
            open_runs[left, right] = Block(top, left, row, right)
    done += open_runs.values()
    return sorted(done, key=lambda block: (block.top, block.left))


def batches(blocks: Iterable[Block], longest: int) -> Iterator[list[Block]]:
    """Blocks that are addressed together, `A1:A3,C5`, no address longer than a host takes; 0: each on its own."""
    batch: list[Block] = []
    length = 0
    for block in blocks:
        length += len(block.address) + 1
        if batch and length > longest:
            yield batch
            batch, length = [], len(block.address) + 1
        batch.append(block)
    if batch:
        yield batch


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    left = right = columns[0]
    for column in columns[1:]:
        if column != right + 1:
            yield left, right
            left = column
        right = column
    yield left, right
