"""The page of an author: portrait, role line, biography, ways to reach them, and their articles."""

from flask import render_template
from flask.typing import ResponseReturnValue

from blog.articles.lists.list_json_ld import author_json_ld
from blog.articles.lists.staff import count_articles, find_profile
from blog.articles.pages.article_queries import select_by_author
from blog.articles.pages.lead_photo import picture_card
from blog.articles.pages.redirect_views import open_author
from blog.articles.pages.views import blueprint, list_page, read_publisher, site_card
from blog.database import db
from blog.models import PageKind
from blog.text.language import site_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.rendering.counted_views import count_view


@blueprint.get("/authors/<slug>")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("before",))
def author(slug: str) -> ResponseReturnValue:
    """Show an author and the articles."""
    found, publisher = open_author(slug), read_publisher()
    count_view(PageKind.AUTHOR, found.id)
    profile = find_profile(db.session, found)
    return render_template(
        "articles/lists/author.html",
        author=found,
        profile=profile,
        work=count_articles(db.session, found, site_language().zone),
        listing=list_page(select_by_author(found)),
        card=picture_card(profile.picture, publisher.links) if profile.picture else site_card(),
        json_ld=author_json_ld(found, profile, publisher),
    )
