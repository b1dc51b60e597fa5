"""What the extension does inside LibreOffice, in whatever Python it brings (3.8 or later): standard library only.

The thinking is done by the package itself, in a process of its own (docs/adr/0005). The `uno_*` modules beside this file
are copies of `kdcl_xl/ports/uno_*`, put here by `tools/build_oxt.py`.
"""
