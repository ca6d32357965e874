"""Backups of a whole site in one file: made while it runs, restored into an empty place, rehearsed beside it."""
