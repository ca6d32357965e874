"""Filters, globals and variables of every template: dates, site name, reader preferences, masthead topics."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from flask import Flask, g, request, url_for
from sqlalchemy import Row, exists, select

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, ArticleState, Topic, article_topics
from blog.text.block_directions import orient_blocks
from blog.text.cleaning import clip_words
from blog.text.language import content_language, page_language
from blog.text.markdown.contents import list_contents
from blog.text.markdown.note_names import name_notes
from blog.web.access.embeds import players_of
from blog.web.addresses.links import is_local_path
from blog.web.addresses.topic_slugs import MAX_MASTHEAD_TOPICS
from blog.web.cache.fragment_cache import fragment, shared_fragment
from blog.web.cache.reader_preferences import ReaderPreferences, read_preferences
from blog.web.cache.site_values import per_version
from blog.web.extensions import links
from blog.web.formatting.article_kinds import kind_of
from blog.web.formatting.day_spans import day_of_year
from blog.web.formatting.memoized import Written, day, init_memoized, moment, month_and_year, month_name
from blog.web.formatting.public_headline import public_headline, typographic
from blog.web.formatting.relative_times import relative, relative_with_clock, today
from blog.web.formatting.site_zone import site_zone
from blog.web.forms.outcome import init_outcome
from blog.web.languages.catalogue_store import catalogues
from blog.web.languages.offered import language_options, offered_languages
from blog.web.rendering.chosen_theme import init_chosen_theme
from blog.web.rendering.processing_record import init_processing_record
from blog.web.rendering.site_pages import init_site_pages, public_pages
from blog.web.rendering.sponsored_links import mark_sponsored
from blog.web.site_identity.look.typefaces import typeface_of
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_colours import colour
from blog.web.site_identity.social_links import read_social_links

PUBLISHED = ArticleState.PUBLISHED
FILED = article_topics.c
IS_FILED = exists().where(FILED.topic_id == Topic.id, FILED.article_id == Article.id, Article.state == PUBLISHED)
MASTHEAD = (
    select(Topic.slug, Topic.name)
    .where(Topic.masthead_position.is_not(None), IS_FILED)
    .order_by(Topic.masthead_position, Topic.sort_key)
    .limit(MAX_MASTHEAD_TOPICS)
)


def init_templates(app: Flask) -> None:
    """Register the filters, globals and variables of this module."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, day_of_year=day_of_year, moment=moment, iso=iso, absolute=absolute)
    app.jinja_env.filters.update(public_headline=public_headline, typographic=typographic, truncate=truncate)
    app.jinja_env.filters.update(oriented=oriented, relative=relative, relative_with_clock=relative_with_clock)
    app.jinja_env.filters.update(month_name=month_name, month_and_year=month_and_year, site_zone=site_zone)
    app.jinja_env.globals.update(
        fragment=fragment,
        shared_fragment=shared_fragment,
        sponsored_links=sponsored_links,
        masthead_topics=masthead_topics,
        current_in_masthead=current_in_masthead,
        here=here,
        today=today,
        players_of=players_of,
        list_contents=list_contents,
        content_language=content_language,
        orient_blocks=orient_blocks,
        interface_languages=interface_languages,
        name_notes=name_notes,
        kind_of=kind_of,
        read_social_links=read_social_links,
    )
    app.jinja_env.globals.update(colour=colour, mail_fonts=mail_fonts)
    init_memoized(app)
    init_outcome(app)
    init_site_pages(app)
    init_processing_record(app)
    init_chosen_theme(app)
    app.context_processor(common_values)


def truncate(text: object, length: int) -> str:
    """Return *text* within *length* characters, in whole words and signs: Jinja parts emoji and accents."""
    return clip_words(str(text), length)


def mail_fonts() -> str:
    """Return the value of font-family of headlines and texts in mails."""
    return typeface_of(site_settings().typeface).mail_fonts


def common_values() -> dict[str, Any]:
    """Return the variables of every page: settings of the site, language, reader preferences."""
    site, language = site_settings(), page_language()
    return {
        "site": site,
        "site_name": site.name,
        "site_tagline": site.tagline,
        "postal_address": site.postal_address,
        "base_url": current_settings().base_url,
        "language": language.tag,
        "direction": language.direction,
        "choices": read_preferences(request.cookies, catalogues().tags) if request else ReaderPreferences(),
    }


def interface_languages() -> list[tuple[str, str]]:
    """Return tag and own name of each language that a reader may choose; none where there is no choice."""
    offered = offered_languages()
    return language_options(offered) if len(offered) > 1 else []


def masthead_topics() -> tuple[Row[str, str], ...]:
    """Return slug and name of the topics of the masthead in their order, without those that have no articles.

    Templates call it, so that a page without masthead, such as the one for an
    unreachable database, runs no query. A page that is not cached asks once for masthead and footer.
    """
    if "masthead_topics" not in g:
        g.masthead_topics = per_version("masthead", lambda: tuple(db.session.execute(MASTHEAD)))
    topics: tuple[Row[str, str], ...] = g.masthead_topics
    return topics


def current_in_masthead(topics: Iterable[Row[str, str]]) -> str:
    """Return the masthead link that leads to this page or its section; empty when none does."""
    if request.path.startswith("/archive/"):
        return url_for("articles.archive")
    if here := next((link.path for link in public_pages() if unquote(link.path) == request.path), ""):
        return here
    addresses = per_version("masthead addresses", lambda: topic_addresses(topics))
    return addresses.get(request.path) or (request.path if request.path == url_for("articles.topics") else "")


def topic_addresses(topics: Iterable[Row[str, str]]) -> dict[str, str]:
    """Return the path of the page of each topic as links have it, by the path as a request has it."""
    return {unquote(path): path for path in (url_for("articles.topic", slug=slug) for slug, _ in topics)}


def oriented(html: str, article: Written) -> str:
    """Return the safe HTML of the body of *article* with the direction of each block that runs against its language."""
    return orient_blocks(html, content_language(article.language).direction)


def sponsored_links(html: str) -> str:
    """Return the safe HTML of a paid article with its links to other sites marked as sponsored."""
    return mark_sponsored(html, links().host)


def here() -> str:
    """Return the path of this page, with its query, for a form that leads back to it."""
    path = request.full_path.rstrip("?")
    return path if is_local_path(path) else "/"


def absolute(path: str) -> str:
    """Return the public address of *path*, whatever host the request named (defences D12)."""
    return links().absolute(path)


def iso(value: datetime) -> str:
    """Return the machine-readable time for a datetime attribute (RFC 3339)."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")
