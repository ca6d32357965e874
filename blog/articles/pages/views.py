"""Public pages: article and archive; and the reader's display preferences."""

from flask import Blueprint, abort, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select
from werkzeug import Response

from blog.articles.pages.archive import count_months, find_adjacent_months, parse_month, select_month
from blog.articles.pages.article_page import ArticlePage, find_article_page
from blog.articles.pages.article_queries import is_editable_by
from blog.articles.pages.description import canonical_address, describe_for_search, describe_link
from blog.articles.pages.lead_photo import CardPicture
from blog.articles.pages.list_items import Neighbour
from blog.articles.pages.neighbours import find_neighbours, find_related
from blog.articles.pages.pagination import InvalidCursor, Listing, paginate
from blog.articles.pages.redirect_views import find_or_redirect
from blog.articles.pages.structured_data import (
    Publisher,
    article_json_ld,
    card_for_article,
    card_for_site,
)
from blog.articles.pages.translated_versions import default_version, in_one_language
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, PageKind
from blog.pictures.social_cards.card_names import CardSite
from blog.text.language import content_language, site_language
from blog.web.access.embeds import allow_players
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.addresses.links import is_local_path
from blog.web.cache.cacheable import cacheable
from blog.web.cache.reader_preferences import COOKIE_SECONDS, PreferenceChange, read_changes
from blog.web.extensions import links
from blog.web.languages.offered import offered_languages
from blog.web.rendering.counted_views import count_view
from blog.web.site_identity.reading import site_settings

blueprint = Blueprint("articles", __name__)


@blueprint.get("/articles/<slug>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def show(slug: str) -> ResponseReturnValue:
    """Show one article with its neighbours and related articles."""
    article = find_or_redirect(find_article_page, slug)
    count_view(PageKind.ARTICLE, article.id)
    previous, following = find_beside(article)
    publisher = read_publisher()
    card = card_for_article(article, publisher)
    page = render_template(
        "articles/article/show.html",
        article=article,
        previous=previous,
        next=following,
        related=find_related(db.session, article, (previous, following)),
        json_ld=article_json_ld(article, publisher, card),
        card=card,
        description=describe_for_search(article),
        shared=describe_link(article),
        canonical=canonical_address(article, publisher.links),
        corrections=article.corrections,
        is_preview=False,
        default_version=default_version,
        # Without a session nothing is looked up, so that a page that is cached is the same as ever.
        may_edit=bool(session)
        and current_user.is_authenticated
        and is_editable_by(db.session, current_user, article.id),
    )
    headers = {"X-Robots-Tag": "noindex"} if article.is_ended or article.is_noindex else {}
    return page, {**headers, **allow_players(article.body_html)}


def find_beside(article: ArticlePage) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the parts of its series before and after *article*; outside one the articles published around it."""
    place = article.place
    return place.beside if place and any(place.beside) else find_neighbours(db.session, article)


@blueprint.get("/archive/")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def archive() -> ResponseReturnValue:
    """Show the months with articles."""
    return render_template("articles/lists/archive.html", months=count_months(db.session, site_language().zone))


@blueprint.get("/archive/<int:year>/<int:month>")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("before",))
def archive_month(year: int, month: int) -> ResponseReturnValue:
    """Show the articles of one month."""
    found = parse_month(year, month, site_language().zone) or abort(404)
    listing = list_page(select_month(found))
    before, after = find_adjacent_months(db.session, found)
    beside = {"before": before, "after": after}
    return render_template("articles/lists/month.html", month=found, listing=listing, card=site_card(), **beside)


@blueprint.post("/choices")
@anyone(CsrfProtection.ORIGIN)
def choose() -> ResponseReturnValue:
    """Store the reader's display preferences, a cookie each, and redirect back."""
    chosen = read_changes(request.form, offered_languages()) or abort(400, "unknown_choice")
    back = request.form.get("back")
    response = redirect(back if back and is_local_path(back) else "/", code=303)
    for choice in chosen:
        set_choice(response, choice)
    return response


def set_choice(response: Response, choice: PreferenceChange) -> None:
    """Set the one cookie of *choice*, or delete it when the choice is the usual one."""
    secure = current_settings().is_https
    if choice.value is None:
        response.delete_cookie(choice.cookie, secure=secure, samesite="Lax")
    else:
        # The page's script sets the same cookie, so it cannot be HttpOnly; it holds no secret.
        response.set_cookie(choice.cookie, choice.value, COOKIE_SECONDS, secure=secure, samesite="Lax")


def read_publisher() -> Publisher:
    """Return the publisher from the settings."""
    site = CardSite(site_settings().name, site_settings().tagline, links().host)
    return Publisher(site, links(), content_language("").tag)


def site_card() -> CardPicture:
    """Return the social card for pages other than articles."""
    return card_for_site(read_publisher())


def list_page(statement: Select[Article]) -> Listing:
    """Return the page of *statement* at the cursor in the address; 404 for an invalid one."""
    try:
        return paginate(
            db.session, in_one_language(statement), request.args.get("before"), current_settings().articles_per_page
        )
    except InvalidCursor:
        abort(404)
