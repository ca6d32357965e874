"""Addresses at which feed readers look first, as other programs have them; each leads to the feed."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from blog.articles.pages.views import blueprint
from blog.web.access.policy import CsrfProtection, anyone

USUAL_PATHS = {
    "/feed": "rss",
    "/rss": "rss",
    "/rss.xml": "rss",
    "/index.xml": "rss",
    "/atom.xml": "atom",
    "/feed.xml": "atom",
}
"""Path and format: of WordPress, Ghost, RSS generators, Hugo, Atom generators and Jekyll."""


@anyone(CsrfProtection.ORIGIN)
def usual_feed() -> ResponseReturnValue:
    """Redirect to the feed of the site, for good."""
    kind = USUAL_PATHS[request.path.rstrip("/")]
    return redirect(url_for("articles.feed", kind=kind), 301)


for path in USUAL_PATHS:
    for variant in (path,) if "." in path else (path, f"{path}/"):
        blueprint.add_url_rule(variant, view_func=usual_feed)
