"""Download of everything that is held about an address, by the signed link to the preferences."""

from typing import Any

from flask import Response, jsonify, render_template

from blog.config.settings import current_settings
from blog.database import db
from blog.subscriptions.preferences.reader_data import label_data, read_reader_data
from blog.subscriptions.signed_links import open_preferences
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.languages.page_language import follow_reader


@anyone(CsrfProtection.ORIGIN)
def data_json(token: str) -> Response:
    """Download it as JSON."""
    data = find_data(token)
    return as_download(jsonify(site=current_settings().site_name, made_at=read_clock().isoformat(), **data), "json")


@anyone(CsrfProtection.ORIGIN)
def data_text(token: str) -> Response:
    """Download it as text."""
    parts = label_data(find_data(token))
    text = render_template("subscriptions/preferences/reader_data.txt", parts=parts, made_at=read_clock())
    return as_download(Response(text, content_type="text/plain; charset=utf-8"), "txt")


def find_data(token: str) -> dict[str, list[dict[str, Any]]]:
    """Return what is held about the subscriber of *token*, in whatever state."""
    subscriber = open_preferences(db.session, links(), token)
    follow_reader(subscriber.language)
    return read_reader_data(db.session, subscriber)


def as_download(response: Response, suffix: str) -> Response:
    """Return *response* as a file that nothing on the way keeps."""
    response.headers["Content-Disposition"] = f'attachment; filename="my-data.{suffix}"'
    response.headers["Cache-Control"] = "no-store"
    return response
