"""Showing an article to people without an account before it is public, and what they remark."""
