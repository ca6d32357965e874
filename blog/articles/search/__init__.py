"""Public search, related articles, and suggestions for missing addresses."""
