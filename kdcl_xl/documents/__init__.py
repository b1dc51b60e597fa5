"""Official documents: Word templates, the models they print, PDF."""
