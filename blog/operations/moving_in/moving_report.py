"""Report of moving in: counts, words before and after, and each kind of loss with its first places."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from blog.operations.moving_in.imported_items import Loss, LossKind

MAX_PLACES = 12
"""Places that are named of each kind of loss."""


class Outcome(StrEnum):
    """What became of one article."""

    NEW = "new"
    UPDATED = "updated"
    """It was changed there, and not edited here."""
    UNCHANGED = "unchanged"
    EDITED = "edited"
    """It was changed there, and edited here: it stays as it is here."""
    DELETED = "deleted"
    """It was deleted here, and stays so."""
    REFUSED = "refused"


@dataclass(frozen=True)
class ArticleRow:
    """What became of one article, for the list of all."""

    key: str
    title: str
    old_path: str
    outcome: Outcome
    path: str = ""
    """Its address here, "" on a dry run."""
    is_public: bool = False
    is_page: bool = False
    words_before: int = 0
    words_after: int = 0
    losses: Sequence[Loss] = ()
    reason: str = ""
    """Why it is refused."""


@dataclass
class LossPlaces:
    """How often one kind of thing is lost, and the first places."""

    count: int = 0
    places: list[tuple[str, str]] = field(default_factory=list)
    """Title or address of the article, and what exactly."""


@dataclass
class MovingReport:
    """Counts of what was read so far; it grows no further than the kinds of loss there are."""

    outcomes: Counter[str] = field(default_factory=Counter)
    drafts: int = 0
    pages: int = 0
    pictures: Counter[str] = field(default_factory=Counter)
    """New, known, found (on a dry run) and missing ones."""
    files: Counter[str] = field(default_factory=Counter)
    """The same of documents and recordings; missing ones are among the losses."""
    people: int = 0
    topics: int = 0
    paths: int = 0
    """Former addresses that lead on."""
    links: int = 0
    """Links between articles that were set to their new addresses."""
    readers: int = 0
    words_before: int = 0
    words_after: int = 0
    losses: dict[str, LossPlaces] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, row: ArticleRow) -> None:
        """Count one article."""
        self.outcomes[row.outcome] += 1
        if row.outcome is Outcome.REFUSED:
            self.refused = [*self.refused, (row.title or row.key, row.reason)][:MAX_PLACES]
            return
        self.drafts += not row.is_public
        self.pages += row.is_page
        self.words_before += row.words_before
        self.words_after += row.words_after
        self.lose((loss, row.old_path or row.title or row.key) for loss in row.losses)

    def lose(self, losses: Iterable[tuple[Loss, str]]) -> None:
        """Count losses, each with its place."""
        for loss, place in losses:
            kept = self.losses.setdefault(loss.kind, LossPlaces())
            kept.count += 1
            if len(kept.places) < MAX_PLACES:
                kept.places.append((place, loss.detail))

    @property
    def articles(self) -> int:
        """Return how many articles were read."""
        return self.outcomes.total()

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values, as it is kept and written to a file."""
        return {
            "outcomes": dict(self.outcomes),
            "pictures": dict(self.pictures),
            "files": dict(self.files),
            "losses": {kind: {"count": one.count, "places": one.places} for kind, one in self.losses.items()},
            "refused": self.refused,
            **{
                name: getattr(self, name)
                for name in ("drafts", "pages", "people", "topics", "paths", "links", "readers")
            },
            "words": [self.words_before, self.words_after],
        }


def words_loss(missing: Sequence[str]) -> list[Loss]:
    """Return the loss of *missing* words, none where none is missing."""
    shown = " ".join(missing[:40])
    return [Loss(LossKind.WORDS, f"{len(missing)}: {shown}")] if missing else []
