"""The consent receipt as a file: as text for people, as JSON for programs."""

from flask import Response, jsonify, render_template

from blog.config.settings import current_settings
from blog.database import db
from blog.subscriptions.preferences.consent_receipts import Receipt, as_json, make_receipt
from blog.subscriptions.signed_links import open_preferences
from blog.web.access.policy import Proof, anyone
from blog.web.extensions import links


@anyone(Proof.ORIGIN)
def receipt(token: str) -> Response:
    """Give the receipt as a text file."""
    text = render_template("subscriptions/receipt.txt", receipt=find_receipt(token))
    return as_file(Response(text, content_type="text/plain; charset=utf-8"), "txt")


@anyone(Proof.ORIGIN)
def receipt_json(token: str) -> Response:
    """Give the receipt as a JSON file."""
    return as_file(jsonify(as_json(find_receipt(token), current_settings().site_name)), "json")


def find_receipt(token: str) -> Receipt:
    """Return the receipt of the subscriber whose link this is, in whatever state."""
    return make_receipt(db.session, open_preferences(db.session, links(), token))


def as_file(response: Response, suffix: str) -> Response:
    """Return *response* so that a browser keeps it as a file."""
    response.headers["Content-Disposition"] = f'attachment; filename="consent-receipt.{suffix}"'
    return response
