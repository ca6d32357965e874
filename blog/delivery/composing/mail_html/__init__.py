"""The body of an article, or the owner's words, as HTML that mail programs show."""
