"""Editorial review of a submitted article: its page, and the decisions on it."""
