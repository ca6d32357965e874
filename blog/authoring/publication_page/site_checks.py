"""What the gate before publication is told of the world around an article: its site's pages and its pictures' files."""

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from blog.authoring.publishing.prepublication_checks import Finding, Surroundings, check
from blog.database import db
from blog.models import Article
from blog.pictures.files.storage import storage
from blog.web.extensions import links


def find_doubts(article: Article) -> list[Finding]:
    """Return what may be wrong with *article* as it is saved."""
    return check(db.session, article, Surroundings(links().origin, is_page, storage().size))


def is_page(path: str) -> bool:
    """Return whether some view of this site answers a GET of *path*, be it by leading to a path with a slash more."""
    try:
        current_app.url_map.bind(links().host).match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
