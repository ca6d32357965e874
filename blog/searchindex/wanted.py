"""What is sought, and where a hit stands among all hits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from blog.searchindex.terms import Term

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1


@dataclass(frozen=True)
class Wanted:
    """What is sought: articles with all *terms*, and of them those of a topic, an author and a stretch of time."""

    terms: Sequence[Term] = field(default=())
    topic_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """The first moment after the stretch."""

    @property
    def asked(self) -> list[Term]:
        """Return what must stand in an article."""
        return [term for term in self.terms if not term.is_excluded]

    @property
    def refused(self) -> list[Term]:
        """Return what must not."""
        return [term for term in self.terms if term.is_excluded]

    @property
    def first_key(self) -> int | None:
        """Return the least key of the stretch, None when it has no beginning."""
        return None if self.since is None else key_of(self.since)

    @property
    def end_key(self) -> int | None:
        """Return the least key after the stretch, None when it has no end."""
        return None if self.until is None else key_of(self.until)


@dataclass(frozen=True)
class Hit:
    """Where an article stands: by its *score*, higher is better and 0 in a list by date, then by its *key*."""

    score: int
    key: int

    @property
    def article_id(self) -> int:
        """Return the id of the article."""
        return self.key & ID_MASK


def key_of(moment: datetime) -> int:
    """Return the least key of what was published in the second of *moment*."""
    return int(moment.timestamp() // 1) << ID_BITS
