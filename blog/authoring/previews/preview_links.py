"""Unlisted links to an article that is not public yet: made, opened, revoked."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, PreviewLink
from blog.web.links import PREVIEW, Links

MOST_LINKS = 50
"""To one article; more would be a list of readers, not a preview."""


class LinkRefused(Exception):
    """No link can be made: the article is public, or it has as many as it may have."""


class NoSuchLink(Exception):
    """No link of ours, or an altered one."""


class LinkClosed(Exception):
    """The link was true, and opens no more."""

    def __init__(self, link: PreviewLink) -> None:
        super().__init__("the link is closed")
        self.link = link


def list_links(session: AnySession, article: Article) -> Sequence[PreviewLink]:
    """Return the links to *article*, the newest first."""
    of_article = select(PreviewLink).where(PreviewLink.article_id == article.id)
    return session.scalars(of_article.order_by(PreviewLink.id.desc())).all()


def make_link(
    session: AnySession, article: Article, label: str, life: timedelta, now: datetime, *, person_id: int
) -> PreviewLink:
    """Add a link to *article* that opens for *life* from *now*; *label* says for whom. The caller commits.

    Raises:
        LinkRefused: the article is public, or has 50 links.
    """
    count = session.scalar(select(func.count(PreviewLink.id)).where(PreviewLink.article_id == article.id)) or 0
    if article.is_public or count >= MOST_LINKS:
        raise LinkRefused
    link = PreviewLink(
        article=article,
        key=secrets.token_hex(16),
        label=label,
        created_by_id=person_id,
        created_at=now,
        expires_at=now + life,
    )
    session.add(link)
    session.flush()
    return link


def revoke(link: PreviewLink, now: datetime) -> None:
    """Let *link* open no more, from now on; a second time changes nothing."""
    link.revoked_at = link.revoked_at or now


def seal_link(links: Links, link: PreviewLink) -> str:
    """Return the token of *link*, always the same."""
    return links.seal(PREVIEW, [link.id, link.key])


def open_link(session: AnySession, links: Links, token: str, now: datetime) -> PreviewLink:
    """Return the link that *token* names, while it opens.

    Raises:
        NoSuchLink: the token is none of ours.
        LinkClosed: it is, but it was revoked, has expired, or the article has been published.
    """
    said = links.unseal(PREVIEW, token)
    if said is None or len(said) != 2:
        raise NoSuchLink
    named = select(PreviewLink).where(PreviewLink.id == said[0], PreviewLink.key == said[1])
    link = session.scalar(named.options(joinedload(PreviewLink.article)))
    if link is None:
        raise NoSuchLink
    if not link.is_open(now):
        raise LinkClosed(link)
    return link
