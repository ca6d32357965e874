"""Which articles share something: how many have each of some words or topics, and who they are; all within bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import false, func, literal, select, true, union_all

from blog.database import AnySession
from blog.searchindex.finding import engine_of
from blog.searchindex.terms import Term
from blog.searchindex.wanted import Hit, Wanted

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
        looks = [
            select(literal(start + place), select(func.count()).select_from(some).scalar_subquery())
            for place, some in enumerate(
                engine.keys(thing).limit(most).subquery() for thing in things[start : start + AT_ONCE]
            )
        ]
        for place, count in session.execute(union_all(*looks)):
            counts[place] = count
    return counts


def find_shares(session: AnySession, things: Sequence[Wanted], most: int) -> Iterator[Share]:
    """Yield who has which of *things*: of each the newest *most* articles, and as many with it in their head.

    A word in the head is yielded twice, since it stands in the article as well.
    """
    engine = engine_of(session)
    looks = [
        select(literal(place), newest.c.key, true() if is_head else false())
        for place, thing in enumerate(things)
        for is_head in ((False, True) if thing.terms else (False,))
        for newest in [engine.keys(thing, is_head=is_head).order_by(engine.key.desc()).limit(most).subquery()]
    ]
    if looks:
        for place, key, is_head in session.execute(union_all(*looks)):
            yield Share(place, Hit(0, key), bool(is_head))
