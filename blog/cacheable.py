"""Public pages: which of them are the same for everybody, how they are named by content, and compressed.

A view opts in with @cacheable. The page cache, when it comes, reads the same mark.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request, session

from blog.compression import pack

View = TypeVar("View", bound=Callable[..., Any])
REVALIDATE = "public, max-age=0, must-revalidate"


def cacheable(view: View) -> View:
    """Declare that *view* shows nothing of one person but the choices in cookies, and no secret.

    Compressing a page that holds a secret beside text from the address would
    give the secret away (BREACH), so nothing else is compressed.
    """
    view.is_cacheable = True  # type: ignore[attr-defined]
    return view


def init_cacheable(app: Flask) -> None:
    """Finish the answers of public pages; must be called after init_headers, to act before it."""
    app.after_request(finish)


def finish(response: Response) -> Response:
    """Name a public page by its content, compress it, and answer 304 to whoever has it already."""
    if not is_public(response):
        return response
    response.vary.update(["Accept-Encoding", "Cookie"])
    encoding, body = pack(response.get_data(), request.headers.get("Accept-Encoding", ""))
    if encoding:
        response.set_data(body)
        response.headers["Content-Encoding"] = encoding
    if response.status_code != 200:
        return response
    response.headers["Cache-Control"] = REVALIDATE
    response.set_etag(f"{sha256(body).hexdigest()[:24]}")
    response.make_conditional(request)
    return response


def is_public(response: Response) -> bool:
    """Return whether the answer came from a marked view and is nobody's own."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_marked = getattr(view, "is_cacheable", False) and response.status_code in {200, 404}
    return is_marked and not response.is_streamed and "Set-Cookie" not in response.headers and not session
