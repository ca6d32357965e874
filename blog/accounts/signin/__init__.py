"""Sign-in: passwords, sessions, password reset, the current user."""
