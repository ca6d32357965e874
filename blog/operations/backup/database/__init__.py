"""The database in a backup: SQLite as its own file, Postgres as the text of COPY, and each brought into the other."""
