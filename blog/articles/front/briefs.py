"""The stories of which the front page says the headline alone."""

from collections.abc import Sequence

from blog.articles.front.photos import has_photo
from blog.articles.pages.list_items import ListItem

MIN_LEFT = 8
"""With fewer stories left, they all stand in the list below: two rests of two or three would look torn apart."""
COUNTS = (4, 2)
"""Columns of the band that leave no hole."""


def choose_briefs(rest: Sequence[ListItem]) -> Sequence[ListItem]:
    """Return the newest four of *rest* without a photo, else two, else none; a retracted one says more than this."""
    found = [story for story in rest if not has_photo(story) and not story.is_retracted]
    count = next((count for count in COUNTS if len(found) >= count), 0)
    return found[:count] if len(rest) >= MIN_LEFT else []
