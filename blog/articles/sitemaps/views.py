"""The addresses of the sitemap: an index, and parts beside it in the root, since a part may name only what is below."""

from flask import Response, abort, request

from blog.articles.pages.views import blueprint
from blog.articles.sitemaps.sitemap_entries import PART, list_articles, list_news, list_pages, list_parts
from blog.articles.sitemaps.sitemap_xml import write_index, write_news, write_pages
from blog.config.settings import current_settings
from blog.database import db
from blog.text.language import site_language
from blog.web.access.policy import Proof, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.url_converters import LARGEST_ID

MIMETYPE = "application/xml; charset=utf-8"


@blueprint.get("/sitemap.xml")
@anyone(Proof.ORIGIN)
@cacheable
def sitemap() -> Response:
    """Answer with the index of all parts."""
    articles = ((f"/sitemap-articles-{number}.xml", moment) for number, moment in list_parts(db.session))
    parts = [("/sitemap-pages.xml", None), ("/sitemap-news.xml", None), *articles]
    return Response(write_index(parts, links()), content_type=MIMETYPE)


@blueprint.get("/sitemap-pages.xml")
@anyone(Proof.ORIGIN)
@cacheable
def sitemap_pages() -> Response:
    """Answer with the front page, topics, authors and months."""
    return Response(write_pages(list_pages(db.session, site_language().zone), links()), content_type=MIMETYPE)


@blueprint.get("/sitemap-articles-<int:number>.xml")
@anyone(Proof.ORIGIN)
@cacheable
def sitemap_articles(number: int) -> Response:
    """Answer with the articles of one part; one without articles is none."""
    is_part = 1 <= number <= LARGEST_ID // PART
    pages = list(list_articles(db.session, number, links())) if is_part else []
    if not pages:
        abort(404)
    return Response(write_pages(pages, links()), content_type=MIMETYPE)


@blueprint.get("/sitemap-news.xml")
@anyone(Proof.ORIGIN)
def sitemap_news() -> Response:
    """Answer with the news of two days.

    What the clock decides must not lie in the page cache, which knows only
    whether content has changed; the browser and proxies may keep it for a while.
    """
    language = site_language().locale.language
    news = list_news(db.session, read_clock())
    response = Response(write_news(news, current_settings().site_name, language, links()), content_type=MIMETYPE)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return response
