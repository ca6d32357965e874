"""Pixels and texts of picture files, read in a process of its own: nothing here knows the application."""
