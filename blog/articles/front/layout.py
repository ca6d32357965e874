"""What stands where on the front page; each story once. Source: design/pages.md, "How the front adapts"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from blog.articles.front.bands import Band, choose_bands, chosen_bands
from blog.articles.front.briefs import choose_briefs
from blog.articles.front.photos import LEAD, has_photo, is_wide
from blog.articles.front.seconds import Seconds, choose_seconds
from blog.articles.pages.list_items import ListItem, NamedLink
from blog.web.cache.cacheable import keep_until

LEAD_AGE = timedelta(days=3)
"""A photo that is older leads no more."""
MAX_EXTRAS = 2


@dataclass(frozen=True)
class FrontPage:
    """The places of the front page from top to bottom."""

    lead: ListItem
    is_lead_chosen: bool
    """Whether an editor chose it."""
    has_lead_photo: bool
    extras: Sequence[ListItem]
    """At the foot of the lead's words, of its topic; without a photo the next two stories, beside its headline."""
    seconds: Seconds | None
    bands: Sequence[Band]
    wide: ListItem | None
    """The story whose photo fills the window's width."""
    briefs: Sequence[ListItem]
    """Headlines alone."""
    river: Sequence[ListItem]
    """The rest, as a list."""


@dataclass(frozen=True)
class EditorChoices:
    """What an editor chose; what is not chosen the rules decide."""

    lead: ListItem | None = None
    beside: Sequence[ListItem] = ()
    wide: ListItem | None = None
    topics: Sequence[tuple[NamedLink, Sequence[ListItem]]] | None = None
    """The topics of the bands, each with its newest stories; None for the rule."""
    hidden: frozenset[str] = frozenset()
    weights: Mapping[int | None, int] = field(default_factory=dict)
    """Hours by which articles of a kind count as newer; those of kinds that it does not name never lead by rule."""


NO_CHOICES = EditorChoices(weights={None: 0})


def arrange(stories: Sequence[ListItem], now: datetime, choices: EditorChoices = NO_CHOICES) -> FrontPage | None:
    """Return the front page made of *stories*, newest first, and of *choices*; None without any."""
    if not (stories or choices.lead):
        return None
    lead = choices.lead or choose_lead(stories, now, choices.weights)
    has_lead_photo = has_photo(lead, LEAD)
    beside = leave_out(choices.beside, [lead])
    wide = next(
        iter(leave_out([choices.wide] if choices.wide and is_wide(choices.wide) else [], [lead, *beside])), None
    )
    rest = [*beside, *leave_out(stories, [lead, *beside, *([wide] if wide else [])])]
    extras = choose_extras(lead, leave_out(rest, beside)) if has_lead_photo else rest[:MAX_EXTRAS]
    rest = leave_out(rest, extras)
    seconds = choose_seconds(rest)
    rest = leave_out(rest, seconds.stories if seconds else [])
    shown = [lead, *extras, *(seconds.stories if seconds else []), *([wide] if wide else [])]
    bands = arrange_bands(rest, shown, choices)
    rest = leave_out(rest, [story for band in bands for story in band.stories])
    if wide is None and "wide" not in choices.hidden:
        wide = next((story for story in rest if is_wide(story)), None)
        rest = leave_out(rest, [wide] if wide else [])
    briefs = [] if "briefs" in choices.hidden else choose_briefs(rest)
    rest = leave_out(rest, briefs)
    return FrontPage(lead, lead is choices.lead, has_lead_photo, extras, seconds, bands, wide, briefs, rest)


def arrange_bands(rest: Sequence[ListItem], shown: Sequence[ListItem], choices: EditorChoices) -> Sequence[Band]:
    """Return the bands: none where they are left out, those of the chosen topics, or those of the rule."""
    if "bands" in choices.hidden:
        return []
    if choices.topics is None:
        return choose_bands(rest)
    return chosen_bands(choices.topics, shown)


def choose_lead(stories: Sequence[ListItem], now: datetime, weights: Mapping[int | None, int]) -> ListItem:
    """Return the newest story with a photo of the last three days, else the newest that stands, else the newest.

    Stories of a kind with a weight count as so many hours newer. The page is
    not kept longer than such a photo leads.
    """
    fit = [story for story in stories if not story.is_retracted and story.kind_id in weights]
    fit.sort(key=lambda story: story.published_at + timedelta(hours=weights[story.kind_id]), reverse=True)
    fresh = next((story for story in fit if now - story.published_at < LEAD_AGE and has_photo(story, LEAD)), None)
    if fresh:
        keep_until(fresh.published_at + LEAD_AGE)
    return fresh or next(iter(fit), stories[0])


def choose_extras(lead: ListItem, stories: Iterable[ListItem]) -> list[ListItem]:
    """Return up to two of *stories* of the topic of *lead*, those without a photo for a place of their own."""
    found = (story for story in stories if lead.topics and story.topics[:1] == lead.topics[:1])
    return [story for story in found if not has_photo(story) and not story.is_retracted][:MAX_EXTRAS]


def leave_out(stories: Iterable[ListItem], shown: Iterable[ListItem]) -> list[ListItem]:
    """Return *stories* but for those that are *shown* elsewhere."""
    ids = {story.id for story in shown}
    return [story for story in stories if story.id not in ids]
