"""The door for a mail service that posts what comes back."""

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.bounces.bounce_policy import site_of
from blog.delivery.bounces.processing import take_message
from blog.web.access.policy import Proof, anyone
from blog.web.access.webhook_signatures import is_signed
from blog.web.clock import read_clock

LARGEST_BODY = 1024 * 1024

blueprint = Blueprint("bounces", __name__)


@blueprint.post("/bounces")
@anyone(Proof.SIGNATURE)
def take() -> ResponseReturnValue:
    """Take one message, as it came in, from who signs it; a repeat changes nothing and is answered alike."""
    key = current_settings().bounce_webhook_secret
    if not key:
        abort(404)
    request.max_content_length = LARGEST_BODY
    body, now = request.get_data(cache=False), read_clock()
    if not is_signed(key, request.headers.get("X-Timestamp", ""), request.headers.get("X-Signature", ""), body, now):
        abort(403)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    take_message(db.session, body, site_of(app), "webhook", now)
    db.session.commit()
    return jsonify(status="ok")
