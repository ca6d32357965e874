"""The address of every card."""

from flask import Response, abort, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import load_only, selectinload
from werkzeug.exceptions import ServiceUnavailable

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, ArticleState
from blog.pictures.files.storage import storage
from blog.pictures.social_cards.card_files import PATIENCE_SECONDS, Busy, find_or_draw
from blog.pictures.social_cards.card_names import Card, Site, card_of, card_of_site, logo
from blog.pictures.views import answer_for_ever, blueprint
from blog.web.access.policy import Proof, anyone
from blog.web.extensions import links
from blog.web.url_converters import MAX_ID

__all__ = ["blueprint"]

OPEN = (ArticleState.PUBLISHED, ArticleState.ENDED)
"""States in which readers can open an article."""
SHOWN = (load_only(Article.headline), selectinload(Article.topics))


@blueprint.get("/cards/<subject>/<name>.png")
@anyone(Proof.ORIGIN)
def card(subject: str, name: str) -> ResponseReturnValue:
    """Answer with the card of *subject*; an older name leads to the present one.

    Only the card that a page names now is ever drawn, so nobody can fill the
    storage by asking for others.
    """
    found = find_card(subject) or abort(404)
    if found.name != name:
        return redirect(found.path, 302)
    try:
        data = find_or_draw(storage(), found)
    except Busy:
        raise ServiceUnavailable(retry_after=int(PATIENCE_SECONDS)) from None
    return answer_for_ever(Response(data, mimetype="image/png"), f"card-{name}")


def find_card(subject: str) -> Card | None:
    """Return the present card of what *subject* names, or None when readers may not see it."""
    site = Site(current_settings().site_name, current_settings().site_tagline, links().host)
    if subject in {"site", "logo"}:
        return card_of_site(site) if subject == "site" else logo()
    number = int(subject) if subject.isascii() and subject.isdecimal() and len(subject) <= 10 else 0
    public = select(Article).where(Article.id == number, Article.state.in_(OPEN)).options(*SHOWN)
    article = db.session.scalar(public) if 0 < number <= MAX_ID and str(number) == subject else None
    return card_of(article, site) if article else None
