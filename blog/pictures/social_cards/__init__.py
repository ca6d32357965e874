"""Social cards: the drawn og:image of an article without a photo, and the site's logo."""
