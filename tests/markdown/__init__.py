"""Tests of blog.markdown."""
