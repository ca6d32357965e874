"""Asking the index: how many match, which are the newest of them, and which the best."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import BigInteger, Select, func, literal, select, tuple_, union_all

from blog.database import AnySession, is_sqlite
from blog.searchindex import postgres, sqlite
from blog.searchindex.wanted import Hit, Wanted

MOST_COUNTED = 1_000
"""Hits are counted up to here; nobody reads on."""
MOST_RANKED = 300
"""Of so many of the newest hits the best are found, and of as many of the newest with a hit in the headline."""


def engine_of(session: AnySession) -> ModuleType:
    """Return the module that knows the index of this database."""
    return sqlite if is_sqlite(session.get_bind()) else postgres


def count_hits(session: AnySession, wanted: Wanted, most: int = MOST_COUNTED + 1) -> int:
    """Return how many articles match; *most* when there are that many or more."""
    matching = engine_of(session).keys(wanted).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(matching)) or 0


def find_newest(session: AnySession, wanted: Wanted, after: Hit | None, most: int) -> list[Hit]:
    """Return at most *most* hits, newest first, of those that come after *after*."""
    engine = engine_of(session)
    statement = engine.keys(wanted).order_by(engine.key.desc()).limit(most)
    if after is not None:
        statement = statement.where(engine.key < after.key)
    return [Hit(0, key) for key in session.scalars(statement)]


def find_best(session: AnySession, wanted: Wanted, count: int, after: Hit | None, most: int) -> list[Hit]:
    """Return at most *most* of the *count* hits that come after *after*: the best first, the newer of equals.

    A word in the headline counts more than one in the standfirst, and that
    more than one in the body; a whole word more than a beginning; words that
    stand together as they were typed more than scattered ones. Where more
    match than are counted, the score of a body says little and costs most:
    there the newest follow those with the words in headline or standfirst.
    """
    engine = engine_of(session)
    scored = union_all(*(select(part.subquery()) for part in candidates(engine, wanted, count))).subquery()
    best = select(func.max(scored.c.score).label("score"), scored.c.key).group_by(scored.c.key).subquery()
    statement = select(best.c.score, best.c.key).order_by(best.c.score.desc(), best.c.key.desc()).limit(most)
    if after is not None:
        here = tuple_(literal(after.score), literal(after.key))
        statement = statement.where(tuple_(best.c.score, best.c.key) < here)
    return [Hit(score, key) for score, key in session.execute(statement)]


def candidates(engine: ModuleType, wanted: Wanted, count: int) -> list[Select[Any]]:
    """Return what selects key and score of those of the *count* hits that may be among the best."""
    heads = [engine.scored(wanted, MOST_RANKED, is_head=True)] if count > MOST_RANKED else []
    if count <= MOST_COUNTED:
        return [*heads, engine.scored(wanted, MOST_RANKED, is_head=False)]
    newest = engine.keys(wanted).add_columns(literal(0, BigInteger).label("score"))
    return [*heads, newest.order_by(engine.key.desc()).limit(MOST_RANKED)]


def count_articles_with(session: AnySession, words: Sequence[str]) -> dict[str, int]:
    """Return those of *words*, folded, that occur, with the number of articles; about, above some hundreds."""
    rows = session.execute(engine_of(session).frequencies(words)) if words else ()
    return {word: count for word, count in rows if count}
