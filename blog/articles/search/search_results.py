"""Searching: from what a reader typed and chose to one page of articles with the hits marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func

from blog.articles.pages.list_items import STORIES, Story, read_rows, read_stories
from blog.articles.pages.pagination import BadKey
from blog.articles.search.excerpts import MOST_SEARCHED, Piece, excerpt, mark, read_sought
from blog.database import AnySession
from blog.database.search.index import MOST_COUNTED, MOST_RANKED, find_best, find_newest
from blog.database.search.query import Hit, Wanted
from blog.models import Article
from blog.web.access.rate_limits import Limit

LENGTH = 10
"""Hits on a page."""
SEARCHES = Limit("search", most=60, seconds=60)
WITH_TEXT = STORIES.add_columns(func.substr(Article.body_text, 1, MOST_SEARCHED).label("text"))
"""What a list shows of the articles with some ids, and their text."""
KEY = re.compile(r"(?:([0-9]{1,18})_)?(-?[0-9]{1,18})")


@dataclass(frozen=True)
class Found:
    """One article that was found, with its headline and an excerpt in pieces."""

    article: Story
    headline: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True)
class Results:
    """One page of hits, the number of all, and the key of the next page, None on the last."""

    hits: Sequence[Found] = field(default=())
    count: int = 0
    next: str | None = None
    is_first: bool = True
    is_by_date: bool = False

    @property
    def is_counted(self) -> bool:
        """Return whether *count* is exact, and not only what was counted."""
        return self.count <= MOST_COUNTED

    @property
    def is_cut(self) -> bool:
        """Return whether the best end here although there are more hits, which only a list by date shows."""
        return self.next is None and not self.is_by_date and self.count > MOST_RANKED


def search_articles(
    session: AnySession, wanted: Wanted, key: str | None = None, *, is_by_date: bool = False
) -> Results:
    """Return a page of what matches, best or (*is_by_date*) newest first, after the place that *key* names.

    Without words there is no best: the newest come first.

    Raises:
        BadKey: the key is none that a page of this search gave out.
    """
    is_by_date = is_by_date or not wanted.terms
    after = read_hit(key, is_by_date=is_by_date)
    find = find_newest if is_by_date else find_best
    ranking = find(session, wanted, after, LENGTH + 1)
    hits = ranking.hits
    more = name_hit(hits[LENGTH - 1], is_by_date=is_by_date) if len(hits) > LENGTH else None
    return Results(show_hits(session, wanted, hits[:LENGTH]), ranking.count, more, after is None, is_by_date)


def read_hit(key: str | None, *, is_by_date: bool) -> Hit | None:
    """Return the hit that *key* names; None, for the first page, when there is none.

    Raises:
        BadKey: the key says nothing, or belongs to the other order.
    """
    if not key:
        return None
    match = KEY.fullmatch(key)
    if match is None or (match[1] is None) is not is_by_date:
        raise BadKey(key)
    return Hit(int(match[1] or 0), int(match[2]))


def name_hit(hit: Hit, *, is_by_date: bool) -> str:
    """Return *hit* as it stands in an address."""
    return str(hit.key) if is_by_date else f"{hit.score}_{hit.key}"


def show_hits(session: AnySession, wanted: Wanted, hits: Sequence[Hit]) -> list[Found]:
    """Return the articles of *hits*, in their order, with what was sought marked."""
    if not hits:
        return []
    sought, lines = read_sought(wanted.terms), read_rows(session, WITH_TEXT, {"ids": [hit.article_id for hit in hits]})
    bodies = {line.id: line.text for line in lines}
    stories = {story.id: story for story in read_stories(session, lines)}
    return [
        Found(story, list(mark(story.headline, sought)), excerpt(story.standfirst, bodies[story.id], sought))
        for hit in hits
        if (story := stories.get(hit.article_id))
    ]
