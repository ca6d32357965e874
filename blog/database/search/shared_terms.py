"""Which articles share something: how many have each of some words or topics, and who they are; all within bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from blog.database import AnySession
from blog.database.search.index import engine_of
from blog.database.search.query import Hit, Wanted
from blog.database.search.query_parser import Term

AT_ONCE = 40
"""Things that one statement looks for, so that it is compiled for few lengths and SQLite takes it."""


@dataclass(frozen=True)
class Share:
    """One of the things sought, by its *place* among them, stands in the article of *hit*, perhaps in its head."""

    place: int
    hit: Hit
    is_head: bool


def want_word(word: str) -> Wanted:
    """Return what finds the articles with *word*, letters and digits, and with no longer one."""
    return Wanted([Term(word)])


def count_each(session: AnySession, things: Sequence[Wanted], most: int) -> list[int]:
    """Return how many articles match each of *things*; *most* where there are that many or more."""
    engine, counts = engine_of(session), [0] * len(things)
    for start in range(0, len(things), AT_ONCE):
        looks, values = list[str](), dict[str, Any](most=most)
        for place, thing in enumerate(things[start : start + AT_ONCE], start):
            condition, more = engine.match(thing, mark=f"{place:d}")
            looks.append(f"SELECT {place:d}, ({engine.COUNT.format(condition=condition)})")
            values |= more
        for place, count in session.execute(text(" UNION ALL ".join(looks)), values):
            counts[place] = count
    return counts


def find_shares(session: AnySession, things: Sequence[Wanted], most: int) -> Iterator[Share]:
    """Yield who has which of *things*: of each the newest *most* articles, and as many with it in their head.

    A word in the head is yielded twice, since it stands in the article as well.
    """
    engine, looks, values = engine_of(session), list[str](), dict[str, Any](most=most)
    for place, thing in enumerate(things):
        for is_head in (False, True) if thing.terms else (False,):
            condition, more = engine.match(thing, is_head=is_head, mark=f"{place:d}_{is_head:d}")
            newest = engine.NEWEST.format(columns="key", condition=condition, most="most")
            looks.append(f"SELECT {place:d}, newest.*, {is_head:d} FROM ({newest}) AS newest")  # noqa: S608 - values are bound.
            values |= more
    if looks:
        for place, key, is_head in session.execute(text(" UNION ALL ".join(looks)), values):
            yield Share(place, Hit(0, key), bool(is_head))
