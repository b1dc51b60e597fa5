"""Vietnamese text: forms of Unicode, legacy fonts, name order, dates, times in words, numbers. Knows nothing of schools.

Import from the modules; they are small and load fast.
"""
