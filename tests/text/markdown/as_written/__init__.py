"""Tests of blog.text.markdown."""
