"""`main`: whatever goes wrong ends in one Vietnamese line on stderr and exit code 2, never a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import typer

# The order of these imports is the order of the commands in `kdcl --help`.
from kdcl_xl.cli.app import app
from kdcl_xl.cli.output import print_json
from kdcl_xl.cli.wording import usage_error
from kdcl_xl.jobs.errors import JobError, file_words

_USAGE_ERROR: Any = typer.BadParameter.__base__
"""click's UsageError: recent typer carries its own copy of click, so it cannot be imported by name."""
_INTERRUPTED = 130
"""What recent typer makes of Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `kdcl` with these arguments (default: those of the process) and exit with 0, 1 or 2."""
    # Modules and rows live on and hold few cycles: at the usual 700 the collector looks at all of them again and again.
    gc.set_threshold(100_000)
    words = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in words

    def stop(message: str, data: Mapping[str, Any] | None = None) -> NoReturn:
        if as_json:  # a program that reads stdout is to be told there as well
            print_json({"schema": 1, **(data or {}), "error": _one_line(message)})
            sys.stdout.flush()
        _stop(message)

    try:
        code = app(args=arguments, prog_name="kdcl", standalone_mode=False)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        sys.stdout.flush()
    except JobError as error:
        stop(str(error), error.data)
    except _USAGE_ERROR as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.buffer.write(f"{error.ctx.get_help()}\n".encode())
            raise SystemExit(0) from None
        stop(usage_error(error, _commands(error.ctx)))
    except (typer.Abort, KeyboardInterrupt):
        stop("Đã dừng theo yêu cầu của thầy/cô.")
    except BrokenPipeError:
        # The reader (head, more) has seen enough; nobody is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        stop(file_words(error))
    except Exception as error:
        from kdcl_xl.jobs.support import logged

        stop(f"Chương trình gặp lỗi không lường trước{logged(error)}. Dữ liệu của thầy/cô không bị thay đổi.")
    raise SystemExit(code if isinstance(code, int) else 0)


def _commands(context: Any) -> list[str]:
    return list(getattr(context.command, "commands", ())) if context is not None else []


def _one_line(message: str) -> str:
    return " ".join(message.split("\n"))


def _stop(message: str) -> NoReturn:
    sys.stderr.buffer.write(_one_line(message).encode("utf-8", "replace") + b"\n")
    raise SystemExit(2)
