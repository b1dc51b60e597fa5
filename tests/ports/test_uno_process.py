"""The end of a process of LibreOffice's Python, with the Python at hand: the module asks for nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROCESS = """
import atexit
from kdcl_xl.ports.uno_process import end_with
atexit.register(print, "the interpreter's own end")
def main():
    print("answered", end="")
    {last}
end_with(main)
"""


@pytest.mark.parametrize(
    ("last", "code", "said"),
    [("return 0", 0, ""), ("return 75", 75, ""), ("raise ValueError(7)", 1, "ValueError: 7")],
)
def test_answer_and_code_arrive_without_the_interpreters_own_end(last: str, code: int, said: str) -> None:
    program = [sys.executable, "-c", _PROCESS.format(last=last)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (code, "answered")
    assert said in done.stderr
