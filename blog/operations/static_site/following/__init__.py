"""Keeps the folder current: what a change touches at once, all of it by the worker."""
