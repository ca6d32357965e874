"""Opt-in of views to shared caching, and ETag, compression and Cache-Control of their responses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, overload

from flask import Flask, Response, current_app, request, session

from blog.models.page_views import ViewedPage
from blog.web.cache.compression import pack
from blog.web.cache.entries import content_hash, etag_of
from blog.web.observability.logs import matched_rule

View = TypeVar("View", bound=Callable[..., Any])
REVALIDATE = "public, max-age=0, must-revalidate"
CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"})
"""Headers of conditional requests (RFC 9110 13.1); byte ranges are not offered."""
CAPTURED_BODY = "blog.web.cache.captured_body"
"""Key of the WSGI environment under which the page cache passes a CapturedBody."""


@dataclass(frozen=True)
class CachePolicy:
    """What @cacheable attaches to a view: the query *parameters* that its pages depend on."""

    parameters: frozenset[str] = frozenset()
    is_immutable: bool = False
    """Whether the content of an address never changes, so that its headers are complete already."""


@dataclass
class CapturedBody:
    """Body of a response on its way to the page cache; None means that it must not be stored."""

    body: bytes | None = None
    rule: str = "-"
    """Rule of the route, by which the page is counted."""
    fresh_until: float | None = None
    """When the page must be made again although the content is the same, in seconds since 1970."""
    viewed: ViewedPage | None = None
    """As what the page is counted at each view."""
    codings: Mapping[str, bytes] | None = None
    """The body in each coding that is worth sending; None where the cache is to make them."""


@overload
def cacheable(view: View) -> View: ...
@overload
def cacheable(*, parameters: tuple[str, ...] = ..., is_immutable: bool = ...) -> Callable[[View], View]: ...
def cacheable(view: Any = None, *, parameters: tuple[str, ...] = (), is_immutable: bool = False) -> Any:
    """Declare that the view shows nothing of one person but the choices in cookies, and no secret.

    Compressing a page that holds a secret beside text from the address would
    give the secret away (BREACH), so nothing else is compressed.

    Args:
        view: the view, where the decorator stands alone.
        parameters: the names in the query that change the page; with any other the page is made each time.
        is_immutable: the address holds the name of the content.
    """

    def attach(target: View) -> View:
        target.cacheable = CachePolicy(frozenset(parameters), is_immutable)  # type: ignore[attr-defined]
        return target

    return attach if view is None else attach(view)


def keep_until(moment: datetime) -> None:
    """Let the page that is being made be kept no longer than until *moment*; the earliest of several counts."""
    captured: CapturedBody | None = request.environ.get(CAPTURED_BODY) if request else None
    if captured is not None:
        captured.fresh_until = min(moment.timestamp(), captured.fresh_until or moment.timestamp())


def offer_codings(codings: Mapping[str, bytes]) -> None:
    """Let the page cache keep *codings* of the body that is being made, instead of compressing it once more."""
    captured: CapturedBody | None = request.environ.get(CAPTURED_BODY)
    if captured is not None:
        captured.codings = codings


def cache_policy_of(view: Callable[..., Any] | None) -> CachePolicy | None:
    """Return what @cacheable attached to *view*, or None."""
    return getattr(view, "cacheable", None)


def init_public_pages(app: Flask) -> None:
    """Finish the answers of public pages; must be called after init_security_headers, to act before it."""
    app.after_request(finish_response)


def finish_response(response: Response) -> Response:
    """Set ETag, compression and Cache-Control of a public page, and 304 for a matching conditional request.

    A response for the page cache is passed on unfinished: the cache does the same once per entry.
    """
    policy = cache_policy_of(current_app.view_functions.get(request.endpoint or ""))
    if policy is None or not is_public(response, policy):
        return response
    if not policy.is_immutable:
        response.vary.update(["Accept-Encoding", "Cookie"])
    captured: CapturedBody | None = request.environ.get(CAPTURED_BODY)
    if captured is not None and response.status_code == 200:
        captured.body, captured.rule = response.get_data(), matched_rule()
    elif not policy.is_immutable:
        finish_uncached(response)
    if response.status_code in {200, 304} and not policy.is_immutable:
        response.headers["Cache-Control"] = REVALIDATE
    return response


def is_public(response: Response, policy: CachePolicy) -> bool:
    """Return whether the response is complete and not personal: it sets no cookie, and no session was used."""
    is_page = response.status_code in {200, 404} and not response.is_streamed
    return is_page and "Set-Cookie" not in response.headers and (policy.is_immutable or not session)


def finish_uncached(response: Response) -> None:
    """Finish a page that is not stored: compress it fast, set its ETag, answer a conditional request."""
    body = response.get_data()
    coding, packed = pack(body, request.headers.get("Accept-Encoding", ""))
    if coding:
        response.set_data(packed)
        response.headers["Content-Encoding"] = coding
    if response.status_code == 200:
        response.set_etag(etag_of(content_hash(body), coding or "").strip('"'))
        if CONDITIONS & request.environ.keys():
            response.make_conditional(request)
