"""What the worker does beside sending."""
