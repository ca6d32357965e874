"""Captured mail of a development run: an SMTP server and its pages."""
