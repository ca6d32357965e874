"""A sample of the readers of a large site: what is counted in it takes as long for a million as for ten thousand."""

from collections.abc import Collection, Sequence
from random import Random

from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import Subscriber, read_counts

MAX_EXACT = 10_000
"""Up to so many readers all are looked at."""
SAMPLE_SIZE = 4_000
"""Readers looked at in place of more. A share of all is then known to 1.6 in 100, 19 times of 20 (binomial
distribution), and one of a hundredth to a third of itself."""
MIN_FOUND = 40
"""Of fewer in the sample nothing is reckoned, since it might as well be none: all readers are counted instead."""
MAX_DRAWN = 40_000
"""Ids drawn where most belong to nobody, since readers were erased or imports left gaps."""
SEED = 1
"""The same readers are drawn each time, so that a page that is loaded again says the same."""


def count_readers(session: AnySession) -> int:
    """Return how many readers there are in every state, from the counts that triggers keep."""
    return sum(read_counts(session, "subscribers").values())


def draw_readers(session: AnySession, total: int, but: Collection[int] = ()) -> Sequence[int]:
    """Return ids drawn at random, none of those in *but*; about SAMPLE_SIZE are of one of the *total* readers."""
    first, last = (session.scalar(select(end(Subscriber.id))) or 0 for end in (func.min, func.max))
    span = last - first + 1
    wanted = min(MAX_DRAWN, span, SAMPLE_SIZE * span // max(total, 1))
    drawn = Random(SEED).sample(range(first, last + 1), wanted)
    return sorted(set(drawn).difference(but))
