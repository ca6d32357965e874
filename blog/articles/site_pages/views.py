"""The page at /<slug>: its present address, and the redirects from addresses that it had."""

from typing import NoReturn

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.articles.pages.article_page import find_chosen_picture
from blog.articles.pages.description import describe, describe_for_search
from blog.articles.pages.views import blueprint, read_publisher
from blog.articles.site_pages.page_data import card_for_page, page_json_ld
from blog.articles.site_pages.page_queries import find_moved_page, find_page
from blog.database import db
from blog.models import PageKind, Role
from blog.web.access.embeds import allow_players
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links
from blog.web.rendering.counted_views import count_view


@blueprint.get("/<slug>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def page(slug: str) -> ResponseReturnValue:
    """Show one page without date."""
    found = find_page(db.session, slug) or redirect_or_404(slug)
    article = found.article
    count_view(PageKind.ARTICLE, article.id)
    html = render_template(
        "articles/site_pages/show.html",
        article=article,
        page=found,
        card=card_for_page(found, find_chosen_picture(db.session, article.social_picture), read_publisher()),
        description=describe_for_search(article) or describe(article),
        address=links().absolute(f"/{slug}"),
        json_ld=page_json_ld(found, read_publisher()),
        is_preview=False,
        # Without a session nothing is looked up, so that a page that is cached is the same as ever.
        may_edit=bool(session) and current_user.is_authenticated and current_user.may(Role.EDITOR),
    )
    headers = {"X-Robots-Tag": "noindex"} if article.is_noindex else {}
    return html, {**headers, **allow_players(article.body_html)}


@blueprint.get("/<slug>/")
@anyone(CsrfProtection.ORIGIN)
def page_with_slash(slug: str) -> ResponseReturnValue:
    """Lead from an address that was typed with a slash at its end to the page; 404 where there is none."""
    if find_page(db.session, slug) is None:
        redirect_or_404(slug)
    return redirect(url_for(".page", slug=slug), 301)


def redirect_or_404(slug: str) -> NoReturn:
    """Abort: with the way to the page that once stood at /*slug*, or that has it in small letters, or with 404."""
    small = slug.lower()
    present = find_moved_page(db.session, small) or (small != slug and find_page(db.session, small) and small)
    if not present:
        abort(404)
    query = request.query_string.decode("ascii", "replace")
    abort(redirect(url_for(".page", slug=present) + (f"?{query}" if query else ""), 301))
