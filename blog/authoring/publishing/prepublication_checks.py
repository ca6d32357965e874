"""The gate before publication: what an editor would want to hear before readers see it, and who overruled it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Select, select, union

from blog.database import AnySession
from blog.models import Article, ArticleEvent, ArticleState, EventKind, Person, Picture, SlugRedirect, Topic
from blog.pictures.library.descriptions import is_decorative
from blog.text.markdown.content_inspection import ContentInspection, Heading, Link, inspect_content

LARGEST_BYTES = 600_000
"""Of a picture in the width in which it is read; more keeps a phone waiting for seconds."""
READING_WIDTH = 960
"""Pixels; the rendition that most screens take is the widest up to this."""
MOST_NAMED = 12
"""How many findings of one kind are named; the first ones tell enough."""
PLACEHOLDER = re.compile(r"\b(?:TK+(?:TK)*|TKTK|XXX+|TODO|FIXME)\b|\blorem ipsum\b|\[(?:tk|\?\?+)\]")
FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)|(?:img|dsc|pxl|image|photo)[\s_-]?\d+", re.IGNORECASE
)
ANCHOR = re.compile(r'\bid="([^"]+)"')


class Fault(StrEnum):
    """What may be wrong with an article."""

    MISSING_ALT = "missing_alt"
    """A picture says nothing to readers who do not see it, or only the name of its file."""
    EMPTY_LINK = "empty_link"
    """A link leads nowhere, or has no words to press."""
    BROKEN_LINK = "broken_link"
    """A link leads to a page of this site that readers do not find."""
    HEADING_JUMP = "heading_jump"
    """A heading is more than one level below the one before it."""
    PLACEHOLDER = "placeholder"
    """Something was still to come: TK, as newsrooms write it."""
    LARGE_PICTURE = "large_picture"
    """A picture weighs so much that a phone waits for it."""


@dataclass(frozen=True)
class Finding:
    """One fault, and the words by which its place is found."""

    fault: Fault
    about: str


@dataclass(frozen=True)
class Surroundings:
    """What the check must be told of the world around the text.

    Args:
        origin: scheme and host of the site.
        is_page: says whether a path leads to a page of this site, whatever stands on it.
        weigh: returns the size in bytes of a picture file by its name; 0 when there is none.
    """

    origin: str
    is_page: Callable[[str], bool]
    weigh: Callable[[str], int]


class Doubtful(Exception):
    """There are *findings*, and nobody has said why the article is published all the same."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(finding.fault for finding in findings))
        self.findings = findings


def check(session: AnySession, article: Article, around: Surroundings) -> list[Finding]:
    """Return what may be wrong with *article* as it is saved, the gravest first; nothing is changed."""
    found = inspect_content(article.body_markdown)
    kinds = (
        find_placeholders(article, found),
        find_missing_alts(session, article, found),
        find_bad_links(session, article, found.links, around),
        find_jumps(found.headings),
        find_large_pictures(session, article, found, around),
    )
    return [finding for kind in kinds for finding in islice(kind, MOST_NAMED)]


def demand_sound(
    session: AnySession, article: Article, findings: Sequence[Finding], reason: str, now: datetime, person_id: int
) -> None:
    """Do nothing if there are no *findings*; else keep the *reason* for which they are overruled. The caller commits.

    Raises:
        Doubtful: there are findings and no reason.
    """
    if not findings:
        return
    if not reason.strip():
        raise Doubtful(findings)
    details = {"findings": [asdict(finding) for finding in findings]}
    event = ArticleEvent(person_id=person_id, kind=EventKind.OVERRULED, happened_at=now, note=reason, details=details)
    event.article_id = article.id
    session.add(event)


def find_unanswered(session: AnySession, article: Article, findings: Sequence[Finding]) -> list[Finding]:
    """Return those of *findings* that nobody has overruled for *article* before."""
    if not findings:
        return []
    events = session.scalars(select(ArticleEvent).filter_by(article_id=article.id, kind=EventKind.OVERRULED))
    answered = [known for event in events for known in event.details.get("findings", [])]
    return [finding for finding in findings if asdict(finding) not in answered]


def find_placeholders(article: Article, found: ContentInspection) -> Iterator[Finding]:
    """Yield each place where something was still to come, with the words around it."""
    texts = (article.headline, article.standfirst, article.lead_caption, article.lead_credit, article.lead_alt)
    for text in (*texts, found.words):
        for match in PLACEHOLDER.finditer(text):
            yield Finding(Fault.PLACEHOLDER, words_around(text, match.start(), match.end()))


