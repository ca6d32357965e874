"""Public pages: front page, article, topic, author, archive, offline reading."""
