"""Pre-publication checks: findings in an article, and the record of overruled ones."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Select, select, union

from blog.authoring.publishing.text_checks import (
    MAX_FINDINGS_PER_KIND,
    Finding,
    FindingKind,
    find_advice,
    find_text_faults,
)
from blog.database import AnySession
from blog.models import (
    Article,
    ArticleEvent,
    ArticleState,
    AuthorRedirect,
    EventKind,
    Person,
    Picture,
    SlugRedirect,
    Topic,
    TopicRedirect,
)
from blog.pictures.library.descriptions import is_decorative
from blog.text.markdown.as_written.content_inspection import ContentInspection, Link, inspect_content

MAX_PICTURE_BYTES = 600_000
"""Of a picture at reading width; a phone waits seconds for more."""
READING_WIDTH = 960
"""Pixels; most screens load the widest rendition up to this."""
FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)|(?:img|dsc|pxl|image|photo)[\s_-]?\d+", re.IGNORECASE
)
ANCHOR = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class SiteContext:
    """What the checks must know of the site.

    Args:
        origin: scheme and host of the site.
        is_page: returns whether a route of this site matches a path.
        weigh: returns the size in bytes of a picture file by its name, 0 for none.
    """

    origin: str
    is_page: Callable[[str], bool]
    file_size: Callable[[str], int]


class ChecksFailed(Exception):
    """There are *findings*, and no reason to overrule them was given."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(finding.fault for finding in findings))
        self.findings = findings


def check_article(session: AnySession, article: Article, site: SiteContext) -> list[Finding]:
    """Return the findings for *article* as it is saved, the gravest kind first."""
    found = inspect_content(article.body_markdown)
    kinds = (
        find_missing_alts(session, article, found),
        find_bad_links(session, article, found.links, site),
        find_large_pictures(session, article, found, site),
    )
    others = (finding for kind in kinds for finding in islice(kind, MAX_FINDINGS_PER_KIND))
    return [*find_text_faults(article, found), *others, *find_advice(article)]


def require_checks_passed(
    session: AnySession, article: Article, findings: Sequence[Finding], reason: str, now: datetime, person_id: int
) -> None:
    """Check that there are no *findings*, or record the *reason* to overrule them; the caller commits.

    Raises:
        ChecksFailed: there are findings and no reason.
    """
    if all(finding.fault.is_advice for finding in findings):
        return
    if not reason.strip():
        raise ChecksFailed(findings)
    details = {"findings": [finding.as_record() for finding in findings]}
    event = ArticleEvent(person_id=person_id, kind=EventKind.OVERRULED, happened_at=now, note=reason, details=details)
    event.article_id = article.id
    session.add(event)


def find_not_overruled(session: AnySession, article: Article, findings: Sequence[Finding]) -> list[Finding]:
    """Return the *findings* that were not overruled for *article* before; advice needs no overruling."""
    findings = [finding for finding in findings if not finding.fault.is_advice]
    if not findings:
        return []
    events = session.scalars(select(ArticleEvent).filter_by(article_id=article.id, kind=EventKind.OVERRULED))
    answered = [known for event in events for known in event.details.get("findings", [])]
    return [finding for finding in findings if finding.as_record() not in answered]


def find_missing_alts(session: AnySession, article: Article, found: ContentInspection) -> Iterator[Finding]:
    """Yield the pictures without alternative text; of the lead photo, which must have one, a bare file name."""
    for number, picture in enumerate(found.pictures, 1):
        if not (picture.alt or is_decorative(session, picture.key)) or FILE_NAME.fullmatch(picture.alt):
            yield Finding(FindingKind.MISSING_ALT, picture.alt or str(number))
    if article.lead_picture_id and FILE_NAME.fullmatch(article.lead_alt.strip()):
        yield Finding(FindingKind.MISSING_ALT, article.lead_alt.strip())


def find_bad_links(
    session: AnySession, article: Article, links: Sequence[Link], site: SiteContext
) -> Iterator[Finding]:
    """Yield the links without target or text, and those to pages of this site that are not found."""
    anchors = set(ANCHOR.findall(article.body_html))
    paths = {link: path for link in links if (path := local_path(link.address, site.origin)) is not None}
    broken = find_broken_paths(session, {*paths.values()} - {f"/articles/{article.slug}"}, site.is_page)
    for link in links:
        if not link.words or not link.address or link.address == "#":
            yield Finding(FindingKind.EMPTY_LINK, link.words or link.address)
        elif link.address.startswith("#"):
            if link.address[1:] not in anchors:
                yield Finding(FindingKind.BROKEN_LINK, link.address)
        elif paths.get(link) in broken:
            yield Finding(FindingKind.BROKEN_LINK, link.address)


def local_path(address: str, origin: str) -> str | None:
    """Return the path of *address* on this site, relative to an article; None for other sites."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return (unquote(parts.path) or "/") if f"{parts.scheme}://{parts.netloc}" == origin else None
    if not parts.path:
        return None
    return unquote(parts.path if parts.path.startswith("/") else f"/articles/{parts.path}")


def find_broken_paths(session: AnySession, paths: Collection[str], is_page: Callable[[str], bool]) -> set[str]:
    """Return the *paths* that are not found on this site."""
    broken = {path for path in paths if not is_page(path)}
    for prefix, existing in SLUG_QUERIES.items():
        named = {path: path.removeprefix(prefix).partition("/")[0] for path in paths if path.startswith(prefix)}
        known = set(session.scalars(existing(set(named.values())))) if named else set()
        broken |= {path for path, slug in named.items() if slug.removesuffix(".md").removesuffix(".txt") not in known}
    return broken


def public_slugs(slugs: Collection[str]) -> Select[str]:
    """Select those of *slugs* that are, or once were, the slug of a public article."""
    bare = {slug.removesuffix(".md").removesuffix(".txt") for slug in slugs}
    is_public = Article.state == ArticleState.PUBLISHED
    now = select(Article.slug).where(Article.slug.in_(bare), is_public)
    once = select(SlugRedirect.slug).join(SlugRedirect.article).where(SlugRedirect.slug.in_(bare), is_public)
    return select(union(now, once).subquery().c.slug)


def either(present: Any, former: Any, slugs: Collection[str]) -> Select[Any]:
    """Select those of *slugs* that are addresses, or were."""
    return select(union(select(present).where(present.in_(slugs)), select(former).where(former.in_(slugs))).subquery())


SLUG_QUERIES: Mapping[str, Callable[[Collection[str]], Select[Any]]] = {
    "/articles/": public_slugs,
    "/topics/": lambda slugs: either(Topic.slug, TopicRedirect.slug, slugs),
    "/authors/": lambda slugs: either(Person.slug, AuthorRedirect.slug, slugs),
}
"""For each prefix of the site, the query for the slugs below it that exist."""


def find_large_pictures(
    session: AnySession, article: Article, found: ContentInspection, site: SiteContext
) -> Iterator[Finding]:
    """Yield the pictures whose file at reading width is too large."""
    alts = {picture.key: picture.alt for picture in found.pictures}
    shown = list(session.scalars(select(Picture).where(Picture.key.in_(alts)))) if alts else []
    if article.lead_picture is not None:
        shown.append(article.lead_picture)
    for picture in shown:
        width = max((width for width in picture.widths if width <= READING_WIDTH), default=picture.widths[0])
        if site.file_size(picture.path(width, "jpg")) > MAX_PICTURE_BYTES:
            yield Finding(FindingKind.LARGE_PICTURE, alts.get(picture.key) or article.lead_alt or picture.alt)
