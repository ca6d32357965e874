"""Subscribing without an account: ask, confirm, choose, leave."""
