"""Counts of page views."""
