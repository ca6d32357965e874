"""Replacing a wording in the body of an article as it was copied from the page, or from the Markdown."""

from dataclasses import dataclass
from zlib import crc32

from blog.database import AnySession
from blog.models import Article
from blog.pictures.files.article_bodies import find_inline_pictures
from blog.text.markdown import TooLong, find_picture_keys
from blog.text.wording.finding import Place, drop_bullets, find_wording
from blog.text.wording.link_addresses import AddressNotFollowed
from blog.text.wording.page_words import squeeze
from blog.text.wording.replacing import NotReplaceable, replace_at
from blog.text.wording.source_map import map_source

MAX_CHOICES = 20
"""Places of one wording among which a person chooses."""


class WordingRefused(Exception):
    """The old wording cannot be replaced in the body."""


class WordingNotFound(WordingRefused):
    """Readers do not see it in the body; *elsewhere* says in which other text of the article they do, or is ""."""

    def __init__(self, elsewhere: str) -> None:
        super().__init__(elsewhere)
        self.elsewhere = elsewhere


class WordingTooFrequent(WordingRefused):
    """It occurs *count* times, too often for a choice."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


@dataclass(frozen=True)
class PlaceChoice:
    """One of several places; *key* names it as long as the body does not change."""

    key: str
    before: str
    words: str
    after: str


class WordingAmbiguous(WordingRefused):
    """It occurs at several places; *choices* show them."""

    def __init__(self, choices: list[PlaceChoice]) -> None:
        super().__init__(len(choices))
        self.choices = choices


class AddressLeft(WordingRefused):
    """The words are the address of a link, and the new ones tell no address."""


class WordingUnmovable(WordingRefused):
    """It is found, but no change of the Markdown gives the new wording and nothing else."""


def change_wording(session: AnySession, article: Article, old: str, new: str, chosen: str) -> str:
    """Return the Markdown of *article* with *old* replaced by *new* at its only place, or at the *chosen* one.

    *old* is what readers see, however its quotes, dashes and spaces are set;
    where they see no such words, it is sought in the Markdown as it stands.

    Raises:
        WordingRefused: it cannot be replaced; the subclass says why.
    """
    text = article.body_markdown
    pictures = find_inline_pictures(session, find_picture_keys(text))
    places = find_wording(map_source(text, pictures), old)
    if not places:
        return change_source(article, old, new)
    place = choose_place(places, text, chosen)
    try:
        return replace_at(text, place, drop_bullets(place, old, new), pictures)
    except AddressNotFollowed as reason:
        raise AddressLeft(article.slug) from reason
    except (NotReplaceable, TooLong) as reason:
        raise WordingUnmovable(article.slug) from reason


def choose_place(places: list[Place], text: str, chosen: str) -> Place:
    """Return the only one of *places*, or the one with the key *chosen*.

    Raises:
        WordingTooFrequent, WordingAmbiguous: there are several, and none is chosen.
    """
    keyed = {f"{place.key}-{crc32(text.encode()):x}": place for place in places}
    if len(places) == 1:
        return places[0]
    if chosen in keyed:
        return keyed[chosen]
    if len(places) > MAX_CHOICES:
        raise WordingTooFrequent(len(places))
    raise WordingAmbiguous([PlaceChoice(key, *place.context) for key, place in keyed.items()])


def change_source(article: Article, old: str, new: str) -> str:
    """Return the Markdown of *article* with *old* replaced, which stands in it as it is.

    Raises:
        WordingNotFound, WordingTooFrequent: it does not, or more than once.
    """
    text = article.body_markdown
    count = count_occurrences(text, old)
    if count > 1:
        raise WordingTooFrequent(count)
    if not count:
        raise WordingNotFound(find_elsewhere(article, old))
    return text.replace(old, new)


def count_occurrences(text: str, wording: str) -> int:
    """Return how often *wording* occurs in *text*, overlapping occurrences included."""
    count, place = 0, text.find(wording)
    while place >= 0:
        count, place = count + 1, text.find(wording, place + 1)
    return count


def find_elsewhere(article: Article, wording: str) -> str:
    """Return the name of the text beside the body in which *wording* stands, as its attribute; "" for none."""
    texts = ("headline", "standfirst", "lead_caption", "lead_credit")
    return next((name for name in texts if squeeze(wording) in squeeze(getattr(article, name) or "")), "")
