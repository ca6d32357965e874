"""The page of all topics, and the page of one with its articles."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Row, func, select

from blog.articles.lists.list_json_ld import topic_json_ld
from blog.articles.lists.newest_of_topics import find_newest
from blog.articles.pages.article_queries import list_topics, select_by_topic
from blog.articles.pages.lead_photo import picture_card
from blog.articles.pages.list_items import find_list_items
from blog.articles.pages.pagination import Listing
from blog.articles.pages.redirect_views import open_topic
from blog.articles.pages.series_parts import find_parts
from blog.articles.pages.views import blueprint, list_page, read_publisher, site_card
from blog.database import AnySession, db
from blog.models import Article, ArticleState, PageKind, Podcast, Topic, article_topics
from blog.text.language import page_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.rendering.counted_views import count_view

MAX_CONSIDERED = 200
"""So many of the articles filed last decide which tags stand below the head."""
MAX_TAGS = 6


@blueprint.get("/topics/")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def topics() -> ResponseReturnValue:
    """Show the topics with published articles: those of the masthead, the series, then the tags."""
    found = list_topics(db.session)
    series = [topic for topic in found if topic.is_series]
    shown = [topic for topic in found if topic.masthead_position is not None and not topic.is_series]
    shown.sort(key=lambda topic: topic.masthead_position or 0)
    tags = [topic for topic in found if topic.masthead_position is None and not topic.is_series]
    newest = find_newest(db.session, [*shown, *series])
    return render_template("articles/lists/topics.html", topics=shown, tags=tags, series=series, newest=newest)


@blueprint.get("/topics/<slug>")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("before",))
def topic(slug: str) -> ResponseReturnValue:
    """Show the articles of one topic, newest first, or the parts of a series; with its picture and related tags."""
    found, publisher = open_topic(slug), read_publisher()
    count_view(PageKind.TOPIC, found.id)
    listing = list_parts(found) if found.is_series else list_page(select_by_topic(found))
    return render_template(
        f"articles/lists/{'series' if found.is_series else 'topic'}.html",
        topic=found,
        tags=list_tags_beside(db.session, found),
        listing=listing,
        card=picture_card(found.picture, publisher.links) if found.picture else site_card(),
        json_ld=topic_json_ld(found, publisher, listing.articles),
        has_podcast=db.session.get(Podcast, found.id) is not None,
    )


def list_parts(series: Topic) -> Listing:
    """Return the parts of *series* in their order, all on one page."""
    parts = find_parts(db.session, series.id, page_language().tag)
    items = find_list_items(db.session, [part.id for part in parts], with_pictures=True)
    return Listing(items, None, is_first=True)


def list_tags_beside(session: AnySession, topic: Topic) -> Sequence[Row[str, str]]:
    """Return slug and name of the tags that the latest articles of *topic* bear most often."""
    filed, beside = article_topics.c, article_topics.alias()
    last = select(filed.article_id).where(filed.topic_id == topic.id).order_by(filed.article_id.desc())
    latest = last.limit(MAX_CONSIDERED).subquery()
    found = (
        select(Topic.slug, Topic.name)
        .join(beside, beside.c.topic_id == Topic.id)
        .join(Article, Article.id == beside.c.article_id)
        .where(Article.id.in_(select(latest.c.article_id)), Article.state == ArticleState.PUBLISHED)
        .where(Topic.id != topic.id, Topic.masthead_position.is_(None))
        .group_by(Topic.id)
        .order_by(func.count().desc(), Topic.sort_key)
    )
    return session.execute(found.limit(MAX_TAGS)).all()
