"""Workbooks: is this file safe, what does it hold, how is a blank one drawn, how is one marked."""
