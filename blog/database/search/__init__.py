"""Search over SQLite's FTS5 and Postgres' tsvector, behind one interface.

Both find words whatever their case and whatever the accents of Latin letters;
Postgres also those of other alphabets, which FTS5's tokenizer keeps apart.
Only what is public is in the index. Each entry has a key that sorts like the
date of publication (migration 0009), so that a list by date, a stretch of time
and the next page are ranges of the key.
"""
