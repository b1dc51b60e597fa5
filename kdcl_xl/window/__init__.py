"""The companion window: the same buttons beside Excel or LibreOffice, for PCs where macros are blocked.

It owns no job of its own. A press goes through `buttons.press` like any other, on the workbook open in Excel or
LibreOffice or on closed files (then into a marked copy). Needs the extra `cua-so` (PySide6).
"""