def words_around(text: str, start: int, end: int, reach: int = 30) -> str:
    """Return what stands from *start* to *end* with some words on both sides, on one line."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    before = before.split(" ", 1)[-1] if start > reach else before
    after = after.rsplit(" ", 1)[0] if len(text) > end + reach else after
    return " ".join(f"{before}{text[start:end]}{after}".split())


def find_missing_alts(session: AnySession, article: Article, found: ContentInspection) -> Iterator[Finding]:
    """Yield the pictures without words; of the lead photo only a file's name counts, since it cannot be without any."""
    for number, picture in enumerate(found.pictures, 1):
        if not (picture.alt or is_decorative(session, picture.key)) or FILE_NAME.fullmatch(picture.alt):
            yield Finding(Fault.MISSING_ALT, picture.alt or str(number))
    if article.lead_picture_id and FILE_NAME.fullmatch(article.lead_alt.strip()):
        yield Finding(Fault.MISSING_ALT, article.lead_alt.strip())


def find_jumps(headings: Sequence[Heading]) -> Iterator[Finding]:
    """Yield the headings that skip a level on the way down; the first one may have any."""
    for before, heading in pairwise(headings):
        if heading.level > before.level + 1:
            yield Finding(Fault.HEADING_JUMP, heading.words)


def find_bad_links(
    session: AnySession, article: Article, links: Sequence[Link], around: Surroundings
) -> Iterator[Finding]:
    """Yield the links that lead nowhere, and those to pages of this site that readers do not find."""
    anchors = set(ANCHOR.findall(article.body_html))
    paths = {link: path for link in links if (path := path_of(link.address, around.origin)) is not None}
    lost = find_lost(session, {*paths.values()} - {f"/articles/{article.slug}"}, around.is_page)
    for link in links:
        if not link.words or not link.address or link.address == "#":
            yield Finding(Fault.EMPTY_LINK, link.words or link.address)
        elif link.address.startswith("#"):
            if link.address[1:] not in anchors:
                yield Finding(Fault.BROKEN_LINK, link.address)
        elif paths.get(link) in lost:
            yield Finding(Fault.BROKEN_LINK, link.address)


def path_of(address: str, origin: str) -> str | None:
    """Return the path on this site to which *address* leads from an article, None when it leads elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return (unquote(parts.path) or "/") if f"{parts.scheme}://{parts.netloc}" == origin else None
    if not parts.path:
        return None
    return unquote(parts.path if parts.path.startswith("/") else f"/articles/{parts.path}")


def find_lost(session: AnySession, paths: Collection[str], is_page: Callable[[str], bool]) -> set[str]:
    """Return those of *paths* that lead to nothing that readers find."""
    lost = {path for path in paths if not is_page(path)}
    for prefix, existing in NOUNS.items():
        named = {path: path.removeprefix(prefix).partition("/")[0] for path in paths if path.startswith(prefix)}
        known = set(session.scalars(existing(set(named.values())))) if named else set()
        lost |= {path for path, slug in named.items() if slug.removesuffix(".md").removesuffix(".txt") not in known}
    return lost


def public_slugs(slugs: Collection[str]) -> Select[str]:
    """Select those of *slugs* that are, or once were, the address of an article that is public."""
    bare = {slug.removesuffix(".md").removesuffix(".txt") for slug in slugs}
    is_public = Article.state == ArticleState.PUBLISHED
    now = select(Article.slug).where(Article.slug.in_(bare), is_public)
    once = select(SlugRedirect.slug).join(SlugRedirect.article).where(SlugRedirect.slug.in_(bare), is_public)
    return select(union(now, once).subquery().c.slug)


NOUNS: Mapping[str, Callable[[Collection[str]], Select[Any]]] = {
    "/articles/": public_slugs,
    "/topics/": lambda slugs: select(Topic.slug).where(Topic.slug.in_(slugs)),
    "/authors/": lambda slugs: select(Person.slug).where(Person.slug.in_(slugs)),
}
"""What stands below each part of the site, and how to ask which of it exists."""


def find_large_pictures(
    session: AnySession, article: Article, found: ContentInspection, around: Surroundings
) -> Iterator[Finding]:
    """Yield the pictures that weigh too much in the width in which they are read."""
    alts = {picture.key: picture.alt for picture in found.pictures}
    shown = list(session.scalars(select(Picture).where(Picture.key.in_(alts)))) if alts else []
    if article.lead_picture is not None:
        shown.append(article.lead_picture)
    for picture in shown:
        width = max((width for width in picture.widths if width <= READING_WIDTH), default=picture.widths[0])
        if around.weigh(picture.path(width, "jpg")) > LARGEST_BYTES:
            yield Finding(Fault.LARGE_PICTURE, alts.get(picture.key) or article.lead_alt or picture.alt)
