"""Alerts: announce, pause, cancel, retry; their progress and ledger."""
