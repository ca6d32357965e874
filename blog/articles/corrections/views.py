"""Public corrections, the version history of an article, and the changes since a reader's last visit."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.articles.corrections.correction_entries import correction_entry
from blog.articles.corrections.correction_list import CorrectionListing, read_corrections, select_corrections
from blog.articles.corrections.versions import (
    PublicVersion,
    VersionDiff,
    diff_revisions,
    find_changes_since,
    group_versions,
    list_versions,
    select_pair,
)
from blog.articles.feeds.feed_content import Feed
from blog.articles.feeds.views import feed_response
from blog.articles.pages.pagination import InvalidCursor
from blog.articles.pages.redirect_views import open_article
from blog.articles.pages.views import blueprint
from blog.config.settings import current_settings
from blog.database import db
from blog.text.language import content_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings


@blueprint.get("/corrections/")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("before",))
def corrections() -> ResponseReturnValue:
    """Show all corrections, newest first."""
    return render_template("articles/corrections/corrections.html", listing=list_corrections())


def list_corrections() -> CorrectionListing:
    """Return the page of corrections at the cursor in the address; 404 for an invalid one."""
    try:
        return read_corrections(db.session, request.args.get("before"), current_settings().articles_per_page)
    except InvalidCursor:
        abort(404)


@blueprint.get("/corrections/feed.<any(atom, rss, json):kind>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def corrections_feed(kind: str) -> Response:
    """Answer with the newest corrections; none is ever deleted, so the newest date is that of the last change."""
    settings = current_settings()
    found = db.session.scalars(select_corrections().limit(settings.feed_length))
    title = _("Corrections: %(site)s", site=site_settings().name)
    entries = [correction_entry(correction, links()) for correction in found]
    document = Feed(title, "", content_language("").tag, links(), entries, "/corrections/", author=site_settings().name)
    return feed_response(document, kind, document.updated_at)


@blueprint.get("/articles/<slug>/history")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("from", "to"))
def history(slug: str) -> ResponseReturnValue:
    """Show the public versions of an article, and the diff of the last two or any two."""
    article = open_article(slug)
    versions = list_versions(db.session, article)
    chosen = request.args.get("from"), request.args.get("to")
    pair = select_pair(versions, *chosen)
    if pair is None and any(chosen):
        abort(404)
    return render_template(
        "articles/corrections/history.html",
        article=article,
        versions=versions,
        groups=group_versions(versions),
        pair=pair,
        diff=diff_versions(*pair) if pair else None,
    )


def diff_versions(older: PublicVersion, newer: PublicVersion) -> VersionDiff:
    """Return the diff from *older* to *newer*."""
    return diff_revisions(older.revision, newer.revision, content_language("").tag)


@blueprint.get("/articles/<slug>/changes")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("since",))
def changes(slug: str) -> ResponseReturnValue:
    """Answer with an HTML fragment: the changes since the version that the browser remembers; empty for none.

    Only the browser knows what was read; the answer depends on nothing but that version, and can be cached.
    """
    article = open_article(slug)
    pair = find_changes_since(list_versions(db.session, article), request.args.get("since", ""))
    diff = diff_versions(*pair) if pair else None
    if pair is None or diff is None or not diff.change_count:
        return Response("", content_type="text/html; charset=utf-8")
    return render_template("articles/corrections/_changes.html", article=article, pair=pair, diff=diff)
