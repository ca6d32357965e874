"""Columns of our own export: parser and writer of each."""
