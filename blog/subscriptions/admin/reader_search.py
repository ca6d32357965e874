"""Search of readers by address, name and state, and the history of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Alert, Bounce, Delivery, Follow, Subscriber, SubscriberState
from blog.models.subscriber import make_name_key
from blog.text.cleaning import clean_line

PAGE_SIZE = 50
"""Readers on a page, and messages in the history of one."""
SUPPRESSED = "suppressed"
"""A filter beside the states; a reader in any state may be suppressed too."""


@dataclass(frozen=True)
class ReaderPage:
    """One page of readers, the latest first; *before* is the id at which the next one begins, or None."""

    readers: Sequence[Subscriber]
    before: int | None


@dataclass(frozen=True)
class ReaderHistory:
    """Follows, messages and bounces of one reader, the latest first."""

    follows: Sequence[Follow]
    deliveries: Sequence[Delivery]
    bounces: Sequence[Bounce]


def search_readers(
    session: AnySession, text: str, chosen: str | None, before: int | None = None, limit: int = PAGE_SIZE
) -> ReaderPage:
    """Return readers whose address or name begins with *text*; *chosen* is a state, SUPPRESSED or None."""
    query = select(Subscriber).where(*conditions(clean_line(text), chosen))
    if before is not None:
        query = query.where(Subscriber.id < before)
    found = session.scalars(query.order_by(Subscriber.id.desc()).limit(limit + 1)).all()
    return ReaderPage(found[:limit], found[limit - 1].id if len(found) > limit else None)


def conditions(text: str, chosen: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions of a search; a prefix of an address uses the index of address_key.

    Names are compared folded, so that both databases find the same in every script.
    """
    wanted: list[ColumnElement[bool]] = []
    if text:
        begins = Subscriber.address_key.startswith(text.casefold(), autoescape=True)
        words = make_name_key(text)
        is_named = "@" not in text and words
        wanted.append(or_(begins, Subscriber.name_key.contains(words, autoescape=True)) if is_named else begins)
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


def read_history(session: AnySession, reader: Subscriber, limit: int = PAGE_SIZE) -> ReaderHistory:
    """Return what *reader* follows, and the latest messages and bounces."""
    follows = select(Follow).where(Follow.subscriber_id == reader.id).order_by(Follow.id)
    targets = [joinedload(Follow.topic), joinedload(Follow.author), joinedload(Follow.article)]
    deliveries = select(Delivery).where(Delivery.subscriber_id == reader.id).order_by(Delivery.id.desc()).limit(limit)
    bounces = select(Bounce).where(Bounce.subscriber_id == reader.id).order_by(Bounce.id.desc()).limit(limit)
    return ReaderHistory(
        session.scalars(follows.options(*targets)).all(),
        session.scalars(deliveries.options(joinedload(Delivery.alert).joinedload(Alert.article))).all(),
        session.scalars(bounces).all(),
    )
