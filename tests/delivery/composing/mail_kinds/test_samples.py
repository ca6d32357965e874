"""Every mail of the site can be tried at one address before readers get it."""

from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.mail_kinds.samples import SAMPLES, NothingToShow
from blog.delivery.outbox import enqueue, list_sample_tests
from blog.models import DeliveryState, Role
from tests.delivery.conftest import Bench
from tests.delivery.mail_factories import make_composer
from tests.factories import NOW, make_article, make_person
from tests.relay import Relay


def test_a_test_of_each_mail_goes_out_by_the_ledger(bench: Bench, relay: Relay) -> None:
    make_article("Harbour reopens")
    person = make_person(role=Role.ADMINISTRATOR)
    for name, sample in SAMPLES.items():
        enqueue(db.session, sample.test_kind, person, NOW, address=f"{name}@example.org")

    bench.work()

    assert sorted(relay.recipients) == sorted(f"{name}@example.org" for name in SAMPLES)
    assert all(b"Subject: [Test]" in mail.content for mail in relay.accepted)
    assert {row.state for row in list_sample_tests(db.session, person, 9)} == {DeliveryState.ACCEPTED}


def test_a_test_leads_to_the_button_that_says_it_has_arrived(bench: Bench, relay: Relay) -> None:
    enqueue(
        db.session, SAMPLES["welcome"].test_kind, make_person(role=Role.ADMINISTRATOR), NOW, address="a@example.org"
    )

    bench.work()

    [mail] = relay.accepted
    message = message_from_bytes(mail.content, policy=default)
    for part in ("plain", "html"):
        assert "/desk/first-steps#step-mail" in message.get_body((part,)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["alert", "digest"])
def test_without_an_article_there_is_nothing_to_show_of_it(app: Flask, name: str) -> None:
    with app.test_request_context(), pytest.raises(NothingToShow):
        SAMPLES[name].write(make_composer().make_context(db.session, NOW))
