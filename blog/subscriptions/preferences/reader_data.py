"""Everything that is held about the address of a reader: one declaration, for the download and for its test."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from blog.database import AnySession
from blog.models import (
    AddressChange,
    Alert,
    Bounce,
    Delivery,
    ErrorReport,
    Follow,
    FollowRequest,
    PreviewLink,
    Remark,
    Subscriber,
)
from blog.subscriptions.erasure import find_addresses, is_one_of, mentions, select_messages
from blog.subscriptions.following import ARTICLE_NAME, with_targets
from blog.subscriptions.preferences.reader_data_labels import INTERNAL, LABELS, NAMED, NOT_THEIRS, OF_THE_QUEUE, SECRET
from blog.subscriptions.targets import target_of
from blog.web.formatting.public_headline import public_headline


@dataclass(frozen=True)
class Whose:
    """The reader whose data it is."""

    id: int
    addresses: frozenset[str]
    """Every spelling of the addresses that the reader has proved to own."""

    @property
    def messages(self) -> ColumnElement[bool]:
        """Return the condition that a message goes to the reader."""
        return select_messages([self.id], self.addresses)


@dataclass(frozen=True)
class HeldTable:
    """What one table holds about a reader."""

    title: LazyString
    model: Any
    columns: tuple[str, ...]
    """What is handed out; each has a label in LABELS."""
    withheld: Mapping[str, str]
    """The other columns, each with the reason why it is kept back."""
    where: Callable[[Whose], ColumnElement[bool]]
    about: Callable[[Any], str | None] | None = None
    """Returns the name of what a row is about: a topic, an author, an article."""
    options: Sequence[ExecutableOption] = ()
    """Load what makes that name with the rows."""

    @property
    def name(self) -> str:
        """Return the name of the table."""
        return str(self.model.__tablename__)


def name_target(row: Follow | FollowRequest) -> str | None:
    """Return what *row* follows; None means the site."""
    target = target_of(row)
    return target.name if target else None


def name_article(row: Delivery) -> str | None:
    """Return the headline of the article that a message is about, if it is about one that is public."""
    article = row.alert.article if row.alert else None
    return public_headline(article) if article is not None and article.is_public else None


TARGETS = dict.fromkeys(("topic_id", "author_id", "article_id"), NAMED)
READER_DATA = (
    HeldTable(
        _l("Subscription"),
        Subscriber,
        (
            *("address", "new_address", "name", "state", "requested_at", "confirmed_at", "left_at"),
            *("consent_wording", "consent_form", "site_frequency", "urgent_choice", "low_choice", "timezone"),
            *("language", "quiet_from", "quiet_until", "is_text_only", "paused_until"),
            *("suppressed_at", "suppression", "suppression_words", "soft_bounces"),
        ),
        {
            **dict.fromkeys(("key", "request_key", "change_key"), SECRET),
            **dict.fromkeys(("address_key", "name_key"), "the same in small letters, for the search"),
            "id": INTERNAL,
        },
        lambda whose: Subscriber.id == whose.id,
    ),
    HeldTable(
        _l("What you follow"),
        Follow,
        ("frequency", "created_at"),
        {"id": INTERNAL, "subscriber_id": INTERNAL, **TARGETS},
        lambda whose: Follow.subscriber_id == whose.id,
        name_target,
        with_targets(Follow),
    ),
    HeldTable(
        _l("Requests to follow, with your consent"),
        FollowRequest,
        ("frequency", "consent_wording", "consent_form", "requested_at", "confirmed_at"),
        {"key": SECRET, **dict.fromkeys(("id", "subscriber_id", "delivery_id"), INTERNAL), **TARGETS},
        lambda whose: FollowRequest.subscriber_id == whose.id,
        name_target,
        with_targets(FollowRequest),
    ),
    HeldTable(
        _l("Changes of address"),
        AddressChange,
        ("old_address", "new_address", "requested_at", "confirmed_at"),
        {"id": INTERNAL, "subscriber_id": INTERNAL, "old_key": SECRET},
        lambda whose: AddressChange.subscriber_id == whose.id,
    ),
    HeldTable(
        _l("Messages to you"),
        Delivery,
        (
            *("kind", "address", "state", "reason", "owed_at", "due_at", "settled_at", "attempts", "answer"),
            *("frequency", "followed", "test_level", "is_repeat", "handed_over_at"),
        ),
        {
            **dict.fromkeys(("id", "subscriber_id", "carried_by_id", "alert_id", "article_id"), INTERNAL),
            **dict.fromkeys(("reset_id", "event_id", "report_id", "remark_id", "person_id"), INTERNAL),
            **dict.fromkeys(("priority", "leased_until", "leased_by"), OF_THE_QUEUE),
        },
        lambda whose: whose.messages,
        name_article,
        (joinedload(Delivery.alert).joinedload(Alert.article).options(*ARTICLE_NAME),),
    ),
    HeldTable(
        _l("Messages that came back"),
        Bounce,
        ("kind", "status", "words", "source", "received_at"),
        {**dict.fromkeys(("id", "subscriber_id", "delivery_id"), INTERNAL), "digest": "a checksum of the report"},
        lambda whose: or_(
            Bounce.subscriber_id == whose.id, Bounce.delivery_id.in_(select(Delivery.id).where(whose.messages))
        ),
    ),
    HeldTable(
        _l("Errors that you reported"),
        ErrorReport,
        ("address", "paragraph", "quote", "words", "reported_at", "outcome", "closed_at", "answer"),
        {**dict.fromkeys(("id", "correction_id"), INTERNAL), "article_id": NAMED, "closed_by_id": NOT_THEIRS},
        lambda whose: is_one_of(ErrorReport.address, whose.addresses),
        lambda row: public_headline(row.article) if row.article.is_public else None,
        (joinedload(ErrorReport.article).options(*ARTICLE_NAME),),
    ),
    HeldTable(
        _l("Remarks that name your address"),
        Remark,
        ("name", "words", "written_at"),
        {
            **dict.fromkeys(("id", "link_id"), INTERNAL),
            **dict.fromkeys(("article_id", "paragraph", "quote", "answer", "answered_at", "closed_at"), NOT_THEIRS),
        },
        lambda whose: mentions(whose.addresses, (Remark.name, Remark.words)),
    ),
    HeldTable(
        _l("Previews that name your address"),
        PreviewLink,
        ("label", "created_at"),
        {
            **dict.fromkeys(("id", "created_by_id"), INTERNAL),
            **dict.fromkeys(("article_id", "expires_at", "revoked_at"), NOT_THEIRS),
            "key": SECRET,
        },
        lambda whose: mentions(whose.addresses, (PreviewLink.label,)),
    ),
)


def read_reader_data(session: AnySession, reader: Subscriber) -> dict[str, list[dict[str, Any]]]:
    """Return what is held about *reader*, by table, the oldest row first; values are as JSON holds them."""
    whose = Whose(reader.id, frozenset(find_addresses(session, [reader.id])))
    return {table.name: read_table(session, table, whose) for table in READER_DATA}


def read_table(session: AnySession, table: HeldTable, whose: Whose) -> list[dict[str, Any]]:
    """Return the rows of one table."""
    rows = select(table.model).where(table.where(whose)).order_by(table.model.id).options(*table.options)
    return [describe_row(table, row) for row in session.scalars(rows)]


def describe_row(table: HeldTable, row: Any) -> dict[str, Any]:
    """Return one row: what it is about, if it says so, and its columns."""
    about = {"about": table.about(row)} if table.about else {}
    return about | {name: to_json(getattr(row, name)) for name in table.columns}


def to_json(value: Any) -> Any:
    """Return *value* as JSON holds it: times in RFC 3339, choices by their words."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value


def label_data(data: Mapping[str, list[dict[str, Any]]]) -> list[tuple[LazyString, list[list[tuple[LazyString, Any]]]]]:
    """Return *data* for people: titles, and rows of labels and values without what is empty."""
    titles = {table.name: table.title for table in READER_DATA}
    return [
        (
            titles[name],
            [[(LABELS[key], value) for key, value in row.items() if value not in (None, "")] for row in rows],
        )
        for name, rows in data.items()
    ]
