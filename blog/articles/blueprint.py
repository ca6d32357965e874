"""What programs read, put together, and the rules for robots.

The pages and these views share one blueprint; the application imports it from here, so that all are known.
"""

from flask import Response

from blog.articles.corrections import error_report_views
from blog.articles.corrections import views as recordviews
from blog.articles.feeds import views as feedviews
from blog.articles.pages import offline_views
from blog.articles.pages.views import blueprint
from blog.articles.search import not_found_views
from blog.articles.search import views as searchviews
from blog.articles.sitemaps import views as sitemapviews
from blog.articles.text_versions import views as twinviews
from blog.web.access.policy import Proof, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links

__all__ = [
    "blueprint",
    "error_report_views",
    "feedviews",
    "not_found_views",
    "offline_views",
    "recordviews",
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
