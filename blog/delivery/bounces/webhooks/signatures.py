"""Signatures of mail services' webhooks, each as its service documents it."""

import base64
import binascii
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

MAX_AGE_SECONDS = 24 * 60 * 60
"""Services repeat what was not answered for hours; a report that comes again changes nothing."""
SNS_HOST = r"https://sns\.[a-z]{2}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}\.amazonaws\.com(?:\.cn)?"
"""Exactly a region, such as eu-west-1: sns.s3-us-west-2.amazonaws.com would be a customer's bucket with that name."""
SNS_URL = re.compile(SNS_HOST + r"/[!-~]{1,2000}")
SNS_CERTIFICATE = re.compile(SNS_HOST + r"/[A-Za-z0-9-]{1,80}\.pem")
SNS_FIELDS = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}


def is_recent(seconds: str, now: datetime) -> bool:
    """Return whether *seconds* since 1970 lie within a day of *now*."""
    return bool(re.fullmatch(r"[0-9]{1,12}", seconds)) and abs(now.timestamp() - int(seconds)) <= MAX_AGE_SECONDS


def is_signed_by_sendgrid(public_key: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Return whether *signature* (base64) is ECDSA with SHA-256 over timestamp and body, and recent.

    Source: Twilio SendGrid, Event Webhook security features.
    """
    try:
        key = load_der_public_key(base64.b64decode(public_key))
        if not isinstance(key, ec.EllipticCurvePublicKey) or not is_recent(timestamp, now):
            return False
        key.verify(base64.b64decode(signature), timestamp.encode() + body, ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def is_signed_by_mailgun(key: str, signature: Mapping[str, Any], now: datetime) -> bool:
    """Return whether the part signature of the body is HMAC-SHA256 over timestamp and token, and recent.

    Source: Mailgun, Securing Webhooks.
    """
    timestamp, token = str(signature.get("timestamp", "")), str(signature.get("token", ""))
    expected = hmac.new(key.encode(), f"{timestamp}{token}".encode("utf-8", "replace"), sha256).hexdigest()
    return is_recent(timestamp, now) and is_same(expected, str(signature.get("signature", "")))


def is_same(expected: str, given: str) -> bool:
    """Return whether two secrets are the same, in time that says nothing about them."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


def is_signed_by_sns(message: Mapping[str, Any], fetch: Callable[[str], bytes], now: datetime) -> bool:
    """Return whether Amazon signed *message*, with a certificate of its own that *fetch* gets, and lately.

    Source: Amazon SNS, Verifying the signatures of Amazon SNS messages.
    """
    url, fields = str(message.get("SigningCertURL", "")), SNS_FIELDS.get(str(message.get("Type")), ())
    if not fields or not SNS_CERTIFICATE.fullmatch(url) or not is_recent_text(str(message.get("Timestamp")), now):
        return False
    signed = "".join(f"{name}\n{message[name]}\n" for name in fields if message.get(name) is not None)
    digest = SHA256() if message.get("SignatureVersion") == "2" else SHA1()  # noqa: S303
    try:
        certificate = x509.load_pem_x509_certificate(fetch(url))
        key = certificate.public_key()
        if not isinstance(key, rsa.RSAPublicKey) or certificate.not_valid_after_utc < now:
            return False
        key.verify(base64.b64decode(str(message.get("Signature"))), signed.encode(), padding.PKCS1v15(), digest)
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def is_recent_text(text: str, now: datetime) -> bool:
    """Return whether the time *text* (ISO 8601) lies within a day of *now*."""
    try:
        return abs((now - datetime.fromisoformat(text)).total_seconds()) <= MAX_AGE_SECONDS
    except (ValueError, TypeError):
        return False
