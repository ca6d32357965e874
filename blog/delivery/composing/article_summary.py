"""What mails show of articles."""

from dataclasses import dataclass
from datetime import datetime

from blog.models import Alert, Article, Picture
from blog.text.cleaning import clean_line
from blog.web.links import Links
from blog.web.memoized import join_names

PHOTO_WIDTH = 600
"""CSS pixels: the width of the column."""
SHARP_PHOTO_WIDTH = 1200


@dataclass(frozen=True)
class Photo:
    """The lead photo as the mail shows it."""

    url: str
    alt: str
    width: int


@dataclass(frozen=True)
class Story:
    """One article as the mail shows it."""

    headline: str
    standfirst: str
    author: str
    published_at: datetime
    url: str
    photo: Photo | None
    note: str
    """What is new, in an update; otherwise empty."""


def tell(article: Article, links: Links, now: datetime, note: str | None = None) -> Story:
    """Return *article* as mails show it; one that is not public yet shows *now* as its date."""
    return Story(
        headline=clean_line(article.headline),
        standfirst=clean_line(article.standfirst),
        author=join_names([clean_line(person.name) for person in article.bylines]),
        published_at=article.published_at or now,
        url=links.absolute(f"/articles/{article.slug}"),
        photo=find_photo(article.lead_picture, article.lead_alt, links),
        note=clean_line(note),
    )


def tell_each_once(alerts: list[Alert], links: Links, now: datetime) -> list[Story]:
    """Return the public articles of *alerts*, the newest news first, each once with the newest note."""
    newest_first = sorted(alerts, key=lambda alert: (alert.announced_at, alert.id), reverse=True)
    told: dict[int, Story] = {}
    for alert in newest_first:
        known = told.get(alert.article_id)
        if alert.article.is_listed and (known is None or (alert.note and not known.note)):
            told[alert.article_id] = tell(alert.article, links, now, alert.note)
    return list(told.values())


def find_photo(picture: Picture | None, alt: str, links: Links) -> Photo | None:
    """Return a rendition that is sharp on a phone, at the width of the column; every program shows JPEG."""
    if picture is None or not picture.widths:
        return None
    fitting = [width for width in picture.widths if width <= SHARP_PHOTO_WIDTH]
    rendition = max(fitting, default=min(picture.widths))
    url = links.absolute(f"/media/{picture.path(rendition, 'jpg')}")
    return Photo(url, clean_line(alt or picture.alt), min(PHOTO_WIDTH, rendition))
