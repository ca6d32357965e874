"""What became of articles after they were published: corrections, versions, and what changed since a visit."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.articles.corrections.correction_feeds import describe
from blog.articles.corrections.correction_list import CorrectionListing, all_corrections, read_corrections
from blog.articles.corrections.versions import compare, find_pair, find_since, fold, list_versions
from blog.articles.feeds.feed_content import Feed
from blog.articles.feeds.views import answer_with
from blog.articles.pages.pagination import BadKey
from blog.articles.pages.redirect_views import open_article
from blog.articles.pages.views import blueprint
from blog.config.settings import current_settings
from blog.database import db
from blog.text.language import site_language
from blog.web.access.policy import Proof, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links


@blueprint.get("/corrections/")
@anyone(Proof.ORIGIN)
@cacheable(parameters=("before",))
def corrections() -> ResponseReturnValue:
    """Show what was wrong on this site, newest first."""
    return render_template("articles/corrections.html", listing=list_corrections())


def list_corrections() -> CorrectionListing:
    """Return the page of corrections that the address asks for; a key that is none is not found."""
    try:
        return read_corrections(db.session, request.args.get("before"), current_settings().articles_per_page)
    except BadKey:
        abort(404)


@blueprint.get("/corrections/feed.<any(atom, rss, json):kind>")
@anyone(Proof.ORIGIN)
@cacheable
def corrections_feed(kind: str) -> Response:
    """Answer with the newest corrections; none is ever deleted, so what is newest says when anything changed."""
    settings = current_settings()
    found = db.session.scalars(all_corrections().limit(settings.feed_length))
    title = _("Corrections: %(site)s", site=settings.site_name)
    entries = [describe(correction, links()) for correction in found]
    made = Feed(title, "", site_language().tag, links(), entries, "/corrections/", author=settings.site_name)
    return answer_with(made, kind, made.updated_at)


@blueprint.get("/articles/<slug>/history")
@anyone(Proof.ORIGIN)
@cacheable(parameters=("from", "to"))
def history(slug: str) -> ResponseReturnValue:
    """Show the public versions of an article, and what changed between the last two or any two."""
    article = open_article(slug)
    versions = list_versions(db.session, article)
    chosen = request.args.get("from"), request.args.get("to")
    pair = find_pair(versions, *chosen)
    if pair is None and any(chosen):
        abort(404)
    return render_template(
        "articles/history.html",
        article=article,
        versions=versions,
        groups=fold(versions),
        pair=pair,
        difference=compare(pair[0].revision, pair[1].revision) if pair else None,
    )


@blueprint.get("/articles/<slug>/changes")
@anyone(Proof.ORIGIN)
@cacheable(parameters=("since",))
def changes(slug: str) -> ResponseReturnValue:
    """Answer with what changed since the version that the reader's browser remembers; empty for nothing.

    The browser alone knows what was read; the answer is the same for everybody who names that version.
    """
    article = open_article(slug)
    pair = find_since(list_versions(db.session, article), request.args.get("since", ""))
    difference = compare(pair[0].revision, pair[1].revision) if pair else None
    if pair is None or difference is None or not difference.places:
        return Response("", content_type="text/html; charset=utf-8")
    return render_template("articles/_changes.html", article=article, pair=pair, difference=difference)
