"""What sources yield, whatever program it comes from: people, topics, pictures, articles, readers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from blog.database import AnySession
from blog.pictures.files.storage import Storage


class LossKind(StrEnum):
    """What an article had there and does not have here, or has in another form."""

    PICTURE = "picture"
    """Its file was not found, not fetched, or is none that is taken."""
    EMBED = "embed"
    """A frame, form or player became a link, or is gone where it had no address."""
    MEDIA = "media"
    """A recording, film or document: a link is left."""
    BLOCK = "block"
    """A part that the old program filled when a page was shown, such as its newest posts."""
    SHORTCODE = "shortcode"
    """A code in brackets of a plugin; what it surrounds stays."""
    WIDGET = "widget"
    """Buttons and boxes of the old program, such as "Subscribe now"."""
    SCRIPT = "script"
    FORMULA = "formula"
    LINK = "link"
    """The link of a picture, or one that leads nowhere."""
    WORDS = "words"
    """Words that are not in the text here; the report names them."""
    TAG = "tag"
    """Too seldom used to become a topic."""
    TITLE = "title"
    """Longer than a headline may be; whole in the standfirst or the text."""
    AUTHOR = "author"
    STATUS = "status"
    """It was not public there, so that it is a draft here."""
    COMMENTS = "comments"
    """They are kept with the original, and shown nowhere yet."""
    UNUSED = "unused"
    """A picture or file of the old library that no article shows or links to."""
    ITEM = "item"
    """Something that is no article, such as an entry of a menu."""


@dataclass(frozen=True)
class Loss:
    """One loss, and what exactly, such as the address of the picture."""

    kind: LossKind
    detail: str = ""


class TextFormat(StrEnum):
    """How a body is written."""

    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class PictureItem:
    """A picture by its address there, with the words that belong to it."""

    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    paths: Sequence[str] = ()
    """Addresses of a page that showed the picture alone."""


@dataclass(frozen=True)
class PersonItem:
    """An author by the *key* that articles name; the mail address finds an account, and is never stored."""

    key: str
    name: str
    mail: str = ""
    biography: str = ""
    paths: Sequence[str] = ()
    """Addresses of the author's page there, as paths with queries."""


@dataclass(frozen=True)
class TopicItem:
    """A category or tag by name, and how many articles have it."""

    name: str
    description: str = ""
    is_tag: bool = False
    uses: int = 0
    paths: Sequence[str] = ()


@dataclass(frozen=True)
class ArticleItem:
    """An article or page as it was there; times are aware."""

    key: str
    title: str
    body: str
    text_format: TextFormat = TextFormat.HTML
    standfirst: str = ""
    slug: str = ""
    language: str = ""
    created_at: datetime | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    ends_at: datetime | None = None
    is_public: bool = False
    hidden_reason: str = ""
    """Why it is a draft here although it was finished there."""
    is_page: bool = False
    authors: Sequence[str] = ()
    """Keys of people, the first author first."""
    topics: Sequence[str] = ()
    tags: Sequence[str] = ()
    lead: PictureItem | None = None
    paths: Sequence[str] = ()
    """Its addresses there, as paths with queries, the one that was used first."""
    original: str = ""
    """The text as the program stores it, where that is not the body."""
    canonical: str = ""
    losses: Sequence[Loss] = ()
    """What the source itself left out."""
    comments: Sequence[Mapping[str, Any]] = ()
    """Kept aside, with id, parent, name, time, text and state; no mail address and no IP address."""
    shared: PictureItem | None = None
    """What links to it showed there, where that was chosen."""

    def as_kept(self) -> dict[str, Any]:
        """Return the values that are kept as the original, and of which the fingerprint is made."""
        kept = {name: value for name, value in asdict(self).items() if value and name != "losses"}
        for place in kept.keys() & {"lead", "shared"}:
            kept[place].pop("paths")
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}


@dataclass(frozen=True)
class ReaderItem:
    """A subscriber: names of what is followed, as keys of people and articles and names of topics."""

    mail: str
    name: str = ""
    since: datetime | None = None
    has_left: bool = False
    follows_site: bool = False
    topics: Sequence[str] = ()
    authors: Sequence[str] = ()
    articles: Sequence[str] = ()
    losses: Sequence[Loss] = ()
    """What was followed there and cannot be here, such as a team."""


class WholeSite(Protocol):
    """An export of this program: it is not converted article by article, but taken in as it is."""

    def take(self, session: AnySession, storage: Storage, now: datetime, report: Any) -> Iterator[Any]:
        """Take all in before the first yield, after which the caller commits; then yield a row for each article."""

    def rehearse(self, session: AnySession, report: Any) -> Iterator[Any]:
        """Yield what would become of each article; nothing is written."""


@dataclass(frozen=True)
class SourceContents:
    """An export that was looked through once; articles and readers are read again at each call, one at a time."""

    program: str
    """Such as "wordpress"."""
    site: str
    """Address of the old site, such as https://old.example.org/blog; "" where the export does not say."""
    title: str
    people: Sequence[PersonItem]
    topics: Sequence[TopicItem]
    articles: Callable[[], Iterator[ArticleItem]]
    count: int
    """Number of articles."""
    readers: Callable[[], Iterator[ReaderItem]] = lambda: iter(())
    pictures: Mapping[str, PictureItem] = field(default_factory=dict)
    """Words of pictures by their address."""
    losses: Sequence[tuple[Loss, str]] = ()
    """What is left out of the whole, each with its place."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """Further addresses there, such as of feeds, and the path here."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """Key of the original by the key of each translation."""
    whole: WholeSite | None = None
    """What takes the place of all the rest in an export of this program."""


class Phase(StrEnum):
    """What is done with an export that is taken in as a whole."""

    LINES = "lines read"
    FILES = "files copied"
    ROWS = "rows written"
    """In the one transaction: nothing but the screen may be written meanwhile."""


Say = Callable[[Phase, int, int], None]
"""Says how far it is, of how many; may raise what stops it."""


class ExportRefused(Exception):
    """Nothing is taken in; str() of this says why, in a sentence."""
