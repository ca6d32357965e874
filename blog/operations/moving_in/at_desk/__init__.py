"""Imports at the desk: upload, check, run and report, for who has never seen a terminal."""
