"""Keeps the folder current: the worker writes it again whenever what readers see has changed."""
