"""How a process of LibreOffice's Python ends that spoke over the bridge. Stdlib only, see `uno_sheets`."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn


def end_with(main: Callable[[], int]) -> NoReturn:
    """Run `main` and end the process with its exit code, 1 and the traceback on stderr after an error.

    Not by the interpreter's own end: pyuno falls now and then (SIGSEGV, 6 of 1,000 on a busy machine) when bridge and
    interpreter are taken down together, and work that was done and answered would count as failed.
    """
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
