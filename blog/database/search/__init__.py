"""Search over SQLite's FTS5 and Postgres' tsvector, behind one interface.

The program folds, cuts and stems text and query, so both find the same, and
ranks the hits itself, so both list them in the same order. Only what is public
is in the index. Each entry has a key that sorts like the date of publication
(migration 0009), so that a list by date, a stretch of time and the next page
are ranges of the key.
"""
