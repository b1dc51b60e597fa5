"""What commands print: results on stdout, everything about the run itself on stderr, always UTF-8."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

import typer

if TYPE_CHECKING:
    from kdcl_xl.findings import Finding


def print_json(data: Any) -> None:
    """JSON on stdout. With --json nothing else may stand there."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def say(*lines: str) -> None:
    """Lines on stdout; empty ones are left out."""
    for line in lines:
        if line:
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def warn(*lines: str) -> None:
    """Lines on stderr: about the run, not its result."""
    for line in lines:
        if line:
            sys.stderr.buffer.write(line.encode("utf-8", "replace") + b"\n")


class Told(Protocol):
    """What a job hands to a command: for people and for programs."""

    def lines(self) -> Iterable[str]:
        """For the screen."""

    def as_json(self) -> Any:
        """The published shape."""


def tell(result: Told, as_json: bool) -> None:
    """A result on stdout, as --json asks."""
    if as_json:
        print_json(result.as_json())
    else:
        say(*result.lines())


def finish(findings: Iterable[Finding]) -> None:
    """Exit 1 when there are error findings."""
    from kdcl_xl.findings import count_errors

    if count_errors(findings):
        raise typer.Exit(1)
