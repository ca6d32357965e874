"""Rows of every kind of message, and the message as a reader gets it."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from blog.database import db
from blog.delivery.composing.composer import Composer, unstuff_dots
from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.outbox import enqueue
from blog.models import (
    Alert,
    AlertKind,
    Article,
    Delivery,
    DeliveryKind,
    FollowRequest,
    Frequency,
    PasswordReset,
    Picture,
    PictureState,
    SubscriberState,
)
from blog.web.extensions import links
from tests.factories import NOW, make_article, make_person, make_subscriber, save


def make_composer(sender: str = "IFBG News <news@news.example.org>", **more: object) -> Composer:
    return Composer(links(), sender, confirmation=timedelta(days=7), reset=timedelta(hours=1), **more)


def owed_of(row: Delivery) -> PendingMessage:
    key, name = (row.subscriber.key, row.subscriber.name) if row.subscriber else (None, None)
    whose = (row.subscriber_id, key, row.address, name)
    return PendingMessage(
        row.id,
        row.kind,
        row.alert_id,
        *whose,
        is_repeat=False,
        attempts=0,
        followed=row.followed,
        is_text_only=row.subscriber and row.subscriber.is_text_only,
        language=row.subscriber and row.subscriber.language,
    )


def write(row: Delivery, composer: Composer | None = None) -> Outgoing:
    return (composer or make_composer()).write(owed_of(row), db.session, NOW)


def read(outgoing: Outgoing) -> EmailMessage:
    """The message as its reader gets it, once its bytes are such as every relay takes."""
    data = outgoing.data
    assert data.endswith(b"\r\n.\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) < 998
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    return message_from_bytes(unstuff_dots(data), policy=default)


def compose(row: Delivery, composer: Composer | None = None) -> EmailMessage:
    return read(write(row, composer))


def text_of(message: EmailMessage) -> str:
    """The text part with its lines joined, as programs do (RFC 3676)."""
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n").replace(" \n", " ")


def html_of(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()


def owe(kind: DeliveryKind, **more: object) -> Delivery:
    return save(Delivery(kind=kind, owed_at=NOW, due_at=NOW, **more))


def alert_for(article: Article | None = None, note: str | None = None, **reader: object) -> Delivery:
    article = article or make_article()
    key = {"article": article, "kind": AlertKind.UPDATE if note else AlertKind.PUBLICATION}
    alert = db.session.query(Alert).filter_by(**key).first() or Alert(**key, announced_at=NOW, starts_at=NOW, note=note)
    person = make_subscriber(**reader)
    whose = {"subscriber": person, "address": person.address, "followed": f"article:{article.id}" if note else "site"}
    return owe(DeliveryKind.ALERT, alert=alert, priority=1, **whose)


def update_for(article: Article | None = None, **reader: object) -> Delivery:
    return alert_for(article, "The vote is over: 7 to 2.", **reader)


def digest_of(*items: Delivery, frequency: Frequency = Frequency.DAILY, **reader: object) -> Delivery:
    person = make_subscriber(**reader)
    more = {"subscriber": person, "address": person.address, "frequency": frequency, "priority": 2}
    digest = owe(DeliveryKind.DIGEST, **more)
    for item in items or (alert_for(),):
        item.carried_by_id = digest.id
    db.session.commit()
    return digest


def confirmation(**reader: object) -> Delivery:
    person = make_subscriber(**{"state": SubscriberState.PENDING, "confirmed_at": None, **reader})
    return enqueue(db.session, "confirmation", person, NOW)


def reset() -> Delivery:
    row = PasswordReset(person=make_person(), requested_at=NOW, expires_at=NOW + timedelta(hours=1))
    db.session.add(row)
    return enqueue(db.session, "password_reset", row, NOW)


def address_change(**reader: object) -> Delivery:
    person = make_subscriber(new_address="new@example.com", change_key="change", **reader)
    return owe("address_change", subscriber=person, address="new@example.com")


def address_changed(**reader: object) -> Delivery:
    person = make_subscriber(address="new@example.com", **reader)
    return enqueue(db.session, "address_changed", person, NOW, address="old@example.com")


def follow(**target: object) -> Delivery:
    person = make_subscriber(name="Nobody may read this name")
    row = owe("follow", subscriber=person, address=person.address)
    wording = {"consent_wording": "Yes.", "consent_form": "/"}
    asked = {"subscriber": person, "key": "follow", "frequency": Frequency.DAILY, "requested_at": NOW}
    save(FollowRequest(**asked, **wording, delivery_id=row.id, **target))
    return row


def subscribed(**more: object) -> Delivery:
    """Owe the link to the preferences to a subscriber who signed up again, at another frequency."""
    person = make_subscriber(name="Nobody may read this name", **more)
    row = owe("subscribed", subscriber=person, address=person.address)
    asked = {"subscriber": person, "key": "follow", "frequency": Frequency.WEEKLY, "requested_at": NOW}
    save(FollowRequest(**asked, consent_wording="Yes.", consent_form="/", delivery_id=row.id))
    return row


def erasure(**more: object) -> Delivery:
    person = make_subscriber(name="Nobody may read this name", **more)
    return owe("erasure", subscriber=person, address=person.address)


def trial(article: Article | None = None) -> Delivery:
    return owe("test", article=article or make_article(), address="editor@example.com")


TO_A_LIST = (alert_for, update_for, digest_of)
TO_ONE = (confirmation, reset, address_change, address_changed, follow, subscribed, erasure)
EVERY_KIND = (*TO_A_LIST, trial, *TO_ONE)


def make_photo(key: str = "a" * 32) -> Picture:
    picture = Picture(key=key, width=2000, height=1000, widths=[480, 960, 2000], formats=["avif", "jpg"])
    picture.state, picture.alt, picture.uploaded_at = PictureState.COMPLETE, "The board", NOW
    return picture
