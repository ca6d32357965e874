"""What is sought, and where a hit stands among all hits."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from blog.database.search.query_parser import Term

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1
LOWEST, HIGHEST = -(2**63), 2**63 - 1
"""What no key is below or above."""


@dataclass(frozen=True)
class Wanted:
    """What is sought: articles with all *terms*, and of them those of a topic, an author and a stretch of time."""

    terms: Sequence[Term] = field(default=())
    topic_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """The first moment after the stretch."""
    below: int | None = None
    """Only keys below this one."""

    @property
    def asked(self) -> list[Term]:
        """Return what must stand in an article."""
        return [term for term in self.terms if not term.is_excluded]

    @property
    def refused(self) -> list[Term]:
        """Return what must not."""
        return [term for term in self.terms if term.is_excluded]

    @property
    def marks(self) -> list[int]:
        """Return topic and author as numbers, topics even, authors odd."""
        topic = [] if self.topic_id is None else [self.topic_id * 2]
        return topic if self.author_id is None else [*topic, self.author_id * 2 + 1]

    @property
    def first_key(self) -> int | None:
        """Return the least key of the stretch, None when it has no beginning."""
        return None if self.since is None else key_of(self.since)

    @property
    def end_key(self) -> int | None:
        """Return the least key after what is sought, None when it has no end."""
        ends = [self.below] if self.below is not None else []
        ends += [key_of(self.until)] if self.until is not None else []
        return min(ends, default=None)

    def before(self, key: int) -> "Wanted":
        """Return what is sought as far as it comes before *key*."""
        return replace(self, below=key)


@dataclass(frozen=True)
class Hit:
    """Where an article stands: by its *score*, higher is better and 0 in a list by date, then by its *key*."""

    score: int
    key: int

    @property
    def article_id(self) -> int:
        """Return the id of the article."""
        return self.key & ID_MASK


@dataclass(frozen=True)
class Bounds:
    """How much is looked at: hits are *counted* up to a number, and of so many of the newest the best are found."""

    counted: int
    ranked: int


@dataclass(frozen=True)
class Ranking:
    """How many articles match, one more than are counted when there are more, and some of the best."""

    count: int
    hits: Sequence[Hit]


def key_of(moment: datetime) -> int:
    """Return the least key of what was published in the second of *moment*."""
    return int(moment.timestamp() // 1) << ID_BITS
