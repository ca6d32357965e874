"""Figures for Prometheus: /metrics, what the database knows, and counts that the worker keeps."""
