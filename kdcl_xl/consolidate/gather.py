"""Turn arrivals into entries: from the cache where nothing changed, else by reading, in one process or several."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice

from kdcl_xl.consolidate.intake import Arrival
from kdcl_xl.consolidate.process import Entry, Terms, process
from kdcl_xl.consolidate.spool import Cache, Spool

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all and the name of the last one."""

_CHUNK = 8
"""Files a worker takes at a time: few enough to share the work evenly, many enough to hide the hand-over."""
_AHEAD = 4
"""Chunks per process handed out before their results are collected: keeps memory flat."""


def gather(
    arrivals: Sequence[Arrival],
    terms: Terms,
    known: Cache,
    spool: Spool,
    *,
    processes: int = 1,
    progress: Progress | None = None,
) -> Iterator[tuple[int, Arrival, Entry]]:
    """Entries in the order of the arrivals, each with its place in the spool. `known.opened` counts files read."""
    found = [known.find(arrival) for arrival in arrivals]
    fresh = _read([a for a, hit in zip(arrivals, found, strict=True) if hit is None], terms, processes)
    for number, (arrival, hit) in enumerate(zip(arrivals, found, strict=True), start=1):
        line = known.read(hit, arrival) if hit else None
        if line is None:
            entry = _undisturbed(arrival, terms) if hit else next(fresh)
            known.opened += 1
            place = spool.add(arrival, entry)
        else:
            raw, entry = line
            place = spool.add_line(raw)
        if progress is not None:
            progress(number, len(arrivals), arrival.name)
        yield place, arrival, entry


def _read(arrivals: Sequence[Arrival], terms: Terms, processes: int) -> Iterator[Entry]:
    if processes < 2 or len(arrivals) < 2 * _CHUNK:
        return _one_after_the_other(arrivals, terms)
    return _in_parallel(arrivals, terms, processes)


def _one_after_the_other(arrivals: Sequence[Arrival], terms: Terms) -> Iterator[Entry]:
    for arrival in arrivals:
        yield _undisturbed(arrival, terms)


def _undisturbed(arrival: Arrival, terms: Terms) -> Entry:
    """Without the cyclic collector: a workbook is thousands of rows that live briefly and hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return process(arrival, terms)
    finally:
        if was_on:
            gc.enable()


def _in_parallel(arrivals: Sequence[Arrival], terms: Terms, processes: int) -> Iterator[Entry]:
    chunks = (arrivals[start : start + _CHUNK] for start in range(0, len(arrivals), _CHUNK))
    work = partial(_chunk, terms=terms)
    with ProcessPoolExecutor(max_workers=processes) as pool:
        waiting = [pool.submit(work, chunk) for chunk in islice(chunks, processes * _AHEAD)]
        while waiting:
            done = waiting.pop(0).result()
            waiting.extend(pool.submit(work, chunk) for chunk in islice(chunks, 1))
            yield from done


def _chunk(arrivals: Sequence[Arrival], *, terms: Terms) -> list[Entry]:
    return [_undisturbed(arrival, terms) for arrival in arrivals]
