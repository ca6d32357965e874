"""A kind of mail is one declaration and its templates: a throwaway one is sent, and nothing else is touched."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.delivery.composing.mail_kinds.mail_kind import KINDS, MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.delivery.outbox import enqueue
from blog.delivery.worker.stale_mail import count_open_mail
from blog.models import Delivery, DeliveryPriority, DeliveryState, SkipReason, Subscriber
from tests.delivery.conftest import Bench
from tests.factories import NOW, make_subscriber
from tests.relay import Relay

TEMPLATES = {
    "mail/welcome_back/subject.txt": "Welcome back, {{ name }}",
    "mail/welcome_back/body.txt": "It is good to see you at {{ address }}.",
    "mail/welcome_back/body.html": "<p>It is good to see you at {{ address }}.</p>",
}


def write_welcome(subscriber: Subscriber, context: MailContext) -> MailContent:
    return render_mail("welcome_back", {"name": subscriber.name, "address": context.address}, is_list=False)


def skip_who_left(subscriber: Subscriber, now: datetime) -> SkipReason | None:
    return None if subscriber.is_confirmed else SkipReason.LEFT


@pytest.fixture
def welcome_back(app: Flask) -> Iterator[MailKind]:
    """A kind of mail that no other code knows."""
    loader = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), loader])
    priority = DeliveryPriority.BULK
    yield declare(MailKind("welcome_back", "subscriber", write_welcome, skip_reason=skip_who_left, priority=priority))
    del KINDS["welcome_back"]
    app.jinja_env.loader = loader


def test_a_new_kind_of_mail_goes_out_by_its_declaration_and_templates(
    bench: Bench, relay: Relay, welcome_back: MailKind
) -> None:
    reader = make_subscriber(name="Ada")
    enqueue(db.session, "welcome_back", reader, NOW)

    bench.work()

    row = db.session.scalars(select(Delivery)).one()
    assert (row.kind, row.priority, row.state) == ("welcome_back", DeliveryPriority.BULK, DeliveryState.ACCEPTED)
    assert relay.recipients == [reader.address]
    assert b"Subject: Welcome back, Ada" in relay.accepted[0].content
    assert b"List-Unsubscribe" not in relay.accepted[0].content


def test_a_new_kind_of_mail_is_skipped_by_its_own_rule(bench: Bench, relay: Relay, welcome_back: MailKind) -> None:
    reader = make_subscriber()
    row = enqueue(db.session, "welcome_back", reader, NOW)
    reader.leave(NOW)

    bench.work()

    db.session.refresh(row)
    assert (row.state, row.reason, relay.recipients) == (DeliveryState.SKIPPED, SkipReason.LEFT, [])


def test_the_operator_sees_a_new_kind_of_mail_by_its_name(app: Flask, welcome_back: MailKind) -> None:
    enqueue(db.session, "welcome_back", make_subscriber(), NOW)

    assert [(one.kind, one.count) for one in count_open_mail(db.session)] == [("welcome_back", 1)]
    assert welcome_back.label == "welcome back"


def test_a_mail_whose_row_is_gone_is_not_sent(app: Flask, welcome_back: MailKind) -> None:
    assert reason_to_skip(Delivery(kind="welcome_back"), NOW) is SkipReason.ERASED


def test_a_name_is_declared_once(app: Flask, welcome_back: MailKind) -> None:
    with pytest.raises(ValueError, match="welcome_back"):
        declare(welcome_back)
