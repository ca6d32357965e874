"""Preview links: signed, unlisted, expiring links to an unpublished article."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, PreviewLink
from blog.web.addresses.links import PREVIEW, Links

MAX_LINKS = 50
"""Per article; more would be a mailing list, not a preview."""


class LinkRefused(Exception):
    """No link can be made: the article is public, or has MAX_LINKS links."""


class NoSuchLink(Exception):
    """The token is forged, or its link was deleted."""


class LinkClosed(Exception):
    """The link is revoked or expired, or its article was published."""

    def __init__(self, link: PreviewLink) -> None:
        super().__init__("the link is closed")
        self.link = link


def list_links(session: AnySession, article: Article) -> Sequence[PreviewLink]:
    """Return the links to *article*, the newest first."""
    of_article = select(PreviewLink).where(PreviewLink.article_id == article.id)
    return session.scalars(of_article.order_by(PreviewLink.id.desc())).all()


def make_link(
    session: AnySession, article: Article, label: str, lifetime: timedelta, now: datetime, *, person_id: int
) -> PreviewLink:
    """Add a link to *article* that opens for *lifetime* from *now*; *label* says for whom. The caller commits.

    Raises:
        LinkRefused: the article is public, or has 50 links.
    """
    count = session.scalar(select(func.count(PreviewLink.id)).where(PreviewLink.article_id == article.id)) or 0
    if article.is_public or count >= MAX_LINKS:
        raise LinkRefused
    link = PreviewLink(
        article=article,
        key=secrets.token_hex(16),
        label=label,
        created_by_id=person_id,
        created_at=now,
        expires_at=now + lifetime,
    )
    session.add(link)
    session.flush()
    return link


def revoke_link(link: PreviewLink, now: datetime) -> None:
    """Revoke *link*; a second call changes nothing."""
    link.revoked_at = link.revoked_at or now


def seal_link(links: Links, link: PreviewLink) -> str:
    """Return the token of *link*, always the same."""
    return links.seal(PREVIEW, [link.id, link.key])


def open_link(session: AnySession, links: Links, token: str, now: datetime) -> PreviewLink:
    """Return the link of *token* while it is open.

    Raises:
        NoSuchLink: the token is invalid.
        LinkClosed: it was revoked, has expired, or the article was published.
    """
    payload = links.unseal(PREVIEW, token)
    if payload is None or len(payload) != 2:
        raise NoSuchLink
    named = select(PreviewLink).where(PreviewLink.id == payload[0], PreviewLink.key == payload[1])
    link = session.scalar(named.options(joinedload(PreviewLink.article)))
    if link is None:
        raise NoSuchLink
    if not link.is_open(now):
        raise LinkClosed(link)
    return link
