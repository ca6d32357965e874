"""Asking the index: how many match, which are the newest of them, and which the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from blog.database import AnySession, is_sqlite
from blog.searchindex import postgres, sqlite
from blog.searchindex.statements import read_statement
from blog.searchindex.wanted import Hit, Wanted

MOST_COUNTED = 1_000
"""Hits are counted up to here; nobody reads on."""
MOST_RANKED = 300
"""Of so many of the newest hits the best are found, and of as many of the newest with a hit in the headline."""


@dataclass(frozen=True)
class Survey:
    """What is known before any article is scored.

    Args:
        wanted: what is sought.
        count: how many articles match; more than MOST_COUNTED when there are more.
        newest: the keys of the newest of them, newest first.
    """

    wanted: Wanted
    count: int
    newest: Sequence[int]


def engine_of(session: AnySession) -> ModuleType:
    """Return the module that knows the index of this database."""
    return sqlite if is_sqlite(session.get_bind()) else postgres


def count_hits(session: AnySession, wanted: Wanted, most: int = MOST_COUNTED + 1) -> int:
    """Return how many articles match; *most* when there are that many or more."""
    engine = engine_of(session)
    condition, values = engine.match(wanted)
    return session.scalar(read_statement(engine.COUNT.format(condition=condition)), {**values, "most": most}) or 0


def survey(session: AnySession, wanted: Wanted) -> Survey:
    """Return how many articles match, and the newest of them."""
    engine = engine_of(session)
    return Survey(wanted, *engine.count_and_find(session, wanted, MOST_COUNTED + 1, MOST_RANKED))


def find_newest(session: AnySession, wanted: Wanted, after: Hit | None, most: int) -> list[Hit]:
    """Return at most *most* hits, newest first, of those that come after *after*."""
    rest = wanted if after is None else wanted.before(after.key)
    return [Hit(0, key) for key in engine_of(session).find_keys(session, rest, most)]


def find_best(session: AnySession, survey: Survey, after: Hit | None, most: int) -> list[Hit]:
    """Return at most *most* of the hits of *survey* that come after *after*: the best first, the newer of equals.

    A word in the headline counts more than one in the standfirst, and that
    more than one in the body; a whole word more than a beginning; words that
    stand together as they were typed more than scattered ones. Where more
    match than are counted, the score of a body says little and costs most:
    there the newest follow those with the words in headline or standfirst.
    """
    places = sorted(((points, key) for key, points in score(session, survey).items()), reverse=True)
    if after is not None:
        places = [place for place in places if place < (after.score, after.key)]
    return [Hit(*place) for place in places[:most]]


def score(session: AnySession, survey: Survey) -> dict[int, int]:
    """Return the keys of those hits that may be among the best, with their scores."""
    engine, wanted, scores = engine_of(session), survey.wanted, dict[int, int]()
    if survey.count > MOST_COUNTED:
        scores = dict.fromkeys(survey.newest, 0) | engine.score_heads(session, wanted, MOST_RANKED)
    elif survey.count > MOST_RANKED:
        heads = engine.find_keys(session, wanted, MOST_RANKED, is_head=True)
        scores = engine.score(session, wanted, list({*survey.newest, *heads}))
    elif survey.count:
        scores = engine.score(session, wanted, survey.newest)
    return scores


def count_articles_with(session: AnySession, words: Sequence[str]) -> dict[str, int]:
    """Return those of *words*, folded, that occur, with the number of articles; about, above some hundreds."""
    rows = session.execute(engine_of(session).frequencies(words)) if words else ()
    return {word: count for word, count in rows if count}
