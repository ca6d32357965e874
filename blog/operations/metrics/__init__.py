"""Figures for Prometheus: /metrics, what the database knows, and what the machine knows."""
