"""How a person writes the text: on the rich sheet or in Markdown, remembered in a cookie of the browser."""

from collections.abc import Mapping

from flask import Response

from blog.config.settings import current_settings
from blog.web.assets.views import has_sheet
from blog.web.cache.reader_preferences import COOKIE_SECONDS, Preference, read_preference

SHEET = "sheet"
MARKDOWN = "markdown"
EDITING_MODE = Preference("deed", "editing-mode", (SHEET, MARKDOWN), SHEET)
"""Its field is that of the editor's buttons, one of which changes over."""


def choose_mode(deed: str | None, cookies: Mapping[str, str]) -> dict[str, bool]:
    """Return for the page whether this site has the rich sheet and whether it opens.

    It opens as the pressed button *deed* says, else as the cookie does.
    """
    mode = deed if deed in EDITING_MODE.values else read_preference(EDITING_MODE, cookies)
    return {"has_sheet": has_sheet(), "is_sheet": has_sheet() and mode == SHEET}


def remember_mode(response: Response, mode: str) -> Response:
    """Set the cookie on *response*; the page's script sets the same one, so it is not HttpOnly, and holds no secret."""
    secure = current_settings().is_https
    response.set_cookie(EDITING_MODE.cookie, mode, COOKIE_SECONDS, secure=secure, samesite="Lax")
    return response
