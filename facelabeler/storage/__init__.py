"""The project file: one SQLite database, written through. The only package that imports sqlite3."""
