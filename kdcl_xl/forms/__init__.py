"""Forms: every workbook, table and column, declared once; everything else derives from here."""
