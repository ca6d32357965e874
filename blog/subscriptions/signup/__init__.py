"""Sign-up and confirmation (double opt-in)."""
