"""What a page is counted as: said by its view, counted here, or by the page cache each time that it answers with it."""

from flask import Flask, Response, current_app, g, request, session

from blog.models import PageKind, ViewedPage
from blog.web.cache.cacheable import CAPTURED_BODY, CapturedBody
from blog.web.observability.page_views.view_counter import view_counter
from blog.web.site_identity.reading import site_settings

COUNTED_STATUS = frozenset({200, 304})


def count_view(kind: PageKind, page_id: int = 0) -> None:
    """Let the page that is being made count as one of *kind*, with the id of the row that it shows.

    Nothing is counted where the site does not want it. The setting is content,
    so that no page outlives its change in the cache.
    """
    if not site_settings().count_page_views:
        return
    page = ViewedPage(kind, page_id)
    captured: CapturedBody | None = request.environ.get(CAPTURED_BODY)
    if captured is None:
        g.viewed_page = page
    else:
        captured.viewed = page


def init_counted_views(app: Flask) -> None:
    """Count in *app* the pages that do not pass through the page cache."""
    app.after_request(count_uncached)


def count_uncached(response: Response) -> Response:
    """Count a page that was made for this request alone; those of the newsroom, who have signed in, are left out."""
    page: ViewedPage | None = g.pop("viewed_page", None)
    if page is not None and response.status_code in COUNTED_STATUS and not session:
        view_counter(current_app).count(page, request.environ)
    return response
