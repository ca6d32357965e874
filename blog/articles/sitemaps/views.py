"""Sitemap index and parts, all in the root folder, since a sitemap may list only URLs below its own folder."""

from flask import Response, abort, request

from blog.articles.pages.views import blueprint
from blog.articles.sitemaps.sitemap_entries import PART_SIZE, list_article_urls, list_news, list_page_urls, list_parts
from blog.articles.sitemaps.sitemap_xml import write_index, write_news, write_urls
from blog.database import db
from blog.text.language import site_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.addresses.url_converters import MAX_ID
from blog.web.cache.cacheable import cacheable
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings

MIMETYPE = "application/xml; charset=utf-8"


@blueprint.get("/sitemap.xml")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def sitemap() -> Response:
    """Answer with the index of all parts."""
    articles = ((f"/sitemap-articles-{number}.xml", moment) for number, moment in list_parts(db.session))
    parts = [("/sitemap-pages.xml", None), ("/sitemap-news.xml", None), *articles]
    return Response(write_index(parts, links()), content_type=MIMETYPE)


@blueprint.get("/sitemap-pages.xml")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def sitemap_pages() -> Response:
    """Answer with the front page, topics, authors and months."""
    return Response(write_urls(list_page_urls(db.session, site_language().zone), links()), content_type=MIMETYPE)


@blueprint.get("/sitemap-articles-<int:number>.xml")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def sitemap_articles(number: int) -> Response:
    """Answer with the articles of one part; 404 when it has none."""
    is_part = 1 <= number <= MAX_ID // PART_SIZE
    pages = list(list_article_urls(db.session, number, links())) if is_part else []
    if not pages:
        abort(404)
    return Response(write_urls(pages, links()), content_type=MIMETYPE)


@blueprint.get("/sitemap-news.xml")
@anyone(CsrfProtection.ORIGIN)
def sitemap_news() -> Response:
    """Answer with the news of the last two days.

    Not in the page cache, which knows only whether content has changed and
    not the time; browsers and proxies may keep it for five minutes.
    """
    news = list_news(db.session, read_clock())
    response = Response(write_news(news, site_settings().name, links()), content_type=MIMETYPE)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return response
