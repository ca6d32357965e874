"""Blogger: the feed of Takeout and of older exports, or the posts of its API."""
