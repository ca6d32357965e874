"""Themes: folders of tokens, styles, files and templates that give a site another look without a fork."""
