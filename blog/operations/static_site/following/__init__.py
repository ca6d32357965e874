"""Keeps the folder current: what a change touches at once, the whole site by the worker where that is all of it."""
