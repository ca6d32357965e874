"""Cache keys: which requests may be answered from the page cache, and by what entries differ."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.http import parse_cookie

from blog.text.cleaning import is_tracking_parameter
from blog.web.cache.cacheable import CachePolicy, cache_policy_of
from blog.web.cache.reader_preferences import ReaderPreferences, read_preferences

ASSETS = "/assets/"


class CacheKey(NamedTuple):
    """What a public page depends on besides the content version."""

    scheme: str
    host: str
    path: str
    query: str
    """Without tracking parameters, which no page shows; the page is rendered from it."""
    choices: str
    """Empty for a reader without preferences."""


class CacheKeys:
    """Derives cache keys from requests; the cookies of *session_cookies* rule a request out."""

    def __init__(self, app: Flask) -> None:
        config = app.config
        self.app = app
        self.languages: tuple[str, ...] = app.extensions["catalogues"].tags
        self.session_cookies = (config["SESSION_COOKIE_NAME"], config.get("REMEMBER_COOKIE_NAME", "remember_token"))

    def read(self, environ: Mapping[str, Any]) -> CacheKey | None:
        """Return the key of an anonymous GET or HEAD; None for any other method, a session or Authorization."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return None
        path = environ["PATH_INFO"]
        choices = ""
        cookies = environ.get("HTTP_COOKIE")
        if cookies and not path.startswith(ASSETS):
            if any(name in cookies for name in self.session_cookies):
                return None
            choices = preferences_in(cookies, self.languages)
        host = environ.get("HTTP_HOST") or ""
        return CacheKey(environ["wsgi.url_scheme"], host, path, drop_tracking(environ.get("QUERY_STRING", "")), choices)

    def policy(self, key: CacheKey) -> CachePolicy | None:
        """Return the policy of the view that renders the page, or None when the page may not be stored.

        That is so when the view did not opt in, or when the query has a
        parameter that it does not declare: such addresses are unlimited.
        """
        path = key.path.encode("latin-1").decode("utf-8", "replace")  # PEP 3333 hands bytes as Latin-1.
        try:
            endpoint, _ = self.app.url_map.bind(key.host or "localhost").match(path, method="GET")
        except (HTTPException, UnicodeError):
            return None
        policy = cache_policy_of(self.app.view_functions.get(endpoint))
        if policy is None or (key.query and not names_in(key.query) <= policy.parameters):
            return None
        return policy


@lru_cache(256)
def preferences_in(header: str, languages: tuple[str, ...]) -> str:
    """Return the reader preferences in a Cookie *header* as a part of a key; other *languages* do not count."""
    choices = read_preferences(parse_cookie(header), languages)
    return "" if choices == ReaderPreferences() else repr(choices)


def drop_tracking(query: str) -> str:
    """Return *query* without tracking parameters; all else stays in its order, as it was written.

    A name in percent-encoding is left alone: no program that adds them writes so.
    """
    if not query:
        return query
    return "&".join(pair for pair in query.split("&") if not is_tracking_parameter(pair.partition("=")[0]))


def names_in(query: str) -> set[str]:
    """Return the names of the parameters in *query*."""
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}
