"""Searching: from what a reader typed to articles with the hits marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from blog.articles.excerpts import Piece, excerpt, mark, read_sought
from blog.articles.paging import LISTED
from blog.database import AnySession
from blog.limits import Limit
from blog.models import Article
from blog.searchindex import find, read_terms

MOST_SHOWN = 30
SEARCHES = Limit("search", most=60, seconds=60)


@dataclass(frozen=True)
class Hit:
    """One article that was found, with its headline and an excerpt in pieces."""

    article: Article
    headline: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True)
class Results:
    """The best hits and the number of all."""

    hits: Sequence[Hit]
    count: int


def search_articles(session: AnySession, query: str) -> Results:
    """Return the published articles that hold every word of *query* in headline, standfirst or body."""
    terms = read_terms(query)
    if not terms:
        return Results([], 0)
    found = find(session, terms, MOST_SHOWN, LISTED)
    sought = read_sought(terms)
    hits = [
        Hit(article, list(mark(article.headline, sought)), excerpt(f"{article.standfirst} {article.body_text}", sought))
        for article in found.articles
    ]
    return Results(hits, found.count)
