"""Conversion of clipboard HTML to Markdown: structure without presentation."""
