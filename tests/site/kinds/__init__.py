"""Kinds of article at the desk."""
