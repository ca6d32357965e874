"""Stories for the rules of the front page, without a database."""

import itertools
from datetime import timedelta
from typing import Any

from blog.articles.pages.list_items import ListItem, NamedLink
from blog.models import Picture
from tests.factories import NOW

ids = itertools.count(1)


def make_photo(width: int = 1600, height: int = 1000) -> Picture:
    return Picture(id=next(ids), key="k", width=width, height=height, widths=[width], formats=["jpg"])


def make_story(topic: str = "", hours: float = 0, photo: Picture | None = None, **more: Any) -> ListItem:
    """A story that was published so many *hours* before NOW."""
    number = next(ids)
    values = {
        "id": number,
        "slug": f"story-{number}",
        "headline": f"Story {number}",
        "standfirst": "What it says.",
        "published_at": NOW - timedelta(hours=hours),
        "author": NamedLink("maren", "Maren Holt"),
        "topics": [NamedLink(topic.casefold(), topic)] if topic else [],
        "coauthors": (),
        "lead_alt": "",
        "lead_picture": photo,
        "is_retracted": False,
        "language": "",
    }
    return ListItem(**{**values, **more})
