"""The front page, and the pages of older articles behind it."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blog.articles.front.correction_strip import choose_corrections, read_newest_corrections
from blog.articles.front.layout import arrange
from blog.articles.pages.list_items import ListItem
from blog.articles.pages.pagination import Listing, paginate
from blog.articles.pages.structured_data import card_for_site, site_json_ld
from blog.articles.pages.translated_versions import in_one_language
from blog.articles.pages.views import blueprint, list_page, read_publisher
from blog.config.settings import current_settings
from blog.database import AnySession, db
from blog.models import Article
from blog.text.language import page_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.cache.site_values import per_version
from blog.web.clock import read_clock
from blog.web.formatting.relative_times import clock_today

FRONT_STORIES = 40
"""So many of the newest articles stand on the front page, or as many as on any page of a list, if that is more."""


@blueprint.get("/")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("before",))
def front() -> ResponseReturnValue:
    """Show the newest articles as a news front; older ones as a list."""
    if request.args.get("before"):
        return render_template("articles/lists/older.html", listing=list_page(Article.published()))
    now, publisher = read_clock(), read_publisher()
    listing = per_version(f"front page {page_language().tag}", lambda: read_newest(db.session))
    return render_template(
        "articles/front/front.html",
        page=arrange(listing.articles, now),
        listing=listing,
        updated_today=clock_today(listing.articles[0].published_at) if listing.articles else "",
        corrections=choose_corrections(per_version("corrections", lambda: read_newest_corrections(db.session)), now),
        json_ld=site_json_ld(publisher),
        card=card_for_site(publisher),
    )


def read_newest(session: AnySession) -> Listing:
    """Return the stories of the front page, no longer part of *session*, since other requests use them too."""
    listing = paginate(
        session, in_one_language(Article.published()), None, max(FRONT_STORIES, current_settings().articles_per_page)
    )
    detach_pictures(session, listing.articles)
    return listing


def detach_pictures(session: AnySession, stories: Iterable[ListItem]) -> None:
    """Take the lead pictures of *stories* out of *session*, as they are loaded."""
    for picture in {story.lead_picture for story in stories if story.lead_picture is not None}:
        session.expunge(picture)
