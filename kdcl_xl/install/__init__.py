"""Per-user installation on Windows. Standard library only: it runs before anything else is known to work."""
