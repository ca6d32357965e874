"""What programs read, put together, and the rules for robots.

The pages and these views share one blueprint; the application imports it from here, so that all are known.
"""

from flask import Response

from blog.articles import feedviews, missingviews, offlineviews, recordviews, reportviews, searchviews
from blog.articles.sitemaps import sitemapviews
from blog.articles.twins import twinviews
from blog.articles.views import blueprint
from blog.web.access.policy import Proof, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links

__all__ = [
    "blueprint",
    "feedviews",
    "missingviews",
    "offlineviews",
    "recordviews",
    "reportviews",
    "searchviews",
    "sitemapviews",
    "twinviews",
]

ROBOTS = """User-agent: *
Disallow: /desk/
Disallow: /search
Disallow: /subscriptions/
Disallow: /choices
Disallow: /kept/
Disallow: /offline

Sitemap: {sitemap}
"""


@blueprint.get("/robots.txt")
@anyone(Proof.ORIGIN)
@cacheable
def robots() -> Response:
    """Answer with what robots should leave alone."""
    text = ROBOTS.format(sitemap=links().absolute("/sitemap.xml"))
    return Response(text, content_type="text/plain; charset=utf-8")
