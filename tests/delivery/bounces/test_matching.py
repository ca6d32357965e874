"""Which delivery a report is about, where the service wrote an id of its own over ours."""

from datetime import timedelta

import pytest
from flask import Flask, current_app

from blog.database import db
from blog.delivery.bounces.bounce_policy import read_policy
from blog.delivery.bounces.matching import find_delivery, find_last_delivery
from blog.delivery.bounces.webhooks.service_events import make_report
from tests.delivery.bounces.samples import make_accepted
from tests.factories import NOW, make_subscriber

ID = "0102018e7d3f2a41-5b6c7d8e-000000"


@pytest.mark.parametrize(
    ("id", "found"), [(f"<{ID}@email.amazonses.com>", True), (ID, True), ("<000000@x>", False), ("<250@x>", False)]
)
def test_the_id_in_the_relays_reply_proves_the_message(app: Flask, id: str, found: bool) -> None:
    delivery = make_accepted(make_subscriber("anna@example.com"), answer=f"250 Ok {ID}")
    report = make_report("ses", "anna@example.com", "1", "x", is_permanent=None, ids=[id])
    policy = read_policy(current_app._get_current_object())  # type: ignore[attr-defined]

    assert find_delivery(db.session, report, policy, "") is (delivery if found else None)


def test_the_last_message_of_a_week_to_that_address_is_meant(app: Flask) -> None:
    reader = make_subscriber("anna@example.com")
    for days in (3, 2):
        last = make_accepted(reader, settled_at=NOW - timedelta(days=days))
    make_accepted(make_subscriber("otto@example.com"), settled_at=NOW)
    report = make_report("brevo", "Anna@example.com", "1", "x", is_permanent=None, ids=[])

    assert find_last_delivery(db.session, report, NOW) is last
    assert find_last_delivery(db.session, report, NOW + timedelta(days=30)) is None
