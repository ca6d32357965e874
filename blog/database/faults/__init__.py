"""Faults of the database that pass: which they are, how long a lock is waited for, and the few log lines about them."""
