"""The pre-publication checks of an article with what the site knows: its pages, and the sizes of its pictures."""

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from blog.authoring.publishing.prepublication_checks import SiteContext, check_article, find_not_overruled
from blog.authoring.publishing.text_checks import Finding
from blog.database import db
from blog.models import Article
from blog.pictures.files.storage import storage
from blog.web.extensions import links


def run_checks(article: Article) -> list[Finding]:
    """Return the findings of all checks for *article* as it is saved; of a pending version what is new."""
    findings = check_article(db.session, article, SiteContext(links().origin, is_page, storage().size))
    return find_not_overruled(db.session, article.pending_for, findings) if article.pending_for else findings


def is_page(path: str) -> bool:
    """Return whether a route of this site matches a GET of *path*, or of the path with a trailing slash."""
    try:
        current_app.url_map.bind(links().host).match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
