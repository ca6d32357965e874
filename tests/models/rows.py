"""Rows with the least that the schema asks for; they are not saved."""

import itertools
from datetime import UTC, datetime
from typing import Any

from blog.models import (
    Article,
    ArticleState,
    Delivery,
    DeliveryKind,
    Person,
    Picture,
    Role,
    Subscriber,
    SubscriberState,
    Topic,
)

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
numbers = itertools.count(1)


def person(role: Role = Role.AUTHOR, **more: Any) -> Person:
    key = f"person{next(numbers)}"
    values = {"address": key, "address_key": key, "name": "Ann", "slug": key, "is_suspended": False, "created_at": NOW}
    return Person(**{**values, "role": role, **more})


def article(state: ArticleState = ArticleState.PUBLISHED, **more: Any) -> Article:
    values = {"headline": "Tea", "slug": f"tea{next(numbers)}", "created_at": NOW, "updated_at": NOW, "state": state}
    if "author" not in more:
        more["author"] = person()
    if state in {ArticleState.PUBLISHED, ArticleState.ENDED, ArticleState.WITHDRAWN}:
        values["published_at"] = NOW
    return Article(**{**values, **more})


def topic(name: str) -> Topic:
    return Topic(name=name, slug=name.lower())


def picture(**more: Any) -> Picture:
    values = {"key": f"key{next(numbers)}", "width": 1600, "height": 900, "widths": [480, 1600], "formats": ["jpg"]}
    return Picture(**{**values, "uploaded_at": NOW, **more})


def subscriber(state: SubscriberState = SubscriberState.CONFIRMED, **more: Any) -> Subscriber:
    key = f"reader{next(numbers)}@example.com"
    secrets = {"key": "k", "request_key": "r", "consent_wording": "Yes.", "consent_form": "/subscribe"}
    return Subscriber(**{"address": key, "address_key": key, "state": state, "requested_at": NOW, **secrets, **more})


def delivery(**more: Any) -> Delivery:
    values = {"kind": DeliveryKind.ALERT, "address": "ann@example.com", "owed_at": NOW, "due_at": NOW}
    return Delivery(**{**values, **more})
