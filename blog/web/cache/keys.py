"""Which requests the page cache may answer, and under which key their pages are kept."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.http import parse_cookie

from blog.web.cache.cacheable import Mark, mark_of
from blog.web.reader_preferences import Choices, read_choices

ASSETS = "/assets/"


class Key(NamedTuple):
    """What one page of a site depends on besides its content."""

    scheme: str
    host: str
    path: str
    query: str
    choices: str
    """Empty for somebody who never chose."""


class Keys:
    """Reads keys from requests; *personal* are the names of cookies that make a request somebody's own."""

    def __init__(self, app: Flask) -> None:
        config = app.config
        self.app = app
        self.personal = (config["SESSION_COOKIE_NAME"], config.get("REMEMBER_COOKIE_NAME", "remember_token"))

    def read(self, environ: Mapping[str, Any]) -> Key | None:
        """Return the key of a request that anybody could have sent; None for a form, a signed-in person, a secret."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return None
        path = environ["PATH_INFO"]
        choices = ""
        cookies = environ.get("HTTP_COOKIE")
        if cookies and not path.startswith(ASSETS):
            if any(name in cookies for name in self.personal):
                return None
            choices = choices_in(cookies)
        host = environ.get("HTTP_HOST") or ""
        return Key(environ["wsgi.url_scheme"], host, path, environ.get("QUERY_STRING", ""), choices)

    def mark(self, key: Key) -> Mark | None:
        """Return the mark of the view that makes the page, or None when the page may not be kept.

        That is so when the view did not opt in, or when the query names a
        parameter that it does not know: such addresses have no end.
        """
        path = key.path.encode("latin-1").decode("utf-8", "replace")  # PEP 3333 hands bytes as Latin-1.
        try:
            endpoint, _ = self.app.url_map.bind(key.host or "localhost").match(path, method="GET")
        except (HTTPException, UnicodeError):
            return None
        mark = mark_of(self.app.view_functions.get(endpoint))
        if mark is None or (key.query and not names_in(key.query) <= mark.parameters):
            return None
        return mark


@lru_cache(256)
def choices_in(header: str) -> str:
    """Return the choices in a Cookie *header*, read as the views read them, as a part of a key."""
    choices = read_choices(parse_cookie(header))
    return "" if choices == Choices() else repr(choices)


def names_in(query: str) -> set[str]:
    """Return the names of the parameters in *query*."""
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}
