"""What the newsroom is told: an invitation to join it, and what became of an article that was handed in."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.composing.mail_rendering import Letter, render_letter
from blog.models import Article, ArticleEvent, Delivery, EventKind, PasswordReset
from blog.text.cleaning import clean_line, clean_text
from blog.web.links import INVITATION, Links


def write_invitation(session: AnySession, delivery_id: int, links: Links) -> Letter:
    """Return the link by which a new member chooses a password, with role and last day.

    Raises:
        LookupError: the invitation is gone.
    """
    found = select(PasswordReset).join(Delivery, Delivery.reset_id == PasswordReset.id)
    reset = session.scalars(found.where(Delivery.id == delivery_id).options(joinedload(PasswordReset.person))).first()
    if reset is None:
        raise LookupError("An invitation that is gone.")
    token = links.sign(INVITATION, [reset.id])
    values = {
        "name": clean_line(reset.person.name),
        "address": reset.person.address,
        "role": reset.person.role,
        "expires_at": reset.expires_at,
        "join_url": links.absolute(f"/invitations/{token}"),
    }
    return render_letter("invitation", values, is_list=False)


def write_review(session: AnySession, delivery_id: int, links: Links) -> Letter:
    """Return the message about one step of review: to editors that something waits, to the author what was decided.

    Raises:
        LookupError: the step is gone.
    """
    whole = joinedload(ArticleEvent.article).joinedload(Article.author), joinedload(ArticleEvent.person)
    found = select(ArticleEvent).join(Delivery, Delivery.event_id == ArticleEvent.id)
    event = session.scalars(found.where(Delivery.id == delivery_id).options(*whole)).one_or_none()
    if event is None:
        raise LookupError("A message about a step of review that is gone.")
    return render_letter("review", describe(event, links), is_list=False)


def describe(event: ArticleEvent, links: Links) -> dict[str, Any]:
    """Return what the message about *event* shows."""
    article = event.article
    return {
        "kind": event.kind,
        "is_public": event.kind in {EventKind.PUBLISHED, EventKind.MISSED},
        "headline": clean_line(article.headline),
        "author": clean_line(article.author.name),
        "person": clean_line(event.person.name) if event.person else "",
        "note": clean_text(event.note).strip(),
        "happened_at": event.happened_at,
        "article_url": links.absolute(f"/articles/{article.slug}"),
        "review_url": links.absolute(f"/desk/articles/{article.id}/review"),
    }
