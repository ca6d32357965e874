"""A search query, and the position of a hit among all hits."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from blog.database.search.query_parser import Term

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1
MIN_KEY, MAX_KEY = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class SearchQuery:
    """Finds the articles with all *terms*; topic, author and time filter them.

    The index orders articles by a key: the second of publication, then the
    article's id in the lowest bits.
    """

    terms: Sequence[Term] = field(default=())
    topic_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    before_key: int | None = None
    """Only keys below this one."""
    has_stems: bool = False
    """Whether the terms have the stems of their words, be there none."""

    @property
    def required(self) -> list[Term]:
        """Return the terms that an article must have."""
        return [term for term in self.terms if not term.is_excluded]

    @property
    def excluded(self) -> list[Term]:
        """Return the terms that it must not have."""
        return [term for term in self.terms if term.is_excluded]

    @property
    def facets(self) -> list[int]:
        """Return topic and author as the numbers that the index holds: topics even, authors odd."""
        topic = [] if self.topic_id is None else [self.topic_id * 2]
        return topic if self.author_id is None else [*topic, self.author_id * 2 + 1]

    @property
    def first_key(self) -> int | None:
        """Return the lowest key that may match, None without a limit."""
        return None if self.since is None else min_key_at(self.since)

    @property
    def end_key(self) -> int | None:
        """Return the lowest key above those that may match, None without a limit."""
        ends = [self.before_key] if self.before_key is not None else []
        ends += [min_key_at(self.until)] if self.until is not None else []
        return min(ends, default=None)

    def before(self, key: int) -> "SearchQuery":
        """Return the query for matches with keys below *key*."""
        return replace(self, before_key=key)


@dataclass(frozen=True)
class SearchHit:
    """One article that matches; hits go by descending *score*, which is 0 in a list by date, then by *key*."""

    score: int
    key: int

    @property
    def article_id(self) -> int:
        """Return the id of the article."""
        return self.key & ID_MASK


@dataclass(frozen=True)
class SearchLimits:
    """Up to how many hits are counted, and how many of the newest hits are scored."""

    max_counted: int
    max_ranked: int


@dataclass(frozen=True)
class Candidates:
    """The hits that are ranked, by keys; *count* of all is one above the limit when there are more."""

    count: int
    in_head: Sequence[int]
    """Those that may have all terms in headline and standfirst, newest first."""
    others: Sequence[int] = ()
    """Those that have not."""


@dataclass(frozen=True)
class HitPage:
    """One page of hits; *count* of all is one above the limit when there are more."""

    count: int
    hits: Sequence[SearchHit]


def min_key_at(moment: datetime) -> int:
    """Return the lowest key of an article published in the second of *moment*."""
    return int(moment.timestamp() // 1) << ID_BITS
