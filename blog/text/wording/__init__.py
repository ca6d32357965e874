"""Wording as readers see and copy it: found in a Markdown text, and replaced in its source."""
