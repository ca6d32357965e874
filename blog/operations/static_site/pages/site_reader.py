"""Asks the application for its public pages, in this process and as an anonymous reader."""

from collections.abc import Callable
from contextvars import Context
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder, run_wsgi_app

from blog.config.settings import settings_of
from blog.database import AnySession, db
from blog.models import ContentVersion
from blog.web.cache.site_values import VERSION
from blog.web.cache.version_watch import Version
from blog.web.observability.logs import OWN_REQUEST

Value = TypeVar("Value")

PAGES = frozenset(
    f"articles.{name}"
    for name in (
        "front", "show", "archive", "archive_month", "author", "team", "topics", "topic", "corrections", "history",
        "page",
    )
)  # fmt: skip
"""Endpoints of the pages that are files too."""
FILES = frozenset(
    {
        *(
            f"articles.{name}"
            for name in (
                "feed", "topic_feed", "author_feed", "corrections_feed", "podcast", "text_version", "sitemap",
                "sitemap_pages", "sitemap_articles", "sitemap_news", "robots", "tdm_reservation", "trust", "security",
            )
        ),
        *(f"pictures.{name}" for name in ("present_version", "file_version", "media", "manifest", "favicon", "card")),
        "assets.show",
    }
)  # fmt: skip
"""Endpoints of what pages and machines load."""
PARAMETERS = {"articles.history": frozenset({"from", "to"})}
"""Parameters with which an address is a page of its own; older pages of lists are numbered instead."""
MOVED = frozenset({301, 302, 307, 308})
URI_SIGNS = "/:@!$&'()*+,;=-._~%?#"


class PageFailed(Exception):
    """The site answered with a fault of its own, so that nobody can say what stands at the address."""


class SiteAnswer(NamedTuple):
    """What the site answers to a reader; *moved_to* is an address of its own, or ""."""

    status: int
    content_type: str
    body: bytes
    moved_to: str = ""


class SiteReader:
    """A reader without cookies, who asks *app* past its page cache and is neither logged nor counted."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.base_url = settings_of(app).base_url
        self.urls = app.url_map.bind(urlsplit(self.base_url).netloc, url_scheme=urlsplit(self.base_url).scheme)

    def endpoint(self, address: str) -> str | None:
        """Return the name of the page or file at *address*, or None where there is none that is a file too."""
        parts = urlsplit(address)
        try:
            endpoint = str(self.urls.match(parts.path, method="GET")[0])
        except (HTTPException, UnicodeError):
            return None
        names = frozenset(pair.partition("=")[0] for pair in parts.query.split("&")) if parts.query else frozenset()
        is_ours = endpoint in PAGES or endpoint in FILES
        return endpoint if is_ours and names == (names and PARAMETERS.get(endpoint)) else None

    def ask(self, address: str) -> SiteAnswer:
        """Return the answer to GET *address*; the present transaction of the caller is none of it."""
        # In a context of its own, since that of a request in which pages are written knows who has signed in.
        return Context().run(self.answer, address)

    def answer(self, address: str) -> SiteAnswer:
        """Return the answer to GET *address* where no application is at work yet."""
        builder = EnvironBuilder(quote(address, URI_SIGNS), self.base_url)
        environ: dict[str, Any] = {**builder.get_environ(), OWN_REQUEST: True}
        builder.close()
        with self.app.test_request_context(base_url=self.base_url):
            environ[VERSION] = find_version(db.session)
        body, status, headers = run_wsgi_app(lambda *call: Flask.wsgi_app(self.app, *call), environ, buffered=True)
        code = int(status.partition(" ")[0])
        moved_to = self.own_address(headers.get("Location", "")) if code in MOVED else ""
        return SiteAnswer(code, headers.get("Content-Type", ""), b"".join(body), moved_to)

    def read(self, deed: Callable[[AnySession], Value]) -> Value:
        """Return what *deed* reads, as the view of an anonymous reader would, with a session that only reads."""
        return Context().run(self.read_here, deed)

    def read_here(self, deed: Callable[[AnySession], Value]) -> Value:
        """Return what *deed* reads where no application is at work yet."""
        environ = {OWN_REQUEST: True}
        with self.app.test_request_context("/", base_url=self.base_url, environ_overrides=environ) as context:
            context.request.environ[VERSION] = find_version(db.session)
            self.app.preprocess_request()
            return deed(db.session)

    def own_address(self, link: str) -> str:
        """Return *link* as a path of this site, perhaps with a query; "" where it leads elsewhere."""
        if link.startswith(self.base_url + "/"):
            link = link.removeprefix(self.base_url)
        return link if link.startswith("/") and not link.startswith("//") else ""


def find_version(session: AnySession) -> Version | None:
    """Return the content version, under which values that many pages show are kept."""
    found = session.execute(select(ContentVersion.number, ContentVersion.mark)).one_or_none()
    return None if found is None else Version(*found)


def is_page(answer: SiteAnswer) -> bool:
    """Return whether there is something at the address."""
    return answer.status == HTTPStatus.OK


def require_answer(address: str, answer: SiteAnswer) -> SiteAnswer:
    """Return *answer*; raise PageFailed where the site failed, since a page that failed is not gone."""
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise PageFailed(f"The site answered {answer.status} for {address}: its log says why. Files stay as they are.")
    return answer
