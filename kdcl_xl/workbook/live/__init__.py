"""Sheets without entry cells: the guide, the live results, the slip to sign."""
