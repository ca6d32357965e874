"""Feeds of the site, of a topic and of an author, each as Atom, RSS and JSON Feed."""

from datetime import datetime

from flask import Response
from sqlalchemy import Select

from blog.articles.feeds.atom import write_atom
from blog.articles.feeds.feed_content import Feed, article_entries
from blog.articles.feeds.feed_files import find_feed_files
from blog.articles.feeds.json_feed import write_json
from blog.articles.feeds.rss import write_rss
from blog.articles.pages.article_queries import (
    find_feed_articles,
    last_changed_at,
    select_by_author,
    select_by_topic,
)
from blog.articles.pages.redirect_views import open_author, open_topic
from blog.articles.pages.translated_versions import find_versions
from blog.articles.pages.views import blueprint
from blog.config.settings import current_settings
from blog.database import db
from blog.models import READABLE, Article, PageKind
from blog.text.language import content_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links
from blog.web.rendering.counted_views import count_view
from blog.web.site_identity.reading import site_settings

WRITERS = {
    "atom": (write_atom, "application/atom+xml; charset=utf-8"),
    "rss": (write_rss, "application/rss+xml; charset=utf-8"),
    "json": (write_json, "application/feed+json; charset=utf-8"),
}


@blueprint.get("/feed.<any(atom, rss, json):kind>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def feed(kind: str) -> Response:
    """Answer with the newest articles of the site."""
    return article_feed(kind, site_settings().name, site_settings().tagline, "/", Article.published())


@blueprint.get("/topics/<slug>/feed.<any(atom, rss, json):kind>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def topic_feed(slug: str, kind: str) -> Response:
    """Answer with the newest articles of one topic."""
    topic = open_topic(slug)
    title = f"{topic.name} · {site_settings().name}"
    return article_feed(kind, title, topic.description, f"/topics/{topic.slug}", select_by_topic(topic))


@blueprint.get("/authors/<slug>/feed.<any(atom, rss, json):kind>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def author_feed(slug: str, kind: str) -> Response:
    """Answer with the newest articles of one author."""
    author = open_author(slug)
    title = f"{author.name} · {site_settings().name}"
    return article_feed(kind, title, author.biography, f"/authors/{author.slug}", select_by_author(author))


def article_feed(kind: str, title: str, subtitle: str, page_path: str, statement: Select[Article]) -> Response:
    """Answer with the newest articles of *statement*; Last-Modified is the last change, which may be a withdrawal.

    A date that is too new costs a reader one download; one that is too old
    would hide a change for ever (RFC 9110 8.8.2).
    """
    articles = find_feed_articles(db.session, statement, current_settings().feed_length)
    language = content_language("").tag
    originals = {article.translation_of_id or article.id for article in articles}
    versions = find_versions(db.session, originals, Article.state.in_(READABLE)) if originals else {}
    entries = article_entries(articles, links(), find_feed_files(db.session, articles, links()), versions)
    document = Feed(title, subtitle, language, links(), entries, page_path)
    return feed_response(document, kind, max(document.updated_at, last_changed_at(db.session) or document.updated_at))


def feed_response(document: Feed, kind: str, changed_at: datetime) -> Response:
    """Answer with *document* in the format *kind*, last modified at *changed_at*."""
    return feed_response_of(WRITERS[kind][0](document), kind, changed_at)


def feed_response_of(document: bytes, kind: str, changed_at: datetime) -> Response:
    """Answer with a written *document* of the format *kind*, last modified at *changed_at*."""
    count_view(PageKind.FEED)
    response = Response(document, content_type=WRITERS[kind][1])
    response.last_modified = changed_at
    return response
