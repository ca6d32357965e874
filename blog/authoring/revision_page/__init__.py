"""Revision history of an article: list, comparison, restore."""
