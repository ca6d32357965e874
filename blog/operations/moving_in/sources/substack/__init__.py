"""Substack: the zip of its export, posts.csv with a file of HTML for each post."""
