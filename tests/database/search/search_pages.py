"""Queries of a search and the pages of what they find."""

from collections.abc import Iterator

from blog.database import db
from blog.database.search.index import find_best, find_newest
from blog.database.search.query import SearchHit, SearchQuery
from blog.database.search.query_parser import parse_terms
from tests.factories import NOW

QUERIES = ("heron", "her", "heron weir", "heron -weir", "weir -heron", '"heron stood"', "weir heron -otter", "stood")


def wants() -> Iterator[SearchQuery]:
    for query in QUERIES:
        yield SearchQuery(parse_terms(query))
        yield SearchQuery(parse_terms(query), until=NOW.replace(day=1))


def page_through(wanted: SearchQuery, *, is_by_date: bool) -> list[int]:
    found: list[int] = []
    after: SearchHit | None = None
    while True:
        find = find_newest if is_by_date else find_best
        hits = find(db.session, wanted, after, 3).hits
        found += [hit.article_id for hit in hits]
        if not hits:
            return found
        after = hits[-1]
