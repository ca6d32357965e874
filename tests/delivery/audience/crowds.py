"""Readers by the thousand, in one statement."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import insert

from blog.database import db
from blog.database.statements import reset_id_sequence
from blog.models import Subscriber, SubscriberState
from tests.factories import NOW


def add_readers(count: int, vary: Callable[[int], Mapping[str, Any]] = lambda _id: {}) -> None:
    """Add confirmed readers with the ids from 1 to *count*; *vary* returns what is different about one. Commits."""
    constant = {"state": SubscriberState.CONFIRMED, "requested_at": NOW, "confirmed_at": NOW}
    constant |= {"key": "k" * 32, "request_key": "r" * 32, "consent_wording": "Yes.", "consent_form": "/subscribe"}
    addresses = ((id, f"r{id}@example.com") for id in range(1, count + 1))
    rows = [{**constant, "id": id, "address": one, "address_key": one, **vary(id)} for id, one in addresses]
    db.session.execute(insert(Subscriber), rows)
    reset_id_sequence(db.session, Subscriber)
    db.session.commit()
