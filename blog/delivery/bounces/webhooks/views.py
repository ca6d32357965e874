"""Paths to which mail services post bounces and complaints; each exists only with its setting."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.bounces.bounce_policy import read_policy
from blog.delivery.bounces.processing import process_trusted
from blog.delivery.bounces.report_parser import BounceReport
from blog.delivery.bounces.webhooks import service_events as events
from blog.delivery.bounces.webhooks import signatures
from blog.web.access.outgoing.guarded_fetch import NotFetched, Wanted, fetch_page
from blog.web.access.outgoing.outside_network import Network
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock

MAX_BODY_BYTES = 1024 * 1024
FETCH_SECONDS = 5
MAX_FETCH_BYTES = 64 * 1024
MAX_CERTIFICATES = 8
END_OF_CERTIFICATE = b"-----END CERTIFICATE-----"
certificates: dict[str, bytes] = {}
"""Amazon's certificates by address; they change once in a year."""

network = Network()
blueprint = Blueprint("service_webhooks", __name__, url_prefix="/bounces")


@blueprint.post("/ses")
@anyone(CsrfProtection.SIGNATURE)
def receive_ses() -> ResponseReturnValue:
    """Take a notification of Amazon SES by SNS, or confirm the subscription of our topic."""
    topic, body = require(current_settings().webhook_sns_topic), read_body()
    message = as_object(parse(body))
    if message.get("TopicArn") != topic or not signatures.is_signed_by_sns(message, fetch_certificate, read_clock()):
        abort(403, "invalid_signature")
    if message["Type"] == "SubscriptionConfirmation":
        confirm_subscription(str(message.get("SubscribeURL", "")))
        return jsonify(status="ok")
    return take("ses", events.read_ses(as_object(parse(str(message.get("Message", "")).encode()))))


@blueprint.post("/sendgrid")
@anyone(CsrfProtection.SIGNATURE)
def receive_sendgrid() -> ResponseReturnValue:
    """Take a list of events of SendGrid."""
    key, body, head = require(current_settings().webhook_sendgrid_key), read_body(), request.headers
    stamp = head.get("X-Twilio-Email-Event-Webhook-Timestamp", "")
    signature = head.get("X-Twilio-Email-Event-Webhook-Signature", "")
    if not signatures.is_signed_by_sendgrid(key, stamp, signature, body, read_clock()):
        abort(403, "invalid_signature")
    return take("sendgrid", read_each(parse(body), events.read_sendgrid))


@blueprint.post("/mailgun")
@anyone(CsrfProtection.SIGNATURE)
def receive_mailgun() -> ResponseReturnValue:
    """Take one event of Mailgun, whose signature stands in the body."""
    key, event = require(current_settings().webhook_mailgun_key), as_object(parse(read_body()))
    if not signatures.is_signed_by_mailgun(key, events.part(event, "signature"), read_clock()):
        abort(403, "invalid_signature")
    return take("mailgun", events.read_mailgun(events.part(event, "event-data")))


@blueprint.post("/postmark")
@anyone(CsrfProtection.SIGNATURE)
def receive_postmark() -> ResponseReturnValue:
    """Take one event of Postmark, which signs nothing and sends name and password (HTTP basic authentication)."""
    login, given = require(current_settings().webhook_postmark_login), request.authorization
    if given is None or not signatures.is_same(login, f"{given.username}:{given.password}"):
        abort(403, "invalid_signature")
    return take("postmark", events.read_postmark(as_object(parse(read_body()))))


@blueprint.post("/brevo")
@anyone(CsrfProtection.SIGNATURE)
def receive_brevo() -> ResponseReturnValue:
    """Take one event of Brevo, or a list of them; it sends a token (Authorization: Bearer)."""
    token = require(current_settings().webhook_brevo_token)
    if not signatures.is_same(f"Bearer {token}", request.headers.get("Authorization", "")):
        abort(403, "invalid_signature")
    return take("brevo", read_each(parse(read_body()), events.read_brevo))


def require(setting: str | None) -> str:
    """Return *setting*; without it the path does not exist."""
    return setting or abort(404)


def read_body() -> bytes:
    """Return the body, or abort with 413."""
    request.max_content_length = MAX_BODY_BYTES
    return request.get_data(cache=False)


def parse(body: bytes) -> Any:
    """Return the JSON of *body*, or abort with 400."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        abort(400, "malformed_json")


def as_object(value: Any) -> dict[str, Any]:
    """Return *value* if it is a JSON object, or abort with 400."""
    return value if isinstance(value, dict) else abort(400, "malformed_json")


def read_each(value: Any, read: Callable[[events.Event], Iterator[BounceReport]]) -> Iterator[BounceReport]:
    """Yield the reports of one event or of a list of them, or abort with 400."""
    found = value if isinstance(value, list) else [as_object(value)]
    for event in found:
        yield from read(as_object(event))


def take(service: str, reports: Iterable[BounceReport]) -> ResponseReturnValue:
    """Process *reports*, each once, and commit each, so that a long list holds up no other writer.

    After an error the service sends all of them again, and those that were committed change nothing.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    policy, now = read_policy(app), read_clock()
    for report in list(reports):
        process_trusted(db.session, report, policy, service, now)
        db.session.commit()
    return jsonify(status="ok")


def fetch_certificate(url: str) -> bytes:
    """Return Amazon's certificate at *url*, kept after the first time."""
    if url not in certificates:
        if len(certificates) >= MAX_CERTIFICATES:
            certificates.clear()
        pem = fetch(url)
        if not pem.rstrip().endswith(END_OF_CERTIFICATE):
            abort(503)  # It was cut off on its way, and would be kept.
        certificates[url] = pem
    return certificates[url]


def confirm_subscription(url: str) -> None:
    """Tell Amazon that the subscription is wanted, or abort with 400 when the address is not its own."""
    if not signatures.SNS_URL.fullmatch(url):
        abort(400, "foreign_address")
    fetch(url)


def fetch(url: str) -> bytes:
    """Return what is at *url*, an https address of Amazon, or abort with 503, after which Amazon tries again.

    In a network of a customer's own the name may lead to a private address
    (interface endpoint); a redirect could lead away from Amazon.
    """
    host = urlsplit(url).hostname or ""
    wanted = Wanted(None, MAX_FETCH_BYTES, "webhook", is_whole=True, hosts=frozenset({host}))
    wanted = replace(wanted, max_redirects=0, may_be_private=True)
    try:
        return fetch_page(url, network, wanted, monotonic() + FETCH_SECONDS).body
    except NotFetched:
        abort(503)
