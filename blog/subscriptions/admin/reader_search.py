"""Search of readers by address, name and state, and the history of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.database.name_index import having_name, name_before
from blog.database.prefixes import begins_with, bytewise
from blog.models import Alert, Bounce, Delivery, Follow, Subscriber, SubscriberState, read_counts
from blog.models.subscriber import make_name_key
from blog.text.cleaning import clean_line

PAGE_SIZE = 50
"""Readers on a page, and messages in the history of one."""
SUPPRESSED = "suppressed"
"""A filter beside the states; a reader in any state may be suppressed too."""


class FoundBy(StrEnum):
    """By what readers are found; those by address come first."""

    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True)
class ReaderPage:
    """One page of readers; *before* is the id of the last one if there are more, and *by* how they were found."""

    readers: Sequence[Subscriber]
    before: int | None
    by: FoundBy | None = None


@dataclass(frozen=True)
class ReaderHistory:
    """Follows, messages and bounces of one reader, the latest first."""

    follows: Sequence[Follow]
    deliveries: Sequence[Delivery]
    bounces: Sequence[Bounce]


def search_readers(
    session: AnySession,
    text: str,
    chosen: str | None,
    before: int | None = None,
    by: FoundBy | None = None,
    limit: int = PAGE_SIZE,
) -> ReaderPage:
    """Return readers whose address, or a word of whose name, begins with *text*; without text all, the latest first.

    Each list is read in the order of an index, so that it costs the same
    among a thousand and a million: by address first, then by name. *chosen*
    is a state, SUPPRESSED or None; *before* is the last reader of the page
    before, and *by* how that one was found.
    """
    wanted, prefix = select(Subscriber).where(*conditions(chosen)), clean_line(text).casefold()
    if not prefix:
        latest = wanted.where(Subscriber.id < before) if before is not None else wanted
        return make_page(session.scalars(latest.order_by(Subscriber.id.desc()).limit(limit + 1)).all(), limit)
    is_addressed = begins_with(Subscriber.address_key, prefix)
    found = list[Subscriber]()
    if by is not FoundBy.NAME:
        last = session.get(Subscriber, before) if before is not None else None
        if before is not None and last is None:
            return ReaderPage([], None)
        found += session.scalars(by_address(wanted.where(is_addressed), last).limit(limit + 1))
        if len(found) > limit:
            return make_page(found, limit, FoundBy.ADDRESS)
        before = None
    named = list_named(session, wanted.where(~is_addressed), clean_line(text), before, limit + 1 - len(found))
    return make_page([*found, *named], limit, FoundBy.NAME)


def by_address(readers: Select[Subscriber], last: Subscriber | None) -> Select[Subscriber]:
    """Return *readers* in the order of their addresses, those after *last*."""
    key = bytewise(Subscriber.address_key)
    return (readers.where(key > last.address_key) if last else readers).order_by(key)


def list_named(
    session: AnySession, readers: Select[Subscriber], text: str, before: int | None, limit: int
) -> Sequence[Subscriber]:
    """Return those of *readers* whose name holds *text*, the latest first, with keys below *before*.

    Names are compared folded, so that both databases find the same in every script.
    """
    words = make_name_key(text)
    if "@" in text or not words or not words.strip():
        return []
    holds = readers.where(Subscriber.name_key.contains(words, autoescape=True))
    if before is not None:
        holds = holds.where(name_before(session, Subscriber.id, before))
    return session.scalars(having_name(session, holds, Subscriber.id, words.strip()).limit(limit)).all()


def make_page(found: Sequence[Subscriber], limit: int, by: FoundBy | None = None) -> ReaderPage:
    """Return the first *limit* of *found* as a page."""
    return ReaderPage(list(found[:limit]), found[limit - 1].id if len(found) > limit else None, by)


def conditions(chosen: str | None) -> list[ColumnElement[bool]]:
    """Return the condition of the *chosen* state."""
    if chosen == SUPPRESSED:
        return [Subscriber.suppressed_at.is_not(None)]
    return [Subscriber.state == SubscriberState(chosen)] if chosen in set(SubscriberState) else []


def count_readers(session: AnySession) -> dict[str, int]:
    """Return how many readers there are in each state, and how many of all are suppressed."""
    counts = {**dict.fromkeys((state.value for state in SubscriberState), 0), SUPPRESSED: 0}
    for (state, detail), amount in read_counts(session, "subscribers").items():
        counts[state] += amount
        if detail == SUPPRESSED:
            counts[SUPPRESSED] += amount
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
