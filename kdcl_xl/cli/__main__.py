"""`python -m kdcl_xl.cli`, for a PC where the folder of scripts is not on the PATH."""

from kdcl_xl.cli import main

main()
