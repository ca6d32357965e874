"""Run a search: from a query to one page of articles with highlighted hits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func

from blog.articles.pages.list_items import LIST_ITEMS, ListItem, build_list_items, fetch_rows
from blog.articles.pages.pagination import InvalidCursor
from blog.articles.search.excerpts import MAX_SEARCHED, Fragment, excerpt, highlight
from blog.articles.search.highlighting import Highlighter, make_highlighter
from blog.database import AnySession
from blog.database.search.index import MAX_COUNTED, MAX_RANKED, find_best, find_newest, with_stems
from blog.database.search.query import SearchHit, SearchQuery
from blog.database.search.stemming import language_code
from blog.models import Article
from blog.text.language import content_language
from blog.web.access.rate_limits import RateLimit
from blog.web.formatting.public_headline import public_headline, typographic

PAGE_LENGTH = 10
"""Hits on a page."""
SEARCH_LIMIT = RateLimit("search", max_attempts=60, seconds=60)
WITH_TEXT = LIST_ITEMS.add_columns(func.substr(Article.body_text, 1, MAX_SEARCHED).label("text"))
"""What a list shows of the articles with some ids, and their text."""
CURSOR = re.compile(r"(?:([0-9]{1,18})_)?(-?[0-9]{1,18})")


@dataclass(frozen=True)
class SearchResult:
    """One article, with headline and excerpt in fragments."""

    article: ListItem
    headline: list[Fragment]
    excerpt: list[Fragment]


@dataclass(frozen=True)
class ResultPage:
    """One page of results, the number of all, and the cursor of the next page, None on the last."""

    hits: Sequence[SearchResult] = field(default=())
    count: int = 0
    next_cursor: str | None = None
    is_first: bool = True
    is_by_date: bool = False

    @property
    def is_counted(self) -> bool:
        """Return whether *count* is exact; counting stops above MAX_COUNTED."""
        return self.count <= MAX_COUNTED

    @property
    def is_truncated(self) -> bool:
        """Return whether this is the end of the ranked results, and more are to be had by date only."""
        return self.next_cursor is None and not self.is_by_date and self.count > MAX_RANKED


def search_articles(
    session: AnySession, query: SearchQuery, cursor: str | None = None, *, is_by_date: bool = False
) -> ResultPage:
    """Return the page of results after *cursor*, by rank or, if *is_by_date* or without terms, newest first.

    Raises:
        InvalidCursor: the cursor is invalid, or belongs to the other order.
    """
    is_by_date = is_by_date or not query.terms
    after = parse_cursor(cursor, is_by_date=is_by_date)
    find = find_newest if is_by_date else find_best
    query = with_stems(session, query)
    ranking = find(session, query, after, PAGE_LENGTH + 1)
    hits = ranking.hits
    more = format_cursor(hits[PAGE_LENGTH - 1], is_by_date=is_by_date) if len(hits) > PAGE_LENGTH else None
    return ResultPage(load_results(session, query, hits[:PAGE_LENGTH]), ranking.count, more, after is None, is_by_date)


def parse_cursor(cursor: str | None, *, is_by_date: bool) -> SearchHit | None:
    """Return the last hit of the previous page; None, for the first page, without a cursor.

    Raises:
        InvalidCursor: the cursor is invalid, or belongs to the other order.
    """
    if not cursor:
        return None
    match = CURSOR.fullmatch(cursor)
    if match is None or (match[1] is None) is not is_by_date:
        raise InvalidCursor(cursor)
    return SearchHit(int(match[1] or 0), int(match[2]))


def format_cursor(hit: SearchHit, *, is_by_date: bool) -> str:
    """Return the cursor of the page after *hit*."""
    return str(hit.key) if is_by_date else f"{hit.score}_{hit.key}"


def load_results(session: AnySession, query: SearchQuery, hits: Sequence[SearchHit]) -> list[SearchResult]:
    """Return the articles of *hits*, in their order, with highlighted headline and excerpt."""
    if not hits:
        return []
    lines = fetch_rows(session, WITH_TEXT, {"ids": [hit.article_id for hit in hits]})
    highlighters = make_highlighters(query, {line.language for line in lines})
    bodies = {line.id: line.text for line in lines}
    stories = {story.id: story for story in build_list_items(session, lines)}
    return [
        SearchResult(
            story,
            list(highlight(public_headline(story), highlighters[story.language])),
            excerpt(typographic(story.standfirst, story), bodies[story.id], highlighters[story.language]),
        )
        for hit in hits
        if (story := stories.get(hit.article_id))
    ]


def make_highlighters(query: SearchQuery, languages: Iterable[str]) -> dict[str, Highlighter]:
    """Return the highlighter of the terms of *query* for articles in each of *languages*, "" being the site's."""
    return {tag: make_highlighter(query.terms, language_code(content_language(tag).tag)) for tag in languages}
