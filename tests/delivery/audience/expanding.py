"""Expansion of all alerts, and what it wrote."""

from typing import Any

from sqlalchemy import select

from blog.database import db
from blog.delivery.audience.expansion import expand_next
from blog.models import (
    Delivery,
    Subscriber,
)


def expand(chunk: int = 100, **more: Any) -> int:
    """Expand all, a transaction a chunk; return how many it took."""
    turns = 0
    while expand_next(db.session, chunk, **more):
        db.session.commit()
        turns += 1
    return turns


def owed() -> list[int]:
    return list(db.session.scalars(select(Delivery.subscriber_id).order_by(Delivery.subscriber_id)))


def row_of(reader: Subscriber) -> Delivery:
    return db.session.scalars(select(Delivery).filter_by(subscriber_id=reader.id)).one()
