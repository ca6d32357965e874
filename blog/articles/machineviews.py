"""What programs read: feeds, sitemap and the rules for robots.

The pages and these views share one blueprint; the application imports it from here, so that all are known.
"""

from flask import Response, current_app
from flask_babel import get_locale

from blog.articles import recordviews, reportviews
from blog.articles.feeds import Feed, write_atom, write_rss
from blog.articles.reading import find_feed, last_withdrawal
from blog.articles.sitemap import write_sitemap
from blog.articles.views import blueprint
from blog.cacheable import cacheable
from blog.database import db
from blog.extensions import links
from blog.policy import Proof, anyone

__all__ = ["blueprint", "recordviews", "reportviews"]

ROBOTS = """User-agent: *
Disallow: /desk/
Disallow: /search
Disallow: /subscriptions/
Disallow: /choices

Sitemap: {sitemap}
"""


@blueprint.get("/feed.atom")
@anyone(Proof.ORIGIN)
@cacheable
def feed_atom() -> Response:
    """Answer with the newest articles as Atom."""
    feed = read_feed()
    return dated(Response(write_atom(feed), content_type="application/atom+xml; charset=utf-8"), feed)


@blueprint.get("/feed.rss")
@anyone(Proof.ORIGIN)
@cacheable
def feed_rss() -> Response:
    """Answer with the newest articles as RSS."""
    feed = read_feed()
    return dated(Response(write_rss(feed), content_type="application/rss+xml; charset=utf-8"), feed)


@blueprint.get("/sitemap.xml")
@anyone(Proof.ORIGIN)
@cacheable
def sitemap() -> Response:
    """Answer with the addresses of all public pages."""
    return Response(write_sitemap(db.session, links()), content_type="application/xml; charset=utf-8")


@blueprint.get("/robots.txt")
@anyone(Proof.ORIGIN)
@cacheable
def robots() -> Response:
    """Answer with what robots should leave alone."""
    text = ROBOTS.format(sitemap=links().absolute("/sitemap.xml"))
    return Response(text, content_type="text/plain; charset=utf-8")


def read_feed() -> Feed:
    """Return the site's feed."""
    config = current_app.config
    articles = find_feed(db.session, config["FEED_LENGTH"])
    language = str(get_locale() or "en").replace("_", "-")
    return Feed(config["SITE_NAME"], config["SITE_TAGLINE"], language, links(), articles)


def dated(response: Response, feed: Feed) -> Response:
    """Date the answer by the last change, which may be a withdrawal (RFC 9110 8.8.2)."""
    response.last_modified = max(feed.updated_at, last_withdrawal(db.session) or feed.updated_at)
    return response
