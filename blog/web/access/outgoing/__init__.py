"""Requests to other servers: no private network, and one limit of time for all of each."""
