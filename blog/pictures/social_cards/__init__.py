"""Drawn pictures: the card that stands for an article without a photo where a link is shown, and the site's sign."""
