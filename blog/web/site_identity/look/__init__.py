"""Accent and paper as an administrator chose them, made into the tokens of pages, mails and cards."""
