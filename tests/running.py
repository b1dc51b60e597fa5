"""Run `kdcl` as a user does: in this process for speed, or in one of its own for the real thing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kdcl_xl.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The only thing on stdout."""
        return json.loads(self.out)

    @property
    def reason(self) -> str:
        """The one line that says why nothing was done."""
        assert self.code == 2, self
        assert self.out == "" or not self.out.startswith("Traceback")
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


def kdcl(*arguments: str | Path) -> Answer:
    """One command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    code = 0
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 99
    finally:
        sys.stdout, sys.stderr = before
    return Answer(code, _text(out), _text(err))


def kdcl_alone(*arguments: str | Path, cwd: Path, **environment: str) -> Answer:
    """One command in a process of its own, on a terminal that knows ASCII only."""
    done = subprocess.run(
        [sys.executable, "-m", "kdcl_xl.cli", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=120,
        env={
            **os.environ,
            "PYTHONIOENCODING": "ascii",
            "PYTHONPATH": str(Path(__file__).parent.parent),
            **environment,
        },
    )
    return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@contextmanager
def untouched(*paths: Path) -> Iterator[None]:
    """The files (and those in the folders) are the same bytes afterwards, and none is gone."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    files = [file for file in files if file.is_file()]
    assert files
    before = {file: sha256(file.read_bytes()).hexdigest() for file in files}
    yield
    after = {file: sha256(file.read_bytes()).hexdigest() for file in files if file.exists()}
    assert after == before


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
