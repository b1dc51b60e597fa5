"""`python -m kdcl_xl`: the same as `kdcl`."""

from kdcl_xl.cli import main

main()
