"""Corrections: what was wrong in a public article and what is right, kept for ever and sent to those who were told."""
