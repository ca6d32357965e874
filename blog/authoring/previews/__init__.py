"""Preview links for guests without an account, and their remarks on an unpublished article."""
