"""Pages that ask before an article is published, scheduled, announced, withdrawn or deleted."""
