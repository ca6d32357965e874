"""What is asked of the site, and how it is rewritten for a file."""
