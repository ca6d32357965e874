"""XML sitemaps: an index, articles in fixed parts, other pages, and news."""
