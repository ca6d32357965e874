"""Whether a folder is whole, from its files alone."""
