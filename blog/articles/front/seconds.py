"""The stories under the lead: three columns of unequal kind, and what takes their place on thin days."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from blog.articles.front.photos import PICTURED, has_photo
from blog.articles.pages.list_items import ListItem

LONG, LONGER, LONGEST = 60, 100, 140
"""Letters: above the first a headline is set smaller; above the second nothing large stands below it; above the third
a narrow column would take more than seven lines for it."""
SIDES = 4
"""Text stories beside the pictured one, two in each column."""
TEXTS = 6
"""Text stories where there is no photo, two in each of three columns."""


class SecondsKind(StrEnum):
    """The columns of the seconds."""

    THREE = "three"
    """Text 3, photo 6, text 3."""
    HALVES = "halves"
    """Two columns of 6: few stories, or a headline too long for a narrow column."""
    TEXTS = "texts"
    """Three columns of 4 without a photo."""
    ONE = "one"
    """A single story over the full width."""


Column = Sequence[ListItem]


@dataclass(frozen=True)
class Seconds:
    """The columns from left to right; *pictured* is the story shown with its photo, None if there is none."""

    kind: SecondsKind
    columns: Sequence[Column]
    pictured: ListItem | None

    @property
    def stories(self) -> list[ListItem]:
        """Return all stories."""
        return [story for column in self.columns for story in column]


def choose_seconds(stories: Sequence[ListItem]) -> Seconds | None:
    """Return the seconds, chosen from *stories*, newest first; None without any."""
    pictured = next((story for story in stories if has_photo(story, PICTURED)), None)
    texts = [story for story in stories if story is not pictured]
    if not stories:
        return None
    if len(stories) == 1:
        return Seconds(SecondsKind.ONE, [stories], pictured)
    if pictured is None:
        return arrange_texts(texts)
    return arrange_around(pictured, texts[:SIDES])


def arrange_texts(texts: Sequence[ListItem]) -> Seconds:
    """Return two to six stories without a photo."""
    if len(texts) == 2 or has_longest(texts[:TEXTS]):
        return Seconds(SecondsKind.HALVES, deal(texts[: min(SIDES, len(texts))], 2), None)
    shown = texts[:TEXTS] if len(texts) >= TEXTS else texts[:3]
    return Seconds(SecondsKind.TEXTS, deal(shown, 3), None)


def arrange_around(pictured: ListItem, texts: Sequence[ListItem]) -> Seconds:
    """Return one to four *texts* beside the *pictured* story."""
    if len(texts) == 1 or has_longest(texts):
        return Seconds(SecondsKind.HALVES, [[pictured], texts[:2]], pictured)
    left, right = deal(texts, 2)
    return Seconds(SecondsKind.THREE, [left, [pictured], right], pictured)


def has_longest(stories: Sequence[ListItem]) -> bool:
    """Return whether a headline needs a column wider than three of twelve."""
    return any(len(story.headline) > LONGEST for story in stories)


def deal(stories: Sequence[ListItem], columns: int) -> list[Column]:
    """Return *stories* in so many columns, row by row, so that the newest stand on top."""
    return [stories[start::columns] for start in range(columns)]
