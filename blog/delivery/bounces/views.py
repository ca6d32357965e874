"""Webhook by which a mail service posts bounces and complaints."""

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.bounces.bounce_policy import read_policy
from blog.delivery.bounces.processing import process_message
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.webhook_signatures import is_signed
from blog.web.clock import read_clock

MAX_BODY_BYTES = 1024 * 1024

blueprint = Blueprint("bounces", __name__)


@blueprint.post("/bounces")
@anyone(CsrfProtection.SIGNATURE)
def receive() -> ResponseReturnValue:
    """Process one raw message whose signature is valid; a repeated one changes nothing and gets the same answer."""
    key = current_settings().bounce_webhook_secret
    if not key:
        abort(404)
    request.max_content_length = MAX_BODY_BYTES
    body, now = request.get_data(cache=False), read_clock()
    if not is_signed(key, request.headers.get("X-Timestamp", ""), request.headers.get("X-Signature", ""), body, now):
        abort(403, "invalid_signature")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    process_message(db.session, body, read_policy(app), "webhook", now)
    db.session.commit()
    return jsonify(status="ok")
