"""Looks at everything that a site needs to send mail well, and says in one sentence each what to do."""
