"""Asking the index: how many match, which are the newest of them, and which the best."""

from collections.abc import Sequence
from types import ModuleType

from blog.database import AnySession, is_sqlite
from blog.database.search import postgres, sqlite
from blog.database.search.query import Bounds, Hit, Ranking, Wanted
from blog.database.search.statements import read_statement

MOST_COUNTED = 1_000
"""Hits are counted up to here; nobody reads on."""
MOST_RANKED = 300
"""Of so many of the newest hits the best are found, and of as many of the newest with a hit in the headline."""


def engine_of(session: AnySession) -> ModuleType:
    """Return the module that knows the index of this database."""
    return sqlite if is_sqlite(session.get_bind()) else postgres


def count_hits(session: AnySession, wanted: Wanted, most: int = MOST_COUNTED + 1) -> int:
    """Return how many articles match; *most* when there are that many or more."""
    engine = engine_of(session)
    condition, values = engine.match(wanted)
    return session.scalar(read_statement(engine.COUNT.format(condition=condition)), {**values, "most": most}) or 0


def find_newest(session: AnySession, wanted: Wanted, after: Hit | None, most: int) -> Ranking:
    """Return how many articles match, and at most *most* that come after *after*, newest first."""
    engine, counted = engine_of(session), MOST_COUNTED + 1
    if after is None:
        seen, keys = engine.count_and_find(session, wanted, max(counted, most), most)
        count = min(seen, counted)
    else:
        count = count_hits(session, wanted, counted)
        keys = engine.find_keys(session, wanted.before(after.key), most)
    return Ranking(count, [Hit(0, key) for key in keys])


def find_best(session: AnySession, wanted: Wanted, after: Hit | None, most: int) -> Ranking:
    """Return how many articles match, and at most *most* that come after *after*: the best first, the newer of equals.

    A word in the headline counts more than one in the standfirst, and that
    more than one in the body; a whole word more than a beginning; words that
    stand together as they were typed more than scattered ones. Where more
    match than are counted, the score of a body says little and costs most:
    there the newest follow those with the words in headline or standfirst.
    """
    ranking: Ranking = engine_of(session).find_best(session, wanted, after, most, Bounds(MOST_COUNTED, MOST_RANKED))
    return ranking


def count_articles_with(session: AnySession, words: Sequence[str]) -> dict[str, int]:
    """Return those of *words*, folded, that occur, with the number of articles; about, above some hundreds."""
    rows = session.execute(engine_of(session).frequencies(words)) if words else ()
    return {word: count for word, count in rows if count}
