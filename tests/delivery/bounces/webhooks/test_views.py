"""Each service's webhook with its own signature: taken, repeated, forged, late, malformed and huge."""

import base64
import hmac
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

from blog.delivery.bounces.webhooks import views
from blog.delivery.bounces.webhooks.signatures import SNS_FIELDS
from blog.models import Delivery, Suppression
from tests.delivery.bounces.samples import make_accepted
from tests.factories import make_subscriber
from tests.settings import change_settings
from tests.web.access.outgoing.elsewhere import Elsewhere, serve_elsewhere

READER = "anna@example.com"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces"
SES_ID = "0102018e7d3f2a41-5b6c7d8e-000000"
EC_KEY, RSA_KEY = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
CERTIFICATE_URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
GONE = "550 5.1.1 no such user"


def certificate() -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(RSA_KEY.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=2))
    return made.sign(RSA_KEY, SHA256()).public_bytes(Encoding.PEM)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked for; Amazon's certificate stands at one of them."""
    asked = list[str]()
    views.certificates.clear()
    pem = certificate()

    def fetch(url: str) -> bytes:
        asked.append(url)
        return pem

    monkeypatch.setattr(views, "fetch", fetch)
    return asked


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """The network in which Amazon stands."""
    with serve_elsewhere() as network:
        monkeypatch.setattr(views, "network", network)
        yield network


@pytest.fixture
def door(app: Flask, fetched: list[str]) -> Flask:
    public = EC_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    change_settings(
        app,
        webhook_sns_topic=TOPIC,
        webhook_sendgrid_key=base64.b64encode(public).decode(),
        webhook_mailgun_key="mailgun-key",
        webhook_postmark_login="postmark:pass",
        webhook_brevo_token="brevo-token",
    )
    return app


@pytest.fixture
def delivery(door: Flask) -> Delivery:
    now = datetime.now(UTC)
    return make_accepted(make_subscriber(READER), answer=f"250 Ok {SES_ID}", settled_at=now)


def sns(message: dict[str, Any], kind: str = "Notification", version: str = "1", **more: str) -> dict[str, str]:
    envelope = {"Type": kind, "MessageId": "m", "TopicArn": TOPIC, "Message": json.dumps(message)}
    envelope |= {
        "Timestamp": datetime.now(UTC).isoformat(),
        "SigningCertURL": CERTIFICATE_URL,
        "SignatureVersion": version,
    }
    envelope |= more
    signed = "".join(f"{name}\n{envelope[name]}\n" for name in SNS_FIELDS[kind] if name in envelope)
    digest = SHA256() if version == "2" else SHA1()
    envelope["Signature"] = base64.b64encode(RSA_KEY.sign(signed.encode(), padding.PKCS1v15(), digest)).decode()
    return envelope


def ses_bounce(reason: str = GONE) -> dict[str, Any]:
    recipient = {"emailAddress": READER, "status": "5.1.1", "diagnosticCode": f"smtp; {reason}"}
    bounce = {"bounceType": "Permanent", "bouncedRecipients": [recipient], "feedbackId": "f"}
    return {"notificationType": "Bounce", "mail": {"messageId": SES_ID}, "bounce": bounce}


def request_of(service: str, *, reason: str = GONE, age: int = 0) -> tuple[bytes, dict[str, str]]:
    """A true request: body and header fields."""
    stamp = str(int(time.time()) - age)
    match service:
        case "ses":
            return json.dumps(sns(ses_bounce(reason))).encode(), {}
        case "sendgrid":
            body = json.dumps([{"event": "bounce", "email": READER, "reason": reason, "sg_event_id": "s"}]).encode()
            signature = base64.b64encode(EC_KEY.sign(stamp.encode() + body, ec.ECDSA(SHA256()))).decode()
            head = {"Signature": signature, "Timestamp": stamp}
            return body, {f"X-Twilio-Email-Event-Webhook-{name}": value for name, value in head.items()}
        case "mailgun":
            signature = hmac.new(b"mailgun-key", f"{stamp}t".encode(), "sha256").hexdigest()
            status = {"code": 550, "message": reason}
            data = {
                "event": "failed",
                "severity": "permanent",
                "recipient": READER,
                "id": "i",
                "delivery-status": status,
            }
            signed = {"timestamp": stamp, "token": "t", "signature": signature}
            return json.dumps({"signature": signed, "event-data": data}).encode(), {}
        case "postmark":
            event = {"RecordType": "Bounce", "Type": "HardBounce", "Email": READER, "ID": 1, "Details": reason}
            login = base64.b64encode(b"postmark:pass").decode()
            return json.dumps(event).encode(), {"Authorization": f"Basic {login}"}
    event = {"event": "hard_bounce", "email": READER, "message-id": "<x@y>", "reason": reason, "ts_event": 1}
    return json.dumps(event).encode(), {"Authorization": "Bearer brevo-token"}


def post(client: FlaskClient, service: str, body: bytes, headers: dict[str, str]) -> int:
    answer = client.post(f"/bounces/{service}", data=body, headers={**headers, "Sec-Fetch-Site": None})  # type: ignore[dict-item]
    return answer.status_code


SERVICES = ("ses", "sendgrid", "mailgun", "postmark", "brevo")


