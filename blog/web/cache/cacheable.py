"""Public pages: which of them are the same for everybody, how they are named by content, and compressed.

A view opts in with @cacheable. The page cache reads the mark, and keeps what the view makes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from flask import Flask, Response, current_app, request, session

from blog.web.cache.compression import pack
from blog.web.cache.entries import etag_of, name_of

View = TypeVar("View", bound=Callable[..., Any])
REVALIDATE = "public, max-age=0, must-revalidate"
CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"})
"""What a browser sends that has the page already (RFC 9110 13.1); we offer no ranges."""
SLOT = "blog.web.cache.slot"
"""Where the page cache puts the slot for the page into the environment of a request."""


@dataclass(frozen=True)
class Mark:
    """What a view says of its pages: the *parameters* in the address that they depend on."""

    parameters: frozenset[str] = frozenset()
    is_immutable: bool = False
    """Whether an address never means other bytes, so that not even its headers need finishing."""


@dataclass
class Slot:
    """What the page cache learns of a page that is being made for it; *body* None means that it must not be kept."""

    version: object
    body: bytes | None = None


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

    def write(marked: View) -> View:
        marked.cacheable = Mark(frozenset(parameters), is_immutable)  # type: ignore[attr-defined]
        return marked

    return write if view is None else write(view)


def mark_of(view: Callable[..., Any] | None) -> Mark | None:
    """Return the mark that @cacheable wrote on *view*, or None."""
    return getattr(view, "cacheable", None)


def init_cacheable(app: Flask) -> None:
    """Finish the answers of public pages; must be called after init_security_headers, to act before it."""
    app.after_request(finish)


def finish(response: Response) -> Response:
    """Name a public page by its content, compress it, and answer 304 to whoever has it already.

    What is made for the page cache is handed over as it is: the cache does the rest, once.
    """
    mark = mark_of(current_app.view_functions.get(request.endpoint or ""))
    if mark is None or not is_public(response, mark):
        return response
    if not mark.is_immutable:
        response.vary.update(["Accept-Encoding", "Cookie"])
    slot: Slot | None = request.environ.get(SLOT)
    if slot is not None and response.status_code == 200:
        hand_over(response, slot)
    elif not mark.is_immutable:
        answer_once(response)
    if response.status_code in {200, 304} and not mark.is_immutable:
        response.headers["Cache-Control"] = REVALIDATE
    return response


def is_public(response: Response, mark: Mark) -> bool:
    """Return whether the answer of a marked view is whole and nobody's own; what its name names is the same for all."""
    is_page = response.status_code in {200, 404} and not response.is_streamed
    return is_page and "Set-Cookie" not in response.headers and (mark.is_immutable or not session)


def hand_over(response: Response, slot: Slot) -> None:
    """Give the page to the page cache."""
    slot.body = response.get_data()


def answer_once(response: Response) -> None:
    """Finish a page that nobody keeps: compress it quickly, and leave it out when the browser has it."""
    body = response.get_data()
    coding, packed = pack(body, request.headers.get("Accept-Encoding", ""))
    if coding:
        response.set_data(packed)
        response.headers["Content-Encoding"] = coding
    if response.status_code == 200:
        response.set_etag(etag_of(name_of(body), coding or "").strip('"'))
        if CONDITIONS & request.environ.keys():
            response.make_conditional(request)
