"""A bar on the screen while a job goes through many things."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, str], None]
"""Called with things done, things in all and the name of the next one; may raise to stop."""


@contextmanager
def on_screen(title: str, *, shown: bool = True) -> Iterator[Progress | None]:
    """A bar on stderr; nothing when stderr is no screen, so that logs stay readable."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name[-40:].replace("[", "("))

        yield advance
