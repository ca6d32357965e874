"""Sign-in and security: the pages on which people keep their factors and sessions, and administrators theirs."""
