"""Erasure of readers: on request (GDPR 17), and of sign-ups that were never confirmed (GDPR 5(1)(e))."""

import hmac
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from blog.accounts.audit import record_audit_event
from blog.database import AnySession, insert_missing
from blog.models import (
    AddressChange,
    AuditKind,
    Bounce,
    Delivery,
    DeliveryState,
    ErasedAddress,
    ErrorReport,
    ListUpload,
    Person,
    PreviewLink,
    Remark,
    SkipReason,
    Subscriber,
    SubscriberState,
)
from blog.models.email_address import display_address

WAITING = (DeliveryState.WAITING, DeliveryState.DEFERRED)
OPEN = (*WAITING, DeliveryState.SENDING)
CONFIRMATION = "confirmation"
OTHER_KINDS = ("report_answer", "test")
"""Messages that may go to the address of a reader without naming the reader."""
MASK = "[address]"
WRITTEN_BY_OTHERS = (
    (ErrorReport, ("words", "answer")),
    (Remark, ("name", "words", "answer")),
    (PreviewLink, ("label",)),
    (Bounce, ("words",)),
)
"""Columns in which a stranger, the desk or a mail server may have written an address."""


class MessageInFlight(Exception):
    """A message is on its way to the reader at this moment; its result would name the address again."""


def hash_address(address_key: str, secret: str) -> str:
    """Return what stands for a case-folded address in ErasedAddress."""
    return hmac.new(secret.encode(), b"erased:" + address_key.encode("utf-8", "replace"), sha256).hexdigest()


def find_erased(session: AnySession, address_keys: Sequence[str], secret: str) -> set[str]:
    """Return those of *address_keys* whose owners had themselves deleted."""
    hashes = {hash_address(key, secret): key for key in address_keys}
    found = session.scalars(select(ErasedAddress.address_hash).where(ErasedAddress.address_hash.in_(hashes)))
    return {hashes[one] for one in found}


def erase_reader(
    session: AnySession,
    reader: Subscriber,
    secret: str,
    now: datetime,
    *,
    by: Person | None,
    by_reader: bool = False,
) -> None:
    """Delete *reader* on request, with everything that names the address; the caller commits.

    Lists that wait to be taken in go too. What stays: a hashed mark, so that no list brings the address back, the
    counts of alerts, and an audit row that names nobody. *by* is None on the
    command line, and with *by_reader*, when the reader did it.

    Raises:
        MessageInFlight: a message to the reader is being sent.
    """
    require_none_in_flight(session, reader.id)
    mask_addresses(session, {*find_addresses(session, [reader.id]), *filter(None, [reader.new_address])})
    mark = {"address_hash": hash_address(reader.address_key, secret), "erased_at": now}
    insert_missing(session, ErasedAddress, [mark])
    erase_rows(session, [reader.id], now)
    session.execute(delete(ListUpload))
    details: dict[str, Any] = {"by_reader": True} if by_reader else {}
    record_audit_event(session, AuditKind.READER_DELETED, now, by=by, **details)


def require_none_in_flight(session: AnySession, reader_id: int) -> None:
    """Lock the open messages to a reader, so that no worker begins to send one, then the reader, so that none is added.

    Raises:
        MessageInFlight: one is being sent.
    """
    mine = select_messages([reader_id], find_addresses(session, [reader_id]))
    open_ones = select(Delivery.state).where(mine, Delivery.state.in_(OPEN)).order_by(Delivery.id)
    if DeliveryState.SENDING in session.scalars(open_ones.with_for_update()).all():
        raise MessageInFlight
    session.execute(select(Subscriber.id).where(Subscriber.id == reader_id).with_for_update())


def delete_unconfirmed(session: AnySession, now: datetime, lifetime: timedelta, limit: int) -> bool:
    """Delete up to *limit* sign-ups whose confirmation mail was owed longer than *lifetime* ago and never answered.

    Readers of a list who were never asked stay, and so do addresses to which
    nothing may be sent. Return whether more may be left. The caller commits.
    """
    mine = (Delivery.subscriber_id == Subscriber.id, Delivery.kind == CONFIRMATION)
    was_asked = select(Delivery.id).where(*mine).exists()
    is_recent = select(Delivery.id).where(*mine, or_(Delivery.owed_at >= now - lifetime, Delivery.state.in_(OPEN)))
    old = select(Subscriber.id).where(
        Subscriber.state == SubscriberState.PENDING,
        Subscriber.suppressed_at.is_(None),
        Subscriber.requested_at < now - lifetime,
        was_asked,
        ~is_recent.exists(),
    )
    ids = session.scalars(old.order_by(Subscriber.id).limit(limit)).all()
    erase_rows(session, ids, now)
    return len(ids) >= limit


