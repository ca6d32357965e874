"""Suppressions are lifted by time, words and domain, and by nothing else."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.queue.lifting import LiftCriteria, lift_all, preview
from blog.models import AuditEvent, AuditKind, Subscriber, Suppression
from tests.factories import NOW, make_subscriber

HARD = Suppression.HARD_BOUNCE


@pytest.fixture
def readers(app: Flask) -> None:
    rows = [
        ("a@example.com", HARD, 0, "550 blocked by 100% POLICY"),
        ("b@sub.example.com", Suppression.SOFT_BOUNCES, 1, "452 full"),
        ("c@example.com", HARD, 2, "550 no such user, Получатель не найден"),
        ("d@example.com", Suppression.COMPLAINT, 2, "550 policy"),
        ("e@example.com", Suppression.OPERATOR, 2, "policy"),
    ]
    for address, reason, day, words in rows:
        at = NOW + timedelta(days=day)
        make_subscriber(address, suppression=reason, suppressed_at=at, suppression_words=words)
    make_subscriber("f@example.com")


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        (LiftCriteria(since=NOW + timedelta(days=1)), "bc"),
        (LiftCriteria(words="100% policy"), "a"),
        (LiftCriteria(words="%"), "a"),
        (LiftCriteria(words="Получатель"), "c"),
        (LiftCriteria(domain="Example.com"), "ac"),
        (LiftCriteria(domain="com"), ""),
        (LiftCriteria(since=NOW + timedelta(days=1), words="550", domain="example.com"), "c"),
    ],
)
def test_exactly_what_fits_is_shown_and_lifted(readers: None, criteria: LiftCriteria, found: str) -> None:
    count, shown = preview(db.session, criteria)

    lifted = lift_all(db.session, criteria, NOW, by=(None, "Ann"))

    assert (count, "".join(reader.address[0] for reader in shown), lifted) == (len(found), found, len(found))
    kept = db.session.scalars(select(Subscriber.address).where(Subscriber.suppressed_at.is_not(None))).all()
    assert {address[0] for address in kept} == set("abcde") - set(found)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.kind, event.person_name, event.details["count"]) == (AuditKind.SUPPRESSIONS_LIFTED, "Ann", len(found))


def test_no_criterion_is_said_to_be_none() -> None:
    assert LiftCriteria().is_empty
    assert not LiftCriteria(domain="example.com").is_empty
