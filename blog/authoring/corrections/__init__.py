"""Corrections of public articles: published, announced to the readers who had the article, struck."""