def erase_rows(session: AnySession, ids: Sequence[int], now: datetime) -> None:
    """Delete the readers with these *ids*, and their addresses wherever else they stand."""
    if not ids:
        return
    addresses = find_addresses(session, ids)
    to_them = select_messages(ids, addresses)
    skipped = {"state": DeliveryState.SKIPPED, "reason": SkipReason.ERASED, "settled_at": now}
    quietly = {"synchronize_session": False}
    session.execute(
        update(Delivery).where(to_them, Delivery.state.in_(WAITING)).values(skipped), execution_options=quietly
    )
    theirs = select(Delivery.id).where(to_them)
    about = or_(Bounce.subscriber_id.in_(ids), Bounce.delivery_id.in_(theirs))
    session.execute(update(Bounce).where(about).values(words=""), execution_options=quietly)
    session.execute(update(Delivery).where(to_them).values(address="", answer=None), execution_options=quietly)
    reports = update(ErrorReport).where(is_one_of(ErrorReport.address, addresses))
    session.execute(reports.values(address=None), execution_options=quietly)
    session.execute(delete(Subscriber).where(Subscriber.id.in_(ids)), execution_options=quietly)


def select_messages(ids: Sequence[int], addresses: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a message goes to the readers with these *ids*, or to one of their *addresses*."""
    is_to_address = Delivery.kind.in_(OTHER_KINDS) & is_one_of(Delivery.address, addresses)
    return or_(Delivery.subscriber_id.in_(ids), is_to_address)


def is_one_of(column: Any, addresses: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that *column*, in which addresses are ASCII, holds one of *addresses* in any case."""
    return func.lower(column).in_({address.lower() for address in addresses})


def find_addresses(session: AnySession, ids: Iterable[int]) -> set[str]:
    """Return every spelling of the present and former addresses of the readers with these *ids*.

    An address that was asked for and never confirmed is not theirs, nor is a
    former one that another reader has now.
    """
    ids = list(ids)
    columns = (Subscriber.address, Subscriber.address_key)
    present = {word for row in session.execute(select(*columns).where(Subscriber.id.in_(ids))) for word in row}
    former = set(session.scalars(select(AddressChange.old_address).where(AddressChange.subscriber_id.in_(ids))))
    if former:
        keys = {address.casefold() for address in former}
        is_others = Subscriber.address_key.in_(keys) & Subscriber.id.not_in(ids)
        taken = set(session.scalars(select(Subscriber.address_key).where(is_others)))
        former = {address for address in former if address.casefold() not in taken}
    found = present | former
    return found | {address.casefold() for address in found}


def mask_addresses(session: AnySession, addresses: Iterable[str]) -> None:
    """Put MASK for *addresses* in what strangers, the desk and mail servers wrote; the caller commits."""
    words = {*addresses, *map(display_address, addresses)}
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.+-])(?:{'|'.join(longest_first)})(?![\w-]|\.\w)", re.IGNORECASE)
    # SQLite knows small letters of ASCII alone, which the part before the @ is: the pattern finds the rest.
    beginnings = {f"{word.rpartition('@')[0]}@" for word in words}
    for model, names in WRITTEN_BY_OTHERS:
        columns = {name: getattr(model, name) for name in names}
        for row in session.scalars(select(model).where(mentions(beginnings, [*columns.values()]))):
            for name, column in columns.items():
                setattr(row, name, pattern.sub(MASK, getattr(row, name))[: column.type.length])
    session.flush()


def mentions(addresses: Iterable[str], columns: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that one of *columns* holds one of *addresses*, in any case."""
    words = {address.lower() for address in addresses}
    return or_(*(func.lower(column).contains(word, autoescape=True) for column in columns for word in sorted(words)))
