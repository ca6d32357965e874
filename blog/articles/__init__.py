"""Public reading: front page, article, topic, author, archive, search, feeds and sitemap."""
