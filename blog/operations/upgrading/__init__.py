"""Upgrades of the database while the site is read: the run of the migrations, its locks, and what is filled later."""
