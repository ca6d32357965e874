"""Accounts of the newsroom: sign in, sessions, passwords."""
