"""What stands where on the front page; each story once. Source: design/pages.md, "How the front adapts"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from blog.articles.front.bands import Band, choose_bands
from blog.articles.front.photos import LEAD, has_photo, is_wide
from blog.articles.front.seconds import Seconds, choose_seconds
from blog.articles.pages.list_items import ListItem
from blog.web.cache.cacheable import keep_until

LEAD_AGE = timedelta(days=3)
"""A photo that is older leads no more."""
MAX_EXTRAS = 2


@dataclass(frozen=True)
class FrontPage:
    """The places of the front page from top to bottom."""

    lead: ListItem
    has_lead_photo: bool
    extras: Sequence[ListItem]
    """At the foot of the lead's words, of its topic; without a photo the next two stories, beside its headline."""
    seconds: Seconds | None
    bands: Sequence[Band]
    wide: ListItem | None
    """The story whose photo fills the window's width."""
    river: Sequence[ListItem]
    """The rest, as a list."""


def arrange(stories: Sequence[ListItem], now: datetime) -> FrontPage | None:
    """Return the front page made of *stories*, newest first; None without any."""
    if not stories:
        return None
    lead = choose_lead(stories, now)
    has_lead_photo = has_photo(lead, LEAD)
    rest = leave_out(stories, [lead])
    extras = choose_extras(lead, rest) if has_lead_photo else rest[:MAX_EXTRAS]
    rest = leave_out(rest, extras)
    seconds = choose_seconds(rest)
    rest = leave_out(rest, seconds.stories if seconds else [])
    bands = choose_bands(rest)
    rest = leave_out(rest, [story for band in bands for story in band.stories])
    wide = next((story for story in rest if is_wide(story)), None)
    return FrontPage(lead, has_lead_photo, extras, seconds, bands, wide, leave_out(rest, [wide] if wide else []))


def choose_lead(stories: Sequence[ListItem], now: datetime) -> ListItem:
    """Return the newest story with a photo of the last three days, else the newest that stands, else the newest.

    The page is not kept longer than such a photo leads.
    """
    fresh = next((story for story in stories if now - story.published_at < LEAD_AGE and has_photo(story, LEAD)), None)
    if fresh:
        keep_until(fresh.published_at + LEAD_AGE)
        return fresh
    return next((story for story in stories if not story.is_retracted), stories[0])


def choose_extras(lead: ListItem, stories: Iterable[ListItem]) -> list[ListItem]:
    """Return up to two of *stories* of the topic of *lead*, those without a photo for a place of their own."""
    found = (story for story in stories if lead.topics and story.topics[:1] == lead.topics[:1])
    return [story for story in found if not has_photo(story) and not story.is_retracted][:MAX_EXTRAS]


def leave_out(stories: Iterable[ListItem], shown: Iterable[ListItem]) -> list[ListItem]:
    """Return *stories* but for those that are *shown* elsewhere."""
    ids = {story.id for story in shown}
    return [story for story in stories if story.id not in ids]
