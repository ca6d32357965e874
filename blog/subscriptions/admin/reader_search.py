"""Finding readers for the operator: by address or name, by state, one with all that is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Alert, Bounce, Delivery, Follow, Subscriber, SubscriberState
from blog.text.cleaning import clean_line

ROWS = 50
"""Readers on a page, and messages on the page of one."""
SUPPRESSED = "suppressed"
"""What stands beside the states in the filter, though it is none: it comes on top of any of them."""


@dataclass(frozen=True)
class Page:
    """Some readers, the latest first; *before* is the key of the next page or None."""

    readers: Sequence[Subscriber]
    before: int | None


@dataclass(frozen=True)
class Past:
    """What happened between the site and one reader, the latest first."""

    follows: Sequence[Follow]
    deliveries: Sequence[Delivery]
    bounces: Sequence[Bounce]


def seek(session: AnySession, text: str, chosen: str | None, before: int | None = None, most: int = ROWS) -> Page:
    """Return readers whose address or name begins with *text*, of one state or suppressed as *chosen* says."""
    query = select(Subscriber).where(*conditions(clean_line(text), chosen))
    if before is not None:
        query = query.where(Subscriber.id < before)
    found = session.scalars(query.order_by(Subscriber.id.desc()).limit(most + 1)).all()
    return Page(found[:most], found[most - 1].id if len(found) > most else None)


def conditions(text: str, chosen: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions of a search; a whole address is looked up by its key, which costs nothing."""
    wanted: list[ColumnElement[bool]] = []
    if text:
        begins = Subscriber.address_key.startswith(text.casefold(), autoescape=True)
        is_named = [
            Subscriber.name.istartswith(text, autoescape=True),
            Subscriber.name.icontains(f" {text}", autoescape=True),
        ]
        wanted.append(begins if "@" in text else or_(begins, *is_named))
    if chosen == SUPPRESSED:
        wanted.append(Subscriber.suppressed_at.is_not(None))
    elif chosen in set(SubscriberState):
        wanted.append(Subscriber.state == SubscriberState(chosen))
    return wanted


def count_readers(session: AnySession) -> dict[str, int]:
    """Return how many readers there are in each state, and how many of all are suppressed."""
    grouped = select(Subscriber.state, func.count(), func.count(Subscriber.suppressed_at))
    counts = {**dict.fromkeys((state.value for state in SubscriberState), 0), SUPPRESSED: 0}
    for state, count, suppressed in session.execute(grouped.group_by(Subscriber.state)):
        counts[state.value] = count
        counts[SUPPRESSED] += suppressed
    return counts


def read_past(session: AnySession, reader: Subscriber, most: int = ROWS) -> Past:
    """Return what *reader* follows, and the latest messages and reports about them."""
    follows = select(Follow).where(Follow.subscriber_id == reader.id).order_by(Follow.id)
    targets = [joinedload(Follow.topic), joinedload(Follow.author), joinedload(Follow.article)]
    deliveries = select(Delivery).where(Delivery.subscriber_id == reader.id).order_by(Delivery.id.desc()).limit(most)
    bounces = select(Bounce).where(Bounce.subscriber_id == reader.id).order_by(Bounce.id.desc()).limit(most)
    return Past(
        session.scalars(follows.options(*targets)).all(),
        session.scalars(deliveries.options(joinedload(Delivery.alert).joinedload(Alert.article))).all(),
        session.scalars(bounces).all(),
    )
