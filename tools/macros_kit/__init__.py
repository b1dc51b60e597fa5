"""Parts of the macro builder: everything that carries VBA, a ribbon or buttons is built from text here."""
