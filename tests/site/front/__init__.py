"""The front page at the desk."""
