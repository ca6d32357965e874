"""The bands of the front page, one a topic, in patterns of which none follows itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from blog.articles.front.photos import BAND, CARD, LARGE, has_photo
from blog.articles.pages.list_items import ListItem, NamedLink

MAX_BANDS = 3
MIN_STORIES = 3
MAX_SHORT = 3


class Pattern(StrEnum):
    """How a band is set."""

    PHOTO = "photo"
    """A photo, its words beside it, two side stories."""
    HEADLINE = "headline"
    """A headline as large as a picture, a card, three short ones."""
    CARDS = "cards"
    """Two cards, then a large photo."""


@dataclass(frozen=True)
class Band:
    """The stories of one topic: the large one, the cards beside it, the short ones."""

    topic: NamedLink
    pattern: Pattern
    lead: ListItem
    cards: Sequence[ListItem] = ()
    shorts: Sequence[ListItem] = ()

    @property
    def stories(self) -> list[ListItem]:
        """Return all stories."""
        return [self.lead, *self.cards, *self.shorts]

    @property
    def thumb(self) -> ListItem | None:
        """Return the one side story of the first pattern that shows its photo."""
        is_sided = self.pattern is Pattern.PHOTO
        return next((story for story in self.shorts if has_photo(story)), None) if is_sided else None


Builder = Callable[[NamedLink, Sequence[ListItem]], Band | None]


def choose_bands(stories: Sequence[ListItem]) -> list[Band]:
    """Return up to three bands from *stories*, newest first; the topic of the newest story comes first."""
    bands: list[Band] = []
    for topic, own in by_topic(stories):
        band = build_band(topic, own, bands[-1].pattern if bands else None, len(bands))
        if band is not None:
            bands.append(band)
        if len(bands) == MAX_BANDS:
            break
    return bands


def chosen_bands(topics: Sequence[tuple[NamedLink, Sequence[ListItem]]], shown: Iterable[ListItem]) -> list[Band]:
    """Return a band for each of *topics* with stories that are not *shown* elsewhere; with too few there is none."""
    bands: list[Band] = []
    taken = {story.id for story in shown}
    for topic, stories in topics:
        own = [story for story in stories if story.id not in taken and not story.is_retracted]
        before = bands[-1].pattern if bands else None
        band = build_band(topic, own, before, len(bands)) if len(own) >= MIN_STORIES else None
        if band is not None:
            bands.append(band)
            taken |= {story.id for story in band.stories}
    return bands


def by_topic(stories: Iterable[ListItem]) -> list[tuple[NamedLink, list[ListItem]]]:
    """Return the topics with enough stories to make a band, in the order of their newest story."""
    found: dict[NamedLink, list[ListItem]] = {}
    for story in stories:
        if story.topics and not story.is_retracted:
            found.setdefault(story.topics[0], []).append(story)
    return [(topic, own) for topic, own in found.items() if len(own) >= MIN_STORIES]


def build_band(topic: NamedLink, own: Sequence[ListItem], before: Pattern | None, turn: int) -> Band | None:
    """Return the band of *topic* in the pattern whose *turn* it is, or the next that its stories allow and that is not
    the one *before*; None if there is none.
    """
    patterns = list(Pattern)
    in_turn = [patterns[(turn + step) % len(patterns)] for step in range(len(patterns))]
    if not has_photo(own[0], BAND):
        in_turn.sort(key=lambda pattern: pattern is not Pattern.HEADLINE)
    built = (BUILDERS[pattern](topic, own) for pattern in in_turn if pattern is not before)
    return next((band for band in built if band is not None), None)


def build_photo(topic: NamedLink, own: Sequence[ListItem]) -> Band | None:
    """Return a band with the photo of the newest story that has one large enough."""
    lead = first_with_photo(own, BAND)
    return lead and Band(topic, Pattern.PHOTO, lead, shorts=without(own, lead)[:2])


def build_headline(topic: NamedLink, own: Sequence[ListItem]) -> Band:
    """Return a band under the headline of the newest story; without a photo the card is text."""
    lead, others = own[0], own[1 : 2 + MAX_SHORT]
    card = first_with_photo(others, CARD) or others[0]
    return Band(topic, Pattern.HEADLINE, lead, [card], without(others, card))


def build_cards(topic: NamedLink, own: Sequence[ListItem]) -> Band | None:
    """Return a band of three photos, the newest that is large enough the largest."""
    lead = first_with_photo(own, LARGE)
    cards = [story for story in without(own, lead) if has_photo(story, CARD)][:2] if lead else []
    return Band(topic, Pattern.CARDS, lead, cards) if lead and len(cards) == 2 else None


BUILDERS: dict[Pattern, Builder] = {
    Pattern.PHOTO: build_photo,
    Pattern.HEADLINE: build_headline,
    Pattern.CARDS: build_cards,
}


def first_with_photo(stories: Iterable[ListItem], place: int) -> ListItem | None:
    """Return the first of *stories* with a photo for *place*."""
    return next((story for story in stories if has_photo(story, place)), None)


def without(stories: Iterable[ListItem], left_out: ListItem | None) -> list[ListItem]:
    """Return *stories* but for one."""
    return [story for story in stories if story is not left_out]
