"""The command line: each command reads, calls a job and prints. Exit 0 done, 1 done with errors found, 2 not done.

Everything heavy is imported inside the command that needs it: `kdcl --help` must be quick on an old PC.
"""

from kdcl_xl.cli.entry import main

__all__ = ["main"]
