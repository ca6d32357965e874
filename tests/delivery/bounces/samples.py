"""The sample reports, about a message of the test."""

from pathlib import Path
from typing import Any

from flask import current_app

from blog.delivery.composing.verp import bounce_address
from blog.models import Delivery, DeliveryState, Subscriber
from tests.factories import NOW, make_subscriber, save

REPORTS = Path(__file__).parent / "reports"
VERP = b"news+1z-0123456789abcdef@news.example.org"
"""Stands in the samples where our envelope sender stood."""
FOREIGN_ID = b"<00112233445566778899aabbccddeeff@news.example.org>"


def verp(delivery: Delivery) -> str:
    """The envelope sender that the message had."""
    return bounce_address(current_app.config["SECRET_KEY"], "news@news.example.org", delivery.id)


def returned(name: str, delivery: Delivery | None) -> bytes:
    """The sample as it comes back about *delivery*; None leaves out whose it is."""
    sample = (REPORTS / f"{name}.eml").read_bytes()
    return sample.replace(VERP, verp(delivery).encode() if delivery else b"news@news.example.org")


def make_accepted(reader: Subscriber | None = None, **more: Any) -> Delivery:
    """A message that the relay accepted."""
    reader = reader or make_subscriber()
    values = {"kind": "confirmation", "subscriber": reader, "address": reader.address}
    state = {"state": DeliveryState.ACCEPTED, "owed_at": NOW, "due_at": NOW, "answer": "250 queued"}
    return save(Delivery(**{**values, **state, **more}))
