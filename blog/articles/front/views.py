"""The front page, and the pages of older articles behind it."""

from datetime import datetime
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.articles.front.correction_strip import choose_corrections, read_newest_corrections
from blog.articles.front.front_stories import FrontStories, read_front
from blog.articles.front.layout import EditorChoices, arrange
from blog.articles.front.newsroom_facts import front_json_ld
from blog.articles.pages.structured_data import card_for_site
from blog.articles.pages.views import blueprint, list_page, read_publisher
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, PageKind
from blog.text.language import page_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.addresses.former_addresses import find_former_address
from blog.web.cache.cacheable import cacheable, keep_until
from blog.web.cache.site_values import per_version
from blog.web.clock import read_clock
from blog.web.formatting.article_kinds import list_kinds
from blog.web.formatting.relative_times import clock_today
from blog.web.rendering.counted_views import count_view
from blog.web.rendering.site_pages import has_staff_page
from blog.web.site_identity.reading import site_settings

FRONT_STORIES = 40
"""So many of the newest articles stand on the front page, or as many as on any page of a list, if that is more."""


@blueprint.get("/")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("before",))
def front() -> ResponseReturnValue:
    """Show the newest articles as a news front, older ones as a list; former addresses such as /?p=12 lead on."""
    count_view(PageKind.FRONT)
    if request.args.get("before"):
        return render_template("articles/lists/older.html", listing=list_page(Article.published()))
    if request.args and (
        address := find_former_address(db.session, "/", request.query_string.decode("ascii", "replace"))
    ):
        return redirect(address, 301)
    stories = per_version(f"front page {page_language().tag}", lambda: read_front(db.session, front_length()))
    return show_front(stories, read_clock())


def front_length() -> int:
    """Return how many of the newest articles the front page is made of."""
    return max(FRONT_STORIES, current_settings().articles_per_page)


def show_front(stories: FrontStories, now: datetime, **more: Any) -> str:
    """Return the front page of *stories*; *more* are further variables of its template.

    It is kept no longer than the next choice of an editor holds.
    """
    for end in stories.ends(now):
        keep_until(end)
    publisher, newest, hidden = read_publisher(), stories.listing.articles, stories.plan.hidden
    known = () if "corrections" in hidden else per_version("corrections", lambda: read_newest_corrections(db.session))
    return render_template(
        "articles/front/front.html",
        page=arrange(newest, now, editor_choices(stories, now)),
        listing=stories.listing,
        hidden=hidden,
        updated_today=clock_today(newest[0].published_at) if newest else "",
        corrections=choose_corrections(known, now),
        json_ld=front_json_ld(publisher, site_settings(), has_staff_page=has_staff_page()),
        card=card_for_site(publisher),
        **more,
    )


def editor_choices(stories: FrontStories, now: datetime) -> EditorChoices:
    """Return what the plan of *stories* decides now, and what kinds of article weigh."""
    plan = stories.plan
    return EditorChoices(
        lead=stories.lead(now),
        beside=stories.beside(now),
        wide=None if "wide" in plan.hidden else stories.wide(now),
        topics=None if plan.topics is None else stories.topics,
        hidden=plan.hidden,
        weights={key: kind.weight for key, kind in list_kinds().items() if not kind.is_sponsored},
    )
