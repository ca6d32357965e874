"""Readers at the desk: search, stop mail, lists, mailing rules."""
