"""MailKind, the declaration of a kind of mail, and the table of all that are declared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from flask_babel import format_timedelta
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import Delivery, DeliveryPriority, SkipReason
from blog.web.addresses.links import Links


@dataclass(frozen=True)
class MailContext:
    """The context in which a message is written: session, links, time, recipient."""

    session: AnySession
    links: Links
    now: datetime
    list_urls: Mapping[str, str]
    """leave_url and preferences_url for list mail, with the placeholder for the reader's token."""
    confirmation_lifetime: timedelta
    reset_lifetime: timedelta
    address: str = ""
    """Where the message goes; empty in list mail, which is written once for many."""
    delivery_id: int = 0

    def render_request(self, folder: str, lifetime: timedelta, *, what: str = "", **paths: str) -> MailContent:
        """Return the message of *folder* to the person who requested it, with *paths* made absolute."""
        urls = {name: self.links.absolute(path) for name, path in paths.items()}
        values = {"address": self.address, "lifetime": format_timedelta(lifetime), "what": what, **urls}
        return render_mail(folder, values, is_list=False)


class UnknownMailKind(LookupError):
    """No kind of mail of this name is declared."""


@dataclass(frozen=True)
class MailKind:
    """One kind of mail: its place in the ledger, its order, and how its contents are built."""

    name: str
    """The word in the ledger; at most 20 letters. As a rule the folder in templates/mail too."""
    reference: str
    """The relationship of Delivery to the row that the mail is about; once that row is gone, nothing is sent."""
    write: Callable[[Any, MailContext], MailContent]
    """Returns the message from the referenced row, or from what *read* returned; needs an application context."""
    address_of: Callable[[Any], str] = attrgetter("address")
    """Returns where the mail goes, from the referenced row, unless enqueue is told."""
    skip_reason: Callable[[Any, datetime], SkipReason | None] = lambda row, now: None
    """Returns why the mail about the referenced row is out of date; eligibility decides about list mail."""
    priority: DeliveryPriority = DeliveryPriority.IMMEDIATE
    title: str = ""
    """What the desk calls such a message, translatable; the name where it is empty."""
    is_list: bool = False
    """Goes to subscribers, names them, and is written once for all who are owed the same."""
    read: Callable[[AnySession, PendingMessage], Any] | None = None
    """For list mail: returns what the message is made from; equal values, which must be hashable, share a message."""
    options: tuple[ExecutableOption, ...] = ()
    """Loads with the referenced row what *write* shows."""

    @property
    def label(self) -> str:
        """Return the name as part of a sentence, for the command line."""
        return self.name.replace("_", " ")

    def read_reference(self, session: AnySession, delivery_id: int) -> tuple[str, Any]:
        """Return the address and the referenced row of the delivery with this key.

        Raises:
            LookupError: either is gone.
        """
        relationship = getattr(Delivery, self.reference)
        row = select(Delivery.address, relationship.entity.class_).join(relationship)
        found = session.execute(row.where(Delivery.id == delivery_id).options(*self.options)).first()
        if found is None:
            raise LookupError(f"A message of the kind {self.name} without its {self.reference}.")
        return found[0], found[1]


def loading(*path: Any) -> ExecutableOption:
    """Return the option that loads the relationships of *path* in one query."""
    first, *others = path
    option = joinedload(first)
    for one in others:
        option = option.joinedload(one)
    return option


KINDS: dict[str, MailKind] = {}
"""All that are declared, by name."""


def declare(kind: MailKind) -> MailKind:
    """Add *kind* to the registry and return it.

    Raises:
        ValueError: the name is taken.
    """
    if kind.name in KINDS:
        raise ValueError(f"The kind of mail {kind.name} is declared twice.")
    KINDS[kind.name] = kind
    return kind
