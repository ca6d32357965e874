"""Writes pages into the folder: all of them, or some."""
