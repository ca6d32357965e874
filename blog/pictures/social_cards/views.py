"""Addresses of the social cards."""

from flask import Response, abort, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import load_only, selectinload, undefer
from werkzeug.exceptions import ServiceUnavailable

from blog.database import db
from blog.models import Article, ArticleState
from blog.pictures.files.storage import storage
from blog.pictures.social_cards import icon_views
from blog.pictures.social_cards.card_files import LOCK_TIMEOUT_SECONDS, DrawingBusy, load_or_draw
from blog.pictures.social_cards.card_names import Card, CardSite, article_card, logo_card, site_card
from blog.pictures.views import blueprint, immutable_response
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.addresses.url_converters import MAX_ID
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings

__all__ = ["blueprint", "icon_views"]

OPEN = (ArticleState.PUBLISHED, ArticleState.ENDED)
"""States in which readers can open an article."""
SHOWN = (
    load_only(Article.headline, Article.language, Article.kind_id),
    undefer(Article.is_retracted),
    selectinload(Article.topics),
)


@blueprint.get("/cards/<subject>/<name>.png")
@anyone(CsrfProtection.ORIGIN)
def card(subject: str, name: str) -> ResponseReturnValue:
    """Answer with the card of *subject*; an older name leads to the present one.

    Only the card that a page names now is ever drawn, so requests for others cannot
    fill the storage.
    """
    found = find_card(subject) or abort(404)
    if found.name != name:
        return redirect(found.path, 302)
    db.session.rollback()  # No connection to the database waits for a slow storage.
    try:
        data = load_or_draw(storage(), found)
    except DrawingBusy:
        raise ServiceUnavailable(retry_after=int(LOCK_TIMEOUT_SECONDS)) from None
    return immutable_response(Response(data, mimetype="image/png"), f"card-{name}")


def find_card(subject: str) -> Card | None:
    """Return the present card of what *subject* names, or None when readers may not see it."""
    site = CardSite(site_settings().name, site_settings().tagline, links().host)
    if subject in {"site", "logo"}:
        return site_card(site) if subject == "site" else logo_card()
    number = int(subject) if subject.isascii() and subject.isdecimal() and len(subject) <= 10 else 0
    public = select(Article).where(Article.id == number, Article.state.in_(OPEN)).options(*SHOWN)
    article = db.session.scalar(public) if 0 < number <= MAX_ID and str(number) == subject else None
    return article_card(article, site) if article else None
