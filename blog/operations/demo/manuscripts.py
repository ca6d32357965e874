"""The articles and photos of the demo, read from files; articles have a few lines of facts on top."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"
PHOTOS = Path(__file__).parent / "photos"
"""Landscapes of our own, computed once, so that no stranger's picture is shipped."""
FENCE = "---\n"


@dataclass(frozen=True)
class DemoArticle:
    """One article: *facts* as they stand on top of the file, *body* in Markdown with pictures as photo:NAME."""

    slug: str
    facts: Mapping[str, str]
    body: str

    @property
    def topics(self) -> list[str]:
        """Return the names of its topics."""
        return [name.strip() for name in self.facts["topics"].split(",")]

    @property
    def is_draft(self) -> bool:
        """Return whether readers are not to see it."""
        return "state" in self.facts

    @property
    def is_in_review(self) -> bool:
        """Return whether its author has handed it in."""
        return self.facts.get("state") == "in review"

    @property
    def is_scheduled(self) -> bool:
        """Return whether it waits for its time."""
        return self.facts.get("state") == "scheduled"

    @property
    def coauthors(self) -> list[str]:
        """Return by which names its further authors go."""
        return self.facts["with"].split(", ") if "with" in self.facts else []

    def goes_live_at(self, now: datetime) -> datetime:
        """Return its time: the hour of *time*, so many days *ahead* of *now*."""
        day = now + timedelta(days=int(self.facts["ahead"]))
        return datetime.combine(day.date(), time.fromisoformat(self.facts["time"]), now.tzinfo)

    def written_at(self, now: datetime) -> datetime:
        """Return its moment: the hour of *time*, so many *days* before *now*."""
        day = now - timedelta(days=int(self.facts["days"]))
        return datetime.combine(day.date(), time.fromisoformat(self.facts["time"]), now.tzinfo)


def read_manuscripts(folder: Path = FOLDER) -> list[DemoArticle]:
    """Return the articles of *folder* in the order of their numbers, the oldest first."""
    return [
        read_manuscript(file.stem.partition("-")[2], file.read_text("utf-8")) for file in sorted(folder.glob("*.md"))
    ]


def read_manuscript(slug: str, text: str) -> DemoArticle:
    """Return the article in *text*: lines "name: value" between two fences, then the body.

    Raises:
        ValueError: the fences or a colon are missing.
    """
    start, head, body = text.split(FENCE, 2)
    if start:
        raise ValueError(f"{slug}: something stands before the facts")
    facts = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{slug}: no colon in {line!r}")
        facts[name.strip()] = value.strip()
    return DemoArticle(slug, facts, body.strip() + "\n")


def read_photo(name: str) -> bytes:
    """Return the photo called *name* as WebP, as an author would upload it.

    Raises:
        FileNotFoundError: no photo has this name.
    """
    return (PHOTOS / f"{name}.webp").read_bytes()
