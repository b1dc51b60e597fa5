"""Parts the Word templates of `reports/` are built from."""