@pytest.mark.parametrize("service", SERVICES)
def test_a_signed_bounce_is_taken_however_often_it_comes(client: FlaskClient, delivery: Delivery, service: str) -> None:
    body, headers = request_of(service)

    answers = [post(client, service, body, headers) for _ in range(2)]

    assert answers == [200, 200]
    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is Suppression.HARD_BOUNCE


@pytest.mark.parametrize("service", SERVICES)
def test_words_about_us_spare_the_reader_whatever_the_service_calls_it(
    client: FlaskClient, delivery: Delivery, service: str
) -> None:
    body, headers = request_of(service, reason="550 sender is on a block list")

    assert post(client, service, body, headers) == 200

    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is None


@pytest.mark.parametrize("service", SERVICES)
def test_what_was_changed_or_not_signed_is_refused(client: FlaskClient, delivery: Delivery, service: str) -> None:
    body, headers = request_of(service)
    wrong = {name: "x" + value for name, value in headers.items()}
    changed = body.replace(b'"signature": "', b'"signature": "x').replace(b'"Signature": "', b'"Signature": "AAAA')

    assert post(client, service, changed, wrong) == 403
    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is None


@pytest.mark.parametrize("service", ["sendgrid", "mailgun"])
def test_what_was_signed_long_ago_is_refused(client: FlaskClient, delivery: Delivery, service: str) -> None:
    assert post(client, service, *request_of(service, age=2 * 24 * 60 * 60)) == 403


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("body", [b"", b"{", b"[[1]]", b'"x"', b"\xff\x00", b"[" * 100_000])
def test_a_malformed_body_is_a_clear_refusal(client: FlaskClient, door: Flask, service: str, body: bytes) -> None:
    status = post(client, service, body, request_of(service)[1])

    assert status in {400, 403}


@pytest.mark.parametrize("service", SERVICES)
def test_a_body_that_is_too_large_is_refused(client: FlaskClient, door: Flask, service: str) -> None:
    assert post(client, service, b" " * (views.MAX_BODY_BYTES + 1), request_of(service)[1]) == 413


@pytest.mark.parametrize("service", SERVICES)
def test_without_its_setting_a_path_does_not_exist(client: FlaskClient, app: Flask, service: str) -> None:
    assert post(client, service, *request_of(service)) == 404


def test_a_subscription_of_our_topic_is_confirmed_at_amazon_alone(
    client: FlaskClient, door: Flask, fetched: list[str]
) -> None:
    url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"
    own = sns({}, "SubscriptionConfirmation", "2", SubscribeURL=url, Token="t")
    foreign = sns({}, "SubscriptionConfirmation", "2", SubscribeURL="https://evil.example/", Token="t")

    answers = [post(client, "ses", json.dumps(message).encode(), {}) for message in (own, foreign)]

    assert answers == [200, 400]
    assert fetched == [CERTIFICATE_URL, url]


@pytest.mark.parametrize(
    "change",
    [
        {"SigningCertURL": "https://sns.evil.example/SimpleNotificationService-0.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem"},
        {"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/a.pem"},
        {"TopicArn": "arn:aws:sns:eu-west-1:999999999999:bounces"},
        {"Timestamp": "2020-01-01T00:00:00.000Z"},
        {"Timestamp": "now"},
    ],
)
def test_what_is_not_of_our_topic_and_amazon_is_refused_unasked(
    client: FlaskClient, delivery: Delivery, fetched: list[str], change: dict[str, str]
) -> None:
    assert post(client, "ses", json.dumps(sns(ses_bounce(), **change)).encode(), {}) == 403
    assert fetched == []


def test_of_many_events_the_last_one_counts_too(client: FlaskClient, delivery: Delivery) -> None:
    stamp = str(int(time.time()))
    bounced = {"event": "bounce", "email": READER, "reason": GONE, "sg_event_id": "s"}
    body = json.dumps([*({"event": "open"} for _ in range(1500)), bounced]).encode()
    signature = base64.b64encode(EC_KEY.sign(stamp.encode() + body, ec.ECDSA(SHA256()))).decode()
    head = {"Signature": signature, "Timestamp": stamp}

    post(client, "sendgrid", body, {f"X-Twilio-Email-Event-Webhook-{name}": value for name, value in head.items()})

    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is Suppression.HARD_BOUNCE


@pytest.mark.parametrize("path", ["/to-page", "/slow", "/drip", "/short", "/error"])
def test_what_does_not_answer_with_a_certificate_is_left_in_time(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(views, "FETCH_SECONDS", 0.3)
    started = time.monotonic()

    with pytest.raises(ServiceUnavailable):
        views.fetch(f"http://news.example{path}")

    assert time.monotonic() - started < 2
    assert elsewhere.asked == [f"news.example{path}"]


def test_amazon_may_stand_in_a_private_network(elsewhere: Elsewhere) -> None:
    assert views.fetch("http://intranet.example/page") == b"<title>Page</title>"


def test_a_certificate_that_was_cut_off_is_not_kept(
    client: FlaskClient, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem, body = certificate(), json.dumps(sns(ses_bounce())).encode()
    answers = iter([pem[:200], pem])
    monkeypatch.setattr(views, "fetch", lambda url: next(answers))

    assert [post(client, "ses", body, {}) for _ in range(2)] == [503, 200]
